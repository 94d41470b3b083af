"""Several floors in one model space, told apart; one floor in several pieces, kept together."""

from __future__ import annotations

from pathlib import Path

import pytest
from school_sheet import Sheet, draw_elevation, draw_floor, draw_schedule

from campusmap.georeference.plan_floors import BY_LIKENESS, BY_TITLE, DrawnFloors, find_floors
from campusmap.ingest.dxf import read_plan
from campusmap.numbering.levels import is_plan_title, read_level

METRES = {1000.0: 0.001, 1.0: 1.0, 1 / 0.0254: 0.0254}
PITCH = 60.0
TITLES = ("1ST FLOOR", "SECOND FLOOR PLAN", "LEVEL 3")


def floors_of(sheet: Sheet, folder: Path) -> DrawnFloors:
    plan = read_plan(sheet.save(folder / "plan.dxf"), name="plan.dxf")
    return find_floors(plan, METRES[sheet.unit])


def holds(window: tuple[float, ...], x: float, y: float) -> bool:
    return window[0] <= x <= window[2] and window[1] <= y <= window[3]


@pytest.mark.parametrize(("unit", "insunits"), [(1000.0, 4), (1.0, 6), (1 / 0.0254, 1)])
def test_three_floors_side_by_side_are_told_by_their_labels(unit: float, insunits: int, tmp_path: Path) -> None:
    sheet = Sheet(unit, insunits)
    handles = []
    for n, title in enumerate(TITLES):
        draw_floor(sheet, n * PITCH, 5.0, n + 1, rooms=6 if n < 2 else 4)
        handles.append(sheet.text(title, n * PITCH + 20, 1.5, 0.6, "A-TEXT").dxf.handle)
    found = floors_of(sheet, tmp_path)
    assert [floor.title for floor in found.floors] == list(TITLES)
    assert [floor.ref.handle for floor in found.floors if floor.ref] == handles
    assert {floor.told_by for floor in found.floors} == {BY_TITLE}
    for n, floor in enumerate(found.floors):
        assert holds(floor.window, *sheet.at(n * PITCH + 1, 6)) and holds(floor.window, *sheet.at(n * PITCH + 27, 15))
        assert floor.shift == pytest.approx((n * PITCH * unit, 0.0), abs=0.006 * unit)
        assert not any(holds(floor.window, *sheet.at(m * PITCH + 1, 6)) for m in range(3) if m != n)


@pytest.mark.parametrize("numbered", [True, False])
def test_without_labels_the_same_building_again_is_another_floor(numbered: bool, tmp_path: Path) -> None:
    sheet = Sheet()
    for n in range(3):  # nearer to each other than a wing may be
        draw_floor(sheet, 0.0, n * 22.0, n + 1, numbered=numbered)
    found = floors_of(sheet, tmp_path)
    assert len(found.floors) == 3
    assert {floor.told_by for floor in found.floors} == {BY_LIKENESS}
    assert [round(floor.window[1] / 22000) for floor in found.floors] == [0, 1, 2]


def test_detached_wings_stay_one_floor(tmp_path: Path) -> None:
    sheet = Sheet()
    draw_floor(sheet, 0.0, 0.0, 1, rooms=8)
    draw_floor(sheet, 62.0, 0.0, 1, rooms=1, hall=2.0)  # two portables of one kind
    draw_floor(sheet, 62.0, 16.0, 1, rooms=1, hall=2.0)
    found = floors_of(sheet, tmp_path)
    assert len(found.floors) == 1 and not found.told


def test_room_numbers_keep_twin_wings_of_one_floor_together(tmp_path: Path) -> None:
    """Two wings alike, apart as far as floors are drawn: 1-- in both is one floor, 1-- and 2-- are two."""
    for second, floors in ((1, 1), (2, 2)):
        sheet = Sheet()
        draw_floor(sheet, 0.0, 0.0, 1, rooms=5)
        draw_floor(sheet, 0.0, 20.0, second, rooms=5, numbered=False)
        for k in range(5):
            sheet.text(f"{second}{k + 21}", k * 7 + 3.5, 24.0)
        assert len(floors_of(sheet, tmp_path).floors) == floors


def test_what_is_no_plan_is_named_and_left_beside(tmp_path: Path) -> None:
    sheet = Sheet()
    draw_floor(sheet, 0.0, 0.0, 1)
    draw_elevation(sheet, 0.0, -30.0, 42.0)
    sheet.text("SOUTH ELEVATION", 20.0, -32.0, 0.6, "A-TEXT")
    draw_schedule(sheet, 60.0, -5.0)
    sheet.box(-10.0, -40.0, 90.0, 25.0, "MISC")
    found = floors_of(sheet, tmp_path)
    assert len(found.floors) == 1 and found.told
    assert not holds(found.floors[0].window, *sheet.at(1.0, -25.0))
    names = {aside.what for aside in found.asides}
    assert {"an elevation", "a schedule, legend or notes", "a sheet border or title block"} <= names
    elevation = next(aside for aside in found.asides if aside.what == "an elevation")
    assert (elevation.built, elevation.texts, elevation.title) == (1 + 2 + 10, 1, "SOUTH ELEVATION")


def test_walls_that_nothing_shows_to_be_a_plan_are_left_whole(tmp_path: Path) -> None:
    sheet = Sheet()
    draw_elevation(sheet, 0.0, 0.0, 40.0)
    draw_elevation(sheet, 0.0, 40.0, 40.0)
    assert floors_of(sheet, tmp_path) == DrawnFloors()


def test_barcelona_is_one_plan_beside_its_elevations(real_data: Path) -> None:
    plan = read_plan(real_data / "barcelona_pavillion" / "pabellon de barcelona.dxf", name="p")
    found = find_floors(plan, 1.0)
    (floor,) = found.floors  # measured on a picture of the sheet: the plan is at the lower left, 50 by 21 m
    assert floor.window == pytest.approx((-2.4, -2.4, 52.7, 23.8), abs=0.4)
    assert sum(aside.built > 0 for aside in found.asides) == 7


def test_the_fourteen_floors_of_the_large_drawing(real_data: Path) -> None:
    plan = read_plan(real_data / "large" / "wrld_x14" / "wrld_x14.dxf", name="p")
    found = find_floors(plan, 0.001)
    assert [floor.shift for floor in found.floors] == [(0.0, pytest.approx(60000.0 * n, abs=1.0)) for n in range(14)]
    assert not found.asides


@pytest.mark.parametrize(
    ("text", "rank"),
    [
        ("1ST FLOOR", 0), ("SECOND FLOOR PLAN", 1), ("LEVEL 2", 1), ("BASEMENT", -1), ("ERDGESCHOSS", 0),
        ("OBERGESCHOSS", 1), ("2. OBERGESCHOSS", 2), ("PLANTA BAJA", 0), ("PLANTA ALTA", 1), ("REZ-DE-CHAUSSÉE", 0),
        ("1er étage", 1), ("PARTER", 0), ("PIĘTRO 1", 1), ("II PIĘTRO", 2), ("1º ANDAR", 1), ("TÉRREO", 0),
        ("一层平面图", 0), ("二层平面图", 1), ("地下一层平面图", -1), ("GRUNDRISS EG", 0), ("ROOF PLAN", 90),
        ("FIRST FLOOR PLAN  SCALE: 1/8\" = 1'-0\"", 0), ("A-102 SECOND FLOOR PLAN", 1),
    ],
)  # fmt: skip
def test_titles_in_many_words(text: str, rank: float) -> None:
    assert is_plan_title(text)
    assert read_level(text).rank == rank


@pytest.mark.parametrize(
    "text",
    ["SEE 2ND FLOOR PLAN", "UP TO SECOND FLOOR", "GROUND", "B1", "B214", "F1", "FLOOR DRAIN", "MECHANICAL ROOF", "101",
     "STAIR 2", "FLOOR PLAN", "OFFICE 1", "FIRST AID", "EG", "2F", ""],
)  # fmt: skip
def test_what_is_no_title(text: str) -> None:
    assert not is_plan_title(text)
