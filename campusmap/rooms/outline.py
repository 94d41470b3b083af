"""The floor's outline, its wall bodies, columns and the linework worth drawing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

import numpy as np
import shapely
from shapely import LineString, MultiLineString, MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry

from campusmap.geometry.faces import close_shapes, largest_polygon, open_shapes, sort_shapes, unite
from campusmap.geometry.lines import Floats, Shapes, lines_to_segments, segments_to_lines
from campusmap.model.plan import Role, Stroke
from campusmap.rooms.parts import Doorway
from campusmap.rooms.sheet import Sheet
from campusmap.rooms.swings import strokes_to_lines

_HOLE_M2: Final = 2.0  # holes in the outline below this are filled
_JOIN_M: Final = 0.4  # half the widest gap between rooms (a wall) that the outline closes
_CRACK_M: Final = 0.02  # cracks between faces that the outline closes
_COVER: Final = 0.8  # share of the rooms that a drawn outline must cover to be believed
_SIMPLE_M: Final = 0.005
_HAIR_M: Final = 0.004  # what rounding rooms to the millimetre leaves between two of them is thinner
_STUB_M: Final = 0.1  # shorter pieces of a guessed border are not drawn (tool default)
_RIM_M: Final = 0.01  # rooms are rounded to the millimetre, and lose points on straight lines
# Layers of what cannot be moved: NCS -CASE, -FIXT, -MILL, -WDWK, and the same in plain words.
_FIXED: Final = re.compile(r"case|millw|mill$|fixt|wdwk|woodwork|cabinet|counter|built.?in|sanit|plumb", re.IGNORECASE)
_FIXTURE_M2: Final = (0.02, 30.0)  # handles are smaller, whole rooms larger; tool default


def draw_outline(
    sheet: Sheet, rooms: Sequence[Polygon], bodies: Sequence[Polygon], walls: Floats, doorways: Sequence[Doorway]
) -> MultiPolygon:
    """Return the drawn outline when it covers the rooms, else the union of rooms and wall bodies, closed.

    ``walls`` (n, 2, 2) and ``doorways`` stand in for wall bodies where ``bodies`` is empty, because rooms came from
    polylines.
    """
    mass = unite(np.array([*rooms, *bodies], dtype=object))
    drawn = drawn_outline(sheet.strokes[Role.OUTLINE])
    if drawn is not None and drawn.intersection(mass).area > _COVER * mass.area and drawn.area < 1.5 * mass.area:
        return clean_polygons(shapely.union(drawn, mass.buffer(0)), _HOLE_M2)
    join = _CRACK_M if bodies else _JOIN_M
    if not bodies and len(walls):
        lines = segments_to_lines(walls)
        near = lines[shapely.dwithin(lines, mass.simplify(0.01), 2 * _JOIN_M)]
        plugs = [shapely.MultiLineString(list(d.closures)).convex_hull.buffer(0.002) for d in doorways if d.closures]
        solid = [*shapely.buffer(near, 0.002, cap_style="square"), *plugs]
        mass = shapely.union(mass, shapely.union_all(np.array(solid, dtype=object), grid_size=0.001))
    closed = close_shapes(mass, 2 * join)
    return clean_polygons(shapely.union(closed, mass), _HOLE_M2)


def drawn_outline(strokes: Sequence[Stroke]) -> BaseGeometry | None:
    """Return the union of closed polylines on outline layers, None if there are none."""
    closed = [s for s in strokes if len(s.points) > 2 and (s.closed or s.points[0] == s.points[-1])]
    rings = [Polygon(s.points, s.holes) for s in closed]
    shapes = [largest_polygon(shapely.make_valid(ring)) for ring in rings]
    return shapely.union_all(np.array(shapes, dtype=object)) if shapes else None


def clean_polygons(shape: BaseGeometry, hole_m2: float = 0.0, least_m2: float = 0.0) -> MultiPolygon:
    """Return the polygons of a shape: small holes filled, crumbs dropped, rounded to the millimetre."""
    rounded = shapely.set_precision(shape, 0.001)
    parts = [p for p in shapely.get_parts(shapely.get_parts(rounded)).tolist() if isinstance(p, Polygon)]
    solid = np.array([_drop_holes(part, hole_m2) for part in parts if part.area > least_m2], dtype=object)
    if not shapely.is_valid(MultiPolygon(solid.tolist())):  # a part in another's filled hole, or rounded onto it
        solid = shapely.get_parts(shapely.union_all(shapely.make_valid(solid), grid_size=0.001))
        solid = solid[shapely.get_type_id(solid) == 3]
    return MultiPolygon(sort_shapes(solid).tolist())


def _drop_holes(part: Polygon, hole_m2: float) -> Polygon:
    simple = part.simplify(0.001)
    kept = simple if isinstance(simple, Polygon) and simple.is_valid else part
    return Polygon(kept.exterior, [ring for ring in kept.interiors if Polygon(ring).area >= hole_m2])


def draw_walls(outline: MultiPolygon, rooms: Sequence[Polygon]) -> MultiPolygon:
    """Return the outline less the rooms: the wall bodies to fill when drawing, without cracks between rooms."""
    inner = shapely.union_all(np.array(rooms, dtype=object), grid_size=0.001)
    try:
        rest = shapely.difference(outline, inner)
    except shapely.errors.GEOSException:  # borders that run all but on one another
        rest = shapely.difference(outline, inner, grid_size=0.001)
    return clean_polygons(open_shapes(rest, _HAIR_M), least_m2=0.005)


def draw_columns(strokes: Sequence[Stroke]) -> MultiPolygon:
    """Return closed column outlines as polygons."""
    rings = [Polygon(s.points) for s in strokes if (s.closed or s.points[0] == s.points[-1]) and len(s.points) > 3]
    solid = [ring for ring in rings if ring.is_valid and 0.005 < ring.area < 10]
    return clean_polygons(shapely.union_all(np.array(solid, dtype=object))) if solid else MultiPolygon()


def draw_fixtures(strokes: Sequence[Stroke]) -> MultiPolygon:
    """Return what is fixed to the building among the furniture, by its layer's name, as polygons."""
    fixed = [s for s in strokes if _FIXED.search(s.layer) and len(s.points) > 3]
    rings = [Polygon(s.points) for s in fixed if s.closed or s.points[0] == s.points[-1]]
    solid = [ring for ring in rings if ring.is_valid and _FIXTURE_M2[0] < ring.area < _FIXTURE_M2[1]]
    return clean_polygons(shapely.union_all(np.array(solid, dtype=object))) if solid else MultiPolygon()


def draw_linework(sheet: Sheet) -> MultiLineString:
    """Return what is drawn of stairs, glazing and columns, simplified to 5 mm."""
    strokes = [s for role in (Role.STAIR, Role.WINDOW, Role.COLUMN) for s in sheet.strokes[role] if not s.filled]
    lines: Shapes = np.array(strokes_to_lines(strokes), dtype=object)
    simple = shapely.get_parts(shapely.set_precision(shapely.simplify(lines, _SIMPLE_M), 0.001))
    simple = simple[(shapely.get_type_id(simple) == 1) & ~shapely.is_empty(simple)]
    unique = np.unique(shapely.to_wkb(simple))
    return MultiLineString(shapely.from_wkb(unique).tolist())


def draw_guessed(
    lines: Sequence[LineString], rooms: Sequence[Polygon], solid: Sequence[BaseGeometry]
) -> MultiLineString:
    """Return the pieces of guessed borders that the rooms' outlines still follow and that lie on nothing solid."""
    segments = segments_to_lines(lines_to_segments(lines))
    rims = shapely.boundary(np.array(rooms, dtype=object))
    middles = shapely.line_interpolate_point(segments, 0.5, normalized=True)
    near = np.unique(shapely.STRtree(rims).query(middles, predicate="dwithin", distance=_RIM_M)[0])
    if not len(near):
        return MultiLineString()
    drawn = shapely.buffer(shapely.union_all(np.array(solid, dtype=object)), _RIM_M, cap_style="flat")
    free = shapely.difference(shapely.union_all(segments[near]), drawn)
    joined = shapely.line_merge(shapely.set_precision(shapely.multilinestrings(shapely.get_parts(free)), 0.001))
    parts = shapely.get_parts(joined)
    long: list[LineString] = parts[shapely.length(parts) > _STUB_M].tolist()
    long.sort(key=lambda line: line.wkb)
    return MultiLineString(long)
