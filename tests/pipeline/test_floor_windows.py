"""Several floors in one drawing, through inspect, init and build."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pytest
from school_sheet import Sheet, draw_elevation, draw_floor

from campusmap.ingest.project import read_project
from campusmap.model.places import Building, Floor
from campusmap.pipeline import inspect_floors
from campusmap.pipeline.campus import assemble_campus
from campusmap.pipeline.init import propose_project, write_project
from campusmap.pipeline.inputs import read_inputs
from campusmap.pipeline.inspect import examine_drawing, openings_geojson, rooms_geojson
from campusmap.pipeline.inspect_json import report_json
from campusmap.pipeline.inspect_report import report_lines

TITLES = ("1ST FLOOR", "2ND FLOOR", "3RD FLOOR")


def draw_three(folder: Path, *, titles: bool = True) -> Path:
    """Draw three floors of six rooms and a corridor, the third without its last two rooms."""
    sheet = Sheet()
    for n in range(3):
        draw_floor(sheet, n * 60.0, 0.0, n + 1, rooms=6 if n < 2 else 4)
        if titles:
            sheet.text(TITLES[n], n * 60.0 + 20, -3.5, 0.6, "A-TEXT")
    return sheet.save(folder / "all floors.dxf")


def test_inspect_assembles_each_floor_from_its_window(tmp_path: Path) -> None:
    found = examine_drawing(draw_three(tmp_path))
    rooms = json.loads(rooms_geojson(found))["features"]
    assert {(room["properties"]["floor"], room["properties"]["number"]) for room in rooms} == {
        (str(floor), f"{floor}{room:02d}")
        for floor, count in ((1, 6), (2, 6), (3, 4))
        for room in [*range(1, count + 1), 90]
    }
    east = {room["properties"]["floor"]: room["geometry"]["coordinates"][0][0][0] // 60 for room in rooms}
    assert east == {"1": 0, "2": 1, "3": 2}  # still in the drawing's own axes
    doors = json.loads(openings_geojson(found))["features"]
    assert [sum(d["properties"]["floor"] == floor for d in doors) for floor in "123"] == [6, 6, 4]
    record = json.loads(report_json(found))
    assert [floor["label"]["text"] for floor in record["floors"]] == list(TITLES)
    assert [floor["rooms"] for floor in record["floors"]] == [7, 7, 5]
    text = "\n".join(report_lines(found))
    assert "FLOORS   3 in this drawing" in text and "2ND FLOOR" in text and "told by its label" in text


def test_floors_shared_with_a_copy_come_out_as_those_drawn_in_turn(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, written = draw_three(tmp_path), []
    for many in (1, 10**9):
        monkeypatch.setattr(inspect_floors, "_MANY_STROKES", many)
        found = examine_drawing(path)
        written.append((rooms_geojson(found), openings_geojson(found), found.findings))
    assert written[0] == written[1]


def test_inspect_leaves_an_elevation_beside_the_floor_and_says_so(tmp_path: Path) -> None:
    sheet = Sheet()
    draw_floor(sheet, 0.0, 0.0, 1)
    draw_elevation(sheet, 0.0, -30.0, 42.0)
    found = examine_drawing(sheet.save(tmp_path / "sheet.dxf"))
    assert len(found.floor.spaces) == 7
    (said,) = [notice for notice in found.notices if notice.code == "place.beside_floors"]
    assert (said.count, said.ref and (said.ref.x, said.ref.y)) == (13, (0.0, -30000.0))


def test_one_floor_alone_needs_no_window(tmp_path: Path) -> None:
    sheet = Sheet()
    draw_floor(sheet, 0.0, 0.0, 1)
    found = examine_drawing(sheet.save(tmp_path / "one.dxf"))
    assert not found.floors and len(found.floor.spaces) == 7


PROJECT = """
[campus]
id = "c"
name = "C"
[[building]]
id = "b"
name = "B"
[building.placement]
method = "anchor"
drawing = [0.0, 0.0]
lonlat = [-84.3, 39.9]
bearing_deg = 0.0
"""


def make_project(folder: Path, plan: Path, *floors: str) -> Building:
    """Build a project of floors that name the drawing; ``floors`` are further lines of each."""
    lines = [PROJECT]
    for n, line in enumerate(floors):
        lines.append(f'[[building.floor]]\nordinal = {n}\nplan = "{plan.name}"\nunits = "mm"\n{line}\n')
    (folder / "campus.toml").write_text("".join(lines), encoding="utf-8")
    return assemble_campus(read_inputs(folder)).buildings[0]


def codes(floor: Floor) -> set[str]:
    return {notice.code for notice in floor.notices if notice.code.startswith("place.")}


def test_build_takes_the_floor_that_its_label_names_but_does_not_place_it(tmp_path: Path) -> None:
    plan = draw_three(tmp_path)
    (first,) = make_project(tmp_path, plan, 'id = "1"').floors
    (third,) = make_project(tmp_path, plan, 'id = "x"\nname = "Third floor"').floors
    assert {space.number for space in first.spaces} == {*(f"10{k}" for k in range(1, 7)), "190"}
    assert {space.number for space in third.spaces} == {*(f"30{k}" for k in range(1, 5)), "390"}
    for floor in (first, third):
        assert "place.window_guessed" in codes(floor) and not floor.frame.placed
        assert floor.frame.why_unplaced == "the floor's window in the drawing is not confirmed"


def test_build_never_merges_floors_silently(tmp_path: Path) -> None:
    plan = draw_three(tmp_path, titles=False)
    (floor,) = make_project(tmp_path, plan, 'id = "1"').floors
    (said,) = [notice for notice in floor.notices if notice.code == "place.several_floors"]
    assert not floor.frame.placed and said.count == 3
    windows = [part.split("window = ")[1] for part in said.text.split("; ") if "window = " in part]
    (again,) = make_project(tmp_path, plan, f'id = "1"\nwindow = {windows[1]}').floors
    assert {space.number for space in again.spaces} == {*(f"20{k}" for k in range(1, 7)), "290"}
    assert again.frame.placed and not codes(again) - {"place.one_point"}


@pytest.mark.parametrize("titles", [True, False])
def test_init_writes_a_floor_a_window_and_lays_them_over_one_another(tmp_path: Path, titles: bool) -> None:
    plan, folder = draw_three(tmp_path, titles=titles), tmp_path / "my school"
    proposal = propose_project(folder, [plan], None, (-84.3, 39.9), 0.0)
    write_project(folder, proposal.text)
    floors = read_project(folder).building[0].floor
    assert [(floor.id, floor.ordinal) for floor in floors] == [("1", 0), ("2", 1), ("3", 2)]
    assert [floor.name for floor in floors] == (list(TITLES) if titles else ["all floors"] * 3)
    assert proposal.text.count("# a guess, told by") == 3
    tables = tomllib.loads(proposal.text)["building"][0]
    anchor = tables["placement"]["drawing"]
    for n, floor in enumerate(tables["floor"][1:], 1):
        assert floor["placement"]["drawing"] == pytest.approx([anchor[0] + n * 60000, anchor[1]], abs=6)
        assert floor["placement"]["confirmed"] is False
    text = proposal.text.replace("confirmed = false", "confirmed = true")
    (folder / "campus.toml").write_text(text, encoding="utf-8")
    built = assemble_campus(read_inputs(folder)).buildings[0].floors
    assert all(floor.frame.placed for floor in built)
    low, high = built[0].outline, built[1].outline
    assert low.symmetric_difference(high).area < 0.01 * low.area
