"""Lines read straight from their tags are what the parser makes of them, and what is not plain is left to it."""

from __future__ import annotations

from pathlib import Path

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


@pytest.mark.parametrize("name", ["maple-elementary", "harbor-middle"])
def test_sample_drawings_read_as_parsed(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for path in sorted((ROOT / "sample_campuses" / name / "plans").glob("*.dxf"))[:2]:
        assert repr(read_plan(path, name="x")) == repr(read_parsed(path, monkeypatch))


def test_a_drawing_without_entities_reads_as_parsed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "bare.dxf"
    ezdxf.new("R2010").saveas(path)
    assert repr(read_plan(path, name="x")) == repr(read_parsed(path, monkeypatch))
