from __future__ import annotations

from collections.abc import Iterator

from campusmap.model.finding import Severity
from campusmap.model.places import Space, Use
from campusmap.rules import citations
from campusmap.rules.evidence import Evidence
from campusmap.rules.examples import sketch
from campusmap.rules.rule import Hit, Skip, hit, rule


@rule(
    id="REQ008",
    title="Stair has no number",
    severity=Severity.WARNING,
    applies_to=Space,
    message="A stair on {floor} has no number",
    many="{count} stairs have no number: {listing}",
    source=citations.STAIR_NUMBERS,
    fix="Give each stair one number for all its floors, on its signs and in the drawing.",
    trap="Numbering each landing for itself.",
    bad=sketch("""
            +-----+---------+
            | 101 |  Stair  |
            +--/--+--/------+
        (1) D COR1 Hall     |
            +---------------+
    """),
    good=sketch("""
            +-----+------------+
            | 101 | STR1 Stair |
            +--/--+--/---------+
        (1) D COR1 Hall        |
            +------------------+
    """),
)
def stair_without_number(space: Space, context: Evidence) -> Iterator[Hit | Skip]:
    """'The north stair' is two stairs as soon as somebody comes in from the other side."""
    if space.use is Use.STAIR and not space.shown_number:
        floor = context.floor_of(space)
        yield hit(space, floor=floor.name or floor.id)
