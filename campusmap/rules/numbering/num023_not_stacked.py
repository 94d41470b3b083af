from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from campusmap.model.finding import Severity
from campusmap.model.numbering import Numbering
from campusmap.model.places import Building, Space
from campusmap.rules import conventions
from campusmap.rules.demo import DEMO, TWO_FLOORS
from campusmap.rules.evidence import Evidence, numbered_rooms
from campusmap.rules.examples import sketches, with_project
from campusmap.rules.listing import list_first
from campusmap.rules.rule import Hit, Skip, hit, rule

NEAR: Final = 4  # serial numbers this close count as alike (tool default)
SHARE: Final = 0.5  # of the smaller of two rooms, for the one to lie over the other (tool default)
UPSTAIRS: Final = """
    +-----+-----+
    | 231 | 247 |
    +--/--+--/--+
    | COR2 Hall |
    +-----------+
"""


@rule(
    id="NUM023",
    title="Rooms over one another have unlike numbers",
    severity=Severity.NOTE,
    applies_to=Building,
    message="{count} of {total} rooms that lie over others have other last digits than those: {listing}",
    source=conventions.STACKING,
    fix="Keep it in mind for the next renumbering; or set `stacked = false` in [numbering].",
    trap="Renumbering for this alone.",
    bad=sketches({"main": {"1": DEMO, "2": UPSTAIRS}}) + with_project(numbering=Numbering(stacked=True)),
    good=sketches(TWO_FLOORS) + with_project(numbering=Numbering(stacked=True)),
)
def not_stacked(building: Building, context: Evidence) -> Iterator[Hit | Skip]:
    """Whoever knows where 114 is knows where 214 is."""
    if not context.scheme.stacked:
        return
    floors = sorted(building.floors, key=lambda floor: floor.ordinal)
    rooms = [[room for room in numbered_rooms(floor) if context.read_number(room)] for floor in floors]
    pairs = [(low, high) for below, above in pairwise(rooms) for low, high in _over(below, above)]
    unlike = [high.shown_number for low, high in pairs if abs(_serial(low, context) - _serial(high, context)) > NEAR]
    if 2 * len(unlike) > len(pairs):
        yield hit(building, count=len(unlike), total=len(pairs), listing=list_first(unlike))


def _over(below: list[Space], above: list[Space]) -> Iterator[tuple[Space, Space]]:
    for high in above:
        for low in below:
            common = low.outline.intersection(high.outline).area
            if common > SHARE * min(low.outline.area, high.outline.area):
                yield low, high


def _serial(room: Space, context: Evidence) -> int:
    parts = context.read_number(room)
    return parts.serial if parts else 0
