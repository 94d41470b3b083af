"""Harbor Middle: three buildings, as they are drawn, with the numbers that are wrong. Feet."""

from __future__ import annotations

from dataclasses import replace

from generator.cedar_styles import AIA
from generator.drawing import Drawn, survey_floor
from generator.openings import make_openings
from generator.pen import Style
from generator.plan import FloorPlan, links, room_of, rooms_in, row

SEED = "harbor-middle-"
SECOND_FLOOR_AT = 260.0  # ft to the right of the first floor, in the same file
OWN = {
    "wall": "ARCH_WALLS",
    "wall_ext": "ARCH_WALLS",
    "door": "ARCH_DOORS",
    "door_tag": "ARCH_DOORTEXT",
    "glaz": "ARCH_GLASS",
    "tag": "ARCH_ROOMTEXT",
    "furn": "ARCH_FURN",
    "case": "ARCH_FURN",
    "equip": "ARCH_FURN",
    "fixture": "ARCH_PLUMB",
    "title": "ARCH_TITLE",
    "dims": "ARCH_DIMS",
    "grid": "ARCH_GRID",
    "note": "ARCH_NOTES",
    "pattern": "ARCH_FLOOR",
    "cols": "ARCH_COLS",
    "stair": "ARCH_STAIRS",
}
STYLES = {
    "MAIN": Style("in", AIA, "block", ("block",), "R2000", states_unit=False, sheet="none", gaps=6, annotated=False),
    "N": Style("in", OWN, "texts", ("loose",), "R2010", states_unit=False, mirrored=True, sheet="paper"),
    "GYM": Style("in", AIA, "mtext", ("arc", "loose"), "R2013", states_unit=False, sheet="paper"),
}


def harbor_floors() -> list[Drawn]:
    """Return the four floors as they are to be drawn; one outside door has lost its number."""
    floors = []
    for plan in (main_first(), main_second(), annex(), gym()):
        style = STYLES[plan.building]
        if plan.floor == "2":
            style = replace(style, offset=(SECOND_FLOOR_AT, 0.0))
        floors.append(survey_floor(plan, style, make_openings(plan, style.idioms)))
    first = floors[0]
    nameless = [replace(o, number="") if o.number == "4" else o for o in first.openings]
    return [replace(first, openings=nameless), *floors[1:]]


def main_first() -> FloorPlan:
    """Return the first floor of the main building: one number is drawn on two rooms."""
    south = row(0, 0, 30, "S1 Stair 12; 101 Classroom 30; 103 Classroom 30")
    south += row(122, 0, 30, "109 Classroom 30; 111 Library 26; S2 Stair 12")
    north = "102 Classroom 30; 104 Classroom 30; 106 Girls Restroom 14; 108 Boys Restroom 14; 110 Custodian 8; "
    offices = [
        room_of("105", "MAIN OFFICE", (72, 12, 98, 30)),
        room_of("105A", "PRINCIPAL", (72, 0, 98, 12)),
        room_of("107", "LOBBY", (98, 0, 122, 30)),
        room_of("100", "CORRIDOR", (0, 30, 190, 40)),
    ]
    rooms = [*south, *row(0, 40, 30, north + "112 Classroom 30; 114 Classroom 30; 114#116 Classroom 34"), *offices]
    wished = links("""
        107>OUT mid double S
        107>100 mid w10 gap
        105>107 0.7
        105A>105 mid
        100>OUT mid double W
        100>OUT mid double E
        S1>100 mid
        S1>OUT mid S
        S2>100 mid
        S2>OUT mid S
    """)
    return FloorPlan("MAIN", "1", "FIRST FLOOR", tuple(rooms), wished, "107", seed=SEED + "MAIN1")


def main_second() -> FloorPlan:
    """Return the second floor: one room bears no number, one another floor's."""
    south = "S1 Stair 12; 201 Classroom 30; 203 Classroom 30; 205 Resource Room 26; #207 Workroom 24; "
    south += "209 Science Lab 56; S2 Stair 12"
    north = "202 Classroom 30; 204 Classroom 30; 206 Girls Restroom 14; 208 Boys Restroom 14; 210 Custodian 8; "
    north += "212 Classroom 30; 314#214 Classroom 30; 216 Computer Lab 34"
    rooms = [*row(0, 0, 30, south), *row(0, 40, 30, north), room_of("200", "CORRIDOR", (0, 30, 190, 40))]
    return FloorPlan("MAIN", "2", "SECOND FLOOR", tuple(rooms), seed=SEED + "MAIN2")


def annex() -> FloorPlan:
    """Return the north annex, whose drawing is mirrored."""
    south = "121 Classroom 30; 123 Classroom 30; 125 Art Room 30; 127 Storage 12"
    north = "122 Classroom 30; 124 Classroom 30; 126 Girls Restroom 12; 128 Boys Restroom 12; 130 Mechanical 18"
    rooms = [*row(0, 0, 30, south), *row(0, 38, 28, north), room_of("120", "CORRIDOR", (0, 30, 102, 38))]
    wished = links("120>OUT mid double W\n120>OUT mid double E\n130>OUT mid N\n130>120 mid")
    return FloorPlan("N", "1", "NORTH ANNEX", tuple(rooms), wished, "120", seed=SEED + "N1")


def gym() -> FloorPlan:
    """Return the gymnasium, whose plan states no unit anywhere."""
    rects = {
        "150 LOBBY": (0, 0, 100, 14),
        "151 GYM": (0, 14, 100, 84),
        "152 BOYS LOCKER ROOM": (100, 0, 130, 34),
        "154 GIRLS LOCKER ROOM": (100, 34, 130, 68),
        "156 STORAGE": (100, 68, 130, 84),
        "160 CAFETERIA": (130, 0, 190, 60),
        "162 KITCHEN": (130, 60, 190, 84),
        "158 OFFICE": (-16, 0, 0, 14),
    }
    rooms = tuple(rooms_in(rects))
    wished = links("""
        150>OUT mid double S
        151>150 0.3 double sb
        151>150 0.7 double sb
        151>OUT mid double W
        152>150 mid
        154>151 mid
        156>151 mid
        160>OUT 0.4 double S
        160>OUT mid double E
        160>152 0.8
        162>160 0.3
        162>OUT mid N
        158>150 mid
    """)
    return FloorPlan("GYM", "1", "GYMNASIUM", rooms, wished, "150", seed=SEED + "GYM1")
