"""Which pieces of a drawing are parts of one floor, and which are the same building drawn again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
import shapely

from campusmap.geometry.lines import make_points
from campusmap.georeference.plan_parts import Box, Floats, Part
from campusmap.numbering.levels import read_level

# Distances up to which pieces that nothing tells apart are one floor. Tool defaults: a portable classroom stands a few
# metres from the building; elevations and details are set off by as much.
_WING_SHARE: Final = 0.35  # of the larger piece's longer side
_WING_M: Final = 6.0
_BARE_SHARE: Final = 0.05  # the same for walls that nothing shows to be a plan
_BARE_M: Final = 2.5
_POST_M: Final = (3.0, 5.0)  # a piece as small as this, as near as that: columns of a canopy
_LIKE: Final = 0.35  # share of the smaller piece's corners that recur in the other at one offset
_LIKE_SIZE: Final = 0.3  # of the larger piece's side: smaller pieces, such as portables, may be alike
_CORNERS: Final = 6
_NEAR_M: Final = 0.1
_VOTERS: Final = (120, 4000)  # corners of the smaller and the larger piece that vote for an offset
_SURE: Final = 0.6  # a share that needs no vote (tool default)
_SHARE: Final = 0.7  # of a piece's room numbers that begin alike


@dataclass(frozen=True, slots=True)
class Piece:
    """Parts taken for one thing, with the titles written under them."""

    box: Box
    parts: tuple[Part, ...]
    titles: tuple[str, ...] = ()

    @property
    def is_plan(self) -> bool:
        """Tell whether any part shows a plan."""
        return any(part.is_plan for part in self.parts)

    @property
    def size(self) -> float:
        """Return the longer side, m."""
        return max(self.box[2] - self.box[0], self.box[3] - self.box[1])

    @property
    def corners(self) -> Floats:
        """Return the corners of all parts."""
        return np.concatenate([part.corners for part in self.parts])

    @property
    def numbers(self) -> list[str]:
        """Return the room numbers in all parts."""
        return [number for part in self.parts for number in part.numbers]


def gather(parts: Sequence[Part]) -> list[Piece]:
    """Join the parts whose boxes overlap: what stands in a courtyard or a hall belongs to it."""
    pieces = [Piece(part.box, (part,)) for part in sorted(parts, key=lambda part: (-part.size, part.box))]
    while True:
        gaps = box_gaps([piece.box for piece in pieces])
        np.fill_diagonal(gaps, np.inf)
        pairs = np.argwhere(np.triu(gaps <= 0.0, 1))
        if not len(pairs):
            return pieces
        pieces = _merge(pieces, int(pairs[0][0]), int(pairs[0][1]))


def link(pieces: Sequence[Piece]) -> list[Piece]:
    """Join the nearest pieces first, until those left are too far apart or show the same building again."""
    pieces, told = list(pieces), set[tuple[Box, Box]]()
    while True:
        pair = next((pair for pair in _near_pairs(pieces, told) if not _tell_apart(pieces, pair, told)), None)
        if pair is None:
            return pieces
        pieces = _merge(pieces, *pair)


def _near_pairs(pieces: Sequence[Piece], told: set[tuple[Box, Box]]) -> Iterator[tuple[int, int]]:
    """Yield the pairs that are near enough to be one floor, the nearest first."""
    gaps = box_gaps([piece.box for piece in pieces])
    near = sorted((float(gaps[i, j]), i, j) for i in range(len(pieces)) for j in range(i + 1, len(pieces)))
    for gap, i, j in near:
        if gap <= _limit(pieces[i], pieces[j]) and (pieces[i].box, pieces[j].box) not in told:
            yield i, j


def _limit(one: Piece, other: Piece) -> float:
    larger = max(one.size, other.size)
    if one.is_plan and other.is_plan:
        return max(_WING_M, _WING_SHARE * larger)
    if min(one.size, other.size) <= _POST_M[0]:
        return _POST_M[1]
    return max(_BARE_M, _BARE_SHARE * larger)


def _tell_apart(pieces: Sequence[Piece], pair: tuple[int, int], told: set[tuple[Box, Box]]) -> bool:
    one, other = pieces[pair[0]], pieces[pair[1]]
    apart = are_apart(one, other)
    if apart:
        told.add((one.box, other.box))
    return apart


def are_apart(one: Piece, other: Piece) -> bool:
    """Tell whether two pieces are different floors: by their titles, their room numbers, or because they look alike."""
    if one.titles and other.titles and set(map(_rank, one.titles)).isdisjoint(map(_rank, other.titles)):
        return True
    verdict = _compare_numbers(one.numbers, other.numbers)
    return look_alike(one, other) if verdict is None else verdict


def _rank(title: str) -> float | None:
    return read_level(title).rank


def _compare_numbers(one: Sequence[str], other: Sequence[str]) -> bool | None:
    """Tell two floors from two wings by what their room numbers begin with; None when the numbers do not say."""
    if min(len(one), len(other)) < 3:
        return None
    if len(set(one) & set(other)) >= min(len(set(one)), len(set(other))) / 2:
        return True
    first, second = _beginning(one), _beginning(other)
    return None if not first or not second else first != second


def _beginning(numbers: Sequence[str]) -> str:
    """Return what most numbers of three digits or more have before their last two digits."""
    digits = ["".join(letter for letter in number if letter.isdigit()) for number in numbers]
    starts = Counter(digit[:-2] for digit in digits if len(digit) >= 3)
    start, count = starts.most_common(1)[0] if starts else ("", 0)
    return start if count >= _SHARE * len(numbers) else ""


def look_alike(one: Piece, other: Piece) -> bool:
    """Tell whether much of the smaller piece is drawn again in the other, at one offset."""
    small, large = sorted((one, other), key=lambda piece: len(piece.corners))
    if min(one.size, other.size) < _LIKE_SIZE * max(one.size, other.size) or len(small.corners) < _CORNERS:
        return False
    return find_shift(small, large)[1] >= _LIKE


def find_shift(small: Piece, large: Piece) -> tuple[tuple[float, float], float]:
    """Return the offset (m) that lays most corners of one piece on corners of the other, and their share."""
    corners, goals = small.corners, large.corners
    tree = shapely.STRtree(make_points(goals))
    ways = [_match(corners, goals, tree, shift) for shift in _box_shifts(small.box, large.box)]
    best = max(ways, key=lambda row: row[1])
    if best[1] < _SURE:
        best = max(best, _match(corners, goals, tree, _voted_shift(corners, goals)), key=lambda row: row[1])
    return best


def _match(corners: Floats, goals: Floats, tree: shapely.STRtree, shift: Floats) -> tuple[tuple[float, float], float]:
    """Return an offset, refined to the median of what it matches, and the share of corners that it lays on others."""
    places = make_points(corners + shift)
    near, goal = tree.query_nearest(places, max_distance=_NEAR_M, all_matches=False)
    refined = np.median(goals[goal] - corners[near], axis=0) if len(near) else shift
    return (float(refined[0]), float(refined[1])), len(near) / len(corners)


def _box_shifts(small: Box, large: Box) -> list[Floats]:
    a, b = np.array(small).reshape(2, 2), np.array(large).reshape(2, 2)
    ways = [(b[i, 0] - a[i, 0], b[j, 1] - a[j, 1]) for i in (0, 1) for j in (0, 1)]
    return [np.array(way) for way in ways]


def _voted_shift(small: Floats, large: Floats) -> Floats:
    """Let a sample of corners vote for the offset that most of them share."""
    voters, goals = (points[:: max(1, len(points) // _VOTERS[k])] for k, points in enumerate((small, large)))
    shifts = (goals[None, :, :] - voters[:, None, :]).reshape(-1, 2)
    bins = (shifts / _NEAR_M).round().astype(np.int64)
    keys, counts = np.unique(bins[:, 0] * 2**32 + bins[:, 1], return_counts=True)
    best = bins[np.flatnonzero(bins[:, 0] * 2**32 + bins[:, 1] == keys[int(np.argmax(counts))])[0]]
    return np.asarray(best * _NEAR_M, dtype=np.float64)


def _merge(pieces: Sequence[Piece], i: int, j: int) -> list[Piece]:
    one, other = pieces[i], pieces[j]
    box = (
        min(one.box[0], other.box[0]), min(one.box[1], other.box[1]),
        max(one.box[2], other.box[2]), max(one.box[3], other.box[3]),
    )  # fmt: skip
    joined = replace(one, box=box, parts=(*one.parts, *other.parts), titles=(*one.titles, *other.titles))
    return [joined if k == i else piece for k, piece in enumerate(pieces) if k != j]


def box_gaps(boxes: Sequence[Box]) -> Floats:
    """Return the distances between boxes, zero where they overlap or touch."""
    b = np.array(boxes, dtype=np.float64).reshape(-1, 4)
    apart = [np.maximum(b[:, None, k] - b[None, :, k + 2], b[None, :, k] - b[:, None, k + 2]) for k in (0, 1)]
    return np.asarray(np.hypot(*np.maximum(apart, 0.0)), dtype=np.float64)
