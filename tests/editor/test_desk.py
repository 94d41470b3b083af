"""What the desk says after a change is what a judgement from scratch says."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from campusmap.editor.areas import AREA_KINDS
from campusmap.editor.desk import Desk, look_again, open_desk, tell_since
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
    assert "doors" not in told["parts"] or change.file in ("openings", "campus.toml")


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
