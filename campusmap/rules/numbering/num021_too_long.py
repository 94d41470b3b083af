from __future__ import annotations

from collections.abc import Iterator

from campusmap.model.finding import Severity
from campusmap.model.places import Space
from campusmap.rules import conventions
from campusmap.rules.evidence import Evidence
from campusmap.rules.rule import Hit, Skip, hit, rule


@rule(
    id="NUM021",
    title="Room number is too long",
    severity=Severity.WARNING,
    applies_to=Space,
    message="{number} has {count} characters; {most} at most are asked for",
    many="{count} room numbers are too long: {listing}",
    source=conventions.MAX_LENGTH,
    fix="Shorten the number when the room is next re-signed; or set `max_length` in [numbering] if the signs are so.",
    trap="Cutting the building's number off the end of which crews know the room.",
    bad="""
            +----------+-----+
            | 10100012 | 103 |
            +--/-------+--/--+
        (1) D COR1 Hall      |
            +----------------+
    """,
    good="""
            +-----+-----+
            | 101 | 103 |
            +--/--+--/--+
        (1) D COR1 Hall |
            +-----------+
    """,
)
def too_long(space: Space, context: Evidence) -> Iterator[Hit | Skip]:
    """A long number is misheard, and cut off in other people's systems."""
    number = "".join(space.shown_number.split())
    if context.is_one_number(space) and len(number) > context.scheme.max_length:
        yield hit(space, number=space.shown_number, count=len(number), most=context.scheme.max_length)
