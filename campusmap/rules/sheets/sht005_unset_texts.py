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
    id="SHT005",
    title="Texts hold characters that the packet cannot print",
    severity=Severity.WARNING,
    applies_to=SheetFact,
    message="Sheet {sheet} prints boxes for characters of {labels}: {listing}",
    source=citations.TOOL_FACT,
    fix="Give it a name in Latin, Greek, Cyrillic or Arabic letters in its table; the map shows the name as it is.",
    trap="Dropping the name.",
    bad=with_sheet(unset_texts=("\u97f3\u697d\u5ba4",)),
    good=with_sheet(),
)
def unset_texts(fact: SheetFact, context: Evidence) -> Iterator[Hit | Skip]:
    """A name that prints as boxes tells nobody anything."""
    if fact.unset_texts:
        listing = list_first([" ".join(text.split()) for text in fact.unset_texts])
        yield hit(fact, sheet=fact.sheet, labels=count_of(len(fact.unset_texts), "text"), listing=listing)
