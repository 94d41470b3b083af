"""Harbor Middle: what really arrives. Every fault is planted on purpose and listed in faults.json."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from textwrap import dedent

import geopandas as gpd
from shapely import LineString, box
from shapely.geometry.base import BaseGeometry

from generator.drawing import Drawn, draw_around, draw_floor
from generator.ground import Site, Stand, footprint, write_geojson
from generator.harbor_faults import harbor_faults
from generator.harbor_plans import SECOND_FLOOR_AT, harbor_floors
from generator.harbor_tables import write_tables
from generator.pen import Pen
from generator.picture import Picture, built_over, extent_in_crs, paint_areas, paint_buildings, paint_trees
from generator.placing import anchor, control_points
from generator.plan import room_of
from generator.tags import draw_room_tag
from generator.truth import write_truth

NAME = "harbor-middle"
SITE = Site(lon=-76.7214, lat=34.7391, bearing_deg=329.0, crs="EPSG:2264")  # state plane, US survey feet
PICTURE_SITE = Site(lon=-76.7214, lat=34.7391, bearing_deg=329.0, crs="EPSG:32618")
STANDS = {"MAIN": Stand(0, 0), "N": Stand(20, 130), "GYM": Stand(240, 10)}
TITLES = {"MAIN": ("1", "Main Building"), "N": ("2", "North Annex"), "GYM": ("3", "Gymnasium")}
PLANS = {"MAIN": "plans/main floors.dxf", "N": "plans/annex.dxf", "GYM": "plans/gym.dxf"}


def write_harbor(folder: Path, truth: Path) -> None:
    """Write the whole campus folder and the list of its faults."""
    floors = harbor_floors()
    pens = {building: _draw(folder, [f for f in floors if f.plan.building == building]) for building in TITLES}
    for floor in floors:
        write_truth(truth, floor)
    _write_footprints(folder, floors)
    _write_areas(folder)
    _paint(folder, floors)
    write_tables(folder, SITE, floors)
    (folder / "campus.toml").write_text(_campus_toml(floors), encoding="utf-8")
    faults = harbor_faults(pens["MAIN"].gap_spots)
    (folder / "faults.json").write_text(json.dumps(faults, indent=1) + "\n", encoding="utf-8")


def _draw(folder: Path, floors: list[Drawn]) -> Pen:
    building = floors[0].plan.building
    pen = Pen(floors[0].style, floors[0].plan.seed)
    for floor in floors:
        pen.style = floor.style
        draw_floor(pen, floor)
        if floor.plan.floor == "1":
            draw_around(pen, floor, "HARBOR MIDDLE SCHOOL", f"A{TITLES[building][0]}", SITE.bearing_deg)
    if building == "MAIN":
        _plant_faults(pen, floors[1])
    path = folder / PLANS[building]
    pen.save(path)
    return pen


def _plant_faults(pen: Pen, second: Drawn) -> None:
    """Add the frozen partition of room 209, and a reference to a drawing that is not there."""
    later = {"wall": "A-WALL-PH2", "tag": "A-AREA-IDEN-PH2"}
    pen.style = replace(pen.style, layers={**pen.style.layers, **later})
    for x in (149.75, 150.25):
        pen.line("wall", (x, 0.5), (x, 29.67))
    room = room_of("209A", "SCIENCE PREP", (150, 0, 178, 30))
    draw_room_tag(pen, room, (164.0, 9.0), second.nets["209"])
    for layer in later.values():
        pen.doc.layers.get(layer).freeze()
    pen.doc.add_xref_def(r"..\xref\HARBOR-MECH.dwg", "HARBOR-MECH")
    pen.insert("HARBOR-MECH", "0", (-SECOND_FLOOR_AT, 0))


def _shapes(floors: list[Drawn]) -> dict[str, BaseGeometry]:
    ground = [floor for floor in floors if floor.plan.floor == "1"]
    return {f.plan.building: STANDS[f.plan.building].shape_to_site(footprint(f.plan.outline, 1.0)) for f in ground}


def _write_footprints(folder: Path, floors: list[Drawn]) -> None:
    shapes = _shapes(floors)
    frame = gpd.GeoDataFrame(
        {
            "BLDG_ID": list(shapes),
            "BLDG_NO": [TITLES[key][0] for key in shapes],
            "BLDG_NAME": [TITLES[key][1] for key in shapes],
        },
        geometry=[SITE.shape_to_crs(shape) for shape in shapes.values()],
        crs=SITE.crs,
    )
    (folder / "gis").mkdir(parents=True, exist_ok=True)
    frame.to_file(folder / "gis" / "buildings.shp", engine="pyogrio", DBF_DATE_LAST_UPDATE="2026-05-14")


def site_areas() -> list[tuple[str, str, str, BaseGeometry]]:
    """Return what lies on the grounds and round them."""
    return [
        ("p1", "parking", "Wharf Street Lot", box(0, -110, 200, -40)),
        ("r1", "road", "Wharf Street", LineString([(-120, -140), (520, -140)])),
        ("f1", "field", "Harbor Field", box(250, 130, 430, 260)),
        ("n1", "neighbour", "Net Loft Museum", box(250, -300, 360, -190)),
        ("u1", "reunification", "Reunification: Net Loft Museum", box(255, -295, 355, -195)),
        ("s1", "staging", "Responder staging", box(5, -105, 90, -45)),
    ]


def _write_areas(folder: Path) -> None:
    rows = [
        ({"id": i, "kind": kind, "name": name}, SITE.shape_to_lonlat(shape)) for i, kind, name, shape in site_areas()
    ]
    write_geojson(folder / "areas.geojson", rows)


def _paint(folder: Path, floors: list[Drawn]) -> None:
    shapes = list(_shapes(floors).values())
    areas = site_areas()
    picture = Picture(PICTURE_SITE, extent_in_crs(PICTURE_SITE, (-240, -420, 640, 380), 5.0), 0.3, NAME)
    paint_areas(picture, areas)
    paint_buildings(picture, shapes)
    paint_trees(picture, built_over(areas, shapes), (-450, -600, 850, 600), 320)
    picture.grain()
    picture.save(folder / "imagery" / "harbor_2021.jpg")


HEAD = """\
    # Harbor Middle is made up: no such school, people or numbers exist. Its faults are planted; see faults.json.
    [campus]
    id = "harbor-middle"
    name = "Harbor Middle School"
    address = "75 Wharf Street, Harbor Point"
    main_entrance = { building = "MAIN", door = "1" }

    [footprints]
    file = "gis/buildings.shp"
    id = "BLDG_ID"
    number = "BLDG_NO"
    name = "BLDG_NAME"

    [areas]
    file = "areas.geojson"

    [[imagery]]
    file = "imagery/harbor_2021.jpg"
    crs = "EPSG:32618"
    source = "campusmap sample generator"
    licence = "CC0-1.0"
    captured = 2021-03-02

    [hard_corners]
    glazing = "narrow lite 5 x 33 in, latch side"

    [requirements]
    presets = ["core", "nc"]
"""


def _campus_toml(floors: list[Drawn]) -> str:
    parts = [dedent(HEAD)]
    for building, (number, name) in TITLES.items():
        entry = f'[[building]]\nid = "{building}"\nnumber = "{number}"\nname = "{name}"\nmain_entrance = "1"\n'
        parts += [entry, *(_floor_toml(floor) for floor in floors if floor.plan.building == building)]
    return "\n".join(parts)


def _floor_toml(floor: Drawn) -> str:
    building, level, stand = floor.plan.building, floor.plan.floor, STANDS[floor.plan.building]
    rows = [
        "[[building.floor]]",
        f'id = "{level}"',
        f"ordinal = {int(level) - 1}",
        f'name = "{"First" if level == "1" else "Second"} floor"',
        f'plan = "{PLANS[building]}"',
    ]
    if building == "MAIN":
        left = floor.style.offset[0] * 12
        rows.append(f"window = [{left - 360}, -360.0, {left + 2640}, 1200.0]")
    if building != "GYM":
        rows.append('units = "in"')
    place = anchor(floor, SITE, stand) if building == "GYM" else control_points(floor, SITE, stand, count=4)
    return "\n".join([*rows, "[building.floor.placement]", place])
