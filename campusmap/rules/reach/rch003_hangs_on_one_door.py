from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from campusmap.model.finding import Severity
from campusmap.model.places import Building, Opening, OpeningKind
from campusmap.model.walking import Blockage
from campusmap.rules import citations
from campusmap.rules.evidence import Evidence, is_circulation
from campusmap.rules.examples import clean, sketch, with_ways
from campusmap.rules.listing import count_of
from campusmap.rules.rule import Hit, Skip, hit, rule
from campusmap.rules.walks import list_spaces, spaces_of

MANY_ROOMS: Final = 5  # fewer rooms behind one door are a suite (tool default)


@rule(
    id="RCH003",
    title="Many rooms have one way out only",
    severity=Severity.NOTE,
    applies_to=Building,
    message="{building}: when {what} is blocked, {rooms} have no way out by the drawing: {listing}",
    source=citations.TOOL,
    fix="Check on site for a second way; where there is none, plan with the crews what to do when this one is blocked.",
    trap="Counting windows as ways out without having tried them.",
    bad=sketch("""
            +-----+-----+-----+
            | 101 | 103 | 105 |
            +--/--+--/--+--/--+
        (1) D COR1 Hall       |
            +--/--+--/--+--/--+
            | 102 | 104 | 106 |
            +-----+-----+-----+
    """)
    + with_ways(),
    good=clean() + with_ways(),
)
def hangs_on_one_door(building: Building, context: Evidence) -> Iterator[Hit | Skip]:
    """Whoever shuts that door, or whatever burns in that stair, shuts them all in."""
    doors = {opening.id: opening for floor in building.floors for opening in floor.openings}
    alike: dict[tuple[str, ...], list[Blockage]] = {}
    for blockage in context.analysis.walking.blockages:
        rooms = tuple(s.id for s in spaces_of(context, blockage.spaces) if not is_circulation(s))
        if blockage.building == building.id and len(rooms) >= MANY_ROOMS:
            alike.setdefault(rooms, []).append(blockage)
    for rooms, blockages in alike.items():
        names = [_name(blockage, doors, context) for blockage in blockages]
        yield hit(
            building, at=next((doors[b.id].line.centroid for b in blockages if b.id in doors), None),
            building=building.name or building.id, what=" or ".join(names), rooms=count_of(len(rooms), "room"),
            listing=list_spaces(context, rooms),
        )  # fmt: skip


def _name(blockage: Blockage, doors: Mapping[str, Opening], context: Evidence) -> str:
    door = doors.get(blockage.id)
    return f"stair {blockage.id}" if door is None else _name_door(door, context)


def _name_door(door: Opening, context: Evidence) -> str:
    if door.exterior:
        return f"exterior door {door.shown_number or 'without a number'}"
    joined = [list_spaces(context, (side,)) for side in door.joins]
    return f"the {'opening' if door.kind is OpeningKind.OPENING else 'door'} between {' and '.join(sorted(joined))}"
