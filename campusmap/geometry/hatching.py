"""Hatching taken to pieces: straight strokes that follow one another at one distance, again and again."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from typing import Final

import numpy as np
import shapely

from campusmap.geometry.dashes import OFF_GRID, SLACK_M, find_dashes, join_dashes
from campusmap.geometry.lines import (
    Bools,
    Floats,
    Ints,
    gather_points,
    link_pairs,
    make_points,
    segment_lengths,
    segments_to_lines,
    unique_points,
)
from campusmap.geometry.stairs import ALIKE, GOING_M, TREAD_M

_REACHES_M: Final = (0.08, 0.65)  # to the next like stroke, tried in turn; tiles and ceilings have 0.61
_CROWD: Final = 16  # like strokes within one reach and no two at one distance: there is no order in them
_RUN: Final = 3  # strokes of a run that have the next one at one distance on both sides, at least; tool default
_FEW: Final = 6  # such strokes on all of a floor that are no hatching yet; tool default
_TURN_DEG: Final = 0.25  # what is within it is one direction
_TOUCH_M: Final = 0.002
_TREADS: Final = 24  # in one flight, at most; tool default
_CROSSED: Final = 2  # hatching strokes that a stroke crosses to be one of them
_WALL_M: Final = 2.0  # what is shorter may be a door's leaf or furniture on it; tool default
_LEAK: Final = 0.1  # walls to one loose stroke that cross hatching, up to which it ends at walls; tool default


def find_hatching(paths: Sequence[Sequence[tuple[float, float]]], metres: float = 1.0) -> Bools:
    """Mark the strokes, each a list of points, that are hatching taken to pieces; ``metres`` is the length of a unit.

    Hatching is straight, follows at one distance on both sides, finer than any room, and its ends meet no wall's end:
    it stops between corners, or is made of dashes that are all alike. Treads of a stair are left.
    """
    count = np.fromiter(map(len, paths), dtype=np.int64, count=len(paths))
    found: Bools = count == 2
    if np.count_nonzero(found) < _FEW:
        return np.zeros(len(paths), dtype=bool)
    points = gather_points(list(chain.from_iterable(paths))) * metres
    owner = np.repeat(np.arange(len(paths)), count)
    segments = np.stack([points[:-1], points[1:]], axis=1)[owner[1:] == owner[:-1]]
    single = np.repeat(found, np.maximum(count - 1, 0))
    found[found] = _find_among(segments[single], segments[~single])
    return found


def _find_among(segments: Floats, others: Floats) -> Bools:
    """Mark the segments (n, 2, 2), each a stroke of its own, that are hatching; ``others`` are segments beside them."""
    length, turn = segment_lengths(segments), _turns(segments)
    place, held = _find_joints(segments, others, turn)
    place, walls = place[: len(segments)], place[len(segments) :].ravel()
    dashes = find_dashes(segments, length, turn)
    spacing = _find_spacing(segments, turn, _are_loose(place, held), dashes)
    found: Bools = dashes | np.isfinite(spacing)
    if not found.any():
        return found
    rest = np.concatenate([segments[~found], others])
    held[_find_stops(segments, rest, place, held, np.isin(turn, turn[found]))] = False
    loose = _are_loose(place, held)
    spacing = _find_spacing(segments, turn, loose, dashes)
    found = np.isfinite(spacing)
    last, amid = _find_last(segments, turn, place, held, spacing)
    found |= last
    found = join_dashes(segments, turn, place, walls, found, dashes)
    return found | _find_crossing(segments, others, loose | amid, found)


def _find_spacing(segments: Floats, turn: Ints, loose: Bools, dashes: Bools) -> Floats:
    """Return the distance at which each loose stroke follows and is followed, nan where it is no hatching for sure."""
    found = np.full(len(segments), np.nan)
    real = segment_lengths(segments) > SLACK_M
    often = np.bincount(turn[real & loose], minlength=turn.max() + 1) >= _FEW
    asked = np.flatnonzero(real & often[turn])
    if len(asked) < _FEW:
        return found
    spacing, pairs = _find_even(segments[asked], turn[asked], loose[asked])
    even = np.isfinite(spacing)
    run = link_pairs(len(asked), pairs)[1]
    sure = even & (np.bincount(run, even)[run] >= _RUN)
    even &= ~sure
    across = np.concatenate([segments[asked[sure]], segments[dashes]])
    sure[sure] = ~_are_flights(segments[asked[sure]], spacing[sure], run[sure], across)
    even |= sure  # in small rooms there are too few for a run
    even &= _count_like(turn[asked], spacing, sure) >= _FEW
    found[asked[even]] = spacing[even]
    return found


def _are_loose(place: Ints, held: Bools) -> Bools:
    return np.asarray(~held[place].any(axis=1))


def _find_stops(segments: Floats, walls: Floats, place: Ints, held: Bools, asked: Bools) -> Ints:
    """Return the held places of the segments asked for that lie on a wall's segment which goes on at both sides."""
    at, first = np.unique(place[asked], return_index=True)
    points = segments[asked].reshape(-1, 2)[first[held[at]]]
    at = at[held[at]]
    tree = shapely.STRtree(segments_to_lines(_shorten(walls[segment_lengths(walls) > 5 * _TOUCH_M])))
    return np.asarray(at[np.unique(tree.query(make_points(points), "dwithin", _TOUCH_M)[0])])


def _turns(segments: Floats) -> Ints:
    run = segments[:, 1] - segments[:, 0]
    turn = np.rint(np.degrees(np.arctan2(run[:, 1], run[:, 0])) % 180.0 / _TURN_DEG).astype(np.int64)
    return np.asarray(turn % round(180.0 / _TURN_DEG))


def _find_joints(segments: Floats, others: Floats, turn: Ints) -> tuple[Ints, Bools]:
    """Return the place (n + m, 2) of the ends of all, and for each place whether just two directions meet there.

    Where two walls make a corner already, a third stroke ends by chance.
    """
    points = np.concatenate([segments.reshape(-1, 2), others.reshape(-1, 2)])
    place = unique_points(np.rint(points / _TOUCH_M + OFF_GRID))[1]
    turns = np.repeat(np.concatenate([turn, _turns(others)]), 2)
    low, high = np.full(place.max() + 1, turns.max()), np.zeros(place.max() + 1, dtype=np.int64)
    np.minimum.at(low, place, turns)
    np.maximum.at(high, place, turns)
    held = low < high
    held[place[(turns != low[place]) & (turns != high[place])]] = False
    return place.reshape(-1, 2), held


def _find_even(segments: Floats, turn: Ints, loose: Bools) -> tuple[Floats, Ints]:
    """Return the distance at which loose strokes have others on both sides (nan: none), and the pairs of them."""
    spacing = np.full(len(segments), np.nan)
    asked = np.flatnonzero(loose)
    tree = shapely.STRtree(segments_to_lines(segments))
    linked = [np.empty((0, 2), dtype=np.int64)]
    for reach in _REACHES_M:
        ray, other, gap = _look_aside(segments[asked], segments, tree, reach)
        row = asked[ray]
        like = (turn[row] == turn[other]) & (np.abs(gap) > 2 * SLACK_M)
        row, other, gap = row[like], other[like], gap[like]
        np.fmin(spacing, _find_balance(row, gap, len(segments)), out=spacing)
        near = np.abs(np.abs(gap) - spacing[row]) <= SLACK_M
        linked.append(np.column_stack([row[near], other[near]]))
        crowd = np.bincount(row, minlength=len(segments)) >= _CROWD
        asked = asked[np.isnan(spacing[asked]) & ~crowd[asked]]
    return spacing, np.concatenate(linked)


def _look_aside(segments: Floats, others: Floats, tree: shapely.STRtree, reach: float) -> tuple[Ints, Ints, Floats]:
    """Return which of the others a line across each segment's middle meets; the distance is below zero to the right."""
    middle, step = segments.mean(axis=1), segments[:, 1] - segments[:, 0]
    normal = np.column_stack([-step[:, 1], step[:, 0]]) / segment_lengths(segments)[:, None]
    rays = np.stack([middle - reach * normal, middle + reach * normal], axis=1)
    ray, other = tree.query(segments_to_lines(rays), predicate="intersects")
    return ray, other, ((others.mean(axis=1)[other] - middle[ray]) * normal[ray]).sum(axis=1)


def _find_balance(row: Ints, gap: Floats, count: int) -> Floats:
    """Return for each of ``count`` rows the least distance that comes with both signs, nan where none does."""
    found = np.full(count, np.nan)
    size = np.abs(gap)
    order = np.lexsort((size, row))
    row, gap, size = row[order], gap[order], size[order]
    for step in (1, 2, 3):  # several may lie at one distance
        both = np.flatnonzero((row[step:] == row[:-step]) & (gap[step:] * gap[:-step] < 0))
        both = both[size[both + step] - size[both] <= SLACK_M]
        np.fmin.at(found, row[both], (size[both + step] + size[both]) / 2)
    return found


def _are_flights(segments: Floats, spacing: Floats, run: Ints, across: Floats) -> Bools:
    """Mark strokes of runs that may be the treads of a flight: as far apart, as many, of one length, none across."""
    run = np.unique(run, return_inverse=True)[1]
    count = np.bincount(run)
    length = segment_lengths(segments)
    least, most = np.full(len(count), np.inf), np.zeros(len(count))
    np.minimum.at(least, run, length)
    np.maximum.at(most, run, length)
    flight = (count <= _TREADS - 2) & (least >= (1 - ALIKE) * most)
    flight &= np.bincount(run, (spacing < GOING_M[0]) | (spacing > GOING_M[1])) == 0
    flight &= least >= TREAD_M[0]
    flight[run[_count_crossed(segments, _shorten(across, -1.0)) >= _CROSSED]] = False
    return np.asarray(flight[run])


def _count_crossed(segments: Floats, across: Floats) -> Ints:
    """Count for each segment how many of ``across`` it crosses between its ends."""
    inner = segments_to_lines(_shorten(segments))
    row, _ = shapely.STRtree(segments_to_lines(across)).query(inner, predicate="crosses")
    return np.bincount(row, minlength=len(segments))


def _shorten(segments: Floats, share: float = 1.0) -> Floats:
    """Take off both ends what may only touch another segment; below zero, add it."""
    step = segments[:, 1] - segments[:, 0]
    step = share * step * np.minimum(2 * _TOUCH_M / np.maximum(segment_lengths(segments), 1e-9), 0.4)[:, None]
    return np.stack([segments[:, 0] + step, segments[:, 1] - step], axis=1)


def _count_like(turn: Ints, spacing: Floats, sure: Bools) -> Ints:
    """Count for each stroke the sure ones of its direction and distance."""
    key = turn * 1000 + np.rint(np.nan_to_num(spacing) / (2 * SLACK_M)).astype(np.int64)
    kinds, count = np.unique(key[sure], return_counts=True)
    total = np.zeros(len(key), dtype=np.int64)
    for beside in (-1, 0, 1) if len(kinds) else ():
        at = np.minimum(np.searchsorted(kinds, key + beside), len(kinds) - 1)
        total += np.where(kinds[at] == key + beside, count[at], 0)
    return total


def _find_last(segments: Floats, turn: Ints, place: Ints, held: Bools, spacing: Floats) -> tuple[Bools, Bools]:
    """Mark the strokes that go on from hatching at its distance, and those that have it so on both sides.

    The last stroke before a wall has it on one, one that meets a wall's end by chance at one of its own on both.
    """
    ends = held[place].sum(axis=1)
    left, right, spacing = _find_beside(segments, turn, spacing)
    last = (left | right) & (ends == 0)
    left, right, _ = _find_beside(segments, turn, np.where(last | (ends == 0), spacing, np.nan))
    amid = left & right & ~last
    return last | amid & (ends == 1), amid


def _find_beside(segments: Floats, turn: Ints, spacing: Floats) -> tuple[Bools, Bools, Floats]:
    """Mark the strokes without a distance that have hatching at its own to the left, and to the right; add theirs."""
    done, rest = (np.flatnonzero(flags) for flags in (np.isfinite(spacing), ~np.isfinite(spacing)))
    rest = rest[np.isin(turn[rest], turn[done]) & (segment_lengths(segments[rest]) > 0)]
    tree = shapely.STRtree(segments_to_lines(segments[done]))
    reach = float(spacing[done].max(initial=0.0)) + SLACK_M
    ray, other, gap = _look_aside(segments[rest], segments[done], tree, reach)
    row, other = rest[ray], done[other]
    near = (turn[row] == turn[other]) & (np.abs(np.abs(gap) - spacing[other]) <= SLACK_M)
    row, other, gap = row[near], other[near], gap[near]
    sides = np.zeros((2, len(segments)), dtype=bool)
    sides[(gap > 0).astype(np.int64), row] = True
    spacing = spacing.copy()
    spacing[row] = spacing[other]
    return sides[0], sides[1], spacing


def _find_crossing(segments: Floats, others: Floats, free: Bools, found: Bools) -> Bools:
    """Mark free strokes that cross hatching, where walls do not: where it ends at them."""
    crossed = np.zeros(len(segments), dtype=bool)
    done = _shorten(segments[found])
    rest, firm = np.flatnonzero(~found & free), np.concatenate([segments[~found & ~free], others])
    firm = firm[segment_lengths(firm) >= _WALL_M]
    crossed[rest] = _count_crossed(segments[rest], done) >= _CROSSED
    walls = np.count_nonzero(_count_crossed(firm, done) >= _CROSSED)
    return crossed if walls <= _LEAK * np.count_nonzero(crossed) else np.zeros_like(crossed)
