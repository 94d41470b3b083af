from __future__ import annotations

from collections.abc import Iterator

from campusmap.model.finding import Severity
from campusmap.model.places import Opening
from campusmap.numbering.grammar import door_serial
from campusmap.rules import citations
from campusmap.rules.evidence import DOOR_KINDS, Evidence
from campusmap.rules.examples import clean, with_doors
from campusmap.rules.rule import Hit, Skip, hit, rule


@rule(
    id="DOR013",
    title="Exterior door number is not a number",
    severity=Severity.NOTE,
    applies_to=Opening,
    message="{number} cannot be put in order with the other doors",
    many="{count} exterior door numbers cannot be put in order: {listing}",
    source=citations.DOOR_ORDER,
    fix='Number exterior doors 1, 2, 3 ... with at most one letter before or after, such as "D4" or "4A".',
    trap="Giving doors the numbers of the rooms behind them.",
    bad=with_doors("2", number="North", posted_number="North"),
    good=clean(),
)
def unreadable_number(opening: Opening, context: Evidence) -> Iterator[Hit | Skip]:
    """Numbers tell a crew which way to go; names do not."""
    named = opening.exterior and opening.kind in DOOR_KINDS and opening.shown_number
    if named and door_serial(opening.shown_number) is None:
        yield hit(opening, number=opening.shown_number)
