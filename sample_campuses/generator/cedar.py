"""Cedar Ridge High: seven buildings, thirteen floors, three hundred rooms. Writes the whole campus folder."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

from generator.cedar_preplan import PREPLANS
from generator.cedar_site import NAMES, SITE, STANDS, paint_site, write_site
from generator.cedar_styles import draw_floors
from generator.cedar_tables import write_tables
from generator.drawing import Drawn, draw_around, draw_floor
from generator.measure import describe_bytes
from generator.pen import Pen
from generator.placing import add_geodata, anchor, control_points, wld
from generator.truth import write_truth

NAME = "cedar-ridge-high"
ORDINALS = {"0": -1, "1": 0, "M": 1, "2": 1, "3": 2}
FLOOR_NAMES = {"0": "Basement", "1": "First floor", "2": "Second floor", "3": "Third floor", "M": "Mezzanine"}
ELEVATIONS_M = {"0": -3.66, "1": 0.0, "M": 3.35, "2": 4.27, "3": 8.53}


def write_cedar(folder: Path, truth: Path) -> None:
    """Write plans, tables, site, picture and project file, and print what the drawings' bytes are for."""
    floors = draw_floors()
    plans = [_write_plan(folder, floor) for floor in floors]
    for floor in floors:
        write_truth(truth, floor)
    write_site(folder, floors)
    paint_site(folder, floors)
    write_tables(folder, floors)
    (folder / "campus.toml").write_text(_campus_toml(folder, floors), encoding="utf-8")
    print(f"{NAME}: bytes of the drawings\n{describe_bytes(plans)}")


def plan_name(floor: Drawn) -> str:
    """Return a plan's file, relative to the folder."""
    return f"plans/{floor.plan.building}{floor.plan.floor}.dxf"


def _write_plan(folder: Path, floor: Drawn) -> Path:
    building = floor.plan.building
    pen = Pen(floor.style, floor.plan.seed)
    draw_floor(pen, floor)
    bearing = SITE.bearing_deg + STANDS[building].turn_deg
    draw_around(pen, floor, "CEDAR RIDGE HIGH SCHOOL", f"{building}-10{floor.plan.floor}", bearing)
    if building == "G":
        add_geodata(pen, floor, SITE, STANDS[building])
    path = folder / plan_name(floor)
    pen.save(path)
    return path


def _placement(folder: Path, floor: Drawn) -> str:
    building, stand = floor.plan.building, STANDS[floor.plan.building]
    if building == "A":
        return control_points(floor, SITE, stand)
    if building == "D":
        return control_points(floor, SITE, stand, count=4, ground=True)
    if building in "CF":
        return wld(floor, SITE, stand, folder, f"plans/{building}.wld")
    return 'method = "geodata"\n' if building == "G" else anchor(floor, SITE, stand)


HEAD = """\
    # Cedar Ridge High is made up: no such school, people or numbers exist.
    [campus]
    id = "cedar-ridge-high"
    name = "Cedar Ridge High School"
    state_id = "027-0114"
    address = "1200 Cedar Ridge Road, Cedar Ridge"
    main_entrance = { building = "A", door = "1" }
    verified = { who = "Lt. R. Castellanos, police; J. Abernathy, facilities", when = 2026-08-18, scope = "all" }
    handling = "Security plan: exempt from public records. For responders and school staff only."

    [ng911]
    agency = "psap.example.org"
    country = "US"
    state = "IA"
    county = "Cedar County"
    municipality = "Cedar Ridge"
    post_code = "51400"

    [footprints]
    file = "footprints.geojson"

    [areas]
    file = "areas.geojson"

    [[imagery]]
    file = "imagery/aerial.jpg"
    crs = "EPSG:32615"
    source = "campusmap sample generator"
    licence = "CC0-1.0"
    captured = 2026-05-14

    [numbering]
    preset = "k12-clockwise"

    [hard_corners]
    glazing = "narrow lite 5 x 33 in, latch side"
    leaf_depth_in = 1.75

    [requirements]
    presets = ["core", "ten-essential-actions"]
"""
YEARS = {"A": 1974, "B": 1988, "C": 2003, "D": 1974, "E": 1996, "F": 2011, "G": 2016}


def _campus_toml(folder: Path, floors: list[Drawn]) -> str:
    parts = [dedent(HEAD)]
    for building in NAMES:
        own = [floor for floor in floors if floor.plan.building == building]
        ground = next(floor for floor in own if floor.plan.floor == "1")
        parts += [_building_toml(building), "[building.placement]\n" + _placement(folder, ground)]
        parts += [_preplan_toml(building), *(_floor_toml(floor) for floor in own)]
    return "\n".join(part for part in parts if part)


def _building_toml(building: str) -> str:
    name = NAMES[building]
    return dedent(f"""\
        [[building]]
        id = "{building}"
        number = "{building}"
        name = "{name}"
        radio_name = "{name.split()[0]}"
        address = "1200 Cedar Ridge Road, Building {building}"
        main_entrance = "1"
        year_built = {YEARS[building]}
    """)


def _preplan_toml(building: str) -> str:
    facts = PREPLANS.get(building, {})
    if not facts:
        return ""
    rows = [f"{key} = {value}" if isinstance(value, int) else f'{key} = "{value}"' for key, value in facts.items()]
    return "[building.preplan]\n" + "\n".join(rows) + "\n"


def _floor_toml(floor: Drawn) -> str:
    level = floor.plan.floor
    return dedent(f"""\
        [[building.floor]]
        id = "{level}"
        ordinal = {ORDINALS[level]}
        name = "{FLOOR_NAMES[level]}"
        code = "{level}"
        elevation_m = {ELEVATIONS_M[level]}
        plan = "{plan_name(floor)}"
    """)
