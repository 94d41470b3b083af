"""Fit numbers to rows of rooms or doors so that they rise along each row and as few as possible change."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, product
from typing import Final

import numpy as np

# What a choice costs; each outweighs any sum of those below it. Hopeless: no number is left for a thing that needs
# one. Out of place: a thing whose number must stay stands out of order. All are tool defaults.
HOPELESS: Final = 10**15
OUT_OF_PLACE: Final = 10**13
CHANGED: Final = 10**9
SOFT: Final = 100_000  # to stand out of order where nothing asks for order
_NEVER: Final = 10**18

Taste = Callable[[int], int]


def no_taste(_value: int) -> int:
    """Like every free number alike."""
    return 0


def any_value(_value: int) -> bool:
    """Accept every number."""
    return True


@dataclass(frozen=True, slots=True)
class Item:
    """A thing in a row. ``own`` is the value that it may keep, None when it must change.

    ``weight`` counts the numbers that change with it, itself included; ``taste`` says how ill a new value suits it,
    below ``CHANGED`` in sum, above it only where another change is the lesser evil; ``stays`` forbids a change;
    ``out_of_place`` is the price of its standing out of order.
    """

    id: str
    own: int | None
    weight: int = 1
    taste: Taste = no_taste
    accepts: Callable[[int], bool] = any_value
    stays: bool = False
    out_of_place: int = OUT_OF_PLACE


def fit_rows(rows: Sequence[Sequence[Item]], free: Collection[int]) -> dict[str, int | None]:
    """Return a value for each item: rising along each row, none given twice, the fewest items changed.

    Items keep their own value or take one that is ``free``; None is for an item that finds none, and for one that
    stays where it stands out of order. Exact for all rows together, by dynamic programming over the values in order.
    """
    values = sorted({*free} | {item.own for row in rows for item in row if item.own is not None})
    table = _Table(rows, values, frozenset(free))
    return table.trace()


class _Table:
    """The least cost of giving the values from one on to what is left of each row."""

    def __init__(self, rows: Sequence[Sequence[Item]], values: Sequence[int], free: frozenset[int]) -> None:
        self.rows, self.values, self.free = rows, values, free
        self.sizes = [len(row) + 1 for row in rows]
        self.strides = [*accumulate(reversed(self.sizes), lambda a, b: a * b, initial=1)][-2::-1] if rows else []
        self.states = list(product(*(range(size) for size in self.sizes)))
        self.costs = self._sweep()

    def _sweep(self) -> list[list[int]]:
        """Go through the values from the last to the first."""
        costs = [self._settle([_NEVER] * len(self.states), start=True)]
        for value in reversed(self.values):
            after = costs[-1]
            gains = [self._price(row, value) for row in self.rows]
            here = [min(self._options(n, state, after, gains)) for n, state in enumerate(self.states)]
            costs.append(self._settle(here))
        costs.reverse()
        return costs

    def _price(self, row: Sequence[Item], value: int) -> list[int]:
        """Return what it costs to give a value to each item of a row."""
        return [price_item(item, value, value in self.free) for item in row]

    def _options(self, n: int, state: tuple[int, ...], after: list[int], gains: list[list[int]]) -> list[int]:
        """Return the costs of leaving a value out, and of giving it to the next item of each row."""
        found = [after[n]]
        for place, index in enumerate(state):
            if index < len(self.rows[place]):
                found.append(gains[place][index] + after[n + self.strides[place]])
        return found

    def _settle(self, costs: list[int], *, start: bool = False) -> list[int]:
        """Let items go without a value, from the ends of the rows backward."""
        for n in range(len(self.states) - 1, -1, -1):
            if start and n == len(self.states) - 1:
                costs[n] = 0
            for place, index in enumerate(self.states[n]):
                if index < len(self.rows[place]):
                    skipped = skip_cost(self.rows[place][index]) + costs[n + self.strides[place]]
                    costs[n] = min(costs[n], skipped)
        return costs

    def trace(self) -> dict[str, int | None]:
        """Follow the cheapest choices from the first value on."""
        chosen: dict[str, int | None] = {}
        n, at = 0, 0
        while n < len(self.states) - 1:
            n, at = self._step(n, at, chosen)
        return chosen

    def _step(self, n: int, at: int, chosen: dict[str, int | None]) -> tuple[int, int]:
        cost, state = self.costs[at][n], self.states[n]
        for place, index in enumerate(state):
            if index == len(self.rows[place]):
                continue
            item, onward = self.rows[place][index], n + self.strides[place]
            if at < len(self.values):
                value = self.values[at]
                if price_item(item, value, value in self.free) + self.costs[at + 1][onward] == cost:
                    chosen[item.id] = value
                    return onward, at + 1
            if skip_cost(item) + self.costs[at][onward] == cost:
                chosen[item.id] = None
                return onward, at
        return n, at + 1


def price_item(item: Item, value: int, is_free: bool) -> int:
    """Return what it costs an item to have a value: nothing to keep its own, a change otherwise."""
    if value == item.own and item.accepts(value):
        return 0
    if item.stays or not is_free or not item.accepts(value):
        return _NEVER
    return CHANGED * item.weight + item.taste(value)


def skip_cost(item: Item) -> int:
    """Return what it costs that an item finds no value, or stays out of order with its own."""
    return item.out_of_place if item.stays else HOPELESS * item.weight


def between(places: Sequence[float], anchors: Mapping[int, int], start: float, step: float) -> list[float]:
    """Return a wished value for every place, in order: in proportion between its neighbours that have one.

    ``anchors`` maps indices of places to values. Beyond them values go on at the anchors' own pace; without two of
    them at ``step`` values a metre, without any from ``start``.
    """
    known = sorted(anchors)
    if not known:
        return [start + step * (place - places[0]) for place in places]
    first, last = known[0], known[-1]
    run = places[last] - places[first]
    pace = (anchors[last] - anchors[first]) / run if run > 0 else step
    at, values = [places[n] for n in known], [anchors[n] for n in known]
    inside = np.interp(places, at, values).tolist()
    return [
        value + pace * (min(0.0, place - at[0]) + max(0.0, place - at[-1]))
        for value, place in zip(inside, places, strict=True)
    ]
