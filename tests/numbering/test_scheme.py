"""Published conventions as settings: what a preset says, and what campus.toml changes in it."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import get_args, get_type_hints

import pytest

from campusmap.model.numbering import Numbering
from campusmap.model.places import Building, Opening
from campusmap.numbering.scheme import Scheme, load_presets, scheme_of
from campusmap.numbering.storeys import code_storeys, declared_codes, find_floor_one
from campusmap.numbering.template import fill_template, fits_template, serial_letters, unknown_fields
from campusmap.sketch import sketch_campus

ROOM = """
    +-----+
    | 101 |
    +--{door}--+
       {label}
"""
CHOICES = {
    field.name: set(get_args(get_args(get_type_hints(Numbering)[field.name])[0]))
    for field in fields(Numbering)
    if "Literal" in str(field.type)
}


def storeys(doors: dict[int, str], names: dict[int, str] | None = None) -> Building:
    """Return a building with a floor at each ordinal; a text is the number of its door to the outside, "-" is none."""
    drawn = {
        f"L{at}": ROOM.format(door="-" if number == "-" else "/", label="" if number == "-" else f"({number})")
        for at, number in doors.items()
    }
    (building,) = sketch_campus({"main": drawn}).buildings
    at = list(doors)
    floors = tuple(
        replace(f, ordinal=at[i], name=(names or {}).get(at[i], f.name), openings=tuple(map(blank, f.openings)))
        for i, f in enumerate(building.floors)
    )
    return replace(building, floors=floors)


def blank(door: Opening) -> Opening:
    return replace(door, number=door.number.replace("?", ""))


def codes(preset: str, doors: dict[int, str], names: dict[int, str] | None = None, **own: object) -> list[str]:
    scheme = scheme_of(Numbering(preset=preset, **own))  # type: ignore[arg-type]
    return list(code_storeys(storeys(doors, names), scheme).values())


@pytest.mark.parametrize(
    ("preset", "doors", "expected"),
    [
        # Indiana: 1 is the uppermost storey entered at grade; below it 0.
        ("indiana", {-1: "-", 0: "1", 1: "2", 2: "-"}, {-1: "", 0: "0", 1: "1", 2: "2"}),
        # UNC: 1 is the lowest storey entered at grade.
        ("unc", {-1: "3", 0: "1", 1: "2"}, {-1: "1", 0: "2", 1: "3"}),
        ("unc", {-1: "-", 0: "1", 1: "-"}, {-1: "B", 0: "1", 1: "2"}),
        # Hawaii: B, SB, SB2 from the top down, 1 is the uppermost storey entered at grade.
        ("hawaii", {-3: "-", -2: "-", -1: "-", 0: "1", 1: "-"}, {-3: "SB2", -2: "SB", -1: "B", 0: "1", 1: "2"}),
        # Stanford: two places, the basement 00, below it B1 and B2.
        ("stanford", {-2: "-", -1: "-", 0: "1", 1: "-"}, {-2: "B1", -1: "00", 0: "01", 1: "02"}),
        # DoDEA: 1 is the storey of the main entrance whatever lies below; one basement is B, several are B1, B2.
        ("dodea", {-1: "2", 0: "1", 1: "3"}, {-1: "B", 0: "1", 1: "2"}),
        ("dodea", {-2: "-", -1: "2", 0: "1"}, {-2: "B2", -1: "B1", 0: "1"}),
        ("europe", {-1: "-", 0: "1", 1: "-"}, {-1: "U", 0: "0", 1: "1"}),
    ],
)
def test_what_counts_as_floor_one(preset: str, doors: dict[int, str], expected: dict[int, str]) -> None:
    scheme = load_presets()[preset]
    building = storeys(doors)
    said = code_storeys(building, scheme)
    assert {floor.ordinal: said[floor.id] for floor in building.floors} == expected
    assert [floor.ordinal for floor in building.floors if said[floor.id].lstrip("0") == "1"] == [
        find_floor_one(building, scheme)
    ]


def test_a_mezzanine_and_an_attic_are_not_counted() -> None:
    names = {1: "Mezzanine", 3: "Attic"}
    building = storeys({0: "1", 1: "-", 2: "-", 3: "-"}, names)
    assert set(code_storeys(building, load_presets()["stanford"]).values()) == {"01", "M1", "02", "AT"}
    assert set(code_storeys(building, load_presets()["dodea"]).values()) == {"1", "M", "2", ""}


def test_the_projects_key_beats_the_preset_and_the_preset_beats_the_default() -> None:
    assert scheme_of(Numbering(preset="")) == Scheme()
    assert scheme_of(Numbering(preset="unc")).width == 4 != Scheme().width
    assert scheme_of(Numbering(preset="unc", width=3)).width == 3
    assert scheme_of(Numbering(preset="unc", rises_along_corridor=False)).rises_along_corridor is False
    assert scheme_of(Numbering(preset="unc", basement_codes=("00",))).basement_codes == ("00",)
    assert codes("dodea", {0: "1", 1: "-"}, floor_one="above-main-entrance", ground_code="G") == ["1", "G"]


@pytest.mark.parametrize("name", list(load_presets()))
def test_a_preset_is_whole(name: str) -> None:
    preset = load_presets()[name]
    assert preset.title and preset.source and preset.grade in ("V", "S", "tool")
    assert preset.grade == "tool" or preset.url.startswith("http")
    for key, allowed in CHOICES.items():
        assert getattr(preset, key) in {"", *allowed}, key
    templates = (preset.suffix, preset.corridor, preset.stair, preset.lift, preset.shaft, preset.door)
    assert not any(map(unknown_fields, templates))


def test_every_key_of_the_file_is_one_of_the_scheme() -> None:
    own = {field.name for field in fields(Numbering)} - {"preset"}
    assert own == {field.name for field in fields(Scheme)} - {"name", "title", "source", "url", "grade"}


@pytest.mark.parametrize(
    ("preset", "use", "floor", "number", "fits"),
    [
        ("wright-state", "corridor", "1", "COR 101", True),
        ("wright-state", "stair", "2", "STR-203", True),
        ("wright-state", "lift", "B", "ELV B01", True),
        ("wright-state", "shaft", "1", "MEC101", True),
        ("wright-state", "stair", "2", "STR103", False),
        ("wright-state", "stair", "2", "STR3", False),
        ("vcu", "corridor", "1", "1C2", True),
        ("vcu", "stair", "1", "1S2", True),
        ("vcu", "lift", "3", "3E1", True),
        ("vcu", "corridor", "1", "C1", False),
        ("hawaii", "corridor", "3", "300ME1", True),
        ("hawaii", "corridor", "B", "B00ME1", True),
        ("hawaii", "stair", "SB2", "SB200ME1", True),
        ("hawaii", "stair", "3", "301", False),
        ("va", "corridor", "1", "C1-2", True),
        ("va", "stair", "1", "Stair 1", True),
    ],
)
def test_published_circulation_codes(preset: str, use: str, floor: str, number: str, fits: bool) -> None:
    assert fits_template(number, getattr(load_presets()[preset], use), floor) is fits


def test_what_a_template_writes_it_knows_again() -> None:
    for template in ("COR{floor}{nn}", "{floor}C{n}", "{number}ME{n}", "D{n}", "{side}{n}", "{number}{letter}"):
        for serial in (1, 7, 12, 26):
            text = fill_template(template, serial=serial, floor="SB2", number="B14", side="W")
            assert fits_template(text, template, "SB2" if "{floor}" in template else None), text
    assert fill_template("COR{floor}{nn}", serial=3, floor="2") == "COR203"
    assert unknown_fields("{floor}{nr}") == ("nr",)


def test_suffix_letters_leave_out_those_that_read_as_digits() -> None:
    assert [serial_letters(n, "IO") for n in (1, 8, 9, 14, 24, 25)] == ["A", "H", "J", "P", "Z", "AA"]
    assert fill_template("{number}{letter}", serial=9, number="101", skip="IO") == "101J"


def test_declared_codes() -> None:
    assert declared_codes(load_presets()["hawaii"]) == {"B", "SB", "SB2", "SB3"}
    assert {"M", "B", "B1"} <= declared_codes(load_presets()["dodea"])
