"""Whether the stairs and lifts of one floor stand over those of the floor below."""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import pairwise, product
from statistics import median
from typing import Final

from campusmap.model.places import Building, Floor, Space
from campusmap.numbering.grammar import fold_number
from campusmap.rooms.shafts import MIN_OVERLAP, VERTICAL, share_in_common
from campusmap.units import say_length

SAME_SIZE: Final = (0.8, 1.25)  # areas of two stops of one shaft that can be held against each other (tool default)
SHIFT_M: Final = 1.0  # tool default: about a stair's width
MIN_PAIRS: Final = 2  # shafts that must be shifted alike; one may be drawn with another landing

Pair = tuple[Space, Space]


def find_shifts(building: Building) -> Iterator[tuple[Floor, Floor, str]]:
    """Yield (lower floor, upper floor, what is wrong) for placed neighbours whose shafts do not stand in line."""
    ordered = sorted((floor for floor in building.floors if floor.frame.placed), key=lambda floor: floor.ordinal)
    for lower, upper in pairwise(ordered):
        said = _compare(_shafts(lower), _shafts(upper))
        if said:
            yield lower, upper, said


def _shafts(floor: Floor) -> list[Space]:
    return [space for space in floor.spaces if space.use in VERTICAL]


def _compare(below: list[Space], above: list[Space]) -> str:
    if not below or not above:
        return ""
    apart = [pair for pair in _pair_by_number(below, above) if share_in_common(*pair) < MIN_OVERLAP]
    if apart:
        return ", ".join(f"{_name(pair[1])} lies {say_length(_shift(pair))} from where it is below" for pair in apart)
    stacked = [pair for pair in product(below, above) if _are_stacked(*pair)]
    if not stacked:
        return f"none of its {len(above)} stairs and lifts stands over one of the {len(below)} below"
    return _common_shift(stacked)


def _are_stacked(low: Space, high: Space) -> bool:
    return low.use is high.use and share_in_common(low, high) >= MIN_OVERLAP


def _pair_by_number(below: list[Space], above: list[Space]) -> list[Pair]:
    """Pair the shafts that carry the same number, where it is one shaft's alone on each floor."""
    return [
        (low, high)
        for low, high in product(below, above)
        if _key(low) == _key(high) and _is_alone(low, below) and _is_alone(high, above)
    ]


def _key(space: Space) -> tuple[str, str]:
    return space.use.value, fold_number(space.shown_number)


def _is_alone(space: Space, others: list[Space]) -> bool:
    return bool(space.shown_number) and sum(_key(other) == _key(space) for other in others) == 1


def _common_shift(stacked: list[Pair]) -> str:
    """Tell a shift that all shafts share, by the middle of their outlines."""
    alike = [pair for pair in stacked if SAME_SIZE[0] <= pair[1].outline.area / pair[0].outline.area <= SAME_SIZE[1]]
    if len(alike) < MIN_PAIRS:
        return ""
    shift = math.hypot(*(median(_step(pair)[axis] for pair in alike) for axis in (0, 1)))
    return f"its stairs and lifts stand {say_length(shift)} beside those below" if shift > SHIFT_M else ""


def _step(pair: Pair) -> tuple[float, float]:
    low, high = (space.outline.envelope.centroid for space in pair)
    return high.x - low.x, high.y - low.y


def _shift(pair: Pair) -> float:
    return math.hypot(*_step(pair))


def _name(space: Space) -> str:
    return f"{space.use.value} {space.shown_number}"
