"""Every real drawing ends in rooms, in "no plan here because ...", or in one refusal in plain words; all is counted."""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import ezdxf
import pytest
from ezdxf import recover
from ezdxf.lldxf.tagger import binary_tags_loader

from campusmap.cli import _run as run
from campusmap.errors import InputError
from campusmap.ingest import dxf
from campusmap.ingest.dxf import read_plan
from campusmap.ingest.dxf_load import Loaded, load_drawing
from campusmap.ingest.dxf_plain import NO_LINES
from campusmap.model.plan import Plan

DATA = Path(__file__).resolve().parents[2].parent / "shared" / "data"
SMALL = 2_000_000  # bytes; larger drawings are read in the long form
BROKEN = ("gdal_autotest_dxf", "ezdxf_integration", "dxf_app_broken", "aspose_bad_dxf", "acadsharp_versions")
INTERNALS = re.compile(r"Error|Exception|<class|NoneType|Traceback|code=|subclass|list index|unpack|must be|\.py\b")


def drawings(folders: tuple[str, ...] = ("",), above: int = 0, below: int = SMALL) -> list[Path]:
    found = (p for folder in folders for p in (DATA / folder).rglob("*") if p.suffix.lower() == ".dxf")
    return sorted(p for p in found if above <= p.stat().st_size < below)


def named(path: Path) -> str:
    return f"{path.parent.name}/{path.name}"


@pytest.mark.parametrize("path", drawings(BROKEN), ids=named)
def test_odd_drawings_end_in_rooms_a_reason_or_a_refusal(
    path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["campusmap", "inspect", str(path), "--format", "json"])
    code = run(debug=False)
    printed = capsys.readouterr()
    if code == 2:
        sentence = printed.err.strip()
        assert not printed.out
        assert sentence.count("\n") == 0 and path.name in sentence and ";" in sentence
        assert not INTERNALS.search(sentence.replace(path.name, "")), sentence
        return
    assert code == 0
    report = json.loads(printed.out)
    said = [found["message"] for found in report["findings"] if found["id"] == "DXF015"]
    assert bool(report["rooms"]) != bool(said)
    assert all(text.startswith("No plan here because ") for text in said)


# -- the tally, counted again from the bytes ----------------------------------------------------------------------


def raw_tags(path: Path) -> Iterator[tuple[int, str]]:
    """Yield group codes and values: ASCII files line by line, binary ones by ezdxf's lowest layer."""
    data = path.read_bytes()
    if data.startswith(b"AutoCAD Binary DXF"):
        yield from ((tag.code, str(tag.value)) for tag in binary_tags_loader(data, errors="surrogateescape"))
        return
    text = data.decode("utf-8", "surrogateescape").replace("\r\n", "\n").replace("\r", "\n")
    lines = text.removeprefix("\ufeff").split("\n")
    yield from (
        (int(code), value.strip()) for code, value in zip(lines[::2], lines[1::2], strict=False) if code.strip()
    )


FOLLOWERS = ("VERTEX", "SEQEND", "ATTRIB")


def raw_counts(path: Path) -> Counter[tuple[str, str]]:
    """Count the ENTITIES section by type and layer, tag by tag, without any parser."""
    entities: list[list[str]] = []
    section, kind = "", ""
    for code, value in raw_tags(path):
        if code == 0:
            kind = value
            if value in ("SECTION", "EOF"):
                section = ""
            elif section == "ENTITIES" and value != "ENDSEC" and value not in FOLLOWERS:
                entities.append([value, ""])
            if value == "EOF":
                break
        elif code == 2 and kind == "SECTION":
            section = value
        elif code == 8 and section == "ENTITIES" and kind not in FOLLOWERS:
            entities[-1][1] = entities[-1][1] or value
    return Counter((kind, decoded(layer or "0")) for kind, layer in entities)


def tallied(plan: Plan) -> Counter[tuple[str, str]]:
    found: Counter[tuple[str, str]] = Counter()
    for row in plan.tally:
        assert row.found == row.used + row.ignored + row.unread
        assert row.unread >= 0 and row.found > 0
        found[row.kind, row.layer.lower()] += row.found
    return found


def check_tally(path: Path) -> None:
    try:
        plan = read_plan(path, name=path.name)
    except InputError:
        return
    found, raw = tallied(plan), raw_counts(path)
    if any("\udc80" <= c <= "\udcff" for _, layer in raw for c in layer):  # an old code page: types only
        found, raw = by_type(found), by_type(raw)
    assert found == raw


def decoded(layer: str) -> str:
    return re.sub(r"\\u\+([0-9a-f]{4})", lambda m: chr(int(m[1], 16)), layer).lower()


def by_type(counts: Counter[tuple[str, str]]) -> Counter[tuple[str, str]]:
    types: Counter[tuple[str, str]] = Counter()
    for (kind, _), count in counts.items():
        types[kind, ""] += count
    return types


@pytest.mark.parametrize("path", drawings(), ids=named)
def test_every_tally_adds_up_to_the_bytes(path: Path) -> None:
    check_tally(path)


@pytest.mark.full
@pytest.mark.parametrize("path", drawings(above=SMALL, below=1 << 40), ids=named)
def test_the_tally_of_large_drawings_adds_up(path: Path) -> None:
    check_tally(path)


def test_the_count_can_fail(tmp_path: Path) -> None:
    doc = ezdxf.new("R2010")
    doc.modelspace().add_line((0, 0), (1, 0), dxfattribs={"layer": "Wände"})
    doc.saveas(tmp_path / "plan.dxf")
    assert raw_counts(tmp_path / "plan.dxf") == {("LINE", "wände"): 1}
    text = (tmp_path / "plan.dxf").read_text(encoding="utf-8")
    (tmp_path / "plan.dxf").write_text(text.replace("ENTITIES\n", "ENTITIES\n  0\nPOINT\n  8\nX\n"), encoding="utf-8")
    assert raw_counts(tmp_path / "plan.dxf").total() == 2


# -- damaged drawings -----------------------------------------------------------------------------------------------

RECOVERED = {
    "aspose_bad_dxf/Line.dxf": "binary data is cut or garbled, line 2864 (XRECORD)",
    "aspose_bad_dxf/sample.dxf": "the data of a VISUALSTYLE is incomplete or garbled",
    "gdal_autotest_dxf/assorted.dxf": '"256QSW" is no number, line 1646 (MTEXT on layer 0)',
    "ezdxf_integration/AC1003_LINE_Example.dxf": "a point lacks its y coordinate, line 60 (LINE on layer 1)",
    "ezdxf_integration/empty_handles.dxf": "handle is empty",
    "ezdxf_integration/issue1106.dxf": "no name",
    "ezdxf_integration/recover02.dxf": "the TABLES section is garbled",
}


@pytest.mark.parametrize("relative", RECOVERED)
def test_a_recovered_drawing_says_what_was_wrong_and_loses_nothing(real_data: Path, relative: str) -> None:
    plan = read_plan(real_data / relative, name="plan.dxf")
    (notice,) = [n for n in plan.notices if n.code == "dxf.recovered"]
    assert RECOVERED[relative] in notice.text and "0 of " in notice.text
    assert tallied(plan).total() == raw_counts(real_data / relative).total()
    assert sum(row.unread for row in plan.tally) == 0


def test_recovered_lines_lie_where_another_reader_sees_them(real_data: Path) -> None:
    path = real_data / "ezdxf_integration" / "AC1003_LINE_Example.dxf"
    document, _ = recover.readfile(path)
    expected = sorted((*e.dxf.start.vec2, *e.dxf.end.vec2) for e in document.modelspace().query("LINE"))
    found = [tuple(v for p in s.points for v in p) for s in read_plan(path, name="x").strokes if s.kind == "LINE"]
    assert len(found) == len(expected) > 10
    assert all(a == pytest.approx(b) for a, b in zip(sorted(found), expected, strict=True))


def test_losses_of_a_recovered_drawing_are_counted(tmp_path: Path) -> None:
    doc = ezdxf.new("R2010")
    for i in range(6):
        doc.modelspace().add_line((i, 0), (i, 5), dxfattribs={"layer": "A-WALL"})
    circle = doc.modelspace().add_circle((0, 0), 1, dxfattribs={"layer": "A-WALL"})
    doc.saveas(tmp_path / "plan.dxf")
    text = (tmp_path / "plan.dxf").read_text()
    head, mark, tail = text.partition(f"CIRCLE\n  5\n{circle.dxf.handle}\n")
    tail = tail.replace(" 40\n1.0\n", " 40\n-1.0\n", 1).replace(" 62\n", " 62\n", 1)
    broken = head + mark + tail.replace("  8\nA-WALL\n", "  8\nA-WALL\n 62\n7QX\n", 1)
    (tmp_path / "plan.dxf").write_text(broken)
    plan = read_plan(tmp_path / "plan.dxf", name="plan.dxf")
    (notice,) = [n for n in plan.notices if n.code == "dxf.recovered"]
    lost = sum(row.unread for row in plan.tally)
    assert f"{lost} of 7 entities were lost" in notice.text
    assert sum(row.used + row.ignored for row in plan.tally) == 7 - lost


def test_utf8_under_a_code_pages_name_is_read_as_utf8(real_data: Path) -> None:
    plan = read_plan(real_data / "gdal_autotest_dxf" / "utf-8.dxf", name="x")
    assert [row.layer for row in plan.tally] == ["éven"]
    assert [n.code for n in plan.notices] == ["dxf.encoding"]


def test_layers_survive_where_the_header_is_missing(real_data: Path) -> None:
    plan = read_plan(real_data / "gdal_autotest_dxf" / "closed_polyline_with_bulge.dxf", name="x")
    (stroke,) = plan.strokes
    assert stroke.layer == "test" and stroke.closed and not plan.notices


@pytest.mark.parametrize("name", ["W\\U+", "W\\U+12", "W\\U+D800", "W\\U+zzzz"])
def test_escapes_that_name_no_character_stay(tmp_path: Path, name: str) -> None:
    doc = ezdxf.new("R2000")
    doc.modelspace().add_line((0, 0), (1, 0), dxfattribs={"layer": "QQQ"})
    doc.saveas(tmp_path / "plan.dxf")
    (tmp_path / "plan.dxf").write_text((tmp_path / "plan.dxf").read_text().replace("QQQ", name))
    plan = read_plan(tmp_path / "plan.dxf", name="plan.dxf")
    assert [(row.layer, row.used) for row in plan.tally] == [(name, 1)]


def test_a_drawing_that_would_look_empty_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the parser lose everything that it was given."""
    doc = ezdxf.new("R2010")
    for i in range(3):
        doc.modelspace().add_line((i, 0), (i, 5))
    doc.layout("Layout1").add_line((0, 0), (1, 1))
    doc.saveas(tmp_path / "plan.dxf")

    def load_nothing(*args: Any) -> Loaded:
        return replace(load_drawing(*args), document=ezdxf.new(), plain=NO_LINES)

    monkeypatch.setattr(dxf, "load_drawing", load_nothing)
    with pytest.raises(InputError, match="its 3 entities cannot be read, so it would look empty"):
        read_plan(tmp_path / "plan.dxf", name="plan.dxf")
