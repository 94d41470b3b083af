"""Rooms along corridors that bend: the order is that of walking, where laying them on a straight line is wrong."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest
from shapely import LineString, Polygon, box
from shapely.affinity import rotate, scale

from campusmap.model.numbering import Numbering
from campusmap.model.places import Opening, OpeningKind, Space, Use
from campusmap.numbering.order import place_along, rooms_along
from campusmap.numbering.winding import walk_along
from campusmap.rules.examples import evidence_of, sketch, with_project
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
