"""The unit guess: the same building drawn in five units, with and without a header that lies."""

from __future__ import annotations

from pathlib import Path

import ezdxf
import pytest

from campusmap.ingest.dxf import read_plan
from campusmap.model.plan import Plan, Role, UnitBallot
from campusmap.units import METRES_PER_UNIT

HEADER = {"mm": 4, "cm": 5, "m": 6, "in": 1, "ft": 2}


def draw(folder: Path, unit: str, header: int, wall: str = "A-WALL", door: str = "A-DOOR") -> Plan:
    """Draw ten rooms of 6 by 8 m with walls of 0.15 m and doors of 0.9 m."""
    u = 1.0 / METRES_PER_UNIT[unit]
    doc = ezdxf.new("R2010")
    doc.header["$INSUNITS"] = header
    msp = doc.modelspace()
    for i in range(10):
        x = 6.15 * i
        for gap in (0.0, 0.15):
            msp.add_line(((x + gap) * u, 0), ((x + gap) * u, 8 * u), dxfattribs={"layer": wall})
        msp.add_line((x * u, 8 * u), ((x + 6) * u, 8 * u), dxfattribs={"layer": wall})
        msp.add_line((x * u, 8.15 * u), ((x + 6) * u, 8.15 * u), dxfattribs={"layer": wall})
        msp.add_arc(((x + 1) * u, 0), 0.9 * u, 0, 90, dxfattribs={"layer": door})
        msp.add_text(f"{101 + i}", height=0.25 * u, dxfattribs={"layer": "X-1"}).set_placement(((x + 3) * u, 4 * u))
    path = folder / "plan.dxf"
    doc.saveas(path)
    return read_plan(path, name="plan.dxf")


@pytest.mark.parametrize("unit", list(HEADER))
def test_the_unit_is_guessed(tmp_path: Path, unit: str) -> None:
    plan = draw(tmp_path, unit, 0)
    guess, reason = plan.ballot.winner, plan.ballot.why
    assert plan.unit == "" and guess == unit
    assert "door swings 100 %" in reason and "wall thicknesses" in reason
    assert not plan.notices


@pytest.mark.parametrize("unit", list(HEADER))
@pytest.mark.parametrize("stated", list(HEADER))
def test_a_lying_header_is_doubted(tmp_path: Path, unit: str, stated: str) -> None:
    plan = draw(tmp_path, unit, HEADER[stated])
    assert plan.unit == stated
    doubts = [n for n in plan.notices if n.code == "dxf.unit_doubtful"]
    assert [n.subject for n in doubts] == ([] if unit == stated else [unit])


@pytest.mark.parametrize("unit", ["mm", "ft"])
def test_roles_by_content(tmp_path: Path, unit: str) -> None:
    plan = draw(tmp_path, unit, 0, wall="L1", door="L2")
    facts = {f.name: (f.role, f.reason.split(":")[0]) for f in plan.layers}
    assert facts["L1"] == (Role.WALL, "content")
    assert facts["L2"] == (Role.DOOR, "content")
    assert facts["X-1"] == (Role.LABEL, "content")


def test_room_layers_by_content(tmp_path: Path) -> None:
    doc = ezdxf.new("R2010", units=6)
    for i in range(6):
        x = 7.0 * i
        doc.modelspace().add_lwpolyline([(x, 0), (x + 6, 0), (x + 6, 8), (x, 8)], close=True, dxfattribs={"layer": "7"})
        doc.modelspace().add_text(f"R{i}", height=0.3, dxfattribs={"layer": "8"}).set_placement((x + 3, 4))
    doc.saveas(tmp_path / "plan.dxf")
    facts = {f.name: f for f in read_plan(tmp_path / "plan.dxf", name="plan.dxf").layers}
    assert facts["7"].role == Role.ROOM
    assert facts["7"].reason == "content: 6 closed shapes with one text each"


def test_layers_that_hold_only_texts(tmp_path: Path) -> None:
    doc = ezdxf.new("R2010", units=6)
    for layer in ("A-AREA", "Doors", "Walls"):
        doc.modelspace().add_text("101", height=0.3, dxfattribs={"layer": layer})
    doc.modelspace().add_line((0, 0), (5, 0), dxfattribs={"layer": "Walls"})
    doc.saveas(tmp_path / "plan.dxf")
    facts = {f.name: f.role for f in read_plan(tmp_path / "plan.dxf", name="plan.dxf").layers}
    assert (facts["A-AREA"], facts["Doors"], facts["Walls"]) == (Role.LABEL, Role.ANNOTATION, Role.WALL)


def test_nothing_to_judge_by(tmp_path: Path) -> None:
    doc = ezdxf.new("R2010")
    doc.saveas(tmp_path / "plan.dxf")
    assert read_plan(tmp_path / "plan.dxf", name="plan.dxf").ballot == UnitBallot()


@pytest.mark.parametrize("unit", ["mm", "in"])
def test_furniture_in_blocks_does_not_outvote_walls(tmp_path: Path, unit: str) -> None:
    """Everything lies on one layer, and most lines and arcs are the details of chairs, some millimetres apart."""
    u = 1.0 / METRES_PER_UNIT[unit]
    draw(tmp_path, unit, HEADER[unit], wall="0", door="0")
    doc = ezdxf.readfile(tmp_path / "plan.dxf")
    chair = doc.blocks.new("CHAIR")
    for k in range(60):
        chair.add_line((0, 0.008 * k * u), (0.5 * u, 0.008 * k * u))
        chair.add_arc((0, 0.008 * k * u), 0.02 * u, 0, 90)
    page = doc.modelspace()
    for k in range(200):
        page.add_line((0.3 * k * u, 20 * u), (0.3 * k * u, 24 * u))
        page.add_blockref("CHAIR", (0.3 * k * u, 3 * u))
    doc.saveas(tmp_path / "furnished.dxf")
    ballot = read_plan(tmp_path / "furnished.dxf", name="furnished.dxf").ballot
    assert (ballot.winner, ballot.contradicts_header) == (unit, False)
