"""Furnish rooms by use: pieces go where the floor is free of walls, door swings and tags. Feet."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count, takewhile

from shapely import Polygon, box, prepare
from shapely.geometry.base import BaseGeometry

from generator.pen import Pen, turned
from generator.symbols import SYMBOLS


@dataclass
class Place:
    """A room being furnished: what is left free, and its bounds."""

    pen: Pen
    free: BaseGeometry
    bounds: tuple[float, float, float, float]
    taken: list[tuple[float, float, float, float]] = field(default_factory=list)

    def put(self, symbol: str, role: str, x: float, y: float, rotation: float = 0.0) -> bool:
        """Put a piece if its footprint is free, and say whether it was."""
        footprint = symbol_box(symbol, (x, y), rotation)
        if any(_overlap(footprint.bounds, other) for other in self.taken) or not self.free.contains(footprint):
            return False
        self.taken.append(footprint.bounds)
        drift = self.pen.style.jitter_in and self.pen.rng.uniform(-1.2, 1.2)
        self.pen.symbol(symbol, role, (round(x, 3), round(y, 3)), rotation + drift)
        return True

    def fill(
        self, symbol: str, role: str, pitch: tuple[float, float], inset: tuple[float, ...], turn: float = 0
    ) -> None:
        """Fill the room with a grid of pieces; ``inset`` is left, bottom, right, top."""
        x0, y0, x1, y1 = self.bounds
        for x in steps(x0 + inset[0], x1 - inset[2], pitch[0]):
            for y in steps(y0 + inset[1], y1 - inset[3], pitch[1]):
                self.put(symbol, role, x, y, turn)

    def line_wall(self, side: str, symbol: str, role: str, pitch: float, depth: float, most: int = 99) -> None:
        """Line a wall (N E S W) with at most so many pieces, their backs (+y) against it."""
        x0, y0, x1, y1 = self.bounds
        turn = {"N": 0.0, "W": 90.0, "S": 180.0, "E": 270.0}[side]
        if side in "NS":
            y = y1 - depth if side == "N" else y0 + depth
            spots = [(x, y) for x in steps(x0 + pitch / 2 + 0.3, x1 - 0.3, pitch)]
        else:
            x = x1 - depth if side == "E" else x0 + depth
            spots = [(x, y) for y in steps(y0 + pitch / 2 + 0.3, y1 - 0.3, pitch)]
        for spot in spots[:most]:
            self.put(symbol, role, *spot, turn)


def _overlap(a: tuple[float, ...], b: tuple[float, ...]) -> bool:
    return a[0] < b[2] - 0.02 and b[0] < a[2] - 0.02 and a[1] < b[3] - 0.02 and b[1] < a[3] - 0.02


def steps(start: float, stop: float, pitch: float) -> list[float]:
    """Return start, start + pitch ... up to stop."""
    return list(takewhile(lambda v: v <= stop, (start + i * pitch for i in count())))


def symbol_box(symbol: str, at: tuple[float, float], rotation: float) -> Polygon:
    """Return the upright box round a turned symbol."""
    points = []
    for kind, *v in SYMBOLS[symbol]:
        corners = (
            [(v[0] - v[2], v[1] - v[2]), (v[0] + v[2], v[1] + v[2])]
            if kind == "circle"
            else [(v[0], v[1]), (v[2], v[3])]
        )
        points += [turned(c, at, rotation) for c in corners]
    xs, ys = [p[0] for p in points], [p[1] for p in points]
    return box(min(xs), min(ys), max(xs), max(ys))


def furnish(pen: Pen, use: str, net: Polygon, keep_clear: BaseGeometry) -> None:
    """Furnish one room by its use."""
    free = net.buffer(-0.12).difference(keep_clear)
    prepare(free)
    RECIPES.get(use, _nothing)(Place(pen, free, net.bounds))


def _nothing(place: Place) -> None:
    """Leave the room bare."""


def _classroom(place: Place) -> None:
    x0, y0, _, y1 = place.bounds
    place.put("WHITEBOARD", "case", x0 + 0.2, (y0 + y1) / 2, 90)
    place.put("DESK-TEACHER", "furn", x0 + 4, y0 + 8, 90)
    place.put("DESK-TEACHER", "furn", x0 + 4, y1 - 8, 90) if place.pen.rng.random() < 0.2 else None
    place.line_wall("E", "SHELF", "case", 3.05, 0.7)
    place.fill("DESK-STUDENT", "furn", (4.2, 3.6), (9.5, 3.2, 3, 3), 90)


def _lab(place: Place) -> None:
    x0, y0, _, y1 = place.bounds
    place.put("WHITEBOARD", "case", x0 + 0.2, (y0 + y1) / 2, 90)
    place.put("LAB-BENCH", "case", x0 + 5, (y0 + y1) / 2, 270)
    place.line_wall("E", "COUNTER", "case", 8.05, 1.5)
    place.fill("LAB-BENCH", "case", (9.5, 6.2), (14, 4.5, 5, 4), 0)


def _computer(place: Place) -> None:
    for side in "NSEW":
        place.line_wall(side, "COMPUTER", "furn", 3.4, 2.3)
    place.fill("TABLE-STUDY", "furn", (8, 8.5), (9, 9, 8, 8))


def _office(place: Place) -> None:
    x0, y0, x1, y1 = place.bounds
    place.put("DESK-TEACHER", "furn", (x0 + x1) / 2, y0 + (y1 - y0) * 0.25, 180)
    place.put("DESK-TEACHER", "furn", x1 - 4, y1 - 4, 0)
    place.line_wall("W", "FILE", "furn", 1.7, 1.2)
    place.line_wall("E", "CHAIR", "furn", 2.2, 1.0)
    if (x1 - x0) * (y1 - y0) > 500:
        place.fill("DESK-TEACHER", "furn", (9, 9), (8, 6, 6, 6))


def _conference(place: Place) -> None:
    x0, y0, x1, y1 = place.bounds
    place.put("TABLE-CONF", "furn", (x0 + x1) / 2, y0 + (y1 - y0) * 0.3, 0)
    place.line_wall("N", "FILE", "furn", 1.7, 1.2)
    place.line_wall("S", "CHAIR", "furn", 2.4, 1.0)


def _restroom(place: Place) -> None:
    x0, y0, x1, y1 = place.bounds
    tall = y1 - y0 > x1 - x0
    place.line_wall("W" if tall else "S", "WC", "fixture", 3.2, 1.7, 7)
    place.line_wall("E" if tall else "N", "SINK", "fixture", 2.6, 1.1, 4)
    place.put("URINAL", "fixture", x0 + 1.5, y1 - 1.2)


def _storage(place: Place) -> None:
    x0, y0, x1, y1 = place.bounds
    if (x1 - x0) * (y1 - y0) < 120:
        place.put("MOP-SINK", "fixture", x0 + 1.4, y1 - 1.4)
    for side in "NS":
        place.line_wall(side, "SHELF", "furn", 3.1, 0.7)


def _cafeteria(place: Place) -> None:
    x0, _, x1, _ = place.bounds
    place.fill(
        "TABLE-LONG" if x1 - x0 > 60 else "TABLE-ROUND", "furn", (15, 8) if x1 - x0 > 60 else (9, 9), (9, 7, 7, 6)
    )


def _kitchen(place: Place) -> None:
    place.line_wall("N", "COUNTER", "equip", 8.1, 1.5)
    place.line_wall("E", "RANGE", "equip", 3.2, 1.7)
    place.line_wall("W", "RANGE", "equip", 3.2, 1.7, 4)
    place.fill("COUNTER", "equip", (10, 6.5), (9, 7, 7, 6))


def _library(place: Place) -> None:
    x0, _, x1, _ = place.bounds
    middle = (x1 - x0) / 2
    place.fill("STACK", "furn", (14, 4.5), (8, 6, middle, 5), 0)
    place.fill("TABLE-STUDY", "furn", (9, 9), (middle + 5, 6, 4, 5))
    place.line_wall("N", "STACK", "furn", 12.2, 1.2)


def _auditorium(place: Place) -> None:
    x0, y0, x1, y1 = place.bounds
    aisle = (x0 + x1) / 2
    for y in steps(y0 + 9, y1 - 9, 3.1):
        for x in steps(x0 + 6, x1 - 6, 1.75):
            if abs(x - aisle) > 2.7:
                place.put("SEAT", "furn", x, y, 0)


def _gym(place: Place) -> None:
    x0, y0, x1, y1 = place.bounds
    cx, cy, half = (x0 + x1) / 2, (y0 + y1) / 2, min(42.0, (x1 - x0) / 2 - 5)
    pen = place.pen
    corners = [(cx - half, cy - 25), (cx + half, cy - 25), (cx + half, cy + 25), (cx - half, cy + 25)]
    if place.free.envelope.contains(Polygon(corners)):
        pen.path("pattern", corners, close=True)
        pen.line("pattern", (cx, cy - 25), (cx, cy + 25))
        pen.circle("pattern", (cx, cy), 6)
        for x in (cx - half + 19, cx + half - 19):
            pen.circle("pattern", (x, cy), 6)
    place.fill("BLEACHER", "equip", (12.5, 200), (10, 9, 8, 8))


def _locker(place: Place) -> None:
    place.line_wall("N", "LOCKERS", "furn", 6.1, 0.8)
    place.fill("LOCKERS", "furn", (7, 6), (6, 5, 5, 6))
    place.fill("BENCH", "furn", (7, 6), (6, 7.5, 5, 5))
    place.line_wall("E", "SINK", "fixture", 2.6, 1.1)


def _music(place: Place) -> None:
    x0, y0, _, _ = place.bounds
    place.put("PIANO", "furn", x0 + 5, y0 + 6)
    place.fill("STAND", "furn", (3.2, 4.2), (6, 10, 5, 6))
    place.line_wall("N", "SHELF", "case", 3.1, 0.7)


def _shop(place: Place) -> None:
    place.line_wall("N", "COUNTER", "equip", 8.1, 1.5)
    place.fill("WORKBENCH", "furn", (14, 12), (9, 8, 8, 8))
    place.fill("MACHINE", "equip", (14, 12), (16, 13, 8, 8))


def _weights(place: Place) -> None:
    place.line_wall("N", "BENCH", "equip", 6.5, 1.5)
    place.fill("TREADMILL", "equip", (6, 9), (5, 6, 4, 5))


def _mechanical(place: Place) -> None:
    x0, _, x1, _ = place.bounds
    place.line_wall("N", "PANEL", "equip", 2.4, 0.6)
    if (x1 - x0) > 14:
        place.fill("BOILER", "equip", (9, 12), (6, 7, 5, 7))


def _medical(place: Place) -> None:
    x0, y0, x1, _ = place.bounds
    place.put("DESK-TEACHER", "furn", (x0 + x1) / 2, y0 + 4, 180)
    place.line_wall("N", "COT", "furn", 5, 3.3)
    place.line_wall("E", "SINK", "fixture", 8, 1.1)


def _lobby(place: Place) -> None:
    place.fill("SOFA", "furn", (14, 14), (5, 6, 4, 6))


def _stage(place: Place) -> None:
    place.line_wall("N", "SHELF", "equip", 8, 1)
    x0, y0, _, y1 = place.bounds
    place.put("PIANO", "furn", x0 + 8, (y0 + y1) / 2)


RECIPES: dict[str, Callable[[Place], None]] = {
    "classroom": _classroom,
    "lab": _lab,
    "computer": _computer,
    "office": _office,
    "conference": _conference,
    "restroom": _restroom,
    "storage": _storage,
    "cafeteria": _cafeteria,
    "kitchen": _kitchen,
    "library": _library,
    "auditorium": _auditorium,
    "gym": _gym,
    "locker": _locker,
    "music": _music,
    "shop": _shop,
    "weights": _weights,
    "mechanical": _mechanical,
    "medical": _medical,
    "lobby": _lobby,
    "stage": _stage,
}
