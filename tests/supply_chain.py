"""What campusmap is made of: the lock with hashes, licences, a bill of materials, and an audit that proves itself.

    python tests/supply_chain.py lock       write requirements-hashed.lock from pyproject.toml, by the pins of
                                            requirements.lock (needs uv and the network)
    python tests/supply_chain.py sbom       write sbom.cdx.json (CycloneDX 1.6) to the current folder
    python tests/supply_chain.py licences   print every package that a user installs, with its licence
    python tests/supply_chain.py audit      look for known faults (needs pip-audit and the network)

The audit leaves with 0 when nothing is known, 1 when something is, and 3 when it could not be assessed: it first looks
for the faults of packages that are known to have some, and believes nothing from a tool that does not find those. It
knows packages by name: what a wheel brings along (GDAL, libtiff, libpng, qpdf, PDFium, Leaflet) is no package to it.
"""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from importlib import metadata
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[1]
LOCK, HASHED = ROOT / "requirements.lock", ROOT / "requirements-hashed.lock"
LEAFLET = ROOT / "campusmap" / "render" / "web" / "vendor" / "leaflet-1.9.4" / "leaflet.js"
KNOWN_BAD = {"jinja2": "2.10", "pillow": "8.0.0"}  # both have published advisories
CLEAN, VULNERABLE, NOT_ASSESSED = 0, 1, 3
ALLOWED = re.compile(
    r"MIT|BSD|Apache|MPL|Mozilla|PSF|Python Software Foundation|ISC|HPND|Unlicense|CC0|0BSD|Zlib", re.IGNORECASE
)
BARRED = re.compile(r"(?<![A-Z])(A|L)?GPL|General Public", re.IGNORECASE)
Audit = Callable[[Path], tuple[int, str]]


def read_pins(path: Path) -> dict[str, set[str]]:
    """Return the versions that a lock file pins, by package; some differ by Python version."""
    pins: dict[str, set[str]] = {}
    for name, version in re.findall(r"^([A-Za-z0-9_.-]+)==([^\s;\\]+)", path.read_text("utf-8"), re.MULTILINE):
        pins.setdefault(canonicalize_name(name), set()).add(version)
    return pins


def write_lock() -> int:
    """Let uv write the lock for every platform and Python, the build's own tool included."""
    command = ["uv", "pip", "compile", "--universal", "--generate-hashes", "--no-annotate", "--no-header",
               "--all-extras", "--python-version", "3.11", "-c", str(LOCK), "-o", str(HASHED), "--quiet",
               "pyproject.toml", "-"]  # fmt: skip
    build = "\n".join(
        re.findall(r'^requires = \["([^"]+)"\]', (ROOT / "pyproject.toml").read_text("utf-8"), re.MULTILINE)
    )
    return subprocess.run(command, cwd=ROOT, input=build, text=True, check=False).returncode


def list_runtime() -> dict[str, metadata.Distribution]:
    """Return the packages that a plain install brings, from what the installed ones say they need."""
    found: dict[str, metadata.Distribution] = {}
    waiting = [Requirement(text) for text in metadata.requires("campusmap") or []]
    while waiting:
        need = waiting.pop()
        name = canonicalize_name(need.name)
        if name in found or (need.marker and not need.marker.evaluate({"extra": ""})):
            continue
        found[name] = metadata.distribution(need.name)
        waiting += [Requirement(text) for text in found[name].requires or []]
    return dict(sorted(found.items()))


def licence_of(package: metadata.Distribution) -> str:
    """Return a package's licence: its expression, else its classifiers, else the first line of its field."""
    facts = package.metadata
    if expression := facts.get("License-Expression"):
        return str(expression)
    classifiers = [text.rpartition(" :: ")[2] for text in facts.get_all("Classifier") or [] if "License ::" in text]
    first = str(facts.get("License") or "").strip().splitlines()[:1]
    return " AND ".join(classifiers) or "".join(first)


def list_licences() -> Iterator[tuple[str, str, str]]:
    """Yield name, version and licence of every package that a user installs."""
    for name, package in list_runtime().items():
        yield name, package.version, licence_of(package)


def list_native() -> Iterator[tuple[str, str, str]]:
    """Yield name, version and wheel of the libraries that wheels bring along: no package list knows them."""
    import pikepdf
    import pyogrio
    import pypdfium2
    import pyproj
    import rasterio
    import shapely

    yield "gdal", pyogrio.__gdal_version_string__, "pyogrio"
    yield "gdal", rasterio.__gdal_version__, "rasterio"
    yield "geos", shapely.geos_version_string, "shapely"
    yield "proj", pyproj.proj_version_str, "pyproj"
    yield "qpdf", pikepdf.__libqpdf_version__, "pikepdf"
    yield "pdfium", str(pypdfium2.version.PDFIUM_INFO), "pypdfium2"


def make_sbom() -> dict[str, Any]:
    """Return the bill of materials: packages, the libraries in their wheels, and the script that pages carry."""
    packages = [
        {"type": "library", "bom-ref": f"pkg:pypi/{name}@{version}", "name": name, "version": version,
         "purl": f"pkg:pypi/{name}@{version}", "licenses": [{"license": {"name": licence or "not stated"}}]}
        for name, version, licence in list_licences()
    ]  # fmt: skip
    native = [
        {"type": "library", "bom-ref": f"{name}@{version} in {wheel}", "name": name, "version": version,
         "properties": [{"name": "campusmap:bundled-in", "value": wheel}]}
        for name, version, wheel in list_native()
    ]  # fmt: skip
    digest = hashlib.sha256(LEAFLET.read_bytes()).hexdigest()
    leaflet = {"type": "library", "bom-ref": "pkg:npm/leaflet@1.9.4", "name": "leaflet", "version": "1.9.4",
               "purl": "pkg:npm/leaflet@1.9.4", "hashes": [{"alg": "SHA-256", "content": digest}],
               "licenses": [{"license": {"id": "BSD-2-Clause"}}]}  # fmt: skip
    own = {"type": "application", "bom-ref": "campusmap", "name": "campusmap", "version": metadata.version("campusmap")}
    return {"bomFormat": "CycloneDX", "specVersion": "1.6", "version": 1, "metadata": {"component": own},
            "components": [*packages, *native, leaflet]}  # fmt: skip


def run_pip_audit(lock: Path) -> tuple[int, str]:
    """Let pip-audit look at a lock file; return its exit code and its JSON, 127 where it is not installed."""
    command = [
        sys.executable,
        "-m",
        "pip_audit",
        "--strict",
        "--no-deps",
        "--disable-pip",
        "-r",
        str(lock),
        "-f",
        "json",
    ]
    done = subprocess.run([*command, "--progress-spinner", "off"], capture_output=True, text=True, check=False)
    return (127 if "No module named pip_audit" in done.stderr else done.returncode), done.stdout


def read_audit(text: str) -> dict[str, int] | None:
    """Return how many faults are known of each package that was looked at, None when nothing was said."""
    try:
        rows = json.loads(text)["dependencies"]
        return {canonicalize_name(row["name"]): len(row["vulns"]) for row in rows if "skip_reason" not in row}
    except (ValueError, KeyError, TypeError):
        return None


def audit(run: Audit = run_pip_audit) -> tuple[int, str]:
    """Return 0, 1 or 3 and the sentence: a silent tool, or one that looks at less than the lock, is no clean bill."""
    with tempfile.TemporaryDirectory() as folder:
        control = Path(folder) / "known-bad.txt"
        control.write_text("".join(f"{name}=={version}\n" for name, version in KNOWN_BAD.items()), "utf-8")
        code, text = run(control)
        known = read_audit(text) or {}
        if code == 127:
            return NOT_ASSESSED, "not assessed: pip-audit is not installed"
        if not all(known.get(name) for name in KNOWN_BAD):
            return NOT_ASSESSED, "not assessed: the known-bad control was not found bad (no network, or a mirror?)"
        pins = read_pins(HASHED)
        whole = Path(folder) / "lock.txt"
        whole.write_text("".join(f"{name}=={max(versions)}\n" for name, versions in pins.items()), "utf-8")
        found = read_audit(run(whole)[1])
    if found is None or found.keys() != pins.keys():
        return NOT_ASSESSED, f"not assessed: {len(found or {})} of {len(pins)} packages were looked at"
    bad = sorted(name for name, count in found.items() if count)
    return (
        (VULNERABLE, f"known faults in {', '.join(bad)}")
        if bad
        else (CLEAN, f"nothing known of {len(pins)} packages; the libraries inside their wheels were not looked at")
    )


def main() -> int:
    """Do what is asked."""
    asked = sys.argv[1] if len(sys.argv) > 1 else ""
    if asked == "lock":
        return write_lock()
    if asked == "sbom":
        Path("sbom.cdx.json").write_text(json.dumps(make_sbom(), indent=1) + "\n", "utf-8")
    elif asked == "licences":
        print("\n".join(",".join(row) for row in list_licences()))
    elif asked == "audit":
        code, said = audit()
        print(said)
        return code
    else:
        print(__doc__)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
