"""From a true floor to what a sheet shows: wall bodies of some thickness, rooms between their faces, door gaps."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

import numpy as np
import shapely
from floors.truth import MITRE, SHAFT_M2, SLIVER_M2, Cell, Door, TrueFloor, largest, polygons
from shapely import LineString, Point, Polygon
from shapely.geometry.base import BaseGeometry

NARROW_M = 0.4  # what is narrower than this between walls is drawn solid
CLOSE_M = 0.35  # cells closer than twice this share a wall
LUMP_M = 0.45  # walls are at most 0.3 m thick: what is thicker is masonry of the source
SINGLE_M = (0.8, 0.85, 0.9, 0.9, 0.95, 1.0)  # widths of doors where the source gives none; one in eight is a pair
PAIR_M = (1.5, 1.6, 1.8)
NIB_M = 0.06  # wall left between a door and the next corner


@dataclass(frozen=True)
class Gate:
    """A gap through a wall: its middle, the unit vector along the wall, width, wall thickness, rooms on both sides."""

    x: float
    y: float
    ux: float
    uy: float
    width: float
    thick: float
    sides: tuple[int, int]  # -1 is outside

    def at(self, along: float, across: float) -> tuple[float, float]:
        return self.x + along * self.ux - across * self.uy, self.y + along * self.uy + across * self.ux

    def box(self, half_along: float, low: float, high: float) -> Polygon:
        corners = [(-half_along, low), (half_along, low), (half_along, high), (-half_along, high)]
        return Polygon([self.at(*corner) for corner in corners])


@dataclass
class Sheet:
    """``voids`` are closed in by lines but no room of the source (courts, shafts below 1 m2, masonry thicker than any
    wall): finding one is neither right nor wrong."""

    name: str
    body: BaseGeometry
    rooms: list[Cell]
    gates: list[Gate]
    voids: list[Polygon]
    furnishing: list[tuple[str, BaseGeometry]] = field(default_factory=list)
    notes: Counter[str] = field(default_factory=Counter)


def lay_out(floor: TrueFloor, dice: random.Random) -> Sheet:
    """Give walls a thickness (0.1 to 0.2 m inside, 0.2 to 0.3 m outside) and cut the doors."""
    inner, outer = dice.choice((0.1, 0.12, 0.15, 0.2)), dice.uniform(0.2, 0.3)
    notes = Counter(floor.notes)
    cells = list(_between_faces(floor.cells, inner, notes))
    mass, voids = _mass(floor, outer, notes)
    body = mass.difference(shapely.union_all([cell.shape for cell in cells]))
    lumps = polygons(body.buffer(-LUMP_M / 2, **MITRE).buffer(LUMP_M / 2, **MITRE))
    doors = [door if door.width else replace(door, width=_width(dice)) for door in floor.doors]
    body, gates = _with_doors(body, cells, doors, notes)
    rooms = [cell for cell in cells if cell.shape.area >= SLIVER_M2]
    shafts = [cell.shape for cell in cells if cell.shape.area < SLIVER_M2]
    notes["rooms below 1 m2, not scored"] += len(shafts)
    return Sheet(floor.name, body, rooms, gates, [*voids, *shafts, *lumps], floor.furnishing, notes)


def _width(dice: random.Random) -> float:
    return dice.choice(PAIR_M if dice.random() < 0.125 else SINGLE_M)


def _between_faces(cells: list[Cell], thick: float, notes: Counter[str]) -> Iterator[Cell]:
    shapes = np.array([cell.shape for cell in cells], dtype=object)
    tree = shapely.STRtree(shapes)
    for k, cell in enumerate(cells):
        near = [int(j) for j in tree.query(cell.shape.buffer(thick)) if j != k]
        others = shapely.buffer(shapely.union_all(shapes[near]), thick / 2, **MITRE) if near else Polygon()
        rest = cell.shape.difference(others)
        wide = rest.buffer(-NARROW_M / 2, **MITRE).buffer(NARROW_M / 2, **MITRE).intersection(rest)
        shape = _clean(largest(wide))
        notes["rooms too narrow once walls are drawn"] += shape.area < SHAFT_M2
        if shape.area >= SHAFT_M2:
            yield replace(cell, shape=shape)


def _clean(shape: Polygon) -> Polygon:
    return largest(shapely.set_precision(shape.simplify(0.004), 0.001))


def _mass(floor: TrueFloor, outer: float, notes: Counter[str]) -> tuple[BaseGeometry, list[Polygon]]:
    """Return rooms and walls as one mass; walls of the source are kept to ``outer`` from the next room."""
    cells = shapely.union_all([cell.shape for cell in floor.cells])
    walled = cells.buffer(outer, **MITRE)
    whole = cells.union(floor.solid.intersection(walled))
    closed = whole.buffer(CLOSE_M, **MITRE).buffer(-CLOSE_M, **MITRE).union(walled)
    voids = [Polygon(ring) for part in polygons(closed) for ring in part.interiors]
    kept = [void for void in voids if void.area >= SLIVER_M2 and not void.buffer(-NARROW_M / 2).is_empty]
    notes["voids drawn solid"] += len(voids) - len(kept)
    notes["voids"] += len(kept)
    solid = shapely.union_all([Polygon(part.exterior) for part in polygons(closed)])
    return solid.difference(shapely.union_all(kept)) if kept else solid, kept


def _with_doors(
    body: BaseGeometry, rooms: list[Cell], doors: list[Door], notes: Counter[str]
) -> tuple[BaseGeometry, list[Gate]]:
    edges, shapes = _edges(rooms), np.array([room.shape for room in rooms], dtype=object)
    tree, rooms_tree = shapely.STRtree(edges), shapely.STRtree(shapes)
    gates: list[Gate] = []
    for door in doors:
        twins = any(Point(gate.x, gate.y).distance(door.at) < 0.4 for gate in gates)
        window = door.at.buffer(3.5, quad_segs=1)
        local = shapely.intersection(body, window)
        near = sorted(tree.query(door.at.buffer(0.7)), key=lambda k: edges[k].distance(door.at))
        gate = None if twins else _first_gate(local, door, [edges[k] for k in near[:6]], shapes, rooms_tree)
        notes["doors listed twice"] += twins
        notes["doors with no wall to stand in"] += gate is None and not twins
        if gate:
            gates.append(gate)
            reach = gate.thick / 2 + 0.05
            body = body.difference(gate.box(gate.width / 2, -reach, reach))
    return body, gates


def _edges(rooms: list[Cell]) -> list[LineString]:
    rings = [ring for room in rooms for ring in (room.shape.exterior, *room.shape.interiors)]
    return [LineString(pair) for ring in rings for pair in zip(ring.coords, ring.coords[1:], strict=False)]


def _first_gate(
    local: BaseGeometry, door: Door, edges: list[LineString], rooms: np.ndarray, tree: shapely.STRtree
) -> Gate | None:
    """Try the door's own place first, then along its wall, then narrower."""
    for width in (door.width, min(0.9, 0.85 * door.width), 0.7):
        for slide in (0.0, 0.1, -0.1, 0.2, -0.2, 0.35, -0.35, 0.5, -0.5, 0.7, -0.7):
            for edge in edges:
                gate = _gate_on(local, door.at, edge, width, slide)
                gate = gate and _with_sides(local, gate, rooms, tree)
                if gate:
                    return gate
    return None


def _gate_on(local: BaseGeometry, at: Point, edge: LineString, width: float, slide: float) -> Gate | None:
    (x0, y0), (x1, y1) = edge.coords
    if edge.length < min(width, 0.5):
        return None
    ux, uy = (x1 - x0) / edge.length, (y1 - y0) / edge.length
    foot = (at.x - x0) * ux + (at.y - y0) * uy + slide
    half = width / 2 + NIB_M
    foot = min(max(foot, half), edge.length - half) if edge.length > 2 * half else edge.length / 2
    probe = Gate(x0 + foot * ux, y0 + foot * uy, ux, uy, width, 0.0, (-1, -1))
    across = LineString([probe.at(0, -1.0), probe.at(0, 1.0)]).intersection(local)
    here = Point(probe.x, probe.y)
    pieces = [p for p in shapely.get_parts(across) if p.distance(here) < 0.02 and 0.05 < p.length < 0.8]
    if not pieces or here.distance(at) > 1.2:
        return None
    middle = pieces[0].interpolate(0.5, normalized=True)
    return replace(probe, x=middle.x, y=middle.y, thick=pieces[0].length)


def _with_sides(local: BaseGeometry, gate: Gate, rooms: np.ndarray, tree: shapely.STRtree) -> Gate | None:
    """Return the gate with the rooms it joins where the wall is whole and both sides are free, else None."""
    t = gate.thick / 2
    wall = gate.box(gate.width / 2 + NIB_M, -t, t)
    free = [gate.box(gate.width / 2, t + 0.02, t + 0.4), gate.box(gate.width / 2, -t - 0.4, -t - 0.02)]
    if wall.intersection(local).area < 0.95 * wall.area:
        return None
    if any(side.intersection(local).area > 0.02 * side.area for side in free):
        return None
    spots = [Point(gate.at(0, across)) for across in (t + 0.2, -t - 0.2)]
    inside = [next((int(k) for k in tree.query(spot) if rooms[k].contains(spot)), -1) for spot in spots]
    return replace(gate, sides=(inside[0], inside[1])) if inside[0] != inside[1] else None
