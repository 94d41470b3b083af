from __future__ import annotations

from collections.abc import Iterator

from campusmap.model.finding import Severity
from campusmap.model.places import Campus, Floor
from campusmap.numbering.grammar import fold_number
from campusmap.rules import conventions
from campusmap.rules.evidence import Evidence
from campusmap.rules.examples_issue import DRAWN, once_whole
from campusmap.rules.rule import Hit, Skip, hit, not_assessed, rule
from campusmap.rules.since_issue import find_gap, is_part, numbered_now, rooms_then


@rule(
    id="NUM043",
    title="Part of a divided room has a number of another form",
    severity=Severity.NOTE,
    applies_to=Campus,
    message="{number} is a part of what was {old}; a part keeps {old} or takes it with a letter",
    source=conventions.DIVIDED,
    fix="Number the parts as the room was, with letters, when signs are next made; a number kept free will do too.",
    trap="Renumbering the rooms beyond to make place.",
    bad=DRAWN + once_whole("101", "101", "103"),
    good=DRAWN + once_whole("107", "107", "107A"),
)
def divided_room(campus: Campus, context: Evidence) -> Iterator[Hit | Skip]:
    """Who has the old plan in hand goes to the old number and finds the rest beside it."""
    if gap := find_gap(context):
        yield not_assessed(campus, gap)
        return
    for floor in context.floors:
        yield from _divided(floor, context)


def _divided(floor: Floor, context: Evidence) -> Iterator[Hit]:
    rooms = numbered_now(floor)
    for old in rooms_then(context, floor):
        parts = [room for room in rooms if is_part(room.outline, old.shape)]
        for room in parts if len(parts) > 1 else ():
            letters = fold_number(room.number).removeprefix(fold_number(old.number))
            if letters and not (len(letters) == 1 and letters.isalpha()):
                yield hit(room, number=room.number, old=old.number)
