"""Maple Elementary: one building, one floor, two portables; the simplest folder there can be."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

from generator.drawing import Drawn, draw_around, draw_floor, survey_floor
from generator.ground import Site, Stand, footprint, write_geojson
from generator.maple_site import write_grounds, write_tables
from generator.openings import make_openings
from generator.pen import Pen, Style
from generator.plan import FloorPlan, links, room_of, row
from generator.truth import write_truth

NAME = "maple-elementary"
SITE = Site(lon=-84.31272, lat=39.96815, bearing_deg=6.0, crs="EPSG:32616")
STANDS = {"MAIN": Stand(0, 0), "P1": Stand(40, -70), "P2": Stand(84, -70)}
LAYERS = {
    "wall": "WALLS",
    "wall_ext": "WALLS",
    "door": "DOORS",
    "door_tag": "DOOR-NUMBERS",
    "glaz": "WINDOWS",
    "tag": "ROOM-NUMBERS",
    "furn": "FURNITURE",
    "case": "FURNITURE",
    "equip": "FURNITURE",
    "fixture": "PLUMBING",
    "title": "TITLE",
    "pattern": "COURT-LINES",
    "cols": "COLUMNS",
    "grid": "GRID",
    "dims": "DIMENSIONS",
    "note": "TITLE",
}


def main_plan() -> FloorPlan:
    """Return the main building: classrooms on a corridor, the multipurpose room at its east end."""
    north = row(
        0, 42, 30, "102 Classroom 30; 104 Classroom 30; 106 Classroom 30; 108 Boys 14; 110 Girls 14; 112 Art Room 32"
    )
    south = row(0, 0, 30, "101 Kindergarten 34; 103 Classroom 30; 105 Classroom 30")
    office = [
        room_of("107", "MAIN OFFICE", (94, 14, 120, 30)),
        room_of("107A", "PRINCIPAL", (94, 0, 107, 14)),
        room_of("107B", "NURSE", (107, 0, 120, 14)),
        room_of("109", "LOBBY", (120, 0, 150, 30)),
    ]
    east = [
        room_of("100", "CORRIDOR", (0, 30, 150, 42)),
        room_of("111", "GYM / CAFETERIA", (150, 0, 220, 48)),
        room_of("118", "KITCHEN", (174, 48, 220, 72)),
        room_of("114", "CUSTODIAN", (150, 48, 162, 72)),
        room_of("116", "MECHANICAL", (162, 48, 174, 72)),
    ]
    wished = links("""
        109>OUT mid double S
        109>100 mid w8 gap
        107>109 0.6
        107>109 0.1 window
        107A>107 0.3
        107B>107 0.6
        100>OUT mid double W
        111>100 mid double sb
        111>OUT 0.35 double S
        111>OUT mid double E
        114>111 mid
        116>OUT mid N
        118>111 0.3
        118>OUT 0.5 N
        108>100 lo
        110>100 hi
        101>OUT 0.1 W
    """)
    return FloorPlan("MAIN", "1", "FLOOR PLAN", (*south, *north, *office, *east), wished, "109", seed=NAME)


def portable_plan(building: str, number: str) -> FloorPlan:
    """Return a portable: one classroom with its own door."""
    rooms = (room_of(number, "CLASSROOM", (0, 0, 32, 24)),)
    wished = links(f"{number}>OUT 0.15 N")
    return FloorPlan(
        building, "1", f"PORTABLE {building[1]}", rooms, wished, number, exterior=0.5, seed=f"{NAME}-{building}"
    )


def draw_floors() -> list[Drawn]:
    """Return the three floors as they are to be drawn."""
    style = Style("in", LAYERS, tags="texts", idioms=("loose",), annotated=False, jitter_in=0.0)
    plans = [main_plan(), portable_plan("P1", "151"), portable_plan("P2", "152")]
    return [survey_floor(plan, style, make_openings(plan, style.idioms)) for plan in plans]


def write_maple(folder: Path, truth: Path) -> None:
    """Write the whole campus folder."""
    floors = draw_floors()
    for floor in floors:
        _write_plan(folder, floor)
        write_truth(truth, floor)
    _write_site(folder, floors)
    write_tables(folder, SITE, floors)
    (folder / "campus.toml").write_text(_campus_toml(), encoding="utf-8")


def _write_plan(folder: Path, floor: Drawn) -> None:
    pen = Pen(floor.style, f"{NAME}-{floor.plan.building}")
    draw_floor(pen, floor)
    draw_around(pen, floor, "MAPLE ELEMENTARY", "A1", SITE.bearing_deg)
    path = folder / "plans" / f"{floor.plan.building.lower()}.dxf"
    pen.save(path)


TITLES = {"MAIN": ("1", "Main Building"), "P1": ("P1", "Portable 1"), "P2": ("P2", "Portable 2")}
ADDRESS_SIDE = {"MAIN": "south"}  # Sugar Maple Lane runs there; of the portables nobody has said


def _write_site(folder: Path, floors: list[Drawn]) -> None:
    shapes = {
        floor.plan.building: STANDS[floor.plan.building].shape_to_site(
            footprint(floor.plan.outline, floor.plan.exterior)
        )
        for floor in floors
    }
    rows = []
    for building, shape in shapes.items():
        number, name = TITLES[building]
        rows.append(({"id": building, "number": number, "name": name}, SITE.shape_to_lonlat(shape)))
    write_geojson(folder / "footprints.geojson", rows)
    write_grounds(folder, SITE, list(shapes.values()))


def _anchor(building: str) -> str:
    lon, lat = SITE.lonlat(STANDS[building].to_site((0, 0)))
    where = f"lonlat = [{lon}, {lat}], drawing = [0, 0], bearing_deg = {SITE.bearing_deg}"
    return f'placement = {{ method = "anchor", {where} }}'


def _side_a(building: str) -> str:
    """Return the line that names the address side, with what comes before the next one in the text; "" for none."""
    return f'side_a = "{ADDRESS_SIDE[building]}"\n        ' if building in ADDRESS_SIDE else ""


def _campus_toml() -> str:
    head = """\
        # Maple Elementary is made up: no such school, people or numbers exist.
        [campus]
        id = "maple-elementary"
        name = "Maple Elementary School"
        address = "400 Sugar Maple Lane, Maple Valley"
        state_id = "000401"
        main_entrance = { building = "MAIN", door = "1" }
        verified = { who = "P. Lindqvist, district safety coordinator", when = 2026-08-12, scope = "all" }
        handling = "Security plan, ORC 5502.262: exempt from public records. For responders and school staff only."

        [ng911]
        agency = "psap.example.org"
        country = "US"
        state = "OH"
        county = "Maple County"
        municipality = "Maple Valley"
        post_code = "45300"

        [footprints]
        file = "footprints.geojson"

        [areas]
        file = "areas.geojson"

        [[imagery]]
        file = "imagery/aerial.jpg"
        crs = "EPSG:32616"
        source = "campusmap sample generator"
        licence = "CC0-1.0"
        captured = 2026-05-14

        [hard_corners]
        glazing = "narrow lite 5 x 33 in, latch side"

        [requirements]
        presets = ["core", "oh"]
    """
    return dedent(head) + "".join(_building_toml(building) for building in TITLES)


def _building_toml(building: str) -> str:
    number, name = TITLES[building]
    return dedent(f"""
        [[building]]
        id = "{building}"
        number = "{number}"
        name = "{name}"
        main_entrance = "1"
        {_side_a(building)}{_anchor(building)}

        [[building.floor]]
        id = "1"
        ordinal = 0
        name = "Ground floor"
        plan = "plans/{building.lower()}.dxf"
    """)
