"""What is demolished, frozen, off or in paper space: left out by a named rule, counted, and said where it matters."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from pathlib import Path

from school_sheet import Sheet, draw_floor

from campusmap.ingest.dxf import read_plan
from campusmap.model.plan import Plan


def count_raw(path: Path) -> Counter[tuple[str, bool]]:
    """Count the entities of the ENTITIES section by layer and space from the file's lines alone."""
    lines = path.read_text(encoding="utf-8").split("\n")
    tags = [(int(code), value) for code, value in zip(lines[0::2], lines[1::2], strict=False) if code.strip()]
    first = tags.index((2, "ENTITIES"))
    starts = [k for k in range(first, len(tags)) if tags[k][0] == 0]
    stop = next(k for k in starts if tags[k][1] == "ENDSEC")
    counts: Counter[tuple[str, bool]] = Counter()
    for start, end in pairwise(starts):
        if start < stop:
            record = dict(reversed(tags[start:end]))
            counts[record[8], record.get(67, "0").strip() == "1"] += 1
    return counts


def ignored(plan: Plan, rule: str) -> dict[str, int]:
    counts: Counter[str] = Counter()
    for row in plan.tally:
        counts[row.layer] += row.ignored if row.reason == rule else 0
    return dict(+counts)


def test_layers_left_out_are_counted_by_rule(tmp_path: Path) -> None:
    sheet = Sheet()
    draw_floor(sheet, 0.0, 0.0, 1)
    for name, state in (("A-WALL-FRZN", "freeze"), ("A-DOOR-HIDE", "off"), ("A-FURN-HIDE", "off")):
        getattr(sheet.document.layers.add(name), state)()
    for count, layer in enumerate(("A-WALL-D", "A-WALL-DEMO", "A-WALL-FRZN", "A-DOOR-HIDE", "A-FURN-HIDE"), 3):
        for k in range(count):
            sheet.line((k, 1.0), (k, 2.0), layer)
    block = sheet.document.blocks.new("OLD")
    block.add_line((0, 0), (900, 0), {"layer": "A-WALL-D"})
    block.add_line((0, 50), (900, 50), {"layer": "A-WALL"})
    sheet.space.add_blockref("OLD", sheet.at(2, 12), {"layer": "A-WALL"})
    paper = sheet.document.layout()
    for k in range(4):
        paper.add_line((k, 0), (k, 5), {"layer": "A-WALL"})
        paper.add_text("TITLE", dxfattribs={"layer": "A-AREA-IDEN"})
    raw = count_raw(sheet.save(tmp_path / "p.dxf"))
    plan = read_plan(tmp_path / "p.dxf", name="p.dxf")
    assert ignored(plan, "demolition layer") == {name: raw[name, False] for name in ("A-WALL-D", "A-WALL-DEMO")}
    assert ignored(plan, "frozen layer") == {"A-WALL-FRZN": 5}
    assert ignored(plan, "off layer") == {"A-DOOR-HIDE": 6, "A-FURN-HIDE": 7}
    assert ignored(plan, "paper space")["A-WALL"] == raw["A-WALL", True] == 4
    assert sum(row.found for row in plan.tally) == sum(raw.values())
    said = {(notice.code, notice.subject, notice.count) for notice in plan.notices}
    assert {row for row in said if row[0] in ("dxf.demolition", "dxf.layer_frozen", "dxf.paper_space")} == {
        ("dxf.demolition", "A-WALL-D", 4),  # one of them in the block
        ("dxf.demolition", "A-WALL-DEMO", 4),
        ("dxf.layer_frozen", "A-WALL-FRZN", 5),
        ("dxf.layer_frozen", "A-DOOR-HIDE", 6),
        ("dxf.paper_space", "A-WALL", 4),
    }
    assert all(stroke.layer in {"A-WALL", "A-DOOR"} for stroke in plan.strokes)
