"""The gridded reference: the same cells on every floor and every sheet."""

from __future__ import annotations

import math
from typing import Final, TypeVar

import numpy as np
from numpy.typing import NDArray

from campusmap.errors import InputError
from campusmap.geometry.geodesy import xy_to_lonlat
from campusmap.model.ledger import FrozenGrid
from campusmap.model.places import Grid, TrueNorth
from campusmap.model.settings import GridSettings
from campusmap.units import METRES_PER_FOOT

Bounds = tuple[float, float, float, float]
Coordinate = TypeVar("Coordinate", float, NDArray[np.float64])

PREFERRED_M: Final = 30.0  # about 100 ft, which suits most campuses; tool default
SIZES_M: Final = (5, 10, 15, 20, 25, 30, 40, 50, 60, 75, 100, 125, 150, 200, 250, 300, 400, 500)
COLUMNS: Final = (6, 20)  # few enough to say, enough to tell places apart; tool default
BUILDING_CELL_M: Final = 100 * METRES_PER_FOOT  # of the preset "building", as Utah's rule R277-400 has it
LAST_NUMBER: Final = 99  # columns added west of an issued grid count down from here

# No campus is larger, and 30 km have no names for rows at the largest cell (tool default).
LARGEST_M: Final = 20_000.0
_LOOK: Final = "look for a footprint, placement or marker with another place's coordinates or swapped ones"


def lay_grid(bounds: Bounds, settings: GridSettings, frozen: FrozenGrid | None = None, turn_deg: float = 0.0) -> Grid:
    """Cover ``bounds`` (x_min, y_min, x_max, y_max in TrueNorth metres, turned by ``turn_deg``) with square cells.

    Rows are lettered from the north, columns numbered from the west, as Esri's gridded reference graphics have it;
    the preset "building" letters them from the main entrance's side back. An issued grid stays as it is and is only
    given more cells where the campus has outgrown it, so that none is renamed. Raises InputError for what is too large
    for a campus, or too far from the issued grid: something is placed where it is not.
    """
    if frozen is not None:
        _refuse_elsewhere(bounds, frozen)
        return _extend(bounds, frozen)
    if math.dist(bounds[:2], bounds[2:]) > LARGEST_M:
        problem = f"buildings, areas and markers reach over {math.dist(bounds[:2], bounds[2:]) / 1000:,.0f} km"
        raise InputError("campus.toml", problem, f"{_LOOK}; a campus is at most {LARGEST_M / 1000:.0f} km across")
    cell = choose_cell(bounds, settings)
    left, top, columns, rows = _cover(bounds, cell)
    names = len(_alphabet(settings.skip))
    if rows > names * (names + 1):
        problem = f"the grid's cells of {cell:g} m make {rows:,} rows, and letters name only {names * (names + 1):,}"
        raise InputError("campus.toml", problem, "set a larger cell_m under [grid], or skip fewer letters")
    letters = _row_letters(rows, settings.skip)
    return Grid(
        left, top, cell, columns, rows, letters[::-1] if settings.preset == "building" else letters,
        tuple(str(n + 1) for n in range(columns)), turn_deg,
    )  # fmt: skip


def _refuse_elsewhere(bounds: Bounds, frozen: FrozenGrid) -> None:
    """Raise InputError where the rows and columns that the issued grid would need have no names."""
    cell, names = frozen.cell_m, len(_alphabet(frozen.skip))
    beyond = {
        "north": (bounds[3] - frozen.y_max, names),
        "south": (frozen.y_max - bounds[1] - frozen.rows * cell, names),
        "west": (frozen.x_min - bounds[0], LAST_NUMBER - frozen.columns),
        "east": (bounds[2] - frozen.x_min - frozen.columns * cell, LAST_NUMBER - frozen.columns),
    }
    for side, (metres, cells) in beyond.items():
        if metres > cells * cell:
            problem = f"the grid that was issued would have to grow by {metres / 1000:,.1f} km to the {side}"
            raise InputError("campus.toml", problem, f"{_LOOK}, or start a new ledger")


def _cover(bounds: Bounds, cell: float) -> tuple[float, float, int, int]:
    x_min, y_min, x_max, y_max = bounds
    left, top = math.floor(x_min / cell) * cell, math.ceil(y_max / cell) * cell
    return left, top, max(1, math.ceil((x_max - left) / cell)), max(1, math.ceil((top - y_min) / cell))


def choose_cell(bounds: Bounds, settings: GridSettings) -> float:
    """Return the declared cell, else the round size nearest to 30 m that gives 6 to 20 columns, metres."""
    if settings.cell_m is not None:
        return settings.cell_m
    if settings.preset == "building":
        return BUILDING_CELL_M
    fitting = [float(size) for size in SIZES_M if COLUMNS[0] <= _cover(bounds, size)[2] <= COLUMNS[1]]
    if fitting:
        return min(fitting, key=lambda size: (abs(math.log(size / PREFERRED_M)), size))
    return float(SIZES_M[0] if bounds[2] - bounds[0] < PREFERRED_M * COLUMNS[0] else SIZES_M[-1])


def _extend(bounds: Bounds, frozen: FrozenGrid) -> Grid:
    """Add to an issued grid the rows and columns that the campus needs now.

    Beyond the last, names go on; before the first they count back from the end: Z lies before A, 99 before 1.
    """
    cell, tiny = frozen.cell_m, 1e-6
    west = max(0, math.ceil((frozen.x_min - bounds[0]) / cell - tiny))
    north = max(0, math.ceil((bounds[3] - frozen.y_max) / cell - tiny))
    columns = max(frozen.columns, math.ceil((bounds[2] - frozen.x_min) / cell - tiny))
    rows = max(frozen.rows, math.ceil((frozen.y_max - bounds[1]) / cell - tiny))
    numbers = [str(LAST_NUMBER - n) for n in reversed(range(west))] + [str(n + 1) for n in range(columns)]
    return Grid(
        frozen.x_min - west * cell, frozen.y_max + north * cell, cell, west + columns, north + rows,
        _extended_letters(frozen, north, rows), tuple(numbers), frozen.turn_deg,
    )  # fmt: skip


def _extended_letters(frozen: FrozenGrid, north: int, rows: int) -> tuple[str, ...]:
    """Name the rows of a grown grid from the top; in the preset "building" row A is not the top but was the lowest."""
    alphabet = _alphabet(frozen.skip)
    if frozen.preset == "building":
        below = rows - frozen.rows
        return (*_row_letters(frozen.rows + north, frozen.skip)[::-1], *(alphabet[-1 - n] for n in range(below)))
    return (*(alphabet[-north + n] for n in range(north)), *_row_letters(rows, frozen.skip))


def _alphabet(skip: str) -> list[str]:
    return [chr(code) for code in range(ord("A"), ord("Z") + 1) if chr(code) not in skip.upper()]


def _row_letters(rows: int, skip: str) -> tuple[str, ...]:
    alphabet = _alphabet(skip)
    size = len(alphabet)
    return tuple(("" if row < size else alphabet[row // size - 1]) + alphabet[row % size] for row in range(rows))


def freeze_grid(grid: Grid, settings: GridSettings, north: TrueNorth, epsg: int) -> FrozenGrid:
    """Return a grid for the ledger, with the centre of its frame."""
    a, b, c, d, e, f = north.matrix
    det = a * e - b * d
    x, y = round((b * f - c * e) / det, 3), round((c * d - a * f) / det, 3)
    lon, lat = xy_to_lonlat(epsg)(x, y)
    return FrozenGrid(
        epsg, x, y, round(lon, 10), round(lat, 10), grid.x_min, grid.y_max, grid.cell_m, grid.columns, grid.rows,
        settings.skip, settings.preset, grid.turn_deg,
    )  # fmt: skip


def column_names(grid: Grid) -> tuple[str, ...]:
    """Return the columns' numbers from the west."""
    return grid.numbers or tuple(str(n + 1) for n in range(grid.columns))


def name_cell(grid: Grid, x: float, y: float) -> str:
    """Name the cell that holds a point given in TrueNorth metres; "" outside the grid."""
    row, column = find_cell(grid, x, y)
    if 0 <= column < grid.columns and 0 <= row < grid.rows:
        return f"{grid.letters[row]}{column_names(grid)[column]}"
    return ""


def find_cell(grid: Grid, x: float, y: float) -> tuple[int, int]:
    """Return the row and column, from the north and the west, of the cell that holds a point in TrueNorth metres.

    They count on beyond the grid.
    """
    u, v = north_to_grid(grid, x, y)
    return math.floor((grid.y_max - v) / grid.cell_m), math.floor((u - grid.x_min) / grid.cell_m)


def cell_corners(grid: Grid, row: int, column: int) -> list[tuple[float, float]]:
    """Return the corners of a cell in TrueNorth metres, from its upper left one counter-clockwise."""
    left, top = grid.x_min + column * grid.cell_m, grid.y_max - row * grid.cell_m
    right, low = left + grid.cell_m, top - grid.cell_m
    return [grid_to_north(grid, u, v) for u, v in ((left, top), (left, low), (right, low), (right, top))]


def north_to_grid(grid: Grid, x: float, y: float) -> tuple[float, float]:
    """Turn TrueNorth metres into a grid's own: its columns run ``turn_deg`` clockwise from true north."""
    if not grid.turn_deg:
        return x, y
    cos, sin = math.cos(math.radians(grid.turn_deg)), math.sin(math.radians(grid.turn_deg))
    return x * cos - y * sin, x * sin + y * cos


def grid_to_north(grid: Grid, u: Coordinate, v: Coordinate) -> tuple[Coordinate, Coordinate]:
    """Turn a grid's own metres back into TrueNorth metres."""
    if not grid.turn_deg:
        return u, v
    cos, sin = math.cos(math.radians(grid.turn_deg)), math.sin(math.radians(grid.turn_deg))
    return u * cos + v * sin, v * cos - u * sin


def campus_to_north(north: TrueNorth, x: float, y: float) -> tuple[float, float]:
    """Turn campus metres into TrueNorth metres."""
    a, b, c, d, e, f = north.matrix
    return a * x + b * y + c, d * x + e * y + f


def north_to_lonlat(north: TrueNorth, x: float, y: float) -> tuple[float, float]:
    """Turn TrueNorth metres into longitude and latitude, degrees."""
    a, b, c, d, e, f = north.to_lonlat
    return a * x + b * y + c, d * x + e * y + f
