"""The packs: which lines a law or a guideline asks for, by which section, and whether its text was read."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from campusmap.rules.lines.line import Ages, Ask

GRADES = {"V": "read in the original", "S": "unverified: known through another source", "U": "unverified: not seen"}


@dataclass(frozen=True, slots=True)
class Wish:
    """One line that a pack asks for, with the section that asks and the grade of its text."""

    line: str
    section: str
    grade: str


@dataclass(frozen=True, slots=True)
class Pack:
    """One pack as its file states it. ``ask`` holds its ages and the agencies that it names."""

    id: str
    name: str
    citation: str
    url: str
    note: str
    ask: Ask
    wishes: tuple[Wish, ...]


@cache
def load_packs() -> dict[str, Pack]:
    """Return every pack by its id, the name of its file."""
    folder = files("campusmap.rules.lines").joinpath("packs")
    paths = sorted((path for path in folder.iterdir() if path.name.endswith(".toml")), key=lambda path: path.name)
    return {(name := path.name.removesuffix(".toml")): _read_pack(name, path.read_text("utf-8")) for path in paths}


def _read_pack(name: str, text: str) -> Pack:
    table: dict[str, Any] = tomllib.loads(text)
    wishes = [Wish(line, group["section"], group["grade"]) for group in table["asks"] for line in group["lines"]]
    ages = Ages(**table.get("ages", {}))
    ask = Ask(ages, tuple(table.get("roles", ())))
    ordered = tuple(sorted(wishes, key=lambda wish: (wish.line[0] != "R", wish.line)))
    return Pack(name, table["name"], table["citation"], table["url"], table["note"], ask, ordered)
