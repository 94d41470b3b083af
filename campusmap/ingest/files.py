"""The record of a file that a kit was made from."""

from __future__ import annotations

import hashlib
from pathlib import Path

from campusmap.errors import InputError
from campusmap.model.source import Source


def file_source(path: Path, folder: Path, role: str) -> Source:
    """Return a file's digest and size under a name that betrays nothing of the machine; raise InputError."""
    name = source_name(path, folder)
    if not (path.is_file() or path.is_dir()):
        problem = "is no plain file" if path.exists() else "is not there"
        raise InputError(name, problem, "check the path in campus.toml", code="file.unreadable")
    try:
        digest, size = _digest_folder(path) if path.is_dir() else _digest_file(path)
    except OSError as error:
        raise InputError(
            name, "cannot be read", "check that the file is there and not open elsewhere", code="file.unreadable"
        ) from error
    return Source(name, role, digest, size)


def _digest_file(path: Path) -> tuple[str, int]:
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
        return digest, file.tell()


def _digest_folder(path: Path) -> tuple[str, int]:
    """Return one digest over the names and digests of a folder's files, and their size together."""
    whole, size = hashlib.sha256(), 0
    for file in sorted(entry for entry in path.iterdir() if entry.is_file()):
        digest, length = _digest_file(file)
        whole.update(f"{file.name}\0{digest}\n".encode())
        size += length
    return whole.hexdigest(), size


def source_name(path: Path, folder: Path) -> str:
    """Return a path relative to the campus folder with forward slashes, or the bare name of a file outside it."""
    inside, root = path.resolve(), folder.resolve()
    return inside.relative_to(root).as_posix() if inside.is_relative_to(root) else path.name
