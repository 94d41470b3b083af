"""Proposed numbers as a table from old to new: text, CSV, JSON."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from typing import Final

from campusmap.export.csvs import csv_text
from campusmap.model.proposal import Change, Proposal

COLUMNS: Final = ("kind", "building", "floor", "name", "old", "new", "reason", "planned_before", "id")
_ORDER: Final = ("building", "door", "stair", "room")


def proposal_rows(proposal: Proposal) -> list[dict[str, str | bool]]:
    """Return a row for each change, in order: buildings, doors, stairs, rooms, by building, floor and new number."""
    return [
        {"kind": c.kind, "building": c.building, "floor": c.floor, "name": c.name, "old": c.old, "new": c.new,
         "reason": c.reason, "planned_before": c.planned_before, "id": c.subject}
        for c in sort_changes(proposal)
    ]  # fmt: skip


def sort_changes(proposal: Proposal) -> list[Change]:
    """Return the changes in the order in which they are listed."""
    return sorted(
        proposal.changes, key=lambda c: (_ORDER.index(c.kind), c.building, c.floor, c.new.zfill(8), c.subject)
    )


def proposal_csv(proposal: Proposal) -> str:
    """Return the table as CSV."""
    return csv_text(COLUMNS, proposal_rows(proposal))


def proposal_json(proposal: Proposal) -> str:
    """Return the table and the remarks as JSON."""
    facts = {"version": 1, "changes": proposal_rows(proposal), "remarks": list(proposal.remarks)}
    return json.dumps(facts, ensure_ascii=False, indent=1) + "\n"


def proposal_text(proposal: Proposal) -> str:
    """Return the table as lines to read, with what could not be proposed at the end."""
    lines = [*_change_lines(proposal), *(f"note     {remark}" for remark in proposal.remarks), count_words(proposal)]
    return "\n".join(lines) + "\n"


def _change_lines(proposal: Proposal) -> Iterator[str]:
    place = None
    for change in sort_changes(proposal):
        if (change.kind, change.floor or change.building) != place:
            place = (change.kind, change.floor or change.building)
            yield f"{change.kind}s of {place[1]}" if change.floor else f"{change.kind} {place[1]}"
        name = f"  ({change.name})" if change.name else ""
        yield f"  {change.old or '(none)':>8} -> {change.new:<8} {change.reason}{name}"


def count_words(proposal: Proposal) -> str:
    """Say how many numbers change, and how many of them are planned already."""
    fresh = Counter(change.kind for change in proposal.changes if not change.planned_before)
    before = sum(change.planned_before for change in proposal.changes)
    parts = [f"{fresh[kind]} {kind if fresh[kind] == 1 else kind + 's'}" for kind in _ORDER if fresh[kind]]
    words = f"New numbers for {', '.join(parts)}" if parts else "No number has to change"
    return words + (f"; {before} planned already and not on the wall yet" if before else "") + "."
