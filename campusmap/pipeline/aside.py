"""Photos that came with a change: set aside when it is taken back, and brought back with it. Nothing is thrown away."""

from __future__ import annotations

import hashlib
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from campusmap.ingest.photos import FOLDER
from campusmap.ingest.tables import find_tables
from campusmap.model.edit import Change
from campusmap.pipeline.journal import HOME

MAX_BYTES: Final = 1 << 26  # of a workbook that is looked through (tool default)
_COLUMN: Final = "photo"
# What the editor calls a photo that is added: what it shows, and the first digits of its SHA-256.
_OURS: Final = re.compile(r"[a-z0-9-]+-([0-9a-f]{8})[.]jpg")


def set_aside(folder: Path, changes: Sequence[Change]) -> list[str]:
    """Move photos that changes made nameless beside the journal; return their names.

    Only what the editor put there, as it put it there, and what no cell of any table names.
    """
    moved = []
    for name in _names_lost(changes):
        path = folder / FOLDER / name
        if _is_ours(path) and not _is_named(folder, name):
            _move(path, folder / HOME / FOLDER / name)
            moved.append(name)
    return moved


@contextmanager
def brought_back(folder: Path, changes: Sequence[Change]) -> Iterator[None]:
    """Put photos back that changes are about to name again; where these cannot be made, set them aside once more."""
    for name in _names_lost(_turned(changes)):
        aside, path = folder / HOME / FOLDER / name, folder / FOLDER / name
        if _is_ours(aside) and not path.exists():
            _move(aside, path)
    try:
        yield
    except BaseException:
        set_aside(folder, _turned(changes))
        raise


def _turned(changes: Sequence[Change]) -> list[Change]:
    return [Change(change.file, change.after, change.before) for change in changes]


def _names_lost(changes: Iterable[Change]) -> list[str]:
    """Return the photos that rows named before some changes and do not name after them."""
    lost = [_names_in(change.before) - _names_in(change.after) for change in changes]
    return sorted(set().union(*lost))


def _names_in(row: object) -> set[str]:
    cell = row.get(_COLUMN) if isinstance(row, Mapping) else None
    return {name.strip() for name in re.split(r"[;|]", cell)} if isinstance(cell, str) else set()


def _is_ours(path: Path) -> bool:
    """Tell whether a file is there, and holds just what the editor wrote under such a name."""
    match = _OURS.fullmatch(path.name)
    if match is None or path.is_symlink() or not path.is_file():
        return False
    return hashlib.sha256(path.read_bytes()).hexdigest().startswith(match[1])


def _is_named(folder: Path, name: str) -> bool:
    """Tell whether any table holds a name, in whatever column."""
    return any(_holds(path, name.encode()) for path in find_tables(folder).values())


def _holds(path: Path, name: bytes) -> bool:
    """Tell whether a table holds a name; one that is too much to look through does, for all that is known."""
    if not zipfile.is_zipfile(path):
        return name in path.read_bytes().lower()
    with zipfile.ZipFile(path) as book:  # a workbook, whose texts stand in its parts as they are
        parts = [part for part in book.infolist() if part.filename.endswith(".xml")]
        return sum(part.file_size for part in parts) > MAX_BYTES or any(name in book.read(p).lower() for p in parts)


def _move(old: Path, new: Path) -> None:
    """Move a file; one that cannot be moved stays where it is, which loses nothing."""
    with suppress(OSError):
        new.parent.mkdir(parents=True, exist_ok=True)
        old.replace(new)
