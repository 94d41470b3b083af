"""The numbering scheme of a campus: what [numbering] says, joined with a preset, joined with the defaults."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, fields
from functools import cache
from importlib.resources import files
from typing import Any

from campusmap.model.numbering import Numbering


@dataclass(frozen=True, slots=True)
class Scheme:
    """Every choice in which institutions differ; what a field is named after is explained beside it.

    The values here are the tool's defaults: they ask for nothing that no source of the catalogue asks of all.
    """

    name: str = ""
    title: str = "No scheme"
    source: str = "tool default"
    url: str = ""
    grade: str = "tool"
    # room numbers: [building][wing][floor's code][serial][suffix]
    floor_digit: bool = True  # a room number begins with its floor's code
    floor_one: str = ""  # which storey is 1; "": not declared
    floor_places: int = 1  # places of a storey's count: 2 writes "01"
    ground_code: str = ""  # of the storey below floor 1 that is entered from outside
    basement_codes: tuple[str, ...] = ()  # from the first below ground down; (): not declared
    single_basement: str = ""  # where there is one basement only; "": the first of the codes
    mezzanine_codes: tuple[str, ...] = ()
    attic_codes: tuple[str, ...] = ()
    other_codes: tuple[str, ...] = ()  # that a storey off the count may have besides
    width: int | None = None  # characters of a room number on a floor with a code of one; None: as most have
    max_length: int = 7
    punctuation: str = ""  # marks that a room number may hold
    skip_letters: str = "IO"
    suffix: str = "{letter}"  # what a suffix looks like; "": anything
    suites_take_suffix: bool = False  # a room behind another has that one's number and a suffix
    rises_along_corridor: bool = False
    rises_from_entrance: bool = False  # and from the end that comes first from the main entrance
    odd_even_sides: bool = False
    alike_apart: bool = False  # of two numbers near each other that sound alike, a proposal changes one
    stacked: bool = False  # rooms over one another have the same last digits
    spare: int = 0  # numbers left free after each room, on its side
    room_attributes: tuple[str, ...] = ()  # columns that the rooms table has for every room
    wing_prefix: bool = False
    wings: tuple[str, ...] = ()  # the letters in use; (): any
    building_prefix: bool = False
    # templates of corridors', stairs', lifts' and shafts' numbers; "": any
    corridor: str = ""
    stair: str = ""
    lift: str = ""
    shaft: str = ""
    # exterior doors, windows, buildings
    door: str = ""  # template; "": any
    door_direction: str = "clockwise"
    door_scope: str = "building"
    door_sides: str = ""  # the side a door's letter speaks of: compass or letters (A is the front); "": none
    windows: str = ""  # unmarked, room-number or numbered; "": not declared
    building_numbers: str = ""  # numbers or letters; "": either
    building_width: int | None = None
    building_direction: str = "clockwise"  # in which proposals number buildings; checked where campus.toml says it
    # numbers of the project
    pattern: str = ""
    reserved: tuple[str, ...] = ()
    frozen: tuple[str, ...] = ()


@cache
def load_presets() -> dict[str, Scheme]:
    """Return the presets by name; "" is the scheme that asks for nothing."""
    raw = tomllib.loads(files("campusmap.numbering").joinpath("presets.toml").read_text("utf-8"))
    return {"": Scheme()} | {name: Scheme(name=name, **_tuples(table)) for name, table in raw.items()}


def scheme_of(numbering: Numbering) -> Scheme:
    """Return the scheme of a project: its own keys first, then its preset's, then the defaults.

    A preset of an unknown name, which the reader of campus.toml refuses, is none.
    """
    preset = load_presets().get(numbering.preset, Scheme())
    own = {field.name: getattr(numbering, field.name) for field in fields(Numbering) if field.name != "preset"}
    values = {field.name: getattr(preset, field.name) for field in fields(Scheme)}
    return Scheme(**values | {key: value for key, value in own.items() if value is not None})


def _tuples(table: dict[str, Any]) -> dict[str, Any]:
    return {key: tuple(value) if isinstance(value, list) else value for key, value in table.items()}
