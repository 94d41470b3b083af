"""Stairs and elevators over floors: one shaft, one name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import pairwise
from typing import Final

from campusmap.model.places import Floor, Space, Use

VERTICAL: Final = frozenset({Use.STAIR, Use.ELEVATOR})
# Share of the smaller outline that must lie over the other for two to be one shaft. Tool default: half-landings
# and drawing offsets leave less in common than the 0.6 that equal shafts have.
MIN_OVERLAP: Final = 0.3


def name_shafts(floors: Iterable[Floor], *, aligned: bool = False) -> tuple[Floor, ...]:
    """Give stairs and elevators that stand over one another on neighbouring floors one shaft name.

    The name is the number at the lowest stop, else the lowest space's id. Only floors that share one frame of
    reference can be compared: placed ones, and all of them where ``aligned`` says that the caller laid them over one
    another. Others keep their names.
    """
    every = tuple(floors)
    ordered = sorted(every, key=lambda floor: floor.ordinal)
    names: dict[str, str] = {}
    for lower, upper in pairwise([floor for floor in ordered if aligned or floor.frame.placed]):
        for below, above in _stacked(lower, upper):
            names[above.id] = names.setdefault(below.id, below.shown_number or below.id)
    return tuple(_renamed(floor, names) for floor in every)


def share_in_common(below: Space, above: Space) -> float:
    """Return the area that two spaces have in common over that of the smaller one."""
    smaller = min(below.outline.area, above.outline.area)
    return float(below.outline.intersection(above.outline).area / smaller) if smaller > 0 else 0.0


def _stacked(lower: Floor, upper: Floor) -> Iterator[tuple[Space, Space]]:
    by_use: dict[Use, list[Space]] = defaultdict(list)
    for space in lower.spaces:
        by_use[space.use].append(space)
    for above in upper.spaces:
        if above.use in VERTICAL:
            overlaps = [(share_in_common(below, above), below.id, below) for below in by_use[above.use]]
            best = max(overlaps, default=None, key=lambda row: row[:2])
            if best and best[0] >= MIN_OVERLAP:
                yield best[2], above


def _renamed(floor: Floor, names: dict[str, str]) -> Floor:
    spaces = tuple(
        replace(space, shaft=names.get(space.id, space.shaft or space.shown_number)) if space.use in VERTICAL else space
        for space in floor.spaces
    )
    return replace(floor, spaces=spaces)
