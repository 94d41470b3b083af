"""Check everything: lint, types, layers, generated docs, tests. One command, the same here and in CI.

python tests/check.py            all of it
python tests/check.py --full     with the long forms of the tests
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from node_tools import FOLDER, STEPS, install_tools, node_command

ROOT = Path(__file__).resolve().parents[1]
BIN = Path(sys.executable).parent
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")


def main() -> int:
    """Run every check; return the number that failed."""
    install_browser()
    install("gdalinfo", "gdal-bin")  # reads the packet's georeference back
    install("minisign", "minisign")  # checks a signed kit
    install_tools()
    workers = (os.cpu_count() or 1) + 1  # one more than cores: tests of the browser wait most of their time
    tests = [str(BIN / "pytest"), "--durations", "25", "-n", str(workers)]
    tests += ["--dist", "loadfile", "--no-loadscope-reorder"]  # tests/conftest.py has the order
    if "--full" in sys.argv:
        tests += ["-m", "full or not full"]
    steps = {
        "lint": [str(BIN / "ruff"), "check", "campusmap", "tests", "sample_campuses"],
        "layout": [str(BIN / "ruff"), "format", "--check", "campusmap", "tests", "sample_campuses"],
        "types": [str(BIN / "mypy")],
        "layers": [str(BIN / "lint-imports")],
        "tests": tests,
    }
    failed = [name for name, arguments in STEPS.items() if not run(name, node_command(arguments), FOLDER)]
    failed += [name for name, command in steps.items() if not run(name, command)]
    print("All is well." if not failed else f"Failed: {', '.join(failed)}")
    return len(failed)


def run(name: str, command: list[str], folder: Path = ROOT) -> bool:
    """Run one step in a folder, by default the project's root, and say how it went."""
    print(f"--- {name}", flush=True)
    return subprocess.run(command, cwd=folder, check=False).returncode == 0


def install(program: str, package: str) -> None:
    """See to it that a program is there that judges what was written, where Debian has it."""
    if shutil.which(program) is None and shutil.which("apt-get"):
        root = [] if os.geteuid() == 0 else ["sudo"]
        subprocess.run([*root, "apt-get", "install", "-y", "-qq", package], check=False)


def install_browser() -> None:
    """See to it that a Chromium is there: the system's, else Debian's package, else Playwright's own download."""
    if any(shutil.which(name) for name in BROWSERS):
        return
    if shutil.which("apt-get"):
        root = [] if os.geteuid() == 0 else ["sudo"]
        subprocess.run([*root, "apt-get", "update", "-qq"], check=False)
        done = subprocess.run([*root, "apt-get", "install", "-y", "-qq", "chromium"], check=False)
        if done.returncode == 0:
            return
    subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=True)


if __name__ == "__main__":
    sys.exit(main())
