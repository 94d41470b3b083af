"""Rooms along corridors that bend: the order is that of walking, where laying them on a straight line is wrong."""

from __future__ import annotations

import math
import random
from dataclasses import replace

import pytest
from shapely import LineString, MultiPolygon, Point, Polygon, box
from shapely.affinity import rotate, scale

from campusmap.model.frame import Frame
from campusmap.model.numbering import Numbering
from campusmap.model.places import Building, Floor, Opening, OpeningKind, Space, Use
from campusmap.numbering.order import place_along, rooms_along
from campusmap.numbering.propose_rooms import propose_rooms
from campusmap.numbering.propose_runs import lay_runs
from campusmap.numbering.ring import walk_round
from campusmap.numbering.scheme import scheme_of
from campusmap.numbering.winding import walk_along
from campusmap.rules.examples import evidence_of, sketch, with_floor, with_project
from campusmap.rules.rule import Change
from campusmap.rules.run import review

# Corridors 2 m wide, and doors 1 m wide in their walls: (number, x, y, "v" for a door in a wall that runs north).
ELL = Polygon([(0, 0), (30, 0), (30, 30), (28, 30), (28, 2), (0, 2)])
ELL_DOORS = [
    ("101", 3, 2, "h"), ("103", 9, 2, "h"), ("105", 15, 2, "h"), ("107", 28, 8, "v"), ("109", 28, 15, "v"),
    ("111", 28, 25, "v"),
    ("102", 3, 0, "h"), ("104", 12, 0, "h"), ("106", 24, 0, "h"), ("108", 30, 5, "v"), ("110", 30, 16, "v"),
    ("112", 30, 27, "v"),
]  # fmt: skip
YOU = Polygon([(0, 30), (0, 0), (30, 0), (30, 30), (28, 30), (28, 2), (2, 2), (2, 30)])
YOU_DOORS = [
    ("101", 2, 27, "v"), ("103", 2, 15, "v"), ("105", 2, 8, "v"), ("107", 12, 2, "h"), ("109", 20, 2, "h"),
    ("111", 28, 10, "v"), ("113", 28, 26, "v"),
    ("102", 0, 25, "v"), ("104", 0, 12, "v"), ("106", 8, 0, "h"), ("108", 22, 0, "h"), ("110", 30, 9, "v"),
    ("112", 30, 24, "v"),
]  # fmt: skip
TEE = Polygon([(0, 0), (30, 0), (30, 2), (16, 2), (16, 20), (14, 20), (14, 2), (0, 2)])
TEE_DOORS = [("101", 3, 2, "h"), ("103", 25, 2, "h"), ("105", 14, 17, "v"), ("107", 16, 12, "v")]


def door(x: float, y: float, run: str) -> LineString:
    return LineString([(x - 0.5, y), (x + 0.5, y)] if run == "h" else [(x, y - 0.5), (x, y + 0.5)])


def on(corridor: Polygon, doors: list[tuple[str, int, int, str]]) -> tuple[Space, list[Space], list[Opening]]:
    hall = Space("hall", "COR1", corridor, Use.CORRIDOR)
    rooms = [Space(f"r{number}", number, box(x - 1, y - 1, x + 1, y + 1), Use.CLASSROOM) for number, x, y, _ in doors]
    joins = [
        Opening(f"o{number}", OpeningKind.DOOR, door(x, y, run), ("hall", f"r{number}")) for number, x, y, run in doors
    ]
    return hall, rooms, joins


def rows_by_line(corridor: Polygon, doors: list[tuple[str, int, int, str]], deg: float) -> list[list[str]]:
    """Place the doors along a straight line through the middle, and beside it, as if the corridor did not bend."""
    axis = (corridor.centroid.x, corridor.centroid.y, math.cos(math.radians(deg)), math.sin(math.radians(deg)))
    placed = sorted((*place_along(axis, door(x, y, run).centroid), number) for number, x, y, run in doors)
    return [[n for _, off, n in placed if off > 0], [n for _, off, n in placed if off <= 0]]


@pytest.mark.parametrize(("corridor", "doors"), [(ELL, ELL_DOORS), (YOU, YOU_DOORS)], ids=["L", "U"])
@pytest.mark.parametrize("turn", [0, 37, 90, 200])
def test_rooms_of_a_bent_corridor_come_in_order_of_walking(
    corridor: Polygon, doors: list[tuple[str, int, int, str]], turn: float
) -> None:
    hall, rooms, joins = on(corridor, doors)
    hall = replace(hall, outline=rotate(corridor, turn, origin=(0, 0)))
    joins = [replace(each, line=rotate(each.line, turn, origin=(0, 0))) for each in joins]
    sides = rooms_along(hall, rooms, joins)
    assert sides is not None
    found = [[room.number for room in side] for side in sides]
    odd = [number for number, *_ in doors if int(number) % 2]
    even = [number for number, *_ in doors if not int(number) % 2]
    assert {tuple(row) for row in found} in ({tuple(odd), tuple(even)}, {tuple(odd[::-1]), tuple(even[::-1])})


@pytest.mark.parametrize(("corridor", "doors"), [(ELL, ELL_DOORS), (YOU, YOU_DOORS)], ids=["L", "U"])
def test_no_straight_line_would_order_them(corridor: Polygon, doors: list[tuple[str, int, int, str]]) -> None:
    true = [[n for n, *_ in doors if int(n) % 2], [n for n, *_ in doors if not int(n) % 2]]
    for deg in range(0, 360, 5):
        rows = rows_by_line(corridor, doors, deg)
        assert all(sorted(row) not in true or row not in (sorted(row), sorted(row)[::-1]) for row in rows)


def test_a_mirrored_corridor_swaps_hands_only() -> None:
    met = walk_along(YOU, [door(x, y, run) for _, x, y, run in YOU_DOORS])
    turned = walk_along(scale(YOU, -1, 1, origin=(0, 0)), [door(-x, y, run) for _, x, y, run in YOU_DOORS])
    assert met is not None and turned is not None
    swap = {"left": "right", "right": "left", "": ""}
    assert [each.hand for each in turned] == [swap[each.hand] for each in met]
    assert [each.metres for each in turned] == pytest.approx([each.metres for each in met], abs=0.01)


def test_metres_are_those_of_the_way_on_foot() -> None:
    doors = [door(x, y, run) for _, x, y, run in ELL_DOORS]
    met = walk_along(ELL, doors)
    assert met is not None
    first, last = met[0], met[5]
    straight = doors[0].centroid.distance(doors[5].centroid)
    assert straight + 5 < abs(last.metres - first.metres) < 25 + 23 + 1  # round the corner, not through the wall


def test_the_way_begins_at_the_end_that_is_nearer() -> None:
    doors = [door(x, y, run) for _, x, y, run in ELL_DOORS]
    there, back = walk_along(ELL, doors, 0), walk_along(ELL, doors, 5)
    assert there is not None and back is not None
    assert there[0].metres < there[5].metres and back[5].metres < back[0].metres
    assert [(a.hand, b.hand) for a, b in zip(there, back, strict=True)] == [("left", "right")] * 6 + [
        ("right", "left")
    ] * 6


def test_a_door_in_an_end_wall_is_on_no_side() -> None:
    met = walk_along(ELL, [*(door(x, y, run) for _, x, y, run in ELL_DOORS), door(29, 30, "h"), door(0, 1, "v")])
    assert met is not None and [each.hand for each in met[-2:]] == ["", ""]


@pytest.mark.parametrize(
    ("corridor", "doors"),
    [
        (TEE, [door(x, y, run) for _, x, y, run in TEE_DOORS]),
        (box(0, 0, 10, 10), [door(2, 10, "h"), door(8, 10, "h"), door(5, 0, "h")]),
        (box(0, 0, 30, 30).difference(box(2, 2, 28, 28)), [door(5, 0, "h"), door(25, 0, "h"), door(30, 20, "v")]),
        (ELL, [door(3, 2, "h"), door(3, 9, "h"), door(28, 15, "v")]),  # one stands nowhere
        (ELL, [door(3, 2, "h")]),
    ],
    ids=["branches", "hall", "ring", "loose door", "one door"],
)
def test_no_order_where_there_is_no_one_way(corridor: Polygon, doors: list[LineString]) -> None:
    assert walk_along(corridor, doors) is None


def bent(*numbers: str) -> Change:
    """Draw a corridor that turns a corner, with four rooms round its outside and three inside."""
    a, b, c, d, e, f, g = numbers
    text = f"""
        +-----+-----+-----+-----+-----+
        | {a} | {b} | {c} | {d} | {e} |
        +--/--+--/--+--/--+--/--+--/--+-----+
    (1) D COR1 Hall                   |     |
        +-----------------------+     / {f} |
                                |     |     |
                                |     +-----+
                                |     |     |
                                |     / {g} |
                                |     |     |
                                |     +-----+
                                |     |
                                +-----+
    """
    return sketch(text) + with_project(numbering=Numbering(preset="odd-even-corridor"))


def ids_of(change: Change) -> list[str]:
    said = review(evidence_of(change))
    return [f.id for f in said.findings if f.id in ("NUM007", "NUM012")] + [s.id for s in said.not_assessed]


def test_rules_follow_a_corridor_round_its_corner() -> None:
    assert ids_of(bent("101", "103", "105", "107", "109", "111", "113")) == []
    assert ids_of(bent("101", "109", "103", "111", "105", "113", "107")) == ["NUM007"]
    assert ids_of(bent("101", "103", "105", "107", "108", "110", "112")) == ["NUM012"]


# A corridor 2 m wide with a bar across its end, as where a wing meets another: rooms in the bar are in no row.
BAR = Polygon([(0, 0), (2, 0), (2, 24), (8, 24), (8, 26), (-6, 26), (-6, 24), (0, 24)])
BAR_DOORS = [
    ("169", 0, 4, "v"), ("168", 0, 8, "v"), ("167", 0, 12, "v"), ("166", 0, 16, "v"), ("164", 0, 20, "v"),
    ("158", 2, 1, "v"), ("159", 2, 5, "v"), ("160", 2, 10, "v"), ("161", 2, 15, "v"), ("162", 2, 20, "v"),
    ("171", 0, 26, "h"), ("170", 3, 26, "h"),
]  # fmt: skip


@pytest.mark.parametrize("turn", [0, 37, 90, 200])
def test_doors_in_a_bar_across_the_end_are_on_no_side(turn: float) -> None:
    hall, rooms, joins = on(BAR, BAR_DOORS)
    hall = replace(hall, outline=rotate(BAR, turn, origin=(0, 0)))
    sides = rooms_along(hall, rooms, [replace(each, line=rotate(each.line, turn, origin=(0, 0))) for each in joins])
    assert sides is not None
    found = {tuple(sorted(room.number for room in side)) for side in sides}
    assert found == {("164", "166", "167", "168", "169"), ("158", "159", "160", "161", "162")}


# A corridor 2 m wide round a court, and its doors as one meets them going clockwise from the lower left corner.
COURT = box(0, 0, 30, 30).difference(box(2, 2, 28, 28))
OUTER = [("101", 0, 5, "v"), ("103", 0, 29, "v"), ("105", 1, 30, "h"), ("107", 29, 30, "h"), ("109", 30, 15, "v"),
         ("111", 29, 0, "h"), ("113", 12, 0, "h")]  # fmt: skip
INNER = [("102", 2, 8, "v"), ("104", 2, 22, "v"), ("106", 9, 28, "h"), ("108", 28, 20, "v"), ("110", 20, 2, "h")]


def renumbered(doors: list[tuple[str, int, int, str]], numbers: list[str]) -> list[tuple[str, int, int, str]]:
    return [(number, *place) for number, (_, *place) in zip(numbers, doors, strict=True)]  # type: ignore[misc]


def ring_floor(hall: Space, rooms: list[Space], joins: list[Opening]) -> Floor:
    frame = Frame("anchor", (1, 0, 0, 0, 1, 0), True, True, "m", "header", True)
    return Floor("main/1", "1", 0, MultiPolygon(), frame, (hall, *rooms), tuple(joins), code="1")


def is_a_turn_of(row: list[str], wanted: list[str]) -> bool:
    return any(row == wanted[n:] + wanted[:n] for n in range(len(wanted)))


@pytest.mark.parametrize("turn", [0, 37, 90, 200])
def test_rooms_of_a_ring_come_in_order_of_going_round(turn: float) -> None:
    hall, rooms, joins = on(COURT, OUTER + INNER)
    hall = replace(hall, outline=rotate(COURT, turn, origin=(0, 0)))
    joins = [replace(each, line=rotate(each.line, turn, origin=(0, 0))) for each in joins]
    sides = rooms_along(hall, rooms, joins)
    assert sides is not None
    assert is_a_turn_of([room.number for room in sides.left], [number for number, *_ in OUTER])
    assert is_a_turn_of([room.number for room in sides.right], [number for number, *_ in INNER])


def test_metres_round_a_ring_are_those_along_its_middle() -> None:
    found = walk_round(COURT, [door(x, y, run) for _, x, y, run in INNER], start=1)
    assert found is not None and found.around_m == pytest.approx(4 * 26 + 2 * math.pi, abs=0.1)  # a metre off the court
    assert found.met[1].metres == 0 and found.met[0].metres == pytest.approx(found.around_m - 14, abs=0.01)


@pytest.mark.parametrize(
    ("corridor", "doors"),
    [
        (COURT.difference(box(12, 12, 18, 18)).union(box(30, 14, 45, 16)), [(40, 14, "h"), (5, 0, "h")]),
        (COURT.union(box(14, 2, 16, 28)), [(5, 0, "h"), (25, 0, "h")]),
        (box(0, 0, 20, 20).difference(box(8, 8, 12, 12)), [(5, 0, "h"), (15, 0, "h")]),
        (COURT, [(5, 0, "h")]),
    ],
    ids=["an arm", "two courts", "a hall with a small court", "one door"],
)
def test_no_way_round_what_is_no_ring(corridor: Polygon, doors: list[tuple[int, int, str]]) -> None:
    assert walk_round(corridor, [door(*each) for each in doors]) is None


@pytest.mark.parametrize(
    ("numbers", "is_told"),
    [
        ("101 103 105 107 109 111 113", False),
        ("113 111 109 107 105 103 101", False),  # the other way round
        ("107 109 111 113 101 103 105", False),  # from another place on
        ("105 103 101 113 111 109 107", False),
        ("101 109 103 113 107 105 111", True),
        ("101 113 103 111 105 109 107", True),  # there and back on one side: nobody walks so
    ],
)
def test_a_ring_is_in_order_either_way_round(numbers: str, is_told: bool) -> None:
    hall, rooms, joins = on(COURT, renumbered(OUTER, numbers.split()))
    found = review(evidence_of(sketch("""
            +-----+-----+
            | 101 | 103 |
            +--/--+--/--+
        (1) D COR1 Hall |
            +-----------+
    """) + with_floor(spaces=(hall, *rooms), openings=tuple(joins))))  # fmt: skip
    assert [f.id for f in found.findings if f.id == "NUM007"] == ["NUM007"] * is_told
    assert not [skip for skip in found.not_assessed if skip.id == "NUM007"]


@pytest.mark.parametrize("seed", range(12))
def test_a_scrambled_ring_is_put_in_order(seed: int) -> None:
    chance = random.Random(seed)
    numbers = chance.sample(range(101, 140), len(OUTER + INNER))
    hall, rooms, joins = on(COURT, renumbered(OUTER + INNER, [str(n) for n in numbers]))
    floor = ring_floor(hall, rooms, joins)
    run = lay_runs(floor, Point(0, 0)).runs[0]
    assert run.is_one_way and not run.leads_off and run.around_m
    building = Building("main", "", "Main", MultiPolygon(), (floor,))
    changes, remarks = propose_rooms(building, scheme_of(Numbering()), Point(0, 0), set(map(str, numbers)))
    new = {change.subject: change.new for change in changes}
    sides = rooms_along(hall, rooms, joins)
    assert sides is not None and not remarks
    for side in sides:
        row = [int(new.get(room.id, room.number)) for room in side]
        drops = sum(a > b for a, b in zip(row, row[1:] + row[:1], strict=True))
        assert drops in (1, len(row) - 1), row


def test_a_ring_in_order_from_another_place_keeps_every_number() -> None:
    hall, rooms, joins = on(COURT, renumbered(OUTER, ["107", "109", "111", "113", "101", "103", "105"]))
    floor = ring_floor(hall, rooms, joins)
    building = Building("main", "", "Main", MultiPolygon(), (floor,))
    assert propose_rooms(building, scheme_of(Numbering()), Point(0, 0), set()) == ([], [])


def test_a_door_in_the_end_of_a_straight_corridor_is_on_no_side() -> None:
    doors = [("101", 3, 2, "h"), ("103", 9, 2, "h"), ("110", 12, 1, "v"), ("105", 10, 0, "h"), ("107", 2, 0, "h")]
    sides = rooms_along(*on(box(0, 0, 12, 2), doors))
    assert sides is not None
    assert [[room.number for room in side] for side in sides] == [["101", "103"], ["107", "105"]]


@pytest.mark.parametrize(
    ("numbers", "is_told"), [("A101 B109 A103 B107 A105", False), ("A101 A109 A103 A107 A105", True)]
)
def test_numbers_of_two_wings_are_in_no_order_with_each_other(numbers: str, is_told: bool) -> None:
    rooms = "|".join(f" {number} " for number in numbers.split())
    found = review(evidence_of(sketch(f"""
            +------+------+------+------+------+
            |{rooms}|
            +--/---+--/---+--/---+--/---+--/---+
        (1) D COR1 Hall                        |
            +----------------------------------+
    """)))  # fmt: skip
    assert [f.id for f in found.findings if f.id == "NUM007"] == ["NUM007"] * is_told
