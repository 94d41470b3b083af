"""The files and folders a user names for results: refused in one sentence, and before the long work, if unusable."""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from campusmap.errors import InputError
from campusmap.pipeline.durable import flush_folder, write_through, write_whole


def refuse_output(path: Path, source: Path, suffixes: tuple[str, ...] = ()) -> None:
    """Raise InputError when a result cannot be written to ``path``, or would overwrite the file it is made from.

    ``suffixes`` are the endings that say what will be in it, any if empty; a name without an ending says nothing.
    """
    if path.is_dir():
        raise InputError(str(path), "is a folder", "name a file")
    if path.exists() and source.exists() and path.samefile(source):
        raise InputError(str(path), "is the drawing itself, which is never written to", "name another file")
    if suffixes and path.suffix and path.suffix.casefold() not in suffixes:
        problem = f"ends in {path.suffix}, but what is written is a {suffixes[0]} file"
        raise InputError(str(path), problem, f"name it {path.stem}{suffixes[0]}")
    if not path.parent.is_dir():
        raise InputError(str(path), "lies in a folder that does not exist", "make the folder, or name another path")
    if not os.access(path if path.exists() else path.parent, os.W_OK):
        raise InputError(str(path), "may not be written", "name a path that you may write")


def write_output(path: Path, text: str) -> None:
    """Write a text file whole or leave what was there; raise InputError when it cannot be written."""
    content = text.encode("utf-8", "backslashreplace")
    try:
        if (path.is_file() or not path.exists()) and os.access(path.resolve().parent, os.W_OK):
            write_whole(path.resolve(), content)
        else:  # a pipe or terminal, or a file whose folder takes no other
            path.write_bytes(content)
    except OSError as error:
        raise unwritable(path, error) from error


def replace_file(path: Path, data: bytes) -> None:
    """Write a file so that a reader sees the old one or the new one; raise InputError when it cannot be written."""
    make_folder(path.parent)
    try:
        write_whole(path, data)
    except OSError as error:
        raise unwritable(path, error) from error


def make_folder(path: Path) -> None:
    """Make a folder with those above it; raise InputError when that cannot be."""
    if path.is_file():
        raise InputError(str(path), "is a file", "name a folder")
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise unwritable(path, error) from error


def unwritable(path: Path, error: OSError) -> InputError:
    """Return the sentence for a path that the system refuses."""
    fix = "name a folder that you may write, on a disk with room"
    return InputError(str(path), f"cannot be written ({error.strerror or error})", fix)


def drop_fresh(path: Path) -> None:
    """Take away what a killed program had written beside a file and never put in its place."""
    with suppress(OSError):
        path.with_name(f".{path.name}.new").unlink(missing_ok=True)


def replace_files(contents: Mapping[Path, bytes]) -> None:
    """Write files whole or not at all: each beside its place first, then all into their places.

    A file that is to hold nothing is taken away.
    """
    made: dict[Path, Path] = {}
    try:
        for path, content in contents.items():
            if not content:
                continue
            made[path] = path.with_name(f".{path.name}.new")
            write_through(made[path], content)
        for path, fresh in made.items():
            fresh.replace(path)
        for path in contents.keys() - made.keys():
            path.unlink(missing_ok=True)
        for folder in dict.fromkeys(path.parent for path in contents):
            flush_folder(folder)
    except OSError as error:
        for fresh in made.values():
            fresh.unlink(missing_ok=True)
        raise unwritable(next(iter(contents)), error) from error
