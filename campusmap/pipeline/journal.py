"""The journal of a campus folder's changes: lines are added, never changed, each on the disk before its change is."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

from campusmap.model.edit import Change, Entry
from campusmap.pipeline.output import unwritable

HOME: Final = ".campusmap-edit"  # beside the files that it tells of
FILE: Final = "journal.jsonl"


class Journal:
    """The journal of one folder, read as far as it goes; use it while ``hold_folder`` holds the folder's lock."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / HOME / FILE
        self.entries: list[Entry] = []
        self.finished: set[int] = set()
        self._read_to = 0

    def read(self) -> None:
        """Take in what was added since, by this program or another; a last line that was cut off does not count."""
        try:
            with self.path.open("rb") as file:
                file.seek(self._read_to)
                new = file.read()
        except FileNotFoundError:
            return
        whole = new[: new.rfind(b"\n") + 1]
        self._read_to += len(whole)
        for line in whole.splitlines():
            self._take_in(line)

    def _take_in(self, line: bytes) -> None:
        try:
            data = json.loads(line)
            if "done" in data:
                self.finished.add(int(data["done"]))
            else:
                self.entries.append(_to_entry(data))
        except (ValueError, KeyError, TypeError):  # a line that somebody else wrote, or a disk lost
            return

    def add(self, entry: Entry) -> None:
        """Put an entry on the disk before what it tells of is done."""
        self.entries.append(entry)
        self._write(asdict(entry))

    def finish(self, number: int) -> None:
        """Note that an entry's files are written."""
        self.finished.add(number)
        self._write({"done": number})

    def open_entries(self) -> Iterator[Entry]:
        """Yield the entries of which nobody knows whether their files were written: of an editor that was killed."""
        return (entry for entry in self.entries if entry.number not in self.finished)

    @property
    def next_number(self) -> int:
        """Return the number of the next entry."""
        return max((entry.number for entry in self.entries), default=0) + 1

    def _write(self, data: dict[str, Any]) -> None:
        line = json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace") + b"\n"
        try:
            with self.path.open("r+b" if self.path.exists() else "x+b") as file:
                file.truncate(self._read_to)  # a line that was cut off goes
                file.seek(self._read_to)
                file.write(line)
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            raise unwritable(self.path, error) from error
        self._read_to += len(line)


def _to_entry(data: dict[str, Any]) -> Entry:
    changes = tuple(Change(**change) for change in data["changes"])
    files = {name: (pair[0], pair[1]) for name, pair in data["files"].items()}
    return Entry(**{**data, "changes": changes, "files": files})


def find_undoable(entries: list[Entry], who: str) -> list[Entry]:
    """Return the entries that somebody's next undo takes back, newest first: the last one with its group, or none."""
    gone = _taken_back(entries)
    standing = [entry for entry in entries if entry.who == who and entry.kind != "undo" and entry.number not in gone]
    last = standing[-1:]
    while last and last[-1].group and len(standing) > len(last) and standing[-len(last) - 1].group == last[-1].group:
        last.append(standing[-len(last) - 1])
    return last


def find_redoable(entries: list[Entry], who: str) -> Entry | None:
    """Return the undo that somebody's next redo makes good: their newest, if nothing was done since."""
    mine = [entry for entry in entries if entry.who == who]
    gone = _taken_back(entries)
    open_undos = [entry for entry in mine if entry.kind == "undo" and entry.number not in gone]
    last_done = max((entry.number for entry in mine if entry.kind == "do"), default=0)
    return open_undos[-1] if open_undos and open_undos[-1].number > last_done else None


def _taken_back(entries: list[Entry]) -> set[int]:
    """Return the numbers of entries that a later one took back, with those of their group."""
    by_number = {entry.number: entry for entry in entries}
    gone: set[int] = set()
    for entry in entries:
        if entry.of in by_number:
            of = by_number[entry.of]
            gone |= {e.number for e in entries if e.number == of.number or (of.group and _same_run(e, of))}
    return gone


def _same_run(entry: Entry, other: Entry) -> bool:
    return (entry.group, entry.who, entry.kind) == (other.group, other.who, other.kind) and entry.number < other.number
