from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from campusmap.model.finding import Severity
from campusmap.model.places import Space
from campusmap.numbering.grammar import fold_number
from campusmap.rules import citations
from campusmap.rules.evidence import Evidence, is_circulation
from campusmap.rules.rule import Hit, Skip, hit, rule

MISREAD: Final = {"Q": "O", "S": "5", "Z": "2"}  # what the letters are read as on a worn sign (tool default)


@rule(
    id="NUM022",
    title="Room number holds a letter that is easily misread",
    severity=Severity.NOTE,
    applies_to=Space,
    message="{number} holds the letter {letter}, which is easily read as {other}",
    many="{count} room numbers hold the letter Q, S or Z: {listing}",
    source=citations.CONFUSABLE,
    fix="Choose another letter when the room is next renumbered.",
    trap="Renumbering a whole wing for it: a number that everybody knows is worth more.",
    bad="""
            +-----+------+
            | 101 | S103 |
            +--/--+--/---+
        (1) D COR1 Hall  |
            +------------+
    """,
    good="""
            +-----+------+
            | 101 | C103 |
            +--/--+--/---+
        (1) D COR1 Hall  |
            +------------+
    """,
)
def misread_letter(space: Space, context: Evidence) -> Iterator[Hit | Skip]:
    """S103 is typed as 5103 by whoever reads it through smoke."""
    letter = next((char for char in fold_number(space.shown_number) if char in MISREAD), "")
    if letter and not is_circulation(space) and context.read_number(space) is not None:
        yield hit(space, number=space.shown_number, letter=letter, other=MISREAD[letter])
