"""The order in which one who walks a floor passes its rooms: corridor by corridor, each of its arms to the end."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Final

from shapely import Point

from campusmap.carto.directory import natural_key
from campusmap.model.places import Floor, Opening, OpeningKind, Space
from campusmap.model.walking import DoorAlong

# How much farther than straight past it the way to a corridor's end may be for a door to be on that way: crossing from
# one side of the corridor to the other costs that much; tool default.
_ASIDE_M: Final = 6.0
# The first doors of two arms that begin at one way into a corridor are apart by how much sooner one comes to the one,
# and by twice its way from there: that much at most; tool default.
_MOUTH_M: Final = 20.0


@dataclass(frozen=True, slots=True)
class _Rooms:
    """A floor's rooms by id, in the order of their numbers, with which door leads where."""

    spaces: dict[str, Space]
    beside: dict[str, list[str]]  # rooms one opening away
    mouth: frozenset[str]  # rooms behind the main entrance


def order_walk(floor: Floor, along: Mapping[str, DoorAlong], main_entrance: str = "") -> list[Space]:
    """Return a floor's rooms in walking order.

    Corridor by corridor as one comes to them, each corridor before its rooms, an arm of it from its mouth to its end,
    of the arms at one mouth the shorter first. Rooms off no corridor follow the one that leads to them; those between
    the main entrance, an exterior door's number, and a corridor come before it. Without corridors each room follows
    the nearest not yet seen, from an exterior door on.
    """
    spaces = sorted(floor.spaces, key=lambda space: (natural_key(space.shown_number or space.name), space.id))
    met = {space.id: along[space.id] for space in spaces if space.id in along}
    if not met:
        return _nearest_first(floor, spaces)
    doors = [opening for opening in floor.openings if opening.kind is not OpeningKind.WINDOW]
    mouth = (door.joins for door in doors if door.exterior and door.shown_number == main_entrance != "")
    rooms = _Rooms({space.id: space for space in spaces}, _list_beside(doors), frozenset(chain.from_iterable(mouth)))
    corridors = _order_corridors(met)
    before, after = _follow(rooms, met, corridors)
    points = {door.id: door.line.centroid for door in doors}
    walked, here = list[str](), ""
    for corridor in corridors:
        walked += [*before.get(corridor, ()), *({corridor} & rooms.spaces.keys())]
        for door in _by_arms([each for each in met.values() if each.corridor == corridor], points, points.get(here)):
            walked += [door.space, *after.get(door.space, ())]
            here = door.opening
    return [rooms.spaces[each] for each in dict.fromkeys(walked)]


def _order_corridors(met: Mapping[str, DoorAlong]) -> list[str]:
    """Return the corridors by how soon one comes to their first door."""
    first: dict[str, float] = {}
    for each in met.values():
        first[each.corridor] = min(each.metres, first.get(each.corridor, each.metres))
    return sorted(first, key=lambda corridor: (first[corridor], corridor))


def _list_beside(doors: list[Opening]) -> dict[str, list[str]]:
    beside: dict[str, list[str]] = {}
    for door in doors:
        for side in door.joins:
            beside.setdefault(side, []).extend(other for other in door.joins if other != side)
    return beside


def _by_arms(doors: list[DoorAlong], points: Mapping[str, Point], here: Point | None) -> Iterator[DoorAlong]:
    """Yield the doors of a corridor: those on the way to its nearest end, then those on the way to the next.

    Of a corridor that is come to by several ways, as over two stairs, those first that the way nearest to ``here``
    leads to, where the corridor before was left, or the shortest way.
    """
    left = sorted(doors, key=lambda each: (each.metres, each.opening))
    arms: list[list[DoorAlong]] = []
    while left:
        arm = _trace_arm(left, points)
        arms.append(arm)
        left = [each for each in left if each not in arm]

    def way_to(mouth: list[list[DoorAlong]]) -> float:
        first = mouth[0][0]
        return first.metres if here is None else round(points.get(first.opening, here).distance(here), 3)

    for mouth in sorted(_group_by_mouth(arms, points), key=way_to):
        for arm in sorted(mouth, key=lambda arm: (arm[-1].metres, arm[-1].opening)):
            yield from arm


def _group_by_mouth(arms: list[list[DoorAlong]], points: Mapping[str, Point]) -> list[list[list[DoorAlong]]]:
    """Put arms together that begin where one comes into the corridor by the same way, the shortest way first."""
    mouths: list[list[list[DoorAlong]]] = []
    for arm in sorted(arms, key=lambda arm: (arm[0].metres, arm[0].opening)):
        same = (mouth for mouth in mouths if _apart(mouth[0][0], arm[0], points) <= _MOUTH_M)
        found = next(same, None)
        if found is None:
            mouths.append([arm])
        else:
            found.append(arm)
    return mouths


def _apart(first: DoorAlong, door: DoorAlong, points: Mapping[str, Point]) -> float:
    """Return how much farther a door is from one come to sooner than it would be straight past that (metres)."""
    if first.opening not in points or door.opening not in points:
        return 0.0
    return float(points[first.opening].distance(points[door.opening])) - (door.metres - first.metres)


def _trace_arm(doors: list[DoorAlong], points: Mapping[str, Point]) -> list[DoorAlong]:
    """Return the doors that one passes on the way to the last of them, followed back from door to door.

    A corridor that is come to by both its ends, as over two stairs, is so walked from each of them to its middle.
    """
    arm = [doors[-1]]
    for each in reversed(doors[:-1]):
        if _is_passed(each, arm[-1], points) and _is_passed(each, doors[-1], points):
            arm.append(each)
    return arm[::-1]


def _is_passed(door: DoorAlong, end: DoorAlong, points: Mapping[str, Point]) -> bool:
    """Tell whether one comes past a door on the way to another; of doors without a place that is taken for granted."""
    if door.opening not in points or end.opening not in points:
        return True
    return door.metres + float(points[door.opening].distance(points[end.opening])) <= end.metres + _ASIDE_M


def _follow(
    rooms: _Rooms, met: Mapping[str, DoorAlong], corridors: Collection[str]
) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    """Return which rooms off no corridor are walked before a corridor, and which after a room, by id."""
    before: dict[str, list[str]] = {}
    after: dict[str, list[str]] = {}
    left = [each for each in rooms.spaces if each not in met and each not in corridors]
    while left:
        group = _reach(rooms, left)
        left = [each for each in left if each not in group]
        doors = [side for each in group for side in rooms.beside.get(each, ())]
        mouths, hosts = [each for each in corridors if each in doors], [each for each in met if each in doors]
        if mouths and not rooms.mouth.isdisjoint(group):
            before.setdefault(mouths[0], []).extend(group)
        else:
            host = hosts[0] if hosts else _nearest(rooms, group[0], met)
            after.setdefault(host, []).extend(_reach(rooms, group, host))
    return before, after


def _reach(rooms: _Rooms, among: list[str], start: str = "") -> list[str]:
    """Return the rooms of some that doors join to a start, and to one another, as one comes to them.

    Without a start they begin behind the main entrance, else with the first of them.
    """
    first = next((each for each in among if each in rooms.mouth), among[0])
    found = [each for each in among if each in rooms.beside.get(start, ())] or [first]
    for each in found:  # grows as it is walked
        found += [other for other in among if other in rooms.beside.get(each, ()) and other not in found]
    return found


def _nearest(rooms: _Rooms, room: str, met: Collection[str]) -> str:
    """Return the room met along a corridor that lies nearest to another, to which no door of it leads."""
    outline = rooms.spaces[room].outline
    return min(met, key=lambda each: (round(rooms.spaces[each].outline.distance(outline), 2), each))


def _nearest_first(floor: Floor, rooms: list[Space]) -> list[Space]:
    """Order rooms greedily by distance, starting beside the first exterior door."""
    points = {space.id: space.outline.representative_point() for space in rooms}
    doors = sorted((o for o in floor.openings if o.exterior), key=lambda o: (natural_key(o.shown_number), o.id))
    here = doors[0].line.centroid if doors else next(iter(points.values()), None)
    left, ordered = list(rooms), list[Space]()
    while left and here is not None:
        place = here
        best = min(left, key=lambda space: (round(points[space.id].distance(place), 3), space.id))
        left.remove(best)
        ordered.append(best)
        here = points[best.id]
    return ordered
