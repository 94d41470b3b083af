from __future__ import annotations

from collections.abc import Iterator

from campusmap.model.finding import Severity
from campusmap.model.places import Campus, Floor
from campusmap.numbering.grammar import fold_number
from campusmap.rules import conventions
from campusmap.rules.evidence import Evidence
from campusmap.rules.examples_issue import DRAWN, once_parted
from campusmap.rules.rule import Hit, Skip, hit, not_assessed, rule
from campusmap.rules.since_issue import find_gap, is_part, numbered_now, rooms_then


@rule(
    id="NUM042",
    title="Room made of several has none of their numbers",
    severity=Severity.NOTE,
    applies_to=Campus,
    message="{number} was made of {parts}, whose numbers nothing else carries any more",
    source=conventions.MERGED,
    fix="Keep one of the old numbers, so that who knows it still finds the place; the others stay free.",
    trap="Taking a new number because the room is new: pre-plans and alarm panels know the old ones.",
    bad=DRAWN + once_parted("103", "105", "107"),
    good=DRAWN + once_parted("103", "103", "105"),
)
def merged_room(campus: Campus, context: Evidence) -> Iterator[Hit | Skip]:
    """A number that people know should go on meaning the place that it meant."""
    if gap := find_gap(context):
        yield not_assessed(campus, gap)
        return
    for floor in context.floors:
        yield from _merged(floor, context)


def _merged(floor: Floor, context: Evidence) -> Iterator[Hit]:
    then = rooms_then(context, floor)
    for room in numbered_now(floor) if then else ():
        parts = [old for old in then if is_part(old.shape, room.outline)]
        kept = {fold_number(old.number) for old in parts}
        if len(parts) > 1 and fold_number(room.number) not in kept:
            yield hit(room, number=room.number, parts=" and ".join(sorted(old.number for old in parts)))
