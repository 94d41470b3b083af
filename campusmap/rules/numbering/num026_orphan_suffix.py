from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from campusmap.model.finding import Severity
from campusmap.model.places import Building, Space
from campusmap.rules import conventions
from campusmap.rules.evidence import Evidence
from campusmap.rules.rule import Hit, Skip, hit, rule


@rule(
    id="NUM026",
    title="Room number has a suffix, and no room has the plain number",
    severity=Severity.WARNING,
    applies_to=Building,
    message="{number}: no room of the building has the number without the suffix",
    many="{count} room numbers have a suffix whose plain number is missing: {listing}",
    source=conventions.SUFFIX,
    fix="Look for the room with the plain number on site; if there is none, drop one suffix at the next re-signing.",
    trap="Adding the plain number to the drawing where no such room is.",
    bad="""
            +-----+------+
            | 101 | 103B |
            +--/--+--/---+
        (1) D COR1 Hall  |
            +------------+
    """,
    good="""
            +-----+------+
            | 101 | 101B |
            +--/--+--/---+
        (1) D COR1 Hall  |
            +------------+
    """,
)
def orphan_suffix(building: Building, context: Evidence) -> Iterator[Hit | Skip]:
    """103B sends people to look for 103.

    Several suffixes of one number, as 103A and 103B, are a room that was divided: UNC and the VA number it so.
    """
    if not context.scheme.suffix:
        return
    plain = set()
    lettered: dict[tuple[str, str, int], list[Space]] = defaultdict(list)
    for room in (room for floor in building.floors for room in filter(context.is_one_number, floor.spaces)):
        parts = context.read_number(room)
        if parts is not None:
            key = (parts.prefix, parts.floor, parts.serial)
            lettered[key] += [room] if parts.suffix else []
            plain |= set() if parts.suffix else {key}
    for key, rooms in lettered.items():
        if key not in plain and len({room.shown_number for room in rooms}) == 1:
            yield hit(rooms[0], number=rooms[0].shown_number)
