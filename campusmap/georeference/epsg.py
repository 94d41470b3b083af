"""The one projected CRS of a campus."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from statistics import median
from typing import Final

from campusmap.errors import InputError
from campusmap.geometry.fit import Matrix
from campusmap.geometry.geodesy import (
    LONLAT,
    is_known_crs,
    lonlat_to_xy,
    metres_per_crs_unit,
    point_scale,
    project_coords,
    transformer,
    utm_epsg,
)
from campusmap.georeference.extent import plan_extent
from campusmap.georeference.worldfile import read_wld, read_world_file
from campusmap.model.feature import Feature
from campusmap.model.plan import Plan
from campusmap.model.project import Placement, Project

LonLat = tuple[float, float]

# Share by which grid lengths may differ from lengths on the ground. UTM and state plane zones stay within 0.1 %;
# EPSG:3857 is 30 % off at 40 degrees north (tool default).
MAX_STRETCH: Final = 0.005


def choose_epsg(
    project: Project, features: Sequence[Feature] = (), plans: Iterable[Plan] = (), folder: Path | None = None
) -> int | None:
    """Return campus.epsg, else the UTM zone of the footprints or the first placement, else None.

    ``plans`` and ``folder`` let placements by GEODATA and by world files count too. Raises InputError for a
    campus.epsg that is not a projected CRS in metres, or that distorts lengths where the campus lies.
    """
    lonlat = _campus_lonlat(project, features, plans, folder)
    if project.campus.epsg is None:
        return utm_epsg(*lonlat) if lonlat else None
    _check_epsg(project.campus.epsg, lonlat)
    return project.campus.epsg


def _campus_lonlat(
    project: Project, features: Sequence[Feature], plans: Iterable[Plan], folder: Path | None
) -> LonLat | None:
    """Return a place on the campus: amid the footprints, else what the first placement says."""
    centres = [feature.geometry.centroid for feature in features if not feature.geometry.is_empty]
    if centres:
        return (median(point.x for point in centres), median(point.y for point in centres))
    drawings = {plan.file: plan for plan in plans}
    places = (_placement_lonlat(p, drawings.get(file), folder) for p, file in _placements(project))
    return next((place for place in places if place is not None), None)


def _placements(project: Project) -> Iterator[tuple[Placement, str]]:
    for building in project.building:
        if building.placement and not building.floor:
            yield building.placement, ""
        for floor in building.floor:
            placement = floor.placement or building.placement
            if placement:
                yield placement, floor.plan


def _placement_lonlat(placement: Placement, plan: Plan | None, folder: Path | None) -> LonLat | None:
    if placement.method == "anchor" and placement.lonlat:
        return placement.lonlat
    if placement.method == "control_points" and placement.points:
        point = placement.points[0]
        return point.lonlat or (_to_lonlat(point.ground, placement.crs) if point.ground else None)
    found = _placement_matrix(placement, plan, folder) if folder or plan else None
    return _matrix_lonlat(*found, plan) if found else None


def _placement_matrix(placement: Placement, plan: Plan | None, folder: Path | None) -> tuple[Matrix, str] | None:
    """Return the matrix of a placement that states one, and the CRS it leads to."""
    if placement.method == "frame" and placement.matrix:
        return placement.matrix, placement.crs
    if placement.method == "geodata" and plan and plan.geodata:
        return plan.geodata.matrix, plan.geodata.crs
    if placement.method == "wld" and folder:
        return read_wld(folder / placement.file, placement.file)[0], placement.crs
    if placement.method == "world_file" and folder:
        return read_world_file(folder / placement.file, placement.file), placement.crs
    return None


def _matrix_lonlat(matrix: Matrix, crs: str, plan: Plan | None) -> LonLat | None:
    a, b, c, d, e, f = matrix
    x, y = (plan_extent(plan) or (0.0, 0.0))[:2] if plan else (0.0, 0.0)
    return _to_lonlat((a * x + b * y + c, d * x + e * y + f), crs)


def _to_lonlat(xy: tuple[float, float], crs: str) -> LonLat | None:
    if not crs or not is_known_crs(crs):
        return None
    lon, lat = project_coords(transformer(crs, LONLAT), [xy])[0].tolist()
    return (lon, lat) if abs(lon) <= 180 and abs(lat) <= 90 else None


def _check_epsg(epsg: int, lonlat: LonLat | None) -> None:
    crs = f"EPSG:{epsg}"
    fix = "leave epsg out to have the UTM zone chosen, or name a projected CRS in metres"
    if not is_known_crs(crs):
        raise InputError("campus.toml", f"EPSG:{epsg} is not a known coordinate system", fix, "campus.epsg")
    if metres_per_crs_unit(crs) != 1.0:
        raise InputError("campus.toml", f"EPSG:{epsg} does not count in metres", fix, "campus.epsg")
    if lonlat is None:
        return
    x, y = lonlat_to_xy(epsg)(*lonlat)
    stretch = abs(point_scale(epsg, x, y) - 1) if abs(x) < 1e9 and abs(y) < 1e9 else float("inf")
    if not stretch <= MAX_STRETCH:
        problem = f"EPSG:{epsg} stretches lengths by {stretch:.1%} where the campus lies"
        raise InputError("campus.toml", problem, fix, "campus.epsg")
