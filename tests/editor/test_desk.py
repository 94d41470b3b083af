"""What the desk says after a change is what a judgement from scratch says."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from pyproj import Transformer

from campusmap.editor.areas import AREA_KINDS
from campusmap.editor.desk import Desk, look_again, open_desk, tell_since
from campusmap.editor.placing import list_rivals, move_point
from campusmap.georeference.footprint import KIND_WORDS
from campusmap.model.edit import Change
from campusmap.pipeline.build import judge_campus
from campusmap.pipeline.people import save_changes, undo_last

ISSUED = "2026-11-01"
CHANGES = [
    Change("markers", {"kind": "AED", "room": "109"}, {"room": "111"}),
    Change("markers", None, {"kind": "EXTINGUISHER", "building": "MAIN", "floor": "1", "room": "105"}),
    Change("markers", {"label": "Fire alarm panel"}, None),
    Change("openings", None, {"building": "MAIN", "floor": "1", "door": "103", "glazing": "full lite"}),
    Change(
        "survey", None, {"subject": "MAIN/101", "fact": "hard_corner", "value": "rejected", "who": "A", "when": ISSUED}
    ),
    Change("campus.toml", {"main_entrance": "1"}, {"main_entrance": "2"}, place="building MAIN"),
]


@pytest.fixture(scope="module")
def desk(samples: Path, tmp_path_factory: pytest.TempPathFactory) -> Desk:
    folder = Path(shutil.copytree(samples / "maple-elementary", tmp_path_factory.mktemp("desk") / "maple"))
    return open_desk(folder, ISSUED)


@pytest.mark.parametrize("change", CHANGES, ids=range(len(CHANGES)))
def test_judging_what_changed_is_judging_all(desk: Desk, change: Change) -> None:
    drawings, version = desk.drawings, desk.version
    save_changes(desk.folder, [change], "Ann", "change")
    assert look_again(desk)
    assert not look_again(desk)
    assert desk.drawings is drawings
    whole, _ = judge_campus(desk.folder, issued=ISSUED, sheets=False)
    assert desk.kit == whole
    told = tell_since(desk, version, 0)
    assert told["version"] == desk.version
    assert "desk" in told["parts"]
    renamed = change.before is None or change.after is None  # devices' short names count them, and doors name key boxes
    assert "doors" not in told["parts"] or change.file in ("openings", "campus.toml") or renamed


def place_by_points(desk: Desk) -> None:
    """Write the placement of the first portable as three control points that say the same as its anchor."""
    floor = next(floor for b in desk.kit.campus.buildings for floor in b.floors if floor.id == "P1/1")
    a, b, c, d, e, f = floor.frame.matrix
    project = Transformer.from_crs(desk.kit.campus.epsg, 4326, always_xy=True)
    corners = [(0.0, 0.0), (400.0, 0.0), (400.0, 300.0)]
    degrees = [project.transform(a * x + b * y + c, d * x + e * y + f) for x, y in corners]
    points = ",\n".join(
        f"  {{ drawing = [{x}, {y}], lonlat = [{lon:.9f}, {lat:.9f}] }}"
        for (x, y), (lon, lat) in zip(corners, degrees, strict=True)
    )
    path = desk.folder / "campus.toml"
    lines = path.read_text("utf-8").split("\n")
    at = next(n for n, line in enumerate(lines) if "-84.31260418" in line)
    lines[at] = f'[building.placement]\nmethod = "control_points"\npoints = [\n{points},\n]'
    path.write_text("\n".join(lines), "utf-8")
    look_again(desk)


def test_a_control_point_that_moves_lays_the_drawing_anew(desk: Desk) -> None:
    place_by_points(desk)
    given = next(one for one in desk.facts["desk"]["placements"] if one["method"] == "control points")
    assert all(point["off"] < 0.5 for point in given["points"])
    first = given["points"][0]
    at = (first["at"][0] + 0.3, first["at"][1])
    point = {key: first[key] for key in ("drawing", "lonlat")}
    drawings = desk.drawings
    save_changes(desk.folder, move_point(desk.kit, given["place"], point, at), "Ann", "move")
    look_again(desk)
    assert desk.drawings is not drawings
    now = next(one for one in desk.facts["desk"]["placements"] if one["place"] == given["place"])
    assert now["points"][0]["at"] == pytest.approx(at, abs=0.02)
    assert max(point["off"] for point in now["points"]) > 0.05
    assert list_rivals(desk.kit, now["floor"])["poses"]
    undo_last(desk.folder, "Ann")
    look_again(desk)
    assert next(one for one in desk.facts["desk"]["placements"] if one["place"] == given["place"]) == given


def test_files_that_cannot_be_judged_are_told_and_the_last_judgement_stays(desk: Desk) -> None:
    path = desk.folder / "markers.csv"
    content, kit = path.read_bytes(), desk.kit
    path.write_bytes(b'kind,label\nAED,"never closed\n')
    look_again(desk)
    assert "markers.csv" in desk.trouble
    assert desk.facts["desk"]["trouble"] == desk.trouble
    assert desk.kit is kit
    path.write_bytes(content)
    look_again(desk)
    assert desk.trouble == ""
    assert desk.kit == kit


def test_an_area_drawn_by_hand_is_one_of_the_grounds(desk: Desk) -> None:
    assert set(AREA_KINDS) <= set(KIND_WORDS)
    ring = [[-84.3125, 39.968], [-84.3124, 39.968], [-84.3124, 39.9681], [-84.3125, 39.968]]
    feature = {"type": "Feature", "properties": {"kind": "field", "name": "New field"},
               "geometry": {"type": "Polygon", "coordinates": [ring]}}  # fmt: skip
    save_changes(desk.folder, [Change("overrides.geojson", None, feature)], "Ann", "draw")
    look_again(desk)
    areas = [area for area in desk.kit.campus.areas if area.name == "New field"]
    assert [(area.kind, area.refs[0].file) for area in areas] == [("field", "overrides.geojson")]
    assert not any("overrides" in finding.file for finding in desk.kit.review.findings)
    undo_last(desk.folder, "Ann")
    look_again(desk)
    assert all(area.name != "New field" for area in desk.kit.campus.areas)
