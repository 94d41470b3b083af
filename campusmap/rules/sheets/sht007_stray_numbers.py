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
    id="SHT007",
    title="Room numbers stand outside their rooms",
    severity=Severity.ERROR,
    applies_to=SheetFact,
    message="Sheet {sheet} has {labels} outside the room, without a leader line: {listing}",
    source=citations.ROOM_LABELS,
    fix="Report this as a fault of campusmap, with the drawing; until then use the room index.",
    trap="Moving the room's outline to its number.",
    bad=with_sheet(strays=("101", "103")),
    good=with_sheet(),
)
def stray_numbers(fact: SheetFact, context: Evidence) -> Iterator[Hit | Skip]:
    """A number in the next room sends people to the next room."""
    if fact.strays:
        labels = count_of(len(fact.strays), "number")
        yield hit(fact, sheet=fact.sheet, labels=labels, listing=list_first(list(fact.strays)))
