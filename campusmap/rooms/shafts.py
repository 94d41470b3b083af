"""Stairs and elevators over floors: one shaft, one name, and a vertical opening from stop to stop."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

import numpy as np
import shapely
from shapely import LineString

from campusmap.model.places import Floor, Opening, OpeningKind, Space, Use
from campusmap.rooms.naming import tell_apart

Pair = tuple[str, str]  # ids of the stop below and the stop above

VERTICAL: Final = frozenset({Use.STAIR, Use.ELEVATOR})
# Share of the smaller outline that must lie over the other for two to be one shaft. Tool default: half-landings
# and drawing offsets leave less in common than the 0.6 that equal shafts have.
MIN_OVERLAP: Final = 0.3


def stack_shafts(floors: Iterable[Floor]) -> tuple[Floor, ...]:
    """Join the stairs and elevators that stand over one another on neighbouring placed floors."""
    every = tuple(floors)
    return join_shafts(every, find_stacked(floor for floor in every if floor.frame.placed))


def find_stacked(floors: Iterable[Floor]) -> tuple[Pair, ...]:
    """Pair the ids of stairs and elevators that stand over one another on neighbouring floors, lowest floors first.

    The floors must share one frame of reference: only then can they be compared.
    """
    ordered = sorted(floors, key=lambda floor: floor.ordinal)
    return tuple(pair for lower, upper in pairwise(ordered) for pair in _stacked(lower, upper))


def join_shafts(floors: Sequence[Floor], pairs: Sequence[Pair]) -> tuple[Floor, ...]:
    """Give each shaft one name over its floors, and a vertical opening from each stop to the next one above.

    The name is the number at the lowest stop, else the lowest space's id. The opening belongs to the lower floor, as
    a line across the middle of the shaft there. What no pair holds is a shaft of its own.
    """
    shown = {space.id: space.shown_number or space.id for floor in floors for space in floor.spaces}
    names: dict[str, str] = {}
    for below, above in pairs:
        names[above] = names.setdefault(below, shown[below])
    return tuple(_joined(floor, names, pairs) for floor in floors)


def share_in_common(below: Space, above: Space) -> float:
    """Return the area that two spaces have in common over that of the smaller one."""
    smaller = min(below.outline.area, above.outline.area)
    return float(below.outline.intersection(above.outline).area / smaller) if smaller > 0 else 0.0


def _stacked(lower: Floor, upper: Floor) -> Iterator[Pair]:
    by_use: dict[Use, list[Space]] = defaultdict(list)
    for space in lower.spaces:
        by_use[space.use].append(space)
    for above in upper.spaces:
        if above.use in VERTICAL:
            overlaps = [(share_in_common(below, above), below.id) for below in by_use[above.use]]
            best = max(overlaps, default=None)
            if best and best[0] >= MIN_OVERLAP:
                yield best[1], above.id


def _joined(floor: Floor, names: dict[str, str], pairs: Sequence[Pair]) -> Floor:
    spaces = tuple(
        replace(space, shaft=names.get(space.id, space.shaft or space.shown_number)) if space.use in VERTICAL else space
        for space in floor.spaces
    )
    own = {space.id: space for space in floor.spaces}
    up = [(own[below], above) for below, above in pairs if below in own]
    keys = tell_apart([space.id.rpartition("/")[2] for space, _ in up])
    more = [_way_up(f"{floor.id}/v-{key}", *ends) for key, ends in zip(keys, up, strict=True)]
    openings = sorted([*floor.openings, *more], key=lambda opening: opening.id)
    return replace(floor, spaces=spaces, openings=tuple(openings))


def _way_up(opening_id: str, below: Space, above: str) -> Opening:
    """Return the vertical opening from a stop to the next above: on plan, the middle line across the shaft's length."""
    corners = shapely.get_coordinates(shapely.oriented_envelope(below.outline))[:4]
    middles = ((corners + np.roll(corners, -1, axis=0)) / 2).round(3)
    line = min((LineString(middles[k::2]) for k in (0, 1)), key=lambda across: across.length)
    return Opening(opening_id, OpeningKind.VERTICAL, line, (below.id, above), refs=below.refs[:1])
