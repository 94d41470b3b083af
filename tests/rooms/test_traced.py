"""What was traced on a picture becomes a floor like any other; what does not fit is told."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import numpy as np
from shapely import LineString, MultiPolygon, Polygon, box

from campusmap.model.feature import Trace
from campusmap.model.frame import Frame
from campusmap.model.places import OUTSIDE, Floor, OpeningKind, Use
from campusmap.model.plan import Picture, Plan
from campusmap.model.project import FloorEntry
from campusmap.model.source import Ref
from campusmap.rooms.traced import Tracing, trace_floor

FRAME = Frame("control_points", (0.03, 0.0, 500.0, 0.0, -0.03, 800.0), True, True, "px", "placement", True)
PLAN = Plan("a.png", "", "PNG", "", (), (), (), (), (), picture=Picture(1000, 800, "px"))
ENTRY = FloorEntry("1", 0, "Level 1", plan="a.png")
FOOTPRINT = MultiPolygon([box(500, 780, 530, 800)])


def room(number: str, *corners: float, **facts: str) -> Trace:
    return Trace("room", "A/1", box(*corners), number, who="Ann", when="2026-11-20", ref=_ref(), **facts)


def door(number: str, *ends: float, kind: str = "door") -> Trace:
    return Trace(kind, "A/1", LineString([ends[:2], ends[2:]]), number, who="Ann", when="2026-11-20", ref=_ref())


_numbers = iter(range(1, 10_000))


def _ref() -> Ref:
    return Ref("overrides.geojson", place=f"feature {next(_numbers)}")


def floor_of(*traces: Trace) -> Floor:
    return trace_floor(PLAN, FRAME, Tracing(ENTRY, "A", traces, FOOTPRINT))


def codes(floor: Floor) -> Counter[str]:
    return Counter(notice.code for notice in floor.notices if notice.code.startswith(("trace.", "rooms.")))


def test_rooms_and_doors_are_as_they_were_traced() -> None:
    traces = (
        room("101", 500, 790, 512, 800, name="Art", use="classroom"), room("Gym A-2", 512, 790, 530, 800),
        room("", 500, 780, 530, 790, use="corridor"), door("1", 510, 780, 511.8, 780, kind="double_door"),
        door("", 503, 790, 504, 790), door("", 520, 790, 524, 790, kind="opening"),
    )  # fmt: skip
    floor = floor_of(*traces)
    spaces = {space.number: space for space in floor.spaces}
    assert {number: (space.name, space.use) for number, space in spaces.items()} == {
        "101": ("Art", Use.CLASSROOM), "Gym A-2": ("", spaces["Gym A-2"].use), "": ("", Use.CORRIDOR)}  # fmt: skip
    assert all(space.method == "manual" and space.drawn_by == "Ann, 2026-11-20" for space in floor.spaces)
    for trace in traces[:3]:
        assert isinstance(trace.shape, Polygon)
        assert spaces[trace.number].outline.symmetric_difference(trace.shape).area < 1e-6
        assert spaces[trace.number].refs == (trace.ref,)
    hall, ids = spaces[""].id, {number: space.id for number, space in spaces.items()}
    joined = {(opening.kind, frozenset(opening.joins)) for opening in floor.openings}
    assert joined == {
        (OpeningKind.DOUBLE_DOOR, frozenset({hall, OUTSIDE})), (OpeningKind.DOOR, frozenset({hall, ids["101"]})),
        (OpeningKind.OPENING, frozenset({hall, ids["Gym A-2"]})),
    }  # fmt: skip
    assert codes(floor) == Counter()


def test_windows_are_as_they_were_traced_and_no_way() -> None:
    traces = (
        room("101", 500, 790, 512, 800), room("Hall", 500, 780, 512, 790),
        door("", 502, 790, 504, 790, kind="window"), door("W7", 501, 800, 507, 800, kind="window"),
        door("", 508, 790, 509, 790, kind="window"),
    )  # fmt: skip
    floor = floor_of(*traces)
    assert {(o.kind, o.number, frozenset(o.joins), round(o.line.length, 3)) for o in floor.openings} == {
        (OpeningKind.WINDOW, "", frozenset({"A/1/101", "A/1/hall"}), 2.0),
        (OpeningKind.WINDOW, "W7", frozenset({"A/1/101", OUTSIDE}), 6.0),
        (OpeningKind.WINDOW, "", frozenset({"A/1/101", "A/1/hall"}), 1.0),
    }
    assert {opening.refs for opening in floor.openings} == {(trace.ref,) for trace in traces[2:]}
    assert codes(floor) == Counter({"rooms.no_door": 2})  # nobody leaves by a window


def test_ids_stay_when_more_is_traced() -> None:
    first = [room("101", 500, 790, 512, 800), door("", 503, 790, 504, 790), room("", 500, 780, 530, 790)]
    before, after = floor_of(*first), floor_of(room("7", 512, 790, 530, 800), *first)
    assert {space.id for space in before.spaces} < {space.id for space in after.spaces}
    assert {opening.id for opening in before.openings} == {opening.id for opening in after.openings}


def test_rooms_apart_by_a_wall_are_joined_by_the_door_in_it() -> None:
    floor = floor_of(room("1", 500, 780, 510, 800), room("2", 510.3, 780, 530, 800), door("", 510, 785, 510, 786))
    assert set(floor.openings[0].joins) == {"A/1/1", "A/1/2"}
    assert codes(floor)["trace.door_inside"] == 0


def test_overlaps_are_told_from_a_palm_of_floor_on() -> None:
    for over, told in ((0.001, 0), (0.01, 1), (2.0, 1)):
        floor = floor_of(room("1", 500, 780, 510, 800), room("2", 510 - over, 780, 530, 800))
        assert codes(floor)["trace.overlap"] == told, over
        assert codes(floor)["rooms.area_overlap"] == 0


def test_a_room_in_a_room_is_cut_out_and_told() -> None:
    floor = floor_of(room("1", 500, 780, 530, 800), room("1A", 500, 780, 503, 783))
    areas = {space.number: space.outline.area for space in floor.spaces}
    assert np.allclose([areas["1"], areas["1A"]], [591, 9])
    assert codes(floor)["trace.nested"] == 1


def test_a_door_to_what_is_not_traced_is_no_exterior_door() -> None:
    floor = floor_of(room("1", 500, 790, 512, 800), door("A", 505, 790, 506, 790), door("1", 500, 794, 500, 795))
    joins = {opening.number: opening.joins for opening in floor.openings}
    assert joins == {"A": ("A/1/1",), "1": ("A/1/1", OUTSIDE)}
    assert codes(floor)["trace.door_inside"] == 1


def test_a_floor_without_rooms_says_so() -> None:
    floor = floor_of()
    assert codes(floor) == Counter({"trace.no_rooms": 1})
    unplaced = trace_floor(PLAN, replace(FRAME, placed=False), Tracing(ENTRY, "A", (), FOOTPRINT))
    assert codes(unplaced) == Counter()
