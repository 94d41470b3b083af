"""One drawing, saved by the same CAD program as R12 to R2018, ASCII and binary, reads the same."""

from __future__ import annotations

import warnings
from collections import Counter
from pathlib import Path

import ezdxf
import numpy as np
import pyogrio
import pytest

from campusmap.ingest.dxf import read_plan
from campusmap.model.plan import Label, Plan, Stroke

SINCE_R2000 = ("AC1015_binary", "AC1024_binary", "AC1032_binary")
SAME = 1e-6  # drawing units


@pytest.fixture(scope="module")
def plans(real_data: Path) -> dict[str, Plan]:
    names = ("AC1009_ascii", "AC1009_binary", *SINCE_R2000)
    return {n: read_plan(real_data / "acadsharp_versions" / f"sample_{n}.dxf", name="sample.dxf") for n in names}


def shape(stroke: Stroke) -> object:
    """Describe a stroke apart from the number of points that a curve was flattened to."""
    return stroke.kind, stroke.handle, stroke.closed, stroke.filled, stroke.insert, stroke.block


def assert_same_strokes(one: Plan, other: Plan, within: float = SAME) -> None:
    assert [shape(s) for s in one.strokes] == [shape(s) for s in other.strokes]
    for a, b in zip(one.strokes, other.strokes, strict=True):
        if a.arc is not None and b.arc is not None:
            assert a.arc == pytest.approx(b.arc, abs=within)
        else:
            assert len(a.points) == len(b.points)
            assert np.allclose(a.points, b.points, rtol=0.0, atol=within)


def box(label: Label) -> tuple[float, ...]:
    return label.x, label.y, label.width, label.height, label.rotation_deg


@pytest.mark.parametrize("version", SINCE_R2000[1:])
def test_r2000_to_r2018_hold_the_same(plans: dict[str, Plan], version: str) -> None:
    first, later = plans["AC1015_binary"], plans[version]
    assert_same_strokes(first, later)
    assert [(t.kind, t.text, t.handle) for t in first.labels] == [(t.kind, t.text, t.handle) for t in later.labels]
    for a, b in zip(first.labels, later.labels, strict=True):
        if (
            a.kind == "ATTRIB" and " " in a.text
        ):  # several lines, from R2018 on an MTEXT inside: its box is measured anew
            assert (a.x, a.y) == pytest.approx((b.x, b.y), abs=0.2)
        else:
            assert box(a) == pytest.approx(box(b), abs=SAME)
    assert [(i.block, i.handle) for i in first.inserts] == [(i.block, i.handle) for i in later.inserts]
    for x, y in zip(first.inserts, later.inserts, strict=True):
        assert (x.x, x.y, x.rotation_deg, x.x_scale, x.y_scale) == pytest.approx(
            (y.x, y.y, y.rotation_deg, y.x_scale, y.y_scale), abs=SAME
        )
        assert list(x.attributes.values()) == list(y.attributes.values())
    assert fates(first) == fates(later)


def fates(plan: Plan) -> Counter[tuple[str, str]]:
    """Count by type and fate; before R2010 AutoCAD appends " @ 1" to the layers of annotative copies."""
    counts: Counter[tuple[str, str]] = Counter()
    for row in plan.tally:
        counts[row.kind, row.reason] += row.found
    return counts


def test_r12_ascii_and_binary_hold_the_same(plans: dict[str, Plan]) -> None:
    text, binary = plans["AC1009_ascii"], plans["AC1009_binary"]
    assert text.tally == binary.tally
    assert [(t.kind, t.text, t.layer) for t in text.labels] == [(t.kind, t.text, t.layer) for t in binary.labels]
    assert all(box(a) == pytest.approx(box(b), abs=SAME) for a, b in zip(text.labels, binary.labels, strict=True))
    kinds = [[(s.kind, s.layer, s.closed, s.block) for s in p.strokes] for p in (text, binary)]
    assert kinds[0] == kinds[1]
    unlike = [(a, b) for a, b in zip(text.strokes, binary.strokes, strict=True) if not alike(a, b)]
    # splines, which R12 cannot hold: AutoCAD turned them into polylines anew at each saving
    assert [(a.kind, len(a.points), len(b.points)) for a, b in unlike] == [("POLYLINE", 128, 128)] * 3
    assert all(np.allclose(a.points, b.points, rtol=0.0, atol=1e-3) for a, b in unlike)


def alike(a: Stroke, b: Stroke) -> bool:
    if a.arc is not None and b.arc is not None:
        return bool(np.allclose(a.arc, b.arc, rtol=0.0, atol=SAME))
    return len(a.points) == len(b.points) and bool(np.allclose(a.points, b.points, rtol=0.0, atol=SAME))


def flat(plan: Plan, kind: str) -> set[tuple[float, ...]]:
    """Return the places of the layout's own strokes of a type, to the thousandth."""
    strokes = (s for s in plan.strokes if s.kind == kind and not s.insert)
    if kind in ("CIRCLE", "ARC"):
        return {tuple(round(v, 3) for v in s.arc or ()) for s in strokes}
    return {tuple(round(v, 3) for v in min(s.points) + max(s.points)) for s in strokes}


@pytest.mark.parametrize("kind", ["LINE", "CIRCLE", "ARC", "SOLID", "3DFACE"])
def test_r12_holds_what_every_version_can(plans: dict[str, Plan], kind: str) -> None:
    old, new = flat(plans["AC1009_ascii"], kind), flat(plans["AC1032_binary"], kind)
    assert new and new <= old


def test_what_r12_cannot_hold_is_there_as_something_simpler(plans: dict[str, Plan]) -> None:
    old, new = plans["AC1009_ascii"], plans["AC1032_binary"]
    kinds = [{row.kind for row in plan.tally} for plan in (old, new)]
    assert kinds[1] - kinds[0] == {
        "3DSOLID", "ACAD_TABLE", "ELLIPSE", "HATCH", "IMAGE", "LEADER", "LWPOLYLINE", "MESH", "MLINE", "MTEXT",
        "MULTILEADER", "PDFUNDERLAY", "RAY", "REGION", "SPLINE", "TOLERANCE", "WIPEOUT", "XLINE",
    }  # fmt: skip
    assert kinds[0] <= kinds[1]
    words = [{w for label in plan.labels for w in label.text.split()} for plan in (old, new)]
    assert words[1] <= words[0]


COUNTED = ("LINE", "CIRCLE", "ARC", "TEXT", "INSERT", "LWPOLYLINE", "MTEXT", "HATCH", "SOLID", "3DFACE")


@pytest.mark.parametrize("name", ["AC1009_ascii", "AC1009_binary", *SINCE_R2000])
def test_counts_agree_with_two_other_readers(real_data: Path, plans: dict[str, Plan], name: str) -> None:
    path = real_data / "acadsharp_versions" / f"sample_{name}.dxf"
    counted = Counter(dict.fromkeys(COUNTED, 0))
    for row in plans[name].tally:
        counted[row.kind] += row.found if row.kind in COUNTED and row.reason != "paper space" else 0
    document = ezdxf.readfile(path)
    types = {e.dxf.handle: e.dxftype() for e in document.modelspace()}
    assert +counted == Counter(kind for kind in types.values() if kind in COUNTED)
    assert +counted == Counter(kind for handle in gdal_handles(path) if (kind := types.get(handle)) in COUNTED)


def gdal_handles(path: Path) -> set[str]:
    """Return the handles of the entities that GDAL reads in model space."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it remarks on rings of hatches
        meta, _, _, fields = pyogrio.raw.read(path)
    columns = dict(zip(meta["fields"], fields, strict=True))
    return set(columns["EntityHandle"][columns["PaperSpace"] != 1])
