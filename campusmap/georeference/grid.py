"""The gridded reference: the same cells on every floor and every sheet."""

from __future__ import annotations

import math

from campusmap.model.places import Grid, TrueNorth
from campusmap.model.project import GridSettings


def lay_grid(bounds: tuple[float, float, float, float], settings: GridSettings) -> Grid:
    """Cover ``bounds`` (x_min, y_min, x_max, y_max in TrueNorth metres) with square cells.

    Rows are lettered from the north, columns numbered from the west, as Esri's gridded reference
    graphics and the Utah rule have it; confusable letters are skipped.
    """
    x_min, y_min, x_max, y_max = bounds
    cell = settings.cell_m
    left, top = math.floor(x_min / cell) * cell, math.ceil(y_max / cell) * cell
    columns = max(1, math.ceil((x_max - left) / cell))
    rows = max(1, math.ceil((top - y_min) / cell))
    return Grid(left, top, cell, columns, rows, _row_letters(rows, settings.skip))


def _row_letters(rows: int, skip: str) -> tuple[str, ...]:
    alphabet = [chr(code) for code in range(ord("A"), ord("Z") + 1) if chr(code) not in skip.upper()]
    size = len(alphabet)
    return tuple(("" if row < size else alphabet[row // size - 1]) + alphabet[row % size] for row in range(rows))


def name_cell(grid: Grid, x: float, y: float) -> str:
    """Name the cell that holds a point given in TrueNorth metres; "" outside the grid."""
    column = math.floor((x - grid.x_min) / grid.cell_m)
    row = math.floor((grid.y_max - y) / grid.cell_m)
    if 0 <= column < grid.columns and 0 <= row < grid.rows:
        return f"{grid.letters[row]}{column + 1}"
    return ""


def campus_to_north(north: TrueNorth, x: float, y: float) -> tuple[float, float]:
    """Turn campus metres into TrueNorth metres."""
    a, b, c, d, e, f = north.matrix
    return a * x + b * y + c, d * x + e * y + f


def north_to_lonlat(north: TrueNorth, x: float, y: float) -> tuple[float, float]:
    """Turn TrueNorth metres into longitude and latitude, degrees."""
    a, b, c, d, e, f = north.to_lonlat
    return a * x + b * y + c, d * x + e * y + f
