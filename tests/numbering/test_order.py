from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import spearmanr
from shapely import MultiPolygon, box

from campusmap.model.numbering import Numbering
from campusmap.numbering.custom import commonest_width, infer_floor_code
from campusmap.numbering.grammar import parse_number
from campusmap.numbering.order import doors_around, longest_rise, rank_correlation, rank_numbers, rooms_along
from campusmap.numbering.scheme import scheme_of
from campusmap.sketch import sketch_floor

FLOOR = """
          (2)    (3)
        +--/--+--/--+-----+
        | 101 | 103 | 105 |
        +--/--+--/--+--/--+
    (1) D COR1 Hall       D (4)
        +--/--+--/--+--/--+
        | 102 | 104 | 106 |
        +-----+-----+-/---+
                      (5)
"""


def test_rooms_come_by_side_and_in_order() -> None:
    floor = sketch_floor(FLOOR)
    corridor = next(s for s in floor.spaces if s.number == "COR1")
    sides = rooms_along(corridor, floor.spaces, floor.openings)
    assert sides is not None
    assert sorted(tuple(room.number for room in side) for side in sides) == [
        ("101", "103", "105"),
        ("102", "104", "106"),
    ]


def test_a_square_has_no_order() -> None:
    floor = sketch_floor(FLOOR)
    room = next(s for s in floor.spaces if s.number == "101")
    assert rooms_along(room, floor.spaces, floor.openings) is None


def test_doors_run_clockwise_seen_from_above() -> None:
    floor = sketch_floor(FLOOR)
    doors = [o for o in floor.openings if o.exterior]
    around = [door.number for door in doors_around(floor.outline, doors)]
    start = around.index("1")
    assert around[start:] + around[:start] == ["1", "2", "3", "4", "5"]
    assert doors_around(MultiPolygon([box(0, 0, 10, 10)]), doors) == ()
    assert doors_around(MultiPolygon(), doors) == ()


@given(st.lists(st.integers(0, 99), min_size=2, max_size=12, unique=True))
def test_rank_correlation_agrees_with_scipy(values: list[int]) -> None:
    assert rank_correlation(values) == pytest.approx(spearmanr(range(len(values)), values).statistic)


def test_a_row_and_its_mirror_image_weigh_alike() -> None:
    row = [1, 2, 3, 5, 4]
    assert rank_correlation(row) == -rank_correlation(row[::-1]) == 0.9


def test_a_suffix_counts_in_the_order() -> None:
    falling = [
        parse_number(number, building_number="", floor_code="1") for number in ["118A", "118", "117", "116", "115"]
    ]
    assert rank_numbers([number for number in falling if number]) == [4.0, 3.0, 2.0, 1.0, 0.0]


def test_too_few_values_are_in_order() -> None:
    assert rank_correlation([]) == rank_correlation([3]) == 1.0


def longest_by_search(values: list[int]) -> int:
    best = [1] * len(values)
    for i in range(len(values)):
        best[i] = 1 + max((best[j] for j in range(i) if values[j] <= values[i]), default=0)
    return max(best, default=0)


@given(st.lists(st.integers(0, 12), max_size=12))
def test_longest_rise_agrees_with_a_search(values: list[int]) -> None:
    chain = longest_rise(values)
    assert len(chain) == longest_by_search(values)
    assert list(chain) == sorted(chain) and [values[i] for i in chain] == sorted(values[i] for i in chain)


def test_scheme() -> None:
    assert scheme_of(Numbering()).rises_along_corridor
    assert scheme_of(Numbering(preset="odd-even-corridor")).odd_even_sides
    assert scheme_of(Numbering(preset="wing-prefix")).wing_prefix
    assert not scheme_of(Numbering(preset="unheard of")).rises_along_corridor
    assert infer_floor_code(["201", "202", "203", "104"]) == "2"
    assert infer_floor_code(["201", "102"]) == ""
    assert commonest_width(["101", "102", "1003"]) == 3
    assert commonest_width([]) is None
