"""One judgement on a drawing's unit for inspect, init and build; headers that lie confirm nothing."""

from __future__ import annotations

import json
from pathlib import Path

import ezdxf
import pytest

from campusmap.model.finding import Severity
from campusmap.pipeline.build import judge_campus
from campusmap.pipeline.init import propose_project
from campusmap.pipeline.inspect import examine_drawing
from campusmap.pipeline.inspect_json import report_json
from campusmap.pipeline.inspect_report import report_lines

LIARS = {"contoso_pkg1/Ground.ezdwg.dxf": "mm", "contoso_pkg2/Ground.ezdwg.dxf": "in"}
ANCHOR = 'placement = { method = "anchor", drawing = [0, 0], lonlat = [-122.1, 47.6], bearing_deg = 0 }'


def draw(path: Path, header: int, u: float, leaves: int = 8) -> Path:
    """Draw a row of rooms of 6 by 8 m, ``u`` drawing units a metre, each with a swing door of 0.9 m."""
    doc = ezdxf.new("R2010", units=header)
    msp = doc.modelspace()
    walls, doors = {"layer": "A-WALL"}, {"layer": "A-DOOR"}
    for y in (0.0, 0.15, 8.0, 8.15):
        msp.add_line((0, y * u), (6.15 * leaves * u, y * u), dxfattribs=walls)
    for i in range(leaves):
        for gap in (0.0, 0.15):
            msp.add_line(((6.15 * i + gap) * u, 0), ((6.15 * i + gap) * u, 8 * u), dxfattribs=walls)
        msp.add_arc(((6.15 * i + 1) * u, 0), 0.9 * u, 0, 90, dxfattribs=doors)
        spot = ((6.15 * i + 3) * u, 4 * u)
        msp.add_text(f"{101 + i}", height=0.25 * u, dxfattribs={"layer": "A-AREA-IDEN"}).set_placement(spot)
    doc.saveas(path)
    return path


def campus(folder: Path, plan: Path, units: str) -> Path:
    """Write the smallest project that places one floor."""
    floor = f'[[building.floor]]\nid = "1"\nordinal = 0\nplan = {json.dumps(str(plan))}\n{units}\n{ANCHOR}\n'
    building = '[[building]]\nid = "main"\nname = "Main"\n'
    (folder / "campus.toml").write_text(f'[campus]\nid = "x"\nname = "X"\n{building}{floor}')
    return folder


@pytest.mark.parametrize(("file", "unit"), LIARS.items())
def test_a_real_lying_header_keeps_the_floor_alone(real_data: Path, tmp_path: Path, file: str, unit: str) -> None:
    plan = real_data / file
    kit, _ = judge_campus(campus(tmp_path, plan, ""), issued="2026-01-01", sheets=False)
    [floor] = kit.campus.buildings[0].floors
    assert (floor.frame.unit, floor.frame.unit_confirmed, floor.frame.placed) == (unit, False, False)
    [said] = [f for f in kit.review.findings if f.id == "PLC002"]
    assert said.severity is Severity.ERROR and "the header says metres" in said.message
    assert not [f for f in kit.review.findings if f.id == "PLC001"]
    kit, _ = judge_campus(campus(tmp_path, plan, f'units = "{unit}"'), issued="2026-01-01", sheets=False)
    assert kit.campus.buildings[0].floors[0].frame.placed
    assert {"PLC011"} <= {f.id for f in kit.review.findings} and "PLC002" not in {f.id for f in kit.review.findings}


@pytest.mark.parametrize(("file", "unit"), LIARS.items())
def test_init_and_inspect_go_on_with_the_likeliest_and_say_so(
    real_data: Path, tmp_path: Path, file: str, unit: str
) -> None:
    proposal = propose_project(tmp_path / "school", [real_data / file], None, None, None)
    assert f'units = {{ value = "{unit}", confirmed = false }}' in proposal.text
    assert any(step.startswith("units: measure a door") for step in proposal.to_do)
    found = examine_drawing(real_data / file)
    assert (found.plan.unit, found.floor.frame.unit, found.floor.frame.unit_confirmed) == ("m", unit, False)
    assert "the header says metres, but its sizes do not fit it" in " ".join("\n".join(report_lines(found)).split())
    record = json.loads(report_json(found))["unit"]
    assert (record["header"], record["taken_for"], record["certain"]) == ("m", unit, False)
    assert record["contradicts_header"] is True


@pytest.mark.parametrize(("header", "u", "unit"), [(6, 1000.0, "mm"), (4, 1 / 0.0254, "in"), (2, 1000.0, "mm")])
def test_votes_are_shown_one_by_one(tmp_path: Path, header: int, u: float, unit: str) -> None:
    found = examine_drawing(draw(tmp_path / "plan.dxf", header, u))
    votes = {vote["measure"]: vote for vote in json.loads(report_json(found))["unit"]["votes"]}
    assert set(votes) == {"door swings", "wall thicknesses", "text heights", "extent"}
    assert votes["door swings"]["support"][unit] == 1.0 and votes["door swings"]["count"] == 8
    assert votes["door swings"]["median"] == pytest.approx(0.9 * u)
    text = "\n".join(report_lines(found))
    assert all(name in text for name in (*votes, "header", "verdict"))


def test_a_true_header_needs_no_confirmation(tmp_path: Path) -> None:
    found = examine_drawing(draw(tmp_path / "plan.dxf", 4, 1000.0))
    assert found.unit.certain and found.floor.frame.unit_confirmed
    assert "place.unit_guessed" not in {notice.code for notice in found.notices}
