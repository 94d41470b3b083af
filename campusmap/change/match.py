"""Which room of one edition is which of the other: by shape, number, name and neighbours."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray

from campusmap.change.assign import assign
from campusmap.model.places import Floor, Space

Floats = NDArray[np.float64]
# What each likeness counts where rooms have shapes; without shapes the others share its part (tool defaults).
SHAPE, NUMBER, NAME, NEIGHBOURS = 0.55, 0.25, 0.08, 0.12
# Rooms less alike than this are two rooms. Half a shape, or a number that is borne out by neighbours (tool default).
LEAST: Final = 0.27
# A room is a part of another, and parts make up a whole, from this share of the area on (tool default).
WITHIN: Final = 0.8


@dataclass(frozen=True, slots=True)
class RoomMatch:
    """Positions in the two lists of rooms. ``splits`` are (old, news), ``merges`` (olds, new)."""

    pairs: tuple[tuple[int, int], ...]
    splits: tuple[tuple[int, tuple[int, ...]], ...]
    merges: tuple[tuple[tuple[int, ...], int], ...]
    gone: tuple[int, ...]
    fresh: tuple[int, ...]
    overlap: Floats  # intersection over union, (old, new)


def match_rooms(old: Floor, new: Floor) -> RoomMatch:
    """Match the rooms of two floors one to one, having set apart rooms that were split or merged."""
    shared = _shared_areas(old.spaces, new.spaces)
    ours, theirs = (np.array([space.outline.area for space in floor.spaces]) for floor in (old, new))
    whole = ours[:, None] + theirs[None, :] - shared
    overlap = np.divide(shared, whole, out=np.zeros_like(shared), where=whole > 0)
    splits = _find_parts(shared, ours, theirs)
    merges = _find_parts(shared.T, theirs, ours)
    rows = _others(len(ours), [i for i, _ in splits], [i for _, parts in merges for i in parts])
    columns = _others(len(theirs), [j for _, parts in splits for j in parts], [j for j, _ in merges])
    pairs = _assign(_likeness(old, new, overlap)[np.ix_(rows, columns)], rows, columns)
    return RoomMatch(
        tuple(pairs), tuple(splits), tuple((parts, j) for j, parts in merges),
        tuple(_others(len(ours), [i for i, _ in pairs], _others(len(ours), rows))),
        tuple(_others(len(theirs), [j for _, j in pairs], _others(len(theirs), columns))), overlap,
    )  # fmt: skip


def _others(count: int, *taken: Sequence[int]) -> list[int]:
    return sorted(set(range(count)) - {n for some in taken for n in some})


def _shared_areas(old: Sequence[Space], new: Sequence[Space]) -> Floats:
    ours, theirs = ([space.outline for space in spaces] for spaces in (old, new))
    shared: Floats = np.zeros((len(ours), len(theirs)))
    if not ours or not theirs:
        return shared
    i, j = shapely.STRtree(theirs).query(ours, predicate="intersects")
    shared[i, j] = shapely.area(shapely.intersection(np.array(ours)[i], np.array(theirs)[j]))
    return shared


def _find_parts(shared: Floats, whole: Floats, part: Floats) -> list[tuple[int, tuple[int, ...]]]:
    """Return (whole, parts) for every whole that is made up of two parts or more, each of which lies within it."""
    inside = (shared >= WITHIN * np.maximum(part, 1e-9)[None, :]) & (part > 0)[None, :]
    found = []
    for n in range(len(whole)):
        parts = np.flatnonzero(inside[n])
        if len(parts) >= 2 and shared[n, parts].sum() >= WITHIN * whole[n]:
            found.append((n, tuple(int(p) for p in parts)))
    return found


def _likeness(old: Floor, new: Floor, overlap: Floats) -> Floats:
    """Return how alike each two rooms are, from 0 to 1."""
    number = _equal([s.shown_number for s in old.spaces], [s.shown_number for s in new.spaces])
    name = _equal([s.name for s in old.spaces], [s.name for s in new.spaces])
    beside = _alike_neighbours(old, new)
    shapeless = _shapeless(old.spaces)[:, None] | _shapeless(new.spaces)[None, :]
    words = NUMBER * number + NAME * name + NEIGHBOURS * beside
    alike: Floats = np.where(shapeless, words / (NUMBER + NAME + NEIGHBOURS), SHAPE * overlap + words)
    return alike


def _shapeless(spaces: Sequence[Space]) -> NDArray[np.bool_]:
    return np.array([space.outline.is_empty for space in spaces], dtype=bool)


def _equal(ours: Sequence[str], theirs: Sequence[str]) -> Floats:
    a, b = (np.array([text.casefold() for text in texts], dtype=object) for texts in (ours, theirs))
    same: Floats = ((a[:, None] == b[None, :]) & (a != "")[:, None]).astype(float)
    return same


def _alike_neighbours(old: Floor, new: Floor) -> Floats:
    """Return the share of numbered neighbours (rooms joined by an opening) that each two rooms have in common."""
    ours, theirs = (_neighbour_numbers(floor) for floor in (old, new))
    names = sorted({number for numbers in (*ours, *theirs) for number in numbers})
    place = {name: n for n, name in enumerate(names)}
    a, b = (_to_flags(lists, place) for lists in (ours, theirs))
    both = a @ b.T
    either = a.sum(axis=1)[:, None] + b.sum(axis=1)[None, :] - both
    share: Floats = np.divide(both, either, out=np.zeros_like(both), where=either > 0)
    return share


def _neighbour_numbers(floor: Floor) -> list[set[str]]:
    number = {space.id: space.shown_number for space in floor.spaces}
    beside: dict[str, set[str]] = defaultdict(set)
    for opening in floor.openings:
        for side in opening.joins:
            beside[side] |= {number.get(other, "") for other in opening.joins if other != side} - {""}
    return [beside[space.id] for space in floor.spaces]


def _to_flags(lists: Sequence[set[str]], place: dict[str, int]) -> Floats:
    flags = np.zeros((len(lists), len(place)))
    for n, numbers in enumerate(lists):
        flags[n, [place[number] for number in numbers]] = 1.0
    return flags


def _assign(likeness: Floats, rows: Sequence[int], columns: Sequence[int]) -> list[tuple[int, int]]:
    pairs = assign(-np.where(likeness >= LEAST, likeness, 0.0))
    return [(rows[i], columns[j]) for i, j in pairs if likeness[i, j] >= LEAST]
