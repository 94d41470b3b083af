"""What a door's block says of its glass."""

from __future__ import annotations

import pytest
from shapely import LineString

from campusmap.model.places import Opening, OpeningKind
from campusmap.model.plan import Insert
from campusmap.model.source import Ref
from campusmap.rooms.doorglass import read_door_glass
from campusmap.safety.glazing import read_glazing


def _read(block: str, kind: OpeningKind = OpeningKind.DOOR, **attributes: str) -> Opening:
    opening = Opening("m/1/d", kind, LineString([(0, 0), (1, 0)]), (), refs=(Ref("a.dxf", "A-DOOR", "2B"),))
    insert = Insert(block, 0, 0, 0, 1, 1, "A-DOOR", "2B", attributes)
    return read_door_glass((opening,), (insert, Insert("OTHER", 0, 0, 0, 1, 1, "0", "2C", {"GLAZING": "full lite"})))[0]


@pytest.mark.parametrize(
    ("block", "attributes", "glazing"),
    [
        ("D36", {"GLAZING": "5 x 33 in, latch side"}, "5 x 33 in, latch side"),
        ("D36-FULL-LITE", {"GLASS_TYPE": "none"}, "none"),  # an attribute beats the name
        ("D36-FULL-LITE", {"GLASS_TYPE": "-"}, "full lite"),
        ("Glass_Door_0915", {}, "full lite"),
        ("DR-HALF GLAZED", {}, "full lite"),
        ("PUERTA VIDRIADA", {}, "full lite"),
        ("D36-SOLID", {}, ""),  # a name is no proof that there is no glass
        ("SIDE_HUNG_36", {}, ""),
        ("D36", {"MARK": "101"}, ""),
    ],
)
def test_glass_by_block(block: str, attributes: dict[str, str], glazing: str) -> None:
    assert _read(block, **attributes).glazing == glazing


@pytest.mark.parametrize("block", ["D36-SIDELITE", "DOOR W TRANSOM", "D_NARROW-LITE"])
def test_glass_of_unknown_size_is_never_read_as_a_size(block: str) -> None:
    text = _read(block).glazing
    assert text and read_glazing(text) is None


def test_leaf_depth_and_windows() -> None:
    assert _read("D36", LEAF_THICKNESS='1 3/4"').leaf_depth_in == 1.75
    assert _read("D36", THK="2.25 in").leaf_depth_in == 2.25
    assert _read("D36", THK="44").leaf_depth_in is None  # of no unit
    assert _read("GLASS", OpeningKind.WINDOW).glazing == ""
