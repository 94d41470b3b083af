"""The mark-up drawings, read back by GDAL, which shares no code with what writes them."""

from __future__ import annotations

import io
import json
import math
import re
from collections import Counter
from dataclasses import replace
from pathlib import Path

import ezdxf
import numpy as np
import pyogrio
import pytest
from demo_campus import demo_kit
from shapely import MultiPolygon, Point, box

from campusmap.export.markup import Markup, mark_up, markup_names, note_box
from campusmap.export.markup_dxf import markup_dxf, settle_classes, write_markup
from campusmap.model.finding import Finding, Review, Severity
from campusmap.model.kit import Kit
from campusmap.pipeline.build import build_kit

FILE = "plans/main-1.dxf"
LAYERS = {"CAMPUSMAP-ERROR": "ERROR", "CAMPUSMAP-WARNING": "WARNING", "CAMPUSMAP-NOTE": "NOTE"}
HOSTILE = "{\\fArial|b1;\\H99x;=cmd} %%d ^J </x> \x07\ud800 \\P\\P"


def finding(x: float | None, y: float | None, severity: Severity = Severity.ERROR, **fields: object) -> Finding:
    made = Finding("ROM001", severity, "Something is wrong", "A wall ends nowhere", "s", "Draw it.")
    return replace(made, file=FILE, x=x, y=y, **fields)  # type: ignore[arg-type]


def kit_with(*findings: Finding) -> Kit:
    return replace(demo_kit(), review=Review(findings))


def main_markup(kit: Kit, folder: Path) -> Path:
    """Write the mark-ups of a kit, one for each drawing, and return that of FILE."""
    drawings = {f.plan_file for b in kit.campus.buildings for f in b.floors}
    paths = write_markup(kit, folder)
    assert len(paths) == len(drawings) and {path.parent for path in paths} == {folder / "markup"}
    return folder / "markup" / "main-1.dxf"


def read_back(path: Path) -> tuple[dict[str, list[str]], dict[str, list[tuple[float, float]]]]:
    """Return the notes, and the starts of the leaders, by layer."""
    frame = pyogrio.read_dataframe(path)
    notes: dict[str, list[str]] = {layer: [] for layer in LAYERS}
    starts: dict[str, list[tuple[float, float]]] = {layer: [] for layer in LAYERS}
    for layer, text, shape in zip(frame["Layer"], frame["Text"], frame.geometry, strict=True):
        if layer not in LAYERS:
            assert layer == "CAMPUSMAP-GENERAL"
        elif shape.geom_type == "Point":
            notes[layer].append(text)
        elif shape.geom_type == "LineString" and not shape.is_ring:
            starts[layer].append(shape.coords[0][:2])
    return notes, starts


def assert_places(got: list[tuple[float, float]], wanted: list[tuple[float | None, float | None]]) -> None:
    """Hold places against each other as they come, to a thousandth of a unit."""
    one, other = (np.array(sorted(rows), dtype=float).reshape(-1, 2).round(3) for rows in (got, wanted))
    assert one.shape == other.shape and np.allclose(one, other, atol=1.5e-3)


def check_against(path: Path, findings: list[Finding]) -> None:
    """Hold a mark-up against findings: one note and one leader each, from where the fault is."""
    notes, starts = read_back(path)
    for layer, severity in LAYERS.items():
        wanted = [f for f in findings if f.severity.value == severity]
        assert len(notes[layer]) == len(starts[layer]) == len(wanted)
        assert_places(starts[layer], [(f.x, f.y) for f in wanted])
        assert Counter(note.split()[0] for note in notes[layer]) == Counter(f.id for f in wanted)


def test_every_located_finding_is_a_cloud_a_leader_and_a_note(tmp_path: Path) -> None:
    spots = [finding(10.0 * i, 7.0 * (i % 5), severity) for i in range(12) for severity in Severity]
    kit = kit_with(
        *spots, finding(None, None), finding(1, 1, waived="until then"), replace(finding(2, 2), file="other.dxf")
    )
    path = main_markup(kit, tmp_path)
    check_against(path, spots)
    document = ezdxf.readfile(path)
    assert document.acad_release == "R2010" and not document.audit().has_errors
    clouds = [e for e in document.modelspace().query("LWPOLYLINE") if e.closed]
    assert len(clouds) == len(spots) and all(point[4] > 0 for cloud in clouds for point in cloud.get_points())
    centres = [(sum(p[0] for p in c) / len(c), sum(p[1] for p in c) / len(c)) for c in map(list, clouds)]
    assert_places(centres, [(f.x, f.y) for f in spots])
    said = document.modelspace().query('MTEXT[layer=="CAMPUSMAP-ERROR"]')[0].plain_text().split("\n")
    assert said[0] == "ROM001 ERROR: Something is wrong" and "Mend: Draw it." in said
    general = document.modelspace().query('MTEXT[layer=="CAMPUSMAP-GENERAL"]')[0].plain_text()
    assert "36 findings with a place, 1 without" in general and "A wall ends nowhere" in general


def test_a_finding_that_stands_for_many_has_a_cloud_at_each(tmp_path: Path) -> None:
    many = finding(1, 1, places=((1.0, 1.0), (5.0, 5.0), (9.0, 2.0)))
    path = main_markup(kit_with(many), tmp_path)
    check_against(path, [many])
    assert len([e for e in ezdxf.readfile(path).modelspace().query("LWPOLYLINE") if e.closed]) == 3


def overlapping(markup: Markup) -> int:
    boxes = [note_box(note) for note in markup.notes]
    return sum(a.intersection(b).area > 0 for n, a in enumerate(boxes) for b in boxes[:n])


@pytest.mark.parametrize("count", [1, 7, 60, 300])
def test_notes_cover_neither_each_other_nor_the_plan(count: int) -> None:
    spots = [finding(math.sin(i) * 50, math.cos(3 * i) * 20, message="word " * (i % 30)) for i in range(count)]
    kit = kit_with(*spots)
    bare = tuple(replace(b, floors=()) for b in kit.campus.buildings)
    markup = mark_up(replace(kit, campus=replace(kit.campus, buildings=bare)), FILE)
    plan = box(*MultiPolygon([Point(f.x, f.y).buffer(1e-6) for f in spots]).bounds)
    assert len(markup.notes) == count and overlapping(markup) == 0
    assert not any(note_box(note).intersects(plan) for note in markup.notes)
    x_min, y_min, x_max, y_max = markup.bounds
    sheet = box(x_min, y_min, x_max, y_max)
    assert all(sheet.buffer(1e-6).covers(note_box(note)) for note in markup.notes)


def test_drawing_units_of_the_floor_size_the_clouds() -> None:
    """A floor of some 60 m: a cloud between a chair and a classroom, whatever the drawing's unit."""
    kit = kit_with(finding(0.0, 0.0))
    markup = mark_up(kit, FILE)
    floor = next(f for b in kit.campus.buildings for f in b.floors if f.plan_file == FILE)
    scale = math.hypot(floor.frame.matrix[0], floor.frame.matrix[3])
    assert 0.3 < markup.cloud_radius * scale < 4.0
    assert 0.1 < markup.text_height * scale < 1.0


def test_texts_from_drawings_are_only_words(tmp_path: Path) -> None:
    worst = finding(1.0, 2.0, message=HOSTILE, layer=HOSTILE, handle=HOSTILE, fix=HOSTILE)
    path = main_markup(kit_with(worst), tmp_path)
    document = ezdxf.readfile(path)
    assert not document.audit().has_errors
    text = document.modelspace().query('MTEXT[layer=="CAMPUSMAP-ERROR"]')[0].plain_text()
    assert "{\\fArial|b1;\\H99x;=cmd}" in text and "\\P\\P" in text and "% %d" in text
    check_against(path, [worst])


def test_the_same_bytes_twice_and_ezdxf_as_it_was() -> None:
    markup = mark_up(kit_with(finding(1.0, 2.0)), FILE)
    before = ezdxf.options.write_fixed_meta_data_for_testing
    assert markup_dxf(markup) == markup_dxf(markup)
    assert ezdxf.options.write_fixed_meta_data_for_testing == before
    assert ezdxf.read(io.StringIO(markup_dxf(markup).decode())).acad_release == "R2010"


def test_file_names_are_safe_and_unique() -> None:
    odd = ["a/plan.dxf", "b/Plan.DXF", "../../x/../etc/passwd", "c:\\drawings\\con.dxf", "é à/ü ö.dxf", "...", "",
           "p" * 300 + ".dxf", "plan-2.dxf", "<script>.dxf", "Ground.ezdwg.dxf"]  # fmt: skip
    names = markup_names(odd)
    assert set(names) == set(odd)
    assert len({name.casefold() for name in names.values()}) == len(odd)
    for name in names.values():
        assert re.fullmatch(r"[A-Za-z0-9_][A-Za-z0-9._-]*\.dxf", name) and ".." not in name and len(name) < 100
        assert name.split(".")[0].casefold() not in {"con", "nul", "aux", "prn"}
    assert names["Ground.ezdwg.dxf"] == "Ground.ezdwg.dxf" and names["a/plan.dxf"].casefold() == "plan.dxf"
    assert markup_names(reversed(odd)) == names


@pytest.mark.parametrize("name", ["contoso_pkg1", "wrld_office"])
def test_the_markup_of_a_real_kit(real_data: Path, tmp_path: Path, name: str) -> None:
    folder = Path(__file__).resolve().parents[1] / "real" / name
    kit, out = build_kit(folder, tmp_path / "kit", only=("findings", "markup"), issued="2026-06-01")
    told = json.loads((out / "findings.json").read_text("utf-8"))["findings"]
    drawings = sorted(source.file for source in kit.campus.sources if source.role == "drawing")
    names = markup_names(drawings)
    assert sorted(p.name for p in (out / "markup").iterdir()) == sorted(names.values())
    for drawing in drawings:
        located = [row for row in told if row["file"] == drawing and row["x"] is not None]
        notes, starts = read_back(out / "markup" / names[drawing])
        assert sum(map(len, notes.values())) == len(located)
        got = [start for found in starts.values() for start in found]
        assert_places(got, [(row["x"], row["y"]) for row in located])
        assert overlapping(mark_up(kit, drawing)) == 0
    assert any(f.x is not None for f in kit.review.findings)


def test_classes_stand_in_a_settled_order() -> None:
    """ezdxf takes them out of a set, whose order changes from process to process."""
    import ezdxf
    from ezdxf.sections.classes import REQ_R2004

    document = ezdxf.new("R2010")
    settle_classes(document)
    used = [each.dxf.name for each in document.classes][len(REQ_R2004) :]
    assert used == sorted(used)
    assert "LAYOUT" in used
    document.classes.add_required_classes(document.dxfversion)
    assert [each.dxf.name for each in document.classes][len(REQ_R2004) :] == used
