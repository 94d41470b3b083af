"""[numbering] in campus.toml, as people write it. Field names are the TOML keys."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

_STRICT = {"extra": "forbid"}  # read by the validator in ingest.project


@dataclass(frozen=True, slots=True)
class Numbering:
    """The numbering scheme. A key left out (None) is the preset's; an empty ``preset`` asks for nothing by itself.

    ``numbering/scheme.py`` says what each key means and joins it with the preset (``numbering/presets.toml``).
    Templates are texts with {floor}, {n}, {nn} (two places), {letter}, {number} and {side} in them.
    """

    __pydantic_config__ = _STRICT
    preset: str = "k12-clockwise"
    pattern: str = ""  # a regular expression that every room number fits
    reserved: tuple[str, ...] = ()  # room and exterior door numbers kept free on purpose
    frozen: tuple[str, ...] = ()  # numbers that are not to change; "door 4" for a door's
    # room numbers
    floor_digit: bool | None = None
    floor_one: Literal["main-entrance", "above-main-entrance", "lowest-grade", "highest-grade"] | None = None
    floor_places: int | None = None
    ground_code: str | None = None
    basement_codes: tuple[str, ...] | None = None
    single_basement: str | None = None
    mezzanine_codes: tuple[str, ...] | None = None
    attic_codes: tuple[str, ...] | None = None
    other_codes: tuple[str, ...] | None = None
    width: int | None = None
    max_length: int | None = None
    punctuation: str | None = None
    skip_letters: str | None = None
    suffix: str | None = None
    suites_take_suffix: bool | None = None
    rises_along_corridor: bool | None = None
    rises_from_entrance: bool | None = None
    odd_even_sides: bool | None = None
    spare: int | None = None
    alike_apart: bool | None = None
    stacked: bool | None = None
    room_attributes: tuple[str, ...] | None = None
    wing_prefix: bool | None = None
    wings: tuple[str, ...] | None = None
    building_prefix: bool | None = None  # room numbers begin with the building's number
    # corridors, stairs, lifts and shafts
    corridor: str | None = None
    stair: str | None = None
    lift: str | None = None
    shaft: str | None = None
    # exterior doors and windows
    door: str | None = None
    door_direction: Literal["clockwise", "counter-clockwise"] | None = None
    door_scope: Literal["building", "campus"] | None = None
    door_sides: Literal["compass", "letters"] | None = None
    windows: Literal["unmarked", "room-number", "numbered"] | None = None
    # buildings
    building_numbers: Literal["numbers", "letters"] | None = None
    building_width: int | None = None
    building_direction: Literal["clockwise", "counter-clockwise"] | None = None
