"""Lines, polylines and blocks read straight from tags are what the parser makes of them; the odd are left to it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import ezdxf
import pytest

from campusmap.ingest import dxf_load
from campusmap.ingest.dxf import read_plan
from campusmap.ingest.dxf_load import load_drawing
from campusmap.ingest.dxf_plain import NO_LINES
from campusmap.model.plan import Plan
from campusmap.model.project import LayerRoles

ROOT = Path(__file__).resolve().parents[2]


def read_parsed(path: Path, monkeypatch: pytest.MonkeyPatch) -> Plan:
    with monkeypatch.context() as patch:
        patch.setattr(dxf_load, "find_lines", lambda *_: ([], NO_LINES))
        return read_plan(path, name="x")


def draw_odd_lines(path: Path, version: str) -> None:
    document = ezdxf.new(version)
    document.layers.add("A-WALL")
    space = document.modelspace()
    ends = [((0, 0), (10, 0)), ((10, 0), (10, 8)), ((10, 8), (0, 8)), ((0, 8), (0, 0)), ((-0.0, 3), (0.0, -0.0))]
    for start, end in ends:
        space.add_line(start, end, dxfattribs={"layer": "A-WALL"})
    space.add_lwpolyline([(10, 0), (0, 0)], dxfattribs={"layer": "A-WALL"})  # the first line once more
    space.add_line((1, 1, 2), (9, 7, 5), dxfattribs={"layer": "a-wall", "color": 3, "lineweight": 25})
    space.add_line((9, 7), (1, 1), dxfattribs={"layer": "A-WALL"})  # the same in plan
    space.add_line((4, 4), (4, 4), dxfattribs={"layer": "A-WALL"})  # no extent
    space.add_line((2, 2), (2, 6), dxfattribs={"layer": "A-WALL", "invisible": 1})
    space.add_line((3, 2), (3, 6), dxfattribs={"layer": "A-WALL", "thickness": 3, "extrusion": (0, 0, -1)})
    space.add_line((5, 2), (5, 6), dxfattribs={"layer": "Flur Süd"}).set_xdata("ACAD", [(1000, "x")])
    document.layout("Layout1").add_line((0, 0), (1, 1))
    document.saveas(path)


@pytest.mark.parametrize("version", ["R2000", "R2010", "R2018"])
def test_odd_lines_read_as_parsed(version: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "odd.dxf"
    draw_odd_lines(path, version)
    plan = read_plan(path, name="x")
    assert len(plan.strokes) >= 7
    assert repr(plan) == repr(read_parsed(path, monkeypatch))  # in which -0.0 is not 0.0


def test_most_lines_are_plain_and_odd_ones_are_not(tmp_path: Path) -> None:
    path = tmp_path / "odd.dxf"
    draw_odd_lines(path, "R2010")
    loaded = load_drawing(path, "x", LayerRoles())
    assert len(loaded.plain.lines) == 10
    assert sum(entity.dxftype() == "LINE" for entity in loaded.document.modelspace()) == 2  # invisible, with data


def test_a_line_of_paper_space_by_its_owner_alone_is_no_wall(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "odd.dxf"
    draw_odd_lines(path, "R2010")
    paper = ezdxf.readfile(path).block_records.get("*Paper_Space").dxf.handle
    text = path.read_text("utf-8")
    head, mark, rest = text.partition("\nENTITIES\n")
    line = rest.index("330\n") + 4
    path.write_text(head + mark + rest[:line] + paper + rest[rest.index("\n", line) :], "utf-8")
    plan = read_plan(path, name="x")
    assert repr(plan) == repr(read_parsed(path, monkeypatch))
    assert all(stroke.points != ((0.0, 0.0), (10.0, 0.0)) for stroke in plan.strokes)


def draw_odd_polylines(path: Path, version: str) -> None:
    document = ezdxf.new(version)
    space = document.modelspace()
    corners = [(0, 0), (10, 0), (10, 8), (0, 8)]
    for closed in (False, True):
        space.add_lwpolyline(corners, close=closed, dxfattribs={"layer": "A-WALL", "color": 3})
    space.add_lwpolyline([(0, 0, 0.1, 0.2, 0.5), (4, 0, 0, 0, -1), (4, -0.0, 0, 0, 0)], dxfattribs={"layer": "Tür"})
    space.add_lwpolyline([(k, k % 2, 0, 0, 0.3) for k in range(12)], dxfattribs={"elevation": 2, "const_width": 0.1})
    space.add_lwpolyline(corners, dxfattribs={"extrusion": (0, 0, -1), "elevation": 3, "thickness": 2})
    space.add_lwpolyline(corners[:1])
    space.add_lwpolyline([(0, 0), (5e9, 0)], dxfattribs={"layer": "FAR"})
    space.add_lwpolyline([(1, 1, 0, 0, 5e7), (2, 2, 0, 0, 0)], dxfattribs={"layer": "BENT"})  # no arc has it
    space.add_lwpolyline(corners, dxfattribs={"layer": "SEEN"}).set_reactors(["17", "1F"])
    space.add_lwpolyline(corners, dxfattribs={"invisible": 1})
    fill_block(document.blocks.new("Türblatt"))
    fill_block(document.blocks.new("*U7"))
    fill_block(document.blocks.new("Unused"))
    outer = document.blocks.new("Outer", base_point=(1, 1))
    outer.add_blockref("türblatt", (3, 3), dxfattribs={"layer": "A-DOOR", "rotation": 30})
    fill_block(outer)
    fill_block(document.blocks.new("Attached", dxfattribs={"flags": 4, "xref_path": "other.dxf"}))
    for x, name in enumerate(("Türblatt", "*U7", "Outer", "Outer", "Attached", "Missing")):
        space.add_blockref(name, (20 * x, 5), dxfattribs={"layer": "A-DOOR", "xscale": -1.5, "yscale": 1.5})
    document.saveas(path)


def fill_block(block: Any) -> None:
    block.add_line((0, 0), (0, 1), dxfattribs={"layer": "0"})
    block.add_text("12", dxfattribs={"layer": "TEXT"})
    block.add_lwpolyline([(0, 0, 0, 0, 0.4), (1, 0, 0, 0, 0), (1, 1, 0, 0, 0)], close=True)
    block.add_circle((0, 0), 1)
    block.add_line((0, 0), (0, 1), dxfattribs={"layer": "B", "invisible": 1})
    block.add_line((0, 0, 3), (2, 1, 4), dxfattribs={"layer": "B"}).set_reactors(["17"])


@pytest.mark.parametrize("version", ["R2000", "R2018"])
def test_odd_polylines_and_blocks_read_as_parsed(version: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "odd.dxf"
    draw_odd_polylines(path, version)
    plan = read_plan(path, name="x")
    assert {"LWPOLYLINE", "CIRCLE", "LINE"} == {stroke.kind for stroke in plan.strokes}
    assert repr(plan) == repr(read_parsed(path, monkeypatch))


def test_most_polylines_and_block_lines_are_plain_and_odd_ones_are_not(tmp_path: Path) -> None:
    path = tmp_path / "odd.dxf"
    draw_odd_polylines(path, "R2018")
    loaded = load_drawing(path, "x", LayerRoles())
    left = [entity for entity in loaded.document.modelspace() if entity.dxftype() == "LWPOLYLINE"]
    assert len(loaded.plain.lines) == 7
    assert len(left) == 3  # mirrored, far off, invisible
    assert {name: len(spared.entities) for name, spared in loaded.plain.blocks.items()} == {
        "türblatt": 3, "*u7": 3, "outer": 3,
    }  # fmt: skip


@pytest.mark.parametrize("find", ["\nOuter\n", "\nT\\U+00FCrblatt\n"])
def test_blocks_with_odd_names_read_as_parsed(find: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "odd.dxf"
    draw_odd_polylines(path, "R2000")
    text = path.read_text("cp1252")
    for other in ("\n Outer\n", "\nOut\\U+0065r\n", "\nUnused\n"):
        path.write_text(text.replace("\nOuter\n", other).replace("\nTürblatt\n", find), "cp1252")
        assert repr(read_plan(path, name="x")) == repr(read_parsed(path, monkeypatch))


@pytest.mark.parametrize("name", ["maple-elementary", "harbor-middle"])
def test_sample_drawings_read_as_parsed(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for path in sorted((ROOT / "sample_campuses" / name / "plans").glob("*.dxf"))[:2]:
        assert repr(read_plan(path, name="x")) == repr(read_parsed(path, monkeypatch))


def test_a_drawing_without_entities_reads_as_parsed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "bare.dxf"
    ezdxf.new("R2010").saveas(path)
    assert repr(read_plan(path, name="x")) == repr(read_parsed(path, monkeypatch))
