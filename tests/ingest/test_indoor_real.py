"""Real indoor files: each room polygon that json and Shapely count is a space with its shape, number and name."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from ingest.indoor_truth import Case, list_cases
from rooms.score import match

from campusmap.errors import InputError
from campusmap.model.project import IndoorColumns
from campusmap.pipeline.inspect import Examination, examine_drawing

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"
CASES = list(list_cases(DATA)) if DATA.is_dir() else []
pytestmark = pytest.mark.usefixtures("real_data")

# Rooms that lose most of their area to rooms drawn over them, or lie twice in the file (a finding says so).
COVERED = {"H_1": 1, "H_2": 1, "sf_2f": 1, "clermont 1": 2, "clermont 2": 2}


@cache
def examined(name: str) -> Examination:
    case = next(case for case in CASES if case.name == name)
    return examine_drawing(case.path, (), case.level, IndoorColumns(**case.columns) if case.columns else None)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_rooms_of_a_real_floor(case: Case) -> None:
    spaces = examined(case.name).floor.spaces
    pairs = match([room.polygon for room in case.rooms], [space.outline for space in spaces])
    good = [(case.rooms[i], spaces[j]) for i, j, iou in pairs if iou > 0.75]
    assert len(case.rooms) - len(good) == COVERED.get(case.name, 0)
    wrong = [room.number for room, space in good if room.number and room.number != space.number]
    assert wrong == []
    assert [room.name for room, space in good if room.name.strip(" -") not in {space.name, space.number}] == []


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_nothing_is_added_to_a_real_floor_but_what_walls_close(case: Case) -> None:
    found = examined(case.name)
    stated = [space for space in found.floor.spaces if space.method == "area-polyline"]
    assert len(stated) <= len(case.rooms)
    assert len(stated) == len(found.floor.spaces) or case.name.startswith("westport")
    assert sum(r.found for r in found.plan.tally) == sum(r.used + r.ignored + r.unread for r in found.plan.tally)


@pytest.mark.parametrize(("floor", "share"), [("apb 1", 0.98), ("ABC_0", 1.0), ("sf_4f", 0.95), ("G_1", 1.0)])
def test_doors_join_two_rooms(floor: str, share: float) -> None:
    openings = examined(floor).floor.openings
    assert sum(len(o.joins) == 2 for o in openings) >= share * len(openings)


def test_venue_openings_join_two_rooms_each() -> None:
    for case in CASES:
        if case.name.startswith("polymap"):
            openings = examined(case.name).floor.openings
            assert all(len(o.joins) == 2 for o in openings), case.name


@pytest.mark.parametrize("folder", ["geojsonhint_bad", "geojson_invalid_chrieke", "gdal_autotest_shp"])
def test_bad_files_end_in_rooms_or_one_sentence(folder: str, real_data: Path) -> None:
    files = sorted([*(real_data / folder).rglob("*.geojson"), *(real_data / folder).rglob("*.shp")])
    assert files
    for path in files:
        try:
            assert examine_drawing(path).floor.spaces, path
        except InputError as refusal:
            assert path.name in str(refusal)
            assert len(str(refusal)) < 400
            assert "\n" not in str(refusal)
