"""Made-up school floors of any size: corridors with rooms on both sides, a gym, restrooms, stairs, columns."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field

import shapely
from floors.truth import Cell, Door, TrueFloor
from shapely import LineString, MultiLineString, Point, Polygon, box

USES = (
    "CLASSROOM",
    "CLASSROOM",
    "CLASSROOM",
    "CLASSROOM",
    "SCIENCE LAB",
    "OFFICE",
    "STORAGE",
    "GIRLS",
    "BOYS",
    "STAIR",
)
WIDTH_M = {"OFFICE": (3.2, 4.5), "STORAGE": (1.8, 3.0), "GIRLS": (4.0, 5.5), "BOYS": (4.0, 5.5), "STAIR": (3.2, 3.8)}
FACE_M = 0.1  # wall faces lie at most this far inside a cell


@dataclass
class _Plan:
    dice: random.Random
    level: int
    cells: list[Cell] = field(default_factory=list)
    doors: list[Door] = field(default_factory=list)
    furnishing: list[tuple[str, shapely.Geometry]] = field(default_factory=list)

    def next_number(self) -> str:
        return f"{self.level}{sum(bool(cell.number) for cell in self.cells) + 1:02d}"


def school(seed: int, rooms: int = 16) -> TrueFloor:
    """Make a floor with about so many rooms along an L of two corridors, and a gym at its end."""
    dice = random.Random(f"school {seed} {rooms}")
    plan = _Plan(dice, dice.randint(1, 3))
    hall, deep = dice.uniform(2.2, 3.2), dice.uniform(6.5, 9.0)
    long = max(rooms / 2 * 3.4, 3 * deep)
    leg = long / 2 + deep
    _row(plan, 0, long, (hall, hall + deep), hall)
    _row(plan, 0, long, (-deep, 0), 0)
    _row(plan, -leg, hall + deep, (long + hall, long + hall + deep), long + hall, is_upright=True)
    _row(plan, -leg, -deep, (long - deep, long), long, is_upright=True)
    corridor = box(0, 0, long, hall).union(box(long, -leg, long + hall, hall + deep))
    plan.cells.append(Cell(corridor, "", "CORRIDOR", "corridor"))
    plan.doors += [Door(Point(long + hall / 2, -leg), 1.8), Door(Point(long + hall / 2, hall + deep), 1.8)]
    _gym(plan, hall)
    return TrueFloor(f"school-{seed}-{rooms}", plan.cells, plan.doors, furnishing=plan.furnishing)


def schools(seed: int, count: int = 4) -> Iterator[TrueFloor]:
    """Make floors of growing size."""
    for k in range(count):
        yield school(100 * seed + k, 8 + 10 * k)


def _row(
    plan: _Plan, start: float, end: float, band: tuple[float, float], door_at: float, is_upright: bool = False
) -> None:
    """Fill a band beside a corridor with rooms, each with a door (a large one with two) to it."""
    a = start
    while a < end - 0.01:
        use = plan.dice.choice(USES)
        b = a + plan.dice.uniform(*WIDTH_M.get(use, (6.5, 9.5)))
        b = end if end - b < 3.0 else b
        shape = box(band[0], a, band[1], b) if is_upright else box(a, band[0], b, band[1])
        number = "" if use in ("GIRLS", "BOYS") and plan.dice.random() < 0.3 else plan.next_number()
        plan.cells.append(Cell(shape, number, use, "stair" if use == "STAIR" else "room"))
        spots = [a + 0.9, b - 0.9] if b - a > 7 and plan.dice.random() < 0.4 else [plan.dice.uniform(a + 0.7, b - 0.7)]
        plan.doors += [Door(Point((door_at, s) if is_upright else (s, door_at)), 0.9) for s in spots]
        _fit_out(plan, use, shape, door_at, is_upright)
        a = b


def _fit_out(plan: _Plan, use: str, shape: Polygon, door_at: float, is_upright: bool) -> None:
    """Draw treads in stairs and stalls in restrooms, along the wall far from the door."""
    if use not in ("STAIR", "GIRLS", "BOYS"):
        return
    x0, y0, x1, y1 = shape.bounds
    across, along = ((y0, y1), (x0, x1)) if is_upright else ((x0, x1), (y0, y1))
    far, near = (along[1], along[0]) if abs(along[0] - door_at) < abs(along[1] - door_at) else along
    lines = (_treads if use == "STAIR" else _stalls)(across, far, near)
    flip = [LineString([(y, x) for x, y in line.coords]) if is_upright else line for line in lines]
    plan.furnishing.append(("stair" if use == "STAIR" else "stall", MultiLineString(flip)))


def _treads(across: tuple[float, float], far: float, near: float) -> list[LineString]:
    inward = 1 if near > far else -1
    low, high = across[0] + FACE_M, across[1] - FACE_M
    middle = (low + high) / 2
    ys = [far + inward * (1.4 + 0.28 * k) for k in range(11)]
    flights = [LineString([(low, y), (high, y)]) for y in ys]
    return [*flights, LineString([(middle, ys[0]), (middle, ys[-1])])]


def _stalls(across: tuple[float, float], far: float, near: float) -> list[LineString]:
    """Draw stalls of 0.9 by 1.5 m against the far wall, each with an opening of 0.6 m in its front."""
    inward = 1 if near > far else -1
    back, front = far + inward * FACE_M, far + inward * 1.5
    xs = [across[0] + FACE_M + 0.9 * k for k in range(1, int((across[1] - across[0] - 1.2) / 0.9) + 1)]
    sides = [LineString([(x, back), (x, front)]) for x in xs]
    return sides + [LineString([(x - 0.9, front), (x - 0.6, front)]) for x in xs]


def _gym(plan: _Plan, hall: float) -> None:
    """Put a gym at the corridor's end, with a row of columns along each long side and doors to the outside."""
    wide, deep = plan.dice.uniform(16, 22), plan.dice.uniform(11, 14)
    low, high = hall / 2 - deep, hall / 2 + deep
    plan.cells.append(Cell(box(-wide, low, 0, high), plan.next_number(), "GYMNASIUM"))
    plan.doors += [Door(Point(0, hall / 2), 1.8), Door(Point(-wide, hall / 2), 1.8)]
    spots = [(-wide + 1.5, y) for y in (low + 5, high - 5)] + [(-1.5, y) for y in (low + 3, high - 3)]
    columns = [box(x - 0.2, y - 0.2, x + 0.2, y + 0.2) for x, y in spots]
    plan.furnishing.append(("column", shapely.MultiPolygon(columns)))
