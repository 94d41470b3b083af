"""True floors: rooms and doors in metres, made sane. Nothing here knows the program under test."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

import numpy as np
import pyproj
import shapely
from shapely import MultiPolygon, Point, Polygon
from shapely.geometry.base import BaseGeometry

SLIVER_M2 = 1.0  # rooms below this are drawn without a tag and not scored
SHAFT_M2 = 0.3  # and below this not drawn
SLIT_M = 0.05  # a slit this narrow in a polygon is a drawing artefact, not a wall
MITRE = {"join_style": "mitre", "mitre_limit": 2.0}


@dataclass(frozen=True)
class Cell:
    """A room up to the middle of its walls, or up to their faces where the source has walls."""

    shape: Polygon
    number: str = ""
    name: str = ""
    kind: str = "room"  # room, corridor, stair, lift


@dataclass(frozen=True)
class Door:
    at: Point
    width: float = 0.0  # 0 where the source does not say


@dataclass
class TrueFloor:
    """``solid`` holds walls the source draws; ``furnishing`` lines that are drawn inside rooms (treads, stalls)."""

    name: str
    cells: list[Cell]
    doors: list[Door]
    solid: BaseGeometry = field(default_factory=Polygon)
    furnishing: list[tuple[str, BaseGeometry]] = field(default_factory=list)
    notes: Counter[str] = field(default_factory=Counter)


def polygons(shape: BaseGeometry) -> list[Polygon]:
    """List the polygons in any geometry."""
    return (
        [part for part in shapely.get_parts(shape, return_index=False) if isinstance(part, Polygon)]
        if isinstance(shape, Polygon | MultiPolygon)
        else [p for part in getattr(shape, "geoms", []) for p in polygons(part)]
    )


def largest(shape: BaseGeometry) -> Polygon:
    return max(polygons(shape), key=lambda part: part.area, default=Polygon())


def to_metres(lon: float, lat: float) -> pyproj.Transformer:
    """Return the way from longitude and latitude to metres around a place."""
    local = f"+proj=tmerc +lon_0={lon:.6f} +lat_0={lat:.6f} +ellps=WGS84 +units=m"
    return pyproj.Transformer.from_crs("EPSG:4326", local, always_xy=True)


def project(shape: BaseGeometry, way: pyproj.Transformer) -> BaseGeometry:
    return shapely.transform(shapely.force_2d(shape), lambda xy: np.column_stack(way.transform(xy[:, 0], xy[:, 1])))


def make_sane(floor: TrueFloor) -> TrueFloor:
    """Repair shapes, cut nested rooms out of what holds them, join open corridors, drop slivers; count each."""
    cells = [_repaired(cell, floor.notes) for cell in floor.cells]
    cells = _without_twins(cells, floor.notes)
    cells = _cut_apart(cells, floor.notes)
    cells = _joined_corridors(cells, floor.doors, floor.notes)
    kept = [cell for cell in cells if cell.shape.area >= SHAFT_M2]
    floor.notes["slivers dropped"] += len(cells) - len(kept)
    return replace(floor, cells=kept)


def _repaired(cell: Cell, notes: Counter[str]) -> Cell:
    notes["invalid shapes repaired"] += not cell.shape.is_valid
    whole = shapely.make_valid(cell.shape)
    closed = shapely.buffer(shapely.buffer(whole, SLIT_M / 2, **MITRE), -SLIT_M / 2, **MITRE)
    return replace(cell, shape=largest(shapely.remove_repeated_points(closed.simplify(0.01), 0.005)))


def _without_twins(cells: list[Cell], notes: Counter[str]) -> list[Cell]:
    kept: list[Cell] = []
    for cell in cells:
        twin = any(cell.shape.intersection(k.shape).area > 0.9 * max(cell.shape.area, k.shape.area) for k in kept)
        notes["rooms drawn twice"] += twin
        if not twin:
            kept.append(cell)
    return kept


def _cut_apart(cells: list[Cell], notes: Counter[str]) -> list[Cell]:
    """Let the smaller of two overlapping rooms have the ground: a lift in a hall is a hole in the hall."""
    order = sorted(range(len(cells)), key=lambda k: cells[k].shape.area)
    taken: list[Polygon] = []
    done: dict[int, Cell] = {}
    for k in order:
        shape = cells[k].shape
        near = [t for t in taken if t.intersects(shape) and t.intersection(shape).area > 0.01]
        notes["overlaps cut"] += len(near)
        if near:
            shape = _own_part(shape, near)
        taken.append(shape)
        done[k] = replace(cells[k], shape=shape)
    return [done[k] for k in range(len(cells))]


def _own_part(shape: Polygon, others: Iterable[Polygon]) -> Polygon:
    rest = shape.difference(shapely.union_all(list(others)))
    return largest(shapely.buffer(shapely.buffer(rest, -SLIT_M, **MITRE), SLIT_M, **MITRE))


def _joined_corridors(cells: list[Cell], doors: list[Door], notes: Counter[str]) -> list[Cell]:
    """Join corridors whose common border is long and has no door: nothing stands there."""
    halls = [cell for cell in cells if cell.kind == "corridor"]
    rooms = [cell for cell in cells if cell.kind != "corridor"]
    joined = True
    while joined:
        joined = False
        for a in range(len(halls)):
            b = next((b for b in range(a + 1, len(halls)) if _open_between(halls[a], halls[b], doors)), None)
            if b is not None:
                halls[a] = _one_hall(halls[a], halls.pop(b))
                notes["corridor pieces joined"] += 1
                joined = True
                break
    return rooms + halls


def _open_between(a: Cell, b: Cell, doors: list[Door]) -> bool:
    border = a.shape.buffer(0.15).intersection(b.shape.buffer(0.15))
    long = max(border.length / 2 - 0.3, 0.0) if not border.is_empty else 0.0
    return long > 1.0 and not any(border.distance(door.at) < 0.3 for door in doors)


def _one_hall(a: Cell, b: Cell) -> Cell:
    main, other = (a, b) if a.shape.area >= b.shape.area else (b, a)
    both = shapely.union_all([main.shape.buffer(0.15, **MITRE), other.shape.buffer(0.15, **MITRE)])
    shape = largest(both.buffer(-0.15, **MITRE))
    return replace(main, shape=shape, number=main.number or other.number, name=main.name or other.name)
