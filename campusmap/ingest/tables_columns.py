"""The columns that are read of people's tables, and the ones that look as if they were meant."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches
from typing import Final

_PLACE: Final = ("building", "floor")
_NUMBERS: Final = ("number", "posted_number", "posted_on", "posted_before", "planned_number")
_STAMP: Final = ("drawn", "edited_by", "edited_on")  # which the editor and the walk-through write

# What is read of each table, the column that a row must have first. Others are kept, and unread but for markers',
# whose map shows them.
COLUMNS: Final = {
    "rooms": (
        *_NUMBERS, *_PLACE, "name", "aliases", "use", "occupants", "suite", "lockable", "two_way", "panic", "notes",
        "id", *_STAMP,
    ),
    "openings": (
        "door", *_PLACE, *_NUMBERS, "class", "lock", "locks_from_inside", "access_control", "covering", "glazing",
        "leaf_depth_in", "swing", "sign_outside", "sign_inside", "numeral_in", "photo", "id", *_STAMP,
    ),
    "markers": (
        "kind", "label", *_PLACE, "room", "door", "lon", "lat", "x", "y", "drawing", "status", "note", "photo",
        "access", "locked", "cabinet", "hours", "contents", "holder", "pad_expiry", "checked_on", "id", *_STAMP,
    ),
    "survey": ("subject", "fact", "value", "who", "when", "plan_digest", "area_m2", "note", *_STAMP),
    "contacts": ("role", "name", "organisation", "phone", "radio"),
    "recipients": ("agency", "role", "copy", "delivered_on", "edition"),
}  # fmt: skip
_SYNONYMS: Final = {
    "longitude": "lon", "long": "lon", "lng": "lon", "latitude": "lat", "glass": "glazing", "comment": "note",
    "comments": "notes", "telephone": "phone", "organization": "organisation", "picture": "photo", "alias": "aliases",
}  # fmt: skip
_SAYS_WHICH: Final = frozenset({"no", "nr", "number", "name", "code", "id"})
_NO_NOUNS: Final = frozenset({"id", "x", "y", *_STAMP})


def find_misnamed(table: str, header: Sequence[str]) -> list[tuple[str, str]]:
    """Return the columns that are not read and look like one that is and is missing, each with that one.

    ``header`` holds folded names. A name that nobody could take for another ("asset_tag") is people's own.
    """
    others = [column for column in dict.fromkeys(header) if column and column not in COLUMNS[table]]
    pairs = ((column, _guess(column, COLUMNS[table])) for column in others)
    return [(column, meant) for column, meant in pairs if meant and meant not in header]


def _guess(column: str, known: Sequence[str]) -> str:
    """Return the known column that one seems to be: by another word, a slip of the keys, or its noun; else ""."""
    words = {name: name for name in known} | {word: name for word, name in _SYNONYMS.items() if name in known}
    close = get_close_matches(column, words, n=1, cutoff=0.8)
    if close:
        return words[close[0]]
    first, _, rest = column.partition("_")
    nouns = [column.rpartition("_")[2], *([first] if rest in _SAYS_WHICH else [])]
    return next((words[noun] for noun in nouns if noun in words and noun not in _NO_NOUNS), "")
