"""Random rooms with doors, glass and columns, and rays thrown through their glass; knows nothing of the program."""

from __future__ import annotations

import math
import random
from dataclasses import dataclass, field

import numpy as np
import shapely
from shapely import LineString, MultiPolygon, Polygon, box
from shapely.affinity import rotate

INCH = 0.0254
LEAF = 1.75 * INCH
WIDE = 0.9144  # a 36 in leaf


@dataclass(frozen=True)
class Slot:
    """A slot as it is built: its near edge a to b on the room's face, moved back, and the hole's jambs on the face."""

    a: np.ndarray
    b: np.ndarray
    depth: float
    back: float = 0.0
    jambs: tuple[float, float] = (0.0, 0.0)  # how far the hole reaches beyond a and b


@dataclass
class Way:
    """One opening: ``kind`` door, window or opening; jambs in the middle of the wall; leaf and arc as drawn."""

    kind: str
    line: LineString
    swing: LineString | None
    text: str
    slots: list[Slot]


@dataclass
class Room:
    """A room, what stands in it, its wall's thickness, and everything that looks into it."""

    shape: Polygon
    columns: MultiPolygon
    wall: float
    walls_drawn: bool
    ways: list[Way] = field(default_factory=list)

    @property
    def free(self) -> Polygon:
        """Return the largest part of the floor that no column stands on, a micron larger."""
        rest = self.shape.difference(self.columns).buffer(1e-6, join_style="mitre")
        return max(shapely.get_parts(rest), key=lambda part: part.area)


def draw_room(rng: random.Random) -> Room:
    """Draw a convex, L- or U-shaped room, turned anyhow, with up to two columns and one to three ways in."""
    width, depth = rng.uniform(5, 12), rng.uniform(4.5, 10)
    shape = box(0, 0, width, depth)
    kind = rng.choice(["plain", "slanted", "hexagon", "L", "U"])
    if kind == "slanted":
        shape = Polygon([(0, 0), (width, 0), (width * 0.85, depth), (width * rng.uniform(-0.15, 0.25), depth * 0.8)])
    elif kind == "hexagon":
        turns = sorted(rng.uniform(0, 2 * math.pi) for _ in range(6))
        shape = shapely.convex_hull(shapely.MultiPoint([(5 * math.cos(t), 4 * math.sin(t)) for t in turns]))
    elif kind == "L":
        shape -= box(width * rng.uniform(0.5, 0.8), depth * rng.uniform(0.3, 0.6), width + 1, depth + 1)
    elif kind == "U":
        shape -= box(width * 0.4, depth * rng.uniform(0.4, 0.7), width * 0.65, depth + 1)
    shape = rotate(shape, rng.choice([0, 0, 90, rng.uniform(0, 360)]), (0, 0))
    if not isinstance(shape, Polygon) or shape.area < 12:
        return draw_room(rng)
    room = Room(shapely.geometry.polygon.orient(shape), _columns(shape, rng), rng.uniform(0.1, 0.3), rng.random() < 0.5)
    for _ in range(rng.randint(1, 3)):
        way = draw_way(room, rng)
        room.ways += [way] if way else []
    return room if any(way.kind != "window" for way in room.ways) else draw_room(rng)


def _columns(shape: Polygon, rng: random.Random) -> MultiPolygon:
    x0, y0, x1, y1 = shape.bounds
    found: list[Polygon] = []
    for _ in range(rng.choice([0, 0, 6, 12])):  # most of them fall into a wall
        x, y = rng.uniform(x0, x1), rng.uniform(y0, y1)
        column = rotate(box(x, y, x + rng.uniform(0.3, 0.6), y + rng.uniform(0.3, 1.2)), rng.uniform(0, 90))
        if (
            len(found) < 2
            and shape.buffer(-1.2).contains(column)
            and not any(column.intersects(other) for other in found)
        ):
            found.append(column)
    return MultiPolygon(found)


def draw_way(room: Room, rng: random.Random) -> Way | None:
    """Put an opening into a wall that is free outside; None when the dice fall badly."""
    edges = list(zip(room.shape.exterior.coords[:-1], room.shape.exterior.coords[1:], strict=True))
    (x0, y0), (x1, y1) = rng.choice(edges)
    long = math.hypot(x1 - x0, y1 - y0)
    along = np.array([(x1 - x0) / long, (y1 - y0) / long])
    into = np.array([-along[1], along[0]])
    if long < WIDE + 1.6:
        return None
    kind = rng.choice(["door", "door", "door", "door", "window", "opening"])
    wide = WIDE if kind == "door" else rng.uniform(0.8, min(2.0, long - 1.4))
    start = np.array([x0, y0]) + along * rng.uniform(0.6, long - wide - 0.6)
    a, b = start, start + along * wide
    outside = Polygon([a - along * 0.5, b + along * 0.5, b + along * 0.5 - into, a - along * 0.5 - into])
    taken = [way.line.buffer(room.wall + 0.7) for way in room.ways]
    if outside.intersection(room.shape).area > 1e-6 or any(shape.intersects(outside) for shape in taken):
        return None
    line = LineString([a - into * room.wall / 2, b - into * room.wall / 2])
    if kind != "door":
        return Way(kind, line, None, "", [Slot(a, b, room.wall if room.walls_drawn else 0.0)])
    return _draw_door(room, line, a, b, into, rng)


def _draw_door(room: Room, line: LineString, a: np.ndarray, b: np.ndarray, into: np.ndarray, rng: random.Random) -> Way:
    """Hang a leaf at either jamb, into the room from its face, or out of it from the other face."""
    inward, at_a, drawn = rng.random() < 0.6, rng.random() < 0.5, rng.random() < 0.85
    hinge, latch = (a, b) if at_a else (b, a)
    face = np.zeros(2) if inward else -into * room.wall
    way = into if inward else -into
    turns = np.linspace(0, math.pi / 2, 7)
    arc = [hinge + face + (latch - hinge) * math.sin(t) + way * WIDE * math.cos(t) for t in turns]
    swing = LineString([hinge + face, *arc]) if drawn else None
    text, spans = _draw_glass(rng)
    # The leaf hangs at the face that it swings to; where nothing is drawn, anywhere in the wall.
    back = 0.0 if inward and drawn else rng.choice([0.0, room.wall - LEAF, rng.uniform(0, room.wall - LEAF)])
    slots = []
    for start, end, depth in spans:
        low, high = (WIDE - end, WIDE - start) if at_a else (start, end)  # from jamb a, not from the latch
        near, far = a + (b - a) * low / WIDE, a + (b - a) * high / WIDE
        beside = low < 0 or high > WIDE
        # A sidelight stands in one frame with the leaf, so its hole is as wide as both.
        jambs = (max(0.0, low), max(0.0, WIDE - high)) if beside else (low, WIDE - high)
        slots.append(Slot(near, far, depth, back, jambs))
    return Way("door", line, swing, text, slots)


def _draw_glass(rng: random.Random) -> tuple[str, list[tuple[float, float, float]]]:
    """Write a door's glass; return it with (from, to, depth) of each pane, metres from the latch edge of the leaf."""
    wide, off = rng.choice([4, 5, 7, 10]), rng.choice([3, 4, 6])
    narrow = ((off) * INCH, (off + wide) * INCH, LEAF)
    middle = (WIDE - wide * INCH) / 2
    return rng.choice(
        [
            (f"narrow lite {wide} x 33 in, {off} in from latch", [narrow]),
            (f"narrow lite {wide} x 33 in, {off} in from latch", [narrow]),
            (f"vision panel {wide} x 10 in, centre", [(middle, middle + wide * INCH, LEAF)]),
            ("full lite", [(0.0, WIDE, LEAF)]),
            ("solid wood", []),
            ("none with sidelight 12 in, latch side", [(-12 * INCH, 0.0, 0.0)]),
            (f"{wide} x 33 in, {off} in from latch + transom", [narrow, (0.0, WIDE, 0.0)]),
        ]
    )


def throw_rays(room: Room, slot: Slot, count: int, rng: np.random.Generator) -> np.ndarray:
    """Throw rays through both edges of a slot; return (n, 2, 2) from the room's face to the first wall or column."""
    along = (slot.b - slot.a) / np.linalg.norm(slot.b - slot.a)
    into, wide = np.array([-along[1], along[0]]), float(np.linalg.norm(slot.b - slot.a))
    near = rng.uniform(0, wide, count)
    if slot.depth > 0:
        slope = (near - rng.uniform(0, wide, count)) / slot.depth
    else:
        slope = np.tan(rng.uniform(-0.4999, 0.4999, count) * math.pi)
    near = near + slope * slot.back
    kept = (near >= -slot.jambs[0]) & (near <= wide + slot.jambs[1]) if slot.back > 0 else np.ones(count, bool)
    starts = slot.a + near[kept, None] * along + 1e-6 * into
    ways = slope[kept, None] * along + into
    return np.stack([starts, starts + ways * _first_wall(room, starts, ways)[:, None]], axis=1)


def _first_wall(room: Room, starts: np.ndarray, ways: np.ndarray) -> np.ndarray:
    """Return how far each ray goes before it meets an edge, in lengths of its way vector, a micron less."""
    rings = [room.free.exterior, *room.free.interiors]
    corners = [np.asarray(ring.coords) for ring in rings]
    edges = np.vstack([np.stack([ring[:-1], ring[1:]], axis=1) for ring in corners])
    p, e = edges[:, 0], edges[:, 1] - edges[:, 0]
    cross = ways[:, None, 0] * e[:, 1] - ways[:, None, 1] * e[:, 0]
    gap = p - starts[:, None]
    with np.errstate(divide="ignore", invalid="ignore"):
        far = (gap[..., 0] * e[:, 1] - gap[..., 1] * e[:, 0]) / cross
        on = (gap[..., 0] * ways[:, None, 1] - gap[..., 1] * ways[:, None, 0]) / cross
    met = (far > 0) & (on >= 0) & (on <= 1)
    return np.where(met, far, np.inf).min(axis=1, initial=np.inf) - 1e-6


def aim_rays(room: Room, slot: Slot, targets: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Aim one ray at each target from a random point of the near edge; return those that pass slot, hole and room."""
    along = (slot.b - slot.a) / np.linalg.norm(slot.b - slot.a)
    into, wide = np.array([-along[1], along[0]]), float(np.linalg.norm(slot.b - slot.a))
    u, y = (targets - slot.a) @ along, (targets - slot.a) @ into + slot.back
    near = rng.choice([0.0, 1.0, 0.5, -1.0], len(targets)) * wide
    near = np.where(near < 0, rng.uniform(0, wide, len(targets)), near)
    slope = (u - near) / np.where(y > 1e-6, y, np.nan)
    far, face = near - slope * slot.depth, near + slope * slot.back
    passes = (y > slot.back + 1e-6) & (far >= 0) & (far <= wide)
    passes &= (slot.back == 0) | ((face >= -slot.jambs[0]) & (face <= wide + slot.jambs[1]))
    starts = slot.a + face[passes, None] * along + 1e-7 * into
    rays = np.stack([starts, targets[passes]], axis=1)
    free = room.free
    shapely.prepare(free)
    return rays[shapely.covers(free, shapely.linestrings(rays))] if len(rays) else rays
