from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from campusmap.model.finding import Severity
from campusmap.model.places import Floor, Use
from campusmap.rules import citations
from campusmap.rules.evidence import Evidence, describe
from campusmap.rules.examples import sketch, with_reach
from campusmap.rules.listing import count_of, list_first
from campusmap.rules.rule import Hit, Skip, hit, rule

NO_WAY_NEEDED: Final = frozenset({Use.SHAFT, Use.ELEVATOR})


@rule(
    id="RCH001",
    title="No way out is drawn from some rooms",
    severity=Severity.NOTE,
    applies_to=Floor,
    message="{floor}: by the drawing no way leads on foot from {rooms} to an exterior door: {listing}",
    source=citations.TOOL_FACT,
    fix=(
        "Follow the way from one of the rooms: a door that is missing, joins nothing or is entered as blocked, or a "
        "stair that has no like-named stair on the next floor."
    ),
    trap="Taking the nearest door on the map for the way out: the drawing does not connect them.",
    bad=sketch("""
            +-----+-----+------+
            | 101 | 103 | 105  |
            +--/--+--/--+--/---+
        (1) D COR1 Hall | COR2 |
            +-----------+------+
    """)
    + with_reach(),
    good=sketch("""
            +-----+-----+------+
            | 101 | 103 | 105  |
            +--/--+--/--+--/---+
        (1) D COR1 Hall . COR2 |
            +-----------+------+
    """)
    + with_reach(),
)
def no_way_out(floor: Floor, context: Evidence) -> Iterator[Hit | Skip]:
    """Distances and nearest doors on the map and in the tables stay blank for rooms that no drawn way leads out of."""
    shut = {reach.space for reach in context.analysis.reach if not reach.door}
    rooms = [describe(space) for space in floor.spaces if space.id in shut and space.use not in NO_WAY_NEEDED]
    if rooms:
        yield hit(
            floor,
            floor=floor.name or floor.id,
            rooms=count_of(len(rooms), "room"),
            listing=list_first(sorted(rooms)),
        )
