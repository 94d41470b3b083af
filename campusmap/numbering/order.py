"""Put rooms in order along a corridor and exterior doors in order round a building."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from itertools import pairwise
from math import cos, hypot, radians
from typing import Final, NamedTuple

from shapely import LineString, MultiPolygon, Point, Polygon

from campusmap.model.places import Opening, Space
from campusmap.numbering.grammar import NumberParts
from campusmap.numbering.ring import find_court, walk_round
from campusmap.numbering.winding import walk_along

# Only a corridor that fills its rotated bounding box, and is long for its width, has a before and an after.
STRAIGHT_FILL: Final = 0.7  # tool default
STRAIGHT_RATIO: Final = 2.0  # tool default
ACROSS: Final = cos(radians(45))  # a door that lies across the corridor stands in its end (tool default)
RING_REACH_M: Final = 2.0  # a door farther from the outer wall leads into a courtyard (tool default)


HANDS: Final = ("left", "right")
Axis = tuple[float, float, float, float]  # a point, and the direction as a unit vector


class Sides(NamedTuple):
    """The rooms of a corridor, each side in order from one end to the other; of a ring, clockwise from any place."""

    left: tuple[Space, ...]
    right: tuple[Space, ...]


def rooms_along(corridor: Space, spaces: Sequence[Space], openings: Sequence[Opening]) -> Sides | None:
    """Return the rooms with a door on a corridor, by side and in order; None when there is no one way along it.

    Along a straight corridor doors are placed by its long axis, along one that bends by the way on foot, in a ring by
    the way round it. Rooms whose door stands in an end wall are on no side.
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
        return {room: _place_beside(axis, door.line) for room, door in doors.items()}
    lines = [door.line for door in doors.values()]
    around = walk_round(corridor.outline, lines)
    met = around.met if around is not None else walk_along(corridor.outline, lines)
    return None if met is None else {room: (m.metres, m.hand) for room, m in zip(doors, met, strict=True)}


def _place_beside(axis: Axis, door: LineString) -> tuple[float, str]:
    along, off = place_along(axis, door.centroid)
    return along, "" if stands_across(door, axis) else HANDS[off <= 0]


def runs_in_ring(corridor: Space) -> bool:
    """Tell whether a corridor that has one way along it leads round and has no ends."""
    return long_axis(corridor.outline) is None and find_court(corridor.outline) is not None


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


def ring_correlation(values: Sequence[float]) -> float:
    """Return how nearly values run in order round a ring, from 0 to 1: either way, and from any place on."""
    turns = ([*values[n:], *values[:n]] for n in range(len(values)))
    return max(map(abs, map(rank_correlation, turns)), default=1.0)


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


def stands_across(door: LineString, axis: Axis) -> bool:
    """Tell whether a door lies across a straight corridor, in its end and not in one of its sides."""
    (x0, y0), (x1, y1) = door.coords[0][:2], door.coords[-1][:2]
    length = hypot(x1 - x0, y1 - y0) or 1.0
    return abs((x1 - x0) * axis[2] + (y1 - y0) * axis[3]) / length < ACROSS
