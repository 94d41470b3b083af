"""The records that the stages hand on."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from shapely import LineString, Polygon

from campusmap.geometry.lines import Floats
from campusmap.model.places import Floor, OpeningKind
from campusmap.model.plan import Stroke


@dataclass(frozen=True, slots=True)
class Cell:
    """A polygon that is to become a space: how it came to be and what was mended."""

    shape: Polygon
    method: str
    strokes: tuple[Stroke, ...] = ()
    repairs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Doorway:
    """An opening in a wall: ``line`` jamb to jamb in the wall's middle, and the lines that close the gap."""

    kind: OpeningKind
    line: LineString
    thickness_m: float
    closures: tuple[LineString, ...]
    strokes: tuple[Stroke, ...] = ()
    swing_line: LineString | None = None
    certain: bool = True  # both jambs were found


@dataclass(frozen=True, slots=True)
class Dropped:
    """A face that is no room, and why."""

    reason: str
    shape: Polygon


@dataclass(frozen=True, slots=True)
class Stages:
    """Every intermediate of one floor, in metres, so that a person can look at it."""

    floor: Floor
    barriers: Floats = field(default_factory=lambda: np.empty((0, 2, 2)))  # walls, glazing, closed doors, healed
    gaps: Floats = field(default_factory=lambda: np.empty((0, 3)))  # healed gaps: x, y, length
    cells: tuple[Cell, ...] = ()
    dropped: tuple[Dropped, ...] = ()
    doorways: tuple[Doorway, ...] = ()
