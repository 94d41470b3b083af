"""Changes to the files that people keep: merged with what others wrote, journalled, whole or not at all, taken back."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Final

from campusmap.errors import CampusmapError, ConflictError
from campusmap.export.people_features import merge_features
from campusmap.export.people_keys import merge_keys
from campusmap.export.people_rows import merge_table
from campusmap.export.planned_csv import read_records
from campusmap.ingest.tables import find_tables
from campusmap.model.edit import OVERRIDES, PROJECT, TABLES, Change, Entry, invert
from campusmap.pipeline.aside import brought_back, set_aside
from campusmap.pipeline.journal import HOME, Journal, find_redoable, find_undoable
from campusmap.pipeline.lock import hold_folder
from campusmap.pipeline.output import drop_fresh, replace_files

TRIES: Final = 5  # for a file that others keep writing while a change is made (tool default)
Merge = Callable[[bytes | None, Sequence[Change]], tuple[bytes, tuple[Change, ...]]]


def save_changes(folder: Path, changes: Sequence[Change], who: str, what: str, group: str = "") -> Entry:
    """Make changes in a campus folder's files, together; return how they stand in the journal.

    They are made to the files as they are now: rows, cells, features and keys that others wrote meanwhile stay. What
    somebody else changed in the same cell raises ConflictError, what cannot be written InputError; nothing is written
    then. A program that is killed leaves old files or new ones, and the next one finishes what the journal promised.
    """
    with _opened(folder) as journal:
        return _make(folder, journal, changes, (who, what, "do", 0, group))


def undo_last(folder: Path, who: str) -> Entry | None:
    """Take back the last change that somebody made, or the last field that they typed in; None when there is none."""
    with _opened(folder) as journal:
        last = find_undoable(journal.entries, who)
        if not last:
            return None
        changes = [invert(change) for entry in last for change in reversed(entry.changes)]
        begun = {name for name, (old, _) in last[-1].files.items() if not old}
        with brought_back(folder, changes):
            entry = _make(folder, journal, changes, (who, last[0].what, "undo", last[0].number, ""), begun)
        set_aside(folder, entry.changes)
        return entry


def redo_last(folder: Path, who: str) -> Entry | None:
    """Make good the last undo, unless something else was done since; None when there is none."""
    with _opened(folder) as journal:
        undone = find_redoable(journal.entries, who)
        if undone is None:
            return None
        changes = [invert(change) for change in reversed(undone.changes)]
        with brought_back(folder, changes):
            entry = _make(folder, journal, changes, (who, undone.what, "redo", undone.number, ""))
        set_aside(folder, entry.changes)
        return entry


def recover(folder: Path) -> list[Entry]:
    """Finish what a killed program had promised in the journal; return the entries that were finished."""
    if not (folder / HOME).is_dir():
        return []
    with hold_folder(folder / HOME / "lock"):
        journal = Journal(folder)
        journal.read()
        return _finish_open(folder, journal)


def read_journal(folder: Path) -> list[Entry]:
    """Return every entry of a folder's journal, oldest first."""
    journal = Journal(folder)
    journal.read()
    return journal.entries


@contextmanager
def _opened(folder: Path) -> Iterator[Journal]:
    with hold_folder(folder / HOME / "lock"):
        journal = Journal(folder)
        journal.read()
        _finish_open(folder, journal)
        yield journal


def _finish_open(folder: Path, journal: Journal) -> list[Entry]:
    """Write what the journal promised and nobody saw written; what others have overtaken is left."""
    finished = []
    for entry in list(journal.open_entries()):
        if any(_digest(_read(_path_of(folder, name))) != new for name, (_, new) in entry.files.items()):
            with suppress(CampusmapError):
                contents, _ = _merge_all(folder, entry.changes)
                replace_files(contents)
                finished.append(entry)
        for name in entry.files:
            drop_fresh(_path_of(folder, name))
        journal.finish(entry.number)
    return finished


def _make(
    folder: Path,
    journal: Journal,
    changes: Sequence[Change],
    about: tuple[str, str, str, int, str],
    begun: Collection[str] = (),
) -> Entry:
    """Make changes; files that were ``begun`` by what is taken back now go with the last that they hold."""
    who, what, kind, of, group = about
    for _ in range(TRIES):
        before = {path: _read(path) for path in dict.fromkeys(_path_of(folder, change.file) for change in changes)}
        contents, made = _merge_all(folder, changes)
        if any(_read(path) != content for path, content in before.items()):
            continue  # somebody saved it in this moment
        contents |= {path: b"" for path in map(partial(_path_of, folder), begun) if _holds_nothing(path, contents)}
        names = {change.file: _path_of(folder, change.file) for change in changes}
        files = {name: (_digest(before[path]), _digest(contents[path])) for name, path in names.items()}
        when = datetime.now(UTC).isoformat(timespec="seconds")
        entry = Entry(journal.next_number, when, who, what, kind, made, of, group, files)
        journal.add(entry)
        replace_files(contents)
        journal.finish(entry.number)
        return entry
    raise ConflictError("another program keeps writing these files; try again in a moment")


def _merge_all(folder: Path, changes: Sequence[Change]) -> tuple[dict[Path, bytes], tuple[Change, ...]]:
    """Return the new content of each file, and every change as made, in the order given."""
    contents: dict[Path, bytes] = {}
    made: dict[int, Change] = {}
    for name in dict.fromkeys(change.file for change in changes):
        path = _path_of(folder, name)
        mine = {n: change for n, change in enumerate(changes) if change.file == name}
        contents[path], done = _merger(name, path)(_read(path), list(mine.values()))
        made |= zip(mine, done, strict=True)
    return contents, tuple(made[n] for n in sorted(made))


def _holds_nothing(path: Path, contents: Mapping[Path, bytes]) -> bool:
    """Tell whether a table that is to be written has no row left."""
    return path.suffix.casefold() == ".csv" and path in contents and not read_records(contents[path], path.name)


def _merger(name: str, path: Path) -> Merge:
    if name in TABLES:
        return lambda content, changes: merge_table(path, content, changes)
    return {OVERRIDES: merge_features, PROJECT: merge_keys}[name]


def _path_of(folder: Path, name: str) -> Path:
    """Return the file of a table, wherever it is kept, or one of the two other files that are written; no other."""
    if name in TABLES:
        return find_tables(folder).get(name) or folder / f"{name}.csv"
    return folder / {OVERRIDES: OVERRIDES, PROJECT: PROJECT}[name]


def _read(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None


def _digest(content: bytes | None) -> str:
    """Return a file's SHA-256, "" for one that is not there or is to go."""
    return hashlib.sha256(content).hexdigest() if content else ""
