from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from campusmap.model.finding import Severity
from campusmap.model.places import Building, Space
from campusmap.numbering.grammar import fold_number
from campusmap.rules import citations
from campusmap.rules.evidence import Evidence
from campusmap.rules.examples import sketches, with_spaces
from campusmap.rules.rule import Hit, Skip, hit, rule


@rule(
    id="NUM017",
    title="Stair or lift has another number on another floor",
    severity=Severity.WARNING,
    applies_to=Building,
    message="Over the floors one {use} is numbered {numbers}",
    source=citations.STAIR_NUMBERS,
    fix="Give the stair or lift one number on all floors, that of its lowest stop, on its signs and in the drawings.",
    trap="Numbering stairs by floor like rooms: they are the way between floors.",
    bad=sketches(
        {
            "main": {
                "1": """
                        +-----+------------+
                        | 101 | STR1 Stair |
                        +--/--+--/---------+
                    (1) D COR1 Hall        |
                        +------------------+
                """,
                "2": """
                        +-----+------------+
                        | 201 | STR2 Stair |
                        +--/--+--/---------+
                        | COR2 Hall        |
                        +------------------+
                """,
            }
        }
    )
    + with_spaces("STR1", shaft="S1")
    + with_spaces("STR2", floor_index=1, shaft="S1"),
    good=sketches(
        {
            "main": {
                "1": """
                        +-----+------------+
                        | 101 | STR1 Stair |
                        +--/--+--/---------+
                    (1) D COR1 Hall        |
                        +------------------+
                """,
                "2": """
                        +-----+------------+
                        | 201 | STR1 Stair |
                        +--/--+--/---------+
                        | COR2 Hall        |
                        +------------------+
                """,
            }
        }
    )
    + with_spaces("STR1", shaft="S1")
    + with_spaces("STR1", floor_index=1, shaft="S1"),
)
def shaft_renamed(building: Building, context: Evidence) -> Iterator[Hit | Skip]:
    """'Take stair 2' must mean the same stair on every landing."""
    shafts: dict[str, list[Space]] = defaultdict(list)
    for floor in building.floors:
        for space in floor.spaces:
            if space.shaft and space.shown_number:
                shafts[space.shaft].append(space)
    for parts in shafts.values():
        if len({fold_number(part.shown_number) for part in parts}) > 1:
            yield hit(parts[0], use=parts[0].use.value, numbers=", ".join(part.shown_number for part in parts))
