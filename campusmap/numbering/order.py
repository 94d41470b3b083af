"""Put rooms in order along a corridor and exterior doors in order round a building."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from itertools import pairwise
from math import hypot
from typing import Final, NamedTuple

from shapely import MultiPolygon, Point, Polygon

from campusmap.model.places import Opening, Space
from campusmap.numbering.grammar import NumberParts
from campusmap.numbering.winding import walk_along

# Only a corridor that fills its rotated bounding box, and is long for its width, has a before and an after.
STRAIGHT_FILL: Final = 0.7  # tool default
STRAIGHT_RATIO: Final = 2.0  # tool default
RING_REACH_M: Final = 2.0  # a door farther from the outer wall leads into a courtyard (tool default)


HANDS: Final = ("left", "right")


class Sides(NamedTuple):
    """The rooms of a corridor, each side in order from one end to the other."""

    left: tuple[Space, ...]
    right: tuple[Space, ...]


def rooms_along(corridor: Space, spaces: Sequence[Space], openings: Sequence[Opening]) -> Sides | None:
    """Return the rooms with a door on a corridor, by side and in order; None when there is no one way along it.

    Along a straight corridor doors are placed by its long axis, along one that bends by the way on foot; there, rooms
    whose door stands in an end wall are on no side.
    """
    rooms = {space.id: space for space in spaces if space.id != corridor.id}
    doors: dict[str, Opening] = {}
    for opening in openings:
        for room in opening.joins:
            if corridor.id in opening.joins and room in rooms:
                doors.setdefault(room, opening)
    placed = _place_doors(corridor, doors)
    if placed is None:
        return None
    left, right = (sorted((along, room) for room, (along, hand) in placed.items() if hand == side) for side in HANDS)
    return Sides(tuple(rooms[room] for _, room in left), tuple(rooms[room] for _, room in right))


def _place_doors(corridor: Space, doors: Mapping[str, Opening]) -> dict[str, tuple[float, str]] | None:
    """Return how far along a corridor the door of each room is, and on which hand."""
    axis = long_axis(corridor.outline)
    if axis is not None:
        places = {room: place_along(axis, door.line.centroid) for room, door in doors.items()}
        return {room: (along, HANDS[off <= 0]) for room, (along, off) in places.items()}
    met = walk_along(corridor.outline, [door.line for door in doors.values()])
    return None if met is None else {room: (m.metres, m.hand) for room, m in zip(doors, met, strict=True)}


def rooms_on(corridor: Space, spaces: Sequence[Space], openings: Sequence[Opening]) -> tuple[Space, ...]:
    """Return the rooms with a door on a corridor, straight or not, by id."""
    sides = {side for opening in openings if corridor.id in opening.joins for side in opening.joins}
    return tuple(sorted((s for s in spaces if s.id in sides and s.id != corridor.id), key=lambda space: space.id))


def rank_correlation(values: Sequence[float]) -> float:
    """Return Spearman's rank correlation of values with their own order, from -1 to 1.

    Source: Spearman (1904), 1 - 6 sum d^2 / (n (n^2 - 1)); ties keep their order.
    """
    count = len(values)
    if count < 2:
        return 1.0
    rank = {index: place for place, index in enumerate(sorted(range(count), key=lambda i: (values[i], i)))}
    squares = sum((index - place) ** 2 for index, place in rank.items())
    return round(1 - 6 * squares / (count * (count * count - 1)), 9)  # so that a row and its mirror image weigh alike


def rank_numbers(numbers: Sequence[NumberParts]) -> list[float]:
    """Return the place of each room number among them all, by serial, then by suffix; equal ones share a place."""
    keys = [(number.serial, number.suffix) for number in numbers]
    places = {key: float(place) for place, key in enumerate(sorted(set(keys)))}
    return [places[key] for key in keys]


def doors_around(outline: MultiPolygon | Polygon, doors: Sequence[Opening]) -> tuple[Opening, ...]:
    """Return the doors in the outer walls, part by part, clockwise seen from above; courtyard doors are left out."""
    parts = sorted(outline.geoms if isinstance(outline, MultiPolygon) else [outline], key=lambda part: -part.area)
    rings = [part.exterior.reverse() if part.exterior.is_ccw else part.exterior for part in parts]
    placed = []
    for door in doors:
        at = door.line.centroid
        near = [(ring.distance(at), index) for index, ring in enumerate(rings)]
        if near and min(near)[0] <= RING_REACH_M:
            index = min(near)[1]
            placed.append((index, rings[index].project(at), door.id, door))
    return tuple(door for *_, door in sorted(placed, key=lambda item: item[:3]))


def longest_rise(values: Sequence[int]) -> tuple[int, ...]:
    """Return the positions of one longest rising subsequence (patience sorting; equal values may follow each other)."""
    tails: list[int] = []
    keys: list[int] = []
    before: list[int | None] = []
    for index, value in enumerate(values):
        pile = bisect_left(keys, value + 1)
        before.append(tails[pile - 1] if pile else None)
        tails[pile : pile + 1] = [index]
        keys[pile : pile + 1] = [value]
    chain: list[int] = []
    last: int | None = tails[-1] if tails else None
    while last is not None:
        chain.append(last)
        last = before[last]
    return tuple(reversed(chain))


Axis = tuple[float, float, float, float]  # a point, and the direction as a unit vector


def long_axis(shape: Polygon) -> Axis | None:
    """Return the middle line of a straight shape, a point and the direction; None for a shape that is not straight."""
    frame = shape.minimum_rotated_rectangle
    if not isinstance(frame, Polygon) or frame.area == 0 or shape.area < STRAIGHT_FILL * frame.area:
        return None
    corners = list(frame.exterior.coords)[:3]
    sides = sorted((hypot(b[0] - a[0], b[1] - a[1]), a, b) for a, b in pairwise(corners))
    (short, *_), (long, start, end) = sides
    if long < STRAIGHT_RATIO * short:
        return None
    centre = frame.centroid
    direction = ((end[0] - start[0]) / long, (end[1] - start[1]) / long)
    if direction < (0.0, 0.0):
        direction = (-direction[0], -direction[1])
    return centre.x, centre.y, *direction


def place_along(axis: Axis, at: Point) -> tuple[float, float]:
    """Return how far along the axis a point is, and how far to the left of it."""
    x, y, dx, dy = axis
    return (at.x - x) * dx + (at.y - y) * dy, (at.y - y) * dx - (at.x - x) * dy
