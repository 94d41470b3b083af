"""Rooms, doors and windows by hand, on a floor whose plan is only a picture: drawn, changed and taken away."""

from __future__ import annotations

import base64
from collections.abc import Mapping, Sequence
from typing import Any, Final

import numpy as np
import shapely
from shapely import LineString, MultiPoint, Point, Polygon
from shapely.geometry.base import BaseGeometry

from campusmap.editor.drawn import list_sources, to_feature
from campusmap.editor.ground import find_floor, list_floors, point_from_page
from campusmap.editor.laying import guess_matrix
from campusmap.errors import InputError
from campusmap.geometry.fit import Matrix, compose
from campusmap.georeference.traces import DOOR_M, KINDS, LEAST_M2
from campusmap.model.edit import OVERRIDES, Change
from campusmap.model.kit import Kit
from campusmap.model.places import Building, Floor, Opening, OpeningKind, Space, Use
from campusmap.pipeline.inputs import Inputs
from campusmap.pipeline.underlays import Underlay

SNAP_M: Final = 0.03  # the page has walls to the centimetre; what is so near is on them (tool default)
ALONG_M: Final = 0.1  # a wall that passes so near to a corner of another room meets it (tool default)
WALL_M: Final = 0.5  # a side is clicked so near to the wall that it stands in (tool default)
USES: Final = ("", *(use.value for use in Use if use not in (Use.UNKNOWN, Use.SHAFT)))
OPENING_KINDS: Final = tuple(kind for kind in KINDS if kind != "room")

Ring = list[tuple[float, float]]


def underlay_facts(kit: Kit, underlays: Mapping[str, Underlay]) -> list[dict[str, Any]]:
    """Return each floor's picture: the floor's position on the page, and the matrix from pixels to its metres.

    ``s`` is its size in pixels, ``u`` the picture's own units that a pixel is wide and high; ``lay`` says that the
    matrix is but a guess.
    """
    found = []
    for n, (building, floor) in enumerate(list_floors(kit.campus)):
        shown = underlays.get(floor.id)
        matrix = _find_matrix(kit, building, floor, shown) if shown is not None else None
        if shown is not None and matrix is not None:
            jpeg, unit = base64.b64encode(shown.jpeg).decode("ascii"), _unit_of(shown)
            size = [shown.columns, shown.rows]
            facts = {
                "f": n,
                "m": [round(value, 9) for value in matrix],
                "s": size,
                "u": [unit[0], unit[4]],
                "jpeg": jpeg,
            }
            found.append(facts if floor.frame.placed else facts | {"lay": True})
    return found


def _unit_of(shown: Underlay) -> Matrix:
    """Return the matrix from a picture's pixels to the units that its placement counts in."""
    return shown.width / shown.columns, 0.0, 0.0, 0.0, shown.height / shown.rows, 0.0


def _find_matrix(kit: Kit, building: Building, floor: Floor, shown: Underlay) -> Matrix | None:
    if kit.campus.north is None or not floor.frame.placed:
        return guess_matrix(kit, building, shown)
    return compose(kit.campus.north.matrix, compose(floor.frame.matrix, _unit_of(shown)))


def trace_facts(kit: Kit) -> dict[str, Any]:
    """Return what the page needs to know of what was traced: the ids of all, windows by room, and words to choose."""
    things = _list_traced(kit)
    windows = [thing for thing in things if isinstance(thing, Opening) and thing.kind is OpeningKind.WINDOW]
    told = [{"i": each.id, "n": each.number, "w": round(each.line.length, 2), "j": each.joins} for each in windows]
    return {"ids": [thing.id for thing in things], "windows": told, "uses": USES, "openings": OPENING_KINDS}


def trace_room(
    kit: Kit, inputs: Inputs, floor: int, ring: Ring, facts: Mapping[str, str], room: str = ""
) -> list[Change]:
    """Return the change that draws a room, or gives the traced ``room`` another outline.

    ``facts`` are who, when and of number, name and use those that are to be set; the rest of a room that is changed
    stays. Corners near the walls of other rooms are laid on them. Raises InputError for a shape that is no room.
    """
    own = _find_floor(kit, floor)
    others = [space for space in own.spaces if space.id != room]
    shape = _snap(_to_shape(kit, ring), [space.outline for space in others])
    if facts.get("use", "") not in USES:
        raise InputError("this use", "is not known", "choose one of the list")
    old = _find_feature(kit, inputs, room) if room else None
    told = {**((old or {}).get("properties") or {}), **facts}
    head = {"kind": "room", "floor": own.id, **told}
    return [Change(OVERRIDES, old, to_feature(kit.campus, shape, head | _stamp(facts)))]


def _stamp(facts: Mapping[str, str]) -> dict[str, str]:
    return {"method": "manual", "who": facts["who"], "when": facts["when"]}


def _find_floor(kit: Kit, floor: int) -> Floor:
    _, own = find_floor(kit, floor)
    if not own.frame.on_picture:
        raise InputError("this floor", "has a drawing, which rooms are read from", "trace on floors that are pictures")
    if not own.frame.placed:
        raise InputError("this floor", f"is not placed ({own.frame.why_unplaced})", "place its picture first")
    return own


def _to_shape(kit: Kit, ring: Ring) -> Polygon:
    """Return a ring of the page as an area in campus metres; nothing of it is mended."""
    shape = Polygon([point_from_page(kit, None, at).coords[0] for at in ring]) if len(ring) > 2 else Polygon()
    if not shape.is_valid:
        raise InputError("this outline", "crosses itself", "draw it corner by corner, once round")
    if shape.area < LEAST_M2:
        raise InputError("this room", f"is smaller than {LEAST_M2:g} m²", "click its corners, once round")
    return shape


def _snap(shape: Polygon, others: Sequence[Polygon]) -> Polygon:
    """Lay the corners of a room that all but touch another room on it, and its walls on the other's corners."""
    if not others:
        return shape
    corners = MultiPoint(shapely.get_coordinates(others).tolist())
    walls = shapely.union_all(shapely.boundary(np.array(others, dtype=object)))
    laid = [_lay(Point(at), corners, walls) for at in shape.exterior.coords[:-1]]
    ends = zip(laid, [*laid[1:], laid[0]], strict=True)
    snapped = Polygon([at for end in ends for at in (end[0], *_corners_along(LineString(end), corners))])
    return snapped if snapped.is_valid and snapped.area >= LEAST_M2 else shape


def _corners_along(wall: LineString, corners: MultiPoint) -> list[tuple[float, float]]:
    """Return the corners that a new wall all but runs through, in order: it is led through them."""
    if wall.length < 2 * ALONG_M:
        return []
    at = {wall.project(corner): (corner.x, corner.y) for corner in corners.geoms if corner.distance(wall) <= ALONG_M}
    return [at[along] for along in sorted(at) if ALONG_M < along < wall.length - ALONG_M]


def _lay(at: Point, *targets: BaseGeometry) -> tuple[float, float]:
    for target in targets:
        near = Point(shapely.get_coordinates(shapely.shortest_line(at, target))[1])
        if near.distance(at) <= SNAP_M:
            return near.x, near.y
    return at.x, at.y


def trace_opening(kit: Kit, floor: int, ends: Ring, kind: str, facts: Mapping[str, str]) -> list[Change]:
    """Return the change that puts a door or window into a wall of a traced room; ``ends`` are its sides as clicked.

    ``facts`` are number, who and when. Raises InputError for places that lie on no one wall.
    """
    own = _find_floor(kit, floor)
    if kind not in OPENING_KINDS:
        raise InputError("this opening", "is of no kind that is known", "choose one of the list")
    what = kind.replace("_", " ")
    if len(ends) != 2 or not own.spaces:
        raise InputError(f"a {what}", "stands in the wall of a room", "trace the room first, then click both sides")
    line = _lay_in_wall([point_from_page(kit, None, at) for at in ends], own.spaces)
    if not DOOR_M[0] <= line.length <= DOOR_M[1]:
        wide = f"would be {line.length:.2f} m wide"
        raise InputError(f"this {what}", wide, f"click both sides, {DOOR_M[0]:g} to {DOOR_M[1]:g} m apart")
    head = {"kind": kind, "floor": own.id, "number": facts["number"]}
    return [Change(OVERRIDES, None, to_feature(kit.campus, line, head | _stamp(facts)))]


def _lay_in_wall(sides: Sequence[Point], spaces: Sequence[Space]) -> LineString:
    """Return the line between two sides along the one straight wall that both are nearest to."""
    rings = [shapely.get_coordinates(space.outline.exterior) for space in spaces]
    walls = [LineString(ring[n : n + 2]) for ring in rings for n in range(len(ring) - 1)]
    wall = min(walls, key=lambda each: (max(each.distance(side) for side in sides), each.wkb))
    if max(wall.distance(side) for side in sides) > WALL_M:
        raise InputError("these two places", "do not lie on one wall of a traced room", "click both sides on one wall")
    return LineString([wall.interpolate(wall.project(side)) for side in sides])


def erase_trace(kit: Kit, inputs: Inputs, identity: str) -> list[Change]:
    """Return the change that takes a traced room or opening away; raise InputError for one that was not traced."""
    return [Change(OVERRIDES, _find_feature(kit, inputs, identity), None)]


def _find_feature(kit: Kit, inputs: Inputs, identity: str) -> dict[str, Any]:
    """Return the feature of overrides.geojson that a room or opening was made from."""
    thing = next((each for each in _list_traced(kit) if each.id == identity), None)
    sources = list_sources(inputs, thing.refs) if thing is not None else []
    if not sources:
        raise InputError("this room or opening", "was not traced by hand", "mend it in the drawing that it is from")
    return sources[0]


def _list_traced(kit: Kit) -> list[Space | Opening]:
    """Return the rooms and openings that were traced: those of a drawing may be split or merged by hand, not traced."""
    things: list[Space | Opening] = []
    for _, floor in list_floors(kit.campus):
        things += [*floor.spaces, *floor.openings] if floor.frame.on_picture else []
    return [thing for thing in things if any(ref.file == OVERRIDES for ref in thing.refs)]
