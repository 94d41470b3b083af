"""Spots are where the finding is: held against the room's own place, worked out by hand."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
import shapely

from campusmap.carto.spots import Spot, spot_finder
from campusmap.export.findings_html import findings_html, list_places
from campusmap.export.small_plans import PER_M, draw_figures, draw_window, spread
from campusmap.model.finding import Finding, Severity
from campusmap.model.kit import Edition, Kit
from campusmap.rules.demo import TWO_BUILDINGS, TWO_FLOORS
from campusmap.rules.evidence import Evidence
from campusmap.rules.examples import evidence_of, sketches, with_frame
from campusmap.rules.rule import Change
from campusmap.rules.run import review


def school(change: Change | None = None) -> Evidence:
    base = sketches(TWO_FLOORS)
    return evidence_of(base + change if change else base)


def finding(**where: object) -> Finding:
    return Finding("NUM001", Severity.ERROR, "Title", "Message", fix="Fix.", **{"subject": "", **where})  # type: ignore[arg-type]


def room(evidence: Evidence, number: str):  # type: ignore[no-untyped-def]
    return next(space for floor in evidence.floors for space in floor.spaces if space.number == number)


def test_a_room_is_marked_by_its_outline() -> None:
    evidence = school()
    target = room(evidence, "203")
    spot = spot_finder(evidence.campus)(finding(subject=target.id, building="main", floor="main/2"))
    assert spot is not None and spot.floor == "main/2"
    north = evidence.campus.north
    assert north is not None
    a, b, c, d, e, f = north.matrix
    moved = shapely.affinity.affine_transform(target.outline, [a, b, d, e, c, f])
    assert spot.shapes[0].equals(moved)


def test_a_drawing_position_is_marked_by_a_ring_where_it_lies() -> None:
    """The sketch is drawn in metres from the corner at (0, 0); its frame only shifts."""
    evidence = school()
    target = room(evidence, "101").outline.centroid
    frame = evidence.floors[0].frame.matrix
    x, y = target.x - frame[2], target.y - frame[5]
    spot = spot_finder(evidence.campus)(finding(building="main", floor="main/1", x=x, y=y))
    figure = draw_figures(evidence.campus)["main/1"]
    assert spot is not None
    drawn = draw_window(figure, spot)
    ring = re.search(r'class="ring" cx="([-\d]+)" cy="([-\d]+)"', drawn)
    assert ring is not None
    x_min, _, _, y_max = evidence.floors[0].outline.bounds
    assert abs(float(ring[1]) - (target.x - x_min) * PER_M) <= 1
    assert abs(float(ring[2]) - (y_max - target.y) * PER_M) <= 1
    assert ">101<" in drawn and f'href="#{figure.key}"' in drawn


def test_a_position_far_off_its_floor_is_no_spot() -> None:
    find = spot_finder(school().campus)
    assert find(finding(building="main", floor="main/1", x=5000.0, y=0.0)) is None
    assert find(finding(building="main", floor="main/1")) is None


def test_rooms_that_a_floor_lists_are_marked() -> None:
    find = spot_finder(school().campus)
    listed = replace(finding(subject="main/1", building="main", floor="main/1"), message="None in 2 rooms: 101, 105")
    spot = find(listed)
    assert spot is not None and len(spot.shapes) == 2
    assert find(replace(listed, message="None in 101 rooms")) is None


def test_a_building_is_marked_on_the_grounds() -> None:
    assert spot_finder(school().campus)(finding(subject="main", building="main")) is None  # there is no other
    spot = spot_finder(evidence_of(sketches(TWO_BUILDINGS)).campus)(finding(subject="main", building="main"))
    assert spot is not None and spot.floor == "" and spot.shapes[0].geom_type.endswith("Polygon")


def test_a_floor_without_a_place_is_drawn_too() -> None:
    evidence = school(with_frame(placed=False, matrix=(1.0, 0.0, 0.0, 0.0, 1.0, 0.0)))
    figure = draw_figures(evidence.campus)["main/1"]
    assert not figure.north_up and figure.paths


@pytest.mark.parametrize("count", [2, 7, 40])
def test_numbers_at_one_spot_stand_apart(count: int) -> None:
    evidence = school()
    figure = draw_figures(evidence.campus)["main/1"]
    spot = spot_finder(evidence.campus)(finding(subject=room(evidence, "101").id, building="main", floor="main/1"))
    assert isinstance(spot, Spot)
    places = spread(figure, [(n, spot) for n in range(count)], 30.0)
    points = [shapely.Point(x, y) for _, x, y in places]
    assert min(a.distance(b) for i, a in enumerate(points) for b in points[:i]) >= 30.0


def test_places_are_in_the_order_of_a_walk_and_hold_every_finding() -> None:
    evidence = school()
    ids = {"main", "main/1", "main/2"}
    upstairs = finding(subject="main/2", building="main", floor="main/2")
    findings = (upstairs, finding(subject="main", building="main"), finding(subject="sketch"), finding(building="shed"))
    places = list_places(evidence.campus, findings)
    assert [place.key for place in places] == ["main", "main/2", "-"] and ids
    assert sum(len(place.told) for place in places) == len(findings)


def test_each_floor_is_drawn_once_however_many_findings() -> None:
    evidence = school()
    spaces = [space for floor in evidence.floors for space in floor.spaces]
    findings = tuple(finding(subject=s.id, building="main", floor=s.id.rpartition("/")[0]) for s in spaces)
    edition = Edition("2026-03-02", "responder", "0a1b2c3d", "campusmap 0")
    judged = replace(review(evidence), findings=findings)
    page = findings_html(Kit(evidence.campus, evidence.project, evidence.analysis, judged, edition))
    assert page.count('class="plan-walls"') == 2
    assert page.count('class="spot"') == len(findings) and page.count('class="overview"') == 2
