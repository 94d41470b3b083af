from __future__ import annotations

from collections.abc import Iterator

from campusmap.model.finding import Severity
from campusmap.model.numbering import Numbering
from campusmap.model.places import Space
from campusmap.numbering.grammar import fold_number
from campusmap.rules import citations
from campusmap.rules.evidence import Evidence, is_circulation
from campusmap.rules.examples import sketch, with_floor, with_project
from campusmap.rules.rule import Hit, Skip, hit, rule


@rule(
    id="NUM014",
    title="Room number lacks the building's number",
    severity=Severity.WARNING,
    applies_to=Space,
    message="{number} does not begin with {building}, the number of its building",
    many="{count} room numbers do not begin with their building's number: {listing}",
    source=citations.BUILDING_IDS,
    fix="Write the building's number in front, as on the sign; or set `building_prefix = false` in [numbering].",
    trap="Adding the prefix in the drawing while the signs go without.",
    bad=sketch("""
            +------+------+
            | 1101 |  103 |
            +--/---+--/---+
        (1) D COR1 Hall   |
            +-------------+
    """)
    + with_floor(code="")
    + with_project(numbering=Numbering(building_prefix=True)),
    good=sketch("""
            +------+------+
            | 1101 | 1103 |
            +--/---+--/---+
        (1) D COR1 Hall   |
            +-------------+
    """)
    + with_floor(code="")
    + with_project(numbering=Numbering(building_prefix=True, width=4)),
)
def no_building_prefix(space: Space, context: Evidence) -> Iterator[Hit | Skip]:
    """Where numbers begin with the building's, one that does not is looked for in another building."""
    if not context.scheme.building_prefix or not space.shown_number or is_circulation(space):
        return
    building, width = context.building_of(space).number, context.scheme.width
    digits = sum(map(str.isdigit, space.shown_number))
    short = digits < (width or 2 + len(building) + len(context.floor_of(space).code or "1"))
    if building and (short or not fold_number(space.shown_number).startswith(fold_number(building))):
        yield hit(space, number=space.shown_number, building=building)
