"""The record of a file that a kit was made from."""

from __future__ import annotations

import hashlib
from pathlib import Path

from campusmap.errors import InputError
from campusmap.model.source import Source


def file_source(path: Path, folder: Path, role: str) -> Source:
    """Return a file's digest and size under a name that betrays nothing of the machine; raise InputError."""
    name = source_name(path, folder)
    try:
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
            size = file.tell()
    except OSError as error:
        raise InputError(name, "cannot be read", "check that the file is there and not open elsewhere") from error
    return Source(name, role, digest, size)


def source_name(path: Path, folder: Path) -> str:
    """Return a path relative to the campus folder with forward slashes, or the bare name of a file outside it."""
    inside, root = path.resolve(), folder.resolve()
    return inside.relative_to(root).as_posix() if inside.is_relative_to(root) else path.name
