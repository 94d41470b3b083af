from __future__ import annotations

from collections.abc import Iterator

from campusmap.model.finding import Severity
from campusmap.model.numbering import Numbering
from campusmap.model.places import Space
from campusmap.numbering.grammar import split_number
from campusmap.rules import citations
from campusmap.rules.evidence import Evidence, is_circulation
from campusmap.rules.examples import sketch, with_project
from campusmap.rules.rule import Hit, Skip, hit, rule


@rule(
    id="NUM013",
    title="Room number lacks the wing letter",
    severity=Severity.WARNING,
    applies_to=Space,
    message="{number} does not begin with a wing letter",
    many="{count} room numbers do not begin with a wing letter: {listing}",
    source=citations.BUILDING_IDS,
    fix="Write the wing letter in front, as on the sign; or choose another preset in [numbering].",
    trap="Guessing the wing from where the room lies.",
    bad=sketch("""
            +------+------+
            | A101 |  103 |
            +--/---+--/---+
        (1) D COR1 Hall   |
            +-------------+
    """)
    + with_project(numbering=Numbering(preset="wing-prefix")),
    good=sketch("""
            +------+------+
            | A101 | A103 |
            +--/---+--/---+
        (1) D COR1 Hall   |
            +-------------+
    """)
    + with_project(numbering=Numbering(preset="wing-prefix")),
)
def no_wing_letter(space: Space, context: Evidence) -> Iterator[Hit | Skip]:
    """103 may be in any wing."""
    split = split_number(space.shown_number)
    if context.scheme.wing_prefix and split and not split[0] and not is_circulation(space):
        yield hit(space, number=space.shown_number)
