from __future__ import annotations

from collections.abc import Iterator

from campusmap.model.finding import Severity
from campusmap.model.places import Campus
from campusmap.numbering.grammar import fold_number
from campusmap.rules import citations
from campusmap.rules.evidence import Evidence
from campusmap.rules.examples_issue import DRAWN, once_numbered
from campusmap.rules.rule import Hit, Skip, hit, not_assessed, rule
from campusmap.rules.since_issue import find_gap, numbered_now, rooms_then


@rule(
    id="NUM044",
    title="Room has another number than in the last issue",
    severity=Severity.WARNING,
    applies_to=Campus,
    message="{number} was {old} in the issue of {issued}",
    many="{count} rooms have other numbers than in the last issue: {listing}",
    source=citations.STABLE_IDS,
    fix="Tell everybody who holds the last issue, and what else knows the number; or put the old number back.",
    trap="Letting the new plan tell them: the old one still lies in their cars.",
    bad=DRAWN + once_numbered("103", "113"),
    good=DRAWN + once_numbered("103", "103"),
)
def renumbered(campus: Campus, context: Evidence) -> Iterator[Hit | Skip]:
    """Two people with two issues in hand say one number and mean two rooms."""
    if gap := find_gap(context):
        yield not_assessed(campus, gap)
        return
    then = {old.id: old.number for floor in context.floors for old in rooms_then(context, floor)}
    last = context.last_issue
    for room in (room for floor in context.floors for room in numbered_now(floor)):
        old = then.get(room.id, room.number)
        if last is not None and fold_number(old) != fold_number(room.number):
            yield hit(room, number=room.number, old=old, issued=last.issued)
