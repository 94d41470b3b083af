"""Hatching taken to pieces: the lines that exploding a pattern leaves, and things that look like it, in metres."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Final

import ezdxf
import ezdxf.tools.pattern
import numpy as np
import shapely
from shapely import Polygon
from shapely.geometry.base import BaseGeometry

Line = tuple[tuple[float, float], tuple[float, float]]
WALLS: Final = ("A-WALL", "Walls")
GRIDS: Final = {"1 ft tiles": (0.3048, 0.3048), "2 ft tiles": (0.6096, 0.6096), "2x4 ceiling": (0.6096, 1.2192)}
DOT_M: Final = 0.002
_SHORTEST_M: Final = 0.0005


def explode(pattern: str, region: Polygon, scale: float) -> list[Line]:
    """Return the lines of a pattern in a region, one a dash, as a hatch leaves when it is exploded.

    ``pattern`` is one of CAD programs or of ``GRIDS``, ``scale`` metres in one of the pattern's millimetres.
    """
    if pattern in GRIDS:
        x, y = GRIDS[pattern]
        return _fill([(0.0, (0.0, 0.0), (0.0, y), ()), (90.0, (0.0, 0.0), (-x, 0.0), ())], region, 1.0)
    return _fill(ezdxf.tools.pattern.load(measurement=1)[pattern], region, scale)


def _fill(families: Iterable[tuple], region: Polygon, scale: float) -> list[Line]:
    x0, y0, x1, y1 = region.bounds
    middle, reach = np.array([(x0 + x1) / 2, (y0 + y1) / 2]), math.hypot(x1 - x0, y1 - y0) / 2
    dashes = [np.concatenate([_family(family, middle, reach, scale)]) for family in families]
    found = shapely.intersection(shapely.linestrings(np.concatenate(dashes)), region)
    parts = [p for p in shapely.get_parts(found).tolist() if p.geom_type == "LineString" and p.length > _SHORTEST_M]
    return [(part.coords[0], part.coords[-1]) for part in parts]


def _family(family: tuple, middle: np.ndarray, reach: float, scale: float) -> np.ndarray:
    """Return one family's dashes (n, 2, 2) about a region; a dot is as long as a pen is wide."""
    angle, origin, step, dashes = family
    way = np.array([math.cos(math.radians(angle)), math.sin(math.radians(angle))])
    normal = np.array([-way[1], way[0]])
    start, step = np.array(origin) * scale, np.array(step) * scale
    apart = float(step @ normal)
    first = float((middle - start) @ normal) / apart
    rows = np.arange(math.floor(first - reach / abs(apart)), math.ceil(first + reach / abs(apart)) + 1)
    bases = start + rows[:, None] * step
    along = (middle - bases) @ way
    if not len(dashes):
        low, high = along - reach, along + reach
        return np.stack([bases + low[:, None] * way, bases + high[:, None] * way], axis=1)
    sizes = np.array(dashes) * scale
    period = float(np.abs(sizes).sum())
    found = []
    for at, size in zip(np.cumsum(np.abs(sizes)) - np.abs(sizes), sizes, strict=True):
        if size >= 0:
            turns = np.arange(-math.ceil(reach / period) - 1, math.ceil(reach / period) + 2)
            low = (np.floor(along / period)[:, None] + turns) * period + at
            ends = np.stack([low, low + max(size, DOT_M)], axis=-1)
            found.append((bases[:, None, None] + ends[..., None] * way).reshape(-1, 2, 2))
    return np.concatenate(found)


def chairs(region: Polygon, step: float = 0.75) -> list[Line]:
    """Return rows of chairs taken to pieces: seat, back and two arms, twelve lines each."""
    x0, y0, x1, y1 = region.bounds
    found: list[Line] = []
    for x in np.arange(x0 + 0.4, x1 - 0.6, step):
        for y in np.arange(y0 + 0.4, y1 - 0.6, step + 0.15):
            boxes = [(x, y, x + 0.45, y + 0.4), (x, y + 0.4, x + 0.45, y + 0.46), (x - 0.05, y, x, y + 0.3)]
            for box in (shapely.box(*box) for box in boxes if region.contains(shapely.box(*box))):
                ring = list(box.exterior.coords)
                found += list(pairwise(ring))
    return found


def add_lines(source: Path, target: Path, lines: Iterable[Line], *, together: bool = False) -> None:
    """Add lines (metres, a drawing in metres) to the layer of a drawing's walls; ``together`` puts all on one layer."""
    doc = ezdxf.readfile(source)
    page = doc.modelspace()
    layer = next(name for name in WALLS if name in doc.layers)
    for a, b in lines:
        page.add_line(a, b, dxfattribs={"layer": layer})
    for layout in (page, *doc.blocks) if together else ():
        for entity in layout:
            entity.dxf.layer = "DRAWING"
            for attribute in getattr(entity, "attribs", ()):
                attribute.dxf.layer = "DRAWING"
    doc.saveas(target)


def fill_rooms(pattern: str, rooms: Iterable[BaseGeometry], scale: float) -> Iterator[Line]:
    """Return the lines of a pattern in several rooms."""
    for room in rooms:
        yield from chairs(room) if pattern == "chairs" else explode(pattern, room, scale)
