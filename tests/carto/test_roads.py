"""What goes on beyond a map: a road does not look as if it ended there, and no name hides the tip of a place."""

from __future__ import annotations

import pytest
from shapely import LineString, Polygon, box

from campusmap.carto.drawing import draw_map
from campusmap.carto.marks import Area, Layer, Line, Scene, Text
from campusmap.carto.sheet import Ink, Words
from campusmap.carto.style import load_styles
from campusmap.carto.window import whole_window

FRAME = (40.0, 40.0, 440.0, 340.0)  # points


def drawn(road: LineString) -> list[Ink]:
    house = Area(box(0.0, 0.0, 100.0, 60.0), "building.footprint", "b")
    scene = Scene(
        "s", "S", True, (0.0, 0.0, 100.0, 60.0), (Layer("site", "Grounds", (house, Line(road, "site.road", "r"))),)
    )
    layers = draw_map(scene, whole_window(scene.bounds, 20.0, FRAME), None).layers
    return [item for layer in layers if layer.name == "site" for item in layer.items if isinstance(item, Ink)]


def test_the_round_ends_of_a_road_that_is_cut_lie_beyond_the_frame_under_white() -> None:
    inks = drawn(LineString([(-900.0, -4.0), (900.0, -4.0)]))
    [road] = [ink.shape for ink in inks if ink.style == "site.road"]
    style = load_styles()["site.road"]
    ends = [end.buffer(style.width_pt / 2 + 1.0) for end in road.boundary.geoms]
    assert not any(end.intersects(box(*FRAME)) for end in ends)
    assert inks[-1].style == "sheet.blank"
    assert all(inks[-1].shape.covers(end) for end in ends)
    assert inks[-1].shape.intersection(box(*FRAME)).area < 1e-6
    assert load_styles()["sheet.blank"].fill == load_styles("mono")["sheet.blank"].fill == "#ffffff"


@pytest.mark.parametrize(
    "road", [LineString([(10.0, -4.0), (90.0, -4.0)]), LineString([(-900.0, 900.0), (900.0, 900.0)])]
)
def test_a_road_that_is_not_cut_is_as_long_as_it_is(road: LineString) -> None:
    inks = drawn(road)
    assert "sheet.blank" not in {ink.style for ink in inks}
    assert all(box(*FRAME).covers(ink.shape) for ink in inks)


@pytest.mark.parametrize(("deep_pt", "named"), [(6.0, False), (20.0, True)])
def test_the_mere_tip_of_a_place_at_the_edge_of_a_map_goes_without_its_name(deep_pt: float, named: bool) -> None:
    """A name on a leader line would hide all that shows of the place."""
    house = Area(box(0.0, 0.0, 100.0, 60.0), "building.footprint", "b")
    window = whole_window((0.0, 0.0, 100.0, 60.0), 40.0, FRAME)
    left, _, right, _ = window.ground
    deep, top = deep_pt / window.scale.points_per_metre, window.ground[3]
    tip = ((left + right) / 2, top - deep)
    field = Polygon([tip, (tip[0] + 300.0, tip[1] + 300.0), (tip[0] - 300.0, tip[1] + 300.0)])
    marks = (house, Area(field, "site.field", "f"), Text("Field", *field.centroid.coords[0], "label.site", "f", field))
    scene = Scene("s", "S", True, (0.0, 0.0, 100.0, 60.0), (Layer("site", "Grounds", marks),))
    items = [item for layer in draw_map(scene, window, None).layers for item in layer.items]
    assert any(isinstance(item, Words) and item.text == "Field" for item in items) is named
    assert any(isinstance(item, Ink) and item.style == "site.field" for item in items)
