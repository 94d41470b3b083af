from __future__ import annotations

import pytest

from campusmap.numbering.custom import commonest_width, infer_floor_code


@pytest.mark.parametrize(
    ("numbers", "code"),
    [
        (["201", "202", "203", "104"], "2"),
        (["201", "102"], ""),
        (["1021", "1034", "1102", "1110", "1001"], "1"),  # floor 1, not floors 10 and 11
        (["A-2.1", "A-2.10", "B-2.4", "C-2.5a"], "2"),
        (["G-1.U.01", "G-2.U.02", "G-3.U.03", "G-2.U.09"], "U"),
        (["E-1.1.1", "E-1.1.2", "E-1.2.1", "E-1.4", "E-1.5"], "1"),
        (["G-1.1.04", "G-2.1.05", "G-3.1.05", "G-2.1.06"], "1"),
        (["E001", "E002", "E003", "E004"], "0"),
        (["1", "2", "3", "4"], ""),
        ([], ""),
    ],
)
def test_a_floor_says_its_code(numbers: list[str], code: str) -> None:
    assert infer_floor_code(numbers) == code


def test_a_building_number_in_front_is_no_floor() -> None:
    assert infer_floor_code(["3201", "3202", "3203", "3214"], "3") == "2"


def test_the_commonest_width() -> None:
    assert commonest_width(["101", "102", "1003"]) == 3
    assert commonest_width([]) is None
    assert commonest_width(["A-1.9", "A-1.10", "A-1.11"]) is None  # marks part them, so that a width means nothing
