from __future__ import annotations

from campusmap.numbering.suites import find_parents
from campusmap.sketch import sketch_floor

FLOOR = """
        +-----+------+------+
        | 101 |      |      |
        |     / 101A / 101B |
        |     |      |      |
        +--/--+------+------+
    (1) D COR1 Hall         |
        +--/--+--/---+------+
        | 102 / 104  / 106  |
        +-----+------+--/---+
                       (2)
"""


def test_a_room_behind_another_has_it_as_parent() -> None:
    floor = sketch_floor(FLOOR)
    parents = {room.rsplit("/", 1)[1]: parent.number for room, parent in find_parents(floor).items()}
    # 102 and 104 have a door to the corridor besides, 106 one to the outside.
    assert parents == {"101b": "101A", "101a": "101"}


def test_two_rooms_that_lead_only_to_each_other_have_no_parent() -> None:
    floor = sketch_floor("""
        +-----+-----+
        | 101 |     |
        |     / 103 |
        |     |     |
        +-----+-----+
    """)
    assert find_parents(floor) == {}
