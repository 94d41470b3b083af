"""The import doctor's report: every entity accounted for, every notice with its place, results only where asked."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from campusmap.errors import InputError
from campusmap.model.source import Notice, Ref
from campusmap.pipeline.inspect import examine_drawing, openings_geojson, rooms_geojson, stage_pictures
from campusmap.pipeline.inspect_report import report_json, report_lines
from campusmap.pipeline.output import refuse_output, write_output

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


def test_every_entity_is_in_the_table(found) -> None:  # type: ignore[no-untyped-def]
    record = json.loads(report_json(found))
    assert all(row["found"] == row["used"] + row["ignored"] + row["unread"] for row in record["tally"])
    assert sum(row["found"] for row in record["tally"]) == sum(layer["entities"] for layer in record["layers"])


def test_notices_are_grouped_with_their_places(found) -> None:  # type: ignore[no-untyped-def]
    from dataclasses import replace

    many = tuple(Notice("rooms.no_door", "no door", ref=Ref("p", "ROOMS", f"A{i}", -0.0, i)) for i in range(9))
    text = "\n".join(report_lines(replace(found, notices=many)))
    assert "(9) [rooms.no_door]" in text
    assert "layer ROOMS, handle A0, at 0.00, 0.00" in text
    assert "and 3 more" in text


def test_shapes_are_metres_in_the_drawings_own_axes(found) -> None:  # type: ignore[no-untyped-def]
    written = json.loads(rooms_geojson(found))
    assert (written["units"], written["unit_scale_m"]) == ("in", 0.0254)
    rooms = written["features"]
    assert {"number", "name", "use", "method", "layer", "handle"} <= set(rooms[0]["properties"])
    assert len(rooms) == len(found.floor.spaces)
    assert len(json.loads(openings_geojson(found))["features"]) == len(found.floor.openings)
    widest = max(x for room in rooms for x, _ in room["geometry"]["coordinates"][0])
    assert widest == pytest.approx(found.floor.outline.bounds[2], rel=0.02)
    assert list(stage_pictures(found))[-1] == "5-rooms"


def test_outputs_that_cannot_be_are_refused_before_the_work(tmp_path: Path) -> None:
    (tmp_path / "a.dxf").write_bytes(b"x")
    for path, word in ((tmp_path, "folder"), (tmp_path / "a.dxf", "itself"), (tmp_path / "no" / "x.svg", "not exist")):
        with pytest.raises(InputError, match=word):
            refuse_output(path, tmp_path / "a.dxf")
    with pytest.raises(InputError, match="cannot be written"):
        write_output(tmp_path / "no" / "x.svg", "")
