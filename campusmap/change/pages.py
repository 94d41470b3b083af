"""Which pages of a printed packet to swap, to take out, or merely to number anew."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from campusmap.model.change import PageChange, Snapshot

_COVER: Final = "COVER"


def compare_pages(old: Snapshot, new: Snapshot) -> tuple[PageChange, ...]:
    """Return the pages of two packets that differ, in the order of the new one; last those to take out.

    A new edition's cover is always to be swapped: it says of which edition the packet is.
    """
    return (*_new_pages(old, new), *_dropped_pages(old, new))


def _new_pages(old: Snapshot, new: Snapshot) -> Iterator[PageChange]:
    before = {sheet: page for page, sheet in enumerate(old.sheets, 1)}
    cover = _COVER if old.fingerprint != new.fingerprint else ""
    for page, (sheet, digest) in enumerate(new.sheets.items(), 1):
        was, title = before.get(sheet), _title(new, sheet)
        if was is None:
            yield PageChange(sheet, title, "new", None, page)
        elif old.sheets[sheet] != digest or sheet == cover:
            yield PageChange(sheet, title, "swap", was, page)
        elif was != page:
            yield PageChange(sheet, title, "renumber", was, page)


def _dropped_pages(old: Snapshot, new: Snapshot) -> Iterator[PageChange]:
    for page, sheet in enumerate(old.sheets, 1):
        if sheet not in new.sheets:
            yield PageChange(sheet, _title(old, sheet), "take out", page, None)


def _title(shot: Snapshot, sheet: str) -> str:
    """Return a sheet's title without its section where it begins with the same words: "Entry cards 1 of 5"."""
    title = shot.titles.get(sheet) or sheet
    section, _, rest = title.partition(": ")
    return rest if rest.startswith(section) else title
