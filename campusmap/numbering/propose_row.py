"""Number the rooms of one corridor: keep what fits, put new numbers where the room stands, leave gaps for later."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import product
from typing import Final

from campusmap.numbering.order import longest_rise
from campusmap.numbering.propose_fit import CHANGED, OUT_OF_PLACE, SOFT, Item, between, fit_rows
from campusmap.numbering.propose_runs import Run, Stand

# A new corridor gets a number for each so many metres on each side, so that wide rooms leave numbers free (IU and VCU
# ask for gaps; the width of a small office is a tool default).
MODULE_M: Final = 3.5
SIDE_SHARE: Final = 0.75  # of a side's numbers that are odd, or even, to speak of an odd side (tool default)
ALIKE: Final = 300  # to sound like another number of the floor over a radio, 115 and 150 (tool default)
SIGNS: Final = 2  # to sound like a number near by, in other rooms' signs that are better changed (tool default)
WRONG_SIDE: Final = 10_000  # an even number on an odd side, against tenths of a number's distance (tool default)


Sides = tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
class RowRules:
    """What holds for the rooms of one corridor. Serials are of the floor's numbers.

    ``own`` maps rooms to the serial they may keep; ``weights`` counts the rooms that change with a room.
    """

    own: Mapping[str, int]
    frozen: Collection[str]
    weights: Mapping[str, int]
    free: Collection[int]
    is_strict: bool  # numbers must rise along each side
    from_entrance: bool  # and from the end that is nearer to the entrance
    odd_even: bool  # one side must be odd, the other even
    alike: Collection[int]  # serials that sound like a number of this floor
    start: int  # where a corridor without any number begins
    spare: int
    avoid: Mapping[str, Collection[int | None]] = field(default_factory=dict)  # what sounds like a number near the room


def number_run(run: Run, rules: RowRules) -> dict[str, int | None]:
    """Return a serial for each room of a run; None for a room that keeps its own out of order, or finds none.

    Numbers may rise from the near end or, if the scheme allows, from the far end, on each side whichever changes fewer;
    of equals from the near end, and both sides alike. Round a ring they rise from where the most of them rise already,
    of equals from the entrance. Rooms in the end of a corridor may keep their numbers out of order.
    """
    rows = [[stand for stand in row if stand.room.id in rules.weights] for row in run.rows]
    if run.around_m and rules.is_strict:
        rows = _open_ring(rows, rules.own, run.around_m)
    if not rules.is_strict:
        return _settle(rows, rules, choose_sides(rows, rules)[0])
    return _better_way(rows, rules)


def _open_ring(rows: Sequence[Sequence[Stand]], own: Mapping[str, int], around_m: float) -> list[list[Stand]]:
    """Cut a ring before the door from which on, either way round, the most numbers run in order already."""
    cuts = sorted({stand.along_m for row in rows for stand in row} | {0.0}, key=lambda m: (min(m, around_m - m), m))
    ways = [[_turn(row, cut, around_m) for row in rows] for cut in cuts]
    return max(ways, key=lambda way: max(_count_rising(way, own), _count_rising([row[::-1] for row in way], own)))


def _turn(row: Sequence[Stand], cut: float, around_m: float) -> list[Stand]:
    turned = (replace(stand, along_m=round((stand.along_m - cut) % around_m, 3)) for stand in row)
    return sorted(turned, key=lambda stand: (stand.along_m, stand.room.id))


def _count_rising(rows: Sequence[Sequence[Stand]], own: Mapping[str, int]) -> int:
    return sum(len(longest_rise([own[s.room.id] for s in row if s.room.id in own])) for row in rows)


def _better_way(rows: Sequence[Sequence[Stand]], rules: RowRules) -> dict[str, int | None]:
    """Try both ways along each side: up one and down the other, as in a loop, is an order too."""
    reach = max((stand.along_m for row in rows for stand in row), default=0.0)
    back = [[replace(s, along_m=reach - s.along_m) for s in reversed(row)] for row in rows]
    ways = sorted(product((0, 1), repeat=len(rows)), key=lambda way: (len(set(way)), way))
    orders = [
        [(rows, back)[turn][n] for n, turn in enumerate(way)] for way in ways[: 1 if rules.from_entrance else None]
    ]
    found = [_settle(order, rules, sides) for order in orders for sides in choose_sides(order, rules)]
    return min(found, key=lambda each: _cost(rows, rules, each))


def _cost(rows: Sequence[Sequence[Stand]], rules: RowRules, found: Mapping[str, int | None]) -> tuple[int, int]:
    """Return how many rooms are left without a number in order, and how many numbers change."""
    bound = [stand.room.id for row in rows for stand in row if not stand.is_end]
    changed = [s.room.id for row in rows for s in row if found[s.room.id] not in (None, rules.own.get(s.room.id))]
    alike = sum(found[room] in rules.avoid.get(room, ()) for room in changed)
    return sum(found[room] is None for room in bound), sum(rules.weights[room] for room in changed) + SIGNS * alike


def _settle(rows: Sequence[Sequence[Stand]], rules: RowRules, sides: Sides) -> dict[str, int | None]:
    """Find which numbers stay, then where between them the others belong."""
    first = fit_rows([[_item(s, rules, side) for s in row] for row, side in zip(rows, sides, strict=True)], rules.free)
    kept = {room for room, value in first.items() if value is not None and value == rules.own.get(room)}
    again = []
    for row, side in zip(rows, sides, strict=True):
        placed = [stand for stand in row if first[stand.room.id] is not None]
        wishes = _wish(placed, rules, kept)
        again.append([_settled(s, rules, side, kept, wish) for s, wish in zip(placed, wishes, strict=True)])
    return first | fit_rows(again, rules.free)


def _item(stand: Stand, rules: RowRules, side: int | None) -> Item:
    """Return a room as it stands: bound to rise along its side, or free to stay out of order."""
    room, is_bound = stand.room.id, rules.is_strict and not stand.is_end
    stays = room in rules.own and (room in rules.frozen or not is_bound)
    price = OUT_OF_PLACE if is_bound else SOFT
    return Item(
        room,
        rules.own.get(room),
        rules.weights[room],
        _taste(0.0, side, rules, room),
        _accepts(rules, side, stand),
        stays,
        price,
    )


def _settled(stand: Stand, rules: RowRules, side: int | None, kept: Collection[str], wish: float) -> Item:
    """Return a room of which it is known whether its number stays."""
    room = stand.room.id
    own = rules.own[room] if room in kept else None
    return Item(
        room,
        own,
        rules.weights[room],
        _taste(wish, side, rules, room),
        _accepts(rules, side, stand),
        stays=room in kept,
    )


def _taste(wish: float, side: int | None, rules: RowRules, room: str) -> Callable[[int], int]:
    avoided = rules.avoid.get(room, ())

    def taste(value: int) -> int:
        off = WRONG_SIDE if side is not None and value % 2 != side else 0
        sound = SIGNS * CHANGED if value in avoided else ALIKE if value in rules.alike else 0
        return int(10 * abs(value - wish)) + off + sound

    return taste


def _accepts(rules: RowRules, side: int | None, stand: Stand) -> Callable[[int], bool]:
    must = rules.odd_even and side is not None and not stand.is_end and stand.room.id not in rules.frozen
    return (lambda value: value % 2 == side) if must else (lambda _: True)


def choose_sides(rows: Sequence[Sequence[Stand]], rules: RowRules) -> list[Sides]:
    """Return which side may be odd (1) and which even (0), the likelier first.

    Both ways where the scheme asks for odd and even sides; else the way that the numbers show, or None for neither.
    """
    if len(rows) != 2:
        return [(None,) * len(rows)]
    odd = [[rules.own[s.room.id] % 2 for s in row if s.room.id in rules.own and not s.is_end] for row in rows]
    left_is_odd = sum(odd[0]) + len(odd[1]) - sum(odd[1])
    count = len(odd[0]) + len(odd[1])
    ways: list[Sides] = [(1, 0), (0, 1)] if 2 * left_is_odd >= count else [(0, 1), (1, 0)]
    if rules.odd_even:
        return ways
    return ways[:1] if max(left_is_odd, count - left_is_odd) >= SIDE_SHARE * count else [(None, None)]


def _wish(row: Sequence[Stand], rules: RowRules, kept: Collection[str]) -> list[float]:
    """Return the serial that each room of a row would best have: in proportion between those that stay."""
    step = 2 * (1 + rules.spare) / MODULE_M
    reach = max((stand.along_m for stand in row), default=0.0)
    room_left = max(rules.free, default=0) - rules.start
    step = min(step, room_left / reach) if reach > 0 and room_left > 0 else step
    places = [stand.along_m for stand in row]
    anchors = {n: rules.own[stand.room.id] for n, stand in enumerate(row) if stand.room.id in kept}
    return between(places, anchors, rules.start, step)
