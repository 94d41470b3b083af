from __future__ import annotations

import pytest

from campusmap.numbering.sides import side_letters, spell_side


@pytest.mark.parametrize(("number", "letters"), [("4W", "W"), ("NW4", "NW"), ("4", ""), ("4K", ""), ("Door", "")])
def test_the_letter_of_a_number(number: str, letters: str) -> None:
    assert side_letters(number, "compass") == letters


@pytest.mark.parametrize(
    ("bearing", "fit", "unfit"),
    [(0.0, {"N", "NE", "NW"}, {"E", "S", "W"}), (268.0, {"W"}, {"N", "E", "S"}), (40.0, {"N", "NE", "E"}, {"S", "W"})],
)
def test_a_wall_fits_the_points_of_the_compass_near_its_bearing(bearing: float, fit: set[str], unfit: set[str]) -> None:
    said = set(spell_side(bearing, "compass"))
    assert fit <= said and not unfit & said


def test_sides_run_clockwise_from_the_front() -> None:
    front = 200.0  # the front looks south-south-west
    assert [spell_side(front + 90 * at, "letters", front)[0] for at in range(4)] == ["A", "B", "C", "D"]
    assert spell_side(front + 44, "letters", front)[0] == "A"
