"""Ways to exterior doors and AEDs on whole floors: sketches worked by hand, stairs, doors that are no way, a school."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from shapely import MultiPolygon, Point, box

from campusmap.geometry.label import find_pole
from campusmap.model.analysis import Reach
from campusmap.model.places import Campus, Floor, Marker, Opening, OpeningKind, Space
from campusmap.pipeline.campus import assemble_campus
from campusmap.pipeline.inputs import read_inputs
from campusmap.safety.exits import find_reach
from campusmap.safety.walking import STAIR_M, STAIR_RATIO
from campusmap.sketch import sketch_campus

HALL = """
    +-----+-----+-----+
    | 101 | 103 | 105 |
    +--/--+--/--+--/--+
(1) D COR1 Hall       D (2)
    +--/--+--/--+--/--+
    | 102 | 104 | 106 |
    +-----+-----+-----+
"""
WEST, EAST = "main/1/d-8-12", "main/1/d-44-12"  # the doors (1) and (2) of HALL
STACK = {
    "main": {
        "1": """
            +------+----------+
            | 101  | S1 Stair |
            +--/---+----/-----+
        (1) D COR1 Hall       |
            +-----------------+
        """,
        "2": """
            +------+----------+
            | 201  | S1 Stair |
            +--/---+----/-----+
            | COR2 Hall       |
            +-----------------+
        """,
    }
}


def reach_of(campus: Campus) -> dict[str, Reach]:
    return {reach.space.rsplit("/", 1)[-1] + "@" + reach.space.split("/")[1]: reach for reach in find_reach(campus)}


def change_floors(campus: Campus, alter: Callable[[Floor], Floor]) -> Campus:
    return replace(campus, buildings=tuple(replace(b, floors=tuple(map(alter, b.floors))) for b in campus.buildings))


def change_openings(campus: Campus, wanted: Callable[[Opening], bool], **facts: object) -> Campus:
    def alter(floor: Floor) -> Floor:
        openings = (replace(o, **facts) if wanted(o) else o for o in floor.openings)  # type: ignore[arg-type]
        return replace(floor, openings=tuple(openings))

    return change_floors(campus, alter)


def stacked(**heights: float | None) -> Campus:
    """Return two floors over one stair whose spaces carry one shaft name."""

    def alter(floor: Floor) -> Floor:
        spaces = tuple(replace(s, shaft="S1") if s.number == "S1" else s for s in floor.spaces)
        return replace(floor, spaces=spaces, elevation_m=heights.get(f"level_{floor.ordinal}"))

    return change_floors(sketch_campus(STACK), alter)


def aed(at: Point, space: str = "main/1/cor1", floor: str = "main/1", **facts: str) -> Marker:
    return Marker(facts.pop("id", "m-aed"), facts.pop("kind", "AED"), "AED", "main", floor, space, at, **facts)


def space_of(campus: Campus, space_id: str) -> Space:
    return next(s for b in campus.buildings for f in b.floors for s in f.spaces if s.id == space_id)


def test_a_hall_with_doors_at_both_ends_by_hand() -> None:
    found = reach_of(sketch_campus(HALL))
    assert found["101@1"].door == WEST and found["105@1"].door == EAST
    # Down 2 m to the middle of the door, then askew to the end of the hall, clear of the jamb.
    straight = 2.0 + math.dist((3, -4), (0, -6))
    assert straight <= (found["101@1"].door_m or 0) <= straight + 0.6
    assert found["cor1@1"].door_m == pytest.approx(9.0, abs=0.11)
    assert all(r.aed == "" and r.aed_m is None and r.door_by == () for r in found.values())


def test_metres_are_rounded_up() -> None:
    for reach in find_reach(sketch_campus(HALL)):
        assert reach.door_m is not None and round(reach.door_m * 10, 9) == int(round(reach.door_m * 10, 9))


def test_stairs_join_floors_at_a_stated_price() -> None:
    flat = reach_of(stacked())
    up, down = flat["s1@2"].door_m, flat["s1@1"].door_m
    assert up is not None and down is not None
    assert up == pytest.approx(down + STAIR_M, abs=0.11)
    assert flat["201@2"].door_by == ("S1",) and flat["201@2"].door == flat["101@1"].door
    tall = reach_of(stacked(level_0=0.0, level_1=5.0))["s1@2"].door_m
    assert tall == pytest.approx(down + 5 * STAIR_RATIO, abs=0.11)
    wrong = reach_of(stacked(level_0=5.0, level_1=0.0))["s1@2"].door_m
    assert wrong == pytest.approx(up)


def test_stairs_of_other_names_elevators_and_far_floors_join_nothing() -> None:
    def rename(campus: Campus, **facts: object) -> Campus:
        return change_floors(
            campus,
            lambda f: f if f.ordinal == 0 else replace(
                f, spaces=tuple(replace(s, **facts) if s.number == "S1" else s for s in f.spaces)  # type: ignore[arg-type]
            ),
        )  # fmt: skip

    assert reach_of(rename(stacked(), shaft="S2"))["201@2"].door == ""
    assert reach_of(rename(stacked(), shaft=""))["201@2"].door_m is None
    lift = change_floors(stacked(), lambda f: replace(
        f, spaces=tuple(replace(s, use="elevator") if s.number == "S1" else s for s in f.spaces)  # type: ignore[arg-type]
    ))  # fmt: skip
    assert reach_of(lift)["201@2"].door == ""
    skipped = change_floors(stacked(), lambda f: replace(f, ordinal=2 * f.ordinal))
    assert reach_of(skipped)["201@2"].door == ""


def test_stairs_far_apart_are_two_unless_nothing_says_where_they_are() -> None:
    from shapely.affinity import translate

    def shift(floor: Floor) -> Floor:
        if floor.ordinal == 0:
            return floor
        return replace(
            floor,
            spaces=tuple(replace(s, outline=translate(s.outline, 40)) for s in floor.spaces),
            openings=tuple(replace(o, line=translate(o.line, 40)) for o in floor.openings),
        )

    apart = change_floors(stacked(), shift)
    assert reach_of(apart)["201@2"].door == ""
    local = change_floors(apart, lambda f: replace(f, frame=replace(f.frame, placed=False)))
    assert reach_of(local)["201@2"].door_by == ("S1",)


def test_windows_and_doors_of_unknown_sides_are_no_way() -> None:
    campus = sketch_campus(HALL)
    first: Callable[[Opening], bool] = lambda o: o.number == "1"  # noqa: E731
    for facts in ({"kind": OpeningKind.WINDOW}, {"joins": ("main/1/cor1",)}, {"joins": ("OUTSIDE", "main/1/none")}):
        found = reach_of(change_openings(campus, first, **facts))
        assert found["101@1"].door == EAST, facts
    gap = change_openings(campus, first, kind=OpeningKind.OPENING)
    assert reach_of(gap)["101@1"].door == WEST


@pytest.mark.parametrize(
    "words", ["blocked by bleachers", "Does not open", "doesn't open", "sealed", "WELDED", "cannot be opened",
              "nailed shut", "permanently locked", "out of service", "not in use"],
)  # fmt: skip
def test_a_door_that_does_not_open_is_no_way(words: str) -> None:
    for field in ("lock", "access_control", "class_"):
        shut = change_openings(sketch_campus(HALL), lambda o: o.number == "1", **{field: words})
        assert reach_of(shut)["101@1"].door == EAST


@pytest.mark.parametrize("words", ["panic bar", "locked, key in key box", "opens outward", "magnetic lock", "deadbolt"])
def test_a_locked_door_stays_a_way(words: str) -> None:
    locked = change_openings(sketch_campus(HALL), lambda o: o.number == "1", lock=words)
    assert reach_of(locked)["101@1"].door == WEST


def test_an_aed_counts_where_it_hangs() -> None:
    campus = sketch_campus(HALL)
    at = find_pole(space_of(campus, "main/1/cor1").outline)
    found = reach_of(replace(campus, markers=(aed(at),)))
    assert found["cor1@1"].aed_m == 0.0 and found["cor1@1"].aed == "m-aed"
    assert found["103@1"].aed_m == pytest.approx(4.0, abs=0.2)
    for gone in (aed(at, status="planned"), aed(at, status="none"), aed(at, status="removed"), aed(at, kind="FACP")):
        assert reach_of(replace(campus, markers=(gone,)))["103@1"].aed == ""
    lost = replace(aed(at), at=None)
    outdoors = aed(Point(at.x, at.y + 30), space="")
    assert reach_of(replace(campus, markers=(lost, outdoors)))["103@1"].aed_m is None


def test_an_aed_drawn_in_the_wall_hangs_in_its_space() -> None:
    campus = sketch_campus(HALL)
    west, _, _, north = space_of(campus, "main/1/cor1").outline.bounds
    wall = Point(west + 6, north + 0.05)
    found = reach_of(replace(campus, markers=(aed(wall),)))
    assert found["cor1@1"].aed_m is not None
    assert found["101@1"].aed_m == pytest.approx(2 + math.dist((3, 0), (6, 0)), abs=1.3)
    nobodys = replace(aed(wall), space="")
    assert reach_of(replace(campus, markers=(nobodys,)))["cor1@1"].aed == ""


def test_an_aed_upstairs_is_reached_by_the_stair() -> None:
    campus = stacked()
    at = find_pole(space_of(campus, "main/2/201").outline)
    found = reach_of(replace(campus, markers=(aed(at, "main/2/201", "main/2"),)))
    assert found["101@1"].aed == "m-aed" and found["101@1"].aed_by == ("S1",)
    assert found["201@2"].aed_by == ()


def test_columns_are_walked_round_and_walls_cut_outlines_drawn_over_them() -> None:
    campus = sketch_campus(HALL)
    room = space_of(campus, "main/1/103").outline
    west, south, east, _ = room.bounds
    before = reach_of(campus)["103@1"].door_m or 0.0
    bar = MultiPolygon([box(west + 1, south + 0.7, east - 1, south + 0.9)])
    assert (reach_of(change_floors(campus, lambda f: replace(f, columns=bar)))["103@1"].door_m or 0.0) > before + 0.5
    across = MultiPolygon([box(west, south + 0.7, east, south + 0.9)])

    def overdraw(floor: Floor) -> Floor:
        spaces = tuple(replace(s, method="area-polyline") for s in floor.spaces)
        return replace(floor, spaces=spaces, walls=across)

    assert reach_of(change_floors(campus, overdraw))["103@1"].door == ""


def test_every_space_has_a_record_in_order() -> None:
    campus = sketch_campus({"main": HALL, "annex": "+---+\n|101|\n+---+"})
    spaces = [s.id for b in campus.buildings for f in b.floors for s in f.spaces]
    found = find_reach(campus)
    assert [reach.space for reach in found] == spaces
    assert found[-1] == Reach("annex/1/101", "", None, "", None)
    assert find_reach(campus) == found


@cache
def cedar(samples: Path) -> Campus:
    return assemble_campus(read_inputs(samples / "cedar-ridge-high"))


def test_a_high_school_end_to_end(samples: Path) -> None:
    campus = cedar(samples)
    start = time.process_time()
    found = find_reach(campus)
    assert (time.process_time() - start) * 300 / len(found) < 3.0  # about 0.4 s for 300 rooms; target 1 s
    floors = {s.id: f for b in campus.buildings for f in b.floors for s in f.spaces}
    doors = {o.id: o for b in campus.buildings for f in b.floors for o in f.openings}
    assert [r.space for r in found if floors[r.space].ordinal == 0 and not r.door] == []
    for reach in found:
        door, space = doors[reach.door], next(s for s in floors[reach.space].spaces if s.id == reach.space)
        assert door.exterior and door.kind is not OpeningKind.WINDOW
        crow = find_pole(space.outline).distance(door.line)
        assert reach.door_m is not None and crow <= reach.door_m < 150
        assert bool(reach.door_by) == (floors[reach.space].ordinal != 0)
