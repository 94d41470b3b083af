"""Doorways that no door marks: wall ends that face each other, or another wall, across a door's width."""

from __future__ import annotations

from typing import Final

import numpy as np
import shapely
from shapely import LineString
from shapely.geometry.base import BaseGeometry

from campusmap.geometry.faces import grow
from campusmap.geometry.lines import Floats, Ints, cast_rays, face_loose_ends, segment_lengths, unique_points
from campusmap.model.places import OpeningKind
from campusmap.rooms.jambs import Walls
from campusmap.rooms.parts import Doorway

_WIDTH_M: Final = (0.7, 3.7)  # clear width of a doorless opening: a 28 in leaf to 12 ft; tool default
_SURE_M: Final = 1.4  # up to this two facing wall ends are an opening even without a label's word; tool default
_BODY: Final = 1.2  # a wall runs back at least this many times its thickness; else it is a column
_GLAZED_M: Final = 0.5  # the glass stands this near the wall's faces
_CAP_M: Final = (0.05, 0.65)  # wall thickness


def find_gaps(walls: Walls, taken: list[LineString], glazing: Walls) -> tuple[tuple[Doorway, ...], tuple[Doorway, ...]]:
    """Find bare gaps; return the sure ones (two wall ends face to face) and those that need a label's word.

    ``taken`` are the lines of doorways already found; a gap with ``glazing`` in its depth is a window.
    """
    caps, outward = _find_caps(walls.segments)
    sure, unsure = _shoot_caps(caps, outward, walls)
    sure += _leave_windows(_pair_loose_ends(walls.segments), glazing)
    return _drop_taken(sure, taken, walls), _drop_taken(unsure, taken, walls)


def _find_caps(segments: Floats) -> tuple[Floats, Floats]:
    """Return wall end caps (k, 2, 2) and their outward unit normals: short segments whose neighbours both lead back."""
    length = segment_lengths(segments)
    short = np.flatnonzero((length > _CAP_M[0]) & (length < _CAP_M[1]))
    steps, sizes, at = _half_edges(segments)
    starts = np.searchsorted(at, np.arange(at.max(initial=0) + 2))
    vertex = _vertices(segments)
    caps, normals = [], []
    for row in short.tolist():
        along = (segments[row, 1] - segments[row, 0]) / length[row]
        normal = np.array([-along[1], along[0]])
        spans = [slice(starts[v], starts[v + 1]) for v in vertex[row]]
        least = _BODY * length[row]
        sides = [_lean(steps[span], sizes[span], along, normal, least) for span in spans]
        if all(len(s) == 1 for s in sides) and sides[0][0] * sides[1][0] > 0:
            caps.append(segments[row])
            normals.append(-normal * np.sign(sides[0][0]))
    return np.array(caps).reshape(-1, 2, 2), np.array(normals).reshape(-1, 2)


def _lean(steps: Floats, sizes: Floats, along: Floats, normal: Floats, least: float) -> Floats:
    """Return how far the edges at a cap's corner that cross it lead along its normal; short ones are left out."""
    return np.asarray((steps @ normal)[(np.abs(steps @ along) < 0.3) & (sizes > least)])


def _vertices(segments: Floats) -> Ints:
    return unique_points(segments)[1].reshape(-1, 2)


def _half_edges(segments: Floats) -> tuple[Floats, Floats, Ints]:
    """Return unit steps away from each vertex, sorted by vertex, the segments' lengths, and the vertices."""
    step = segments[:, 1] - segments[:, 0]
    size = np.hypot(*step.T)
    step = step / np.maximum(size, 1e-12)[:, None]
    at = _vertices(segments).T.ravel()
    order = np.argsort(at, kind="stable")
    return np.concatenate([step, -step])[order], np.concatenate([size, size])[order], at[order]


def _shoot_caps(caps: Floats, outward: Floats, walls: Walls) -> tuple[list[Doorway], list[Doorway]]:
    middle = caps.mean(axis=1) if len(caps) else np.empty((0, 2))
    distance, target = cast_rays(middle, outward, _WIDTH_M[1], walls.segments)
    sure: list[Doorway] = []
    unsure: list[Doorway] = []
    for row in np.flatnonzero((distance >= _WIDTH_M[0]) & np.isfinite(distance)).tolist():
        hit = walls.segments[target[row]]
        step = (hit[1] - hit[0]) / max(float(np.hypot(*(hit[1] - hit[0]))), 1e-9)
        if abs(step @ outward[row]) > 0.17:
            continue
        facing = bool(0.6 < np.hypot(*(hit[1] - hit[0])) / np.hypot(*(caps[row][1] - caps[row][0])) < 1.7)
        doorway = _cap_to_doorway(caps[row], outward[row], float(distance[row]), hit, facing)
        (sure if facing and distance[row] <= _SURE_M else unsure).append(doorway)
    return sure, unsure


def _cap_to_doorway(cap: Floats, outward: Floats, distance: float, hit: Floats, facing: bool) -> Doorway:
    far = cap + outward * distance
    corner = np.hypot(*(far[:, None] - hit[None]).transpose(2, 0, 1))
    far = np.where((corner.min(axis=1) < 0.06)[:, None], hit[corner.argmin(axis=1)], far)
    closures = tuple(LineString([near, over]) for near, over in zip(cap, far, strict=True))
    line = LineString([cap.mean(axis=0), far.mean(axis=0)])
    return Doorway(OpeningKind.OPENING, line, float(np.hypot(*(cap[1] - cap[0]))), closures, certain=facing)


def _pair_loose_ends(segments: Floats) -> list[Doorway]:
    """Join loose ends that point at each other across a door's width (single-line walls, walls without caps)."""
    lines = [LineString(pair) for pair in face_loose_ends(segments, _WIDTH_M[0], _SURE_M)]
    return [Doorway(OpeningKind.OPENING, line, 0.0, (line,)) for line in lines]


def _leave_windows(found: list[Doorway], glazing: Walls) -> list[Doorway]:
    """Leave out gaps beside which glazing runs within a wall's depth."""
    if not found:
        return []
    middles = np.array([doorway.line.interpolate(0.5, normalized=True) for doorway in found], dtype=object)
    near = set(glazing.tree.query(middles, predicate="dwithin", distance=_GLAZED_M)[0].tolist())
    return [doorway for index, doorway in enumerate(found) if index not in near]


def _drop_taken(found: list[Doorway], taken: list[LineString], walls: Walls) -> tuple[Doorway, ...]:
    """Leave out gaps that hold a door, glazing or another wall, and second sightings of one gap."""
    if not found:
        return ()
    strips = np.array([_strip(doorway) for doorway in found], dtype=object)
    inner = grow(strips, -0.02)
    walled = np.unique(walls.tree.query(inner, predicate="intersects")[0])
    doors = (
        np.unique(shapely.STRtree(taken).query(strips, predicate="dwithin", distance=0.1)[0])
        if taken
        else np.empty(0, int)
    )
    bad = set(walled.tolist()) | set(doors.tolist())
    kept: list[Doorway] = []
    for index, doorway in enumerate(found):
        if index not in bad and not any(k.line.distance(doorway.line.centroid) < 0.1 for k in kept):
            kept.append(doorway)
    return tuple(kept)


def _strip(doorway: Doorway) -> BaseGeometry:
    if len(doorway.closures) == 2:
        return shapely.convex_hull(shapely.MultiLineString(list(doorway.closures)))
    return doorway.line.buffer(0.05, cap_style="flat")
