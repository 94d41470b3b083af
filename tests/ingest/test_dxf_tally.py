"""Every entity of a drawing is used, left out by a named rule, or reported; and the pre-filter changes nothing."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import ezdxf
import pytest
from ezdxf.document import Drawing

from campusmap.ingest import dxf_load
from campusmap.ingest.dxf import read_plan
from campusmap.ingest.dxf_plain import NO_LINES
from campusmap.model.plan import Plan, Role
from campusmap.model.project import LayerRoles


def office() -> Drawing:
    """Return a drawing with something of everything."""
    doc = ezdxf.new("R2010", units=4, setup=True)
    for name in ("A-WALL", "A-DOOR", "A-FURN", "A-ANNO-DIMS", "A-WALL-D", "A-AREA-IDEN"):
        doc.layers.add(name)
    doc.layers.add("A-GLAZ").off()
    doc.layers.add("A-AREA").freeze()
    desk = doc.blocks.new("DESK")
    desk.add_lwpolyline([(0, 0), (1200, 0), (1200, 700), (0, 700)], close=True)
    booth = doc.blocks.new("BOOTH")
    booth.add_line((0, 0), (3000, 0), dxfattribs={"layer": "A-WALL"})
    booth.add_blockref("DESK", (0, 0))
    tag = doc.blocks.new("TAG")
    tag.add_circle((0, 0), 300)
    msp = doc.modelspace()
    for i in range(10):
        msp.add_line((i * 3000, 0), (i * 3000, 5000), dxfattribs={"layer": "A-WALL"})
        msp.add_arc((i * 3000, 0), 900, 0, 90, dxfattribs={"layer": "A-DOOR"})
        msp.add_blockref("DESK", (i * 3000, 1000), dxfattribs={"layer": "A-FURN"})
        msp.add_text(f"{101 + i}", height=300, dxfattribs={"layer": "A-AREA-IDEN"}).set_placement((i * 3000, 2500))
        tagged = msp.add_blockref("TAG", (i * 3000, 4000), dxfattribs={"layer": "A-ANNO-SYMB"})
        tagged.add_attrib("NO", f"D{i}", (i * 3000, 4000), dxfattribs={"layer": "A-ANNO-SYMB"})
    msp.add_blockref("BOOTH", (0, 9000), dxfattribs={"layer": "A-FURN"})
    msp.add_line((0, 0), (1, 0), dxfattribs={"layer": "A-WALL-D"})
    msp.add_line((0, 0), (2, 0), dxfattribs={"layer": "A-GLAZ"})
    msp.add_lwpolyline([(0, 0), (1, 0), (1, 1)], dxfattribs={"layer": "A-AREA"})
    msp.add_linear_dim((0, -500), (0, 0), (3000, 0), dxfattribs={"layer": "A-ANNO-DIMS"}).render()
    msp.add_point((0, 0), dxfattribs={"layer": "A-WALL"})
    msp.add_hatch(dxfattribs={"layer": "A-ANNO-PATT"}).paths.add_polyline_path([(0, 0), (3, 0), (3, 3)])
    msp.add_polyline2d([(0, 0), (9, 0), (9, 9)], dxfattribs={"layer": "A-FURN"})
    msp.add_mtext("See note 4", dxfattribs={"layer": "A-ANNO-NOTE"})
    doc.layout("Layout1").add_line((0, 0), (1, 1), dxfattribs={"layer": "A-WALL"})
    return doc


def save(doc: Drawing, folder: Path, fmt: str = "asc") -> Path:
    path = folder / f"plan-{fmt}.dxf"
    doc.saveas(path, fmt=fmt)
    return path


def reasons(plan: Plan) -> dict[tuple[str, str], dict[str, int]]:
    table: dict[tuple[str, str], dict[str, int]] = {}
    for row in plan.tally:
        assert row.found == row.used + row.ignored + row.unread
        table.setdefault((row.kind, row.layer), {})[row.reason or "used"] = row.ignored or row.used
    return table


def test_every_entity_is_accounted_for(tmp_path: Path) -> None:
    doc = office()
    plan = read_plan(save(doc, tmp_path), name="plan.dxf")
    counted = Counter((e.dxftype(), e.dxf.layer) for layout in doc.layouts for e in layout)
    found: Counter[tuple[str, str]] = Counter()
    for row in plan.tally:
        found[row.kind, row.layer] += row.found
    assert found == counted
    table = reasons(plan)
    assert table["LINE", "A-WALL"] == {"used": 10, "paper space": 1}
    assert table["INSERT", "A-FURN"] == {"furniture layer": 10, "used": 1}
    assert table["LINE", "A-WALL-D"] == {"demolition layer": 1}
    assert table["LINE", "A-GLAZ"] == {"off layer": 1}
    assert table["LWPOLYLINE", "A-AREA"] == {"frozen layer": 1}
    assert table["DIMENSION", "A-ANNO-DIMS"] == {"dimension": 1}
    assert table["HATCH", "A-ANNO-PATT"] == {"annotation hatch": 1}
    assert table["POINT", "A-WALL"] == {"point": 1}
    assert table["INSERT", "A-ANNO-SYMB"] == {"used": 10}
    assert table["MTEXT", "A-ANNO-NOTE"] == {"used": 1}


def test_frozen_layers_that_matter_are_named(tmp_path: Path) -> None:
    plan = read_plan(save(office(), tmp_path), name="plan.dxf")
    assert [(n.subject, n.count) for n in plan.notices if n.code == "dxf.layer_frozen"] == [("A-AREA", 1)]
    fact = next(f for f in plan.layers if f.name == "A-AREA")
    assert fact.frozen and fact.role == Role.ROOM


@pytest.mark.parametrize("version", ["R12", "R2000", "R2007", "R2018"])
def test_binary_files_read_the_same(tmp_path: Path, version: str) -> None:
    doc = office()
    doc.dxfversion = version
    ascii_plan = read_plan(save(doc, tmp_path), name="plan.dxf")
    again = ezdxf.readfile(tmp_path / "plan-asc.dxf")
    binary = read_plan(save(again, tmp_path, "bin"), name="plan.dxf")
    assert binary.strokes == ascii_plan.strokes
    assert binary.labels == ascii_plan.labels
    assert binary.inserts == ascii_plan.inserts
    assert [r for r in binary.tally if not r.unread] == [r for r in ascii_plan.tally if not r.unread]


def test_overrides_beat_the_profiles(tmp_path: Path) -> None:
    overrides = LayerRoles(wall=("A-FURN",), ignore=("A-DOOR", "A-AREA-*"))
    plan = read_plan(save(office(), tmp_path), name="plan.dxf", overrides=overrides)
    table = reasons(plan)
    assert table["INSERT", "A-FURN"] == {"used": 11}
    assert table["ARC", "A-DOOR"] == {"ignored in campus.toml": 10}
    assert table["TEXT", "A-AREA-IDEN"] == {"ignored in campus.toml": 10}
    facts = {f.name: f for f in plan.layers}
    assert (facts["A-FURN"].role, facts["A-FURN"].reason) == (Role.WALL, "campus.toml")


def test_a_lost_entity_is_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The comparator is itself shown to fail: a parser that swallows a wall is found out."""
    from ezdxf.layouts import Modelspace

    path = save(office(), tmp_path)
    whole = Modelspace.__iter__
    monkeypatch.setattr(Modelspace, "__iter__", lambda self: (e for i, e in enumerate(whole(self)) if i))
    monkeypatch.setattr(dxf_load, "find_lines", lambda *_: ([], NO_LINES))  # all walls go through the parser
    plan = read_plan(path, name="plan.dxf")
    assert [(n.subject, n.count) for n in plan.notices if n.code == "dxf.unread"] == [("LINE", 1)]
    assert [r.unread for r in plan.tally if (r.kind, r.layer) == ("LINE", "A-WALL") and r.used] == [1]


def test_types_without_graphics_are_noticed(tmp_path: Path) -> None:
    path = save(office(), tmp_path)
    wall = "  0\nAEC_WALL\n  5\nFFF1\n330\n1F\n100\nAcDbEntity\n  8\nA-WALL\n100\nAecDbWall\n 70\n1\n"
    head, mark, tail = path.read_text().partition("  2\nENTITIES\n")
    path.write_text(head + mark + 3 * wall + tail)
    plan = read_plan(path, name="plan.dxf")
    assert [(n.subject, n.count) for n in plan.notices if n.code == "dxf.proxy"] == [("AEC_WALL", 3)]
    assert "dxf.unread" not in {n.code for n in plan.notices}
    assert [r.unread for r in plan.tally if r.kind == "AEC_WALL"] == [3]


def test_comments_and_line_ends_do_no_harm(tmp_path: Path) -> None:
    path = save(office(), tmp_path)
    plain = read_plan(path, name="plan.dxf")
    text = path.read_text().replace("  0\nLINE\n", "999\na remark\n  0\nLINE\n")
    path.write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode() + b"\x1a trash\n after the end\n")
    assert read_plan(path, name="plan.dxf").strokes == plain.strokes


def test_hidden_entities_and_clipped_inserts(tmp_path: Path) -> None:
    from ezdxf.xclip import XClip

    doc = ezdxf.new("R2010")
    block = doc.blocks.new("DYNAMIC")
    block.add_line((0, 0), (1, 0))
    block.add_line((0, 1), (1, 1), dxfattribs={"invisible": 1})
    doc.modelspace().add_line((0, 2), (1, 2), dxfattribs={"invisible": 1})
    insert = doc.modelspace().add_blockref("DYNAMIC", (0, 0))
    XClip(insert).set_block_clipping_path([(0, 0), (0.5, 0), (0.5, 0.5)])
    plan = read_plan(save(doc, tmp_path), name="plan.dxf")
    assert len(plan.strokes) == 1
    assert reasons(plan)["LINE", "0"] == {"invisible entity": 1}
    assert [n.code for n in plan.notices] == ["dxf.clipped_insert"]


def test_missing_drawings_are_noticed_on_any_layer(tmp_path: Path) -> None:
    doc = ezdxf.new("R2010")
    doc.add_xref_def("ducts.dwg", "DUCTS")
    doc.modelspace().add_blockref("DUCTS", (1, 2), dxfattribs={"layer": "M-XREF"})
    plan = read_plan(save(doc, tmp_path), name="plan.dxf")
    assert [(n.code, n.subject) for n in plan.notices] == [("dxf.xref_missing", "ducts.dwg")]
    assert [(r.found, r.unread) for r in plan.tally if r.layer == "M-XREF"] == [(1, 1)]


def test_nothing_is_printed(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    path = save(office(), tmp_path)
    text = path.read_text().replace("AcDbArc", "AcDbArk", 1)
    path.write_text(text)
    read_plan(path, name="plan.dxf")
    assert capfd.readouterr() == ("", "")
