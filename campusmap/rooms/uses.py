"""What a room is for: by its name, its number's prefix, stair treads, or the shape of a corridor."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
import shapely
from shapely import Polygon

from campusmap.geometry.faces import are_thinner, mean_width
from campusmap.geometry.lines import Floats, Ints, make_points, paths_to_segments, segment_lengths
from campusmap.geometry.stairs import GOING_M, TREAD_M
from campusmap.model.places import Use
from campusmap.model.plan import Stroke
from campusmap.rooms.labels import RoomText
from campusmap.rooms.words import name_to_use, number_to_use

_TREADS: Final = 5
_UNEVEN_M: Final = 0.04  # treads of one flight differ by less; tool default
NO_RUNS: Final = np.empty((0, _TREADS - 1))
_LIFT_M2: Final = (1.0, 16.0)  # a platform lift to a bed lift's shaft; tool default
_CORNER_SHARE: Final = 0.2  # of the room's diagonal: a car's cross ends short of the shaft's corners; tool default
_TEACHING: Final = (Use.CLASSROOM, Use.LAB)
_SLENDER: Final = 4.0  # length by width from which an unnumbered room with many doors is a corridor; tool default
_CORRIDOR_DOORS: Final = 4
_HALL_M: Final = 5.0  # wider rooms with many doors are halls; tool default


def read_uses(texts: Sequence[RoomText]) -> list[Use]:
    """Take each room's use as it is stated, else read it off its number's prefix, then its name.

    What is stated to be an auditorium and named a classroom or a laboratory is what it is named: several languages
    call any room for teaching an auditorium.
    """
    found: list[Use] = []
    for text in texts:
        stated, by_name = name_to_use(text.use), name_to_use(text.name)
        if stated not in (Use.UNKNOWN, Use.OTHER):
            found.append(by_name if stated is Use.AUDITORIUM and by_name in _TEACHING else stated)
            continue
        by_number = number_to_use(text.number)
        found.append(by_number if by_number is not Use.UNKNOWN else by_name)
    return found


def find_stairs(shapes: Sequence[Polygon], strokes: Sequence[Stroke], *, even: bool = False) -> list[bool]:
    """Tell which rooms hold five or more parallel treads; ``even`` asks that they follow each other at one distance.

    Lines drawn on top of each other count once. Ask for even treads on layers that hold other lines too.
    """
    segments, _ = paths_to_segments([stroke.path for stroke in strokes])
    length = segment_lengths(segments) if len(segments) else np.empty(0)
    segments = segments[(length >= TREAD_M[0]) & (length <= TREAD_M[1])]
    holds = [False] * len(shapes)
    if not len(segments) or not shapes:
        return holds
    middles = make_points(segments.mean(axis=1))
    room, tread = shapely.STRtree(middles).query(np.array(shapes, dtype=object), predicate="contains")
    for k in np.unique(room).tolist():
        holds[k] = _has_flight(segments[np.sort(tread[room == k])], even)
    return holds


def _has_flight(segments: Floats, even: bool) -> bool:
    if len(segments) < _TREADS:
        return False
    step = segments[:, 1] - segments[:, 0]
    angle = np.round(np.degrees(np.arctan2(step[:, 1], step[:, 0])) / 3).astype(np.int64) % 60
    ways, counts = np.unique(angle, return_counts=True)
    for way in ways[counts >= _TREADS]:
        flight = segments[angle == way]
        unit = step[angle == way][0] / np.hypot(*step[angle == way][0])
        offsets = np.unique((flight.mean(axis=1) @ np.array([-unit[1], unit[0]])).round(2))
        rises = np.diff(offsets)
        if even and not _is_even(rises):
            continue
        if ((rises >= GOING_M[0]) & (rises <= GOING_M[1])).sum() >= _TREADS - 1:
            return True
    return False


def _is_even(rises: Floats) -> bool:
    """Tell whether as many treads as make a flight follow each other at one distance."""
    runs = np.lib.stride_tricks.sliding_window_view(rises, _TREADS - 1) if len(rises) >= _TREADS - 1 else NO_RUNS
    going = (runs.min(axis=1) >= GOING_M[0]) & (runs.max(axis=1) <= GOING_M[1])
    return bool((going & (np.ptp(runs, axis=1) <= _UNEVEN_M)).any()) if len(runs) else False


def find_lifts(shapes: Sequence[Polygon], strokes: Sequence[Stroke]) -> list[bool]:
    """Tell which rooms of a lift's size are crossed from corner to corner."""
    segments, _ = paths_to_segments([stroke.path for stroke in strokes])
    return [len(segments) > 0 and _is_crossed(shape, segments) for shape in shapes]


def _is_crossed(shape: Polygon, segments: Floats) -> bool:
    x0, y0, x1, y1 = shape.bounds
    if not _LIFT_M2[0] <= shape.area <= _LIFT_M2[1]:
        return False
    corners = shapely.get_coordinates(shape.minimum_rotated_rectangle)[:4]
    diagonals = [(corners[0], corners[2]), (corners[1], corners[3])]
    near = [
        np.minimum(_miss(segments, np.array([a, b])), _miss(segments, np.array([b, a]))).min() for a, b in diagonals
    ]
    return float(max(near)) <= _CORNER_SHARE * float(np.hypot(x1 - x0, y1 - y0))


def _miss(segments: Floats, diagonal: Floats) -> Floats:
    """Return how far each segment's ends are from a diagonal's, the worse of the two."""
    return np.asarray(np.hypot(*(segments - diagonal).transpose(2, 0, 1)).max(axis=1), dtype=np.float64)


def guess_use(use: Use, shape: Polygon, number: str, doors: int, stairs: bool) -> Use:
    """Fill in an unknown use: treads make a stair, many doors off a long thin unnumbered room a corridor."""
    if stairs and use in (Use.UNKNOWN, Use.OTHER):
        return Use.STAIR
    if use is not Use.UNKNOWN or number:
        return use
    one = np.array([shape], dtype=object)
    slender = shape.area / max(float(mean_width(one)[0]) ** 2, 1e-9) >= _SLENDER
    return Use.CORRIDOR if doors >= _CORRIDOR_DOORS and slender and bool(are_thinner(one, _HALL_M)[0]) else use


def count_doors(rooms: int, sides: Sequence[tuple[int, int]]) -> Ints:
    """Count the openings on each room's border."""
    ends = np.array([side for pair in sides for side in set(pair) if side >= 0], dtype=np.int64)
    return np.bincount(ends, minlength=rooms)
