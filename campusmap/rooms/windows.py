"""Glazing lines to windows: straight runs, cut where the room on either side changes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
import shapely
from shapely import LineString

from campusmap.geometry.lines import Floats, Ints, link_pairs, paths_to_segments, segment_lengths, segments_to_lines
from campusmap.model.places import OpeningKind
from campusmap.model.plan import Stroke
from campusmap.rooms.parts import Doorway
from campusmap.rooms.sides import Ground, locate

_MIN_M: Final = 0.3  # shorter glazing lines are frames and jambs
_DEPTH_M: Final = 0.45  # glazing, sill and frame lines of one window lie within this
_MULLION_M: Final = 0.15  # gap that does not part two panes
_STEP_M: Final = 0.2  # spacing of the probes along a run
_PROBE_M: Final = 0.3


def strokes_to_runs(strokes: Sequence[Stroke]) -> list[Doorway]:
    """Join glazing lines that lie side by side or end to end into straight runs, one opening each."""
    segments, owner = paths_to_segments([stroke.path for stroke in strokes])
    long = segment_lengths(segments) >= _MIN_M if len(segments) else np.empty(0, dtype=bool)
    segments, owner = segments[long], owner[long]
    if not len(segments):
        return []
    total, label = link_pairs(len(segments), _side_by_side(segments))
    order = np.argsort(label, kind="stable")
    starts = np.searchsorted(label[order], np.arange(total + 1))
    runs = []
    for k in range(total):
        members = order[starts[k] : starts[k + 1]]
        runs.append(_members_to_run(segments[members], [strokes[i] for i in np.unique(owner[members])]))
    return runs


def _side_by_side(segments: Floats) -> Ints:
    """Return index pairs of parallel segments that overlap or nearly touch lengthwise, within one wall's depth."""
    lines = segments_to_lines(segments)
    a, b = shapely.STRtree(lines).query(lines, predicate="dwithin", distance=_DEPTH_M)
    a, b = a[a < b], b[a < b]
    step = segments[:, 1] - segments[:, 0]
    length = np.hypot(*step.T)
    unit = step / length[:, None]
    normal = np.column_stack([-unit[:, 1], unit[:, 0]])
    parallel = np.abs((unit[a] * normal[b]).sum(axis=1)) < 0.05
    offset = np.abs(((segments[b].mean(axis=1) - segments[a].mean(axis=1)) * normal[a]).sum(axis=1))
    at = ((segments[b] - segments[a][:, :1]) * unit[a][:, None]).sum(axis=2)
    lap = np.minimum(length[a], at.max(axis=1)) - np.maximum(0.0, at.min(axis=1))
    beside = (offset < _DEPTH_M) & (lap > 0.5 * np.minimum(length[a], length[b]))
    in_line = (offset < 0.05) & (lap > -_MULLION_M)
    wanted = parallel & (beside | in_line)
    return np.column_stack([a[wanted], b[wanted]])


def _members_to_run(segments: Floats, strokes: Sequence[Stroke]) -> Doorway:
    longest = segments[segment_lengths(segments).argmax()]
    unit = (longest[1] - longest[0]) / np.hypot(*(longest[1] - longest[0]))
    normal = np.array([-unit[1], unit[0]])
    points = segments.reshape(-1, 2) - longest[0]
    along, across = points @ unit, points @ normal
    depth = (across.min() + across.max()) / 2
    ends = longest[0] + depth * normal + np.array([[along.min()], [along.max()]]) * unit
    return Doorway(OpeningKind.WINDOW, LineString(ends), float(np.ptp(across)), (), tuple(strokes))


def cut_runs(runs: Sequence[Doorway], ground: Ground) -> list[tuple[Doorway, int, int]]:
    """Cut runs where the room on either side changes; return each piece with the rooms left and right of it."""
    if not runs:
        return []
    probes = [_lay_probes(run) for run in runs]
    stops = np.cumsum([len(left) for left, _ in probes])[:-1]
    left, right = (np.split(locate(np.concatenate(side), ground), stops) for side in zip(*probes, strict=True))
    return [piece for found in zip(runs, left, right, strict=True) for piece in _cut_run(*found)]


def _lay_probes(run: Doorway) -> tuple[Floats, Floats]:
    """Return points evenly along a run, to the left of it and to the right."""
    a, b = shapely.get_coordinates(run.line)
    length = float(run.line.length)
    count = max(int(length / _STEP_M), 3)
    share = (np.arange(count) + 0.5) / count
    normal = np.array([-(b - a)[1], (b - a)[0]]) / length * (run.thickness_m / 2 + _PROBE_M)
    spots = a + share[:, None] * (b - a)
    return spots + normal, spots - normal


def _cut_run(run: Doorway, left: Ints, right: Ints) -> list[tuple[Doorway, int, int]]:
    a, b = shapely.get_coordinates(run.line)
    count = len(left)
    breaks = np.flatnonzero((np.diff(left) != 0) | (np.diff(right) != 0)) + 1
    pieces = []
    for first, last in zip([0, *breaks.tolist()], [*breaks.tolist(), count], strict=True):
        ends = a + np.array([[first / count], [last / count]]) * (b - a)
        line = LineString(ends)
        if line.length >= _MIN_M:
            piece = Doorway(run.kind, line, run.thickness_m, (), run.strokes)
            pieces.append((piece, int(left[first]), int(right[first])))
    return pieces
