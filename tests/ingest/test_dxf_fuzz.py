"""Damaged and hostile drawings end in a plan whose tally adds up or in one refusal, in bounded time and memory."""

from __future__ import annotations

import functools
import io
import math
import random
import time
import tracemalloc
from pathlib import Path

import ezdxf
import pytest
from ezdxf.document import Drawing
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from campusmap.errors import InputError
from campusmap.ingest.dxf import read_plan
from campusmap.model.plan import Plan

SECONDS = 20.0  # for one small drawing, on a busy machine
BYTES = 300_000_000


def read_safely(path: Path) -> Plan | None:
    """Read a drawing; return None for a refusal; fail on anything else, and on what takes too long."""
    started = time.monotonic()
    try:
        plan = read_plan(path, name="plan.dxf")
    except InputError as refusal:
        sentence = str(refusal)
        assert sentence.startswith("plan.dxf") and "\n" not in sentence and len(sentence) < 400
        plan = None
    assert time.monotonic() - started < SECONDS
    if plan is not None:
        assert all(row.found == row.used + row.ignored + row.unread for row in plan.tally)
        assert all(math.isfinite(v) for stroke in plan.strokes for point in stroke.points for v in point)
        assert all(math.isfinite(v) for label in plan.labels for v in (label.x, label.y, label.width, label.height))
    return plan


def everything() -> Drawing:
    """Return a small drawing with something of every kind."""
    doc = ezdxf.new("R2010", units=6)
    doc.layers.add("A-WALL")
    leaf = doc.blocks.new("LEAF")
    leaf.add_line((0, 0), (1, 0))
    leaf.add_arc((0, 0), 1, 0, 90)
    leaf.add_attdef("NO", (0, 0))
    door = doc.blocks.new("DOOR")
    door.add_blockref("LEAF", (1, 1), dxfattribs={"rotation": 30})
    door.add_lwpolyline([(0, 0, 0.5), (2, 1, 0)], format="xyb")
    msp = doc.modelspace()
    for i in range(4):
        msp.add_line((i, 0), (i, 5), dxfattribs={"layer": "A-WALL"})
        insert = msp.add_blockref("DOOR", (i, 2), dxfattribs={"xscale": -1 if i % 2 else 2})
        insert.add_attrib("NO", f"10{i}", (i, 2))
    msp.add_lwpolyline([(0, 0), (5, 0), (5, 5)], close=True)
    msp.add_polyline2d([(0, 0, 0.3), (9, 0, 0), (9, 9, 0)], format="xyb")
    msp.add_circle((3, 3), 1, dxfattribs={"extrusion": (0, 0, -1)})
    msp.add_ellipse((0, 0), (4, 0), 0.5)
    msp.add_spline([(0, 0), (1, 1), (2, 0), (3, 1)])
    msp.add_hatch().paths.add_polyline_path([(0, 0), (3, 0), (3, 3)])
    msp.add_solid([(0, 0), (1, 0), (0, 1), (1, 1)])
    msp.add_mline([(0, 0), (9, 0), (9, 9)])
    msp.add_text("101").set_placement((1, 1))
    msp.add_mtext(r"{\fArial;STAFF\P102}", dxfattribs={"insert": (2, 2)})
    msp.add_linear_dim((0, -2), (0, 0), (3, 0)).render()
    return doc


@functools.cache
def sample(version: str) -> bytes:
    doc = everything()
    doc.dxfversion = version
    stream = io.StringIO()
    doc.write(stream)
    return stream.getvalue().encode()


@functools.cache
def binary_sample() -> bytes:
    stream = io.BytesIO()
    everything().write(stream, fmt="bin")
    return stream.getvalue()


def try_bytes(folder: Path, data: bytes) -> Plan | None:
    path = folder / "plan.dxf"
    path.write_bytes(data)
    return read_safely(path)


@functools.cache
def main_lines(version: str) -> tuple[list[str], int]:
    """Return a drawing's lines and the index of the first one that matters: blocks and entities."""
    lines = sample(version).decode().split("\n")
    return lines, lines.index("BLOCKS") // 2


VERSIONS = st.sampled_from(["R12", "R2000", "R2010", "R2018"])
ODD = [
    "", "-1", "0", "1e300", "-1e300", "nan", "inf", "1e-320", "99999999999999999999", "Ä", "*", "%%", "\\U+", "FFFF",
    "1,5", "LINE", "INSERT", "DOOR", "0.0", "32767", "-32768", "{", "\\P;", "\x01", "a" * 3000,
]  # fmt: skip
CODES = [0, 2, 8, 10, 11, 20, 40, 41, 42, 62, 67, 70, 90, 100, 210, 230, 330, 410]


def damage(version: str, data: st.DataObject, times: int) -> bytes:
    """Change, delete or repeat some lines of a drawing, blocks and entities first."""
    lines, first = main_lines(version)
    lines = list(lines)
    for _ in range(times):
        at = data.draw(st.integers(first, len(lines) - 2))
        what = data.draw(st.sampled_from(["value", "code", "delete line", "delete tag", "repeat", "swap"]))
        tag = 2 * (at // 2)
        if what == "value":
            lines[tag + 1] = data.draw(st.sampled_from(ODD))
        elif what == "code":
            lines[tag] = str(data.draw(st.sampled_from(CODES)))
        elif what == "delete line":
            del lines[at]
        elif what == "delete tag":
            del lines[tag : tag + 2]
        elif what == "repeat":
            lines[tag:tag] = lines[tag : tag + 2]
        else:
            lines[tag + 1], lines[1 + tag // 2] = lines[1 + tag // 2], lines[tag + 1]
    return "\n".join(lines).encode("utf-8", "surrogateescape")


QUICK = settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
LONG = settings(max_examples=600, deadline=None, suppress_health_check=list(HealthCheck))


@QUICK
@given(version=VERSIONS, data=st.data(), times=st.integers(1, 3))
def test_damaged_tags(tmp_path: Path, version: str, data: st.DataObject, times: int) -> None:
    try_bytes(tmp_path, damage(version, data, times))


@pytest.mark.full
@LONG
@given(version=VERSIONS, data=st.data(), times=st.integers(1, 6))
def test_damaged_tags_at_length(tmp_path: Path, version: str, data: st.DataObject, times: int) -> None:
    try_bytes(tmp_path, damage(version, data, times))


@QUICK
@given(version=VERSIONS, share=st.floats(0.0, 0.9999))
def test_truncated_files_are_refused(tmp_path: Path, version: str, share: float) -> None:
    whole = sample(version).rstrip()
    assert try_bytes(tmp_path, whole[: int(len(whole) * share)]) is None


@QUICK
@given(at=st.floats(0.0, 1.0), byte=st.integers(0, 255), count=st.integers(1, 8))
def test_bytes_of_binary_files(tmp_path: Path, at: float, byte: int, count: int) -> None:
    data = bytearray(binary_sample())
    start = 22 + int(at * (len(data) - 23))
    data[start : start + count] = bytes([byte]) * count
    try_bytes(tmp_path, bytes(data))


@pytest.mark.full
@LONG
@given(at=st.floats(0.0, 1.0), byte=st.integers(0, 255), count=st.integers(0, 8))
def test_bytes_of_binary_files_at_length(tmp_path: Path, at: float, byte: int, count: int) -> None:
    data = bytearray(binary_sample())
    start = 22 + int(at * (len(data) - 23))
    data[start : start + max(1, count)] = bytes([byte]) * count
    try_bytes(tmp_path, bytes(data))


# -- geometry and blocks out of all proportion ------------------------------------------------------------------------


def save(doc: Drawing, folder: Path) -> Path:
    doc.saveas(folder / "plan.dxf")
    return folder / "plan.dxf"


@pytest.mark.parametrize("value", [1e300, -1e300, 1e154, 1e16, 1e-300])
@pytest.mark.parametrize("kind", ["LINE", "LWPOLYLINE", "ARC", "ELLIPSE", "SPLINE", "TEXT", "INSERT", "SCALE", "HATCH"])
def test_coordinates_out_of_all_proportion(tmp_path: Path, kind: str, value: float) -> None:
    doc = everything()
    msp = doc.modelspace()
    {
        "LINE": lambda: msp.add_line((0, 0), (value, 1)),
        "LWPOLYLINE": lambda: msp.add_lwpolyline([(0, 0, 0.5), (value, 1, 0.5), (3, value, 0)], format="xyb"),
        "ARC": lambda: msp.add_arc((0, 0), abs(value), 0, 90),
        "ELLIPSE": lambda: msp.add_ellipse((0, 0), (value if abs(value) > 1 else 1e-9, 0), 0.5),
        "SPLINE": lambda: msp.add_spline([(0, 0), (1, value), (2, 0), (value, 1)]),
        "TEXT": lambda: msp.add_text("101", height=abs(value)),
        "INSERT": lambda: msp.add_blockref("DOOR", (value, 0)),
        "SCALE": lambda: msp.add_blockref("DOOR", (0, 0), dxfattribs={"xscale": value, "yscale": value}),
        "HATCH": lambda: msp.add_hatch().paths.add_polyline_path([(0, 0, 1), (value, 0, 1), (3, 3, 0)]),
    }[kind]()
    plan = read_safely(save(doc, tmp_path))
    assert plan is None or max(abs(v) for s in plan.strokes for p in s.points for v in p) <= 1e10


@pytest.mark.parametrize("depth", [1, 2, 7, 30, 63, 64, 65, 70])
def test_nests_are_drawn_or_refused_by_their_depth(tmp_path: Path, depth: int) -> None:
    doc = ezdxf.new("R2010", units=6)
    doc.blocks.new("B1").add_line((0, 0), (1, 0))
    for level in range(2, depth + 1):
        doc.blocks.new(f"B{level}").add_blockref(f"B{level - 1}", (1, 0), dxfattribs={"xscale": -1})
    doc.modelspace().add_blockref(f"B{depth}", (0, 0))
    plan = read_safely(save(doc, tmp_path))
    if depth > 64:
        assert plan is None
    else:
        assert plan is not None
        (stroke,) = plan.strokes
        x = 0.0
        for _ in range(depth - 1):
            x = 1.0 - x
        ends = sorted(round(p[0], 9) for p in stroke.points)
        assert ends[1] - ends[0] == pytest.approx(1.0)


@pytest.mark.parametrize("length", [1, 2, 5])
def test_cycles_are_refused(tmp_path: Path, length: int) -> None:
    doc = ezdxf.new("R2010")
    for i in range(length):
        doc.blocks.new(f"C{i}").add_blockref(f"C{(i + 1) % length}", (0, 0))
    doc.modelspace().add_blockref("C0", (0, 0))
    assert read_safely(save(doc, tmp_path)) is None


@pytest.mark.parametrize("axes", [("xscale",), ("yscale",), ("xscale", "yscale"), ("zscale",)])
def test_scales_of_zero_draw_nothing_and_are_counted(tmp_path: Path, axes: tuple[str, ...]) -> None:
    doc = ezdxf.new("R2010")
    doc.blocks.new("B").add_line((0, 0), (1, 1))
    doc.modelspace().add_line((0, 0), (1, 0))
    doc.modelspace().add_blockref("B", (0, 0), dxfattribs=dict.fromkeys(axes, 7.25))
    path = save(doc, tmp_path)
    path.write_text(path.read_text().replace("\n7.25\n", "\n0.0\n"))  # ezdxf itself writes no zero
    plan = read_safely(path)
    assert plan is not None and len(plan.strokes) == (2 if axes == ("zscale",) else 1)


@pytest.mark.parametrize("seed", range(3))
def test_bombs_take_no_memory(tmp_path: Path, seed: int) -> None:
    rng = random.Random(seed)
    doc = ezdxf.new("R2010")
    doc.blocks.new("B0").add_line((0, 0), (1, 0))
    for level in range(1, 12):
        block = doc.blocks.new(f"B{level}")
        for _ in range(rng.randint(5, 12)):
            grid = {
                "row_count": rng.randint(1, 90),
                "column_count": rng.randint(1, 90),
                "row_spacing": 1,
                "column_spacing": 1,
            }
            block.add_blockref(f"B{rng.randint(max(0, level - 2), level - 1)}", (0, 0), dxfattribs=grid)
    doc.modelspace().add_blockref("B11", (0, 0))
    path = save(doc, tmp_path)
    tracemalloc.start()
    try:
        assert read_safely(path) is None
        assert tracemalloc.get_traced_memory()[1] < BYTES
    finally:
        tracemalloc.stop()
