"""From door ink and walls to doorways: which way each leaf shuts, which leaves are pairs, doors without a swing."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from itertools import chain, islice
from typing import Final

import numpy as np
import shapely
from shapely import LineString

from campusmap.geometry.lines import Floats, lines_to_segments, make_points, near_pairs, segment_lengths
from campusmap.model.places import OpeningKind
from campusmap.model.plan import STATED_DOOR, STATED_GAP, STATED_WINDOW, Stroke
from campusmap.rooms.jambs import Throat, Walls, find_throats
from campusmap.rooms.parts import Doorway
from campusmap.rooms.swings import DoorInk, Swing, leaf_cover

_MEET_M: Final = 0.2  # the two leaves of a pair meet within this; tool default
_SLIDER_M: Final = (0.5, 8.0)  # length of a door drawn without a swing; tool default
_SLIDER_DEPTH_M: Final = 0.8
_PANEL_M: Final = (1.8, 6.5)  # width of an overhead door: a counter shutter to a 20 ft bay; tool default
_PANEL_SIDES: Final = 8
_LEAF_M: Final = 0.1  # a bare leaf is drawn no thicker; tool default
_LEAF_WIDTH_M: Final = 1.6  # the widest single leaf; tool default
_ENDING: Final = 2  # the throat's quality from which walls end at both sides
_FITS: Final = 0.4  # misfit of a leaf that is a fifth too short or too long; tool default
_JAMBS: Final = 2  # the throat's quality from which both jambs are there
_DETAIL_REACH_M: Final = 2.0  # a leaf's width and a bit
_SLID: Final = (0.5, -0.5, 1.0, -1.0)  # of its width a leaf may stand in its pocket, half open or wholly; tool default
_TRIM_M: Final = 0.15  # frames and thresholds lie this near the line of the door
_ROUND: Final = 0.1  # of its length the ends of a line all round a leaf are apart, at most; tool default
_STATED: Final = {
    STATED_DOOR: OpeningKind.DOOR, STATED_GAP: OpeningKind.OPENING, STATED_WINDOW: OpeningKind.WINDOW,
}  # fmt: skip
_WINDOW_WORDS: Final = re.compile(r"WIN|GLAZ|FENST|VENTAN|FENET|LITE", re.IGNORECASE)


def ink_to_doorways(ink: DoorInk, walls: Walls) -> tuple[tuple[Doorway, ...], tuple[tuple[Stroke, ...], ...]]:
    """Find every doorway that the door ink draws; return them and the groups of strokes that gave none."""
    pairs = _find_pairs(ink.swings)
    paired = {index for pair in pairs for index in pair}
    found = _pairs_to_doorways([(ink.swings[a], ink.swings[b]) for a, b in pairs], ink, walls)
    found += _swings_to_doorways([s for i, s in enumerate(ink.swings) if i not in paired], ink, walls)
    swinging = {swing.group for swing in ink.swings}
    loose: list[list[int]] = []
    stated = {group for group, rows in ink.members.items() if any(ink.strokes[i].kind in _STATED for i in rows)}
    groups = [ink.members[group] for group in sorted(set(ink.members) - swinging - stated)]
    for members, doorway in zip(groups, _groups_to_doorways(ink, groups, walls), strict=True):
        if doorway is None:
            loose.append(members)
        else:
            found.append(doorway)
    kept = (*_drop_stacked(found), *(_stated_doorway(s) for s in ink.strokes if s.kind in _STATED))
    unused = [tuple(ink.strokes[i] for i in members) for members in _leave_trim(loose, ink, kept)]
    stray = _stray_details(ink.details, kept)
    return kept, tuple(unused + ([stray] if stray else []))


def _stated_doorway(stroke: Stroke) -> Doorway:
    """Take a door or window that is stated from side to side as it stands."""
    line = LineString([stroke.points[0], stroke.points[-1]])
    return Doorway(_STATED[stroke.kind], line, 0.0, (line,), (stroke,))


def _stray_details(details: Sequence[Stroke], doorways: Sequence[Doorway]) -> tuple[Stroke, ...]:
    """Return the fills that stand near no doorway."""
    if not details or not doorways:
        return tuple(details)
    tree = shapely.STRtree([doorway.line for doorway in doorways])
    near = set(tree.query(make_points([s.points[0] for s in details]), "dwithin", _DETAIL_REACH_M)[0].tolist())
    return tuple(stroke for index, stroke in enumerate(details) if index not in near)


def _leave_trim(groups: list[list[int]], ink: DoorInk, doorways: Sequence[Doorway]) -> list[list[int]]:
    """Leave out the groups of strokes that are the frame or threshold of a doorway that was found."""
    closures = [line for doorway in doorways for line in doorway.closures]
    if not groups or not closures:
        return groups
    drawn = [shapely.multilinestrings([ink.shapes[i] for i in members]) for members in groups]
    trim = set(shapely.STRtree(closures).query(drawn, predicate="dwithin", distance=_TRIM_M)[0].tolist())
    return [members for index, members in enumerate(groups) if index not in trim]


def _find_pairs(swings: Sequence[Swing]) -> list[tuple[int, int]]:
    """Pair swings whose arcs meet half-way between their hinges, those that meet best first."""
    if len(swings) < 2:
        return []
    tips = np.concatenate([swing.tips for swing in swings])
    near = near_pairs(tips, _MEET_M) // 2
    ranked = sorted((_misfit(swings[a], swings[b]), a, b) for a, b in {(int(p), int(q)) for p, q in near if p != q})
    pairs: list[tuple[int, int]] = []
    used: set[int] = set()
    for misfit, a, b in ranked:
        if misfit < np.inf and not used & {a, b}:
            pairs.append((a, b))
            used |= {a, b}
    return pairs


def _misfit(a: Swing, b: Swing) -> float:
    """Return how badly two leaves make a pair, in metres: hinges too near or far, tips apart, one leaf longer."""
    apart = float(np.hypot(*(a.hinge - b.hinge)))
    gaps = np.hypot(*(a.tips[:, None] - b.tips[None]).transpose(2, 0, 1))
    i, j = np.unravel_index(gaps.argmin(), gaps.shape)
    straight = (a.tips[i] - a.hinge) @ (b.tips[j] - b.hinge) / max(a.radius * b.radius, 1e-9)
    slack = abs(apart - a.radius - b.radius)
    return slack + float(gaps.min()) + abs(a.radius - b.radius) if slack < _MEET_M and straight < -0.9 else float("inf")


def _pairs_to_doorways(pairs: Sequence[tuple[Swing, Swing]], ink: DoorInk, walls: Walls) -> list[Doorway]:
    throats = find_throats([(a.hinge, b.hinge) for a, b in pairs], walls)
    return [
        _make_doorway(OpeningKind.DOUBLE_DOOR, throat, ink, {a.group, b.group}, (a, b))
        for (a, b), throat in zip(pairs, throats, strict=True)
    ]


def _swings_to_doorways(swings: Sequence[Swing], ink: DoorInk, walls: Walls) -> list[Doorway]:
    throats = find_throats([(swing.hinge, tip) for swing in swings for tip in swing.tips], walls)
    return [_shut_swing(swing, throats[2 * k : 2 * k + 2], ink) for k, swing in enumerate(swings)]


def _shut_swing(swing: Swing, throats: Sequence[Throat], ink: DoorInk) -> Doorway:
    """Shut the leaf towards the tip where the walls take it up in its width and no leaf is drawn."""
    leaves = [leaf_cover(swing, tip, ink) for tip in swing.tips]
    fits = [throat.quality - _misfit_width(throat, swing.radius) for throat in throats]
    score = [fit + 2 * (leaves[1 - i] - leaves[i]) for i, fit in enumerate(fits)]
    shut = int(score[1] > score[0])
    return _make_doorway(OpeningKind.DOOR, throats[shut], ink, {swing.group}, (swing,))


def _make_doorway(
    kind: OpeningKind, throat: Throat, ink: DoorInk, groups: set[int], swings: Sequence[Swing]
) -> Doorway:
    members = sorted(index for group in groups for index in ink.members[group])
    near = _near_swing(ink, members, swings)
    return Doorway(
        kind,
        LineString(throat.ends),
        throat.thickness,
        tuple(LineString(line) for line in throat.closures),
        tuple(ink.strokes[i] for i in near),
        _join_lines([ink.shapes[i] for i in near]),
        throat.quality > 0,
    )


def _near_swing(ink: DoorInk, members: list[int], swings: Sequence[Swing]) -> list[int]:
    """Keep the strokes about the leaves, when several doors touch each other."""
    discs = [shapely.Point(swing.hinge).buffer(swing.radius * 1.15) for swing in swings]
    reach = discs[0] if len(discs) == 1 else shapely.union_all(discs)
    shapely.prepare(reach)
    inside = shapely.covers(reach, np.array([ink.shapes[i] for i in members], dtype=object))
    own = {swing.stroke for swing in swings}
    return [i for i, keep in zip(members, inside, strict=True) if keep or i in own]


def _join_lines(lines: Sequence[LineString]) -> LineString | None:
    """Return leaf and arc as one line: merged where they touch, else the longest, an outlined leaf after all others."""
    merged = shapely.line_merge(shapely.multilinestrings(lines))
    parts = [part for part in shapely.get_parts(merged).tolist() if part.length > 0]
    return max(parts, key=lambda part: (_span(part) > _ROUND * part.length, part.length)) if parts else None


def _span(line: LineString) -> float:
    """Return how far apart a line's ends are."""
    return math.dist(line.coords[0], line.coords[-1])


def _groups_to_doorways(ink: DoorInk, groups: Sequence[Sequence[int]], walls: Walls) -> list[Doorway | None]:
    """Read doors without a swing (sliding, folding, lift) off the long axes of what is drawn."""
    drawn = [lines_to_segments(ink.shapes[i] for i in members) for members in groups]
    axes = list(map(_long_axis, drawn))
    shut = iter(find_throats([(axis[0], axis[1]) for axis in axes if axis is not None], walls))
    ways = [
        _panel_sides(segments) if axis is None else _other_ways(segments, axis)
        for segments, axis in zip(drawn, axes, strict=True)
    ]
    moved = iter(find_throats(list(chain.from_iterable(ways)), walls, loose=False))
    found: list[Doorway | None] = []
    for members, axis, tried in zip(groups, axes, ways, strict=True):
        others = list(islice(moved, len(tried)))
        throat = _choose_panel(others) if axis is None else _choose_way(next(shut), others, axis)
        found.append(_group_to_doorway(ink, members, throat) if throat else None)
    return found


def _group_to_doorway(ink: DoorInk, members: Sequence[int], throat: Throat) -> Doorway | None:
    strokes = tuple(ink.strokes[i] for i in members)
    if throat.quality < 1 and not strokes[0].insert:
        return None
    window = any(_WINDOW_WORDS.search(f"{s.block} {s.layer}") for s in strokes)
    kind = OpeningKind.WINDOW if window else OpeningKind.DOOR
    line = LineString(throat.ends)
    return Doorway(
        kind, line, throat.thickness, tuple(map(LineString, throat.closures)), strokes, None, throat.quality > 0
    )


def _other_ways(drawn: Floats, axis: Floats) -> list[tuple[Floats, Floats]]:
    """Return where a door that is drawn along an axis may shut besides: a bare leaf turned or slid."""
    along = axis[1] - axis[0]
    width = float(np.hypot(*along))
    across = np.array([-along[1], along[0]]) / width
    if np.abs((drawn.reshape(-1, 2) - axis[0]) @ across).max() > _LEAF_M / 2 or not width <= _LEAF_WIDTH_M:
        return []
    ways = [axes for hinge, way in ((axis[0], along), (axis[1], -along)) for axes in _open_leaf(hinge, way)]
    return [*ways, *((axis[0] + share * along, axis[1] + share * along) for share in _SLID)]


def _choose_way(shut: Throat, moved: Sequence[Throat], axis: Floats) -> Throat:
    """Shut a door where it is drawn, or where it fits better between two jambs."""
    width = float(np.hypot(*(axis[1] - axis[0])))
    ending = [throat for throat in moved if throat.quality >= _ENDING]
    fitting = [throat for throat in ending if _misfit_width(throat, width) < _FITS]
    return max([shut, *fitting], key=lambda throat: throat.quality - _misfit_width(throat, width))


def _open_leaf(hinge: Floats, way: Floats) -> list[tuple[Floats, Floats]]:
    """Return where a leaf that is drawn open may shut: a quarter turn to either side, or half of one."""
    across = np.array([-way[1], way[0]])
    half = [(way + side * across) * np.sqrt(0.5) for side in (1, -1)]
    return [(hinge, hinge + turned) for turned in (across, -across, *half)]


def _misfit_width(throat: Throat, leaf: float) -> float:
    """Return how badly a leaf fills a throat: twice the difference as a share of the leaf, at most 1."""
    return min(1.0, 2 * abs(float(np.hypot(*(throat.ends[1] - throat.ends[0]))) - leaf) / leaf)


def _panel_sides(segments: Floats) -> list[tuple[Floats, Floats]]:
    """Return the sides along which an overhead door may shut that is drawn as the panel that it is when open."""
    sizes = segment_lengths(segments)
    if len(segments) > _PANEL_SIDES or sizes.max(initial=0.0) < _PANEL_M[0]:
        return []
    return [(side[0], side[1]) for side in segments[(sizes >= _PANEL_M[0]) & (sizes <= _PANEL_M[1])]]


def _choose_panel(sides: Sequence[Throat]) -> Throat | None:
    """Shut an overhead door at the side that lies between two jambs."""
    shut = [throat for throat in sides if throat.quality >= _JAMBS]
    return max(shut, key=lambda throat: throat.quality, default=None)


def _long_axis(segments: Floats) -> Floats | None:
    """Return the ends of the middle line of a long, shallow shape, along its longest segment; None for others."""
    sizes = segment_lengths(segments)
    longest = segments[int(sizes.argmax())]
    along = (longest[1] - longest[0]) / max(float(sizes.max()), 1e-9)
    local = (segments.reshape(-1, 2) - longest[0]) @ np.array([along, [-along[1], along[0]]]).T
    (x0, y0), (x1, y1) = local.min(axis=0), local.max(axis=0)
    if not (_SLIDER_M[0] <= x1 - x0 <= _SLIDER_M[1] and y1 - y0 <= min(_SLIDER_DEPTH_M, 0.7 * (x1 - x0))):
        return None
    middle = np.array([[x0, (y0 + y1) / 2], [x1, (y0 + y1) / 2]])
    return np.asarray(middle @ np.array([along, [-along[1], along[0]]]) + longest[0])


def _drop_stacked(found: Sequence[Doorway]) -> tuple[Doorway, ...]:
    """Keep one of doorways that close the same gap; the surer and earlier one stays, strokes are joined."""
    kept: list[Doorway] = []
    for doorway in sorted(found, key=lambda d: (not d.certain, d.kind is OpeningKind.WINDOW)):
        middle = doorway.line.centroid
        twin = next((k for k in kept if k.line.distance(middle) < 0.15 and _overlaps(k.line, doorway.line)), None)
        if twin is None:
            kept.append(doorway)
    return tuple(kept)


def _overlaps(a: LineString, b: LineString) -> bool:
    return bool(a.buffer(0.2, cap_style="flat").intersection(b).length > 0.6 * min(a.length, b.length))
