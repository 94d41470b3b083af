"""Rooms from hatches and solid fills, and fills that are no rooms."""

from __future__ import annotations

from pathlib import Path

import pytest
from floors.filled import ROOMS, WALLED, rooms_as_fills, rooms_as_solids, walls_with_fills
from shapely import Polygon

from campusmap.model.places import Space
from campusmap.pipeline.inspect import examine_drawing


def spaces(path: Path) -> dict[str, Space]:
    return {space.number: space for space in examine_drawing(path).floor.spaces}


def agree(found: Polygon, true: Polygon) -> bool:
    return bool(found.intersection(true).area > 0.99 * found.union(true).area)


@pytest.mark.parametrize("layer", ["A-AREA", "Z17"])  # named after areas; named after nothing
@pytest.mark.parametrize("how", ["solid", "pattern", "one hatch", "round the text"])
def test_fills_with_a_number_in_each_are_rooms(how: str, layer: str, tmp_path: Path) -> None:
    found = spaces(rooms_as_fills(tmp_path / "filled.dxf", how, layer))
    assert set(found) == set(ROOMS)
    assert {space.method for space in found.values()} == {"hatch"}
    assert all(agree(found[number].outline, true) for number, true in ROOMS.items())


def test_fills_and_texts_on_one_nameless_layer_are_rooms(tmp_path: Path) -> None:
    found = spaces(rooms_as_fills(tmp_path / "filled.dxf", "solid", "Z17", texts_on="Z17"))
    assert set(found) == set(ROOMS) and {space.method for space in found.values()} == {"hatch"}


def test_a_polyline_is_believed_before_the_fill_that_repeats_it(tmp_path: Path) -> None:
    found = spaces(rooms_as_fills(tmp_path / "filled.dxf", "outlined too", "A-AREA"))
    assert set(found) == set(ROOMS)
    assert {space.method for space in found.values()} == {"area-polyline"}


@pytest.mark.parametrize("layer", ["A-AREA", "Z17"])
def test_solids_and_faces_are_rooms(layer: str, tmp_path: Path) -> None:
    found = spaces(rooms_as_solids(tmp_path / "solids.dxf", layer))
    assert {number: found[f"20{number}"].method for number in WALLED} == dict.fromkeys(WALLED, "hatch")
    assert all(agree(found[f"20{number}"].outline, true) for number, true in WALLED.items())


@pytest.mark.parametrize("layer", ["A-WALL-PATT", "A-WALL", "Z17", "A-AREA"])
@pytest.mark.parametrize("fills", ["poche", "piers"])
def test_hatched_walls_are_no_rooms(fills: str, layer: str, tmp_path: Path) -> None:
    found = examine_drawing(walls_with_fills(tmp_path / "poche.dxf", fills, layer)).floor.spaces
    bare = examine_drawing(walls_with_fills(tmp_path / "bare.dxf", "", layer)).floor.spaces
    assert {(s.number, s.method, s.outline.wkt) for s in found} == {(s.number, s.method, s.outline.wkt) for s in bare}
    assert {s.number for s in found} == {f"20{number}" for number in WALLED}


@pytest.mark.parametrize("layer", ["A-FLOR-PATT", "Z17"])
def test_tiled_floors_are_no_rooms_of_their_own(layer: str, tmp_path: Path) -> None:
    found = examine_drawing(walls_with_fills(tmp_path / "tiles.dxf", "tiles", layer)).floor.spaces
    assert {(space.number, space.method) for space in found} == {(f"20{number}", "walls") for number in WALLED}


def test_walls_and_their_fill_on_nameless_layers_still_give_the_rooms(tmp_path: Path) -> None:
    found = examine_drawing(walls_with_fills(tmp_path / "poche.dxf", "poche", "Z17", walls="Z18")).floor.spaces
    assert {(space.number, space.method) for space in found} == {(f"20{number}", "walls") for number in WALLED}
