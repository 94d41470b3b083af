"""What people write at footprints, areas and shapes drawn by hand is used or told."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from campusmap.georeference.footprint import judge_kinds
from campusmap.model.feature import Override
from campusmap.model.source import Notice
from campusmap.pipeline.inputs import read_inputs
from campusmap.rules.demo import TWO_FLOORS
from campusmap.rules.examples import evidence_of, sketches
from campusmap.safety.overrides import sort_overrides

SQUARE = {"type": "Polygon", "coordinates": [[[-84.31, 39.96], [-84.309, 39.96], [-84.309, 39.961], [-84.31, 39.96]]]}
LINE = {"type": "LineString", "coordinates": [[-84.31, 39.96], [-84.309, 39.96]]}
TOML = '[campus]\nid = "s"\nname = "S"\n'
PLACED = TOML + "epsg = 32616\n"
AREAS = '[areas]\nfile = "areas.geojson"\n'
FOOTPRINTS = '[footprints]\nfile = "footprints.geojson"\n'


def write(folder: Path, name: str, *properties: dict[str, str], shape: dict[str, Any] | None = None) -> None:
    features = [{"type": "Feature", "properties": each, "geometry": shape or SQUARE} for each in properties]
    (folder / name).write_text(json.dumps({"type": "FeatureCollection", "features": features}), "utf-8")


def told(folder: Path, toml: str) -> list[Notice]:
    (folder / "campus.toml").write_text(toml, "utf-8")
    inputs = read_inputs(folder)
    return [*inputs.notices, *judge_kinds(inputs.area_features)]


@pytest.mark.parametrize("kind", ["parking", "Car park", "ASSEMBLY", "command post", "Other", "sports field"])
def test_a_known_kind_is_not_told(tmp_path: Path, kind: str) -> None:
    write(tmp_path, "areas.geojson", {"kind": kind, "name": "Front"})
    assert told(tmp_path, PLACED + AREAS) == []


@pytest.mark.parametrize(
    ("kind", "end"), [("prking", "did you mean parking?"), ("zorb", "drawn as other ground"), ("", "other ground")]
)
def test_an_unknown_kind_is_told_with_its_feature(tmp_path: Path, kind: str, end: str) -> None:
    write(tmp_path, "areas.geojson", {"kind": "field", "name": "Ball"}, {"kind": kind, "name": "Front"})
    (notice,) = told(tmp_path, PLACED + AREAS)
    assert (notice.code, notice.ref and notice.ref.place) == ("vector.unknown_kind", "feature 2")
    assert "Front" in notice.text and notice.text.endswith(end)


def test_assembly_is_a_kind_of_area_and_the_use_of_a_building(tmp_path: Path) -> None:
    from campusmap.georeference.footprint import features_to_areas, is_footprint

    write(tmp_path, "areas.geojson", {"kind": "Assembly", "name": "Field"})
    (tmp_path / "campus.toml").write_text(PLACED + AREAS, "utf-8")
    (feature,) = read_inputs(tmp_path).area_features
    assert is_footprint(feature) and features_to_areas([feature], 32616)[0].kind == "assembly"


@pytest.mark.parametrize(
    ("name", "toml", "properties", "said"),
    [
        ("areas.geojson", AREAS, {"kind": "field", "nmae": "Ball"}, '"nmae" of feature 1'),
        ("areas.geojson", AREAS + 'name = "WHO"\n', {"kind": "field"}, 'campus.toml says name = "WHO"'),
        ("footprints.geojson", FOOTPRINTS, {"numer": "7"}, 'there is none called "number"'),
        ("overrides.geojson", "", {"kind": "hard_corner", "subjct": "A/101"}, 'there is none called "subject"'),
        ("overrides.geojson", "", {"kind": "split", "bordr": "wall", "subject": "A/1/101"}, 'none called "border"'),
    ],
)
def test_an_attribute_that_is_nearly_one_that_is_read_is_told(
    tmp_path: Path, name: str, toml: str, properties: dict[str, str], said: str
) -> None:
    write(tmp_path, name, properties)
    texts = [notice.text for notice in told(tmp_path, PLACED + toml) if notice.code == "vector.misnamed"]
    assert len(texts) == 1 and said in texts[0]


def test_attributes_of_peoples_own_are_not_told(tmp_path: Path) -> None:
    own = {"kind": "field", "name": "Ball", "fid": "3", "Shape_Area": "4", "colour": "red", "name:en": "Ball"}
    write(tmp_path, "areas.geojson", own)
    assert told(tmp_path, PLACED + AREAS) == []


def test_a_border_and_a_use_that_are_none_are_told(tmp_path: Path) -> None:
    split = {"kind": "split", "subject": "A/1/101", "border": "wal"}
    room = {"kind": "room", "floor": "A/1", "number": "101", "use": "clasroom"}
    write(tmp_path, "overrides.geojson", split, room, shape=LINE)
    texts = [notice.text for notice in told(tmp_path, PLACED)]
    assert any("border 'wal' of the split of A/1/101 is neither wall nor open" in text for text in texts)
    assert any("use 'clasroom' of the traced room 101" in text and text.endswith("classroom?") for text in texts)


def test_a_shape_of_an_unknown_kind_is_told_with_what_may_be_meant() -> None:
    campus = evidence_of(sketches(TWO_FLOORS)).campus
    shape = campus.buildings[0].floors[0].outline
    (notice,) = sort_overrides(campus, [Override("prking", "", shape)]).notices
    assert notice.code == "survey.shape_unused" and notice.text.endswith("did you mean parking?")


def test_shapes_on_a_campus_that_lies_nowhere_are_told(tmp_path: Path) -> None:
    write(tmp_path, "areas.geojson", {"kind": "field", "name": "Ball"})
    write(tmp_path, "overrides.geojson", {"kind": "hard_corner", "subject": "A/101"})
    files = [notice.subject for notice in told(tmp_path, TOML + AREAS) if notice.code == "vector.nowhere"]
    assert files == ["areas.geojson", "overrides.geojson"]


def test_a_layer_of_a_file_without_layers_is_told(tmp_path: Path) -> None:
    write(tmp_path, "areas.geojson", {"kind": "field", "name": "Ball"})
    assert [notice.code for notice in told(tmp_path, PLACED + AREAS + 'layer = "grounds"\n')] == ["vector.misnamed"]
