"""Symbols whose leader lines cross change places, where each fits into the other's: their lines are shorter then."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

import numpy as np
from shapely import LineString, STRtree

from campusmap.carto.crowd import Boxes, Crowd
from campusmap.carto.leaders import edge_point
from campusmap.carto.symbols import DOOR_BARE, SIDE
from campusmap.carto.tags import FIRST_KINDS, SetTag, Try, is_tied, take_place

_FIXED = (*FIRST_KINDS, DOOR_BARE, SIDE)  # these stand where they do for a reason


def uncross(found: Try, before: tuple[Boxes, Boxes], crowd: Crowd) -> Try:
    """Return tags as set into a crowd that was as ``before``, those with crossing lines in each other's places."""
    done = {n: each for n, each in found.done.items() if each is not None}
    crossings = list(_find_crossings(done))
    for one, other in crossings:
        pair = {one: done[one], other: done[other]}
        if any(_find_crossings(pair)):  # still: the one before may have moved one of them
            _take_places({n: each for n, each in done.items() if n not in pair}, before, crowd)
            done |= _change_places(pair, crowd)
    if crossings:
        _take_places(done, before, crowd)
    return Try({**found.done, **done}, crowd.snapshot())


def _find_crossings(done: Mapping[int, SetTag]) -> Iterator[tuple[int, int]]:
    """Yield the numbers of free-standing symbols whose leader lines cross, two and two."""
    tied = {n: each for n, each in done.items() if each.tied and each.tag.kind not in _FIXED}
    starts = [(each.tag.x, each.tag.y) for each in tied.values()]
    ends = [edge_point(each.box, start) for each, start in zip(tied.values(), starts, strict=True)]
    lines = np.array([LineString(ends) for ends in zip(starts, ends, strict=True)], dtype=np.object_)
    numbers = list(tied)
    for one, other in sorted(STRtree(lines).query(lines, "crosses").T.tolist()):
        if one < other:
            yield numbers[one], numbers[other]


def _take_places(done: Mapping[int, SetTag], before: tuple[Boxes, Boxes], crowd: Crowd) -> None:
    crowd.restore(before)
    for each in done.values():
        take_place(each, crowd)


def _change_places(pair: Mapping[int, SetTag], crowd: Crowd) -> dict[int, SetTag]:
    """Return two tags in each other's places, if both are free there; else nothing."""
    (one, first), (other, second) = pair.items()
    changed = {one: _move(first, second.at), other: _move(second, first.at)}
    for each in changed.values():
        start, place = (each.tag.x, each.tag.y), np.array([each.box])
        if not crowd.is_free(place, each.tag.subject)[0] or crowd.crosses(start, np.array([each.at]), alone=True)[0]:
            return {}
        take_place(each, crowd)
    return changed


def _move(each: SetTag, at: tuple[float, float]) -> SetTag:
    dx, dy = at[0] - each.at[0], at[1] - each.at[1]
    left, top, right, bottom = each.box
    return replace(each, at=at, box=(left + dx, top + dy, right + dx, bottom + dy), tied=is_tied(each.tag, at))
