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
    id="SHT003",
    title="Sheet cuts something off",
    severity=Severity.WARNING,
    applies_to=SheetFact,
    message="Sheet {sheet} cuts off {things}",
    source=citations.PRINTABLE,
    fix="Choose a larger paper size.",
    trap="Trimming the margins: printers do not print there.",
    bad=with_sheet(clipped=2),
    good=with_sheet(),
)
def clipped(fact: SheetFact, context: Evidence) -> Iterator[Hit | Skip]:
    """What lies over the edge is not printed."""
    if fact.clipped:
        yield hit(fact, sheet=fact.sheet, things=count_of(fact.clipped, "mark"))
