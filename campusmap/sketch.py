"""A floor drawn in text, for rule examples, documentation and tests.

    +-----+-----+     + - |  walls; corners and junctions are +
    | 101 | 102 |     / D    doors in a wall; two side by side are a double door
    +--/--+--/--+     W .    windows; openings without a door
    | COR1 Hall |     text   a room's number (if its first word has a digit), then its name
    +-----/-----+     (1)    outside, next to a door: the exterior door's number
         (1)

A character is 1 m wide and 2 m high. A room called OUTSIDE is open air (a courtyard).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from textwrap import dedent
from typing import Final

from shapely import LineString, MultiPolygon, Point, Polygon, get_parts, polygonize, unary_union
from shapely.affinity import translate
from shapely.geometry.base import BaseGeometry

from campusmap.model.frame import Frame
from campusmap.model.places import OUTSIDE, Building, Campus, Floor, Grid, Opening, OpeningKind, Space, TrueNorth, Use
from campusmap.model.source import Ref

CHAR_WIDTH_M: Final = 1.0
CHAR_HEIGHT_M: Final = 2.0
HALF_WALL_M: Final = 0.1
BUILDING_GAP_M: Final = 30.0
# A sketched campus lies on the central meridian of UTM zone 17, where grid north is true north: 81 W, 36.1 N.
EPSG: Final = 32617
ORIGIN: Final = (500_000.0, 4_000_000.0)
_LON, _LAT = -81.0, 36.1442
_DEGREES_PER_METRE = (1 / 90_000.0, 1 / 110_950.0)

_KINDS: Final = {"/": OpeningKind.DOOR, "D": OpeningKind.DOOR, "W": OpeningKind.WINDOW, ".": OpeningKind.OPENING}
_HORIZONTAL: Final = re.compile(r"\+[-+/DW.]*\+")
_DOOR_LABEL: Final = re.compile(r"\(([^()\s]+)\)")
_USES: Final = {
    "hall": Use.CORRIDOR, "corridor": Use.CORRIDOR, "lobby": Use.LOBBY, "stair": Use.STAIR, "elevator": Use.ELEVATOR,
    "office": Use.OFFICE, "storage": Use.STORAGE, "boys": Use.RESTROOM, "girls": Use.RESTROOM, "gym": Use.GYM,
    "mechanical": Use.MECHANICAL, "shaft": Use.SHAFT,
}  # fmt: skip
Cell = tuple[int, int]  # row, column


@dataclass(frozen=True, slots=True)
class _Drawing:
    """The text with its walls found: ``gaps`` maps runs of door, window and opening characters to their ends."""

    rows: tuple[str, ...]
    walls: tuple[LineString, ...]
    wall_cells: frozenset[Cell]
    gaps: tuple[tuple[str, LineString], ...]


def sketch_floor(
    text: str, *, building: str = "main", level: str = "1", ordinal: int = 0, code: str = "1", west_m: float = ORIGIN[0]
) -> Floor:
    """Return the floor that a text draws, in metres, placed, with deterministic ids."""
    drawing = _read_drawing(text)
    floor_id = f"{building}/{level}"
    closed = _as_multi(polygonize(drawing.walls)).geoms
    faces = sorted(closed, key=lambda face: (-face.bounds[3], face.bounds[0]))
    labelled = [(face, *_label_of(drawing, face)) for face in faces]
    indoor = [(face, number, name) for face, number, name in labelled if name != OUTSIDE]
    spaces = _unique(tuple(_space(floor_id, *room) for room in indoor))
    rooms = [(face, space.id) for (face, _, _), space in zip(indoor, spaces, strict=True)]
    floor = Floor(
        id=floor_id,
        name=f"Level {level}",
        ordinal=ordinal,
        outline=_as_multi(unary_union([face for face, _ in rooms]).buffer(HALF_WALL_M, join_style="mitre")),
        frame=_frame(west_m),
        spaces=spaces,
        openings=tuple(_openings(drawing, floor_id, rooms)),
        walls=_wall_bodies(drawing),
        code=code,
        plan_file=_plan_file(floor_id),
    )
    return _moved(floor, west_m)


def sketch_campus(buildings: str | Mapping[str, str | Mapping[str, str]]) -> Campus:
    """Return a campus of sketched buildings side by side: a text, or {building: text or {floor id: text}}.

    Floors stack in the order given, the first at ordinal 0; a floor's id is its room numbers' code.
    """
    given = {"main": buildings} if isinstance(buildings, str) else dict(buildings)
    built: list[Building] = []
    west_m = ORIGIN[0]
    for number, (name, floors) in enumerate(given.items(), start=1):
        stack = {"1": floors} if isinstance(floors, str) else dict(floors)
        built.append(_building(name, str(number), stack, west_m))
        west_m = built[-1].footprint.bounds[2] + BUILDING_GAP_M
    north, grid = _north_and_grid(built)
    return Campus("sketch", "Sketch School", EPSG, tuple(built), north=north, grid=grid)


def _building(name: str, number: str, stack: Mapping[str, str], west_m: float) -> Building:
    floors = tuple(
        sketch_floor(text, building=name, level=level, ordinal=ordinal, code=level, west_m=west_m)
        for ordinal, (level, text) in enumerate(stack.items())
    )
    return Building(
        id=name,
        number=number,
        name=f"{name.title()} Building",
        footprint=floors[0].outline,
        floors=floors,
        address="1 School Road",
        main_entrance="1",
        footprint_source="footprints.geojson",
    )


def _read_drawing(text: str) -> _Drawing:
    rows = dedent(text).strip("\n").rstrip().split("\n")
    width = max(map(len, rows))
    grid = tuple(row.ljust(width) for row in rows)
    across = {(r, c) for r, row in enumerate(grid) for run in _HORIZONTAL.finditer(row) for c in range(*run.span())}
    down = _vertical_cells(grid)
    walls = tuple(LineString([_xy(a), _xy(b)]) for a, b in _joints(across, down))
    return _Drawing(grid, walls, frozenset(across | down), tuple(_gaps(grid, across, down)))


def _vertical_cells(grid: tuple[str, ...]) -> set[Cell]:
    plain = {(r, c) for r, row in enumerate(grid) for c, char in enumerate(row) if char in "|+"}
    between = {
        (r, c)
        for r, row in enumerate(grid)
        for c, char in enumerate(row)
        if char in _KINDS and (r - 1, c) in plain and (r + 1, c) in plain
    }
    return plain | between


def _joints(across: set[Cell], down: set[Cell]) -> Iterator[tuple[Cell, Cell]]:
    for r, c in sorted(across | down):
        if {(r, c), (r, c + 1)} <= across:
            yield (r, c), (r, c + 1)
        if {(r, c), (r + 1, c)} <= down:
            yield (r, c), (r + 1, c)


def _gaps(grid: tuple[str, ...], across: set[Cell], down: set[Cell]) -> Iterator[tuple[str, LineString]]:
    for r, row in enumerate(grid):
        for run in re.finditer(r"[/D]+|W+|\.+", row):
            if all((r, c) in across for c in range(*run.span())):
                x, y = _xy((r, run.start()))
                yield run[0], LineString([(x - CHAR_WIDTH_M / 2, y), (x - CHAR_WIDTH_M / 2 + len(run[0]), y)])
    for r, c in sorted(cell for cell in down - across if grid[cell[0]][cell[1]] in _KINDS):
        x, y = _xy((r, c))
        yield grid[r][c], LineString([(x, y - CHAR_WIDTH_M / 2), (x, y + CHAR_WIDTH_M / 2)])


def _xy(cell: Cell) -> tuple[float, float]:
    return cell[1] * CHAR_WIDTH_M, -cell[0] * CHAR_HEIGHT_M


def _label_of(drawing: _Drawing, face: Polygon) -> tuple[str, str]:
    lines = []
    for r, row in enumerate(drawing.rows):
        inside = [
            char if (r, c) not in drawing.wall_cells and face.contains(Point(_xy((r, c)))) else " "
            for c, char in enumerate(row)
        ]
        lines.append("".join(inside))
    words = " ".join(lines).split()
    if words and any(char.isdigit() for char in words[0]):
        return words[0], " ".join(words[1:])
    return "", " ".join(words)


def _space(floor_id: str, face: Polygon, number: str, name: str) -> Space:
    at = face.representative_point()
    slug = number.lower() or f"s-{round(at.x)}-{round(-at.y)}"
    return Space(
        id=f"{floor_id}/{slug}",
        number=number,
        name=name,
        use=_use_of(number, name),
        outline=face.buffer(-HALF_WALL_M, join_style="mitre"),
        refs=(Ref(_plan_file(floor_id), "A-AREA-IDEN", _handle(at), round(at.x, 3), round(at.y, 3)),),
        labels=tuple(part for part in (number, name) if part),
    )


def _unique(spaces: tuple[Space, ...]) -> tuple[Space, ...]:
    seen: Counter[str] = Counter()
    unique = []
    for space in spaces:
        seen[space.id] += 1
        unique.append(space if seen[space.id] == 1 else replace(space, id=f"{space.id}~{seen[space.id]}"))
    return tuple(unique)


def _openings(drawing: _Drawing, floor_id: str, rooms: list[tuple[Polygon, str]]) -> Iterator[Opening]:
    joined = [(chars, line, _sides(line, rooms)) for chars, line in drawing.gaps]
    numbers = _door_numbers(drawing, [line for _, line, joins in joined if OUTSIDE in joins])
    for chars, line, joins in joined:
        at = line.centroid
        yield Opening(
            id=f"{floor_id}/d-{round(at.x * 2)}-{round(-at.y * 2)}",
            kind=OpeningKind.DOUBLE_DOOR
            if _KINDS[chars[0]] is OpeningKind.DOOR and len(chars) > 1
            else _KINDS[chars[0]],
            line=line,
            joins=joins,
            number=numbers.get(line.wkt, ""),
            refs=(Ref(_plan_file(floor_id), "A-DOOR", _handle(at), round(at.x, 3), round(at.y, 3)),),
        )


def _sides(line: LineString, rooms: list[tuple[Polygon, str]]) -> tuple[str, ...]:
    """Return what lies on the two sides of an opening: space ids, in order, OUTSIDE last."""
    (x0, y0), (x1, y1) = line.coords
    at, step = line.centroid, HALF_WALL_M * 3
    across, up = (step * (y1 - y0) / line.length, step * (x1 - x0) / line.length)
    ends = [Point(at.x + across, at.y + up), Point(at.x - across, at.y - up)]
    found = [next((room for face, room in rooms if face.contains(end)), OUTSIDE) for end in ends]
    return tuple(sorted(found, key=lambda side: (side == OUTSIDE, side)))


def _door_numbers(drawing: _Drawing, doors: list[LineString]) -> dict[str, str]:
    numbers = {}
    for r, row in enumerate(drawing.rows):
        for label in _DOOR_LABEL.finditer(row):
            at = Point(_xy((r, (label.start() + label.end() - 1) // 2)))
            if doors:
                numbers[min(doors, key=at.distance).wkt] = label[1]
    return numbers


def _use_of(number: str, name: str) -> Use:
    words = [word.strip(".,").lower() for word in name.split()]
    named = next((use for word, use in _USES.items() if word in words), None)
    codes = {"COR": Use.CORRIDOR, "STR": Use.STAIR, "ELV": Use.ELEVATOR}
    return named or codes.get(number[:3].upper()) or (Use.CLASSROOM if number else Use.UNKNOWN)


def _wall_bodies(drawing: _Drawing) -> MultiPolygon:
    solid = unary_union(drawing.walls).buffer(HALF_WALL_M, cap_style="square", join_style="mitre")
    holes = unary_union([line.buffer(HALF_WALL_M * 1.5, cap_style="flat") for _, line in drawing.gaps])
    return _as_multi(solid.difference(holes))


def _as_multi(shape: BaseGeometry) -> MultiPolygon:
    return MultiPolygon([part for part in get_parts(shape) if isinstance(part, Polygon)])


def _handle(at: Point) -> str:
    return f"{round(at.x * 2):X}{round(-at.y * 2):03X}"


def _plan_file(floor_id: str) -> str:
    return f"plans/{floor_id.replace('/', '-')}.dxf"


def _frame(west_m: float) -> Frame:
    return Frame(
        method="control_points",
        matrix=(1.0, 0.0, west_m, 0.0, 1.0, ORIGIN[1]),
        placed=True,
        confirmed=True,
        unit="m",
        unit_source="header",
        unit_confirmed=True,
        points=4,
        residual_m=0.05,
        worst_m=0.08,
        offset_m=0.2,
    )


def _moved(floor: Floor, west_m: float) -> Floor:
    """Carry a floor drawn at the origin to its place on the ground."""
    shift = partial(translate, xoff=west_m, yoff=ORIGIN[1])
    return replace(
        floor,
        outline=shift(floor.outline),
        walls=shift(floor.walls),
        spaces=tuple(replace(space, outline=shift(space.outline)) for space in floor.spaces),
        openings=tuple(replace(opening, line=shift(opening.line)) for opening in floor.openings),
    )


def _north_and_grid(buildings: list[Building]) -> tuple[TrueNorth, Grid]:
    west, south, east, north = unary_union([building.footprint for building in buildings]).bounds
    x, y = (west + east) / 2, (south + north) / 2
    (per_x, per_y), cell = _DEGREES_PER_METRE, 30.0
    to_lonlat = (per_x, 0.0, _LON + (x - ORIGIN[0]) * per_x, 0.0, per_y, _LAT + (y - ORIGIN[1]) * per_y)
    columns, rows = int((east - west) // cell) + 2, int((north - south) // cell) + 2
    grid = Grid(-columns * cell / 2, rows * cell / 2, cell, columns, rows, tuple("ABCDEFGHJKLMNPQRSTUVWXYZ"[:rows]))
    return TrueNorth((1.0, 0.0, -x, 0.0, 1.0, -y), to_lonlat, 0.0), grid
