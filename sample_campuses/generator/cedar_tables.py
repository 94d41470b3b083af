"""Cedar Ridge High: rooms, openings and survey, made from the plans."""

from __future__ import annotations

import hashlib
from pathlib import Path
from random import Random

from generator.cedar_markers import CONTACTS, RECIPIENTS, marker_rows
from generator.drawing import Drawn
from generator.plan import Opening, Room
from generator.tables import Row, read_rows, write_table

ALIASES = {
    ("A", "113"): "Media Center; LMC",
    ("D", "101"): "Old Gym; Main Gym",
    ("E", "121"): "Band",
    ("E", "127"): "Choir",
    ("E", "101"): "PAC; Theater",
    ("D", "104"): "Commons; Lunchroom",
    ("F", "101"): "Auto",
    ("A", "107"): "Front Office",
    ("D", "143"): "Mat Room",
    ("C", "117"): "Science Atrium",
    ("A", "109"): "Rotunda",
}
LOUD = {
    "locker": "other",
    "stage": "auditorium",
    "weights": "gym",
    "shop": "lab",
    "music": "classroom",
    "conference": "office",
    "computer": "classroom",
}
TEACHING = ("classroom", "lab", "computer", "music", "shop")
SQUARE_FEET_A_PERSON = {"classroom": 38, "lab": 52, "computer": 45, "music": 40, "shop": 120, "library": 60, "gym": 15}


def write_tables(folder: Path, floors: list[Drawn]) -> None:
    """Write all six tables."""
    write_table(folder, "rooms", [_room_row(floor, room) for floor in floors for room in floor.plan.rooms])
    write_table(folder, "openings", [row for floor in floors for row in _opening_rows(floor)])
    write_table(folder, "markers", marker_rows(floors))
    write_table(folder, "survey", _survey_rows(folder))
    write_table(folder, "contacts", read_rows(CONTACTS, "role name organisation phone radio"))
    write_table(folder, "recipients", read_rows(RECIPIENTS, "agency role copy delivered_on edition"))


def _room_row(floor: Drawn, room: Room) -> Row:
    building, use = floor.plan.building, room.use
    feet = SQUARE_FEET_A_PERSON.get(use)
    occupied = use in TEACHING or use in ("office", "conference", "library", "gym", "medical", "cafeteria")
    walked = building in "AB" and floor.plan.floor != "0"
    return {
        "building": building,
        "floor": floor.plan.floor,
        "number": room.number,
        "name": room.name.title(),
        "posted_number": room.number if walked else "",
        "posted_on": "2026-08-18" if walked else "",
        "aliases": ALIASES.get((building, room.number), ""),
        "use": LOUD.get(use, use),
        "occupants": round(floor.nets[room.number].area / feet) if feet else ("2" if use == "office" else ""),
        "lockable": "yes" if occupied else "",
        "two_way": "yes" if use in TEACHING else "",
        "panic": "yes"
        if room.name in ("MAIN OFFICE", "NURSE", "ATHLETIC OFFICE")
        else ("no" if use in TEACHING else ""),
        "suite": room.number[:-1] if room.number[-1] in "ABCD" else "",
    }


def _opening_rows(floor: Drawn) -> list[Row]:
    rng = Random(f"{floor.plan.seed}-surveyed")
    rows = [_exterior_row(floor, o) for o in sorted(floor.openings, key=lambda o: o.number.zfill(3)) if o.number]
    for room in floor.plan.rooms:
        if room.use in TEACHING and rng.random() < 0.85:
            rows.append(_classroom_row(floor, room, rng))
    return rows


def _exterior_row(floor: Drawn, opening: Opening) -> Row:
    main = opening.number == "1"
    grade = "primary" if main else ("secondary" if opening.kind == "double_door" else "non-designated")
    return {
        "building": floor.plan.building,
        "floor": floor.plan.floor,
        "door": f"D{opening.number}",
        "number": opening.number,
        "posted_number": opening.number,
        "posted_on": "2026-08-18",
        "class": grade,
        "lock": "panic bar",
        "locks_from_inside": "yes",
        "access_control": "card reader, camera" if main else ("card reader" if grade == "secondary" else ""),
        "glazing": "full lite" if opening.kind == "double_door" else "none",
        "leaf_depth_in": "1.75",
        "swing": "out",
    }


def _classroom_row(floor: Drawn, room: Room, rng: Random) -> Row:
    glass = rng.choices(("narrow lite 5 x 33 in, latch side", "full lite", "none"), (88, 6, 6))[0]
    cover = "roller shade" if glass == "full lite" else rng.choice(("", "", "magnetic cover"))
    return {
        "building": floor.plan.building,
        "floor": floor.plan.floor,
        "door": room.number,
        "class": "classroom",
        "lock": "classroom security, keyed inside",
        "locks_from_inside": "yes",
        "glazing": glass,
        "covering": cover,
        "leaf_depth_in": "1.75",
        "swing": "in",
    }


CONFIRMED = (
    ("A/101", "A1"),
    ("A/102", "A1"),
    ("A/120", "A1"),
    ("A/201", "A2"),
    ("B/101", "B1"),
    ("B/104", "B1"),
    ("B/214", "B2"),
    ("C/105", "C1"),
    ("D/152", "D1"),
)


def _survey_rows(folder: Path) -> list[Row]:
    rows: list[Row] = []
    for index, (subject, plan) in enumerate(CONFIRMED):
        digest = hashlib.sha256((folder / "plans" / f"{plan}.dxf").read_bytes()).hexdigest() if index % 2 == 0 else ""
        rows.append({"subject": subject, "fact": "hard_corner", "value": "confirmed", "plan_digest": digest})
    rows.append({"subject": "A/136", "fact": "hard_corner", "value": "rejected", "note": "cabinets fill the corner"})
    return [{"who": "Lt. R. Castellanos", "when": "2026-08-18", **row} for row in rows]
