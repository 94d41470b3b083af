"""Cedar Ridge High, building A: offices, library and classrooms on two floors over a basement. Feet."""

from __future__ import annotations

from generator.plan import FloorPlan, Room, column, links, room_of, rooms_in, row

SEED = "cedar-ridge-high-A"


def main_floors() -> list[FloorPlan]:
    """Return basement, first and second floor of building A."""
    return [basement(), first_floor(), second_floor()]


def basement() -> FloorPlan:
    """Return the basement under the west half."""
    rooms = [
        *row(0, 0, 34, "S1 Stair 12; 001 Boiler Room 50; 003 Water Service 26; 005 Storage 57"),
        *row(0, 44, 32, "002 Main Electrical 40; 004 Storage 45; 006 Fire Pump Room 44"),
        room_of("E1", "ELEVATOR", (129, 44, 139, 54)),
        room_of("008", "DATA / MDF", (129, 54, 145, 76), (139, 44, 145, 54)),
        room_of("040", "CORRIDOR", (0, 34, 145, 44)),
    ]
    wished = links("001>040 0.4 double\n005>040 0.5 double\n008>040 mid S")
    plan = FloorPlan("A", "0", "BASEMENT PLAN", tuple(rooms), wished, seed=f"{SEED}0")
    return FloorPlan(**{**vars(plan), "plain": frozenset(room.number for room in rooms)})


def _offices() -> list[Room]:
    rects = {
        "105 COUNSELING": (72, 18, 104, 34),
        "105A COUNSELOR": (72, 0, 83, 18),
        "105B COUNSELOR": (83, 0, 94, 18),
        "105C RECORDS": (94, 0, 104, 18),
        "107 MAIN OFFICE": (104, 16, 136, 34),
        "107A PRINCIPAL": (104, 0, 120, 16),
        "107B ASST PRINCIPAL": (120, 0, 136, 16),
        "109 LOBBY": (136, 0, 164, 34),
        "111 NURSE": (164, 16, 184, 34),
        "111A TOILET": (164, 0, 173, 16),
        "111B CLINIC EXAM": (173, 0, 184, 16),
        "113 LIBRARY": (184, 0, 268, 34),
        "113A WORKROOM": (268, 0, 288, 17),
        "113B MEDIA OFFICE": (268, 17, 288, 34),
    }
    return rooms_in(rects)


def _core(floor: str) -> list[Room]:
    return [
        room_of("E1", "ELEVATOR", (129, 44, 139, 54)),
        room_of(f"{floor}14", "ELECTRICAL", (129, 54, 145, 76)),
        room_of(f"{floor}16", "DATA", (139, 44, 145, 54)),
        room_of(f"{floor}00", "CORRIDOR", (0, 34, 300, 44)),
        room_of(f"{floor}50", "CORRIDOR", (145, 44, 155, 190)),
    ]


def _north(floor: str, last: str) -> list[Room]:
    text = "{0}02 Classroom 30; {0}04 Classroom 30; {0}06 Classroom 29; {0}08 Girls Restroom 16; "
    text += "{0}10 Boys Restroom 16; {0}12 Custodian 8"
    east = "{0}18 Workroom 25; {0}20 Classroom 30; {0}22 Classroom 30; {0}24 Computer Lab 36; {0}26 " + last + " 24"
    return [*row(0, 44, 32, text.format(floor)), *row(155, 44, 32, east.format(floor))]


def _wing(floor: str) -> list[Room]:
    west = "{0}31 Classroom 34; {0}33 Classroom 34; {0}35 Classroom 34; S3 Stair 12"
    east = "{0}30 Classroom 28.5; {0}32 Classroom 28.5; {0}34 Special Services 28.5; {0}36 Classroom 28.5"
    return [*column(115, 76, 30, west.format(floor)), *column(155, 76, 30, east.format(floor))]


def first_floor() -> FloorPlan:
    """Return the floor of the main entrance."""
    south = row(0, 0, 34, "S1 Stair 12; 101 Classroom 30; 103 Classroom 30")
    rooms = [
        *south,
        *_offices(),
        *row(288, 0, 34, "S2 Stair 12"),
        *_north("1", "Records Storage"),
        *_core("1"),
        *_wing("1"),
    ]
    wished = links("""
        109>OUT mid double S
        109>100 mid w10 gap
        107>109 0.7
        107>109 0.1 window
        107A>107 lo
        107B>107 hi
        105A>105 hi
        105B>105 lo
        105C>105 lo
        111>109 0.3
        111A>111 mid
        111B>111 mid
        113>100 0.25 double
        113>100 0.8
        113A>113 mid
        113B>113 0.3
        114>150 mid
        116>100 mid
        100>OUT mid double W
        100>OUT mid double E
        150>OUT mid double N
        150>100 mid double sa
        S1>100 mid
        S2>100 mid
        S3>150 mid
        S1>OUT mid S
        S2>OUT mid S
        S3>OUT 0.2 W
    """)
    columns = ((211.0, 10.0), (211.0, 24.0), (240.0, 10.0), (240.0, 24.0))
    return FloorPlan("A", "1", "FIRST FLOOR PLAN", tuple(rooms), wished, "109", columns=columns, seed=f"{SEED}1")


def second_floor() -> FloorPlan:
    """Return the second floor."""
    text = (
        "S1 Stair 12; 201 Classroom 30; 203 Classroom 30; 205 Classroom 32; 207 Classroom 32; 209 Teacher Lounge 28; "
    )
    text += "211 Classroom 28; 213 Classroom 32; 215 Classroom 32; 217 Classroom 32; S2 Stair 12"
    rooms = [*row(0, 0, 34, text), *_north("2", "Book Storage"), *_core("2"), *_wing("2")]
    wished = links("214>250 mid\n216>200 mid\n250>200 mid double sa\n217>200 0.9\nS3>250 mid")
    return FloorPlan("A", "2", "SECOND FLOOR PLAN", tuple(rooms), wished, seed=f"{SEED}2")
