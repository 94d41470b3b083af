from __future__ import annotations

from collections.abc import Iterator

from campusmap.model.finding import Severity
from campusmap.model.places import Building, Floor
from campusmap.numbering.grammar import fold_number
from campusmap.rules import citations
from campusmap.rules.demo import TWO_FLOORS
from campusmap.rules.evidence import Evidence
from campusmap.rules.examples import sketches, with_floor
from campusmap.rules.rule import Hit, Skip, hit, rule


@rule(
    id="FLR007",
    title="Two floors of one building have the same code",
    severity=Severity.WARNING,
    applies_to=Building,
    message="{floor} and {other} both have code {code}",
    source=citations.LEVEL_TABLE,
    fix="Correct `code` in campus.toml: it is what the floor's room numbers begin with.",
    trap="Emptying both codes.",
    bad=sketches(TWO_FLOORS) + with_floor(1, code="1"),
    good=sketches(TWO_FLOORS),
)
def repeated_code(building: Building, context: Evidence) -> Iterator[Hit | Skip]:
    """A code that stands for two floors tells nothing."""
    first: dict[str, Floor] = {}
    for floor in building.floors:
        kept = first.setdefault(fold_number(floor.code), floor)
        if floor.code and kept is not floor:
            yield hit(floor, floor=floor.name or floor.id, other=kept.name or kept.id, code=floor.code)
