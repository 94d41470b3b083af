"""A campus whose floors are levels of one indoor file: written by init, placed as the file states, none forgotten."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pytest
import shapely
from click.testing import CliRunner
from ingest.indoor_files import EPSG, OFFICE, ORIGIN, imdf_files, osm_floor, write_geojson, write_imdf_folder

from campusmap.cli import cli
from campusmap.pipeline.build import judge_campus
from campusmap.pipeline.init import propose_project, write_project


def start(folder: Path, plan: Path) -> Path:
    write_project(folder, propose_project(folder, [plan], None, None, None).text)
    return folder


@pytest.fixture
def school(tmp_path: Path) -> Path:
    return start(tmp_path / "school", write_geojson(tmp_path / "school.geojson", osm_floor()))


def test_init_writes_a_floor_for_each_level(school: Path) -> None:
    (building,) = tomllib.loads((school / "campus.toml").read_text("utf-8"))["building"]
    assert building["placement"]["method"] == "geodata"
    assert [(f["level"], f["ordinal"], f["id"]) for f in building["floor"]] == [
        ("-1", -1, "B1"), ("0", 0, "0"), ("1", 1, "1"),
    ]  # fmt: skip


def test_floors_are_placed_by_the_files_coordinates(school: Path) -> None:
    kit, _ = judge_campus(school, issued="2026-06-01", sheets=False)
    (building,) = kit.campus.buildings
    assert [floor.frame.placed for floor in building.floors] == [True] * 3
    assert kit.campus.epsg == EPSG
    (office,) = [s for f in building.floors for s in f.spaces if s.number == "002"]
    x_min, y_min, x_max, y_max = OFFICE.bounds
    true = (x_min + ORIGIN[0], y_min + ORIGIN[1], x_max + ORIGIN[0], y_max + ORIGIN[1])
    assert office.outline.bounds == pytest.approx(true, abs=0.002)
    (ring,) = [s for f in building.floors for s in f.spaces if s.number == "C0"]
    assert [round(shapely.Polygon(hole).area, 1) for hole in ring.outline.interiors] == [48.0]


def test_stair_over_three_levels_is_one_shaft(school: Path) -> None:
    kit, _ = judge_campus(school, issued="2026-06-01", sheets=False)
    stairs = [s for f in kit.campus.buildings[0].floors for s in f.spaces if s.use.value == "stair"]
    assert [stair.shaft for stair in stairs] == ["ST1"] * 3


def test_level_on_no_floor_is_reported(school: Path) -> None:
    text = (school / "campus.toml").read_text("utf-8")
    (school / "campus.toml").write_text(text[: text.rindex("[[building.floor]]")], "utf-8")
    found = [f for f in judge_campus(school, issued="2026-06-01", sheets=False)[0].review.findings if f.id == "VEC008"]
    assert len(found) == 1
    assert 'level "1"' in found[0].message.lower()
    assert "3 rooms" in found[0].message


def test_imdf_venue_of_two_buildings_gives_two(tmp_path: Path) -> None:
    venue = write_imdf_folder(tmp_path / "venue")
    files = imdf_files()
    for level, building in zip(files["level"], ("b1", "b2"), strict=True):
        level["properties"]["building_ids"] = [building]
    write_geojson(venue / "level.geojson", files["level"])
    folder = start(tmp_path / "campus", venue)
    buildings = tomllib.loads((folder / "campus.toml").read_text("utf-8"))["building"]
    assert [(b["name"], [f["level"] for f in b["floor"]]) for b in buildings] == [("b1", ["L0"]), ("b2", ["L1"])]
    kit, _ = judge_campus(folder, issued="2026-06-01", sheets=False)
    assert [len(b.floors[0].spaces) for b in kit.campus.buildings] == [4, 1]
    assert {source.file for source in kit.campus.sources if source.role == "drawing"} == {"venue"}


def test_inspect_takes_a_level_and_columns(tmp_path: Path) -> None:
    plan = str(write_geojson(tmp_path / "school.geojson", osm_floor()))
    runner = CliRunner()
    done = runner.invoke(cli, ["inspect", plan, "--level", "0", "--column", "number=name", "--format", "json"])
    assert done.exit_code == 0, done.output
    record = json.loads(done.output)
    assert (record["level"], record["rooms"], record["numbers"]) == ("0", 5, ["Core"])
    assert runner.invoke(cli, ["inspect", plan, "--level", "0", "--column", "colour=red"]).exit_code == 2


def test_two_floors_may_not_take_one_level(school: Path) -> None:
    text = (school / "campus.toml").read_text("utf-8").replace('level = "1"', 'level = "0"')
    (school / "campus.toml").write_text(text, "utf-8")
    with pytest.raises(Exception, match="level 0"):
        judge_campus(school, issued="2026-06-01", sheets=False)
