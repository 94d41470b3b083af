"""Printed codes and links: one a place, readable, lasting, never the name of something else."""

from __future__ import annotations

import re
from dataclasses import replace
from urllib.parse import unquote

import pytest
from demo_campus import demo_campus
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import MultiPolygon, box

from campusmap.carto.codes import CODE_LENGTH, Place, list_places, place_codes, place_link, qr_text
from campusmap.model.places import Building, Campus, Floor, Space

READABLE = re.compile(r"[FHKMQRWY]\d\d-[FHKMQRWY]\d{3}")


def campus_with(rooms: list[Space], campus: Campus | None = None) -> Campus:
    """Return the demo campus with rooms added to its main building's first floor."""
    campus = campus or demo_campus()

    def grow(floor: Floor) -> Floor:
        return replace(floor, spaces=floor.spaces + tuple(rooms)) if floor.id == "main/1" else floor

    def mend(building: Building) -> Building:
        return replace(building, floors=tuple(grow(floor) for floor in building.floors))

    return replace(campus, buildings=tuple(mend(building) for building in campus.buildings))


def room(n: int, number: str = "") -> Space:
    return Space(f"main/1/x-{n}", number, box(0, 0, 1, 1))


def test_every_kind_of_place_has_a_readable_code_of_its_own() -> None:
    campus = campus_with([room(n) for n in range(3000)])
    codes = place_codes(campus)
    floors = [floor for building in campus.buildings for floor in building.floors]
    exterior = [
        o for f in floors for o in f.openings if "OUTSIDE" in o.joins and o.kind.value in ("door", "double_door")
    ]
    wanted = 1 + len(campus.buildings) + len(floors) + len(exterior) + sum(len(floor.spaces) for floor in floors)
    assert len(codes) == len(set(codes.values())) == wanted
    assert all(READABLE.fullmatch(code) and len(code) == CODE_LENGTH <= 10 for code in codes.values())


def test_more_rooms_change_no_code_of_a_sheet() -> None:
    before, after = place_codes(demo_campus()), place_codes(campus_with([room(n) for n in range(3000)]))
    changed = [place for place, code in before.items() if after[place] != code]
    assert [place for place in changed if place.kind != "room"] == []
    assert len(changed) <= 1


def test_renumbering_a_room_keeps_its_code() -> None:
    place = Place("room", "main/1/x-0")
    assert place_codes(campus_with([room(0, "114")]))[place] == place_codes(campus_with([room(0, "220")]))[place]


def test_a_code_is_never_the_number_of_something_else() -> None:
    place = Place("room", "main/1/x-0")
    code = place_codes(campus_with([room(0)]))[place]
    other = place_codes(campus_with([room(0), room(1, code.lower().replace("-", " "))]))
    assert other[place] != code
    assert code not in other.values()


@pytest.mark.parametrize(
    ("place", "link"),
    [
        (Place("campus", "demo"), "#"),
        (Place("building", "main"), "#b=main"),
        (Place("floor", "main/2"), "#b=main&f=2"),
        (Place("room", "main/2/214"), "#b=main&f=2&r=214"),
        (Place("door", "main/1/d-4 & 5"), "#b=main&f=1&d=d-4%20%26%205"),
        (Place("room", "A/B/C/D"), "#b=A&f=B&r=C/D"),
        (Place("floor", "lone"), "#f=lone"),
        (Place("room", "a/b"), "#r=a/b"),
    ],
)
def test_links(place: Place, link: str) -> None:
    assert place_link(place) == link


@settings(max_examples=200, deadline=None)
@given(st.lists(st.text(min_size=1).map(lambda t: t.replace("/", "")).filter(bool), min_size=3, max_size=4))
def test_a_link_gives_the_id_back(parts: list[str]) -> None:
    link = place_link(Place("room", "/".join(parts)))
    assert re.fullmatch(r"#[A-Za-z0-9/:@!$'()*,;._~%&=-]*", link)
    read = [unquote(pair.partition("=")[2]) for pair in link[1:].split("&")]
    expected = "/".join(parts).encode("utf-8", "replace").decode()
    assert "/".join(read) == expected


def test_qr_text_names_the_edition_or_the_address() -> None:
    place = Place("room", "main/2/214")
    assert qr_text("1a2b3c4d", place) == "CAMPUSMAP 1a2b3c4d #b=main&f=2&r=214"
    assert qr_text("1a2b3c4d", place, "https://maps.example/x.html") == "https://maps.example/x.html#b=main&f=2&r=214"


def test_windows_and_interior_doors_have_none() -> None:
    building = demo_campus().buildings[1]
    floor = building.floors[0]
    assert isinstance(floor.outline, MultiPolygon)
    listed = {place.id for place in list_places(demo_campus()) if place.kind == "door"}
    assert listed
    assert not {o.id for o in floor.openings if "OUTSIDE" not in o.joins or o.kind.value == "window"} & listed
