from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from campusmap.model.finding import Severity
from campusmap.model.kit import SheetFact
from campusmap.rules import citations
from campusmap.rules.evidence import Evidence
from campusmap.rules.examples import with_sheet
from campusmap.rules.rule import Hit, Skip, hit, rule

SMALLEST_PT: Final = 6.0  # read at arm's length in a moving car it is too small already (tool default)


@rule(
    id="SHT001",
    title="Text on a sheet is too small to read",
    severity=Severity.ERROR,
    applies_to=SheetFact,
    message="The smallest text on sheet {sheet} is {size_pt:.1f} pt",
    source=citations.PRINTABLE,
    fix="Choose a larger paper size, or split the floor over more sheets.",
    trap="Leaving room numbers out until the rest fits.",
    bad=with_sheet(smallest_pt=4.2),
    good=with_sheet(),
)
def small_text(fact: SheetFact, context: Evidence) -> Iterator[Hit | Skip]:
    """A number that cannot be read is a number that is guessed."""
    if fact.smallest_pt < SMALLEST_PT:
        yield hit(fact, sheet=fact.sheet, size_pt=fact.smallest_pt)
