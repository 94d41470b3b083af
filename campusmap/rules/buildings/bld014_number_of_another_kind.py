from __future__ import annotations

from collections.abc import Iterator

from campusmap.model.finding import Severity
from campusmap.model.numbering import Numbering
from campusmap.model.places import Building
from campusmap.numbering.grammar import fold_number
from campusmap.rules import citations
from campusmap.rules.evidence import Evidence
from campusmap.rules.examples import with_building, with_project
from campusmap.rules.rule import Hit, Skip, hit, rule

LETTERS = with_project(numbering=Numbering(building_numbers="letters"))


@rule(
    id="BLD014",
    title="Building is numbered where others are lettered, or the other way round",
    severity=Severity.WARNING,
    applies_to=Building,
    message="{building} is {number}; by the scheme buildings carry {kind}",
    source=citations.BUILDING_IDS,
    fix="Write what stands on the wall, or correct `building_numbers` in [numbering].",
    trap="Lettering a building whose rooms begin with its number.",
    bad=LETTERS,
    good=LETTERS + with_building(number="C"),
)
def number_of_another_kind(building: Building, context: Evidence) -> Iterator[Hit | Skip]:
    """Where buildings are letters and rooms digits, a digit said alone is a room."""
    number, kind = fold_number(building.number), context.scheme.building_numbers
    fits = {"letters": number.isalpha(), "numbers": number[:1].isdigit()}
    if number and not fits.get(kind, True):
        yield hit(building, building=building.name or building.id, number=building.number, kind=kind)
