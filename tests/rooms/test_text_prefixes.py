"""Wing letters: a number with any one or two letters before it, or one behind, is a number but for a few codes."""

from __future__ import annotations

from itertools import product
from string import ascii_uppercase

from campusmap.rooms.texts import TextKind, text_to_kinds

PREFIXES = [*ascii_uppercase, *map("".join, product(ascii_uppercase, repeat=2))]
# Door numbers, directions and pipes; finishes; heights.
EXCEPT = {
    "": {"DN", "DR", "EX", "UP"},
    "12": set("CT FT PL PT QT RB RF TB VB WB WD".split()),  # noqa: SIM905
    "1.05": set("EL FL LH NA OK PD RH UK".split()),  # noqa: SIM905
}


def misread(shape: str) -> set[str]:
    return {p for p in PREFIXES if text_to_kinds(shape.format(p))[0][0] is not TextKind.NUMBER}


def test_prefixed_numbers_are_numbers() -> None:
    assert misread("{}101") == misread("{} 101") == EXCEPT[""]
    assert misread("{}-101") == EXCEPT[""] - {"DN", "UP"}
    assert misread("{}12") == EXCEPT[""] | EXCEPT["12"]
    assert misread("{}1.05") <= EXCEPT["1.05"] | {"DN"}


def test_numbers_with_a_letter_behind_are_numbers() -> None:
    shapes = ("101{}", "12{}", "1{}", "B-101{}")
    found = {shape.format(c): text_to_kinds(shape.format(c))[0][0] for shape in shapes for c in ascii_uppercase}
    assert {text for text, kind in found.items() if kind is not TextKind.NUMBER} == set()
