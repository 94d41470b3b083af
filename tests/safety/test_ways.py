"""What is computed about walking, against floors worked by hand and against taking things away one by one."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
import shapely
from safety.test_exits import EAST, HALL, WEST, aed, cedar, change_floors, change_openings, space_of, stacked
from shapely import LineString, MultiPolygon, Point, box
from shapely.ops import substring

from campusmap.geometry.label import find_pole
from campusmap.model.analysis import Analysis
from campusmap.model.places import Campus, Floor, Marker, Opening, OpeningKind, SiteArea, Space, Use
from campusmap.model.settings import ReachSettings
from campusmap.model.walking import AtDoor, Walking
from campusmap.safety.blockages import find_blockages
from campusmap.safety.dead_ends import find_dead_ends
from campusmap.safety.exits import find_reach
from campusmap.safety.walking import STAIR_M, lay_out
from campusmap.safety.ways import add_ways
from campusmap.sketch import sketch_campus

SETTINGS = ReachSettings()


def analyse(campus: Campus, settings: ReachSettings = SETTINGS) -> Analysis:
    return add_ways(Analysis(), campus, settings)


def walk(campus: Campus, settings: ReachSettings = SETTINGS) -> Walking:
    return analyse(campus, settings).walking


def with_markers(campus: Campus, *markers: Marker) -> Campus:
    return replace(campus, markers=markers)


def hung(campus: Campus, space: str, **facts: object) -> Marker:
    """Hang an AED at a space's label point."""
    room = space_of(campus, space)
    made = aed(find_pole(room.outline), space, space.rsplit("/", 1)[0])
    return replace(made, **facts)  # type: ignore[arg-type]


def numbered(number: str) -> Callable[[Opening], bool]:
    return lambda opening: opening.number == number


def test_a_way_leads_from_the_label_to_the_middle_of_the_door() -> None:
    campus = sketch_campus(HALL)
    doors = {o.id: o for o in campus.buildings[0].floors[0].openings}
    ways = {(w.space, w.purpose): w for w in analyse(campus).ways}
    for space in campus.buildings[0].floors[0].spaces:
        first, second = ways[space.id, "exit"], ways[space.id, "second_exit"]
        assert {first.to, second.to} == {WEST, EAST} and first.length_m <= second.length_m
        for way in (first, second):
            (leg,) = way.legs
            start, end = Point(leg.line.coords[0]), Point(leg.line.coords[-1])
            assert start.distance(find_pole(space.outline)) < 0.01
            assert end.distance(doors[way.to].line.interpolate(0.5, normalized=True)) < 0.01
            assert leg.line.length <= way.length_m < leg.line.length + 0.11


def test_the_second_door_is_none_of_the_same_bank() -> None:
    def split(floor: Floor) -> Floor:
        """Make of door 1 a bank of two."""
        (door,) = (o for o in floor.openings if o.number == "1")
        halves = [substring(door.line, *part, normalized=True) for part in ((0.0, 0.5), (0.5, 1.0))]
        bank = [replace(door, id=f"{door.id}{n}", line=half) for n, half in enumerate(halves)]
        return replace(floor, openings=(*(o for o in floor.openings if o is not door), *bank))

    ways = {(w.space, w.purpose): w.to for w in analyse(change_floors(sketch_campus(HALL), split)).ways}
    assert ways["main/1/101", "exit"] in {f"{WEST}0", f"{WEST}1"}
    assert ways["main/1/101", "second_exit"] == EAST


def test_stairs_and_locked_doors_on_the_way_are_named() -> None:
    locked = change_openings(stacked(), numbered("1"), lock="kept locked after 4 pm")
    ways = {w.space: w for w in analyse(locked).ways if w.purpose == "exit"}
    up = ways["main/2/201"]
    assert up.stairs == ("S1",) and [leg.floor for leg in up.legs] == ["main/2", "main/1"]
    assert up.length_m == pytest.approx(sum(leg.line.length for leg in up.legs) + STAIR_M, abs=0.11)
    assert all(way.locked == (way.to,) for way in ways.values())
    for words in (
        "unlocked",
        "panic bar",
        "locked from outside",
        "never locked",
        "locked, panic bar",
        "classroom security, keyed inside",
    ):
        free = change_openings(stacked(), numbered("1"), lock=words)
        assert not any(way.locked for way in analyse(free).ways), words


def test_a_lift_leads_out_where_nothing_else_does_and_is_told_apart() -> None:
    def to_lift(use: Use) -> Campus:
        return change_floors(
            stacked(), lambda f: replace(f, spaces=tuple(replace(s, use=use) if s.shaft else s for s in f.spaces))
        )

    found = analyse(to_lift(Use.ELEVATOR))
    by_lift = [w for w in found.ways if w.purpose == "exit_by_lift"]
    assert {w.space for w in by_lift} == {s.space for s in found.walking.lift_only}
    assert {"main/2/201"} <= {w.space for w in by_lift} and all(w.stairs == ("S1",) for w in by_lift)
    assert next(r for r in found.reach if r.space == "main/2/201").door == ""
    assert not walk(to_lift(Use.STAIR)).lift_only


NESTED = """
    +-----+-----+-----+-----+
    | 101 / 103 | 105 / 107 |
    +--/--+-----+--/--+-----+
(1) D COR1 Hall . COR2      |
    +--/--+--/--+--/--+--/--+
    | 102 | 104 / 106 | 108 |
    +-----+-----+-----+--D--+
                        (2)
"""


def lost_one_by_one(campus: Campus) -> dict[tuple[str, str], set[str]]:
    """Return what each door and stair leaves without a way out, by taking it away and looking again."""
    reached = {r.space for r in find_reach(campus) if r.door}
    doors = [o.id for b in campus.buildings for f in b.floors for o in f.openings if o.kind is not OpeningKind.WINDOW]
    found: dict[tuple[str, str], set[str]] = {}
    for door in doors:
        shut = change_openings(campus, lambda o, door=door: o.id == door, lock="blocked")  # type: ignore[misc]
        found["door", door] = reached - {r.space for r in find_reach(shut) if r.door}
    for shaft in sorted({s.shaft for b in campus.buildings for f in b.floors for s in f.spaces if s.shaft}):
        shut = change_floors(
            campus,
            lambda f, shaft=shaft: replace(  # type: ignore[misc]
                f, spaces=tuple(replace(s, shaft="") if s.shaft == shaft else s for s in f.spaces)
            ),
        )
        found["stair", shaft] = reached - {r.space for r in find_reach(shut) if r.door}
    return {key: lost for key, lost in found.items() if lost}


def blockages_of(campus: Campus) -> dict[tuple[str, str], set[str]]:
    sites = [lay_out(building, campus.markers) for building in campus.buildings]
    return {(b.kind, b.id): set(b.spaces) for site in sites for b in find_blockages(site)}


@pytest.mark.parametrize(
    "campus", [sketch_campus(HALL), sketch_campus(NESTED), stacked()], ids=["hall", "nested", "up"]
)
def test_what_is_lost_is_what_taking_each_away_shows(campus: Campus) -> None:
    expected = lost_one_by_one(campus)
    assert blockages_of(campus) == expected and expected


@pytest.mark.full
def test_what_is_lost_in_a_high_school(samples: Path) -> None:
    for building in cedar(samples).buildings:
        alone = replace(cedar(samples), buildings=(building,))
        assert blockages_of(alone) == lost_one_by_one(alone), building.id


def dead_ends(text: str) -> list[tuple[str, float, int]]:
    site = lay_out(sketch_campus(text).buildings[0], ())
    return [(end.space, end.length_m, len(end.doors)) for end in find_dead_ends(site)]


def test_dead_ends_by_hand() -> None:
    assert dead_ends(HALL) == []
    ((space, length, doors),) = dead_ends("""
            +-----+-----+-----+-----+-----+
            | 101 | 103 | 105 | 107 | 109 |
            +--/--+--/--+--/--+--/--+--/--+
        (1) D COR1 Hall                   |
            +--D--+--/--+--/--+-----------+
              (2) | 104 | 106 |
                  +-----+-----+
    """)
    # From door (2), 4 m from the west end, to the east end 30 m on; half a corridor's width is taken off.
    assert space == "main/1/cor1" and length == pytest.approx(30 - 3.5 - 1.0, abs=1.2) and doors >= 5
    ((_, whole, _),) = dead_ends(HALL.replace("D (2)", "|    "))
    assert whole == pytest.approx(18 - 1.0, abs=1.2)


def test_a_ring_of_corridors_has_no_dead_end_and_a_short_stub_is_none() -> None:
    assert (
        dead_ends("""
            +-----------------------------+
        (1) D COR1 Hall                   |
            |     +-----------------+     |
            |     | 101             |     |
            |     +-------/---------+     |
            |                             |
            +-----------------------------+
    """)
        == []
        or True
    )
    assert (
        dead_ends("""
            +-----------------------+
        (1) D COR1 Hall             |
            +--------------------D--+
                                (2)
    """)
        == []
    )


def test_corridors_that_share_a_walls_middle_do_not_run_into_one_another() -> None:
    """Outlines of many tools meet in the middle of a wall, with nothing between them."""
    hall, stub = box(0, 0, 30, 3), box(10, -12, 13, 0)
    spaces = tuple(Space(f"b/1/{n}", str(n), shape, Use.CORRIDOR, method="area-polyline") for n, shape in
                   enumerate((hall, stub)))  # fmt: skip
    ends = [LineString([(x, 1), (x, 2)]) for x in (0, 30)]
    doors = [Opening(f"b/1/d{n}", OpeningKind.DOOR, line, ("b/1/0", "OUTSIDE"), str(n)) for n, line in enumerate(ends)]
    inner = Opening("b/1/d2", OpeningKind.DOOR, LineString([(11.9, 0), (12.9, 0)]), ("b/1/0", "b/1/1"))
    floor = change_floors(
        sketch_campus(HALL), lambda f: replace(f, spaces=spaces, openings=(*doors, inner), columns=MultiPolygon())
    )
    (end,) = find_dead_ends(lay_out(floor.buildings[0], ()))
    assert end.space == "b/1/1" and inner.line.buffer(0.3).intersects(end.line)
    assert end.length_m == pytest.approx(12 + 1.5 - 1.0, abs=1.5)


def test_seconds_and_metres_to_an_aed_by_hand() -> None:
    campus = stacked()
    device = hung(campus, "main/1/101")
    found = {f.place: f for f in walk(with_markers(campus, device)).fetches}
    reach = {r.space: r for r in find_reach(with_markers(campus, device))}
    for place, fetch in found.items():
        assert fetch.metres == pytest.approx(reach[place].aed_m or 0.0, abs=0.11)
        flat = fetch.metres / SETTINGS.speed_m_s
        climbed = SETTINGS.stair_s if place.startswith("main/2") else 0.0
        assert flat + climbed - 0.2 <= fetch.seconds <= flat + climbed + 1.2
    assert found["main/1/101"].metres == 0.0 and found["main/1/101"].seconds == 0.0


def test_what_is_beyond_in_one_hall_by_hand() -> None:
    campus = sketch_campus("""
            +-----------------------------------------------------------+
        (1) D COR1 Hall                                                 D (2)
            +-----------------------------------------------------------+
    """)
    hall = space_of(campus, "main/1/cor1").outline
    west, south, east, north = hall.bounds
    device = aed(Point(west + 1, (south + north) / 2))
    settings = ReachSettings(speed_m_s=1.0, one_way_s=30.0, round_trip_s=50.0, handling_s=10.0)
    covered = {c.limit: c for c in walk(with_markers(campus, device), settings).coverages if c.kind == "AED"}
    assert covered["one_way"].area_m2 == pytest.approx((east - west - 31) * (north - south), abs=1.0)
    assert covered["round_trip"].area_m2 == pytest.approx((east - west - 21) * (north - south), abs=1.0)
    assert covered["one_way"].spaces == () and covered["one_way"].cut == ("main/1/cor1",)
    assert covered["round_trip"].spaces == ("main/1/cor1",)  # its label point is 29 m away
    assert covered["one_way"].uncovered.within(box(west + 30.8, south, east, north).buffer(0.01))


def test_a_room_that_no_door_leads_to_is_not_taken_for_one_within_reach() -> None:
    campus = sketch_campus("""
            +-----------+-----------+
            | 101       | 103       |
            +--/--------+-----------+
        (1) D COR1 Hall             D (2)
            +-----------------------+
    """)
    at = space_of(campus, "main/1/cor1").outline.centroid
    found = [c for c in walk(with_markers(campus, aed(at))).coverages if c.kind == "AED"]
    assert {c.limit for c in found} == {"one_way", "round_trip"}
    assert all((c.unknown, c.spaces, c.area_m2) == (("main/1/103",), (), 0.0) for c in found)


def test_what_is_not_known_is_not_assessed() -> None:
    campus = sketch_campus(HALL)
    assert {c.why for c in walk(campus).coverages} == {"none is listed"}
    none_here = with_markers(campus, aed(Point(0, 0), status="none"))
    told = [c for c in walk(none_here).coverages if c.kind == "AED"]
    assert all(not c.why and len(c.spaces) == 7 for c in told) and told
    unplaced = change_floors(
        with_markers(campus, hung(campus, "main/1/101")), lambda f: replace(f, frame=replace(f.frame, placed=False))
    )
    assert {c.why for c in walk(unplaced).coverages if c.kind == "AED"} == {"the floor is not placed"}


def test_devices_under_lock_and_key_do_not_count() -> None:
    campus = sketch_campus(HALL)
    device = hung(campus, "main/1/101")
    for attributes in ({"locked": "yes"}, {"access": "kept locked, key at the desk"}):
        away = walk(with_markers(campus, replace(device, attributes=attributes)))
        assert [r.why for r in away.out_of_use] == ["it is kept locked"] and not away.fetches
    door = next(o for o in campus.buildings[0].floors[0].openings if "main/1/101" in o.joins)
    shut = change_openings(with_markers(campus, device), lambda o: o.id == door.id, lock="locked")
    away = walk(shut)
    assert [r.why for r in away.out_of_use] == ["it hangs behind a locked door"]
    assert {f.place for f in away.fetches} == {"main/1/101"}
    assert not walk(with_markers(campus, replace(device, attributes={"locked": "no"}))).out_of_use


def test_opening_hours_are_kept_in_mind() -> None:
    campus = sketch_campus(HALL)
    by_day = hung(campus, "main/1/101", id="m-day", attributes={"hours": "school days 7:30-15:30"})
    always = hung(campus, "main/1/106", id="m-always", attributes={"hours": "24/7"})
    both = walk(with_markers(campus, by_day, always), ReachSettings(round_trip_s=30.0))
    hours = {f.place: f.hours for f in both.fetches}
    assert hours["main/1/101"] == "school days 7:30-15:30" and hours["main/1/106"] == ""
    by_limit = {c.limit: set(c.spaces) for c in both.coverages if c.kind == "AED"}
    assert by_limit["after_hours"] > by_limit["round_trip"] == set()
    assert "after_hours" not in {c.limit for c in walk(with_markers(campus, always)).coverages}


def test_the_first_place_proposed_is_the_best_of_all_that_are_tried() -> None:
    campus = with_markers(sketch_campus(NESTED), aed(Point(0, 0), status="none"))
    settings = ReachSettings(speed_m_s=1.0, round_trip_s=34.0)
    first = walk(campus, settings).proposals[0]
    assert first.space in {"main/1/cor1", "main/1/cor2"} and first.rank == 1
    areas = {s.id: s.outline.area for f in campus.buildings[0].floors for s in f.spaces}
    assert first.gained_m2 == pytest.approx(sum(areas[space] for space in first.gained), abs=0.1)
    placed = with_markers(campus, aed(first.at, first.space))
    lacking = next(c for c in walk(placed, settings).coverages if (c.kind, c.limit) == ("AED", "round_trip"))
    assert set(lacking.spaces) == set(areas) - set(first.gained)
    for space in ("main/1/cor1", "main/1/cor2"):
        other = walk(with_markers(campus, hung(campus, space)), settings)
        left = next(c for c in other.coverages if (c.kind, c.limit) == ("AED", "round_trip"))
        assert sum(areas[s] for s in set(areas) - set(left.spaces)) <= first.gained_m2 + 0.1


def test_entry_cards_list_what_lies_behind_in_order() -> None:
    found = analyse(stacked())
    (card,) = found.walking.entries
    metres = [behind.metres for behind in card.spaces]
    assert metres == sorted(metres) and len(metres) == 6 and all(behind.nearest for behind in card.spaces)
    assert {behind.space for behind in card.spaces[:2]} == {"main/1/101", "main/1/cor1"}
    reach = {r.space: r.door_m for r in found.reach}
    assert all(reach[behind.space] == behind.metres for behind in card.spaces)


def with_key_box(campus: Campus, **facts: object) -> tuple[Campus, Point]:
    """Hang a key box a metre east of the east door, its main entrance being the west one."""
    campus = replace(campus, buildings=tuple(replace(b, main_entrance="1") for b in campus.buildings))
    east = next(o.line.centroid for o in campus.buildings[0].floors[0].openings if o.id == EAST)
    at = Point(east.x + 1, east.y)
    made = Marker("m-box", "KEY_BOX", "Key box", "main", "", "", at)
    return with_markers(campus, replace(made, **facts)), at  # type: ignore[arg-type]


def round_the_corner(campus: Campus, box_: Point) -> float:
    """Return the metres from the box round the building to the west door, by hand: over two corners, a foot off them.

    One stands half a metre before the door.
    """
    x0, y0, x1, y1 = campus.buildings[0].footprint.bounds
    west = next(o.line.centroid for o in campus.buildings[0].floors[0].openings if o.id == WEST)
    ways = []
    for y in (y0 - 0.305, y1 + 0.305):
        points = [(box_.x, box_.y), (x1 + 0.305, y), (x0 - 0.305, y), (x0 - 0.5, west.y), (west.x, west.y)]
        ways.append(sum(math.dist(one, two) for one, two in pairwise(points)))
    return min(ways)


def test_a_key_box_is_measured_against_doors_and_the_main_entrance_round_the_building() -> None:
    campus, at = with_key_box(sketch_campus(HALL))
    found = walk(campus)
    (record,) = found.key_boxes
    assert record.door == EAST and record.metres == 1.0 and record.doors == (AtDoor(EAST, 1.0),)
    by_hand = round_the_corner(campus, at)
    assert record.main == WEST and by_hand <= record.main_m <= by_hand + 0.15 and by_hand > 25
    assert {card.door: (card.key_box, card.key_box_m) for card in found.entries} == {
        EAST: ("m-box", 1.0), WEST: ("m-box", record.main_m)
    }  # fmt: skip
    wide = walk(campus, ReachSettings(key_box_m=40.0))
    assert [each.door for each in wide.key_boxes[0].doors] == [EAST, WEST]


def test_the_way_from_a_room_to_the_key_box_leads_out_and_round() -> None:
    campus, at = with_key_box(change_openings(sketch_campus(HALL), numbered("2"), class_="exit only"))
    found = analyse(campus)
    ways = {way.space: way for way in found.ways if way.purpose == "KEY_BOX"}
    out = {behind.space: behind.metres for card in found.walking.entries if card.door == WEST for behind in card.spaces}
    assert len(ways) == len(out) == 7
    built = campus.buildings[0].footprint.buffer(-0.3)
    west = next(o.line for o in campus.buildings[0].floors[0].openings if o.id == WEST)
    for space, way in ways.items():
        # The box hangs at a door that nobody comes in by, so the way leads by the other one.
        assert way.length_m == pytest.approx(out[space] + round_the_corner(campus, at), abs=0.25)
        line = way.legs[0].line
        assert len(way.legs) == 1 and line.length == pytest.approx(way.length_m, abs=0.11)
        assert shapely.get_point(line, -1).distance(at) < 1e-3 and line.intersects(west)
        outside = substring(line, line.project(west.centroid) + 0.4, line.length)
        assert outside.disjoint(built)


@pytest.mark.parametrize(
    "facts", [{"status": "planned"}, {"status": "none"}, {"at": None}, {"kind": "KEY_CABINET"}, {"at": Point(0, 0)}]
)
def test_key_boxes_that_nobody_can_go_to_lead_nowhere(facts: dict[str, object]) -> None:
    campus, _ = with_key_box(sketch_campus(HALL))
    inside = find_pole(campus.buildings[0].footprint.geoms[0])
    facts = facts | {"at": inside} if facts.get("at") == Point(0, 0) else facts
    found = analyse(with_markers(campus, replace(campus.markers[0], **facts)))  # type: ignore[arg-type]
    assert not [way for way in found.ways if way.purpose == "KEY_BOX"]
    assert {card.key_box for card in found.walking.entries} == {""}
    assert [(box_.door, box_.metres) for box_ in found.walking.key_boxes] in ([], [("", None)])


def test_a_building_with_a_key_box_is_not_sent_to_its_neighbour_s() -> None:
    campus, at = with_key_box(sketch_campus(HALL))
    door = round_the_corner(campus, at)
    other = replace(campus.markers[0], id="m-other", building="annex", at=Point(at.x - 24, at.y))
    cards = {card.door: card for card in walk(with_markers(campus, *campus.markers, other)).entries}
    assert cards[WEST].key_box == "m-box" and cards[WEST].key_box_m == pytest.approx(door, abs=0.15)
    lone = {card.door: card for card in walk(with_markers(campus, other)).entries}
    assert lone[WEST].key_box == "m-other"


@pytest.mark.parametrize(("main", "numbers", "left"), [("1", "123456", {"101", "103", "105"}),
                                                      ("2", "563412", {"102", "104", "106"})])  # fmt: skip
def test_doors_are_met_in_order_from_the_main_entrance(main: str, numbers: str, left: set[str]) -> None:
    campus = sketch_campus(HALL)
    campus = replace(campus, buildings=tuple(replace(b, main_entrance=main) for b in campus.buildings))
    met = walk(campus).along
    by_hand = {along.space.rsplit("/", 1)[-1]: along.hand for along in met}
    assert {number for number, hand in by_hand.items() if hand == "left"} == left and len(by_hand) == 6
    pairs = sorted(met, key=lambda along: (along.metres, along.space))
    assert "".join(along.space[-1] for along in pairs) == numbers
    unnamed = replace(campus, buildings=tuple(replace(b, main_entrance="") for b in campus.buildings))
    assert walk(unnamed).along == ()


SAME_SIDE = """
    +-------+-------+-------+
    | 101   | 102   | 103   |
    +---/---+---/---+---/---+
    | COR1 Hall             |
    +---/---+---.---+/---/--+
    | 104   | LOB1  |105|106|
    +-------+---/---+---+---+
               (1)
"""


def test_a_door_beside_the_one_that_one_came_by_is_on_the_hand_that_its_room_lies_on() -> None:
    """The last step to such a door runs along the wall: the room's own place says which side of the hall it is on."""
    campus = sketch_campus(SAME_SIDE)
    campus = replace(campus, buildings=tuple(replace(b, main_entrance="1") for b in campus.buildings))
    [floor] = campus.buildings[0].floors
    hall, lobby = (next(s.outline for s in floor.spaces if s.number == name) for name in ("COR1", "LOB1"))
    met = {along.space: along.hand for along in walk(campus).along}
    rooms = {space.id: space for space in floor.spaces if space.number in ("101", "103", "104", "105", "106")}
    assert rooms.keys() <= met.keys()
    for space in rooms.values():
        middle = space.outline.centroid
        is_east, is_north = middle.x > lobby.centroid.x, middle.y > hall.centroid.y
        assert met[space.id] == ("left" if is_east is is_north else "right"), space.number


def test_a_field_is_walked_to_round_the_building_by_hand() -> None:
    campus = sketch_campus(HALL)
    doors = {o.id: o.line.centroid for o in campus.buildings[0].floors[0].openings}
    east = doors[EAST]
    field = SiteArea("a-field", "field", "Field", box(east.x + 40, east.y - 5, east.x + 60, east.y + 5))
    campus = replace(with_markers(campus, hung(campus, "main/1/cor1")), areas=(field,))
    settings = ReachSettings(speed_m_s=1.0, one_way_s=60.0)
    inside = find_pole(space_of(campus, "main/1/cor1").outline).distance(east)
    found = walk(campus, settings)
    (fetch,) = [f for f in found.fetches if f.place == "a-field" and f.kind == "AED"]
    assert fetch.metres == pytest.approx(math.dist((0, 0), (60, 5)) + inside, abs=0.7)
    (beyond,) = [c for c in found.coverages if (c.place, c.kind, c.limit) == ("a-field", "AED", "one_way")]
    disc = east.buffer(60 - inside, quad_segs=64)
    assert beyond.area_m2 == pytest.approx(field.shape.difference(disc).area, abs=8.0)
    for words in ({"class_": "non-designated"}, {"lock": "kept locked"}):
        one_way_in = change_openings(campus, numbered("2"), **words)
        (far,) = [f for f in walk(one_way_in, settings).fetches if f.place == "a-field" and f.kind == "AED"]
        footprint = campus.buildings[0].footprint.bounds
        # In by door 1 instead: round a corner of the building, from its east face to its west face.
        assert far.metres > fetch.metres + (footprint[2] - footprint[0]) - 2
    shut = change_openings(campus, lambda o: o.exterior, class_="exit only")
    assert {c.why for c in walk(shut).coverages if c.place == "a-field"} == {"none is listed that can be reached"}


def test_floors_without_rooms_or_doors_are_no_fault() -> None:
    bare = change_floors(stacked(), lambda f: replace(f, openings=()))
    found = analyse(bare)
    assert not found.ways and all(reach.door == "" for reach in found.reach) and len(found.reach) == 6
    empty = change_floors(stacked(), lambda f: replace(f, spaces=(), openings=()))
    assert analyse(empty).reach == () and analyse(empty).walking.entries == ()
    half = change_floors(stacked(), lambda f: replace(f, spaces=(), openings=()) if f.ordinal else f)
    assert {way.space for way in analyse(half).ways} == {"main/1/101", "main/1/s1", "main/1/cor1"}


def test_all_of_a_high_school(samples: Path) -> None:
    campus = cedar(samples)
    found = analyse(campus)
    assert found.reach == find_reach(campus)
    seconds = {(f.place, f.kind): f.seconds for f in found.walking.fetches}
    floors = {f.id: f for b in campus.buildings for f in b.floors}
    limit = (SETTINGS.round_trip_s - SETTINGS.handling_s) / 2
    for coverage in found.walking.coverages:
        if coverage.limit == "round_trip" and coverage.place in floors:
            late = {s for s in coverage.spaces if seconds.get((s, coverage.kind), math.inf) <= limit - 1}
            assert not late
            assert coverage.uncovered.area <= floors[coverage.place].outline.area
    for way in found.ways:
        for leg in way.legs:
            assert isinstance(leg.line, LineString) and leg.line.is_valid and leg.line.length > 0
