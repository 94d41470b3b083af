"""The campus's true-north frame and its grid: laid anew, or as they were issued."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

import shapely
from shapely import box
from shapely.affinity import rotate
from shapely.geometry.base import BaseGeometry

from campusmap.carto.scene import mover
from campusmap.geometry.geodesy import lonlat_to_xy
from campusmap.georeference.grid import lay_grid
from campusmap.georeference.north import lay_true_north
from campusmap.model.ledger import FrozenGrid
from campusmap.model.places import Campus, Grid
from campusmap.model.project import Project
from campusmap.model.settings import GridSettings
from campusmap.model.source import Notice, Ref
from campusmap.safety.sides import find_orientations

GRID_MARGIN_M: Final = 5.0  # how far the grid reaches beyond the campus; tool default


def orient(campus: Campus, grounds: Sequence[BaseGeometry], frozen: FrozenGrid | None) -> Campus:
    """Give a campus its true-north frame, about where the issued one lies or else amid its grounds."""
    if campus.epsg is None or not grounds:
        return campus
    return replace(campus, north=lay_true_north(campus.epsg, _find_centre(campus.epsg, grounds, frozen)))


def _find_centre(epsg: int, grounds: Sequence[BaseGeometry], frozen: FrozenGrid | None) -> tuple[float, float]:
    if frozen is None:
        middle = box(*shapely.total_bounds(list(grounds))).centroid
        return round(middle.x, 3), round(middle.y, 3)  # so that a ledger can hold it exactly
    return (frozen.x, frozen.y) if frozen.epsg == epsg else lonlat_to_xy(epsg)(frozen.lon, frozen.lat)


def lay_reference(
    campus: Campus, project: Project, grounds: Sequence[BaseGeometry], frozen: FrozenGrid | None
) -> Campus:
    """Give a campus the grid over its grounds and everything placed on them; say where it differs from the issued."""
    if campus.north is None:
        return campus
    placed = {floor.id for b in campus.buildings for floor in b.floors if floor.frame.placed} | {""}
    points = [marker.at for marker in campus.markers if marker.at is not None and marker.floor in placed]
    moved = mover(campus)(shapely.GeometryCollection([*grounds, *points])).buffer(GRID_MARGIN_M)
    turn = frozen.turn_deg if frozen is not None else _find_turn(campus, project)
    grid = lay_grid(rotate(moved, turn, origin=(0, 0)).bounds, project.grid, frozen, turn)
    said = tuple(_compare(grid, project.grid, frozen)) if frozen is not None else ()
    return replace(campus, grid=grid, notices=(*campus.notices, *said))


def _find_turn(campus: Campus, project: Project) -> float:
    """Return how far the preset "building" turns the grid: its rows run back from side A of the main building."""
    if project.grid.preset != "building":
        return 0.0
    entrance = project.campus.main_entrance
    sides = {each.building: each.side_a_deg for each in find_orientations(campus, project)}
    first = [entrance.building] if entrance is not None else []
    side = next((sides[building] for building in [*first, *sides] if building in sides), 180.0)
    return (side + 180.0) % 360.0


def _compare(grid: Grid, settings: GridSettings, frozen: FrozenGrid) -> Iterator[Notice]:
    ref = Ref("ledger.json")
    more = (grid.columns - frozen.columns, grid.rows - frozen.rows)
    if any(more):
        text = f"{more[0]} column(s) and {more[1]} row(s) were added; no issued cell has another name"
        yield Notice("grid.grown", text, "ledger.json", ref)
    asked = (settings.cell_m or frozen.cell_m, settings.skip.upper(), settings.preset)
    if asked != (frozen.cell_m, frozen.skip.upper(), frozen.preset):
        issued = f'cells of {frozen.cell_m:g} m, skip = "{frozen.skip}", preset = "{frozen.preset}"'
        yield Notice(
            "grid.frozen", f"campus.toml asks for another grid; the issued one is kept: {issued}", "ledger.json", ref
        )
