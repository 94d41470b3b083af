"""The slots through which a room can be looked into: door glass, doorless openings, interior windows."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import LineString, Point, Polygon
from shapely.geometry.base import BaseGeometry

from campusmap.geometry.sight import Aperture
from campusmap.model.places import OUTSIDE, Opening, OpeningKind
from campusmap.safety.glazing import Pane
from campusmap.safety.lookup import DOORS
from campusmap.units import METRES_PER_INCH

XY = tuple[float, float]
BEHIND_M: Final = 0.15  # an opening's line may be drawn this far inside its room; tool default
REACH_M: Final = 0.8  # from an opening's line to its room's face, through the thickest walls; tool default
NOTCH_M: Final = 0.3  # a notch in the outline at a door is no deeper; tool default
FLUSH_M: Final = 0.03  # a leaf drawn no farther behind its room's face hangs in it; tool default
TOUCH_M: Final = 0.005  # rooms nearer than this have no wall between them; far below any wall
OPEN_M: Final = 0.05  # shorter stretches of a shared border are corners; tool default
JAMB_M: Final = 0.1  # beside a hole, where the wall that it is cut through is measured; tool default


@dataclass(frozen=True, slots=True)
class Hole:
    """An opening as its room sees it: jamb a to jamb b on the room's face, the room to the left.

    ``hinge`` is "a", "b", "both" (two leaves) or "" (not drawn); ``into`` tells whether the leaf swings into the room,
    ``flush`` whether it does and is drawn hung in the room's face.
    """

    a: XY
    b: XY
    hinge: str
    into: bool
    flush: bool = False

    @property
    def width_m(self) -> float:
        """Return the clear width between the jambs."""
        return math.dist(self.a, self.b)


def face_hole(opening: Opening, room: Polygon) -> Hole | None:
    """Carry an opening's line to the face of the room that it leads from; None when it lies nowhere near.

    Where the room's outline has a notch at the door, the face is that of the wall beside it.
    """
    (x0, y0), (x1, y1) = opening.line.coords[0], opening.line.coords[-1]
    length = math.hypot(x1 - x0, y1 - y0)
    if length < 0.05:
        return None
    ux, uy = (x1 - x0) / length, (y1 - y0) / length
    middle = ((x0 + x1) / 2, (y0 + y1) / 2)
    left, right = shapely.length(shapely.intersection(room, _probes([middle] * 2, [(-uy, ux), (uy, -ux)], 0.0)))
    sign = 1 if left >= right else -1
    nx, ny = -uy * sign, ux * sign
    face = _face_at(room, (x0, y0), (x1, y1), (nx, ny))
    if face is None:
        return None
    ends = [(x0 + nx * face, y0 + ny * face), (x1 + nx * face, y1 + ny * face)]
    a, b = ends if sign > 0 else ends[::-1]
    hinge, into = _read_swing(opening, a, b, (nx, ny))
    return Hole(a, b, hinge, into, into and _is_flush(opening, a, (nx, ny)))


def _is_flush(opening: Opening, face: XY, normal: XY) -> bool:
    """Tell whether nothing of a leaf and its arc is drawn behind the room's face."""
    points = opening.swing_line.coords if opening.swing_line is not None else ()
    ahead = [(p[0] - face[0]) * normal[0] + (p[1] - face[1]) * normal[1] for p in points]
    return bool(ahead) and min(ahead) >= -FLUSH_M


def _face_at(room: Polygon, start: XY, end: XY, normal: XY) -> float | None:
    """Return how far along the normal the room's face lies: the farther of the opening's own and the wall's beside."""
    ux, uy = end[0] - start[0], end[1] - start[1]
    beside = 0.15 / math.hypot(ux, uy)  # past the jamb, still on the same wall
    starts = [(start[0] + ux * k, start[1] + uy * k) for k in (0.5, -beside, 1 + beside)]
    inside = shapely.intersection(room, _probes(starts, [normal] * 3, -BEHIND_M)).tolist()
    own, *walls = (_entry(part, at, normal) for part, at in zip(inside, starts, strict=True))
    if own is None:
        return None
    notch = [wall for wall in walls if wall is not None and own < wall <= own + NOTCH_M]
    return max([own, *notch])


def _entry(inside: BaseGeometry, start: XY, normal: XY) -> float | None:
    """Return where a ray along the normal enters the room, metres from the start; None beyond REACH_M.

    ``inside`` is what of the ray lies in the room.
    """
    pieces = [inside] if isinstance(inside, LineString) else shapely.get_parts(inside).tolist()
    parts = [part for part in pieces if part.length > 2 * BEHIND_M]
    if not parts:
        return None
    entry = min((x - start[0]) * normal[0] + (y - start[1]) * normal[1] for part in parts for x, y in part.coords)
    # A room that reaches farther back has no face here: the opening's own line is all that is known.
    return entry if entry > -BEHIND_M + 1e-6 else 0.0


def _probes(starts: Sequence[XY], normals: Sequence[XY], first: float) -> NDArray[np.object_]:
    """Return rays along normals, from ``first`` to REACH_M metres beyond their starts."""
    ends = [
        [(x + nx * k, y + ny * k) for k in (first, REACH_M)] for (x, y), (nx, ny) in zip(starts, normals, strict=True)
    ]
    return np.asarray(shapely.linestrings(ends))


def _read_swing(opening: Opening, a: XY, b: XY, normal: XY) -> tuple[str, bool]:
    """Tell from the leaf and arc as drawn where the hinge is and whether the leaf swings into the room."""
    swing = opening.swing_line
    if swing is None or swing.is_empty:
        return ("both" if opening.kind is OpeningKind.DOUBLE_DOOR else ""), False
    (ax, ay), (bx, by) = opening.line.coords[0], opening.line.coords[-1]
    middle = swing.envelope.centroid
    into = (middle.x - (ax + bx) / 2) * normal[0] + (middle.y - (ay + by) / 2) * normal[1] > 0
    if opening.kind is OpeningKind.DOUBLE_DOOR:
        return "both", into
    reach_a, reach_b = (max(math.dist(p, q) for q in swing.coords) for p in (a, b))
    # From its hinge no point of leaf or arc is farther than the leaf's width; from the latch the open tip is.
    if abs(reach_a - reach_b) < 0.1 * max(reach_a, reach_b):
        return "", into
    return ("a" if reach_a < reach_b else "b"), into


def door_apertures(hole: Hole, panes: tuple[Pane, ...], leaf_depth_m: float) -> list[Aperture]:
    """Return the slots of a closed door's glass, where they are known; else everywhere they may be.

    A leaf drawn swinging into the room from its face hangs there. Any other may hang anywhere in the wall.
    """
    leaves = [(hole.a, _middle(hole), "a"), (_middle(hole), hole.b, "b")] if hole.hinge == "both" else None
    slack = 0.0 if hole.flush else REACH_M
    slots = [
        slot
        for start, end, hinge in leaves or [(hole.a, hole.b, hole.hinge)]
        for pane in panes
        for slot in _place_pane(pane, start, end, hinge)
    ]
    reach = [_along(hole, point) for a, b, _ in slots for point in (a, b)]
    frame = (min([0.0, *reach]), max([hole.width_m, *reach]))
    return [_aperture(hole, slot, leaf_depth_m, slack, frame) for slot in slots]


def _along(hole: Hole, point: XY) -> float:
    """Return how far along the hole, from jamb a, a point lies."""
    ux, uy = (hole.b[0] - hole.a[0]) / hole.width_m, (hole.b[1] - hole.a[1]) / hole.width_m
    return (point[0] - hole.a[0]) * ux + (point[1] - hole.a[1]) * uy


def _middle(hole: Hole) -> XY:
    return (hole.a[0] + hole.b[0]) / 2, (hole.a[1] + hole.b[1]) / 2


def _place_pane(pane: Pane, start: XY, end: XY, hinge: str) -> list[tuple[XY, XY, bool]]:
    """Return where a pane may be, as (from, to, whether it is beside the leaf) along a to b."""
    leaf = math.dist(start, end)
    if pane.beside:
        return _place_sidelight(pane, start, end, hinge, leaf)
    if pane.width_m is None or pane.width_m >= leaf or not pane.place:
        return [(start, end, False)]  # the whole leaf, also where nobody said where in it the pane sits
    if pane.place == "centre":
        first = (leaf - pane.width_m) / 2
        return [(*_between(start, end, first, first + pane.width_m), False)]
    at_start, at_end = (
        (pane.offset_m, pane.offset_m + pane.width_m),
        (leaf - pane.offset_m - pane.width_m, leaf - pane.offset_m),
    )
    spans = {"": [at_start, at_end], "a": [at_end], "b": [at_start]}[hinge]
    if pane.place == "hinge":
        spans = {"": [at_start, at_end], "a": [at_start], "b": [at_end]}[hinge]
    return [(*_between(start, end, max(0.0, low), min(leaf, high)), False) for low, high in spans]


def _place_sidelight(pane: Pane, start: XY, end: XY, hinge: str, leaf: float) -> list[tuple[XY, XY, bool]]:
    """Put a sidelight on the side that is said, on both when it is not; a door frame between is taken for glass."""
    if pane.width_m is None:
        return [(start, end, True)]  # a transom, over the leaf
    width = pane.width_m
    before, after = (-width, 0.0), (leaf, leaf + width)
    latch = {"a": [after], "b": [before]}.get(hinge, [before, after])
    hinged = {"a": [before], "b": [after]}.get(hinge, [before, after])
    spans = {"latch": latch, "hinge": hinged}.get(pane.place, [before, after])
    return [(*_between(start, end, low, high), True) for low, high in spans]


def _between(start: XY, end: XY, low: float, high: float) -> tuple[XY, XY]:
    length = math.dist(start, end)
    ux, uy = (end[0] - start[0]) / length, (end[1] - start[1]) / length
    return (start[0] + ux * low, start[1] + uy * low), (start[0] + ux * high, start[1] + uy * high)


def _aperture(
    hole: Hole, slot: tuple[XY, XY, bool], depth: float, slack: float, frame: tuple[float, float]
) -> Aperture:
    """Return a pane's slot; one that may sit back is bounded by its frame, from and to along the hole, with sidelights.

    What stands beside the leaf or over it counts without depth.
    """
    a, b, beside = slot
    low, high = frame if beside else (0.0, hole.width_m)
    spare = (_along(hole, a) - low, high - _along(hole, b)) if slack else (0.0, 0.0)
    return Aperture(a, b, 0.0 if beside else depth, slack, *(round(max(0.0, each), 6) for each in spare))


def open_aperture(hole: Hole, depth_m: float = 0.0) -> Aperture:
    """Return the slot of an open door, a doorless opening or a window: the full width through a wall's depth."""
    return Aperture(hole.a, hole.b, depth_m)


def open_border(room: Polygon, other: Polygon) -> list[Aperture]:
    """Return slots along the whole border that a room shares with another, where no wall is drawn between them."""
    near = other.buffer(TOUCH_M)
    ring = shapely.geometry.polygon.orient(room).exterior
    sides = (LineString(pair) for pair in pairwise(ring.coords))
    open_ = (part for side in sides for part in shapely.get_parts(side.intersection(near)) if part.length > OPEN_M)
    ends = [shapely.get_coordinates(part).tolist() for part in open_]
    return [Aperture((a[0], a[1]), (b[0], b[1])) for a, *_, b in ends]


def wall_depth_m(hole: Hole, walls: BaseGeometry, other: Polygon | None) -> float:
    """Return how deep the wall is that a hole is cut through, 0 where the drawing does not prove it.

    Least of the wall bodies drawn beside both jambs and, for a hole to another room, of the way to that room's face.
    """
    ux, uy = (hole.b[0] - hole.a[0]) / hole.width_m, (hole.b[1] - hole.a[1]) / hole.width_m
    jambs = ((hole.a[0] - ux * JAMB_M, hole.a[1] - uy * JAMB_M), (hole.b[0] + ux * JAMB_M, hole.b[1] + uy * JAMB_M))
    way = (uy, -ux)
    behind = shapely.intersection(walls, _probes(jambs, [way] * 2, -FLUSH_M)).tolist()
    depths = [_body_behind(bodies, jamb, way) for bodies, jamb in zip(behind, jambs, strict=True)]
    if other is not None:
        through = other.intersection(_probes([_middle(hole)], [way], 0.0)[0])
        depths.append(0.0 if through.is_empty else Point(_middle(hole)).distance(through))
    return float(min(depths))


def _body_behind(behind: BaseGeometry, start: XY, way: XY) -> float:
    """Return how far the wall bodies behind a face reach along a way; 0 where none begins there."""
    bodies = shapely.get_parts(behind)
    reaches = [sorted((x - start[0]) * way[0] + (y - start[1]) * way[1] for x, y in b.coords) for b in bodies]
    return max((far for near, *_, far in (r for r in reaches if len(r) > 1) if near <= FLUSH_M), default=0.0)


def leaf_depth_m(opening: Opening, default_in: float) -> float:
    """Return a leaf's depth in metres: surveyed, else the project's."""
    return (opening.leaf_depth_in or default_in) * METRES_PER_INCH


def leads_outside_window(opening: Opening) -> bool:
    """Tell whether an opening is a window to the outside, which the outcome leaves out of account."""
    return opening.kind is OpeningKind.WINDOW and OUTSIDE in opening.joins


def is_door(opening: Opening) -> bool:
    """Tell whether an opening has a leaf."""
    return opening.kind in DOORS


def sweep_of_leaf(opening: Opening, hole: Hole) -> list[BaseGeometry]:
    """Return what a door's leaves sweep inside the room: a quarter disc at each hinge, at both jambs if not drawn."""
    if opening.swing_line is not None and not hole.into:
        return []
    width = hole.width_m / (2 if hole.hinge == "both" else 1)
    hinges = {"a": [(hole.a, hole.b)], "b": [(hole.b, hole.a)]}.get(hole.hinge, [(hole.a, hole.b), (hole.b, hole.a)])
    nx, ny = (hole.a[1] - hole.b[1]) / hole.width_m, (hole.b[0] - hole.a[0]) / hole.width_m
    sweeps: list[BaseGeometry] = []
    for (x, y), other in hinges:
        ux, uy = (other[0] - x) / hole.width_m * width, (other[1] - y) / hole.width_m * width
        far = (x + ux + nx * width, y + uy + ny * width)
        square = Polygon([(x, y), (x + ux, y + uy), far, (x + nx * width, y + ny * width)])
        sweeps.append(square.intersection(Point(x, y).buffer(width)))
    return sweeps
