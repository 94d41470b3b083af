"""A change that a person makes to a file that people keep, and what can stand against it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

TABLES: Final = ("rooms", "openings", "markers", "survey", "contacts", "recipients")
OVERRIDES: Final = "overrides.geojson"
PROJECT: Final = "campus.toml"


@dataclass(frozen=True, slots=True)
class Change:
    """One row, feature or table of keys: as somebody saw it, and as it is to be.

    ``file`` is a table's name ("markers"), "overrides.geojson" or "campus.toml". ``before`` None adds, ``after`` None
    takes away; else the keys of ``after`` that differ are written and all others stay. ``row`` says where a row stood,
    as a spreadsheet counts, 0 for nowhere yet. ``place`` is the table of campus.toml: "campus", "building A" or
    "floor A/1". ``raw`` is the line of a row that was taken away, so that it comes back as it was.
    """

    file: str
    before: Mapping[str, Any] | None
    after: Mapping[str, Any] | None
    row: int = 0
    place: str = ""
    raw: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the journal: who changed what, when (ISO, UTC), in words and as changes whose sides are whole.

    ``kind``: do, undo or redo; ``of`` is the number of the entry that is taken back or made again, else 0. Entries of
    one ``group`` (the letters typed into one field) are taken back together. ``files`` tell of each file its SHA-256
    before and after, "" for none.
    """

    number: int
    when: str
    who: str
    what: str
    kind: str
    changes: tuple[Change, ...]
    of: int = 0
    group: str = ""
    files: Mapping[str, tuple[str, str]] = field(default_factory=dict)


def invert(change: Change) -> Change:
    """Return the change that takes a change back; of one that was made, whose two sides are whole."""
    return Change(change.file, change.after, change.before, change.row, change.place, change.raw)


def list_differences(change: Change) -> dict[str, Any]:
    """Return what a change writes into what is there: each key that differs, with its new value."""
    before, after = change.before or {}, change.after or {}
    return {key: value for key, value in after.items() if value != before.get(key, "")}
