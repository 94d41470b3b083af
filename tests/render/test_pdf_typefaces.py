"""Names in letters that the packet's typefaces lack: a code that the map knows, until the project names a typeface."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest
from demo_campus import demo_kit
from drawn_typeface import draw_typeface

from campusmap.carto.codes import Place, place_codes
from campusmap.carto.packet import Packet, lay_out
from campusmap.carto.typeface import set_with
from campusmap.ingest.typeface import read_typeface
from campusmap.model.kit import Kit
from campusmap.model.places import Use
from campusmap.render.pdf import render_packet

NAMES = ("音楽", "PC音", "音楽2", "楽")  # of rooms without a number, and of one that has its own


@pytest.fixture(autouse=True)
def own_again() -> Iterator[None]:
    yield
    set_with(())


@pytest.fixture(scope="module")
def renamed() -> Kit:
    kit = demo_kit()
    floor = max(kit.campus.buildings[0].floors, key=lambda floor: len(floor.spaces))
    rooms = [space for space in floor.spaces if space.shown_number][: len(NAMES)]
    blank = {"number": "", "posted_number": "", "planned_number": ""}
    given = {room.id: replace(room, name=name, **blank) for room, name in zip(rooms, NAMES, strict=True)}
    given[rooms[-1].id] = replace(rooms[-1], name=NAMES[-1])
    floor = replace(floor, spaces=tuple(given.get(space.id, space) for space in floor.spaces))
    building = replace(kit.campus.buildings[0], floors=(floor,))
    project = replace(kit.project, packet=replace(kit.project.packet, sheets=("floors", "index")))
    return replace(kit, campus=replace(kit.campus, buildings=(building,)), project=project)


def read_back(kit: Kit) -> tuple[Packet, str]:
    packet = lay_out(kit.campus, kit.project, kit.analysis)
    document = pypdfium2.PdfDocument(render_packet(packet, kit))
    text = "\n".join(page.get_textpage().get_text_bounded() for page in document)
    document.close()
    return packet, text


def test_without_letters_a_code_of_the_map_stands_for_the_name(renamed: Kit) -> None:
    packet, text = read_back(renamed)
    codes, words = place_codes(renamed.campus), " ".join(text.split())
    rooms = [space for space in renamed.campus.buildings[0].floors[0].spaces if space.name in NAMES]
    told = [codes[Place("room", room.id)] for room in rooms if not room.shown_number]
    assert len(told) == 3 and all(words.count(f"map {code}") >= 2 for code in told)  # on the plan and in the index
    assert f"PC\u2026 map {told[1]}" in words and f"\u20262 map {told[2]}" in words
    assert "type the code into the map" in words
    assert not set("音楽") & set(text)
    floor = [fact for fact in packet.facts if fact.sheet.startswith("F-")]
    assert {name for fact in floor for name in fact.unset_texts} == set(NAMES)
    assert all((fact.overlaps, fact.clipped) == (0, 0) for fact in packet.facts)


def test_with_a_typeface_of_the_projects_own_names_are_set_as_they_are(renamed: Kit, tmp_path: Path) -> None:
    set_with((read_typeface(draw_typeface(tmp_path / "own.ttf"), "own.ttf"),))
    packet, text = read_back(renamed)
    assert all(text.count(name) >= 2 for name in NAMES)
    assert "map " not in text
    assert not any(fact.unset_texts for fact in packet.facts)
    assert all((fact.overlaps, fact.clipped) == (0, 0) for fact in packet.facts)


def test_rooms_that_nobody_named_are_called_by_their_codes_on_plan_index_and_walk_form(renamed: Kit) -> None:
    floor = renamed.campus.buildings[0].floors[0]
    blank = {"number": "", "posted_number": "", "planned_number": "", "name": ""}
    spaces = tuple(replace(space, **blank) for space in floor.spaces)
    building = replace(renamed.campus.buildings[0], floors=(replace(floor, spaces=spaces),))
    packet = replace(renamed.project.packet, sheets=("floors", "index", "walk"))
    kit = replace(
        renamed,
        campus=replace(renamed.campus, buildings=(building,)),
        project=replace(renamed.project, packet=packet),
    )
    laid, text = read_back(kit)
    codes, words = place_codes(kit.campus), " ".join(text.split())
    rooms = [space for space in spaces if space.use not in (Use.CORRIDOR, Use.LOBBY, Use.STAIR, Use.ELEVATOR)]
    assert rooms and all(words.count(f"map {codes[Place('room', room.id)]}") >= 3 for room in rooms)
    assert not any(fact.unset_texts or fact.unplaced_labels for fact in laid.facts)
