"""Faces to cells: wall bodies, label boxes, columns and slivers culled, each cull counted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import shapely
from shapely import Polygon
from shapely.geometry.base import BaseGeometry

from campusmap.geometry.faces import are_thinner, fill_holes, mean_width
from campusmap.geometry.fills import loops_to_areas
from campusmap.geometry.lines import Bools, Floats, Ints, Shapes, make_points
from campusmap.model.plan import Stroke
from campusmap.rooms.parts import Doorway, Dropped
from campusmap.rooms.texts import Mark, TextKind

_WALL_M: Final = 0.6  # the thickest wall body; tool default
_CLOSET_M: Final = 0.45  # a labelled face as narrow as this is still a room
_CHASE_M: Final = 1.0  # narrowest room without door or label
_MIN_AREA_M2: Final = 0.5
_MIN_UNMARKED_M2: Final = 3.0
_LABEL_BOX: Final = 2.5  # a face up to this many times its text's box is the text's frame
_HOLE_M2: Final = 2.0
_THING_M2: Final = 1.6  # a desk; the smallest lift shaft is larger; tool default
_THING_M: Final = 2.4  # corner to corner
_WHOLE: Final = 0.95  # of its own outline is filled by a thing; a booth has walls round it
_NOTHING: Final = Polygon()
_PILLAR_M: Final = 1.2  # what stands free and is longer is a piece of wall; tool default


@dataclass(frozen=True, slots=True)
class Culled:
    """Faces told apart: rooms, and what is none."""

    kept: tuple[Polygon, ...]
    dropped: tuple[Dropped, ...]


def cull_faces(
    faces: Shapes, doorways: Sequence[Doorway], marks: Sequence[Mark], filled: BaseGeometry = _NOTHING
) -> Culled:
    """Sort faces into rooms and everything else, with the reason for each that is no room.

    ``filled`` are the fills of wall bodies, joined.
    """
    if not len(faces):
        return Culled((), ())
    numbered, named, boxes = _count_marks(faces, marks)
    doors = touch_doors(faces, doorways)
    area, width = shapely.area(faces), mean_width(faces)
    thin = are_thinner(faces, _WALL_M)
    closet = (numbered > 0) & thin
    closet[closet] = ~are_thinner(faces[closet], _CLOSET_M)
    swings = touch_doors(faces, [doorway for doorway in doorways if doorway.swing_line is not None])
    nameless = (numbered + named) == 0
    chase = nameless & (swings == 0) & ~thin  # what is thinner yet is a wall body, or has a number
    chase[chase] = are_thinner(faces[chase], _CHASE_M)
    islands = _are_islands(faces, thin)
    reasons: tuple[tuple[str, Bools], ...] = (
        ("doorway", _hold_doorways(faces, doorways) & (width < 0.9)),
        ("wall body", (thin & ~closet) | _are_filled(faces, filled)),
        ("label box", (boxes > 0) & (area < _LABEL_BOX * boxes) & (doors == 0)),
        ("too small", area < _MIN_AREA_M2),
        ("column, chase or sliver", nameless & (doors == 0) & (area < _MIN_UNMARKED_M2)),
        ("furniture", islands & (doors == 0)),
        ("column, chase or sliver", chase),
    )
    why = np.select([flags for _, flags in reasons], np.arange(1, len(reasons) + 1), 0)
    dropped = tuple(Dropped(reasons[int(k) - 1][0], face) for face, k in zip(faces.tolist(), why, strict=True) if k)
    things = [drop.shape for drop in dropped if drop.reason == "furniture"]
    return Culled(_fill(faces[why == 0], things), dropped)


def _are_islands(faces: Shapes, walls: Bools) -> Bools:
    """Tell which faces are things no larger than a desk that stand free within another face, no wall round them."""
    holes = np.array([Polygon(ring) for face in faces[~walls].tolist() for ring in face.interiors], dtype=object)
    small = holes[(shapely.area(holes) < _THING_M2) & (2 * shapely.minimum_bounding_radius(holes) < _THING_M)]
    hole, face = shapely.STRtree(shapely.point_on_surface(faces)).query(small, predicate="contains")
    found = np.zeros(len(faces), dtype=bool)
    found[face[shapely.area(faces[face]) > _WHOLE * shapely.area(small[hole])]] = True
    return found


def _fill(rooms: Shapes, things: Sequence[Polygon]) -> tuple[Polygon, ...]:
    """Fill the holes that pillars and labelled furniture leave in rooms."""
    inner = shapely.union_all(shapely.point_on_surface(rooms))
    filled = [fill_holes(room, _HOLE_M2, inner, _PILLAR_M) if room.interiors else room for room in rooms.tolist()]
    tree = shapely.STRtree(filled)
    for spot in map(Polygon.representative_point, things):
        for k in tree.query_nearest(spot, max_distance=_THING_M).tolist():
            filled[k] = Polygon(filled[k].exterior, [r for r in filled[k].interiors if not Polygon(r).contains(spot)])
    return tuple(filled)


def _count_marks(faces: Shapes, marks: Sequence[Mark]) -> tuple[Ints, Ints, Floats]:
    """Count numbers and names in each face, and sum the boxes of the texts."""
    telling = [m for m in marks if m.kind in (TextKind.NUMBER, TextKind.NAME)]
    points = make_points([(m.x, m.y) for m in telling]) if telling else np.empty(0, dtype=object)
    mark, face = shapely.STRtree(faces).query(points, predicate="within")
    number = np.array([m.kind is TextKind.NUMBER for m in telling], dtype=bool)[mark]
    boxes = np.array([m.label.width * m.label.height for m in telling], dtype=np.float64)[mark]
    size = len(faces)
    counts = [np.bincount(face[flags], minlength=size).astype(np.int64) for flags in (number, ~number)]
    return counts[0], counts[1], np.bincount(face, boxes, minlength=size).astype(np.float64)


def touch_doors(faces: Shapes, doorways: Sequence[Doorway]) -> Ints:
    """Count the doorways whose closing lines lie on each face's border."""
    closures = [line for doorway in doorways for line in doorway.closures]
    if not closures:
        return np.zeros(len(faces), dtype=np.int64)
    middles = shapely.line_interpolate_point(np.array(closures, dtype=object), 0.5, normalized=True)
    _, face = shapely.STRtree(faces).query(middles, predicate="dwithin", distance=0.03)
    return np.bincount(face, minlength=len(faces))


def _hold_doorways(faces: Shapes, doorways: Sequence[Doorway]) -> Bools:
    middles = [d.line.interpolate(0.5, normalized=True) for d in doorways if len(d.closures) == 2]
    held = np.zeros(len(faces), dtype=bool)
    if middles:
        held[shapely.STRtree(faces).query(np.array(middles, dtype=object), predicate="within")[1]] = True
    return held


def join_fills(strokes: Sequence[Stroke]) -> BaseGeometry:
    """Return the area that the filled ones among strokes cover, prepared; a loop within a hatch's loop is a hole."""
    fills = [stroke for stroke in strokes if stroke.filled]
    owners = [f"#{k}" if stroke.insert else stroke.handle or f"#{k}" for k, stroke in enumerate(fills)]
    areas = [area for _, area in loops_to_areas([stroke.points for stroke in fills], owners)]
    filled = shapely.union_all(np.array(areas, dtype=object)) if areas else Polygon()
    shapely.prepare(filled)
    return filled


def _are_filled(faces: Shapes, filled: BaseGeometry) -> Bools:
    inside = shapely.covers(filled, shapely.point_on_surface(faces))
    inside[inside] = shapely.area(shapely.intersection(faces[inside], filled)) > 0.9 * shapely.area(faces[inside])
    return np.asarray(inside)
