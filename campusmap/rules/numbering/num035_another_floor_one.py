from __future__ import annotations

from collections.abc import Iterator

from campusmap.model.finding import Severity
from campusmap.model.numbering import Numbering
from campusmap.model.places import Floor
from campusmap.numbering.storeys import code_storeys
from campusmap.rules import conventions
from campusmap.rules.demo import TWO_FLOORS
from campusmap.rules.evidence import Evidence
from campusmap.rules.examples import sketches, with_project
from campusmap.rules.rule import Hit, Skip, hit, rule


@rule(
    id="NUM035",
    title="Floor's code says another count than the scheme",
    severity=Severity.WARNING,
    applies_to=Floor,
    message="{floor} has the code {code}, and is floor {asked} where {words} counts as 1",
    source=conventions.FLOOR_ONE,
    fix="Read the signs at the stairs; correct the floor's `code` and `ordinal`, or `floor_one` in [numbering].",
    trap="Changing `floor_one` until the finding goes: it says what floor 2 means to everybody who comes.",
    bad=sketches(TWO_FLOORS) + with_project(numbering=Numbering(floor_one="above-main-entrance")),
    good=sketches(TWO_FLOORS),
)
def another_floor_one(floor: Floor, context: Evidence) -> Iterator[Hit | Skip]:
    """A crew counts floors from where it comes in, unless it is told otherwise."""
    asked = code_storeys(context.building_of(floor), context.scheme)[floor.id] if context.scheme.floor_one else ""
    counted = floor.code.isdigit() and asked.isdigit()
    if counted and int(floor.code) != int(asked):
        words = f"the {context.scheme.floor_one.replace('-', ' ')} floor"
        yield hit(floor, floor=floor.name or floor.id, code=floor.code, asked=asked, words=words)
