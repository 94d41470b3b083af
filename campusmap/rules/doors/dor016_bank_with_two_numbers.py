from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from campusmap.model.finding import Severity
from campusmap.model.places import Building
from campusmap.model.project import MainEntrance
from campusmap.numbering.grammar import door_serial
from campusmap.rules import conventions
from campusmap.rules.evidence import Evidence, exterior_doors
from campusmap.rules.examples import sketch, with_building, with_campus_entry
from campusmap.rules.exterior import is_one_bank
from campusmap.rules.rule import Hit, Skip, hit, rule


@rule(
    id="DOR016",
    title="Doors of one bank carry two numbers",
    severity=Severity.WARNING,
    applies_to=Building,
    message="Doors {first} and {second} stand side by side and lead to the same room",
    source=conventions.DOOR_BANK,
    fix="Give the bank one number, in the middle over it; its leaves may be a and b.",
    trap="Renumbering all later doors at once without telling the responders.",
    bad="""
            +-----+-----+
            | 101 | 103 |
            +--/--+--/--+
            | COR1 Hall |
            +-/--/------+
          (1)    (2)
    """,
    good=sketch("""
            +-----+-----+
            | 101 | 103 |
            +--/--+--/--+
            | COR1 Hall |
            +-/--/------+
         (1A)    (1B)
    """)
    + with_building(main_entrance="1A")
    + with_campus_entry(main_entrance=MainEntrance("main", "1A")),
)
def bank_with_two_numbers(building: Building, context: Evidence) -> Iterator[Hit | Skip]:
    """Who is sent to door 6 passes a bank that is doors 4 and 5."""
    doors = [door for door in exterior_doors(building.floors) if door_serial(door.shown_number)]
    for first, second in combinations(doors, 2):
        numbers = (door_serial(first.shown_number), door_serial(second.shown_number))
        if numbers[0] and numbers[1] and numbers[0][0] != numbers[1][0] and is_one_bank(first, second):
            yield hit(second, first=first.shown_number, second=second.shown_number)
