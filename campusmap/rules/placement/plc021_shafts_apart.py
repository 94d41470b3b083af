from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from campusmap.model.finding import Severity
from campusmap.model.places import Building
from campusmap.rules import citations
from campusmap.rules.evidence import Evidence
from campusmap.rules.examples import sketches
from campusmap.rules.rule import Hit, Skip, hit, rule
from campusmap.rules.stacking import find_shifts

_GROUND: Final = """
    +-----+-----+------------+
    | 101 | 103 | STR1 Stair |
    +--/--+--/--+----/-------+
    | COR1 Hall              |
    +----------/-------------+
              (1)
"""
_ABOVE: Final = """
    +-----+-----+------------+
    | 201 | 203 | STR1 Stair |
    +--/--+--/--+----/-------+
    | COR2 Hall              |
    +------------------------+
"""
_TURNED: Final = """
    +------------------------+
    | COR2 Hall              |
    +-------/----+--/--+--/--+
    | STR1 Stair | 203 | 201 |
    +------------+-----+-----+
"""


@rule(
    id="PLC021",
    title="Stairs and lifts do not stand over one another",
    severity=Severity.WARNING,
    applies_to=Building,
    message="{floor} does not lie over {other}: {said}",
    source=citations.AERIAL,
    fix=(
        "Check both placements: a floor turned by half, mirrored or drawn from another origin needs control points of "
        "its own, best at the stairs and lifts."
    ),
    trap="Moving one room instead of the floor.",
    bad=sketches({"main": {"1": _GROUND, "2": _TURNED}}),
    good=sketches({"main": {"1": _GROUND, "2": _ABOVE}}),
)
def shafts_apart(building: Building, context: Evidence) -> Iterator[Hit | Skip]:
    """Outlines may match while a floor lies the wrong way round; its stairs then come out in another wing."""
    for lower, upper, said in find_shifts(building):
        yield hit(upper, floor=upper.name or upper.id, other=lower.name or lower.id, said=said)
