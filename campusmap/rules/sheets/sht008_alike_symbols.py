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
    id="SHT008",
    title="Two symbols on a sheet look the same",
    severity=Severity.ERROR,
    applies_to=SheetFact,
    message="Sheet {sheet} has {pairs} of symbols that look the same: {listing}",
    source=citations.PRINTABLE,
    fix="Give one of the kinds other letters in the symbol table.",
    trap="Telling them apart by colour: a copier has none.",
    bad=with_sheet(alike=("Gas shut-off and Generator",)),
    good=with_sheet(),
)
def alike_symbols(fact: SheetFact, context: Evidence) -> Iterator[Hit | Skip]:
    """Letters and frame must tell symbols apart, since colour does not survive a copy."""
    if fact.alike:
        pairs = count_of(len(fact.alike), "pair")
        yield hit(fact, sheet=fact.sheet, pairs=pairs, listing=list_first(list(fact.alike)))
