from __future__ import annotations

from collections.abc import Iterator

from campusmap.model.finding import Severity
from campusmap.model.places import Building
from campusmap.numbering.grammar import number_key
from campusmap.rules import citations
from campusmap.rules.evidence import Evidence, describe
from campusmap.rules.examples import clean, with_spaces
from campusmap.rules.rule import Hit, Skip, hit, rule


@rule(
    id="NUM019",
    title="Planned number is another room's number",
    severity=Severity.WARNING,
    applies_to=Building,
    message="{planned} is planned for {number}, and {other} carries it",
    many="{count} planned numbers are still other rooms' numbers: {listing}",
    source=citations.UNIQUE_NUMBERS,
    fix="Choose a free number, or plan the other room's new number too and change both signs on one day.",
    trap="Posting the new signs room by room: for a while two doors would carry one number.",
    bad=with_spaces("101", planned_number="103"),
    good=clean(),
)
def planned_number_taken(building: Building, context: Evidence) -> Iterator[Hit | Skip]:
    """Half a renumbering is worse than none."""
    rooms = [room for floor in building.floors for room in floor.spaces]
    leaving = {room.id for room in rooms if room.planned_number}
    taken = {number_key(room.shown_number): room for room in rooms if room.shown_number and room.id not in leaving}
    for room in rooms:
        other = taken.get(number_key(room.planned_number)) if room.planned_number else None
        if other is not None:
            yield hit(room, planned=room.planned_number, number=describe(room), other=other.name or other.id)
