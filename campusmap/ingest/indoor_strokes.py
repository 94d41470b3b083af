"""Indoor features in metres to strokes and labels of a plan."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from shapely import LineString, Point, Polygon
from shapely.geometry.base import BaseGeometry

from campusmap.ingest.indoor_doors import DOOR_M, Borders, area_to_line, index_borders, spot_to_line
from campusmap.ingest.indoor_item import Item
from campusmap.ingest.indoor_outline import Trimmed, trim_outline
from campusmap.model.plan import STATED_DOOR, STATED_GAP, STATED_ROOM, XY, Label, Role, Stroke

_DRAWN_AS_LINES = frozenset([Role.WALL, Role.WINDOW, Role.COLUMN, Role.STAIR])
_CRUMB_M2 = 0.3  # a lesser part of a room, left by a repair, that becomes no room of its own (tool default)
_TEXT_M = 0.3  # height of a label: nothing is drawn of it


@dataclass(frozen=True, slots=True)
class Placed:
    """One item and its shape in metres; ``doors`` are the places that a room lists its doors at."""

    item: Item
    shape: BaseGeometry
    doors: tuple[Point, ...] = ()


@dataclass(frozen=True, slots=True)
class Drawn:
    """What a level gives to a plan.

    ``assumed`` are the doors whose width is not stated, ``left`` the floor inside an outline that lies in no room.
    """

    strokes: tuple[Stroke, ...]
    labels: tuple[Label, ...]
    assumed: tuple[Stroke, ...]
    left: tuple[tuple[Item, Polygon], ...] = ()


def draw_items(placed: Sequence[Placed]) -> Drawn:
    """Draw rooms as closed strokes, doors from jamb to jamb, and the rest as it stands, in the order of the file."""
    rooms = [(one, part) for one in placed if one.item.role is Role.ROOM for part in areas_of(one.shape)]
    borders = index_borders([part for _, part in rooms])
    strokes = [_area_stroke(STATED_ROOM, one.item, part) for one, part in rooms]
    doors = [door for one in placed for door in _door_strokes(one, borders)]
    strokes += [stroke for stroke, _ in doors]
    strokes += [stroke for one in placed if one.item.role in _DRAWN_AS_LINES for stroke in _plain_strokes(one, borders)]
    outlines = _trim_outlines(placed, [part for _, part in rooms])
    strokes += [_area_stroke("Polygon", item, part) for item, trimmed in outlines for part in trimmed.kept]
    labels = [label for pair in zip(rooms, _label_spots([p for _, p in rooms]), strict=True) for label in _texts(*pair)]
    labels += [label for one in placed for label in _door_texts(one)]
    left = tuple((item, part) for item, trimmed in outlines for part in trimmed.left)
    return Drawn(tuple(strokes), tuple(labels), tuple(stroke for stroke, assumed in doors if assumed), left)


def _trim_outlines(placed: Sequence[Placed], rooms: Sequence[Polygon]) -> list[tuple[Item, Trimmed]]:
    """Trim outlines to rooms and walls; where walls are given, they may close further rooms, so nothing is trimmed."""
    outlines = [one for one in placed if one.item.role is Role.OUTLINE]
    if any(one.item.role is Role.WALL for one in placed) or not rooms:
        return [(one.item, Trimmed(tuple(areas_of(one.shape)), ())) for one in outlines]
    return [(one.item, trim_outline(one.shape, rooms)) for one in outlines]


def areas_of(shape: BaseGeometry) -> list[Polygon]:
    """Return the polygons of a shape, however they are collected."""
    parts = shapely.get_parts(shapely.get_parts(shape)).tolist()
    return [part for part in parts if isinstance(part, Polygon) and part.area > 0]


def _points(ring: BaseGeometry) -> tuple[XY, ...]:
    return tuple((float(x), float(y)) for x, y in shapely.get_coordinates(ring).tolist())


def _area_stroke(kind: str, item: Item, part: Polygon) -> Stroke:
    holes = tuple(_points(ring)[:-1] for ring in part.interiors)
    return Stroke(kind, item.layer, item.handle, _points(part.exterior)[:-1], closed=True, holes=holes)


def _door_strokes(one: Placed, borders: Borders) -> Iterator[tuple[Stroke, bool]]:
    """Yield each door's line, and whether its width is assumed."""
    item = one.item
    kind = STATED_GAP if item.leafless else STATED_DOOR
    is_assumed = item.width_m is None
    spots = one.doors if item.role is Role.ROOM else tuple(_spots_of(one.shape)) if item.role is Role.DOOR else ()
    for spot in spots:
        line = spot_to_line(spot, item.width_m or DOOR_M, borders)
        yield Stroke(kind, "door" if one.doors else item.layer, item.handle, _points(line)), is_assumed
    if item.role is Role.DOOR:
        for line in _lines_of(one.shape):
            yield Stroke(kind, item.layer, item.handle, _points(line)), False


def _spots_of(shape: BaseGeometry) -> Iterator[Point]:
    return (part for part in shapely.get_parts(shape).tolist() if isinstance(part, Point) and not part.is_empty)


def _lines_of(shape: BaseGeometry) -> Iterator[LineString]:
    """Yield a door's line from its first to its last point, of an area the middle line."""
    for part in shapely.get_parts(shape).tolist():
        line = area_to_line(part) if isinstance(part, Polygon) else part
        if isinstance(line, LineString) and line.length > 0:
            ends = shapely.get_coordinates(line)[[0, -1]]
            yield LineString(ends) if not np.array_equal(*ends) else line


def _plain_strokes(one: Placed, borders: Borders) -> Iterator[Stroke]:
    item = one.item
    for part in shapely.get_parts(shapely.get_parts(one.shape)).tolist():
        if isinstance(part, Polygon):
            for ring in (part.exterior, *part.interiors):
                yield Stroke("Polygon", item.layer, item.handle, _points(ring)[:-1], closed=True)
        elif isinstance(part, LineString):
            yield Stroke("LineString", item.layer, item.handle, _points(part))
        elif isinstance(part, Point) and item.role is Role.WINDOW:
            line = spot_to_line(part, item.width_m or DOOR_M, borders)
            yield Stroke("LineString", item.layer, item.handle, _points(line))


def _label_spots(rooms: Sequence[Polygon]) -> list[Point]:
    """Return a point in each room that lies in no smaller room drawn over it."""
    if not rooms:
        return []
    shapes = np.array(rooms, dtype=object)
    areas = shapely.area(shapes)
    a, b = shapely.STRtree(shapes).query(shapes, predicate="intersects")
    over = (areas[b] < areas[a]) | ((areas[b] == areas[a]) & (b > a))
    spots = shapely.point_on_surface(shapes)
    for i in np.unique(a[over]).tolist():
        free = shapely.difference(shapes[i], shapely.union_all(shapes[b[over & (a == i)]]))
        parts = areas_of(free)
        if parts:
            spots[i] = max(parts, key=lambda part: part.area).representative_point()
    return list(spots.tolist())


def _texts(room: tuple[Placed, Polygon], spot: Point) -> Iterator[Label]:
    item, part = room[0].item, room[1]
    if part.area < _CRUMB_M2 and part.area < room[0].shape.area / 2:
        return
    for tag, text in (("NUMBER", item.number), ("NAME", item.name), ("USE", item.use)):
        if text:
            yield _label(item, tag, text, spot)


def _door_texts(one: Placed) -> Iterator[Label]:
    if one.item.role is Role.DOOR and one.item.number:
        yield _label(one.item, "DOOR", one.item.number, one.shape.centroid)


def _label(item: Item, tag: str, text: str, spot: Point) -> Label:
    return Label(text, spot.x, spot.y, _TEXT_M * len(text), _TEXT_M, 0.0, item.layer, item.handle, "attribute", tag=tag)
