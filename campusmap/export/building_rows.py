"""Records of buildings, floors and grid cells."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from shapely import Polygon
from shapely.affinity import affine_transform
from shapely.geometry.base import BaseGeometry

from campusmap.export.where import Grounds, Value
from campusmap.georeference.grid import cell_corners, column_names
from campusmap.model.kit import Kit
from campusmap.safety.sides import word_sides

Record: TypeAlias = tuple[Mapping[str, Value], BaseGeometry | None]


def list_buildings(kit: Kit, grounds: Grounds) -> list[Record]:
    """List the buildings; ``floors`` is how many there are, ``sides`` says where A, B, C and D face."""
    oriented = {each.building: word_sides(each) for each in kit.analysis.orientations}
    return [
        (
            {
                "id": building.id,
                "number": building.number,
                "name": building.name,
                "radio_name": building.radio_name,
                "address": building.address,
                "main_entrance": building.main_entrance,
                "sides": oriented.get(building.id),
                "floors": len(building.floors),
            },
            grounds.shape_on("", building.footprint),
        )
        for building in kit.campus.buildings
    ]


def list_floors(kit: Kit, grounds: Grounds) -> list[Record]:
    """List the floors, the unplaced ones without a shape; ``placement`` is the method, ``unit`` the drawing's.

    ``matrix`` and ``crs`` are the placement as campus.toml takes it for the method "frame": copied there, they place
    the same drawing again.
    """
    return [
        (
            {
                "id": floor.id,
                "building": building.id,
                "name": floor.name,
                "ordinal": floor.ordinal,
                "code": floor.code,
                "elevation_m": floor.elevation_m,
                "placed": floor.frame.placed,
                "placement": floor.frame.method,
                "unit": floor.frame.unit,
                "residual_m": _to_millimetre(floor.frame.residual_m),
                "offset_m": _to_millimetre(floor.frame.offset_m),
                "matrix": str(list(floor.frame.matrix)) if floor.frame.placed else None,
                "crs": f"EPSG:{kit.campus.epsg}" if floor.frame.placed else None,
                "source_file": floor.plan_file,
            },
            grounds.shape_on(floor.id, floor.outline),
        )
        for building in kit.campus.buildings
        for floor in building.floors
    ]


def _to_millimetre(length_m: float | None) -> float | None:
    return None if length_m is None else round(length_m, 3)


def list_cells(kit: Kit, grounds: Grounds) -> list[Record]:
    """List the cells of the grid; rows count from the north, columns from the west; usng is the centre's."""
    grid, north = kit.campus.grid, kit.campus.north
    if grid is None or north is None:
        return []
    a, b, c, d, e, f = north.matrix
    det = a * e - b * d
    back = [e / det, -b / det, -d / det, a / det, (b * f - c * e) / det, (c * d - a * f) / det]
    cells: list[Record] = []
    for row in range(grid.rows):
        for column, number in enumerate(column_names(grid)):
            cell = affine_transform(Polygon(cell_corners(grid, row, column)), back)
            name = f"{grid.letters[row]}{number}"
            place = grounds.locate(cell.centroid) | {"cell": name, "row": row + 1, "column": column + 1}
            cells.append((place, grounds.shape_on("", cell)))
    return cells
