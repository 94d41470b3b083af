from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from campusmap.model.finding import Severity
from campusmap.model.places import Space, Use
from campusmap.rules import citations
from campusmap.rules.evidence import Evidence, is_circulation
from campusmap.rules.rule import Hit, Skip, hit, rule

SERVICE: Final = frozenset({Use.RESTROOM, Use.STORAGE, Use.MECHANICAL})


@rule(
    id="NUM002",
    title="Room has a name but no number",
    severity=Severity.WARNING,
    applies_to=Space,
    message="{name} has no room number",
    many="{count} rooms have a name but no number: {listing}",
    source=citations.EVERY_SPACE,
    fix="Give the room a number that fits its neighbours', on its sign and in the drawing; keep the name as its name.",
    trap="Typing the name where the number belongs: names change with the use, and there may be two of them.",
    bad="""
            +-----+-----+
            | 101 | Gym |
            +--/--+--/--+
        (1) D COR1 Hall |
            +-----------+
    """,
    good="""
            +-----+---------+
            | 101 | 103 Gym |
            +--/--+--/------+
        (1) D COR1 Hall     |
            +---------------+
    """,
)
def no_number(space: Space, context: Evidence) -> Iterator[Hit | Skip]:
    """A name alone is not unique, and changes when the room is put to another use."""
    if space.name and not space.shown_number and not is_circulation(space) and space.use not in SERVICE:
        yield hit(space, name=space.name, item=space.name)
