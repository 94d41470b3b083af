"""Number a building's rooms so that no new number sounds like another near by: propose, listen, propose again."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Final

from campusmap.model.places import Floor
from campusmap.numbering.alike import Alike, Numbered, find_alike
from campusmap.numbering.custom import infer_floor_code
from campusmap.numbering.grammar import NumberParts, is_one_number, parse_number, split_number
from campusmap.numbering.propose_desk import Desk
from campusmap.units import say_length

ROUNDS: Final = 6  # each new number can sound like one more room's; a floor has few such pairs (tool default)

Avoid = Mapping[tuple[str, str], str]  # a room's id and a number, to what speaks against it


def number_apart(number_building: Callable[[Avoid], Desk]) -> Desk:
    """Return the proposal, of several, that leaves the fewest pairs of numbers that sound alike and can be parted.

    ``number_building`` proposes anew, given the numbers that rooms had better not have. A later proposal counts only
    if it leaves no more rooms without a number.
    """
    avoid: dict[tuple[str, str], str] = {}
    best = desk = number_building(avoid)
    left = fewest = _list_clashes(desk)
    for _ in range(ROUNDS):
        if not left.keys() - avoid.keys():
            break
        avoid |= left
        desk = number_building(avoid)
        left = _list_clashes(desk)
        if len(left) < len(fewest) and len(desk.remarks) <= len(best.remarks):
            best, fewest = desk, left
    return best


def _list_clashes(desk: Desk) -> dict[tuple[str, str], str]:
    """Return which room had better have another number, for each pair that sounds alike and may be parted."""
    found: dict[tuple[str, str], str] = {}
    for floor in desk.building.floors:
        for pair in _hear(desk, floor):
            room = _choose(desk, pair)
            if room is not None:
                other = pair.other if room is pair.one else pair.one
                found[room.room.id, room.number] = (
                    f"{room.number} sounds like {other.number}, {say_length(pair.metres)} away"
                )
    return found


def _hear(desk: Desk, floor: Floor) -> Iterator[Alike]:
    numbered = [Numbered(s, desk.given.get(s.id) or desk.numbers[s.id]) for s in floor.spaces if s.id in desk.numbers]
    code = floor.code or infer_floor_code([each.number for each in numbered], desk.building.number)

    def read(number: str) -> NumberParts | None:
        return parse_number(number, building_number=desk.building.number, floor_code=code)

    return find_alike([n for n in numbered if is_one_number(n.number) and read(n.number) is not None], read)


def _choose(desk: Desk, pair: Alike) -> Numbered | None:
    """Return the room of a pair that is to get another number: a new one, else, if the scheme asks, either."""
    both = (pair.one, pair.other)
    new = [each for each in both if each.number != desk.numbers[each.room.id]]
    if new or not desk.scheme.alike_apart:
        return new[0] if new else None
    free = [each for each in both if not desk.is_frozen(each.room) and not _has_suffix(each.number)]
    return min(free, key=lambda each: (_count_after(desk, each), each.room.id), default=None)


def _has_suffix(number: str) -> bool:
    split = split_number(number)
    return split is not None and split[2] != ""


def _count_after(desk: Desk, room: Numbered) -> int:
    """Count the rooms that are numbered after one."""
    return sum(number != room.number and number.startswith(room.number) for number in desk.numbers.values())
