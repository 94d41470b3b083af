"""What changed between two editions, as text and as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import groupby
from typing import Final

from campusmap.change.pages import compare_pages
from campusmap.model.change import Change, Comparison, PageFate

VERSION = 1
_PUT_IN: Final[tuple[PageFate, ...]] = ("swap", "new")


def changes_to_text(comparison: Comparison) -> str:
    """Write the changes a line each, by building and floor, with the pages to swap."""
    return "\n".join(_lines(comparison))


def _lines(comparison: Comparison) -> Iterator[str]:
    old, new = comparison.old, comparison.new
    yield f"{new.campus.name}: from the issue of {old.issued} ({old.fingerprint}) to {new.issued} ({new.fingerprint})"
    if not comparison.changes:
        yield "Nothing has changed on the campus."
    titles = _titles(comparison)
    for place, changes in groupby(comparison.changes, key=lambda change: (change.building, change.floor)):
        yield ""
        yield titles.get(place, "Campus")
        yield from (f"  {change.kind:<22}{change.text}" for change in changes)
    if comparison.changes:
        yield ""
        yield _count(len(comparison.changes), "change", "changes")
    for sheets, words in ((_sheets(comparison, *_PUT_IN), "swap"), (_sheets(comparison, "take out"), "take out")):
        if sheets:
            yield f"Sheets to {words}: {', '.join(sheets)}"


def _sheets(comparison: Comparison, *fates: PageFate) -> list[str]:
    return [page.sheet for page in compare_pages(comparison.old, comparison.new) if page.fate in fates]


def _count(count: int, one: str, many: str) -> str:
    return f"{count} {one if count == 1 else many}"


def _titles(comparison: Comparison) -> dict[tuple[str, str], str]:
    """Call every building and floor of either edition; the new edition has the last word."""
    titles = {}
    for shot in (comparison.old, comparison.new):
        for building in shot.campus.buildings:
            called = building.name or building.number or building.id
            titles[building.id, ""] = called
            titles.update({(building.id, floor.id): f"{called}, {floor.name or floor.id}" for floor in building.floors})
    return titles


def changes_to_json(comparison: Comparison) -> str:
    """Write the changes as one JSON object: both editions, counts by kind, every change, the sheets to swap."""
    facts = {
        "version": VERSION,
        "campus": comparison.new.campus.id,
        "old": {"issued": comparison.old.issued, "fingerprint": comparison.old.fingerprint},
        "new": {"issued": comparison.new.issued, "fingerprint": comparison.new.fingerprint},
        "changes": [_to_record(change) for change in comparison.changes],
        "swap_sheets": _sheets(comparison, *_PUT_IN),
        "drop_sheets": _sheets(comparison, "take out"),
    }
    return json.dumps(facts, indent=1, ensure_ascii=False)


def _to_record(change: Change) -> dict[str, object]:
    return {
        "kind": change.kind,
        "building": change.building,
        "floor": change.floor,
        "text": change.text,
        "old": list(change.old),
        "new": list(change.new),
    }
