from __future__ import annotations

from collections.abc import Iterator

from campusmap.model.finding import Severity
from campusmap.model.places import Space
from campusmap.rules import conventions
from campusmap.rules.evidence import Evidence, has_digit, is_circulation
from campusmap.rules.examples import sketch
from campusmap.rules.rule import Hit, Skip, hit, rule


@rule(
    id="NUM040",
    title="Room number has no form that can be read",
    severity=Severity.WARNING,
    applies_to=Space,
    message="{number} is no number with letters before or behind it",
    many="{count} room numbers have no form that can be read: {listing}",
    source=conventions.SUFFIX,
    fix="Compare it with the sign; digits stand together, letters before them name the wing, one behind is a suffix.",
    trap="Dropping the part that does not fit.",
    bad=sketch("""
            +-----+-------+
            | 101 | 1A0B3 |
            +--/--+--/----+
        (1) D COR1 Hall   |
            +-------------+
    """),
    good=sketch("""
            +-----+-----+
            | 101 | 103 |
            +--/--+--/--+
        (1) D COR1 Hall |
            +-----------+
    """),
)
def malformed(space: Space, context: Evidence) -> Iterator[Hit | Skip]:
    """What cannot be read is put in no order, and on no floor."""
    if has_digit(space) and not is_circulation(space) and context.read_number(space) is None:
        yield hit(space, number=space.shown_number)
