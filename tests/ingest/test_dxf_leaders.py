"""Texts with leaders: what they say, and where they point. The other reader is GDAL."""

from __future__ import annotations

from pathlib import Path

import ezdxf
import pyogrio
import pytest
from ezdxf.document import Drawing
from ezdxf.math import Vec2
from ezdxf.render.mleader import ConnectionSide

from campusmap.ingest.dxf import read_plan
from campusmap.model.plan import Plan


def read(doc: Drawing, folder: Path) -> Plan:
    path = folder / "plan.dxf"
    doc.saveas(path)
    return read_plan(path, name="plan.dxf")


def multileader(layer: str) -> Drawing:
    doc = ezdxf.new("R2010", setup=True)
    builder = doc.modelspace().add_multileader_mtext("Standard")
    builder.set_content(r"STORAGE\P{\C1;104}", char_height=0.2)
    builder.add_leader_line(ConnectionSide.left, [Vec2(1, 1)])
    builder.build(insert=Vec2(6, 4))
    doc.layers.add(layer)
    builder.multileader.dxf.layer = layer
    return doc


@pytest.mark.parametrize("layer", ["A-AREA-IDEN", "A-ANNO-NOTE"])
def test_multileaders_say_where_they_point(tmp_path: Path, layer: str) -> None:
    plan = read(multileader(layer), tmp_path)
    (label,) = plan.labels
    assert (label.text, label.layer, label.kind) == ("STORAGE\n104", layer, "MULTILEADER")
    assert label.target == pytest.approx((1, 1))
    assert (label.height, label.width) == pytest.approx((0.2 + 1 / 3, 7 * 0.12))
    assert label.x > 6 and abs(label.y - 4) < 0.5
    assert [(row.kind, row.used, row.ignored, row.unread) for row in plan.tally] == [("MULTILEADER", 1, 0, 0)]


def test_attributes_of_a_multileaders_block(tmp_path: Path) -> None:
    doc = ezdxf.new("R2010", setup=True)
    tag = doc.blocks.new("ROOM_TAG")
    tag.add_attdef("NUMBER", (0, 0), "000", height=0.2)
    builder = doc.modelspace().add_multileader_block("Standard")
    builder.set_content("ROOM_TAG")
    builder.set_attribute("NUMBER", "207")
    builder.add_leader_line(ConnectionSide.right, [Vec2(9, 1)])
    builder.build(insert=Vec2(6, 4))
    (label,) = read(doc, tmp_path).labels
    assert (label.text, label.target) == ("207", pytest.approx((9, 1)))


@pytest.mark.parametrize("layer", ["A-AREA-IDEN", "A-ANNO-LEAD"])
@pytest.mark.parametrize("owned", [True, False])
def test_old_leaders_point_for_their_text(tmp_path: Path, layer: str, owned: bool) -> None:
    doc = ezdxf.new("R2010", setup=True)
    doc.layers.add(layer)
    space = doc.modelspace()
    space.add_text("999", height=0.2, dxfattribs={"layer": "A-AREA-IDEN"}).set_placement((20, 20))
    text = space.add_mtext("112", dxfattribs={"layer": "A-AREA-IDEN", "char_height": 0.2, "insert": (5, 5)})
    leader = space.add_leader([(1, 1), (4, 4.9), (4.9, 4.9)], dxfattribs={"layer": layer})
    if owned:
        leader.dxf.annotation_handle = text.dxf.handle
    targets = {label.text: label.target for label in read(doc, tmp_path).labels}
    assert targets == {"999": None, "112": pytest.approx((1, 1))}


def test_leader_far_from_any_text_points_for_none(tmp_path: Path) -> None:
    doc = ezdxf.new("R2010", setup=True)
    doc.modelspace().add_text("101", height=0.2).set_placement((5, 5))
    doc.modelspace().add_leader([(1, 1), (3, 3)])
    assert [label.target for label in read(doc, tmp_path).labels] == [None]


@pytest.mark.parametrize("name", ["dxf_app_broken/mleader.dxf", "gdal_autotest_dxf/leader-mleader.dxf"])
def test_real_multileaders_say_what_another_reader_reads(real_data: Path, name: str) -> None:
    ours = {" ".join(t.text.split()) for t in read_plan(real_data / name, name=name).labels if t.kind == "MULTILEADER"}
    frame = pyogrio.read_dataframe(real_data / name, columns=["Text", "SubClasses"], read_geometry=False)
    theirs = frame[frame.SubClasses.str.contains("MLeader|AttributeDefinition", na=False)].Text.dropna()
    assert ours == {" ".join(text.split()) for text in theirs if text}
