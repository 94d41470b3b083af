from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from campusmap.model.finding import Severity
from campusmap.model.places import Space
from campusmap.rules import citations
from campusmap.rules.evidence import Evidence, is_circulation
from campusmap.rules.rule import Hit, Skip, hit, rule
from campusmap.rules.whereabouts import say_where
from campusmap.units import say_area

# Smaller spaces than this hold no one: cupboards, chases, niches (tool default).
ROOM_MIN_M2: Final = 6.0


@rule(
    id="NUM001",
    title="Room has neither a number nor a name",
    severity=Severity.ERROR,
    applies_to=Space,
    message="A room of {area} {where} has neither a number nor a name",
    many="{count} rooms have neither a number nor a name: {listing}",
    source=citations.ROOM_LABELS,
    fix="Put the number on the room's sign into the drawing, inside the room's walls, or into the rooms table.",
    trap="Leaving the room out of the drawing: it is there, and somebody may be in it.",
    bad="""
            +-----+-----+
            | 101 |     |
            +--/--+--/--+
        (1) D COR1 Hall |
            +-----------+
    """,
    good="""
            +-----+-----+
            | 101 | 103 |
            +--/--+--/--+
        (1) D COR1 Hall |
            +-----------+
    """,
)
def no_label(space: Space, context: Evidence) -> Iterator[Hit | Skip]:
    """Nobody can be sent to a room that cannot be said on the radio."""
    silent = not (space.shown_number or space.name) and not is_circulation(space)
    if silent and space.outline.area >= ROOM_MIN_M2:
        area, where = say_area(space.outline.area), say_where(space, context.floor_of(space))
        yield hit(space, area=area, where=where, item=f"{area} {where}")
