"""The import doctor's report: every entity accounted for, every finding with its place, results only where asked."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pyogrio
import pytest
from shapely import Point
from shapely.geometry import shape

from campusmap.errors import InputError
from campusmap.model.finding import Finding, Severity
from campusmap.pipeline.inspect import examine_drawing, make_campus, openings_geojson, rooms_geojson
from campusmap.pipeline.inspect_findings import FAMILIES, PROJECTS, READING, SINGLE, drawing_rules
from campusmap.pipeline.inspect_json import report_json
from campusmap.pipeline.inspect_report import report_lines
from campusmap.pipeline.output import refuse_output, write_output
from campusmap.rules.evidence import describe
from campusmap.rules.registry import load_rules

REAL = ("wrld_office/cad.dxf", "contoso_pkg2/Ground.ezdwg.dxf", "bishop_floorplan/floorplan.dxf")
PLAN = Path(__file__).resolve().parents[2] / "sample_campuses" / "maple-elementary" / "plans" / "main.dxf"


@pytest.fixture(scope="module")
def found() -> object:
    return examine_drawing(PLAN, ("nope*",))


def test_report_says_what_came_out(found) -> None:  # type: ignore[no-untyped-def]
    text = "\n".join(report_lines(found))
    assert f"{len(found.floor.spaces)} rooms" in text
    assert "inches: the header says inches, and so do the sizes." in text
    assert {s.number for s in found.floor.spaces if s.number} <= set(re.findall(r"\S+", text))
    assert "--ignore-layer nope*: no layer has such a name." in text
    assert max(map(len, text.splitlines())) < 130


@pytest.mark.parametrize("file", [*REAL, "city_block_site/sample.dxf"])
def test_the_first_screen_says_the_whole(real_data: Path, file: str) -> None:
    """Five words at the margin, in order, before anything else; no machine's ids and no stunted plurals anywhere."""
    found = examine_drawing(real_data / file)
    lines = list(report_lines(found))
    words = [line.split()[0] for line in lines[: lines.index("")] if not line.startswith(" ")]
    assert words == ["file", "unit", "floors", "rooms", "findings"] and lines.index("") < 20
    head, rest = " ".join(lines[: lines.index("")]), "\n".join(lines)
    assert (f"{len(found.floor.spaces)} rooms" in head) if found.floor.spaces else ("no plan here because" in head)
    assert not re.search(r"\bs-[0-9a-f]{6}\b|\(s\)|\bm2\b", rest)
    assert not re.search(r"\b1 (?:rooms|doors|windows|openings|layers|entities|stalls|strokes|texts|pieces)\b", rest)
    order = [rest.index(f"\n{part}") for part in ("DRAWING", "UNIT", "FINDINGS", "LAYERS", "ENTITIES")]
    assert order == sorted(order)


def test_a_fault_of_a_room_lies_in_it_alone(real_data: Path) -> None:
    """Polylines share their corners; the place that a finding names must lie in one room only."""
    found = examine_drawing(real_data / "contoso_pkg1/Ground.ezdwg.dxf")
    rooms = [shape(f["geometry"]) for f in json.loads(rooms_geojson(found))["features"]]
    doorless = [finding for finding in found.findings if finding.id == "ROM013"]
    assert len(doorless) > 20
    for finding in doorless:
        at = Point(finding.x / 1000, finding.y / 1000)  # type: ignore[operator]
        assert sum(room.buffer(0.01).covers(at) for room in rooms) == 1


def test_every_entity_is_in_the_table(found) -> None:  # type: ignore[no-untyped-def]
    record = json.loads(report_json(found))
    assert all(row["found"] == row["used"] + row["ignored"] + row["unread"] for row in record["tally"])
    assert sum(row["found"] for row in record["tally"]) == sum(layer["entities"] for layer in record["layers"])
    counted = Counter((kind, layer) for kind, layer in raw_entities(PLAN))
    table: Counter[tuple[str, str]] = Counter()
    for row in record["tally"]:
        table[row["kind"], row["layer"]] += row["found"]
    assert table == counted


@pytest.mark.parametrize("file", ["contoso_pkg1/Ground.ezdwg.dxf", *REAL])
def test_the_table_of_a_real_drawing_adds_up(real_data: Path, file: str) -> None:
    """Used, left out and unread make up what the file holds, counted from its bare tags."""
    found = examine_drawing(real_data / file)
    counted = Counter(layer for _, layer in raw_entities(real_data / file))
    table: Counter[str] = Counter()
    for row in found.plan.tally:
        assert row.found == row.used + row.ignored + row.unread
        table[row.layer] += row.found
    assert table == counted


@pytest.mark.parametrize("file", ["contoso_pkg1/Ground.ezdwg.dxf", "ifc_duplex/derived/duplex__Level_1.dxf"])
def test_the_table_counts_what_gdal_counts(real_data: Path, file: str) -> None:
    pyogrio.set_gdal_config_options({"DXF_INLINE_BLOCKS": "FALSE"})
    try:
        features = pyogrio.read_info(real_data / file, layer="entities", force_feature_count=True)["features"]
    finally:
        pyogrio.set_gdal_config_options({"DXF_INLINE_BLOCKS": None})
    tally = examine_drawing(real_data / file).plan.tally
    assert sum(row.used + row.ignored + row.unread for row in tally) == features > 50


def raw_entities(path: Path) -> Iterator[tuple[str, str]]:
    """Count the entities of the layouts straight from the tags; parts of an entity are not counted."""
    lines = path.read_text("utf-8", errors="replace").splitlines()
    tags = list(zip((int(code) for code in lines[::2]), lines[1::2], strict=True))
    section, kind = "", ""
    for (before, name), (code, value) in pairwise([(0, ""), *tags]):
        if code == 2 and (before, name) == (0, "SECTION"):
            section = value
        if code == 0:
            kind = value if section == "ENTITIES" and value not in {"VERTEX", "SEQEND", "ATTRIB", "ENDSEC"} else ""
        if code == 8 and kind:
            yield kind, value
            kind = ""


def test_findings_are_grouped_with_their_places_and_mends(found) -> None:  # type: ignore[no-untyped-def]
    many = tuple(Finding("ROM013", Severity.WARNING, "No door leads into a room", f"no door {i}", "x", "Draw the door.",
                         layer="ROOMS", handle=f"A{i}", x=-0.0, y=float(i)) for i in range(9))  # fmt: skip
    text = "\n".join(report_lines(replace(found, findings=many)))
    assert "ROM013 WARNING No door leads into a room (9)" in text and "FINDINGS   0 ERROR, 9 WARNING, 0 NOTE" in text
    assert "no door 0 (layer ROOMS, handle A0, at 0.00, 0.00)" in text
    assert "and 3 more" in text and "Mend: Draw the door." in text


@pytest.mark.parametrize("file", REAL)
def test_everything_that_a_stage_has_to_say_is_a_finding(real_data: Path, file: str) -> None:
    """Every notice of a drawing arrives under the id of the rule that ``check`` reports it by."""
    found = examine_drawing(real_data / file)
    owners = {code: rule.id for rule in load_rules() for code in rule.codes}
    said = Counter(finding.id for finding in found.findings)
    by_nature = {
        n.code for n in found.notices if n.code == "rooms.face_dropped" and n.text.endswith(("body", "doorway"))
    }
    for code in {notice.code for notice in found.notices} - {"place.unit_guessed"} - by_nature:
        assert said[owners[code]], code
    record = json.loads(report_json(found))["findings"]
    assert len(record) == len(found.findings)
    assert all(row["id"] and row["title"] and row["message"] and row["fix"] and row["severity"] for row in record)
    by_id = {rule.id: rule for rule in load_rules()}
    assert all((row["title"], row["fix"]) == (by_id[row["id"]].title, by_id[row["id"]].fix) for row in record)


def test_rooms_are_counted_by_method(found) -> None:  # type: ignore[no-untyped-def]
    spaces = found.floor.spaces
    guessed = replace(found.floor, spaces=(replace(spaces[0], method="inferred"), *spaces[1:]))
    again = replace(found, campus=make_campus(found.plan.file, [guessed]))
    assert "1 shared out by labels, with no line between" in " ".join("\n".join(report_lines(again)).split())
    record = json.loads(report_json(again))
    assert record["rooms_by_method"]["inferred"] == 1
    assert sum(record["rooms_by_method"].values()) == record["rooms"] == record["floors"][0]["rooms"]


def test_repairs_name_their_rooms(found) -> None:  # type: ignore[no-untyped-def]
    spaces = found.floor.spaces
    mended = replace(found.floor, spaces=(replace(spaces[0], repairs=("mended a corner",)), *spaces[1:]))
    again = replace(found, campus=make_campus(found.plan.file, [mended]))
    assert f"mended a corner: 1 room ({describe(spaces[0])})" in "\n".join(report_lines(again))


def test_shapes_are_metres_in_the_drawings_own_axes(found) -> None:  # type: ignore[no-untyped-def]
    written = json.loads(rooms_geojson(found))
    assert (written["units"], written["unit_scale_m"]) == ("in", 0.0254)
    rooms = written["features"]
    assert {"number", "name", "use", "method", "layer", "handle"} <= set(rooms[0]["properties"])
    assert len(rooms) == len(found.floor.spaces)
    assert len(json.loads(openings_geojson(found))["features"]) == len(found.floor.openings)
    widest = max(x for room in rooms for x, _ in room["geometry"]["coordinates"][0])
    assert widest == pytest.approx(found.floor.outline.bounds[2], rel=0.02)


def test_outputs_that_cannot_be_are_refused_before_the_work(tmp_path: Path) -> None:
    (tmp_path / "a.dxf").write_bytes(b"x")
    for path, word in ((tmp_path, "folder"), (tmp_path / "a.dxf", "itself"), (tmp_path / "no" / "x.svg", "not exist")):
        with pytest.raises(InputError, match=word):
            refuse_output(path, tmp_path / "a.dxf")
    with pytest.raises(InputError, match="cannot be written"):
        write_output(tmp_path / "no" / "x.svg", "")


def test_the_doctor_asks_every_rule_that_a_drawing_can_answer() -> None:
    asked = {rule.id for rule in drawing_rules()}
    fit = {
        r.id
        for r in load_rules()
        if r.family in FAMILIES or r.id in SINGLE or any(c.startswith(READING) for c in r.codes)
    }
    assert asked == fit - PROJECTS
