from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from campusmap.model.finding import Severity
from campusmap.model.places import Space, Use
from campusmap.rules import citations
from campusmap.rules.evidence import Evidence, is_circulation
from campusmap.rules.rule import Hit, Skip, hit, rule
from campusmap.rules.whereabouts import say_where
from campusmap.units import say_area

SERVICE: Final = frozenset({Use.RESTROOM, Use.STORAGE, Use.MECHANICAL})
ROOM_MIN_M2: Final = 6.0  # as in NUM001 (tool default)
DRAWN_MIN_M2: Final = 1.0  # smaller faces are gaps between walls (tool default)


@rule(
    id="NUM003",
    title="Service room or closet has no number",
    severity=Severity.NOTE,
    applies_to=Space,
    message="{name} has no room number",
    many="{count} service rooms and closets have no number: {listing}",
    source=citations.EVERY_SPACE,
    fix="Number restrooms, stores, closets and plant rooms too, in the drawing and on the door.",
    trap="Reusing the number of the room next door.",
    bad="""
            +-----+---------+
            | 101 | Storage |
            +--/--+--/------+
        (1) D COR1 Hall     |
            +---------------+
    """,
    good="""
            +-----+-------------+
            | 101 | 103 Storage |
            +--/--+--/----------+
        (1) D COR1 Hall         |
            +-------------------+
    """,
)
def service_room_without_number(space: Space, context: Evidence) -> Iterator[Hit | Skip]:
    """Whoever searches a building reports closets and plant rooms too."""
    if space.shown_number or is_circulation(space) or space.outline.area < DRAWN_MIN_M2:
        return
    if space.use in SERVICE or (not space.name and space.outline.area < ROOM_MIN_M2):
        where = f"{say_area(space.outline.area)} {say_where(space, context.floor_of(space))}"
        yield hit(space, name=space.name or f"A closet of {where}", item=space.name or f"a closet of {where}")
