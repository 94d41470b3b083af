"""Dashes of hatching taken to pieces: short straight strokes, many of them alike, that repeat at one distance."""

from __future__ import annotations

from typing import Final

import numpy as np
import shapely

from campusmap.geometry.lines import Bools, Floats, Ints, make_points, segment_lengths, segments_to_lines

SLACK_M: Final = 0.0015  # in the distance from one stroke to the next, and in the length of dashes
OFF_GRID: Final = 0.137  # what is drawn on round numbers is not on the edge of a rounding

_REPEATS: Final = ((0.1, 50), (0.25, 50), (0.65, 50), (1.3, 500))  # how far they repeat, how many alike; tool default
_MOST: Final = 0.5  # of the strokes of a kind repeat, where it is one of dashes; tool default
_DASH_M: Final = 3.0  # the longest of them; tool default
_LINE_M: Final = 0.65  # from one to the next in line with it
_CUTS: Final = 4  # that hang together on one wall


def find_dashes(segments: Floats, length: Floats, turn: Ints) -> Bools:
    """Mark short strokes of which there are many alike, with one on either side at one distance, whichever way."""
    kind, count = _sort_alike(length, turn)
    found = np.zeros(len(segments), dtype=bool)
    middles = make_points(segments.mean(axis=1))
    for reach, least in _REPEATS:
        asked = np.flatnonzero((count >= least) & ~found)
        row, other = shapely.STRtree(middles[asked]).query(middles[asked], "dwithin", reach)
        row, other = asked[row], asked[other]
        like = (kind[row] == kind[other]) & (row != other)
        row, other = row[like], other[like]
        way = shapely.get_coordinates(middles[other]) - shapely.get_coordinates(middles[row])
        step = np.rint(way / (2 * SLACK_M) + OFF_GRID * np.sign(way)).astype(np.int64)
        ahead = (step[:, 0] > 0) | ((step[:, 0] == 0) & (step[:, 1] > 0))
        wide = 2 * round(reach / (2 * SLACK_M)) + 5
        key = (row * wide + np.abs(step[:, 0])) * wide + np.where(ahead, step[:, 1], -step[:, 1]) + wide // 2
        found[row[ahead][np.isin(key[ahead], key[~ahead])]] = True
    of_kind = np.bincount(kind[found], minlength=kind.max(initial=0) + 1)[kind]
    return np.asarray((kind >= 0) & (of_kind >= _MOST * count) & (of_kind > 0))  # those at a border have none beyond


def _sort_alike(length: Floats, turn: Ints) -> tuple[Ints, Ints]:
    """Return for each stroke its kind, by direction and length, and how many there are of it; long ones are of none."""
    short = np.flatnonzero((length > SLACK_M) & (length <= _DASH_M))
    order = short[np.lexsort((length[short], turn[short]))]
    new = (np.diff(turn[order]) != 0) | (np.diff(length[order]) > SLACK_M / 10)
    kind, count = np.full(len(length), -1), np.zeros(len(length), dtype=np.int64)
    kind[order] = np.cumsum(np.concatenate([[False], new]))[: len(order)]
    count[order] = np.bincount(kind[order], minlength=1)[kind[order]]
    return kind, count


def join_dashes(segments: Floats, turn: Ints, place: Ints, walls: Ints, found: Bools, dashes: Bools) -> Bools:
    """Add dashes, and what a wall cut short of them: joined to hatching or in line with it, and joined to nothing else.

    ``place`` (n, 2) are those of the strokes' ends, ``walls`` those of the ends of what else is drawn.
    """
    length = segment_lengths(segments)
    short = (found | dashes) & (length <= _DASH_M)
    longest = np.zeros(turn.max() + 1)
    np.maximum.at(longest, turn[short], length[short])
    cut = ~found & (length <= longest[turn] + SLACK_M)
    firm, ends = (np.zeros(max(place.max(), walls.max(initial=0)) + 1, dtype=bool) for _ in range(2))
    firm[walls] = True
    for _ in range(_CUTS):
        firm[place[~found & ~cut & ~dashes]] = True
        cut &= ~firm[place].any(axis=1)
    found = found | (cut & dashes)
    ends[place[found]] = True
    rest = np.flatnonzero(cut & ~found & (length > 0))
    return np.asarray(found | (cut & ends[place].any(axis=1)) | _lie_in_line(segments, turn, rest, found & dashes))


def _lie_in_line(segments: Floats, turn: Ints, asked: Ints, dashes: Bools) -> Bools:
    """Mark the segments asked for that have a dash in line with them."""
    step = segments[asked, 1] - segments[asked, 0]
    step *= (_LINE_M / np.maximum(segment_lengths(segments[asked]), 1e-9))[:, None]
    lines = segments_to_lines(np.stack([segments[asked, 0] - step, segments[asked, 1] + step], axis=1))
    others = np.flatnonzero(dashes)
    row, other = shapely.STRtree(make_points(segments[others].mean(axis=1))).query(lines, "dwithin", SLACK_M)
    found = np.zeros(len(segments), dtype=bool)
    found[asked[row[turn[asked[row]] == turn[others[other]]]]] = True
    return found
