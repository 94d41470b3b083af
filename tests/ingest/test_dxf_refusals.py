"""Drawings that cannot be read as they stand end in one sentence."""

from __future__ import annotations

from pathlib import Path

import ezdxf
import pytest

from campusmap.errors import InputError
from campusmap.ingest.drawing import read_drawing
from campusmap.ingest.dxf import read_plan


def small(folder: Path, version: str = "R2010", fmt: str = "asc") -> Path:
    doc = ezdxf.new(version)
    msp = doc.modelspace()
    for i in range(20):
        msp.add_line((i + 0.5, 1.25), (i + 3.5, 4.75), dxfattribs={"layer": "A-WALL"})
    path = folder / "plan.dxf"
    doc.saveas(path, fmt=fmt)
    return path


def refuse(path: Path) -> str:
    with pytest.raises(InputError) as caught:
        read_drawing(path, name="plan.dxf")
    sentence = str(caught.value)
    assert sentence.startswith("plan.dxf") and "\n" not in sentence and ";" in sentence
    return sentence


def test_missing_empty_and_foreign_files(tmp_path: Path) -> None:
    path = tmp_path / "plan.dxf"
    assert "no such file" in refuse(path)
    path.write_bytes(b"")
    assert "empty" in refuse(path)
    path.write_bytes(b"AC1032\0\0\0\0" + bytes(range(256)))
    assert "DWG" in refuse(path)
    path.write_bytes(b"%PDF-1.7\n%\n1 0 obj\n")
    assert "not a DXF drawing but a PDF" in refuse(path) and "`campusmap edit`" in refuse(path)
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 10)
    assert "not a DXF drawing but a PNG" in refuse(path)
    path.write_bytes(b"PK\x03\x04" + bytes(range(256)))
    assert "not a DXF drawing; export" in refuse(path)
    path.unlink()
    path.mkdir()
    refuse(path)


@pytest.mark.parametrize("share", [0.2, 0.5, 0.8, 0.9, 0.95, 0.999])
@pytest.mark.parametrize("fmt", ["asc", "bin"])
def test_cut_files(tmp_path: Path, share: float, fmt: str) -> None:
    path = small(tmp_path, fmt=fmt)
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * share)])
    refuse(path)


def test_cut_at_an_entity_with_the_end_mark_kept(tmp_path: Path) -> None:
    path = small(tmp_path, "R12")
    text = path.read_text()
    at = text.index("  0\nLINE\n", len(text) // 2)
    path.write_text(text[:at] + "  0\nEOF\n")
    assert "ENDSEC" in refuse(path)


def test_misspelt_entities_section(tmp_path: Path) -> None:
    path = small(tmp_path)
    path.write_text(path.read_text().replace("ENTITIES\n", "ENTITEIS\n"))
    assert "no ENTITIES section" in refuse(path)


@pytest.mark.parametrize("number", ["inf", "-inf", "nan", "1e999", "0,5", "0.5x", ""])
def test_numbers_that_are_none(tmp_path: Path, number: str) -> None:
    path = small(tmp_path)
    head, mark, tail = path.read_text().partition("  2\nENTITIES\n")
    assert "0.5\n" in tail
    path.write_text(head + mark + tail.replace("0.5\n", f"{number}\n", 1))
    sentence = refuse(path)
    assert "on layer A-WALL" in sentence and ("line " in sentence or number == "1e999")


def test_coordinates_out_of_all_proportion(tmp_path: Path) -> None:
    doc = ezdxf.new()
    line = doc.modelspace().add_line((0, 0), (1e12, 0))
    doc.saveas(tmp_path / "plan.dxf")
    assert f"LINE {line.dxf.handle}" in refuse(tmp_path / "plan.dxf")


def test_blocks_that_hold_themselves(tmp_path: Path) -> None:
    doc = ezdxf.new()
    for one, other in (("A", "B"), ("B", "A")):
        doc.blocks.new(one).add_blockref(other, (0, 0))
    doc.modelspace().add_blockref("A", (0, 0))
    doc.saveas(tmp_path / "plan.dxf")
    assert "itself" in refuse(tmp_path / "plan.dxf")


def test_block_bombs(tmp_path: Path) -> None:
    doc = ezdxf.new()
    doc.blocks.new("B0").add_line((0, 0), (1, 0))
    for level in range(1, 10):
        block = doc.blocks.new(f"B{level}")
        for i in range(10):
            block.add_blockref(f"B{level - 1}", (i, 0))
    doc.modelspace().add_blockref("B9", (0, 0))
    doc.saveas(tmp_path / "plan.dxf")
    assert "draw 1,000,000,000 entities" in refuse(tmp_path / "plan.dxf")


def test_array_bombs(tmp_path: Path) -> None:
    doc = ezdxf.new()
    doc.blocks.new("B").add_line((0, 0), (1, 0))
    grid = {"row_count": 32767, "column_count": 32767, "row_spacing": 1, "column_spacing": 1}
    doc.modelspace().add_blockref("B", (0, 0), dxfattribs=grid)
    doc.saveas(tmp_path / "plan.dxf")
    assert "explode" in refuse(tmp_path / "plan.dxf")


def test_deep_nests(tmp_path: Path) -> None:
    doc = ezdxf.new()
    doc.blocks.new("B0").add_line((0, 0), (1, 0))
    for level in range(1, 90):
        doc.blocks.new(f"B{level}").add_blockref(f"B{level - 1}", (0, 0))
    for level in range(90):
        doc.modelspace().add_blockref(f"B{level}", (0, 0))
    doc.saveas(tmp_path / "plan.dxf")
    assert "64 deep" in refuse(tmp_path / "plan.dxf")


def test_unused_bombs_do_no_harm(tmp_path: Path) -> None:
    doc = ezdxf.new()
    doc.blocks.new("A").add_blockref("A", (0, 0))
    doc.modelspace().add_line((0, 0), (1, 0))
    doc.saveas(tmp_path / "plan.dxf")
    assert len(read_plan(tmp_path / "plan.dxf", name="plan.dxf").strokes) == 1
