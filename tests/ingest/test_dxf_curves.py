"""Curves and blocks, checked against ezdxf's own exploding of the same drawing."""

from __future__ import annotations

import math
from pathlib import Path

import ezdxf
import pytest
from ezdxf.document import Drawing
from ezdxf.path import make_path
from shapely import LineString, Point, Polygon, hausdorff_distance

from campusmap.ingest.dxf import read_plan
from campusmap.model.plan import Plan, Stroke


def read(doc: Drawing, folder: Path, **options: object) -> Plan:
    path = folder / "plan.dxf"
    doc.saveas(path, **options)  # type: ignore[arg-type]
    return read_plan(path, name="plan.dxf")


@pytest.fixture
def doc() -> Drawing:
    return ezdxf.new("R2010", units=6)


def shape(stroke: Stroke) -> LineString:
    return LineString((*stroke.points, stroke.points[0]) if stroke.closed else stroke.points)


def test_every_curve_type_arrives(doc: Drawing, tmp_path: Path) -> None:
    msp = doc.modelspace()
    msp.add_line((0, 0), (10, 0))
    msp.add_lwpolyline([(0, 0), (5, 0), (5, 5)], close=True)
    msp.add_polyline2d([(0, 1), (4, 1)])
    msp.add_polyline3d([(0, 2, 3), (4, 2, 3)])
    msp.add_arc((0, 0), 2, 0, 90)
    msp.add_circle((3, 3), 1)
    msp.add_ellipse((0, 0), (4, 0), 0.5)
    msp.add_spline([(0, 0), (1, 1), (2, 0), (3, 1)])
    msp.add_solid([(0, 0), (1, 0), (0, 1), (1, 1)])
    msp.add_3dface([(0, 0, 1), (2, 0, 1), (2, 2, 1), (0, 2, 1)])
    msp.add_hatch().paths.add_polyline_path([(0, 0), (3, 0), (3, 3)])
    msp.add_mline([(0, 0), (9, 0), (9, 9)])
    msp.add_leader([(0, 0), (1, 1), (2, 1)])
    plan = read(doc, tmp_path)
    kinds = {s.kind for s in plan.strokes}
    assert kinds == {
        "LINE", "LWPOLYLINE", "POLYLINE", "ARC", "CIRCLE", "ELLIPSE", "SPLINE", "SOLID", "3DFACE", "HATCH", "MLINE",
        "LEADER",
    }  # fmt: skip
    assert all(s.handle for s in plan.strokes)
    solid = next(s for s in plan.strokes if s.kind == "SOLID")
    assert solid.filled and solid.closed and Polygon(solid.points).area == pytest.approx(1.0)


def test_arcs_keep_centre_and_angles(doc: Drawing, tmp_path: Path) -> None:
    doc.modelspace().add_arc((1, 2), 0.9, 350, 80)
    (stroke,) = read(doc, tmp_path).strokes
    assert stroke.arc == pytest.approx((1, 2, 0.9, 350, 80))
    assert all(math.dist(p, (1, 2)) == pytest.approx(0.9) for p in stroke.points)
    assert len(stroke.points) >= 7


def test_curves_have_a_cap(doc: Drawing, tmp_path: Path) -> None:
    doc.modelspace().add_circle((0, 0), 1e9)
    doc.modelspace().add_line((0, 0), (1, 0))
    assert max(len(s.points) for s in read(doc, tmp_path).strokes) <= 512


@pytest.mark.parametrize("bulge", [1.0, -1.0, 0.4142135, -0.2])
def test_bulges_follow_ezdxf(doc: Drawing, tmp_path: Path, bulge: float) -> None:
    line = doc.modelspace().add_lwpolyline([(0, 0, bulge), (4, 1, 0), (6, 1, bulge), (7, 3, 0)], format="xyb")
    parts = list(line.virtual_entities())
    strokes = read(doc, tmp_path).strokes
    assert sum(s.arc is not None for s in strokes) == 2
    for part in parts:
        expected = LineString(
            [(p.x, p.y) for p in part.flattening(0.001)]
            if part.dxftype() == "ARC"
            else [part.dxf.start.vec2, part.dxf.end.vec2]
        )
        assert min(hausdorff_distance(shape(s), expected) for s in strokes) < 0.03


def test_hatches_made_of_edges(doc: Drawing, tmp_path: Path) -> None:
    path = doc.modelspace().add_hatch().paths.add_edge_path()
    path.add_line((4, 0), (0, 0))  # against the sense of the others
    path.add_arc((4, 1), 1, 270, 90)
    path.add_line((4, 2), (0, 2))
    path.add_line((0, 0), (0, 2))
    (stroke,) = read(doc, tmp_path).strokes
    assert stroke.closed and stroke.filled
    assert Polygon(stroke.points).is_valid
    assert Polygon(stroke.points).area == pytest.approx(8 + math.pi / 2, rel=0.01)


def test_closed_outlines_stay_whole(doc: Drawing, tmp_path: Path) -> None:
    doc.modelspace().add_lwpolyline([(0, 0, 0), (4, 0, 1), (4, 2, 0), (0, 2, 0)], format="xyb", close=True)
    doc.modelspace().add_lwpolyline([(0, 5), (4, 5), (4, 8), (0, 5)])  # closed by its last point only
    room, triangle = read(doc, tmp_path).strokes
    assert room.closed and room.arc is None
    assert Polygon(room.points).area == pytest.approx(8 + math.pi / 2, rel=0.01)
    assert triangle.closed and len(triangle.points) == 3


PLACEMENTS = [
    {"insert": (10, 20)},
    {"insert": (10, 20), "rotation": 33},
    {"insert": (1, 2), "xscale": 2, "yscale": 2, "rotation": 200},
    {"insert": (1, 2), "xscale": -1, "rotation": 15},
    {"insert": (1, 2), "yscale": -3, "xscale": 3},
    {"insert": (1, 2), "xscale": 2, "yscale": 0.5, "rotation": 71},
    {"insert": (4, -3), "extrusion": (0, 0, -1), "rotation": 20},
    {"insert": (0, 0), "row_count": 2, "column_count": 3, "row_spacing": 7, "column_spacing": 5, "rotation": 10},
]


@pytest.mark.parametrize("place", PLACEMENTS)
def test_inserts_follow_ezdxf(doc: Drawing, tmp_path: Path, place: dict[str, object]) -> None:
    leaf = doc.blocks.new("LEAF", base_point=(0.5, 0))
    leaf.add_line((0, 0), (1, 0))
    leaf.add_arc((0, 0), 1, 0, 90)
    leaf.add_arc((3, 0), 1, 10, 100, dxfattribs={"extrusion": (0, 0, -1)})
    leaf.add_lwpolyline([(0, 0, 0.5), (2, 1, 0)], format="xyb")
    door = doc.blocks.new("DOOR")
    door.add_blockref("LEAF", (2, 1), dxfattribs={"rotation": 40, "yscale": -1})
    door.add_lwpolyline([(0, 0), (1, 0), (1, 3)], close=True)
    insert = doc.modelspace().add_blockref("DOOR", place["insert"], dxfattribs=place)  # type: ignore[arg-type]
    strokes = read(doc, tmp_path).strokes
    expected = [LineString([(p.x, p.y) for p in path.flattening(0.0005)]) for path in explode(insert)]
    assert len(strokes) == len(expected)
    for line in expected:
        assert min(hausdorff_distance(shape(s), line) for s in strokes) < 0.02
    for stroke in (s for s in strokes if s.arc):
        check_arc(stroke)


def explode(insert):  # type: ignore[no-untyped-def]
    """Draw an insert the slow way, entity by entity as Bezier paths."""
    for single in insert.multi_insert() if insert.mcount > 1 else [insert]:
        for part in single.block():
            paths = explode(part) if part.dxftype() == "INSERT" else [make_path(part)]
            yield from (path.transform(single.matrix44()) for path in paths)


def check_arc(stroke: Stroke) -> None:
    """The stated circle runs through the points, and its middle angle is between its ends."""
    assert stroke.arc is not None
    x, y, radius, start, end = stroke.arc
    assert all(math.dist(p, (x, y)) == pytest.approx(radius, rel=1e-6) for p in stroke.points)
    middle = math.radians(start + (end - start) % 360 / 2)
    on_arc = Point(x + radius * math.cos(middle), y + radius * math.sin(middle))
    assert LineString(stroke.points).distance(on_arc) < 0.02 * radius


def test_block_content_has_addresses(doc: Drawing, tmp_path: Path) -> None:
    inner = doc.blocks.new("INNER")
    inner.add_line((0, 0), (1, 0), dxfattribs={"layer": "0"})
    inner.add_line((0, 1), (1, 1), dxfattribs={"layer": "A-GLAZ"})
    outer = doc.blocks.new("OUTER")
    nested = outer.add_blockref("INNER", (0, 0), dxfattribs={"layer": "0"})
    top = doc.modelspace().add_blockref("OUTER", (5, 5), dxfattribs={"layer": "A-DOOR"})
    strokes = read(doc, tmp_path).strokes
    assert {s.layer for s in strokes} == {"A-DOOR", "A-GLAZ"}
    assert {s.handle for s in strokes} == {top.dxf.handle}
    assert {s.insert for s in strokes} == {f"{top.dxf.handle}/{nested.dxf.handle}"}
    assert {s.block for s in strokes} == {"INNER"}


def test_inserts_and_their_attributes(doc: Drawing, tmp_path: Path) -> None:
    doc.blocks.new("TAG").add_attdef("NUMBER", (0, 0))
    insert = doc.modelspace().add_blockref("TAG", (3, 4), dxfattribs={"layer": "A-AREA-IDEN", "rotation": 30})
    insert.add_attrib("NUMBER", "101", (3, 4), dxfattribs={"layer": "0"})
    plan = read(doc, tmp_path)
    (record,) = plan.inserts
    assert (record.block, record.x, record.y, record.rotation_deg) == ("TAG", 3, 4, 30)
    assert record.attributes == {"NUMBER": "101"}
    (label,) = plan.labels
    assert (label.text, label.tag, label.layer, label.handle) == ("101", "NUMBER", "A-AREA-IDEN", insert.dxf.handle)


def test_losses_of_inserts_are_noticed(doc: Drawing, tmp_path: Path) -> None:
    doc.blocks.new("EMPTY")
    doc.blocks.new("LINE").add_line((0, 0), (1, 0))
    doc.add_xref_def(r"C:\secret\folder\east wing.dwg", "XR")
    msp = doc.modelspace()
    for _ in range(2):
        msp.add_blockref("EMPTY", (0, 0))
    msp.add_blockref("XR", (7, 8))
    msp.add_blockref("LINE", (0, 0), dxfattribs={"xscale": 77})
    msp.add_blockref("NOWHERE", (0, 0))
    read(doc, tmp_path)
    path = tmp_path / "plan.dxf"
    path.write_text(path.read_text().replace(" 41\n77.0\n", " 41\n0.0\n"))
    notices = {n.code: n for n in read_plan(path, name="plan.dxf").notices}
    assert notices["dxf.empty_block"].count == 2
    assert notices["dxf.xref_missing"].subject == "east wing.dwg"
    assert "secret" not in str(notices["dxf.xref_missing"])
    ref = notices["dxf.xref_missing"].ref
    assert ref is not None and (ref.x, ref.y) == (7, 8)
    assert {"dxf.zero_scale", "dxf.block_missing"} <= set(notices)


def test_storeys_on_top_of_each_other_are_noticed(doc: Drawing, tmp_path: Path) -> None:
    for z in (0.0, 3.5):
        for i in range(20):
            doc.modelspace().add_line((0, i, z), (30, i, z))
    plan = read(doc, tmp_path)
    assert [n.count for n in plan.notices if n.code == "dxf.z_bands"] == [2]


def test_lines_drawn_twice_count_once(doc: Drawing, tmp_path: Path) -> None:
    msp = doc.modelspace()
    msp.add_line((0, 0), (30, 0), dxfattribs={"layer": "A-WALL"})
    msp.add_line((30, 0), (0, 0), dxfattribs={"layer": "A-WALL"})
    msp.add_line((0, 0), (30, 0), dxfattribs={"layer": "A-GLAZ"})
    plan = read(doc, tmp_path)
    assert len(plan.strokes) == 2
    assert [(n.code, n.subject, n.count) for n in plan.notices] == [("dxf.duplicates", "A-WALL", 1)]


@pytest.mark.parametrize("scale", [1000.0, 1 / 0.0254, 1 / 0.3048])
def test_the_unit_does_not_change_the_flattening(doc: Drawing, tmp_path: Path, scale: float) -> None:
    def draw(factor: float) -> Plan:
        other = ezdxf.new("R2010")
        other.modelspace().add_line((0, 0), (60 * factor, 40 * factor))
        other.modelspace().add_circle((5 * factor, 5 * factor), 3 * factor)
        return read(other, tmp_path)

    assert [len(s.points) for s in draw(1).strokes] == [len(s.points) for s in draw(scale).strokes]


def test_hatch_loop_in_loose_pieces_is_never_joined_across(tmp_path: Path) -> None:
    doc = ezdxf.new("R2010")
    hatch = doc.modelspace().add_hatch(dxfattribs={"layer": "WALL"})
    path = hatch.paths.add_edge_path()
    path.add_line((0, 0), (100, 0))
    path.add_line((0, 100), (100, 100))
    path.add_line((5000, 0), (5000, 900))
    doc.modelspace().add_line((0, 0), (6000, 4000), dxfattribs={"layer": "0"})
    doc.saveas(tmp_path / "h.dxf")
    strokes = [s for s in read_plan(tmp_path / "h.dxf", name="h.dxf").strokes if s.kind == "HATCH"]
    assert sorted(stroke.points for stroke in strokes) == [
        ((0.0, 0.0), (100.0, 0.0)),
        ((0.0, 100.0), (100.0, 100.0)),
        ((5000.0, 0.0), (5000.0, 900.0)),
    ]
    assert not any(stroke.filled or stroke.closed for stroke in strokes)


def test_mpolygon_is_read_as_its_filled_loops(tmp_path: Path) -> None:
    doc = ezdxf.new("R2010")
    polygon = doc.modelspace().add_mpolygon(dxfattribs={"layer": "A-AREA"})
    polygon.paths.add_polyline_path([(0, 0), (9000, 0), (9000, 7000), (0, 7000)], is_closed=True)
    doc.modelspace().add_line((0, 0), (60000, 40000), dxfattribs={"layer": "0"})
    doc.saveas(tmp_path / "m.dxf")
    (stroke,) = [s for s in read_plan(tmp_path / "m.dxf", name="m.dxf").strokes if s.kind == "MPOLYGON"]
    assert stroke.closed
    assert stroke.filled
    assert set(stroke.points) == {(0.0, 0.0), (9000.0, 0.0), (9000.0, 7000.0), (0.0, 7000.0)}
