from __future__ import annotations

from collections.abc import Iterator

from campusmap.model.finding import Severity
from campusmap.model.places import Space
from campusmap.rules import citations
from campusmap.rules.evidence import Evidence, has_digit, is_circulation
from campusmap.rules.examples import sketch, with_spaces
from campusmap.rules.rule import Hit, Skip, hit, rule


@rule(
    id="NUM011",
    title="Room number holds no digit",
    severity=Severity.WARNING,
    applies_to=Space,
    message="{number} stands where a room number belongs, and holds no digit",
    many="{count} room numbers hold no digit: {listing}",
    source=citations.NOT_BY_USE,
    fix="Move the word into the room's name, and give the room a number.",
    trap="Leaving GYM as the number because everybody knows it: mutual aid does not.",
    bad=sketch("""
            +-----+-----+
            | 101 | 103 |
            +--/--+--/--+
        (1) D COR1 Hall |
            +-----------+
    """)
    + with_spaces("103", number="GYM", posted_number="GYM"),
    good="""
            +-----+---------+
            | 101 | 103 Gym |
            +--/--+--/------+
        (1) D COR1 Hall     |
            +---------------+
    """,
)
def no_digit(space: Space, context: Evidence) -> Iterator[Hit | Skip]:
    """A use changes, a number stays."""
    number = space.shown_number
    if number and not is_circulation(space) and not has_digit(space):
        yield hit(space, number=number)
