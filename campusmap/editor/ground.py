"""From where somebody points on the page to where that is: the words of a marker's row, and shapes on a floor."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

import shapely
from shapely import LineString, Point, Polygon
from shapely.geometry.base import BaseGeometry

from campusmap.carto.scene import floor_scene, mover
from campusmap.errors import InputError
from campusmap.geometry.fit import apply_matrix, invert_matrix
from campusmap.geometry.geodesy import Projector, xy_to_lonlat
from campusmap.model.kit import Kit
from campusmap.model.places import Building, Campus, Floor, Space
from campusmap.safety.lookup import Spot, find_spaces, short_id

NEAR_M: Final = 3.0  # a key box or a meter on an outer wall is the building's that stands so near (tool default)
PLACES: Final = ("building", "floor", "room", "door", "lon", "lat", "x", "y", "drawing")
WHOLE: Final = 0.98  # of a shape: less in one piece was no slip of the hand (tool default)
LEAST_LINE_M: Final = 0.5  # a shorter line is a slip of the hand (tool default)
_DEGREES: Final = 7  # decimals: a centimetre


def list_floors(campus: Campus) -> list[tuple[Building, Floor]]:
    """Return every floor in the page's order: building by building, lowest first."""
    return [(b, f) for b in campus.buildings for f in sorted(b.floors, key=lambda f: (f.ordinal, f.id))]


def find_floor(kit: Kit, floor: int) -> tuple[Building, Floor]:
    """Return a floor and its building by its position on the page; raise InputError for one that is not there."""
    floors = list_floors(kit.campus)
    if not 0 <= floor < len(floors):
        raise InputError("this floor", "is not on the map any more", "load the page again")
    return floors[floor]


def find_space(kit: Kit, identity: str) -> tuple[Floor, Space]:
    """Return a room and its floor by the room's id; raise InputError for one that is not there."""
    for _, floor in list_floors(kit.campus):
        for space in floor.spaces:
            if space.id == identity:
                return floor, space
    raise InputError("this room", "is not on the map any more", "choose it again")


def locate(kit: Kit, floor: int, at: tuple[float, float]) -> dict[str, str]:
    """Return the cells that say where a marker stands: building, floor and room, with lon and lat or drawing units.

    ``floor`` is the floor's position on the page, -1 for the grounds; ``at`` metres as the page has them: of the
    true-north frame, or from the lower-left corner of a floor that is not placed.
    """
    if floor < 0:
        point = point_from_page(kit, None, at)
        near = [b for b in kit.campus.buildings if not b.footprint.is_empty and b.footprint.distance(point) < NEAR_M]
        own = min(near, key=lambda b: (b.footprint.distance(point), b.id), default=None)
        return dict.fromkeys(PLACES, "") | _degrees(kit.campus, point) | {"building": own.id if own else ""}
    building, on = find_floor(kit, floor)
    point = point_from_page(kit, (building, on), at)
    cells = dict.fromkeys(PLACES, "") | {"building": building.id, "floor": short_id(on)}
    cells["room"] = _name_room(building, on, point)
    return cells | (_degrees(kit.campus, point) if on.frame.placed else _drawn(on, point))


def _name_room(building: Building, floor: Floor, point: Point) -> str:
    """Return the number or name of the room at a point, where that names no other room of the floor."""
    space = next((s for s in floor.spaces if s.outline.covers(point)), None)
    words = (space.shown_number, space.number, space.name) if space is not None else ()
    for word in filter(None, words):
        found = find_spaces([Spot(building, floor)], word)
        if space is not None and [other.id for _, other in found] == [space.id]:
            return word
    return ""


def _degrees(campus: Campus, point: Point) -> dict[str, str]:
    lon, lat = _to_lonlat(campus)(point.x, point.y)
    return {"lon": f"{lon:.{_DEGREES}f}", "lat": f"{lat:.{_DEGREES}f}"}


def _drawn(floor: Floor, point: Point) -> dict[str, str]:
    x, y = to_drawing(floor, (point.x, point.y))
    return {"x": f"{x:.3f}", "y": f"{y:.3f}", "drawing": floor.plan_file}


def to_drawing(floor: Floor, at: Sequence[float]) -> tuple[float, float]:
    """Return a place of a floor, in its metres, in the drawing's units, to the thousandth."""
    x, y = apply_matrix(invert_matrix(floor.frame.matrix), at[:2])[0]
    return round(float(x), 3), round(float(y), 3)


def point_from_page(kit: Kit, on: tuple[Building, Floor] | None, at: tuple[float, float]) -> Point:
    """Lead a point of the page back to campus metres, or to an unplaced floor's own."""
    if on is not None and not on[1].frame.placed:
        x, y, *_ = floor_scene(kit.campus, *on, kit.analysis).bounds
        return Point(at[0] + x, at[1] + y)
    if kit.campus.north is None:
        raise _nowhere()
    return Point(*apply_matrix(invert_matrix(kit.campus.north.matrix), at)[0])


def _nowhere() -> InputError:
    return InputError("this place", "has no coordinates, since nothing of the campus is placed", "place a plan first")


def _to_lonlat(campus: Campus) -> Projector:
    if campus.epsg is None:
        raise _nowhere()
    return xy_to_lonlat(campus.epsg)


def to_degrees(campus: Campus, coords: Iterable[tuple[float, ...]]) -> list[list[float]]:
    """Return places in campus metres as [lon, lat], eight decimals: a millimetre."""
    project = _to_lonlat(campus)
    return [[round(float(value), 8) for value in project(x, y)] for x, y, *_ in coords]


def line_from_page(kit: Kit, floor: Floor, line: list[tuple[float, float]]) -> LineString:
    """Return a line that was drawn over a floor in the floor's metres; raise InputError for one that is none."""
    on = next((building, each) for building, each in list_floors(kit.campus) if each.id == floor.id)
    drawn = LineString([point_from_page(kit, on, at).coords[0] for at in line]) if len(line) > 1 else LineString()
    if drawn.is_empty or not drawn.is_simple or drawn.length < LEAST_LINE_M:
        raise InputError("this line", "crosses itself or is too short", "draw it again, end to end")
    return drawn


def lonlat_from_page(kit: Kit, at: tuple[float, float]) -> tuple[float, float]:
    """Return a point of the page as longitude and latitude, eight decimals: a millimetre."""
    point = point_from_page(kit, None, at)
    lon, lat = xy_to_lonlat(kit.campus.epsg)(point.x, point.y) if kit.campus.epsg is not None else at
    return round(float(lon), 8), round(float(lat), 8)


def shape_from_page(kit: Kit, ring: list[tuple[float, float]]) -> Polygon:
    """Return a ring that was drawn on the page as an area in campus metres; raise InputError for one that is none."""
    drawn = Polygon([point_from_page(kit, None, at).coords[0] for at in ring]) if len(ring) > 2 else Polygon()
    parts = [part for part in shapely.get_parts(shapely.make_valid(drawn)).tolist() if isinstance(part, Polygon)]
    shape = max(parts, key=lambda part: part.area, default=Polygon())
    if not shape.area > WHOLE * sum(part.area for part in parts):
        raise InputError("this shape", "crosses itself or has no area", "draw it again, corner by corner")
    return shape


def shape_to_page(campus: Campus, floor: Floor, shape: BaseGeometry) -> list[list[list[float]]]:
    """Return a shape's rings in the page's metres, to the centimetre; holes run the other way."""
    moved = mover(campus, floor)(shape)
    areas = [part for part in getattr(moved, "geoms", [moved]) if isinstance(part, Polygon) and not part.is_empty]
    rings = [ring for area in areas for ring in (area.exterior, *area.interiors)]
    return [[[round(x, 2), round(y, 2)] for x, y in ring.coords[:-1]] for ring in rings]
