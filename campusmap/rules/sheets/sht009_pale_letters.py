from __future__ import annotations

from collections.abc import Iterator

from campusmap.model.finding import Severity
from campusmap.model.kit import SheetFact
from campusmap.rules import citations
from campusmap.rules.evidence import Evidence
from campusmap.rules.examples import with_sheet
from campusmap.rules.listing import count_of, list_first
from campusmap.rules.rule import Hit, Skip, hit, rule


@rule(
    id="SHT009",
    title="Letters on a sheet are too pale for some readers or for a copy",
    severity=Severity.WARNING,
    applies_to=SheetFact,
    message="Sheet {sheet} has {kinds} of letters with a contrast under 4.5 to 1: {listing}",
    source=citations.PRINTABLE,
    fix="Choose a darker colour in the style or symbol table.",
    trap="Judging the colours on one screen.",
    bad=with_sheet(pale=("Gas shut-off (on a grey copy)",)),
    good=with_sheet(),
)
def pale_letters(fact: SheetFact, context: Evidence) -> Iterator[Hit | Skip]:
    """One man in twelve sees colours otherwise, and a copier sees none."""
    if fact.pale:
        kinds = count_of(len(fact.pale), "kind")
        yield hit(fact, sheet=fact.sheet, kinds=kinds, listing=list_first(list(fact.pale)))
