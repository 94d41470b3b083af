"""Rooms from closed polylines and fills drawn for the purpose: gross outlines, copies dropped, nested rooms cut out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import shapely
from shapely import Polygon

from campusmap.geometry.faces import are_thinner, largest_polygon, open_shapes
from campusmap.geometry.fills import loops_to_areas
from campusmap.geometry.lines import Shapes
from campusmap.model.plan import STATED_ROOM, Role, Stroke
from campusmap.model.source import Notice
from campusmap.rooms.frames import find_area_frames
from campusmap.rooms.parts import Cell
from campusmap.rooms.sheet import Sheet, make_notice, make_ref, stroke_refs
from campusmap.units import count_of

_MIN_AREA_M2: Final = 0.3  # a label box or symbol below this; tool default
_CLOSE_M: Final = 0.3  # ends of an open polyline that were meant to meet; tool default
_SAME_SHARE: Final = 0.95  # overlap of two copies of one polyline
_GROSS_SHARE: Final = 0.6  # share of a polyline covered by three or more others, from which it is a gross outline
_PASSAGE_M: Final = 0.85  # narrower strips are walls between rooms
_PASSAGE_M2: Final = 3.0
_OVERLAP_M2: Final = 0.1
_BODY_M: Final = 0.6  # a narrower fill is a wall's; tool default
_HOLE_M2: Final = 2.0  # a smaller hole in a fill keeps a text or a column free; tool default

Outline = tuple[Stroke, Polygon | None, tuple[str, ...]]  # what is drawn, the area, and what was mended


@dataclass(frozen=True, slots=True)
class Areas:
    """The rooms that closed polylines give, and what is to be said of the polylines."""

    cells: tuple[Cell, ...]
    notices: tuple[Notice, ...]


def sheet_to_areas(sheet: Sheet) -> Areas:
    """Turn the closed polylines on room layers into cells, and the fills where no polyline says the same.

    What is dropped or mended is noticed.
    """
    drawn = sheet.strokes[Role.ROOM]
    closed = [(stroke, *_close(stroke)) for stroke in drawn if not stroke.filled]
    fills, bodies = _fill_areas([stroke for stroke in drawn if stroke.filled])
    closed += fills
    drops: dict[str, list[Stroke]] = {"open polyline": [s for s, shape, _ in closed if shape is None]}
    rooms = [(s, shape, mend) for s, shape, mend in closed if shape is not None]
    drops["fill as narrow as a wall"] = bodies
    drops["too small"] = [s for s, shape, _ in rooms if shape.area < _MIN_AREA_M2]
    rooms = [room for room in rooms if room[1].area >= _MIN_AREA_M2]
    frames = find_area_frames([(s, shape) for s, shape, _ in rooms], [label for label, _ in sheet.labels])
    drops["frame round a text"] = [rooms[k][0] for k in sorted(frames)]
    rooms = [room for k, room in enumerate(rooms) if k not in frames]
    shapes = np.array([shape for _, shape, _ in rooms], dtype=object)
    stated = np.array([stroke.kind == STATED_ROOM for stroke, _, _ in rooms], dtype=bool)
    filled = np.array([stroke.filled for stroke, _, _ in rooms], dtype=bool)
    copies, gross = _find_copies(shapes) | _find_refills(shapes, filled), _find_gross(shapes)
    gross &= ~(stated & _leave_floor(shapes, stated & gross))
    drops["copy of another"] = [rooms[i][0] for i in np.flatnonzero(copies)]
    drops["gross outline"] = [rooms[i][0] for i in np.flatnonzero(gross & ~copies)]
    kept = np.flatnonzero(~copies & ~gross)
    cells = _cut_nested([_make_cell(*rooms[i]) for i in kept])
    return Areas(tuple(cells), (*_drop_notices(sheet, drops), *_overlap_notices(sheet, cells)))


def _make_cell(stroke: Stroke, shape: Polygon, mend: tuple[str, ...]) -> Cell:
    return Cell(shape, "hatch" if stroke.filled else "area-polyline", (stroke,), mend)


def _fill_areas(fills: Sequence[Stroke]) -> tuple[list[Outline], list[Stroke]]:
    """Return the areas that hatches and solid fills cover, loop within loop as hole, and the fills of wall bodies.

    Which loops of a block make one hatch is not known: each stands for itself.
    """
    owners = [f"#{k}" if stroke.insert else stroke.handle or f"#{k}" for k, stroke in enumerate(fills)]
    areas = loops_to_areas([stroke.points for stroke in fills], owners, _HOLE_M2)
    found: list[Outline] = [(fills[index], shape, ()) for index, shape in areas]
    thin = are_thinner(np.array([shape for _, shape, _ in found], dtype=object), _BODY_M)
    rooms = [area for area, is_thin in zip(found, thin, strict=True) if not is_thin]
    return rooms, [area[0] for area, is_thin in zip(found, thin, strict=True) if is_thin]


def _close(stroke: Stroke) -> tuple[Polygon | None, tuple[str, ...]]:
    points = np.asarray(stroke.points)
    gap = float(np.hypot(*(points[-1] - points[0])))
    if len(points) < 3 or (not stroke.closed and gap > _CLOSE_M):
        return None, ()
    mend = () if stroke.closed or gap < 0.001 else (f"closed a gap of {gap:.2f} m",)
    ring = Polygon(points, stroke.holes)
    if ring.is_valid:
        return ring, mend
    return largest_polygon(shapely.make_valid(ring)), (*mend, "mended a self-crossing outline")


def _find_copies(shapes: Shapes) -> np.ndarray:
    """Mark the later of two polygons that are the same but for a few per cent."""
    a, b = _overlapping(shapes)
    shared = shapely.area(shapely.intersection(shapes[a], shapes[b]))
    same = shared > _SAME_SHARE * np.maximum(shapely.area(shapes[a]), shapely.area(shapes[b]))
    return np.isin(np.arange(len(shapes)), b[same])


def _find_refills(shapes: Shapes, filled: np.ndarray) -> np.ndarray:
    """Mark the fills of rooms that are outlined as well: they lie in a polyline and cover much of it."""
    a, b = _overlapping(shapes, ordered=False)
    shared, area = shapely.area(shapely.intersection(shapes[a], shapes[b])), shapely.area(shapes)
    within = filled[a] & ~filled[b] & (shared > 0.9 * area[a]) & (shared > 0.5 * area[b])
    return np.isin(np.arange(len(shapes)), a[within])


def _find_gross(shapes: Shapes) -> np.ndarray:
    """Mark polygons most of whose area three or more smaller ones cover."""
    a, b = _overlapping(shapes, ordered=False)
    area = shapely.area(shapes)
    shared = shapely.area(shapely.intersection(shapes[a], shapes[b]))
    inside = (shared > 0.9 * area[b]) & (area[b] < 0.9 * area[a])
    count = np.bincount(a[inside], minlength=len(shapes))
    covered = np.zeros(len(shapes))
    for i in np.flatnonzero(count >= 3):
        covered[i] = shapely.area(shapely.intersection(shapes[i], shapely.union_all(shapes[b[inside & (a == i)]])))
    return np.asarray(covered > _GROSS_SHARE * np.maximum(area, 1e-9))


def _leave_floor(shapes: Shapes, wanted: np.ndarray) -> np.ndarray:
    """Mark those wanted that are wider than a wall somewhere where no smaller polygon covers them."""
    leaves = np.zeros(len(shapes), dtype=bool)
    a, b = _overlapping(shapes, ordered=False)
    smaller = shapely.area(shapes[b]) < shapely.area(shapes[a])
    for i in np.flatnonzero(wanted):
        rest = shapely.difference(shapes[i], shapely.union_all(shapes[b[smaller & (a == i)]]))
        leaves[i] = shapely.area(open_shapes(rest, _PASSAGE_M)) > _PASSAGE_M2
    return leaves


def _overlapping(shapes: Shapes, ordered: bool = True) -> tuple[np.ndarray, np.ndarray]:
    if not len(shapes):
        return np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int64)
    a, b = shapely.STRtree(shapes).query(shapes, predicate="intersects")
    wanted = a < b if ordered else a != b
    order = np.lexsort((b[wanted], a[wanted]))
    return a[wanted][order], b[wanted][order]


def _cut_nested(cells: list[Cell]) -> list[Cell]:
    """Cut rooms that lie wholly inside another room out of it."""
    shapes = np.array([cell.shape for cell in cells], dtype=object)
    a, b = _overlapping(shapes, ordered=False)
    inside = shapely.area(shapely.intersection(shapes[a], shapes[b])) > 0.98 * shapely.area(shapes[b])
    inside &= shapely.area(shapes[b]) < shapely.area(shapes[a])
    out = list(cells)
    for i in np.unique(a[inside]).tolist():
        rest = largest_polygon(shapely.difference(shapes[i], shapely.union_all(shapes[b[inside & (a == i)]])))
        out[i] = Cell(rest, cells[i].method, cells[i].strokes, (*cells[i].repairs, "cut out the rooms drawn inside it"))
    return out


def _drop_notices(sheet: Sheet, drops: dict[str, list[Stroke]]) -> list[Notice]:
    return [
        make_notice(
            sheet,
            "rooms.area_dropped",
            f"{count_of(len(strokes), 'room polyline or fill', 'room polylines or fills')} not used: {reason}.",
            ref=stroke_refs(sheet, strokes[:1])[0],
            count=len(strokes),
        )
        for reason, strokes in drops.items()
        if strokes
    ]


def _overlap_notices(sheet: Sheet, cells: list[Cell]) -> list[Notice]:
    shapes = np.array([cell.shape for cell in cells], dtype=object)
    a, b = _overlapping(shapes)
    shared = shapely.intersection(shapes[a], shapes[b])
    notices = []
    for i, j, both in zip(a.tolist(), b.tolist(), shared.tolist(), strict=True):
        if both.area > _OVERLAP_M2:
            at = both.representative_point()
            ref = make_ref(sheet, at.x, at.y, cells[i].strokes[0].layer, cells[i].strokes[0].handle)
            other = cells[j].strokes[0].handle
            text = f"Room polylines {ref.handle} and {other} overlap by {both.area:.1f} m²."
            notices.append(make_notice(sheet, "rooms.area_overlap", text, ref=ref))
    return notices
