"""Write the malformed corpus: ``python tests/malformed/generate.py`` makes tests/malformed/corpus.zip anew.

One folder a case, each file of it with one fault. The archive is frozen; run this only to add cases. Imports nothing
of campusmap.
"""

from __future__ import annotations

import sys
import tempfile
import zipfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from malformed import dxf_files, other_files, vector_files  # noqa: E402


def cases() -> dict[str, dict[str, bytes]]:
    """Return the files of each case by its name, "reader/case"."""
    with tempfile.TemporaryDirectory() as folder:
        packages = vector_files.geopackages(Path(folder))
    groups = {
        "dxf": {name: {"plan.dxf": data} for name, data in dxf_files.DRAWINGS.items()},
        "footprints": {**vector_files.FOOTPRINTS, **packages},
        "plans": {name: {"plan.geojson": data} for name, data in vector_files.PLANS.items()},
        "archives": {name: {"plan.zip": data} for name, data in vector_files.ARCHIVES.items()},
        "tables": other_files.TABLES,
        "projects": {name: {"campus.toml": data} for name, data in other_files.PROJECTS.items()},
        "ledgers": {name: {"ledger.json": data} for name, data in other_files.LEDGERS.items()},
        "kits": other_files.KITS,
        "overrides": {name: {"overrides.geojson": data} for name, data in other_files.OVERRIDES.items()},
        "pictures": other_files.pictures(),
        "worlds": {name: {"plan.wld": data} for name, data in other_files.CAD_WORLDS.items()},
    }
    return {f"{group}/{name}": files for group, members in groups.items() for name, files in members.items()}


def main() -> None:
    with zipfile.ZipFile(HERE / "corpus.zip", "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, files in sorted(cases().items()):
            for file, data in sorted(files.items()):
                archive.writestr(zipfile.ZipInfo(f"{name}/{file}"), data, zipfile.ZIP_DEFLATED)


if __name__ == "__main__":
    main()
