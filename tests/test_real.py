"""Kits of real drawings that no one here made: what a person who opens them must find."""

from __future__ import annotations

import csv
import json
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from campusmap.model.kit import Kit
from campusmap.pipeline.build import judge_campus

REAL = Path(__file__).resolve().parent / "real"
pytestmark = pytest.mark.usefixtures("real_data")


@cache
def judged(name: str) -> Kit:
    return judge_campus(REAL / name, issued="2026-06-01", sheets=False)[0]


def numbers(kit: Kit, floor: str) -> Counter[str]:
    return Counter(s.shown_number for b in kit.campus.buildings for f in b.floors if f.id == floor for s in f.spaces)


def ids(kit: Kit) -> set[str]:
    return {finding.id for finding in kit.review.findings}


def dxf_texts(path: Path, layer: str) -> Counter[str]:
    """Read the texts of one layer with GDAL, which shares no code with our reader."""
    from pyogrio import read_dataframe

    frame = read_dataframe(path, where=f"Layer = '{layer}'")
    return Counter(text.strip() for text in frame["Text"].dropna())


@pytest.mark.parametrize(("floor", "file"), [("B", "Basement"), ("1", "Ground"), ("2", "Level_2")])
def test_contoso_rooms_carry_the_drawings_numbers(floor: str, file: str, real_data: Path) -> None:
    drawn = dxf_texts(real_data / "contoso_pkg1" / f"{file}.ezdwg.dxf", "UNITLABELS")
    got = numbers(judged("contoso_pkg1"), f"main/{floor}")
    missed = drawn - got
    # Basement: label 101 and label B27 stand in one room; the room keeps one and a finding names both.
    assert sum(missed.values()) <= 1, missed
    assert sum((got - drawn).values()) <= 2, got - drawn


def test_contoso_duplicates_are_found() -> None:
    kit = judged("contoso_pkg1")
    repeated = {
        f.number
        for f in kit.review.findings
        if "same" in f.title.lower() or "duplicate" in f.title.lower() or "repeat" in f.title.lower()
    }
    assert {"B36", "236"} <= repeated


def test_contoso_2_numbers_come_from_the_identity_layer(real_data: Path) -> None:
    drawn = dxf_texts(real_data / "contoso_pkg2" / "Ground.ezdwg.dxf", "A-IDEN-NUMR-EXST")
    got = numbers(judged("contoso_pkg2"), "main/1")
    found = sum((drawn & got).values())
    assert found >= 0.9 * min(sum(drawn.values()), 68)


def test_wrld_office_is_placed_and_its_scale_reported() -> None:
    kit = judged("wrld_office")
    (floor,) = kit.campus.buildings[0].floors
    assert floor.frame.placed
    assert floor.frame.scale == pytest.approx(0.94, abs=0.01)
    assert any("0.94" in finding.message for finding in kit.review.findings)
    assert len(floor.spaces) == 28  # 27 by eye: the open area in the south-west is cut at a neck


def test_duplex_is_drawn_alone() -> None:
    kit = judged("ifc_duplex")
    floors = kit.campus.buildings[0].floors
    assert [floor.frame.placed for floor in floors] == [False, False]
    assert kit.campus.grid is None
    # One ERROR a floor says so.
    assert sum(f.severity == "ERROR" and f.id.startswith("PLC") for f in kit.review.findings) == 2


def test_rooms_of_a_tagged_building_are_on_their_levels() -> None:
    (building,) = judged("apb_tudresden").campus.buildings
    assert {floor.name: len(floor.spaces) for floor in building.floors} == {
        "Level -1": 3, "Level 0": 90, "Level 1": 124, "Level 2": 128, "Level 3": 131,
    }  # fmt: skip
    assert all(floor.frame.placed for floor in building.floors)
    # 3089 is on two rooms of level 3; three balconies have a word where the number belongs.
    found = judged("apb_tudresden").review.findings
    assert {f.number for f in found if f.id == "NUM004"} == {"3089"}
    assert sorted(f.number for f in found if f.id == "NUM011") == ["Balkon", "Balkon", "Balkon", "Windfang"]


def test_units_of_an_imdf_venue_are_in_their_buildings() -> None:
    buildings = judged("polymap_spbstu").campus.buildings
    assert [sum(len(f.spaces) for f in b.floors) for b in buildings] == [169, 274]
    assert all(floor.frame.placed for building in buildings for floor in building.floors)


@pytest.mark.parametrize(
    "name", ["contoso_pkg1", "contoso_pkg2", "wrld_office", "ifc_duplex", "apb_tudresden", "polymap_spbstu"]
)
def test_kit_is_written_and_whole(name: str, tmp_path: Path) -> None:
    from campusmap.pipeline.build import build_kit

    kit, folder = build_kit(REAL / name, tmp_path / "kit", issued="2026-06-01")
    assert (folder / "map.html").stat().st_size > 100_000
    assert (folder / "packet.pdf").read_bytes()[:5] == b"%PDF-"
    rows = list(csv.DictReader((folder / "rooms.csv").read_text("utf-8-sig").splitlines()))
    assert len(rows) == sum(len(f.spaces) for b in kit.campus.buildings for f in b.floors)
    assert json.loads((folder / "findings.json").read_text("utf-8"))["counts"]
