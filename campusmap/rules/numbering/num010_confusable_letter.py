from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from campusmap.model.finding import Severity
from campusmap.model.places import Space
from campusmap.numbering.grammar import fold_number
from campusmap.rules import citations
from campusmap.rules.evidence import Evidence, is_circulation
from campusmap.rules.rule import Hit, Skip, hit, rule

DIGITS: Final = {"I": 1, "O": 0}  # what the letters read as


@rule(
    id="NUM010",
    title="Room number holds a letter that reads as a digit",
    severity=Severity.NOTE,
    applies_to=Space,
    message="{number} holds the letter {letter}, which reads as {digit}",
    many="{count} room numbers hold the letter I or O: {listing}",
    source=citations.CONFUSABLE,
    fix="Check whether a digit is meant; choose another letter when the room is next renumbered.",
    trap="Swapping letter for digit in the drawing where the sign does carry the letter.",
    bad="""
            +-----+------+
            | 101 | 103O |
            +--/--+--/---+
        (1) D COR1 Hall  |
            +------------+
    """,
    good="""
            +-----+------+
            | 101 | 101A |
            +--/--+--/---+
        (1) D COR1 Hall  |
            +------------+
    """,
)
def confusable_letter(space: Space, context: Evidence) -> Iterator[Hit | Skip]:
    """1O3 and 103 look alike on a door, and only one of them is found."""
    letter = next(
        (char for char in fold_number(space.shown_number) if char in context.scheme.skip_letters and char in DIGITS), ""
    )
    if letter and not is_circulation(space) and context.read_number(space) is not None:
        yield hit(space, number=space.shown_number, letter=letter, digit=DIGITS[letter])
