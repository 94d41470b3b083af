"""Wall linework to faces: weld, close doors, heal gaps at the tolerance where the room count settles."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import shapely
from shapely import Polygon

from campusmap.geometry.faces import GRID_M, mean_width, segments_to_faces
from campusmap.geometry.lines import (
    Floats,
    Shapes,
    cap_loose_ends,
    extend_loose_ends,
    face_loose_ends,
    join_loose_ends,
    lines_to_segments,
    paths_to_segments,
    reach_corners,
    segment_lengths,
    weld_ends,
)
from campusmap.model.plan import Role, Stroke
from campusmap.rooms.parts import Doorway
from campusmap.rooms.sheet import Sheet

BARRIER_ROLES: Final = (Role.WALL, Role.WINDOW, Role.COLUMN)
_STRIP_M: Final = 0.6  # the thickest wall body; tool default
_DOOR_M: Final = 0.7  # a straight wall line broken by less than a door's width goes on
_CORNER_M: Final = 0.06  # a wall's face stops no farther short of its own jamb or corner; tool default
_STRAY_M: Final = 1.0  # least length of stray lines whose binding in counts
_OVERSHOOT_M: Final = 0.004
_ROOM_WIDTH_M: Final = 0.6  # mean width from which a face counts as a room in the sweep
_ROOM_AREA_M2: Final = 1.0


@dataclass(frozen=True, slots=True)
class Level:
    """How boldly to heal, in metres: ends welded, loose ends lengthened, loose ends joined to what runs beside them.

    ``stray`` is the share of stray lines that must be left for a level that closes no more rooms to be preferred.
    """

    weld_m: float
    reach_m: float
    cap_m: float = 0.0
    stray: float = 0.9


# From fine to bold. Source: own trials with 5, 10 and 20 mm of noise on sample floors, and one real open-plan office;
# welding stays below half the thinnest wall, 0.07 m; a wall end 0.4 m from another wall leaves no way through.
LEVELS: Final = (Level(0.01, 0.06), Level(0.02, 0.12), Level(0.03, 0.25), Level(0.03, 0.25, 0.4, 0.8))


@dataclass(frozen=True, slots=True)
class Healed:
    """Faces at the chosen level, the linework they bound, and the gaps healed (k, 3): x, y, length."""

    faces: Shapes
    segments: Floats
    gaps: Floats
    stray_m: float  # length of the lines that bound no face
    level: Level


def sheet_to_segments(sheet: Sheet) -> Floats:
    """Return the segments (n, 2, 2) of everything that bounds rooms: walls, windows, columns.

    Walls drawn as closed strips that overlap are dissolved into one, so that an end inside another wall is no end.
    """
    strips, lines = _part_strips(sheet.strokes[Role.WALL])
    solid = shapely.get_parts(shapely.get_parts(shapely.boundary(shapely.union_all(strips, grid_size=GRID_M))))
    rest = [stroke.path for role in BARRIER_ROLES[1:] for stroke in sheet.strokes[role]]
    return paths_to_segments([*(line.coords for line in solid.tolist()), *(stroke.path for stroke in lines), *rest])[0]


def _part_strips(strokes: Sequence[Stroke]) -> tuple[Shapes, list[Stroke]]:
    """Tell wall bodies, drawn as thin closed shapes, from all other wall strokes."""
    closed = [stroke for stroke in strokes if len(stroke.points) > 3 and (stroke.closed or _meets(stroke))]
    shapes: Shapes = np.array([Polygon(stroke.points) for stroke in closed], dtype=object)
    thin = (mean_width(shapes) < _STRIP_M) & (shapely.area(shapes) > 0) & shapely.is_valid(shapes)
    bodies = {id(stroke) for stroke, flag in zip(closed, thin, strict=True) if flag}
    return shapes[thin], [stroke for stroke in strokes if id(stroke) not in bodies]


def _meets(stroke: Stroke) -> bool:
    return stroke.points[0] == stroke.points[-1]


def heal_to_faces(raw: Floats, doorways: Sequence[Doorway]) -> Healed:
    """Polygonize walls and door closures at the finest level that no coarser one betters."""
    closures = lines_to_segments([line for doorway in doorways for line in doorway.closures])
    best = _heal(raw, closures, LEVELS[0])
    for level in LEVELS[1:]:
        if best.stray_m < _STRAY_M:  # every line bounds a face already
            break
        bolder = _heal(raw, closures, level)
        best = bolder if _is_better(bolder, best) else best
    return best


def _is_better(bolder: Healed, finer: Healed) -> bool:
    """Tell whether a bolder level closes more rooms, or as many while it binds in much of the stray lines."""
    gained = count_rooms(bolder.faces) - count_rooms(finer.faces)
    return gained > 0 or (gained == 0 and bolder.stray_m < bolder.level.stray * finer.stray_m - _STRAY_M)


def heal_once(raw: Floats, doorways: Sequence[Doorway], like: Healed) -> Healed:
    """Polygonize again with other door closures, at the level of an earlier result."""
    return _heal(raw, lines_to_segments([line for d in doorways for line in d.closures]), like.level)


def _heal(raw: Floats, closures: Floats, level: Level) -> Healed:
    segments = weld_ends(np.concatenate([raw, closures]), level.weld_m)
    joined = [join_loose_ends(segments, level.reach_m), reach_corners(segments, min(level.reach_m, _CORNER_M))]
    joined.append(face_loose_ends(segments, level.reach_m, _DOOR_M))
    bridges = np.concatenate(joined)
    segments = np.concatenate([segments, bridges])
    if level.cap_m:
        caps = cap_loose_ends(segments, level.cap_m)
        segments, bridges = np.concatenate([segments, caps]), np.concatenate([bridges, caps])
    grown, gaps = extend_loose_ends(segments, level.reach_m, _OVERSHOOT_M)
    gaps = np.concatenate([gaps, np.column_stack([bridges[:, 0], segment_lengths(bridges)])])
    faces, stray = segments_to_faces(grown)
    return Healed(faces, grown, gaps, stray, level)


def count_rooms(faces: Shapes) -> int:
    """Count the faces wide and large enough for a room, by mean width (fast, for comparing levels)."""
    if not len(faces):
        return 0
    area = np.array([face.area for face in faces])
    return int(((mean_width(faces) >= _ROOM_WIDTH_M) & (area >= _ROOM_AREA_M2)).sum())
