"""Harbor Middle: tables as a spreadsheet program saves them, with rows that fit nothing."""

from __future__ import annotations

from pathlib import Path

from generator.drawing import Drawn
from generator.ground import Site
from generator.tables import Row, read_rows, write_table

MARKERS = """
    AED | AED, main office | MAIN | 1 | 105 | |
    AED | AED, gym lobby | GYM | 1 | 150 | |
    Key box | Key box at the main entrance | MAIN | 1 | | D1 |
    Gas shut off | Gas meter | N | 1 | 130 | |
    WATER_SHUTOFF | Water main | N | 1 | 130 | |
    ELECTRIC_SHUTOFF | Main panel | GYM | 1 | 156 | |
    FACP | Fire alarm panel | MAIN | 1 | 107 | |
    EXTINGUISHER | Extinguisher, lost room | MAIN | 1 | 199 | |
    Tide gauge | Tide gauge by the lobby | MAIN | 1 | 107 | |
    NURSE | Nurse | MAIN | 1 | 105A | |
    Bleeding kit | Bleeding kit, main office | MAIN | 1 | 105 | |
    HAZARD | Kitchen grease and gas | GYM | 1 | 162 | |
"""
ON_SITE = (
    ("ASSEMBLY", "Assembly: Harbor Field", 340, 195),
    ("COMMAND_POST", "Command post: Wharf Street Lot", 150, -75),
    ("STAGING_RESPONDERS", "Responder staging: Wharf Street Lot", 45, -75),
    ("REUNIFICATION", "Reunification: Net Loft Museum", 300, -245),
)
CONTACTS = """
    Principal | Odile Marchetti | Harbor Middle | 555-0181 | Harbor 1
    Custodian | Bo Lindgren | Harbor Middle | 555-0182 | Harbor 2
"""


def write_tables(folder: Path, site: Site, floors: list[Drawn]) -> None:
    """Write the tables; rooms.csv has semicolons and Windows-1252 letters."""
    write_table(folder, "rooms", _room_rows(floors), encoding="cp1252", comma=";")
    write_table(folder, "openings", _opening_rows(floors))
    places: list[Row] = []
    for kind, label, x, y in ON_SITE:
        lon, lat = site.lonlat((x, y), 7)
        places.append({"kind": kind, "label": label, "lon": lon, "lat": lat})
    write_table(folder, "markers", [*read_rows(MARKERS, "kind label building floor room door note"), *places])
    write_table(folder, "contacts", read_rows(CONTACTS, "role name organisation phone radio"), encoding="utf-8-sig")
    old = {"plan_digest": "0" * 64, "note": "the plan has been redrawn since"}
    row: Row = {
        "subject": "MAIN/101",
        "fact": "hard_corner",
        "value": "confirmed",
        "who": "Cpl. A. Reyes",
        "when": "2024-10-03",
    }
    write_table(folder, "survey", [{**row, **old}])


def _room_rows(floors: list[Drawn]) -> list[Row]:
    rows: list[Row] = []
    for floor in floors:
        for room in floor.plan.rooms:
            number = room.number.split("#")[-1]
            if (floor.plan.building, number) in (("N", "127"), ("MAIN", "207")):
                continue
            rows.append(
                {
                    "building": floor.plan.building,
                    "floor": floor.plan.floor,
                    "number": number,
                    "name": room.name.title(),
                }
            )
    named: dict[tuple[object, object], dict[str, object]] = {
        ("MAIN", "103"): {"name": "French, Señora Peña"},
        ("MAIN", "111"): {"name": "Computer Lab"},
    }
    rows = [{**row, **named.get((row["building"], row["number"]), {})} for row in rows]
    return [*rows, {"building": "MAIN", "floor": "1", "number": "117", "name": "Reading Room"}]


def _opening_rows(floors: list[Drawn]) -> list[Row]:
    return [
        {
            "building": f.plan.building,
            "floor": f.plan.floor,
            "door": f"D{o.number}",
            "number": o.number,
            "class": "secondary",
        }
        for f in floors
        for o in sorted(f.openings, key=lambda o: o.number)
        if o.number
    ]
