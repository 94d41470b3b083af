"""Page layers as SVG, read back by an XML parser."""

from __future__ import annotations

import xml.etree.ElementTree as ET

import pytest
from shapely import GeometryCollection, LinearRing, LineString, MultiLineString, Point, Polygon, box
from shapely.geometry import MultiPolygon
from shapely.geometry.base import BaseGeometry

from campusmap.carto.paper import LETTER
from campusmap.carto.sheet import Badge, Ink, PageLayer, Words
from campusmap.carto.style import Theme
from campusmap.render.svg import hatch_lines, layer_to_svg, shape_to_path, shapes_to_paths

SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = '</text><script>alert(1)</script>&<>"\'\x00\x0b\ud800 #read("/etc/passwd") 𝔄😀'


@pytest.mark.parametrize("theme", ["colour", "mono"])
def test_hostile_text_stays_text(theme: Theme) -> None:
    layer = PageLayer("x", "", (Words(HOSTILE, 10, 10, 8), Badge("DOOR_TAG", 50, 50, HOSTILE, 8)))
    root = ET.fromstring(layer_to_svg(layer, LETTER, theme))
    texts = ["".join(node.itertext()) for node in root.iter(f"{SVG}text")]
    assert {node.tag for node in root.iter()} == {f"{SVG}{tag}" for tag in ("svg", "text", "tspan", "path")}
    assert texts[0].startswith("</text><script>alert(1)</script>&<>\"'")
    assert "\x00" not in texts[0]
    assert texts[0].endswith("\ufffd😀")


def test_only_letters_that_the_face_lacks_are_set_in_the_other() -> None:
    words = Words("Cafétéria \u21163a", 10, 10, 8, bold=True)
    root = ET.fromstring(layer_to_svg(PageLayer("x", "", (words,)), LETTER))
    spans = [(node.text, node.get("font-family")) for node in root.iter(f"{SVG}tspan")]
    assert spans == [("Cafétéria ", None), ("\u2116", "DejaVu Sans"), ("3a", None)]
    assert "".join(next(root.iter(f"{SVG}text")).itertext()) == words.text


def test_path_keeps_holes_and_parts() -> None:
    ring = box(0, 0, 10, 10).difference(box(2, 2, 4, 4))
    path = shape_to_path(MultiPolygon([ring, box(20, 0, 30, 5)]))
    assert path.count("M") == path.count("Z") == 3
    assert shape_to_path(LineString([(0, 0), (1.23456, 5)])) == "M0 0L1.23 5"
    assert shape_to_path(Polygon()) == ""


def spell_path(shape: BaseGeometry) -> str:
    """Spell a shape's path point by point."""
    if hasattr(shape, "geoms"):
        return "".join(map(spell_path, shape.geoms))
    if isinstance(shape, Polygon):
        return "".join(map(spell_path, (shape.exterior, *shape.interiors)))
    if isinstance(shape, Point) or shape.is_empty:
        return ""
    closed = isinstance(shape, LinearRing)
    points = list(shape.coords)[: -1 if closed else None]
    return "M" + "L".join(f"{round(x, 2) + 0:g} {round(y, 2) + 0:g}" for x, y in points) + ("Z" if closed else "")


def test_paths_of_many_shapes_are_those_of_each() -> None:
    holed = box(0, 0, 10, 10).difference(box(2, 2, 4, 4.123))
    lines = MultiLineString([[(0, 0), (1.5, -0.001)], [(3, 3), (4, 4), (5.678, 1)]])
    nested = GeometryCollection([GeometryCollection([lines, Point(1, 1)]), holed])
    shapes = [Polygon(), holed, Point(3, 3), nested, LinearRing([(0, 0), (1, 0), (1, 1)]), lines, box(1, 1, 2, 2)]
    assert shapes_to_paths(shapes) == [spell_path(shape) for shape in shapes]
    assert shapes_to_paths([]) == []


@pytest.mark.parametrize("angle", [45.0, -45.0, 0.0, 90.0])
@pytest.mark.parametrize(
    "shape",
    [
        box(10, 10, 40, 22),
        box(0, 0, 9, 9).difference(box(3, 3, 6, 6)),
        MultiPolygon([box(1, 1, 30, 20), Polygon([(30, 1), (60, 9), (35, 40)])]),
    ],
)
def test_hatch_stays_inside_and_fills(shape: Polygon | MultiPolygon, angle: float) -> None:
    lines = hatch_lines(shape, (angle,))
    assert shape.buffer(1e-6).contains(lines)
    assert lines.length * 3.2 == pytest.approx(shape.area, rel=0.3)  # lines 3.2 pt apart
    assert hatch_lines(shape, (angle, 7.0)).length == pytest.approx(lines.length + hatch_lines(shape, (7.0,)).length)


def test_hatch_goes_on_from_one_shape_to_its_neighbour() -> None:
    left, right = box(0, 0, 20, 30), box(20, 0, 50, 30)
    both = hatch_lines(left, (45.0,)).union(hatch_lines(right, (45.0,)))
    assert both.buffer(1e-6).contains(hatch_lines(box(0, 0, 50, 30), (45.0,)))


def test_nothing_is_hatched_of_an_empty_shape_between_others() -> None:
    style = "hard_corner.candidate"
    alone = [layer_to_svg(PageLayer("x", "", (Ink(box(0, 0, wide, 9), style),)), LETTER, "mono") for wide in (9, 20)]
    one, other = (svg[svg.index("<path") : svg.index("</svg>")] for svg in alone)
    items = (Ink(box(0, 0, 9, 9), style), Ink(Polygon(), style), Words("a", 1, 1, 8.0), Ink(box(0, 0, 20, 9), style))
    both = layer_to_svg(PageLayer("x", "", items), LETTER, "mono")
    assert one.count("<path") == 2
    assert both.count("<path") == 4
    assert both.index(one) < both.index("<text") < both.index(other)


def test_black_and_white_has_no_colour() -> None:
    layer = PageLayer("x", "", (Ink(box(0, 0, 9, 9), "hard_corner.candidate"), Badge("AED", 20, 20, "AED", 8)))
    colours = {
        value for node in ET.fromstring(layer_to_svg(layer, LETTER, "mono")).iter() for value in node.attrib.values()
    }
    hexes = [value for value in colours if value.startswith("#")]
    assert hexes
    assert all(value[1:3] == value[3:5] == value[5:7] for value in hexes)


@pytest.mark.parametrize("theme", ["colour", "mono"])
def test_the_edges_of_roads_lie_under_every_road(theme: Theme) -> None:
    roads = (Ink(LineString([(0, 5), (9, 5)]), "site.road"), Ink(LineString([(5, 0), (5, 9)]), "site.road"))
    paths = list(ET.fromstring(layer_to_svg(PageLayer("x", "", roads), LETTER, theme)).iter(f"{SVG}path"))
    widths = [float(path.get("stroke-width", "0")) for path in paths]
    inner, outer = min(widths), max(widths)
    assert widths == [outer, outer, inner, inner]
    assert 0.5 <= (outer - inner) / 2 <= 1.0
    assert all(int(path.get("stroke", "")[1:3], 16) < 100 for path in paths[:2])  # dark enough for a copier


@pytest.mark.parametrize("theme", ["colour", "mono"])
@pytest.mark.parametrize("style", ["building.door", "door.exterior"])
def test_a_way_in_shows_in_its_wall_on_a_copy(theme: Theme, style: str) -> None:
    """A copy turns door and wall into the same grey: the white on both sides of the door must cut the wall."""
    items = (Ink(box(0, 0, 90, 60), "building.footprint"), Ink(LineString([(30, 0), (40, 0)]), style))
    root = ET.fromstring(layer_to_svg(PageLayer("x", "", items), LETTER, theme))
    wall, edge, door = (node for node in root.iter(f"{SVG}path"))
    wide, over, bar = (float(node.get("stroke-width", "0")) for node in (wall, edge, door))
    assert edge.get("stroke") == "#ffffff"
    assert over > bar > wide
