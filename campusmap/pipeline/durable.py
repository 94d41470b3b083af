"""Writing that outlives a power cut: flushed to the disk, and put in its place in one step."""

from __future__ import annotations

import ctypes
import os
import sys
from pathlib import Path
from typing import Final

_SWAP: Final = 2  # RENAME_EXCHANGE of renameat2(2) in Linux, RENAME_SWAP of renamex_np(2) in macOS
_HERE: Final = -100  # AT_FDCWD of Linux's fcntl.h: paths are taken from the current folder


def write_whole(path: Path, content: bytes) -> None:
    """Write a file so that a reader sees what was there before or all of the new; raise OSError if it cannot be."""
    fresh = path.with_name(f".{path.name}.new")
    try:
        write_through(fresh, content)
        fresh.replace(path)
    except BaseException:
        fresh.unlink(missing_ok=True)
        raise
    flush_folder(path.parent)


def write_through(path: Path, content: bytes) -> None:
    """Write a file and wait till the disk has it."""
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def flush_tree(folder: Path, last: str = "") -> None:
    """Wait till the disk has every file and folder inside a folder, the file called ``last`` after all others."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    for path in sorted(files, key=lambda path: path == folder / last):
        with path.open("rb+") as file:  # Windows flushes only what may be written
            os.fsync(file.fileno())
    for each in sorted((path for path in folder.rglob("*") if path.is_dir()), reverse=True):
        flush_folder(each)
    flush_folder(folder)


def flush_folder(folder: Path) -> None:
    """Wait till the disk has the names inside a folder."""
    if os.name == "nt":  # a folder cannot be opened there; the rename is journalled
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def swap_folders(one: Path, other: Path) -> bool:
    """Let two folders take each other's place in one step; tell whether the system could."""
    try:
        library = ctypes.CDLL(None)
        first, second = os.fsencode(one), os.fsencode(other)
        if sys.platform == "linux":
            return int(library.renameat2(_HERE, first, _HERE, second, _SWAP)) == 0
        return sys.platform == "darwin" and int(library.renamex_np(first, second, _SWAP)) == 0
    except (OSError, AttributeError, TypeError):  # an old C library, or one that is not found so
        return False
