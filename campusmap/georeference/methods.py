"""The placement methods: each turns what a person gave into a matrix from drawing units to campus metres."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

import numpy as np

from campusmap.errors import InputError
from campusmap.geometry.fit import (
    Coords,
    Fit,
    Matrix,
    apply_matrix,
    are_collinear,
    compose,
    fit_errors,
    fit_similarity,
    matrix_scale,
)
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
from campusmap.units import say_length

# A fit that misses by this much (m) while its mirror image fits three times better is of the wrong hand.
# Tool default: in trials a mirrored 60 x 40 m building missed by 27 m, click noise by 0.3 m.
MIRROR_RMS_M: Final = 1.0
MIRROR_RATIO: Final = 3.0


@dataclass(frozen=True, slots=True)
class Ruling:
    """What holding a building's floors against its footprint decided for one floor.

    ``matrix`` leads from local metres to the campus CRS for a floor that is placed by a fit; a ``why`` keeps the
    floor off coordinates, whatever its own placement says.
    """

    matrix: Matrix | None = None
    why: str = ""
    said: tuple[tuple[str, str], ...] = ()  # code and text


NO_RULING: Final = Ruling()


@dataclass(frozen=True, slots=True)
class Task:
    """One placing: the plan, what the project says, the unit's metres."""

    plan: Plan
    placement: Placement
    epsg: int
    folder: Path
    unit_m: float
    window: Box | None
    ruling: Ruling = NO_RULING


@dataclass(frozen=True, slots=True)
class Laid:
    """What a method found: ``fit`` from drawing units, and what is to be said (code, text).

    A ``why`` keeps the floor off coordinates. ``points`` counts the points that a person gave; a fit over a
    matrix has none. ``grid_scale`` is grid metres per metre on the ground there. ``free_scale`` is the scale that
    the points ask for where the fit was held to the declared unit.
    """

    fit: Fit | None
    notices: tuple[tuple[str, str], ...] = ()
    why: str = ""
    points: int = 0
    grid_scale: float = 1.0
    free_scale: float | None = None


def lay_by_control_points(task: Task) -> Laid:
    """Fit the control points: two fix the placement unchecked, three or more check it and its handedness."""
    points = task.placement.points
    source = [point.drawing for point in points]
    file, epsg = task.plan.file, task.epsg
    target = np.array([ground_xy(point, task.placement.crs, epsg, file) for point in points]).reshape(-1, 2)
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
    only = "nothing" if laid.free_scale is None else "only their distance"
    text = f"two control points fix the placement and {only} checks it: swapped or mirrored ones would not show"
    return replace(laid, notices=(("place.two_points", text),))


def lay_by_anchor(task: Task) -> Laid:
    """Put one drawing point on a lon/lat and turn +y to a bearing from true north, at the declared unit."""
    placement = task.placement
    if placement.lonlat is None:
        raise InputError("campus.toml", f"the anchor of {task.plan.file} has no lonlat", "give lonlat = [lon, lat]")
    x, y = project_coords(lonlat_to_xy(task.epsg), [placement.lonlat])[0].tolist()
    _refuse_infinite(np.array([x, y]), task.epsg, task.plan.file)
    grid_deg = (placement.bearing_deg or 0.0) - convergence_deg(task.epsg, x, y)
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


def lay_by_frame(task: Task) -> Laid:
    """Use a matrix that was saved when the floor was placed before."""
    if task.placement.matrix is None:
        problem = f"the placement of {task.plan.file} has no matrix"
        raise InputError("campus.toml", problem, "copy matrix and crs from the floors layer of a kit")
    return _lay_by_matrix(task.placement.matrix, task.placement.crs or f"EPSG:{task.epsg}", task)


def lay_by_fit(task: Task) -> Laid:
    """Use the pose in which the outline was laid on the footprint, once a person has chosen it."""
    pose = task.ruling.matrix
    if pose is None:
        return Laid(None, why=task.ruling.why or "the outline has not been laid on a footprint")
    drawn = (-task.unit_m if task.placement.mirrored else task.unit_m, 0.0, 0.0, 0.0, task.unit_m, 0.0)
    matrix = compose(pose, drawn)
    turn_deg = math.degrees(math.atan2(matrix[3], matrix[0]))
    fit = Fit(matrix, matrix_scale(matrix), turn_deg, task.placement.mirrored, 0)
    return Laid(fit, grid_scale=_grid_scale(np.array([[matrix[2], matrix[5]]]), task.epsg))


METHODS: Final[dict[str, Callable[[Task], Laid]]] = {
    "control_points": lay_by_control_points,
    "anchor": lay_by_anchor,
    "geodata": lay_by_geodata,
    "wld": lay_by_wld,
    "world_file": lay_by_world_file,
    "frame": lay_by_frame,
    "fit": lay_by_fit,
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
    mirrored, grid_scale = task.placement.mirrored, _grid_scale(target, task.epsg)
    free = fit_similarity(source, target, mirrored=mirrored)
    laid = Laid(free, grid_scale=grid_scale)
    if task.placement.scale == "locked":
        held = fit_similarity(source, target, mirrored=mirrored, scale=task.unit_m * grid_scale)
        laid = replace(laid, fit=held, free_scale=free.scale)
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
        f"the points fit to {say_length(straight)}, but to {say_length(other)} if the drawing is {seems}; "
        f"if it is, set mirrored = {set_to}, else look for points that are swapped"
    )
    return {"notices": (("place.mirrored", text),), "why": f"the drawing seems {seems}"}


def _grid_scale(target: Coords, epsg: int) -> float:
    x, y = target.mean(axis=0).tolist()
    return point_scale(epsg, x, y)


def ground_xy(point: ControlPoint, crs: str, epsg: int, file: str) -> tuple[float, float]:
    """Return a control point's place in the campus CRS; ``crs`` is that of its ground coordinates.

    Raises InputError, which names the drawing ``file``, for a point that lies nowhere.
    """
    if point.lonlat is not None:
        xy = project_coords(lonlat_to_xy(epsg), [point.lonlat])
    elif point.ground is not None and crs:
        xy = project_coords(_projector(crs, epsg, file), [point.ground])
    else:
        problem = f"a control point of {file} has no place on the ground"
        raise InputError("campus.toml", problem, "give lonlat, or ground together with the placement's crs")
    _refuse_infinite(xy, epsg, file)
    return (float(xy[0, 0]), float(xy[0, 1]))


def _lay_by_matrix(matrix: Matrix, crs: str, task: Task) -> Laid:
    """Carry a matrix into another CRS over to the campus CRS, by the similarity over the plan's extent."""
    side = 100 / task.unit_m  # an empty plan is fitted over 100 m
    corners = box_corners(plan_extent(task.plan, task.window) or (0.0, 0.0, side, side))
    target = project_coords(_projector(crs, task.epsg, task.plan.file), apply_matrix(matrix, corners))
    _refuse_infinite(target, task.epsg, task.plan.file)
    try:
        return _fit_hand(corners, target, task)
    except ValueError as error:
        raise InputError(task.plan.file, "nothing but a point is drawn", "check the drawing and its window") from error


def _projector(crs: str, epsg: int, file: str) -> Projector:
    from pyproj.exceptions import CRSError  # lazy: a drawing that is not placed needs no projections

    try:
        return transformer(crs, f"EPSG:{epsg}")
    except CRSError as error:
        problem = f"the coordinate system {crs[:60]!r} of {file} is not known"
        raise InputError("campus.toml", problem, 'write it like crs = "EPSG:26910"') from error


def _refuse_infinite(coords: Coords, epsg: int, file: str) -> None:
    if not np.isfinite(coords).all():
        problem = f"the placement of {file} lies outside EPSG:{epsg}"
        raise InputError("campus.toml", problem, "check that longitude comes before latitude")
