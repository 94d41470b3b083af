"""Campuses of one L-shaped building with two floors, right or with one answer wrong; imports nothing from campusmap.

A corridor with rooms on both sides, a stair at its east end and a gymnasium at its west end; walls, doors with their
swings and windows are drawn, rooms are closed polylines. Every campus lies elsewhere, is turned, drawn and placed
otherwise. The tables (rooms, a walk-through) are written from the same truth, and a plant changes one thing only.
"""

from __future__ import annotations

import csv
import json
import math
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import ezdxf
from paced_campus import GEOD, INSUNITS, METRES
from pyproj import Transformer
from shapely import box, unary_union

XY = tuple[float, float]
Box = tuple[float, float, float, float]
WALL, DEEP, HALL = 0.2, 8.0, 3.0  # metres
FOOT, SURVEY_FOOT = 0.3048, 1200 / 3937

# Where, and the state plane in US survey feet there: Washington North, California 3, Texas Central, North Carolina,
# Ohio South, Colorado Central, Virginia North, Pennsylvania South, Kentucky Single Zone, Oklahoma North.
PLACES: list[tuple[XY, int]] = [
    ((-122.2, 47.7), 2285), ((-121.9, 37.6), 2227), ((-97.1, 31.5), 2277), ((-80.8, 35.2), 2264), ((-82.9, 39.9), 3735),
    ((-104.8, 39.0), 2232), ((-77.4, 38.8), 2283), ((-76.9, 40.2), 2272), ((-84.5, 38.0), 3089), ((-97.5, 36.4), 2267),
]  # fmt: skip


@dataclass(frozen=True)
class Room:
    """A room of one floor, its number and where it lies in the building's metres."""

    number: str
    name: str
    box: Box
    label: XY


@dataclass(frozen=True)
class Floor:
    """One floor; doors and windows as (middle, along x?)."""

    rooms: tuple[Room, ...]
    doors: tuple[tuple[XY, bool], ...]
    windows: tuple[tuple[XY, bool], ...]


@dataclass(frozen=True)
class Truth:
    """A campus, and how it is told: what a plant changes is one of these."""

    seed: int
    at: XY
    plane: int  # EPSG of the state plane, in US survey feet
    bearing: float
    unit: str
    stated: str  # unit
    floors: tuple[Floor, ...]
    outline: tuple[XY, ...]
    order: tuple[int, ...] = (0, 1)  # which drawing each floor is given
    method: str = "control_points"
    drawn: Callable[[XY], XY] = lambda p: p
    picked: Callable[[XY], XY] = lambda p: p
    foot: float = SURVEY_FOOT  # metres to the foot of the placement's eastings
    crs: int = 0  # what the placement says; 0 is the true one
    footprint_swapped: bool = False
    walked_on: str = "2025-11-02"
    list_of: tuple[tuple[str, str, str], ...] = field(default=())  # floor, number, name as the rooms table has them


def make_truth(seed: int, method: str = "") -> Truth:
    """Make a campus without a fault."""
    pick = random.Random(seed)
    at, plane = PLACES[seed % len(PLACES)]
    count, width = pick.randint(4, 6), pick.choice((7.0, 8.0, 9.0))
    long = count * width + 5.0
    floors = tuple(_make_floor(level, count, width) for level in (1, 2))
    corners = ((0, 0), (long, 0), (long, 19), (24, 19), (24, 37), (0, 37))
    listed = tuple((str(n), room.number, room.name) for n, floor in enumerate(floors, 1) for room in floor.rooms)
    unit = pick.choice(("ft", "m", "mm", "in"))
    return Truth(
        seed, at, plane, round(pick.uniform(5, 80), 1), unit, unit, floors, corners,
        method=method or ("control_points", "anchor", "world_file")[seed % 3], list_of=listed,
    )  # fmt: skip


def _make_floor(level: int, count: int, width: float) -> Floor:
    long, top = count * width + 5.0, 2 * DEEP + HALL
    rooms = [_room(f"COR{level}", "Hall", (0, DEEP, long, DEEP + HALL))]
    rooms += [_room("STR1", "Stair", (count * width, DEEP + HALL, long, top))]
    rooms += [_room(f"{level}{2 * count + 1:02}", "Gymnasium", (0, top, 24, 37))]
    doors = [((count * width + 2.5, DEEP + HALL), True), ((long, DEEP + HALL / 2), False), ((2.0, top), True)]
    windows = [((12.0, 37.0), True)]
    for n in range(count):
        west, east = n * width, (n + 1) * width + (5.0 if n == count - 1 else 0.0)
        rooms.append(_room(f"{level}{2 * n + 1:02}", "Classroom", (west, DEEP + HALL, (n + 1) * width, top)))
        rooms.append(_room(f"{level}{2 * n + 2:02}", "Classroom", (west, 0, east, DEEP)))
        doors += [((west + 1.5, DEEP + HALL), True), ((west + 1.5, DEEP), True)]
        windows.append(((west + width / 2, 0.0), True))
    return Floor(tuple(rooms), tuple(doors), tuple(windows))


def _room(number: str, name: str, bounds: Box) -> Room:
    return Room(number, name, bounds, ((bounds[0] + bounds[2]) / 2, (bounds[1] + bounds[3]) / 2))


# What is planted, by kind: one thing told wrongly, everything else as it is.
def mirror(truth: Truth) -> Truth:
    return replace(truth, drawn=lambda p: (_long(truth) - p[0], p[1]))


def half_turn(truth: Truth) -> Truth:
    """Place the drawing, not the building, the wrong way round."""
    return replace(truth, picked=lambda p: (_long(truth) - p[0], 37 - p[1]))


def feet_for_metres(truth: Truth) -> Truth:
    return replace(truth, unit="ft", stated="m")


def inches_for_millimetres(truth: Truth) -> Truth:
    return replace(truth, unit="mm", stated="in")


def survey_foot(truth: Truth) -> Truth:
    return replace(truth, foot=FOOT)


def swapped_floors(truth: Truth) -> Truth:
    return replace(truth, order=(1, 0))


def dropped_room(truth: Truth) -> Truth:
    rooms = tuple(room for room in truth.floors[1].rooms if room.number != "203")
    return replace(truth, floors=(truth.floors[0], replace(truth.floors[1], rooms=rooms)))


def label_on_the_neighbour(truth: Truth) -> Truth:
    """Let the label of 102 lie in 104, beside the one that is there."""
    rooms = truth.floors[0].rooms
    there = next(room.label for room in rooms if room.number == "104")
    moved = (there[0], there[1] + 2.0)
    rooms = tuple(replace(room, label=moved if room.number == "102" else room.label) for room in rooms)
    return replace(truth, floors=(replace(truth.floors[0], rooms=rooms), truth.floors[1]))


def stale_date(truth: Truth) -> Truth:
    return replace(truth, walked_on="2021-11-02")


def wrong_crs(truth: Truth) -> Truth:
    """State the plane of the neighbouring place in the list."""
    return replace(truth, crs=PLACES[(truth.seed + 1) % len(PLACES)][1])


def swapped_lat_lon(truth: Truth) -> Truth:
    return replace(truth, footprint_swapped=True)


def window_removed(truth: Truth) -> Truth:
    floor = truth.floors[0]
    return replace(truth, floors=(replace(floor, windows=floor.windows[:-1]), truth.floors[1]))


PLANTS: dict[str, Callable[[Truth], Truth]] = {
    plant.__name__.replace("_", " "): plant
    for plant in (
        mirror, half_turn, feet_for_metres, inches_for_millimetres, survey_foot, swapped_floors, dropped_room,
        label_on_the_neighbour, stale_date, wrong_crs, swapped_lat_lon, window_removed,
    )
}  # fmt: skip


def _long(truth: Truth) -> float:
    return max(x for x, _ in truth.outline)


def write_truth(truth: Truth, folder: Path) -> Path:
    """Write the campus folder."""
    folder.mkdir(parents=True)
    for number in range(len(truth.floors)):
        _draw(truth, truth.floors[number], folder / f"floor{number + 1}.dxf")
    ring = [_ground(truth, p) for p in (*truth.outline, truth.outline[0])]
    ring = [(lat, lon) for lon, lat in ring] if truth.footprint_swapped else ring
    shape = {"type": "Polygon", "coordinates": [ring]}
    feature = {"type": "Feature", "id": "main", "properties": {"id": "main"}, "geometry": shape}
    (folder / "footprints.geojson").write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}))
    _write_table(
        folder / "rooms.csv", ("building", "floor", "number", "name"), [("main", *row) for row in truth.list_of]
    )
    survey = [("campus", "walk_through", "yes", "Pat Lee", truth.walked_on)]
    _write_table(folder / "survey.csv", ("subject", "fact", "value", "who", "when"), survey)
    (folder / "campus.toml").write_text("\n".join(_project(truth, folder)) + "\n")
    return folder


def _write_table(path: Path, head: tuple[str, ...], rows: list[tuple[str, ...]]) -> None:
    with path.open("w", newline="") as file:
        csv.writer(file).writerows([head, *rows])


def _ground(truth: Truth, p: XY) -> XY:
    lon, lat, _ = GEOD.fwd(*truth.at, math.degrees(math.atan2(*p)) + truth.bearing, math.hypot(*p))
    return lon, lat


def _draw(truth: Truth, floor: Floor, path: Path) -> None:
    document = ezdxf.new("R2013", units=INSUNITS[truth.stated])
    space, one = document.modelspace(), METRES[truth.unit]

    def to(p: XY) -> XY:
        x, y = truth.drawn(p)
        return x / one, y / one

    def ring(layer: str, points: list[XY]) -> None:
        space.add_lwpolyline([to(p) for p in points], close=True, dxfattribs={"layer": layer})

    half = WALL / 2
    boxes = [(x0 + half, y0 + half, x1 - half, y1 - half) for x0, y0, x1, y1 in (room.box for room in floor.rooms)]
    gaps = [_gap(*door, 0.9) for door in floor.doors] + [_gap(*window, 1.8) for window in floor.windows]
    whole = box(0, 0, _long(truth), 19).union(box(0, 0, 24, 37)).buffer(half, join_style="mitre")
    walls = whole.difference(unary_union([box(*b) for b in (*boxes, *gaps)]))
    for part in walls.geoms if walls.geom_type == "MultiPolygon" else [walls]:
        for line in (part.exterior, *part.interiors):
            ring("A-WALL", [(x, y) for x, y in line.coords][:-1])
    for room, (x0, y0, x1, y1) in zip(floor.rooms, boxes, strict=True):
        ring("A-AREA", [(x0, y0), (x1, y0), (x1, y1), (x0, y1)])
        for line, text in enumerate((room.number, room.name)):
            added = space.add_text(text, height=0.3 / one, dxfattribs={"layer": "A-AREA-IDEN"})
            added.set_placement(to((room.label[0] - 0.5, room.label[1] - 0.5 * line)))
    for at, along in floor.doors:
        leaf = [(at[0] + dx, at[1] + dy) for dx, dy in _swing(along)]
        space.add_lwpolyline([to(p) for p in leaf], dxfattribs={"layer": "A-DOOR"})
    for at, along in floor.windows:
        x0, y0, x1, y1 = _gap(at, along, 1.8)
        ring("A-GLAZ", [(x0, y0), (x1, y0), (x1, y1), (x0, y1)])
    document.saveas(path)


def _gap(at: XY, along: bool, wide: float) -> Box:
    half = WALL / 2
    dx, dy = (wide / 2, half) if along else (half, wide / 2)
    return at[0] - dx, at[1] - dy, at[0] + dx, at[1] + dy


def _swing(along: bool) -> Iterator[XY]:
    """Yield a leaf that stands open and the quarter of a circle that its edge describes, from the hinge on."""
    for k in range(-1, 13):
        turn, far = math.radians(90 - 7.5 * max(k, 0)), 0.9 * (k >= 0)
        x, y = far * math.cos(turn) - 0.45, far * math.sin(turn)
        yield (x, y) if along else (y, x)


def _project(truth: Truth, folder: Path) -> Iterator[str]:
    yield f'[campus]\nid = "c{truth.seed}"\nname = "Campus {truth.seed}"'
    yield '[footprints]\nfile = "footprints.geojson"\n[numbering]\nfloor_one = "main-entrance"'
    yield '[[building]]\nid = "main"\nnumber = "1"\n[building.placement]'
    yield {"control_points": _points, "anchor": _anchor, "world_file": _world_file}[truth.method](truth, folder)
    for number, drawing in enumerate(truth.order, 1):
        yield f'[[building.floor]]\nid = "{number}"\nordinal = {number - 1}\ncode = "{number}"'
        yield f'plan = "floor{drawing + 1}.dxf"\nunits = "{truth.stated}"'


def _points(truth: Truth, _folder: Path) -> str:
    rows = []
    for corner in truth.outline[:4]:
        x, y = (value / METRES[truth.unit] for value in truth.drawn(corner))
        lon, lat = _ground(truth, truth.picked(corner))
        rows.append(f"  {{ drawing = [{x!r}, {y!r}], lonlat = [{lon!r}, {lat!r}] }},")
    return "\n".join(['method = "control_points"', "points = [", *rows, "]"])


def _anchor(truth: Truth, _folder: Path) -> str:
    """Give the drawing's origin and its +y, which a mirrored drawing shares with the building."""
    origin, up = truth.picked((0.0, 0.0)), truth.picked((0.0, 1.0))
    turn = math.degrees(math.atan2(up[0] - origin[0], up[1] - origin[1]))
    lon, lat = _ground(truth, origin)
    return f'method = "anchor"\nlonlat = [{lon!r}, {lat!r}]\nbearing_deg = {truth.bearing + turn!r}'


def _world_file(truth: Truth, folder: Path) -> str:
    """Write a world file in the state plane, through the building's two far corners as the drawing should have them."""
    to_plane = Transformer.from_crs(4326, truth.plane, always_xy=True)
    ends = [(0.0, 0.0), truth.outline[2]]
    there = [complex(*to_plane.transform(*_ground(truth, truth.picked(p)))) * SURVEY_FOOT / truth.foot for p in ends]
    turn = (there[1] - there[0]) / (complex(*ends[1]) / METRES[truth.unit])
    rows = (turn.real, turn.imag, -turn.imag, turn.real, there[0].real, there[0].imag)
    a, d, b, e, c, f = rows
    (folder / "plan.dfw").write_text("\n".join(map(repr, (a, d, b, e, c, f))) + "\n")
    return f'method = "world_file"\nfile = "plan.dfw"\ncrs = "EPSG:{truth.crs or truth.plane}"'
