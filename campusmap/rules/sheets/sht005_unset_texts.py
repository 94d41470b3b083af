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
    message="Sheet {sheet} cannot print {labels} as written: {listing}",
    source=citations.TOOL_FACT,
    fix="Name a typeface that has the letters under `[packet]` in campus.toml, as in "
    '`fonts = ["fonts/NotoSansTC.otf"]`; '
    "until then a code stands for the name, which the map's search box accepts.",
    trap="Dropping the name.",
    bad=with_sheet(unset_texts=("\u97f3\u697d\u5ba4",)),
    good=with_sheet(),
)
def unset_texts(fact: SheetFact, context: Evidence) -> Iterator[Hit | Skip]:
    """A name that the paper cannot say has to be looked up."""
    if fact.unset_texts:
        listing = list_first([" ".join(text.split()) for text in fact.unset_texts])
        yield hit(fact, sheet=fact.sheet, labels=count_of(len(fact.unset_texts), "text"), listing=listing)
