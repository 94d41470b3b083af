"""Cedar Ridge High, buildings B (humanities, three floors) and C (science, two floors). Feet."""

from __future__ import annotations

from generator.plan import FloorPlan, Link, Room, column, links, room_of, row

ORDINALS = {"1": "FIRST", "2": "SECOND", "3": "THIRD"}


def humanities_floors() -> list[FloorPlan]:
    """Return the three floors of building B, a straight double-loaded wing."""
    return [_humanities(floor) for floor in "123"]


def _humanities(floor: str) -> FloorPlan:
    south = "S1 Stair 12; {0}01 Classroom 30; {0}03 Classroom 30; {0}05 Classroom 30; "
    south += "{0}07 Girls Restroom 16; {0}09 Custodian 8; "
    south += "{0}11 Classroom 30; {0}13 Classroom 30; {0}15 Classroom 30; {0}17 Workroom 24; S2 Stair 12"
    west = "{0}02 Classroom 30; {0}04 Classroom 30; {0}06 Classroom 30; {0}08 Boys Restroom 16"
    east = "{0}14 Classroom 30; {0}16 Classroom 30; {0}18 Resource Room 30; {0}20 Classroom 28"
    rooms = [
        *row(0, 0, 30, south.format(floor)),
        *row(0, 40, 30, west.format(floor)),
        *row(134, 40, 30, east.format(floor)),
        room_of("E1", "ELEVATOR", (106, 40, 114, 50)),
        room_of(f"{floor}10", "DATA", (106, 50, 114, 70)),
        room_of(f"{floor}12", "LOBBY" if floor == "1" else "STUDENT LOUNGE", (114, 40, 134, 70)),
        room_of(f"{floor}00", "CORRIDOR", (0, 30, 252, 40)),
    ]
    title = f"{ORDINALS[floor]} FLOOR PLAN"
    return FloorPlan(
        "B", floor, title, tuple(rooms), _humanities_links(floor), "112", seed=f"cedar-ridge-high-B{floor}"
    )


def _humanities_links(floor: str) -> tuple[Link, ...]:
    inside = links(f"{floor}12>{floor}00 mid w10 gap\n{floor}10>{floor}12 mid\n{floor}07>{floor}00 mid w3.5 gap")
    doors = """
        112>OUT mid double N
        100>OUT mid double W
        100>OUT mid double E
        S1>100 mid
        S2>100 mid
        S1>OUT mid S
        S2>OUT mid S
    """
    return inside + (links(doors) if floor == "1" else ())


def science_floors() -> list[FloorPlan]:
    """Return the two floors of building C, an L of laboratories."""
    return [_science(floor) for floor in "12"]


def _science(floor: str) -> FloorPlan:
    rooms = [
        *_science_bar(floor),
        *_science_wing(floor),
        room_of(f"{floor}00", "CORRIDOR", (0, 32, 244, 42)),
        room_of(f"{floor}50", "CORRIDOR", (204, -100, 214, 32)),
    ]
    title = f"{ORDINALS[floor]} FLOOR PLAN"
    return FloorPlan("C", floor, title, tuple(rooms), _science_links(floor), "117", seed=f"cedar-ridge-high-C{floor}")


def _science_bar(floor: str) -> list[Room]:
    south = "S1 Stair 12; {0}01 Science Lab 36; {0}01A Prep 12; {0}03 Chemistry Lab 36; {0}05 Classroom 28; "
    south += "{0}07 Classroom 28; "
    south += "{0}09 Girls Restroom 14; {0}11 Boys Restroom 14; {0}13 Office 12; {0}15 Storage 12"
    west = "{0}02 Biology Lab 38; {0}02A Prep 12; {0}04 Biology Lab 38; {0}06 Classroom 30; {0}08 Classroom 30; "
    west += "{0}10 Custodian 8"
    east = "{0}14 Classroom 30; {0}16 Computer Lab 36"
    return [
        *row(0, 0, 32, south.format(floor)),
        *row(0, 42, 34, west.format(floor)),
        *row(178, 42, 34, east.format(floor)),
        room_of("E1", "ELEVATOR", (156, 42, 166, 52)),
        room_of(f"{floor}12", "MECHANICAL", (156, 52, 178, 76), (166, 42, 178, 52)),
        room_of(f"{floor}17", "LOBBY" if floor == "1" else "SCIENCE RESOURCE", (214, 0, 244, 32)),
    ]


def _science_wing(floor: str) -> list[Room]:
    west = "{0}31 Classroom 33; {0}33 Classroom 33; {0}35 Classroom 34"
    east = "S2 Stair 12; {0}30 Physics Lab 38; {0}32 Storage 14; {0}34 Classroom 36"
    return [*column(174, -100, 30, west.format(floor)), *column(214, -100, 30, east.format(floor))]


def _science_links(floor: str) -> tuple[Link, ...]:
    inside = """
        {0}01A>{0}01 mid
        {0}01A>{0}03 mid
        {0}02A>{0}02 mid
        {0}02A>{0}04 mid
        {0}01>{0}00 lo
        {0}03>{0}00 hi
        {0}02>{0}00 lo
        {0}04>{0}00 hi
        {0}50>{0}00 mid double sa
        {0}17>{0}50 0.4
        {0}12>{0}00 mid S
        {0}09>{0}00 mid w3.5 gap
        {0}11>{0}00 mid w3.5 gap
        S2>{0}50 mid
    """
    doors = """
        117>OUT mid double E
        117>100 mid double
        100>OUT mid double W
        100>OUT mid double E
        150>OUT mid double S
        S1>100 mid
        S1>OUT mid S
        S2>OUT 0.5 S
    """
    return links(inside.format(floor)) + (links(doors) if floor == "1" else ())
