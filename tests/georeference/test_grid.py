"""The grid: cells chosen, named, turned, frozen and grown."""

from __future__ import annotations

import math
import random
from dataclasses import replace

import pytest

from campusmap.errors import InputError
from campusmap.georeference.grid import (
    column_names,
    freeze_grid,
    grid_to_north,
    lay_grid,
    name_cell,
    north_to_grid,
)
from campusmap.georeference.north import lay_true_north
from campusmap.model.settings import GridSettings

NORTH = lay_true_north(32615, (314900.0, 4579800.0))


@pytest.mark.parametrize("wide", [20, 31, 59, 98, 150, 240, 480, 700, 1300, 2500, 6000])
def test_cell_is_chosen_for_six_to_twenty_columns(wide: float) -> None:
    grid = lay_grid((-wide / 2, -50, wide / 2, 50), GridSettings())
    assert 6 <= grid.columns <= 20 or wide < 30


def test_thirty_metres_wherever_it_fits_and_the_declared_size_always() -> None:
    assert lay_grid((-180, -50, 180, 50), GridSettings()).cell_m == 30
    assert lay_grid((-20, -20, 20, 20), GridSettings(cell_m=50)).cell_m == 50


def test_letters_for_rows_numbers_for_columns_origin_upper_left() -> None:
    grid = lay_grid((0, 0, 300, 270), GridSettings(cell_m=30))
    assert [name_cell(grid, x, y) for x, y in ((1, 269), (299, 269), (1, 1), (31, 239), (31, 241))] == [
        "A1", "A10", "J1", "B2", "A2",
    ]  # fmt: skip
    assert name_cell(grid, -1, 100) == "" and name_cell(grid, 100, 271) == ""
    assert "I" not in grid.letters
    assert lay_grid((0, 0, 300, 270), GridSettings(cell_m=30, skip="")).letters[8] == "I"


def test_issued_grid_grows_without_renaming_any_cell() -> None:
    rng = random.Random(5)
    settings = GridSettings()
    for preset in ("north-up", "building"):
        settings = replace(settings, preset=preset)
        before = lay_grid((-100, -80, 120, 90), settings, None, 0.0 if preset == "north-up" else 200.0)
        frozen = freeze_grid(before, settings, NORTH, 32615)
        for _ in range(60):
            bounds = (
                -100 - rng.uniform(0, 150),
                -80 - rng.uniform(0, 150),
                120 + rng.uniform(0, 200),
                90 + rng.uniform(0, 99),
            )
            after = lay_grid(bounds, GridSettings(cell_m=77), frozen)
            cells = [f"{row}{column}" for row in after.letters for column in column_names(after)]
            assert len(cells) == len(set(cells)) == after.rows * after.columns
            for _ in range(20):
                u, v = rng.uniform(bounds[0], bounds[2]), rng.uniform(bounds[1], bounds[3])
                point = grid_to_north(after, u, v)
                name = name_cell(before, *point)
                assert (
                    name_cell(after, *point) == name if name else name_cell(after, *point) not in {"", *_cells(before)}
                )


def _cells(grid) -> set[str]:
    return {f"{row}{column}" for row in grid.letters for column in column_names(grid)}


def test_rows_north_and_columns_west_of_an_issued_grid_count_back_from_the_end() -> None:
    before = lay_grid((0, 0, 180, 90), GridSettings(cell_m=30))
    after = lay_grid((-59, 0, 180, 149), GridSettings(), freeze_grid(before, GridSettings(), NORTH, 32615))
    assert after.letters[:3] == ("Y", "Z", "A") and column_names(after)[:3] == ("98", "99", "1")


def test_unchanged_campus_gets_the_issued_grid_back() -> None:
    before = lay_grid((-100, -80, 120, 90), GridSettings())
    assert lay_grid((-100, -80, 120, 90), GridSettings(), freeze_grid(before, GridSettings(), NORTH, 32615)) == before


def test_turned_grid_runs_along_its_bearing() -> None:
    grid = lay_grid((-90, -90, 90, 90), GridSettings(preset="building"), None, 23.0)
    assert grid.cell_m == pytest.approx(30.48) and grid.letters[-1] == "A"
    ahead = (math.sin(math.radians(23)), math.cos(math.radians(23)))
    first = name_cell(grid, 0.5, 0.5)
    beyond = name_cell(grid, 0.5 + 30.48 * ahead[0], 0.5 + 30.48 * ahead[1])
    assert beyond[1:] == first[1:] and ord(beyond[0]) == ord(first[0]) + 1
    assert north_to_grid(grid, *grid_to_north(grid, 12.5, -7.25)) == pytest.approx((12.5, -7.25))


@pytest.mark.parametrize(("skip", "cell"), [("ABCDEFGHIJKLMNOPQRSTUVWXYZ", 30.0), ("ABCDEFGHIJKLMNOPQRSTUVWXY", 10.0)])
def test_a_grid_whose_rows_have_no_letters_is_refused(skip: str, cell: float) -> None:
    with pytest.raises(InputError, match="rows, and letters name only"):
        lay_grid((0, 0, 300, 300), GridSettings(skip=skip, cell_m=cell))
