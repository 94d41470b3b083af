from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from campusmap.model.finding import Severity
from campusmap.model.kit import SheetFact
from campusmap.rules import citations
from campusmap.rules.evidence import Evidence
from campusmap.rules.examples import with_sheet
from campusmap.rules.rule import Hit, Skip, hit, rule

SMALLEST_PT: Final = 8.0  # still read after one black-and-white copy (tool default)


@rule(
    id="SHT006",
    title="Room numbers, door numbers or symbol letters are too small for a copier",
    severity=Severity.ERROR,
    applies_to=SheetFact,
    message="The smallest number or symbol letter on sheet {sheet} is {size_pt:.1f} pt",
    source=citations.PRINTABLE,
    fix="Choose a larger paper size, or split the floor over more sheets.",
    trap="Printing at 110 %: the scale bar no longer holds.",
    bad=with_sheet(smallest_mark_pt=6.5),
    good=with_sheet(),
)
def small_numbers(fact: SheetFact, context: Evidence) -> Iterator[Hit | Skip]:
    """A copier eats small digits first: 3, 8 and 6 become one."""
    if fact.smallest_mark_pt < SMALLEST_PT:
        yield hit(fact, sheet=fact.sheet, size_pt=fact.smallest_mark_pt)
