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
    id="SHT010",
    title="Sheet cuts texts short",
    severity=Severity.NOTE,
    applies_to=SheetFact,
    message="Sheet {sheet} cuts {texts} short: {listing}",
    source=citations.TOOL_FACT,
    fix="Shorten it in its table or in campus.toml, or choose a larger paper size; the kit's tables hold it whole.",
    trap="Leaving it to the reader to guess the rest.",
    bad=with_sheet(cut_texts=("Door 4 of the building for visual and per\u2026",)),
    good=with_sheet(),
)
def cut_texts(fact: SheetFact, context: Evidence) -> Iterator[Hit | Skip]:
    """What stands after the dots may be what one looks for."""
    if fact.cut_texts:
        count = count_of(len(fact.cut_texts), "text")
        yield hit(fact, sheet=fact.sheet, texts=count, listing=list_first(list(fact.cut_texts)))
