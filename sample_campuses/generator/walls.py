"""Wall bodies from room cells: who shares which wall, how thick it is, what stays of a room inside it. Feet."""

from __future__ import annotations

from itertools import combinations, pairwise

from shapely import LineString, MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry
from shapely.ops import linemerge, unary_union

from generator.plan import CIRCULATION, OUT, FloorPlan, Opening, Room

CORRIDOR_WALL = 8 / 12  # concrete block
ROOM_WALL = 6 / 12  # studs between classrooms
SUITE_WALL = 5 / 12  # studs within a suite
HEAVY = ("gym", "auditorium", "stage", "stair", "elevator", "shop", "mechanical")


def shared_walls(plan: FloorPlan) -> dict[tuple[str, str], list[LineString]]:
    """Return the straight stretches of wall between each two rooms, and between rooms and OUT."""
    walls = {}
    for a, b in combinations(plan.rooms, 2):
        if stretches := straight_parts(a.cell.boundary.intersection(b.cell.boundary)):
            walls[a.number, b.number] = stretches
    edge = plan.outline.boundary
    for room in plan.rooms:
        if stretches := straight_parts(room.cell.boundary.intersection(edge)):
            walls[room.number, OUT] = stretches
    return walls


def straight_parts(shape: BaseGeometry) -> list[LineString]:
    """Break lines at their corners and join what lies in one line, longest first."""
    lines = [part for part in getattr(shape, "geoms", [shape]) if isinstance(part, LineString) and part.length > 0.05]
    if not lines:
        return []
    merged = linemerge(lines) if len(lines) > 1 else lines[0]
    parts: list[LineString] = []
    for line in getattr(merged, "geoms", [merged]):
        parts += _split_at_corners(line)
    return sorted(parts, key=lambda part: (-round(part.length, 3), part.bounds))


def _split_at_corners(line: LineString) -> list[LineString]:
    points = list(line.simplify(1e-6).coords)
    return [LineString([min(pair), max(pair)]) for pair in pairwise(points)]


def thickness(plan: FloorPlan, a: str, b: str) -> float:
    """Return how thick the wall between two rooms (or a room and OUT) is."""
    if OUT in (a, b):
        return plan.exterior
    uses = {plan.room(a).use, plan.room(b).use}
    if uses & {*CIRCULATION, *HEAVY}:
        return CORRIDOR_WALL
    same_suite = a.rstrip("ABCDEFGH") == b.rstrip("ABCDEFGH")
    return SUITE_WALL if same_suite else ROOM_WALL


def net_rooms(plan: FloorPlan) -> dict[str, Polygon]:
    """Return each room's face-to-face polygon by number."""
    bands: dict[str, list[Polygon]] = {room.number: [] for room in plan.rooms}
    for (a, b), stretches in shared_walls(plan).items():
        half = thickness(plan, a, b) / 2
        band = [line.buffer(half, cap_style="square", join_style="mitre") for line in stretches]
        for number in {a, b} - {OUT}:
            bands[number] += band
    return {room.number: _net(room, bands[room.number]) for room in plan.rooms}


def _net(room: Room, bands: list[Polygon]) -> Polygon:
    left = room.cell.difference(unary_union(bands)).simplify(0.001)
    if isinstance(left, MultiPolygon):
        left = max(left.geoms, key=lambda part: part.area)
    assert isinstance(left, Polygon), room.number
    return left


def wall_body(plan: FloorPlan) -> BaseGeometry:
    """Return all that is wall on the floor, before anything is cut out of it."""
    outer = plan.outline.buffer(plan.exterior / 2, join_style="mitre")
    return outer.difference(unary_union(list(net_rooms(plan).values())))


def cut_walls(plan: FloorPlan, openings: list[Opening]) -> list[Polygon]:
    """Return the wall bodies that stay when the openings are cut out."""
    left = wall_body(plan).difference(unary_union([opening.rectangle for opening in openings]))
    parts = [part for part in getattr(left, "geoms", [left]) if isinstance(part, Polygon) and part.area > 0.02]
    return sorted(parts, key=lambda part: part.bounds)
