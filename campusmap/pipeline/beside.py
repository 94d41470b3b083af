"""Files that belong together, such as a picture and its world file, and their digests."""

from __future__ import annotations

import glob
import hashlib
import os
from collections.abc import Iterable
from pathlib import Path


def find_beside(path: Path) -> list[Path]:
    """Return a file and those that lie beside it under its name; of a folder, the files in it."""
    beside = path.rglob("*") if path.is_dir() else path.parent.glob(f"{glob.escape(path.stem)}.*")
    return sorted(each for each in {path, *beside} if each.is_file())


def digest_files(paths: Iterable[Path], folder: Path) -> dict[str, str]:
    """Return the SHA-256 of each file by its path from a folder."""
    return {os.path.relpath(path, folder): digest_file(path) for path in paths}


def digest_file(path: Path) -> str:
    """Return the SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
