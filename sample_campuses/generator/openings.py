"""From links to holes in walls: where exactly a door or window goes, how it swings, what number it bears. Feet."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from math import floor
from random import Random

from shapely import LineString, Point, Polygon

from generator.plan import CIRCULATION, OUT, FloorPlan, Link, Opening, Room
from generator.walls import shared_walls, thickness

Walls = dict[tuple[str, str], list[LineString]]
KINDS = {"door": "door", "double": "double_door", "gap": "opening", "window": "window", "elevator": "door"}
WIDTHS = {"door": 3.0, "double": 6.0, "gap": 8.0, "window": 4.0, "elevator": 3.5}
CLEAR = 1.0  # from the crossing wall's centreline to the nearer jamb
SIDES = {"N": (0, 1), "S": (0, -1), "E": (1, 0), "W": (-1, 0)}


def make_openings(plan: FloorPlan, idioms: tuple[str, ...]) -> list[Opening]:
    """Return the floor's doors, doorless openings and windows, exterior doors numbered clockwise."""
    walls = shared_walls(plan)
    rng = Random(f"{plan.seed}-openings")
    wishes = [*plan.links, *_default_links(plan, walls)]
    doors = [_place(plan, walls, link, rng, idioms) for link in wishes]
    doors = number_doors(plan, doors)
    return doors + list(_windows(plan, walls, doors))


def _default_links(plan: FloorPlan, walls: Walls) -> list[Link]:
    linked = {link.a for link in plan.links if link.b != OUT and link.kind != "window"}
    outdoors_only = {link.a for link in plan.links if link.b == OUT}
    chosen = []
    for index, room in enumerate(plan.rooms):
        if room.number in outdoors_only and not _ways(plan, walls, room):
            continue
        if room.number not in linked and room.use not in CIRCULATION:
            chosen.append(_default_link(plan, walls, room, index))
    return chosen


def _default_link(plan: FloorPlan, walls: Walls, room: Room, index: int) -> Link:
    ways = _ways(plan, walls, room)
    assert ways, f"{plan.building}/{plan.floor}: {room.number} has no corridor"
    best = max(ways, key=lambda way: (way.use == "corridor", _stretches(walls, room.number, way.number)[0].length))
    kind = "elevator" if room.use == "elevator" else "door"
    at = "mid" if room.use in ("elevator", "stair") else ("lo", "hi")[index % 2]
    return Link(room.number, best.number, at=at, kind=kind)


def _ways(plan: FloorPlan, walls: Walls, room: Room) -> list[Room]:
    return [other for other in plan.rooms if other.use in CIRCULATION and _stretches(walls, room.number, other.number)]


def _stretches(walls: Walls, a: str, b: str) -> list[LineString]:
    return walls.get((a, b)) or walls.get((b, a)) or []


def _place(plan: FloorPlan, walls: Walls, link: Link, rng: Random, idioms: tuple[str, ...]) -> Opening:
    stretch = _choose_stretch(plan, walls, link)
    width = link.width or WIDTHS[link.kind]
    x, y = _centre(stretch, link.at, width)
    ux, uy = _along(plan, stretch, link.a)
    opening = Opening(KINDS[link.kind], link.a, link.b, x, y, ux, uy, width, thickness(plan, link.a, link.b))
    return _hang(opening, link, stretch, rng, idioms)


def _choose_stretch(plan: FloorPlan, walls: Walls, link: Link) -> LineString:
    stretches = _stretches(walls, link.a, link.b)
    if link.side:
        dx, dy = SIDES[link.side]
        stretches = [s for s in stretches if _faces(plan.room(link.a).cell, s, dx, dy)]
    assert stretches, f"{plan.building}/{plan.floor}: no wall between {link.a} and {link.b} {link.side}"
    return stretches[0]


def _faces(cell: Polygon, stretch: LineString, dx: float, dy: float) -> bool:
    middle = stretch.interpolate(0.5, normalized=True)
    return not cell.contains(Point(middle.x + 0.1 * dx, middle.y + 0.1 * dy)) and cell.contains(
        Point(middle.x - 0.1 * dx, middle.y - 0.1 * dy)
    )


def _centre(stretch: LineString, at: str, width: float) -> tuple[float, float]:
    low, high = CLEAR + width / 2, stretch.length - CLEAR - width / 2
    if low > high:
        low = high = stretch.length / 2
    fraction = {"lo": 0.0, "hi": 1.0, "mid": 0.5, "": 0.5}.get(at)
    distance = low + (high - low) * (float(at) if fraction is None else fraction)
    point = stretch.interpolate(distance)
    return point.x, point.y


def _along(plan: FloorPlan, stretch: LineString, a: str) -> tuple[float, float]:
    (x0, y0), (x1, y1) = stretch.coords[0], stretch.coords[-1]
    ux, uy = (x1 - x0) / stretch.length, (y1 - y0) / stretch.length
    middle = stretch.interpolate(0.5, normalized=True)
    left_is_a = plan.room(a).cell.contains(Point(middle.x - 0.1 * uy, middle.y + 0.1 * ux))
    return (-ux, -uy) if left_is_a else (ux, uy)


def _hang(opening: Opening, link: Link, stretch: LineString, rng: Random, idioms: tuple[str, ...]) -> Opening:
    outwards = link.b == OUT or link.kind == "double"
    swing = {"a": -1, "b": 1, "": 1 if outwards else -1}[link.swing]
    ends = [Point(opening.point(sign * opening.width / 2, 0)) for sign in (-1, 1)]
    gaps = [min(end.distance(Point(c)) for c in stretch.coords) for end in ends]
    hinge = -1 if gaps[0] < gaps[1] else 1  # the leaf opens against the nearer wall
    idiom = {"gap": "gap", "elevator": "slide", "window": ""}.get(link.kind) or rng.choice(idioms)
    return replace(opening, swing=swing, hinge=hinge, idiom="" if link.kind == "window" else idiom)


def number_doors(plan: FloorPlan, doors: list[Opening]) -> list[Opening]:
    """Number outside doors 1, 2, 3 clockwise round the outline, beginning at the main entrance."""
    ring = LineString(list(plan.outline.exterior.coords))
    ring = ring if not plan.outline.exterior.is_ccw else ring.reverse()
    first = next((d for d in doors if d.outside and d.a == plan.main), None)
    start = ring.project(Point(first.x, first.y)) if first else 0.0
    order = sorted(
        (round((ring.project(Point(d.x, d.y)) - start) % ring.length, 3), index)
        for index, d in enumerate(doors)
        if d.outside and d.kind != "window"
    )
    for number, (_, index) in enumerate(order, 1):
        doors[index] = replace(doors[index], number=str(number))
    return doors


def _windows(plan: FloorPlan, walls: Walls, doors: list[Opening]) -> Iterable[Opening]:
    shut = ("stair", "elevator", "storage", "mechanical", "auditorium", "stage", "restroom", "locker")
    for room in plan.rooms:
        if room.use in shut or room.number in plan.plain:
            continue
        for stretch in walls.get((room.number, OUT), []):
            yield from _window_bays(plan, room, stretch, doors)


def _window_bays(plan: FloorPlan, room: Room, stretch: LineString, doors: list[Opening]) -> Iterable[Opening]:
    bays = floor((stretch.length - 1.0) / 9.0)
    for bay in range(bays):
        point = stretch.interpolate((bay + 0.5) / bays, normalized=True)
        ux, uy = _along(plan, stretch, room.number)
        window = Opening("window", room.number, OUT, point.x, point.y, ux, uy, 5.0, plan.exterior)
        if all(window.rectangle.distance(door.rectangle) > 0.8 for door in doors):
            yield window
