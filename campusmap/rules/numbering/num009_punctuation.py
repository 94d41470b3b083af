from __future__ import annotations

from collections.abc import Iterator

from campusmap.model.finding import Severity
from campusmap.model.places import Space
from campusmap.numbering.grammar import fold_number
from campusmap.rules import citations
from campusmap.rules.evidence import Evidence, has_digit, is_circulation
from campusmap.rules.rule import Hit, Skip, hit, rule


@rule(
    id="NUM009",
    title="Room number holds punctuation or lower case",
    severity=Severity.NOTE,
    applies_to=Space,
    message="{number} holds marks or small letters; without them it is {plain}",
    many="{count} room numbers hold punctuation or lower case: {listing}",
    source=citations.FLOOR_DIGIT,
    fix="Write the number in capitals, without marks; or allow the signs' marks as `punctuation` in [numbering].",
    trap="Taking the point out of 101.1 where 1011 is another room.",
    bad="""
            +------+-----+
            | 1-01 | 103 |
            +--/---+--/--+
        (1) D COR1 Hall  |
            +------------+
    """,
    good="""
            +-----+-----+
            | 101 | 103 |
            +--/--+--/--+
        (1) D COR1 Hall |
            +-----------+
    """,
)
def punctuation(space: Space, context: Evidence) -> Iterator[Hit | Skip]:
    """Punctuation is not spoken, and is typed in three ways."""
    number = space.shown_number
    bare = "".join(char for char in number if char not in context.scheme.punctuation)
    if has_digit(space) and not is_circulation(space) and bare != fold_number(bare):
        yield hit(space, number=number, plain=fold_number(number))
