from __future__ import annotations

from collections.abc import Iterator

from campusmap.model.finding import Severity
from campusmap.model.kit import SheetFact
from campusmap.rules import citations
from campusmap.rules.evidence import Evidence
from campusmap.rules.examples import with_sheet
from campusmap.rules.listing import count_of
from campusmap.rules.rule import Hit, Skip, hit, rule


@rule(
    id="SHT002",
    title="Labels on a sheet overlap",
    severity=Severity.WARNING,
    applies_to=SheetFact,
    message="Sheet {sheet} has {overlaps} of labels",
    source=citations.PRINTABLE,
    fix="Choose a larger paper size, or shorten the names in the room list.",
    trap="Believing that the reader will work it out.",
    bad=with_sheet(overlaps=3),
    good=with_sheet(),
)
def overlaps(fact: SheetFact, context: Evidence) -> Iterator[Hit | Skip]:
    """Two numbers on one spot read as a third."""
    if fact.overlaps:
        yield hit(fact, sheet=fact.sheet, overlaps=count_of(fact.overlaps, "overlap"))
