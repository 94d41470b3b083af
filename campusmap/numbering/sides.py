"""The side of a building that a letter in a door's number names: a point of the compass, or A to D."""

from __future__ import annotations

from typing import Final

from campusmap.numbering.grammar import split_number

COMPASS: Final = ("N", "NE", "E", "SE", "S", "SW", "W", "NW")
SIDES: Final = ("A", "B", "C", "D")  # clockwise from the front, as fire services name them
SLACK_DEG: Final = 15.0  # a wall this far beyond its quarter still counts for it (tool default)


def side_letters(number: str, words: str) -> str:
    """Return the side that a door's number names before or behind its digits, "" when it names none."""
    split = split_number(number)
    known = COMPASS if words == "compass" else SIDES
    return next((part for part in (split[0], split[2]) if part in known), "") if split else ""


def spell_side(bearing_deg: float, words: str, side_a_deg: float = 0.0) -> tuple[str, ...]:
    """Return the letters that fit a wall's outward bearing, the best first; ``side_a_deg`` is the front's bearing."""
    known = COMPASS if words == "compass" else SIDES
    front = 0.0 if words == "compass" else side_a_deg
    turns = {letter: (bearing_deg - front - 360.0 / len(known) * at) % 360.0 for at, letter in enumerate(known)}
    off = {letter: min(turn, 360.0 - turn) for letter, turn in turns.items()}
    fits = [letter for letter in known if off[letter] <= 45.0 + SLACK_DEG]
    return tuple(sorted(fits, key=lambda letter: (off[letter], len(letter))))
