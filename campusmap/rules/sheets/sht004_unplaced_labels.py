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
    id="SHT004",
    title="Labels found no room on a sheet",
    severity=Severity.WARNING,
    applies_to=SheetFact,
    message="Sheet {sheet} has no room for {labels}: {listing}",
    source=citations.ROOM_LABELS,
    fix="Choose a larger paper size; the index of rooms lists them all the same.",
    trap="Making the text smaller.",
    bad=with_sheet(unplaced_labels=("101", "103")),
    good=with_sheet(),
)
def unplaced_labels(fact: SheetFact, context: Evidence) -> Iterator[Hit | Skip]:
    """A room without its number on the sheet is found by counting doors."""
    if fact.unplaced_labels:
        listing = list_first(sorted(fact.unplaced_labels))
        yield hit(fact, sheet=fact.sheet, labels=count_of(len(fact.unplaced_labels), "label"), listing=listing)
