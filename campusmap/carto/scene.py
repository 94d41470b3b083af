"""Campus and floors to marks: what is drawn, decided once for screen and paper."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import MultiPolygon, Point, Polygon
from shapely.affinity import affine_transform
from shapely.geometry.base import BaseGeometry

from campusmap.carto.door_marks import draw_door_tags, draw_ways_in
from campusmap.carto.marks import Area, Layer, Line, Mark, Scene, Symbol, Text
from campusmap.carto.stand_in import WAYS, is_bare
from campusmap.geometry.bearing import tick_ends
from campusmap.geometry.label import find_pole
from campusmap.model.analysis import NOT_SURVEYED, Analysis
from campusmap.model.places import Building, Campus, Floor, Marker, Opening, OpeningKind, SiteArea, Space, Use

Move = Callable[[BaseGeometry], BaseGeometry]

USE_STYLE: Final = {
    Use.CLASSROOM: "space.instruction",
    Use.LAB: "space.instruction",
    Use.LIBRARY: "space.instruction",
    Use.OFFICE: "space.administration",
    Use.MEDICAL: "space.administration",
    Use.GYM: "space.assembly",
    Use.CAFETERIA: "space.assembly",
    Use.KITCHEN: "space.assembly",
    Use.AUDITORIUM: "space.assembly",
    Use.CORRIDOR: "space.circulation",
    Use.LOBBY: "space.circulation",
    Use.STAIR: "space.vertical",
    Use.ELEVATOR: "space.vertical",
    Use.RESTROOM: "space.service",
    Use.STORAGE: "space.service",
    Use.MECHANICAL: "space.service",
    Use.SHAFT: "space.service",
}
_ON_LINE_M: Final = 0.02  # two lines this near are one; a fiftieth of a point at 1:1000
_RIM_M: Final = 0.2  # what is said of a room or a corner as a whole is drawn this far inside it; tool default
_JAMB_M: Final = 0.3  # of a tick to each side of a door's end, where no swing is drawn; tool default
_SITE_KINDS: Final = frozenset(
    {"parking", "field", "road", "neighbour", "staging", "reunification", "courtyard", "playground", "water"}
)


def mover(campus: Campus, floor: Floor | None = None) -> Move:
    """Return the function that brings campus shapes into the drawing frame (TrueNorth, else a floor's own metres)."""
    if campus.north is None or (floor is not None and not floor.frame.placed):
        return lambda shape: shape
    a, b, c, d, e, f = campus.north.matrix

    def move(shape: BaseGeometry) -> BaseGeometry:
        return affine_transform(shape, [a, b, d, e, c, f])

    return move


def move_all(campus: Campus, floor: Floor, shapes: Sequence[BaseGeometry]) -> NDArray[np.object_]:
    """Bring many shapes of a floor into the drawing frame at once, as ``mover`` does one by one."""
    found = np.array(shapes, np.object_)
    if campus.north is None or not floor.frame.placed:
        return found
    a, b, c, d, e, f = campus.north.matrix

    def move(xy: NDArray[np.float64]) -> NDArray[np.float64]:
        x, y = xy.T
        return np.stack([a * x + b * y + c, d * x + e * y + f]).T  # to the last bit as affine_transform reckons

    return shapely.transform(found, move)


def campus_scene(campus: Campus) -> Scene:
    """Draw the grounds: site areas, buildings, exterior doors of placed floors, markers outside rooms."""
    if not _GROUNDS or _GROUNDS[0][0] is not campus:
        _GROUNDS[:] = [(campus, _draw_grounds(campus))]
    return _GROUNDS[0][1]


_GROUNDS: list[tuple[Campus, Scene]] = []  # the campus at hand: many sheets show its grounds


def _draw_grounds(campus: Campus) -> Scene:
    move = mover(campus)
    placed = [(b, f) for b in campus.buildings for f in b.floors if f.frame.placed]
    ground = [floor for _, floor in placed if floor.ordinal == 0]
    layers = (
        Layer("site", "Grounds", tuple(_site_marks(campus.areas, move))),
        Layer("buildings", "Buildings", tuple(_building_marks(campus.buildings, move))),
        Layer("openings", "Exterior doors", tuple(mark for floor in ground for mark in draw_ways_in(floor, move))),
        Layer("doors", "Exterior doors", tuple(mark for floor in ground for mark in draw_door_tags(floor, move))),
        Layer("markers", "Equipment", tuple(marker_marks(_grounds_markers(campus), move))),
    )
    return Scene(campus.id, campus.name, campus.north is not None, _bounds(layers), layers)


_DRAWN: list[tuple[Campus, Analysis, dict[str, tuple[Floor, Scene]]]] = []  # the campus at hand, its floors by id


def floor_scene(campus: Campus, building: Building, floor: Floor, analysis: Analysis) -> Scene:
    """Draw one floor: rooms, hard corners, walls, openings, equipment, numbers; once, however many sheets show it."""
    if not _DRAWN or _DRAWN[0][0] is not campus or _DRAWN[0][1] is not analysis:
        _DRAWN[:] = [(campus, analysis, {})]
    scenes = _DRAWN[0][2]
    if floor.id not in scenes or scenes[floor.id][0] is not floor:
        scenes[floor.id] = (floor, _draw_floor(campus, building, floor, analysis))
    return scenes[floor.id][1]


def _move_ahead(campus: Campus, floor: Floor) -> Move:
    """Return what ``mover`` does, with the rooms and openings of a floor, which several marks draw, moved at once."""
    lines = (line for each in floor.openings for line in (each.line, each.swing_line) if line is not None)
    shapes = [*(space.outline for space in floor.spaces), *lines]
    moved = dict(zip(map(id, shapes), move_all(campus, floor, shapes).tolist(), strict=True))
    move = mover(campus, floor)
    return lambda shape: moved[id(shape)] if id(shape) in moved else move(shape)


def _draw_floor(campus: Campus, building: Building, floor: Floor, analysis: Analysis) -> Scene:
    move = _move_ahead(campus, floor)
    markers = [m for m in campus.markers if m.floor == floor.id and m.at is not None]
    layers = (
        Layer("outline", "Floor", _areas(floor.outline, "floor.outline", floor.id, move)),
        Layer("spaces", "Rooms", tuple(_space_areas(floor.spaces, move))),
        Layer("hard_corners", "Hard corners", tuple(_hard_corner_marks(floor, analysis, move))),
        Layer("walls", "Walls", _wall_marks(floor, move)),
        Layer("openings", "Doors and windows", tuple(_opening_marks(floor, move))),
        Layer("doors", "Exterior doors", tuple(draw_door_tags(floor, move))),
        Layer("markers", "Equipment", tuple(marker_marks(markers, move))),
        Layer("labels", "Room numbers", tuple(_space_labels(floor.spaces, move))),
    )
    title = f"{building.name or building.id}, {floor.name or floor.id}"
    return Scene(floor.id, title, floor.frame.placed, _bounds(layers), layers)


def _bounds(layers: Iterable[Layer]) -> tuple[float, float, float, float]:
    shapes: list[BaseGeometry] = [
        mark.shape for layer in layers for mark in layer.marks if isinstance(mark, Area | Line)
    ]
    shapes += [Point(m.x, m.y) for layer in layers for m in layer.marks if isinstance(m, Symbol)]
    if not shapes:
        return (0.0, 0.0, 1.0, 1.0)
    x_min, y_min, x_max, y_max = (float(value) for value in shapely.total_bounds(shapes))
    return x_min, y_min, x_max, y_max


def _areas(shape: Polygon | MultiPolygon, style: str, subject: str, move: Move) -> tuple[Mark, ...]:
    return () if shape.is_empty else (Area(move(shape), style, subject),)  # type: ignore[arg-type]


def _site_marks(areas: Iterable[SiteArea], move: Move) -> Iterator[Mark]:
    for area in areas:
        style = f"site.{area.kind}" if area.kind in _SITE_KINDS else "site.other"
        shape = move(area.shape)
        if shape.geom_type.endswith("Polygon"):
            yield Area(shape, style, area.id)  # type: ignore[arg-type]
        elif shape.geom_type.endswith("LineString"):
            yield Line(shape, style, area.id)  # type: ignore[arg-type]
        if area.name:
            yield _site_label(area, shape)


def _site_label(area: SiteArea, shape: BaseGeometry) -> Text:
    if shape.geom_type == "LineString":
        at = shape.interpolate(0.5, normalized=True)
        return Text(area.name, at.x, at.y, "label.site", area.id, None, _readable_angle(shape, shape.length / 2))
    at = label_point(shape)
    return Text(area.name, at.x, at.y, "label.site", area.id, shape if isinstance(shape, Polygon) else None)


def _readable_angle(line: BaseGeometry, at_m: float) -> float:
    start, end = line.interpolate(max(0.0, at_m - 5)), line.interpolate(at_m + 5)
    angle = math.degrees(math.atan2(end.y - start.y, end.x - start.x))
    return (angle + 90) % 180 - 90


def label_point(shape: BaseGeometry) -> Point:
    """Return a point well inside a shape: its centroid when that is inside, else a point on its surface."""
    centroid = shape.centroid
    return centroid if shape.contains(centroid) else shape.representative_point()


def _building_marks(buildings: Iterable[Building], move: Move) -> Iterator[Mark]:
    for building in buildings:
        if building.footprint.is_empty:
            continue
        shape = move(building.footprint)
        yield Area(shape, "building.footprint", building.id)  # type: ignore[arg-type]
        at = label_point(shape)
        yield Text(building_label(building), at.x, at.y, "label.building", building.id)


def building_label(building: Building) -> str:
    """Return what a building is called on a map: "B  Science", its number first."""
    return "  ".join(word for word in (building.number, building.name) if word) or building.id


def _space_areas(spaces: Iterable[Space], move: Move) -> Iterator[Mark]:
    for space in spaces:
        yield Area(move(space.outline), USE_STYLE.get(space.use, "space.unknown"), space.id)  # type: ignore[arg-type]


def _space_labels(spaces: Iterable[Space], move: Move) -> Iterator[Mark]:
    for space in spaces:
        outline, pole = move(space.outline), move(find_pole(space.outline))
        x, y = shapely.get_coordinates(pole)[0].tolist()  # by which lists name the grid cell
        if space.shown_number:
            yield Text(space.shown_number, x, y, "label.number", space.id, outline)  # type: ignore[arg-type]
        if space.use in WAYS and is_bare(space):
            yield Text(WAYS[space.use], x, y, "label.way", space.id, outline)  # type: ignore[arg-type]
        elif space.name:
            yield Text(space.name, x, y, "label.name", space.id, outline)  # type: ignore[arg-type]


def _hard_corner_marks(floor: Floor, analysis: Analysis, move: Move) -> Iterator[Mark]:
    here = {space.id: space for space in floor.spaces}
    for assessment in analysis.assessments:
        if assessment.space in here and NOT_SURVEYED in assessment.why:
            rim = here[assessment.space].outline.buffer(-_RIM_M, join_style="mitre")
            yield from _areas(rim, "hard_corner.not_surveyed", assessment.space, move)
    for corner in analysis.hard_corners:
        if corner.space in here and corner.status != "rejected" and not corner.shape.is_empty:
            yield Area(move(corner.shape), f"hard_corner.{corner.status}", corner.id)  # type: ignore[arg-type]
            exposed = corner.exposed.buffer(-_RIM_M / 2, join_style="mitre")
            yield from _areas(exposed, "hard_corner.exposed", corner.id, move)


def _wall_marks(floor: Floor, move: Move) -> tuple[Mark, ...]:
    lines: tuple[Mark, ...] = ()
    if not floor.linework.is_empty:
        lines = (Line(move(floor.linework), "linework", floor.id),)  # type: ignore[arg-type]
    if not floor.guessed.is_empty:
        drawn = move(floor.guessed)
        lines += (Line(drawn, "border.ground", floor.id), Line(drawn, "border.guessed", floor.id))  # type: ignore[arg-type]
    return _areas(floor.walls, "wall", floor.id, move) + _areas(floor.columns, "column", floor.id, move) + lines


def _opening_marks(floor: Floor, move: Move) -> Iterator[Mark]:
    """Draw doors, windows and openings; one that is nothing but a guessed border is drawn as that, with the walls."""
    near = floor.guessed.buffer(_ON_LINE_M)
    for opening in (opening for opening in floor.openings if opening.kind is not OpeningKind.VERTICAL):
        if opening.kind is OpeningKind.OPENING and near.intersection(opening.line).length > opening.line.length / 2:
            continue
        style, line = _opening_style(opening), move(opening.line)
        yield Line(tick_ends(line, _JAMB_M) if style == "door.bare" else line, style, opening.id)  # type: ignore[arg-type]
        if opening.swing_line is not None:
            yield Line(move(opening.swing_line), "door.swing", opening.id)  # type: ignore[arg-type]


def _opening_style(opening: Opening) -> str:
    if opening.kind is OpeningKind.WINDOW:
        return "window"
    if opening.kind is OpeningKind.OPENING:
        return "opening"
    if opening.exterior:
        return "door.exterior"
    return "door.interior" if opening.swing_line is not None else "door.bare"


def ground_floors(buildings: Iterable[Building]) -> Iterator[Floor]:
    """Yield the placed floors at the level of the main entrance."""
    return (floor for each in buildings for floor in each.floors if floor.ordinal == 0 and floor.frame.placed)


def _grounds_markers(campus: Campus) -> list[Marker]:
    """Keep markers outdoors, and those at doors and in ground-floor rooms that a driver looks for first."""
    first = {"KEY_BOX", "FDC", "FACP", "HYDRANT", "GAS_SHUTOFF", "WATER_SHUTOFF", "ELECTRIC_SHUTOFF", "AED"}
    ground = {floor.id for floor in ground_floors(campus.buildings)}
    return [
        marker
        for marker in campus.markers
        if marker.at is not None and (not marker.floor or (marker.floor in ground and marker.kind in first))
    ]


def marker_marks(markers: Iterable[Marker], move: Move) -> Iterator[Symbol]:
    """Draw the symbols of markers that are there today, in the frame that ``move`` makes."""
    for marker in markers:
        if marker.at is not None and marker.is_there:
            at = move(marker.at)
            yield Symbol(marker.kind, at.x, at.y, marker.label, marker.id)  # type: ignore[attr-defined]
