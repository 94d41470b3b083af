"""Cedar Ridge High, buildings D (gymnasium and commons) and E (performing arts with a mezzanine). Feet."""

from __future__ import annotations

from shapely import Polygon

from generator.plan import FloorPlan, Link, Room, links, room_of, rooms_in, row

SEED = "cedar-ridge-high-"


def commons_floors() -> list[FloorPlan]:
    """Return the one floor of building D."""
    rooms = [*_athletics(), *_commons(), *_kitchens()]
    wished = links("""
        105>OUT mid double S
        105>100 mid w12 gap
        105>104 mid double sa
        101>100 0.2 double sb
        101>100 0.8 double sb
        101>OUT mid double W
        101>130 0.9
        131>130 0.3
        131A>131 mid
        139A>139 mid
        139>130 0.6
        143>100 mid double
        143A>143 mid double
        143A>OUT mid N
        104>150 0.3 double
        104>OUT 0.3 double S
        104>OUT 0.8 double S
        104A>104 0.3
        104A>106 mid
        106>104 0.4
        106A>106 mid
        106B>106A mid
        106C>150 mid
        106>OUT 0.6 E
        111>100 mid w3.5 gap
        113>100 mid w3.5 gap
        100>OUT mid double S
        100>OUT mid double N
        130>OUT mid W
        150>100 mid double sa
        150>OUT mid double E
        162>150 0.2
        162>OUT 0.7 double N
    """)
    columns = tuple((x, y) for x in (190.0, 214.0, 238.0) for y in (26.0, 78.0))
    return [FloorPlan("D", "1", "FLOOR PLAN", tuple(rooms), wished, "105", columns=columns, seed=SEED + "D1")]


def _athletics() -> list[Room]:
    rects = {
        "100 CONCOURSE": (120, 0, 134, 170),
        "101 GYM": (0, 0, 120, 84),
        "130 CORRIDOR": (0, 84, 120, 94),
        "131 BOYS LOCKER ROOM": (0, 94, 30, 130),
        "131A BOYS SHOWER": (30, 94, 42, 130),
        "133 COACH OFFICE": (42, 94, 56, 130),
        "135 TRAINER OFFICE": (56, 94, 72, 130),
        "137 COACH OFFICE": (72, 94, 86, 130),
        "139A GIRLS SHOWER": (86, 94, 96, 130),
        "139 GIRLS LOCKER ROOM": (96, 94, 120, 130),
        "143 WRESTLING": (60, 130, 120, 170),
        "143A WEIGHT ROOM": (0, 130, 60, 170),
    }
    return rooms_in(rects)


def _commons() -> list[Room]:
    rects = {
        "105 LOBBY": (134, 0, 166, 36),
        "107 ATHLETIC OFFICE": (134, 36, 166, 52),
        "109 STORAGE": (134, 52, 166, 60),
        "110 CUSTODIAN": (134, 60, 166, 68),
        "111 BOYS RESTROOM": (134, 68, 166, 86),
        "113 GIRLS RESTROOM": (134, 86, 166, 104),
        "150 CORRIDOR": (134, 104, 310, 114),
        "104 CAFETERIA": (166, 0, 262, 104),
    }
    north = (
        "152 Health Classroom 32; 154 Health Classroom 32; 156 Dance Gym 44; 158 School Store 20; 160 Electrical 12; "
    )
    rooms = rooms_in(rects)
    return [*rooms, *row(134, 114, 32, north + "162 Mechanical 36")]


def _kitchens() -> list[Room]:
    rects = {
        "104A SERVERY": (262, 56, 290, 104),
        "106 KITCHEN": (262, 0, 310, 56),
        "106A PANTRY": (290, 56, 310, 72),
        "106B COOLER": (290, 72, 310, 88),
        "106C KITCHEN OFFICE": (290, 88, 310, 104),
    }
    return rooms_in(rects)


def arts_floors() -> list[FloorPlan]:
    """Return the floor and the mezzanine of building E."""
    return [_stage_floor(), _mezzanine()]


def _stage_floor() -> FloorPlan:
    house = [(30, 30), (110, 30), (124, 60), (124, 120), (16, 120), (16, 60)]
    slanted = [
        Room("101", "AUDITORIUM", Polygon(house)),
        Room("102", "VESTIBULE", Polygon([(0, 30), (30, 30), (16, 60), (0, 60)])),
        Room("104", "VESTIBULE", Polygon([(110, 30), (140, 30), (140, 60), (124, 60)])),
    ]
    rects = {
        "S1 STAIR": (0, 0, 12, 30),
        "E1 ELEVATOR": (128, 0, 140, 10),
        "106 STORAGE": (0, 60, 16, 90),
        "108 STORAGE": (0, 90, 16, 120),
        "103 STAGE": (0, 120, 140, 162),
        "110 GIRLS DRESSING": (124, 60, 140, 90),
        "112 BOYS DRESSING": (124, 90, 140, 120),
        "120 CORRIDOR": (140, 0, 150, 162),
        "121 BAND ROOM": (150, 0, 205, 48),
        "121A MUSIC OFFICE": (178, 48, 205, 60),
        "121B PRACTICE": (205, 0, 217, 16),
        "121C PRACTICE": (205, 16, 217, 32),
        "121D PRACTICE": (205, 32, 217, 48),
        "123 INSTRUMENT STORAGE": (150, 48, 178, 60),
        "127 CHOIR ROOM": (150, 60, 205, 96),
        "129 ORCHESTRA ROOM": (150, 96, 205, 132),
        "131 GIRLS RESTROOM": (150, 132, 178, 147),
        "133 BOYS RESTROOM": (150, 147, 178, 162),
        "135 MECHANICAL": (178, 132, 205, 162),
    }
    lobby = room_of("100", "LOBBY", (12, 0, 128, 30), (128, 10, 140, 30))
    rooms = [lobby, *slanted, *rooms_in(rects)]
    return FloorPlan("E", "1", "FIRST FLOOR PLAN", tuple(rooms), _stage_links(), "100", seed=SEED + "E1")


def _stage_links() -> tuple[Link, ...]:
    return links("""
        100>OUT 0.35 double S
        100>OUT 0.65 double S
        100>120 mid double sb
        101>100 0.2 double sb
        101>100 0.8 double sb
        102>100 mid
        104>100 mid
        101>102 mid
        101>104 mid
        104>120 mid
        S1>100 0.7
        E1>100 mid elevator N
        106>102 mid
        108>101 mid
        103>120 0.5 double sb
        103>101 0.05
        103>OUT 0.3 double N
        121A>121 mid
        121B>121 mid
        121C>121 mid
        121D>121 mid
        121>120 0.3 double
        135>OUT mid E
        120>OUT mid double S
        120>OUT mid double N
        102>OUT mid W
    """)


def _mezzanine() -> FloorPlan:
    rects = {
        "S1 STAIR": (0, 0, 12, 30),
        "E1 ELEVATOR": (128, 0, 140, 10),
        "M02 STORAGE": (12, 14, 50, 30),
        "M04 CONTROL BOOTH": (50, 14, 90, 30),
        "M06 LIGHTING STORAGE": (90, 14, 120, 30),
        "M08 MECHANICAL": (120, 14, 140, 30),
    }
    lobby = room_of("M10", "UPPER LOBBY", (12, 0, 128, 14), (128, 10, 140, 14))
    rooms = (lobby, *rooms_in(rects))
    wished = links("S1>M10 mid\nE1>M10 mid elevator N\nM08>M10 0.3")
    return FloorPlan("E", "M", "MEZZANINE PLAN", rooms, wished, seed=SEED + "EM")
