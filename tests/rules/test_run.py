"""The runner: place, order, waivers, counting together."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from shapely import Point

from campusmap.model.finding import Finding, Severity
from campusmap.model.project import Waiver
from campusmap.model.source import Notice, Ref
from campusmap.rules.examples import (
    clean,
    evidence_of,
    sketch,
    with_floor,
    with_frame,
    with_project,
    with_spaces,
    without_marker,
)
from campusmap.rules.registry import find_rule
from campusmap.rules.rule import Change, Evidence, Rule
from campusmap.rules.run import judge, list_first, review
from campusmap.rules.where import grid_cell

TWINS = """
        +-----+-----+
        | 101 | 101 |
        +--/--+--/--+
    (1) D COR1 Hall |
        +-----------+
"""


DRAWN = (13.0, -1.0)


def rule_of(rule_id: str) -> Rule:
    found = find_rule(rule_id)
    assert found is not None
    return found


def findings_of(example: str | Change, rule_id: str) -> list[Finding]:
    return [finding for finding in review(evidence_of(example)).findings if finding.id == rule_id]


def test_a_finding_says_where_the_fault_is() -> None:
    (finding,) = findings_of(TWINS, "NUM004")
    assert (finding.file, finding.layer) == ("plans/main-1.dxf", "A-AREA-IDEN")
    assert (finding.building, finding.floor, finding.number) == ("main", "main/1", "101")
    assert (finding.x, finding.y) == DRAWN  # drawing coordinates, not the ground's
    assert finding.handle
    assert finding.lon == pytest.approx(-81.0, abs=0.01) and finding.lat == pytest.approx(36.14, abs=0.01)
    assert finding.grid


def test_an_unplaced_floor_has_no_coordinates_but_a_drawing_position() -> None:
    (finding,) = findings_of(sketch(TWINS) + with_frame(placed=False), "NUM004")
    assert (finding.x, finding.y) == DRAWN
    assert finding.lon is None and finding.lat is None and finding.grid == ""


def test_grid_cells_are_lettered_from_the_north_and_numbered_from_the_west() -> None:
    campus = evidence_of(clean()).campus
    assert campus.north is not None and campus.grid is not None
    _, _, c, _, _, f = campus.north.matrix
    x, y = campus.grid.x_min - c, campus.grid.y_max - f
    assert grid_cell(campus, Point(x + 1, y - 1)) == "A1"
    assert grid_cell(campus, Point(x + 31, y - 1)) == "A2"
    assert grid_cell(campus, Point(x + 1, y - 31)) == "B1"
    assert grid_cell(campus, Point(x - 1, y - 1)) == ""


def test_findings_come_by_file_layer_and_position() -> None:
    evidence = evidence_of(with_spaces(number="", name="", posted_number=""))
    found = [finding for finding in review(evidence).findings if finding.file == "plans/main-1.dxf"]
    keys = [(f.layer, -(f.y or 0), f.x or 0) for f in found]
    assert keys == sorted(keys) and len(keys) > 3
    files = [finding.file == "" for finding in review(evidence).findings]
    assert files == sorted(files)


def test_many_findings_of_a_floor_are_told_as_one_with_a_count() -> None:
    wall = "+" + "------+" * 15
    rooms = "|" + "".join(f" {number}  |" for number in range(201, 216))
    findings = findings_of(sketch(f"{wall}\n{rooms}\n{wall}"), "NUM005")
    (finding,) = findings
    assert finding.subject == "main/1" and finding.number == ""
    assert "15 rooms" in finding.message and "and 3 more" in finding.message


def test_list_first_counts_the_rest() -> None:
    assert list_first(["a", "b"]) == "a, b"
    assert list_first([str(n) for n in range(14)]).endswith("10, 11 and 2 more")


def waiver(subject: str, until: date = date(2026, 12, 31), rule: str = "MRK010") -> Change:
    return without_marker("AED") + with_project(waiver=(Waiver(rule, subject, "ordered", until),))


def test_a_waived_finding_is_kept_and_does_not_count() -> None:
    said = review(evidence_of(waiver("sketch")))
    (finding,) = said.findings
    assert finding.waived == "ordered (until 2026-12-31)"


def test_an_expired_waiver_waives_nothing_and_is_a_finding() -> None:
    said = review(evidence_of(waiver("sketch", until=date(2026, 3, 1))))
    assert [(f.id, f.waived) for f in said.findings] == [("MRK010", ""), ("WVR001", "")]
    last_day = review(evidence_of(waiver("sketch", until=date(2026, 3, 2))))
    assert [f.id for f in last_day.findings if not f.waived] == []


def test_a_waiver_names_a_model_id_a_number_or_a_file() -> None:
    for subject in ("main/1/101~2", "101", "plans/main-1.dxf"):
        change = sketch(TWINS) + with_project(waiver=(Waiver("NUM004", subject, "sign ordered", date(2026, 12, 31)),))
        assert [f.waived for f in review(evidence_of(change)).findings] == ["sign ordered (until 2026-12-31)"]


def test_a_waiver_of_another_rule_covers_nothing() -> None:
    assert [f.id for f in review(evidence_of(waiver("sketch", rule="MRK011"))).findings if not f.waived] == [
        "MRK010",
        "WVR002",
    ]


def test_one_unplaced_floor_is_one_error() -> None:
    doubts = (
        with_frame(placed=False, unit_confirmed=False, why_unplaced="units not confirmed"),
        with_frame(placed=False, why_unplaced="implausible size")
        + with_floor(notices=(Notice("place.size", "too small"), Notice("place.mirrored", "the other way round"))),
        with_frame(placed=False, why_unplaced="no placement is given"),
    )
    for doubt in doubts:
        errors = [f.id for f in review(evidence_of(doubt)).findings if f.severity is Severity.ERROR]
        assert len(errors) == 1, errors


def test_floors_that_share_a_drawing_repeat_no_notice() -> None:
    from campusmap.rules.demo import TWO_FLOORS
    from campusmap.rules.examples import sketches

    said = (Notice("dxf.xref_missing", "base.dwg is not bound", ref=Ref("plans/all.dxf")),)
    evidence = evidence_of(sketches(TWO_FLOORS) + with_floor(0, notices=said) + with_floor(1, notices=said))
    assert len(judge(rule_of("DXF004"), evidence)[0]) == 1


def test_a_notice_about_a_room_carries_the_rooms_place() -> None:
    said = (Notice("rooms.two_numbers", "101 and 102 are both written here.", "main/1/101"),)
    (finding,) = findings_of(with_floor(notices=said), "NUM020")
    assert (finding.number, finding.floor) == ("101", "main/1")
    assert finding.lon is not None


def test_a_notice_with_a_position_is_found_on_the_ground() -> None:
    said = (Notice("rooms.leak", "open to the outside", "main/1", Ref("plans/main-1.dxf", x=3.0, y=-3.0)),)
    evidence = evidence_of(with_floor(notices=said))
    (finding,) = judge(rule_of("ROM014"), evidence)[0]
    room = next(s for s in evidence.floors[0].spaces if s.number == "101")
    assert evidence.campus.north is not None and finding.lon is not None
    assert finding.lon == pytest.approx(-81 + (room.outline.bounds[0] - 500000) / 90000, abs=1e-3)
    assert finding.message == "Open to the outside"


def test_doors_without_a_main_entrance_are_not_assessed() -> None:
    from campusmap.rules.examples import with_building

    doors = """
              (2)
            +--/--+-----+
            | 101 | 103 |
            +--/--+--/--+
        (1) D COR1 Hall D (3)
            +-----------+
    """
    said = review(evidence_of(sketch(doors) + with_building(main_entrance="")))
    assert [(skip.id, skip.subject) for skip in said.not_assessed] == [("DOR003", "main")]


def test_a_review_is_the_same_twice_and_for_an_empty_campus() -> None:
    evidence = evidence_of(TWINS)
    assert review(evidence) == review(evidence)
    bare = replace(evidence.campus, buildings=(), markers=(), areas=(), imagery=(), north=None, grid=None)
    assert review(Evidence(bare, replace(evidence.project, building=()), issued="2026-03-02")).findings
