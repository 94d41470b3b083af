"""A small made-up campus as model records, for tests of every layer that needs one.

Two buildings turned 23 degrees from north near lon -122.0, lat 37.4 (EPSG:32610): "main" with two floors round a
double-loaded corridor, "annex" with one placed floor and one basement whose drawing is not placed.
"""

from __future__ import annotations

import io
import math
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

import pyproj
from PIL import Image, ImageDraw
from shapely import LineString, MultiLineString, MultiPolygon, Point, Polygon, box, unary_union
from shapely.affinity import affine_transform

from campusmap.model.analysis import Analysis, Assessment, HardCorner, Outcome, Sightline
from campusmap.model.finding import Finding, NotAssessed, Review, Severity
from campusmap.model.frame import Frame, Matrix
from campusmap.model.kit import Edition, Kit, SheetFact
from campusmap.model.places import (
    OUTSIDE,
    Building,
    Campus,
    Contact,
    Floor,
    Grid,
    Imagery,
    Marker,
    Opening,
    OpeningKind,
    Recipient,
    SiteArea,
    Space,
    TrueNorth,
    Use,
)
from campusmap.model.project import BuildingEntry, CampusEntry, FloorEntry, MainEntrance, Preplan, Project, Verified
from campusmap.model.settings import HardCornerSettings
from campusmap.model.source import Notice, Ref, Source

EPSG = 32610
LON, LAT = -122.0, 37.4
TURN_DEG = 23.0  # the buildings' +y axis points 23 degrees east of true north
OUTER, INNER = 0.3, 0.2  # wall thicknesses, metres
DEPTH = 7.7  # rooms, metres
CORRIDOR = 3.0
DOOR, DOOR_DOUBLE = 0.915, 1.83
GLAZING = "narrow lite 5 x 33 in, latch side"
ISSUED = "2025-08-15"

Parts = tuple[tuple[str, str, Use, float], ...]

# Number, name, use, clear width in metres, from west to east.
MAIN_1_SOUTH: Parts = (
    ("", "Stair A", Use.STAIR, 3.0),
    ("101", "Grade 3", Use.CLASSROOM, 9.0),
    ("103", "Grade 3", Use.CLASSROOM, 9.0),
    ("105", "Main Office", Use.OFFICE, 6.0),
    ("", "Lobby", Use.LOBBY, 6.0),
    ("107", "Nurse", Use.MEDICAL, 4.0),
    ("109", "Art", Use.CLASSROOM, 9.0),
    ("111", "Music", Use.CLASSROOM, 9.0),
    ("", "Stair B", Use.STAIR, 3.0),
)
MAIN_1_NORTH: Parts = (
    ("100", "Boiler Room", Use.MECHANICAL, 5.0),
    ("102", "Grade 4", Use.CLASSROOM, 9.0),
    ("104", "Grade 4", Use.CLASSROOM, 9.0),
    ("106", "Boys", Use.RESTROOM, 4.0),
    ("108", "Girls", Use.RESTROOM, 4.0),
    ("", "Elevator 1", Use.ELEVATOR, 2.0),
    ("110", "Custodian", Use.STORAGE, 3.0),
    ("112", "Library and Media Centre", Use.LIBRARY, 14.0),
    ("114", "Cafeteria", Use.CAFETERIA, 8.0),
)
MAIN_2_SOUTH: Parts = (
    ("", "Stair A", Use.STAIR, 3.0),
    ("201", "Grade 5", Use.CLASSROOM, 9.0),
    ("203", "Grade 5", Use.CLASSROOM, 9.0),
    ("205", "Counselling", Use.OFFICE, 6.0),
    ("207", "Staff Room", Use.OTHER, 6.0),
    ("", "", Use.UNKNOWN, 4.0),
    ("209", "Science Lab", Use.LAB, 9.0),
    ("211", "Science Lab", Use.LAB, 9.0),
    ("", "Stair B", Use.STAIR, 3.0),
)
MAIN_2_NORTH: Parts = (
    ("200", "Electrical Room", Use.MECHANICAL, 5.0),
    ("202", "Grade 6", Use.CLASSROOM, 9.0),
    ("204", "Grade 6", Use.CLASSROOM, 9.0),
    ("206", "Boys", Use.RESTROOM, 4.0),
    ("208", "Girls", Use.RESTROOM, 4.0),
    ("", "Elevator 1", Use.ELEVATOR, 2.0),
    ("210", "Server Room", Use.STORAGE, 3.0),
    ("212", "Computer Lab", Use.LAB, 14.0),
    ("214", "Grade 6", Use.CLASSROOM, 8.0),
)
ANNEX_1_SOUTH: Parts = (
    ("B1", "Kindergarten", Use.CLASSROOM, 9.0),
    ("B3", "Kindergarten", Use.CLASSROOM, 9.0),
    ("B5", "Office", Use.OFFICE, 4.0),
)
ANNEX_1_NORTH: Parts = (
    ("B2", "Gym", Use.GYM, 18.2),
    ("B4", "Restroom", Use.RESTROOM, 4.0),
)
ANNEX_0_SOUTH: Parts = (("B01", "Storage", Use.STORAGE, 9.0), ("B03", "Workshop", Use.OTHER, 13.2))
ANNEX_0_NORTH: Parts = (("B02", "Pump Room", Use.MECHANICAL, 22.4),)

SHAFTS = {"Stair A": "A", "Stair B": "B", "Elevator 1": "E1"}


def _transformer(to_lonlat: bool) -> pyproj.Transformer:
    pair = (f"EPSG:{EPSG}", "EPSG:4326")
    return pyproj.Transformer.from_crs(*(pair if to_lonlat else pair[::-1]), always_xy=True)


@cache
def _north() -> TrueNorth:
    """Derive the true-north frame numerically from the projection at the campus's centre."""
    inverse, step = _transformer(False), 1e-4
    x0, y0 = inverse.transform(LON, LAT)
    east = inverse.transform(LON + step, LAT)
    north = inverse.transform(LON, LAT + step)
    length = math.hypot(north[0] - x0, north[1] - y0)
    ux, uy = (north[0] - x0) / length, (north[1] - y0) / length
    ground = pyproj.Geod(ellps="WGS84").line_length([LON, LON], [LAT, LAT + step])
    size = ground / length
    matrix = (uy * size, -ux * size, -(uy * x0 - ux * y0) * size, ux * size, uy * size, -(ux * x0 + uy * y0) * size)
    ground_east = math.hypot(east[0] - x0, east[1] - y0) * size
    to_lonlat = (step / ground_east, 0.0, LON, 0.0, step / ground, LAT)
    return TrueNorth(matrix, to_lonlat, math.degrees(math.atan2(-ux, uy)))


def _placed(dx_m: float, dy_m: float) -> Matrix:
    """Return the matrix of a building whose lower-left corner lies dx, dy true-north metres from the centre."""
    north = _north()
    x0, y0 = _transformer(False).transform(LON, LAT)
    turn = math.radians(-TURN_DEG + north.convergence_deg)
    cos, sin = math.cos(turn), math.sin(turn)
    tilt = math.radians(north.convergence_deg)
    east = dx_m * math.cos(tilt) - dy_m * math.sin(tilt)
    up = dx_m * math.sin(tilt) + dy_m * math.cos(tilt)
    return (cos, -sin, x0 + east, sin, cos, y0 + up)


MAIN_AT, ANNEX_AT = (-45.0, 10.0), (20.0, -45.0)


@dataclass
class _Draft:
    """A floor being drawn in its own metres, lower-left corner of the building at the origin."""

    floor: str
    file: str
    spaces: list[Space]
    openings: list[Opening]
    gaps: list[Polygon]
    lines: list[LineString]
    width: float = 0.0


def _slug(text: str) -> str:
    return "-".join(text.lower().split()) or "s-00c0ffee"


def _ref(draft: _Draft, layer: str, x: float, y: float) -> tuple[Ref, ...]:
    handle = format(0x1A0 + len(draft.spaces) * 16 + len(draft.openings), "X")
    return (Ref(draft.file, layer, handle, round(x, 3), round(y, 3)),)


def _add_space(draft: _Draft, outline: Polygon, number: str, name: str, use: Use) -> str:
    space_id = f"{draft.floor}/{_slug(number or name)}"
    centre = outline.centroid
    refs = _ref(draft, "A-AREA", centre.x, centre.y)
    occupants = 28 if use in (Use.CLASSROOM, Use.LAB) else None
    space = Space(
        space_id,
        number,
        outline,
        use,
        name,
        occupants=occupants,
        lockable="yes" if occupants else "",
        shaft=SHAFTS.get(name, ""),
        method="area-polyline",
        refs=refs,
        labels=tuple(t for t in (number, name) if t),
    )
    draft.spaces.append(space)
    return space_id


def _swing(hinge: tuple[float, float], latch: tuple[float, float], into: tuple[float, float]) -> LineString:
    """Draw a leaf standing open at ``into`` from the hinge, and its arc back to the latch jamb."""
    width = math.dist(hinge, latch)
    along = ((latch[0] - hinge[0]) / width, (latch[1] - hinge[1]) / width)
    arc = [
        (
            hinge[0] + width * (along[0] * math.sin(t) + into[0] * math.cos(t)),
            hinge[1] + width * (along[1] * math.sin(t) + into[1] * math.cos(t)),
        )
        for t in (math.pi / 2 * k / 12 for k in range(13))
    ]
    return LineString([hinge, *arc])


def _add_door(
    draft: _Draft,
    hinge: tuple[float, float],
    latch: tuple[float, float],
    into: tuple[float, float],
    joins: tuple[str, str],
    thickness: float,
    **facts: str,
) -> None:
    line = LineString([hinge, latch])
    kind = OpeningKind.DOUBLE_DOOR if line.length > 1.5 else OpeningKind.DOOR
    tag = facts.get("number") or joins[0].rsplit("/", 1)[1]
    swing = _swing(hinge, latch, into) if kind is OpeningKind.DOOR else None
    refs = _ref(draft, "A-DOOR", *hinge)
    draft.gaps.append(line.buffer(thickness / 2 + 0.01, cap_style="flat"))
    draft.openings.append(
        Opening(f"{draft.floor}/d-{tag}", kind, line, joins, swing_line=swing, refs=refs, **facts)  # type: ignore[arg-type]
    )


def _add_window(draft: _Draft, a: tuple[float, float], b: tuple[float, float], joins: tuple[str, str]) -> None:
    line = LineString([a, b])
    name = joins[0].rsplit("/", 1)[1]
    count = sum(1 for o in draft.openings if o.kind is OpeningKind.WINDOW and o.joins[0] == joins[0])
    draft.gaps.append(line.buffer(OUTER / 2 + 0.01, cap_style="flat"))
    draft.lines += [LineString(line.offset_curve(d).coords) for d in (0.05, -0.05)]
    draft.openings.append(
        Opening(f"{draft.floor}/w-{name}-{count}", OpeningKind.WINDOW, line, joins, refs=_ref(draft, "A-GLAZ", *a))
    )


def _rooms_along(draft: _Draft, parts: Parts, south: bool, corridor: str) -> None:
    """Lay rooms west to east on one side of the corridor, each with a door to it and windows outside."""
    x = OUTER
    y0 = OUTER if south else OUTER + DEPTH + INNER + CORRIDOR + INNER
    wall = OUTER + DEPTH + INNER / 2 if south else y0 - INNER / 2
    outer = OUTER / 2 if south else y0 + DEPTH + OUTER / 2
    into = (0.0, -1.0) if south else (0.0, 1.0)
    for number, name, use, width in parts:
        outline = box(x, y0, x + width, y0 + DEPTH)
        space = _add_space(draft, outline, number, name, use)
        if name == "Lobby":
            _open_lobby(draft, space, corridor, x, width, wall)
        elif name or number:
            _add_door(draft, (x + 0.3, wall), (x + 0.3 + DOOR, wall), into, (space, corridor), INNER)
        if use not in (Use.STAIR, Use.ELEVATOR, Use.RESTROOM, Use.LOBBY) and width >= 4:
            _add_window(draft, (x + 1.0, outer), (x + width - 1.0, outer), (space, OUTSIDE))
        if use is Use.STAIR:
            draft.lines += [LineString([(x, y0 + 1 + k * 0.3), (x + width, y0 + 1 + k * 0.3)]) for k in range(12)]
        x += width + INNER
    draft.width = max(draft.width, x - INNER + OUTER)


def _open_lobby(draft: _Draft, lobby: str, corridor: str, x: float, width: float, wall: float) -> None:
    """Give the lobby a doorless opening to the corridor, the main entrance, and a window to the office."""
    line = LineString([(x + 1.0, wall), (x + width - 1.0, wall)])
    draft.gaps.append(line.buffer(INNER / 2 + 0.01, cap_style="flat"))
    refs = _ref(draft, "A-DOOR", x, wall)
    draft.openings.append(
        Opening(f"{draft.floor}/d-lobby-open", OpeningKind.OPENING, line, (lobby, corridor), refs=refs)
    )
    middle = x + width / 2
    ends = ((middle - DOOR_DOUBLE / 2, OUTER / 2), (middle + DOOR_DOUBLE / 2, OUTER / 2))
    _add_door(draft, *ends, (0.0, -1.0), (lobby, OUTSIDE), OUTER, number="1", access_control="card reader")
    _add_window(draft, (x - INNER / 2, 3.0), (x - INNER / 2, 4.5), (f"{draft.floor}/105", lobby))


def _draw_floor(floor: str, file: str, south: Parts, north: Parts, exits: tuple[str, str] | None) -> _Draft:
    draft = _Draft(floor, file, [], [], [], [])
    corridor = f"{floor}/corridor"
    for parts, is_south in ((south, True), (north, False)):
        _rooms_along(draft, parts, is_south, corridor)
    y = OUTER + DEPTH + INNER
    _add_space(draft, box(OUTER, y, draft.width - OUTER, y + CORRIDOR), "", "Corridor", Use.CORRIDOR)
    for x, number in zip((OUTER / 2, draft.width - OUTER / 2), exits or (), strict=False):
        ends = ((x, y + 0.6), (x, y + 0.6 + DOOR_DOUBLE))
        _add_door(draft, *ends, (0.0, 1.0), (corridor, OUTSIDE), OUTER, number=number)
    return draft


def _move_space(space: Space, matrix: Matrix) -> Space:
    return replace(space, outline=affine_transform(space.outline, _six(matrix)))


def _move_opening(opening: Opening, matrix: Matrix) -> Opening:
    swing = opening.swing_line and affine_transform(opening.swing_line, _six(matrix))
    return replace(opening, line=affine_transform(opening.line, _six(matrix)), swing_line=swing)


def _six(matrix: Matrix) -> list[float]:
    a, b, c, d, e, f = matrix
    return [a, b, d, e, c, f]


def _finish(draft: _Draft, name: str, ordinal: int, code: str, matrix: Matrix, placed: bool) -> Floor:
    outline = box(0, 0, draft.width, 2 * OUTER + 2 * DEPTH + 2 * INNER + CORRIDOR)
    walls = outline.difference(unary_union([s.outline for s in draft.spaces] + draft.gaps))
    columns = MultiPolygon([box(x, 5.0, x + 0.4, 5.4) for x in (8.0, 17.2)])
    parts = [part for part in getattr(walls, "geoms", [walls]) if isinstance(part, Polygon)]
    move = _six(matrix)
    frame = Frame(
        "anchor" if placed else "none",
        matrix,
        placed,
        placed,
        "m",
        "header" if placed else "guess",
        placed,
        why_unplaced="" if placed else "no placement in campus.toml",
    )
    return Floor(
        draft.floor,
        name,
        ordinal,
        affine_transform(MultiPolygon([outline]), move),
        frame,
        tuple(sorted((_move_space(s, matrix) for s in draft.spaces), key=lambda s: s.id)),
        tuple(sorted((_move_opening(o, matrix) for o in draft.openings), key=lambda o: o.id)),
        walls=affine_transform(MultiPolygon(parts), move),
        columns=affine_transform(columns, move),
        linework=affine_transform(MultiLineString(draft.lines), move),
        code=code,
        elevation_m=ordinal * 4.0,
        plan_file=draft.file,
    )


def _main() -> Building:
    at = _placed(*MAIN_AT)
    first = _draw_floor("main/1", "plans/main-1.dxf", MAIN_1_SOUTH, MAIN_1_NORTH, ("2", "4"))
    x, y = 20.5, 2 * OUTER + 2 * DEPTH + 2 * INNER + CORRIDOR - OUTER / 2
    ends = ((x, y), (x + DOOR, y))
    _add_door(first, *ends, (0.0, 1.0), ("main/1/104", OUTSIDE), OUTER, number="3", lock="panic bar")
    second = _draw_floor("main/2", "plans/main-2.dxf", MAIN_2_SOUTH, MAIN_2_NORTH, None)
    floors = (_finish(first, "First floor", 0, "1", at, True), _finish(second, "Second floor", 1, "2", at, True))
    floors = (_with_facts(floors[0]), floors[1])
    preplan = Preplan(construction="Type II-B", roof="flat, steel deck", storeys_above=2, sprinklered="fully")
    return Building(
        "main",
        "1",
        "Main Building",
        floors[0].outline,
        floors,
        "Main",
        "100 Demo Way",
        "1",
        "footprints.geojson",
        1964,
        preplan,
    )


def _with_facts(floor: Floor) -> Floor:
    """Add what a rooms table would: an alias, a posted number, a planned one."""
    facts = {
        "main/1/112": {"aliases": ("Media Centre", "LMC")},
        "main/1/109": {"posted_number": "109A"},
        "main/1/110": {"planned_number": "110B"},
    }
    spaces = tuple(replace(s, **facts.get(s.id, {})) for s in floor.spaces)  # type: ignore[arg-type]
    return replace(floor, spaces=spaces)


def _annex() -> Building:
    at = _placed(*ANNEX_AT)
    first = _draw_floor("annex/1", "plans/annex-1.dxf", ANNEX_1_SOUTH, ANNEX_1_NORTH, ("1", "2"))
    lower = _draw_floor("annex/0", "plans/annex-0.dxf", ANNEX_0_SOUTH, ANNEX_0_NORTH, None)
    unplaced = _finish(lower, "Basement", -1, "B0", (1.0, 0.0, 0.0, 0.0, 1.0, 0.0), False)
    placed = _finish(first, "Ground floor", 0, "B", at, True)
    return Building("annex", "2", "Annex", placed.outline, (unplaced, placed), "Annex", "", "1", "ground floor outline")


# Kind, label, building, floor, metres in the building's frame.
DEVICES = (
    ("AED", "AED 1", "main", "main/1", (30.5, 9.0)),
    ("AED", "AED 2", "main", "main/2", (30.5, 9.0)),
    ("BLEEDING_KIT", "Bleeding kit", "main", "main/1", (31.5, 9.0)),
    ("KEY_BOX", "Key box", "main", "main/1", (33.0, -0.6)),
    ("FACP", "Fire alarm panel", "main", "main/1", (29.0, 1.0)),
    ("ANNUNCIATOR", "Annunciator", "main", "main/1", (33.0, 1.0)),
    ("GAS_SHUTOFF", "Gas main", "main", "main/1", (1.0, 20.0)),
    ("WATER_SHUTOFF", "Water main", "main", "main/1", (2.0, 17.0)),
    ("ELECTRIC_SHUTOFF", "Main switch", "main", "main/2", (2.0, 15.0)),
    ("FDC", "FDC", "main", "main/1", (40.0, -0.6)),
    ("STANDPIPE", "Standpipe stair A", "main", "main/2", (1.8, 2.0)),
    ("EXTINGUISHER", "", "main", "main/1", (20.0, 8.5)),
    ("CAMERA", "Cam 7", "main", "main/1", (45.0, 9.5)),
    ("HAZARD", "Chlorine", "annex", "annex/1", (20.0, 14.0)),
    ("HYDRANT", "Hydrant 12", "", "", (-10.0, -15.0)),
    ("ASSEMBLY", "Evacuation assembly", "", "", (75.0, -50.0)),
    ("COMMAND_POST", "Command post", "", "", (-12.0, 5.0)),
    ("LANDING_ZONE", "Landing zone", "", "", (95.0, 0.0)),
    ("Eyewash station", "Eyewash", "main", "main/2", (50.0, 4.0)),
)


def _markers(buildings: tuple[Building, ...]) -> tuple[Marker, ...]:
    found = [_marker(n, *device, buildings) for n, device in enumerate(DEVICES)]
    elsewhere = Marker(
        "m-aed-annex-b9", "AED", "AED 3", "annex", "annex/1", attributes={"room": "B9"}, refs=(_row(40),)
    )
    none = Marker("m-solar_shutoff-main", "SOLAR_SHUTOFF", "", "main", status="none", refs=(_row(41),))
    return tuple(sorted([*found, elsewhere, none], key=lambda m: m.id))


def _row(n: int) -> Ref:
    return Ref("markers.csv", place=f"row {n}")


def _marker(
    n: int, kind: str, label: str, building: str, floor: str, at: tuple[float, float], buildings: tuple[Building, ...]
) -> Marker:
    point = affine_transform(Point(at), _six(_placed(*(ANNEX_AT if building == "annex" else MAIN_AT))))
    spaces = [s for b in buildings for f in b.floors if f.id == floor for s in f.spaces if s.outline.covers(point)]
    attributes = {"access": "unlocked", "pads_expire": "2026-01-31"} if kind == "AED" else {}
    return Marker(
        f"m-{_slug(kind)}-{n:02d}",
        kind,
        label,
        building,
        floor,
        spaces[0].id if spaces else "",
        point,
        attributes=attributes,
        refs=(_row(n + 2),),
    )


def _areas() -> tuple[SiteArea, ...]:
    shapes: dict[tuple[str, str], Polygon | LineString] = {
        ("parking", "Staff parking"): Polygon([(-20, -10), (25, -10), (25, -35), (-20, -35)]),
        ("field", "Soccer field"): Polygon([(70, -5), (120, -5), (120, 25), (70, 25)]),
        ("road", "Demo Way"): LineString([(-40, -45), (60, -45), (130, -40)]),
        ("neighbour", "Fire Station 4"): Polygon([(-60, -60), (-45, -60), (-45, -48), (-60, -48)]),
        ("staging", "Staging west"): Polygon([(-35, -8), (-24, -8), (-24, -20), (-35, -20)]),
        ("playground", "Playground"): Polygon([(10, 25), (30, 25), (30, 40), (10, 40)]),
    }
    move = _six(_placed(*MAIN_AT))
    return tuple(
        SiteArea(f"area-{_slug(name)}", kind, name, affine_transform(shape, move), (Ref("areas.geojson"),))
        for (kind, name), shape in sorted(shapes.items())
    )


def _true(geometry: Point) -> Point:
    return affine_transform(geometry, _six(_north().matrix))


def _imagery() -> Imagery:
    """Paint a plain picture, 1 m a pixel, over the campus."""
    bounds = (-120.0, -100.0, 120.0, 100.0)
    picture = Image.new("RGB", (240, 200), (122, 138, 104))
    ImageDraw.Draw(picture).rectangle((90, 60, 170, 120), fill=(150, 150, 148))
    stream = io.BytesIO()
    picture.save(stream, "JPEG", quality=60)
    a, b, c, d, e, f = _north().matrix
    det = a * e - b * d
    back = [e / det, -b / det, -d / det, a / det, (b * f - c * e) / det, (c * d - a * f) / det]
    coverage = affine_transform(box(*bounds), back)
    return Imagery(
        "imagery/demo.jpg", stream.getvalue(), 240, 200, bounds, coverage, "painted", "CC0", "2024-05-01", 1.0
    )


@cache
def demo_campus() -> Campus:
    """Build the campus: placed, gridded, with markers, areas, contacts and one painted aerial picture."""
    buildings = (_annex(), _main())
    grid = Grid(-90.0, 90.0, 30.0, 7, 6, tuple("ABCDEF"))
    contacts = (
        Contact("Principal", "R. Alvarez", "Demo School", "555-0100", "Ch 1"),
        Contact("Facilities on call", "T. Nguyen", "Demo District", "555-0101"),
    )
    return Campus(
        "demo",
        "Demo School",
        EPSG,
        buildings,
        _areas(),
        _markers(buildings),
        (_imagery(),),
        contacts,
        (Recipient("Demo Police", "Dispatch", "1", "2025-08-20", "1"),),
        _north(),
        grid,
        "100 Demo Way, Demo City",
        "00-001",
        (Source("campus.toml", "project", "a" * 64, 1234), Source("plans/main-1.dxf", "plan", "b" * 64, 99999)),
        (Notice("marker.no_such_room", "AED 3 names room B9", "m-aed-annex-b9", _row(40), "annex", "annex/1"),),
    )


def _analysis(campus: Campus) -> Analysis:
    """Mark a rough rectangle by the corridor wall, away from the door, in each classroom of the main building."""
    corners, lines, answers = [], [], []
    for floor in next(b for b in campus.buildings if b.id == "main").floors:
        for space in floor.spaces:
            if space.use not in (Use.CLASSROOM, Use.LAB, Use.LIBRARY, Use.OFFICE):
                answers.append(Assessment(space.id, Outcome.NOT_APPLICABLE, f"{space.use} is not assessed"))
                continue
            if space.id == "main/2/205":
                answers.append(Assessment(space.id, Outcome.NOT_ASSESSED, "glass not surveyed"))
                continue
            corners.append(_corner(space))
            lines += [
                Sightline(space.id, o.id, "closed", o.line, 0.044, True)
                for o in floor.openings
                if space.id in o.joins and o.kind is OpeningKind.DOOR
            ]
            answers.append(Assessment(space.id, Outcome.HARD_CORNER, GLAZING))
    return Analysis(tuple(corners), tuple(lines), tuple(answers))


def _corner(space: Space) -> HardCorner:
    inverse = _placed(*MAIN_AT)
    a, b, c, d, e, f = inverse
    back = [a, d, b, e, -(a * c + d * f), -(b * c + e * f)]  # a rotation's inverse is its transpose
    _, y0, x1, y1 = affine_transform(space.outline, back).bounds
    near = (x1 - 2.5, y1 - 1.8, x1, y1) if y0 < 5 else (x1 - 2.5, y0, x1, y0 + 1.8)
    shape = affine_transform(box(*near), _six(inverse))
    done = space.id == "main/1/101"
    return HardCorner(
        f"{space.id}/hc-1",
        space.id,
        "confirmed" if done else "candidate",
        MultiPolygon([shape]),
        round(shape.area, 2),
        int(shape.area // 0.46),
        GLAZING,
        "Sgt. Ito" if done else "",
        "2025-08-01" if done else "",
    )


def _project() -> Project:
    floors = (
        FloorEntry("1", 0, "First floor", "1", plan="plans/main-1.dxf"),
        FloorEntry("2", 1, "Second floor", "2", plan="plans/main-2.dxf"),
    )
    annex = (
        FloorEntry("0", -1, "Basement", "B0", plan="plans/annex-0.dxf"),
        FloorEntry("1", 0, "Ground floor", "B", plan="plans/annex-1.dxf"),
    )
    entry = CampusEntry(
        "demo",
        "Demo School",
        "00-001",
        "100 Demo Way, Demo City",
        EPSG,
        MainEntrance("main", "1"),
        Verified("Sgt. Ito", date(2025, 8, 1), "all rooms"),
        "For official use only",
    )
    return Project(
        entry,
        building=(
            BuildingEntry("annex", "2", "Annex", floor=annex),
            BuildingEntry("main", "1", "Main Building", floor=floors),
        ),
        hard_corners=HardCornerSettings(glazing=GLAZING),
    )


def _review() -> Review:
    return Review(
        (
            Finding(
                "PLACE-001",
                Severity.ERROR,
                "Floor is not placed",
                "The basement of Annex has no placement.",
                "annex/0",
                "Give [[building.floor]] a placement.",
                "annex",
                "annex/0",
                file="plans/annex-0.dxf",
            ),
            Finding(
                "ROOM-002",
                Severity.WARNING,
                "Room has no number",
                "A room of 30.8 m2 has no number.",
                "main/2/s-00c0ffee",
                "Write the number into the room.",
                "main",
                "main/2",
                "",
                "plans/main-2.dxf",
                "A-AREA",
                "1F0",
                "",
                37.3,
                4.15,
                LON,
                LAT,
                "C3",
            ),
            Finding(
                "MARKER-001",
                Severity.ERROR,
                "Marker names a room that is not drawn",
                "AED 3 names room B9 <not drawn>.",
                "m-aed-annex-b9",
                "Correct the room.",
                "annex",
                "annex/1",
                "B9",
                "markers.csv",
                place="row 40",
            ),
        ),
        (NotAssessed("DOOR-004", "Exterior doors not clockwise", "annex", "no main entrance is named"),),
    )


@cache
def demo_kit() -> Kit:
    """Stamp the demo campus: hard corners, findings, two sheets and an edition."""
    campus = demo_campus()
    sheets = (SheetFact("F-MAIN-1", "Main Building, First floor", "main/1", 200.0, 6.0),)
    edition = Edition(ISSUED, "responder", "1a2b3c4d", "campusmap 0.1.0")
    return Kit(campus, _project(), _analysis(campus), _review(), edition, sheets)
