"""The placement methods: each turns what a person gave into a matrix from drawing units to campus metres."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

import numpy as np
from pyproj.exceptions import CRSError

from campusmap.errors import InputError
from campusmap.geometry.fit import Coords, Fit, Matrix, apply_matrix, are_collinear, fit_errors, fit_similarity
from campusmap.geometry.geodesy import (
    Projector,
    convergence_deg,
    is_known_crs,
    lonlat_to_xy,
    point_scale,
    project_coords,
    transformer,
)
from campusmap.georeference.extent import Box, box_corners, plan_extent
from campusmap.georeference.worldfile import read_wld, read_world_file
from campusmap.model.plan import Plan
from campusmap.model.project import ControlPoint, Placement

# A fit that misses by this much (m) while its mirror image fits three times better is of the wrong hand.
# Tool default: in trials a mirrored 60 x 40 m building missed by 27 m, click noise by 0.3 m.
MIRROR_RMS_M: Final = 1.0
MIRROR_RATIO: Final = 3.0


@dataclass(frozen=True, slots=True)
class Task:
    """One placing: the plan, what the project says, the unit's metres."""

    plan: Plan
    placement: Placement
    epsg: int
    folder: Path
    unit_m: float
    window: Box | None


@dataclass(frozen=True, slots=True)
class Laid:
    """What a method found: ``fit`` from drawing units, and what is to be said (code, text).

    A ``why`` keeps the floor off coordinates. ``points`` counts the points that a person gave; a fit over a
    matrix has none. ``grid_scale`` is grid metres per metre on the ground there.
    """

    fit: Fit | None
    notices: tuple[tuple[str, str], ...] = ()
    why: str = ""
    points: int = 0
    grid_scale: float = 1.0


def lay_by_control_points(task: Task) -> Laid:
    """Fit the control points: two fix the placement unchecked, three or more check it and its handedness."""
    points = task.placement.points
    source = [point.drawing for point in points]
    target = np.array([_ground_xy(point, task) for point in points]).reshape(-1, 2)
    if len(points) < 2:
        problem = f"the placement of {task.plan.file} has {len(points)} control points"
        raise InputError("campus.toml", problem, "give two or more")
    try:
        laid = replace(_fit_hand(source, target, task), points=len(points))
    except ValueError as error:
        problem = f"the control points of {task.plan.file} are all the same point"
        raise InputError("campus.toml", problem, "give points far apart") from error
    if len(points) > 2:
        return laid
    text = "two control points fix the placement and nothing checks it: a wrong or mirrored one would not show"
    return replace(laid, notices=(("place.two_points", text),))


def lay_by_anchor(task: Task) -> Laid:
    """Put one drawing point on a lon/lat and turn +y to a bearing from true north, at the declared unit."""
    placement = task.placement
    if placement.lonlat is None:
        raise InputError("campus.toml", f"the anchor of {task.plan.file} has no lonlat", "give lonlat = [lon, lat]")
    x, y = project_coords(lonlat_to_xy(task.epsg), [placement.lonlat])[0].tolist()
    _refuse_infinite(np.array([x, y]), task)
    grid_deg = placement.bearing_deg - convergence_deg(task.epsg, x, y)
    grid_scale = point_scale(task.epsg, x, y)
    fit = _pin(placement, (x, y), grid_deg, task.unit_m * grid_scale)
    text = "one anchor and a bearing fix the placement and nothing checks it"
    return Laid(fit, (("place.one_point", text),), points=1, grid_scale=grid_scale)


def lay_by_geodata(task: Task) -> Laid:
    """Use the georeference inside the drawing."""
    geodata = task.plan.geodata
    if geodata is None:
        why = "the drawing holds no georeference (GEODATA)"
        return Laid(None, (("place.no_geodata", why),), why)
    if not is_known_crs(geodata.crs):
        why = f"the drawing's georeference is in a coordinate system that is not known ({geodata.crs[:60]})"
        return Laid(None, (("place.no_geodata", why),), why)
    return _lay_by_matrix(geodata.matrix, geodata.crs, task)


def lay_by_wld(task: Task) -> Laid:
    """Use an Esri CAD world file."""
    matrix, links = read_wld(task.folder / task.placement.file, task.placement.file)
    code = "place.one_point" if links == 1 else "place.two_points"
    text = f"the world file's {'one line' if links == 1 else 'two lines'} fix the placement and nothing checks it"
    laid = _lay_by_matrix(matrix, task.placement.crs or f"EPSG:{task.epsg}", task)
    return replace(laid, notices=((code, text), *laid.notices), points=links)


def lay_by_world_file(task: Task) -> Laid:
    """Use a six-line world file whose x and y are drawing coordinates."""
    matrix = read_world_file(task.folder / task.placement.file, task.placement.file)
    return _lay_by_matrix(matrix, task.placement.crs or f"EPSG:{task.epsg}", task)


METHODS: Final[dict[str, Callable[[Task], Laid]]] = {
    "control_points": lay_by_control_points,
    "anchor": lay_by_anchor,
    "geodata": lay_by_geodata,
    "wld": lay_by_wld,
    "world_file": lay_by_world_file,
}


def _pin(placement: Placement, at: tuple[float, float], grid_deg: float, scale: float) -> Fit:
    """Put the placement's drawing point ``at`` a place and turn +y to a grid bearing."""
    up = (scale * math.sin(math.radians(grid_deg)), scale * math.cos(math.radians(grid_deg)))
    right = (-up[1], up[0]) if placement.mirrored else (up[1], -up[0])
    x, y = placement.drawing
    matrix = (
        right[0], up[0], at[0] - right[0] * x - up[0] * y,
        right[1], up[1], at[1] - right[1] * x - up[1] * y,
    )  # fmt: skip
    return Fit(matrix, scale, math.degrees(math.atan2(right[1], right[0])), placement.mirrored, 1)


def _fit_hand(source: list[tuple[float, float]], target: Coords, task: Task) -> Laid:
    """Fit a similarity of the stated hand and refuse it when the other hand fits far better."""
    mirrored = task.placement.mirrored
    laid = Laid(fit_similarity(source, target, mirrored=mirrored), grid_scale=_grid_scale(target, task.epsg))
    if len(source) < 3:
        return laid
    if are_collinear(target):
        text = "the points lie along one line, which cannot show a mirrored drawing"
        return replace(laid, notices=(("place.collinear", text),))
    straight, other = _rms_of(source, target, mirrored), _rms_of(source, target, not mirrored)
    if straight <= max(MIRROR_RMS_M, MIRROR_RATIO * other):
        return laid
    return replace(laid, **_wrong_hand(straight, other, mirrored))


def _rms_of(source: list[tuple[float, float]], target: Coords, mirrored: bool) -> float:
    """Return the root mean square that a fit of one hand leaves."""
    return fit_errors(fit_similarity(source, target, mirrored=mirrored).matrix, source, target)[0]


def _wrong_hand(straight: float, other: float, mirrored: bool) -> dict[str, Any]:
    seems, set_to = ("not mirrored", "false") if mirrored else ("mirrored", "true")
    text = (
        f"the points fit to {straight:.2f} m, but to {other:.2f} m if the drawing is {seems}; "
        f"if it is, set mirrored = {set_to}, else look for points that are swapped"
    )
    return {"notices": (("place.mirrored", text),), "why": f"the drawing seems {seems}"}


def _grid_scale(target: Coords, epsg: int) -> float:
    x, y = target.mean(axis=0).tolist()
    return point_scale(epsg, x, y)


def _ground_xy(point: ControlPoint, task: Task) -> tuple[float, float]:
    """Return a control point's place in the campus CRS."""
    if point.lonlat is not None:
        xy = project_coords(lonlat_to_xy(task.epsg), [point.lonlat])
    elif point.ground is not None and task.placement.crs:
        xy = project_coords(_projector(task.placement.crs, task), [point.ground])
    else:
        problem = f"a control point of {task.plan.file} has no place on the ground"
        raise InputError("campus.toml", problem, "give lonlat, or ground together with the placement's crs")
    _refuse_infinite(xy, task)
    return (float(xy[0, 0]), float(xy[0, 1]))


def _lay_by_matrix(matrix: Matrix, crs: str, task: Task) -> Laid:
    """Carry a matrix into another CRS over to the campus CRS, by the similarity over the plan's extent."""
    side = 100 / task.unit_m  # an empty plan is fitted over 100 m
    corners = box_corners(plan_extent(task.plan, task.window) or (0.0, 0.0, side, side))
    target = project_coords(_projector(crs, task), apply_matrix(matrix, corners))
    _refuse_infinite(target, task)
    try:
        return _fit_hand(corners, target, task)
    except ValueError as error:
        raise InputError(task.plan.file, "nothing but a point is drawn", "check the drawing and its window") from error


def _projector(crs: str, task: Task) -> Projector:
    try:
        return transformer(crs, f"EPSG:{task.epsg}")
    except CRSError as error:
        problem = f"the coordinate system {crs[:60]!r} of {task.plan.file} is not known"
        raise InputError("campus.toml", problem, 'write it like crs = "EPSG:26910"') from error


def _refuse_infinite(coords: Coords, task: Task) -> None:
    if not np.isfinite(coords).all():
        problem = f"the placement of {task.plan.file} lies outside EPSG:{task.epsg}"
        raise InputError("campus.toml", problem, "check that longitude comes before latitude")
