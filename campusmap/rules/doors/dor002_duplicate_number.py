from __future__ import annotations

from collections.abc import Iterator

from campusmap.model.finding import Severity
from campusmap.model.places import Campus, Opening
from campusmap.rules import citations
from campusmap.rules.evidence import Evidence, exterior_doors
from campusmap.rules.exterior import fold_door, is_one_bank
from campusmap.rules.rule import Hit, Skip, hit, rule
from campusmap.units import say_length


@rule(
    id="DOR002",
    title="Two exterior doors carry the same number",
    severity=Severity.ERROR,
    applies_to=Campus,
    message="Door {number} of {building} carries the number of another door, {length} away",
    many="{count} exterior doors carry a number that another door has: {listing}",
    source=citations.DOOR_SCOPE,
    fix="Renumber one of the two, on its sign and in the openings table; leaves of one door bank may take letters.",
    trap='Setting `door_scope` to "building" to silence it where crews use one run of numbers for the whole campus.',
    bad="""
            +-----+-----+-----+
            | 101 | 103 | 105 |
            +--/--+--/--+--/--+
        (1) D COR1 Hall       D (1)
            +-----------------+
    """,
    good="""
            +-----+-----+-----+
            | 101 | 103 | 105 |
            +--/--+--/--+--/--+
        (1) D COR1 Hall       D (2)
            +-----------------+
    """,
)
def duplicate_number(campus: Campus, context: Evidence) -> Iterator[Hit | Skip]:
    """Two crews meeting at door 4 must meet."""
    scope = context.scheme.door_scope
    first: dict[tuple[str, str], Opening] = {}
    for building in campus.buildings:
        for door in exterior_doors(building.floors):
            key = (building.id if scope == "building" else "", fold_door(door.shown_number))
            kept = first.setdefault(key, door)
            if door.shown_number and kept is not door and not is_one_bank(kept, door):
                metres = kept.line.distance(door.line)
                yield hit(
                    door, number=door.shown_number, building=building.name or building.id, length=say_length(metres)
                )
