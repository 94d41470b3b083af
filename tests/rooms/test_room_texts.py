"""What texts mean, which room they belong to, and what a room is for."""

from __future__ import annotations

from dataclasses import replace

import pytest
from rooms.draw import Drawing, codes, floor, two_rooms

from campusmap.model.places import Floor, Use
from campusmap.rooms.labels import RoomText
from campusmap.rooms.texts import text_to_kinds
from campusmap.rooms.uses import read_uses
from campusmap.rooms.words import name_to_use, number_to_use

KINDS = {
    "101": "number", "101A": "number", "B-204": "number", "1.23": "number", "CIRC101": "number", "STR-5": "number",
    "E 105": "number", "CLASSROOM": "name", "CHEMISTRY LAB": "name", "CHOIR": "name", "OCCUPATIONAL THERAPY": "name",
    "LAB 2": "name", "STAIR 1": "name", "850 SF": "area", "79.0 m2": "area", "79,5 m²": "area", "CPT-1": "other",
    "9'-0\"": "other", "CLG 9'-0\"": "other", "H=2.70": "other", "+3.20": "other", "UP": "other", "EX-3": "door",
    "DOOR 3": "door", "ROOM 12": "number", "A": "other", "1200 x 2100": "other", "OCC: 30": "other",
}  # fmt: skip


@pytest.mark.parametrize(("text", "kind"), KINDS.items())
def test_kind_by_look(text: str, kind: str) -> None:
    assert [found.value for found, _ in text_to_kinds(text)] == [kind]


@pytest.mark.parametrize("text", ["OFFICE 104", "104 OFFICE", "OFFICE - 104"])
def test_number_and_name_in_one_line(text: str) -> None:
    found = {kind.value: value.strip() for kind, value in text_to_kinds(text)}
    assert found == {"number": "104", "name": "OFFICE"}


def _room() -> Drawing:
    return Drawing().box("A-WALL", 0, 0, 8, 8)


@pytest.mark.parametrize("text", ["101\nART ROOM", "ART ROOM\n101"])
def test_number_and_name_in_one_mtext_either_way(text: str) -> None:
    (space,) = floor(_room().text(text, 4, 4)).spaces
    assert (space.number, space.name, space.use) == ("101", "ART ROOM", Use.CLASSROOM)


def test_number_and_name_in_two_texts_and_a_name_of_two_lines() -> None:
    drawing = _room().text("GRAPHICS", 4, 4.6).text("LAB", 4, 4.3).text("212", 4, 4).text("850 SF", 4, 3.7)
    (space,) = floor(drawing).spaces
    assert (space.number, space.name, space.use) == ("212", "GRAPHICS LAB", Use.LAB)
    assert set(space.labels) == {"GRAPHICS", "LAB", "212", "850 SF"}


def test_attribute_tags_beat_the_look() -> None:
    drawing = (
        _room().text("GYM", 4, 4, tag="RM_NO").text("200", 4, 3.5, tag="OCC").text("MAIN GYM", 4, 5, tag="ROOM_NAME")
    )
    (space,) = floor(drawing).spaces
    assert (space.number, space.name) == ("GYM", "MAIN GYM")


def test_two_numbers_in_a_room_and_a_label_in_none() -> None:
    found = floor(_room().text("101", 4, 4).text("102", 1, 1).text("103", 20, 20))
    assert (found.spaces[0].number, found.spaces[0].aliases) == ("101", ("102",))
    assert {"rooms.two_numbers", "rooms.label_loose"} <= codes(found)


def test_a_number_in_the_wall_goes_to_the_room_beside_it() -> None:
    found = floor(Drawing().box("A-WALL", -0.3, -0.3, 8.3, 8.3).box("A-WALL", 0, 0, 8, 8).text("101", -0.1, 4))
    assert [space.number for space in found.spaces] == ["101"]
    assert "rooms.label_in_wall" in codes(found)


def test_ids_of_repeated_and_missing_numbers_follow_the_place() -> None:
    def ids(order: list[int]) -> list[str]:
        drawing = Drawing()
        for k in order:
            drawing.box("A-WALL", 10 * k, 0, 10 * k + 5, 5).text("101" if k < 2 else "", 10 * k + 2, 2)
        return [space.id for space in floor(drawing).spaces]

    first = ids([0, 1, 2])
    assert first == ids([2, 1, 0]) and len(set(first)) == 3
    assert [i.startswith("B/1/101~") for i in first] == [True, True, False] and first[2].startswith("B/1/s-")


USES = {
    "MUSIC OFFICE": Use.OFFICE, "GYM STORAGE": Use.STORAGE, "Focus Room": Use.OFFICE, "BOYS": Use.RESTROOM,
    "Aula de música": Use.CLASSROOM, "Baños niñas": Use.RESTROOM, "Flur": Use.CORRIDOR, "Treppenhaus": Use.STAIR,
    "JANITOR CLOSET": Use.STORAGE, "ELEC CLOSET": Use.MECHANICAL, "Xyzzy": Use.OTHER, "": Use.UNKNOWN,
}  # fmt: skip


@pytest.mark.parametrize(("name", "use"), USES.items())
def test_use_by_name(name: str, use: Use) -> None:
    assert name_to_use(name) is use


def test_use_by_number() -> None:
    assert [number_to_use(n) for n in ("STR101", "ELV1", "CIRC3", "CIRCB04", "101", "STB1")] == [
        Use.STAIR,
        Use.ELEVATOR,
        Use.CORRIDOR,
        Use.CORRIDOR,
        Use.UNKNOWN,
        Use.UNKNOWN,
    ]


def test_treads_make_a_stair() -> None:
    drawing = _room()
    for k in range(8):
        drawing.line("A-STRS", (1, 1 + 0.28 * k), (2.2, 1 + 0.28 * k))
    assert floor(drawing).spaces[0].use is Use.STAIR


def test_a_leader_gives_its_number_to_the_room_it_points_at() -> None:
    drawing = two_rooms()
    drawing.labels.clear()
    drawing.text("104", 20, 20).text("105", 6, 2.5)
    drawing.labels[0] = replace(drawing.labels[0], target=(2.0, 2.0))
    found = floor(drawing)
    assert [space.number for space in found.spaces] == ["104", "105"]
    assert not {"rooms.label_loose", "rooms.two_numbers"} & codes(found)


def refs(found: Floor, code: str) -> list[str]:
    return [notice.ref.handle for notice in found.notices if notice.code == code and notice.ref is not None]


@pytest.mark.parametrize("pointed", [False, True])
def test_each_odd_label_is_reported_once_with_its_handle(pointed: bool) -> None:
    drawing = Drawing().box("A-WALL", -0.3, -0.3, 8.3, 8.3).box("A-WALL", 0, 0, 8, 8)
    drawing.box("A-WALL", 19.7, -0.3, 28.3, 8.3).box("A-WALL", 20, 0, 28, 8)
    places = {"101": (4, 4), "102": (1, 1), "103\nLAB": (40, 40), "104\nSHOP": (19.9, 4)}
    for text, (x, y) in places.items():
        drawing.text(text, x, y)
        if pointed:
            drawing.labels[-1] = replace(drawing.labels[-1], x=-50.0, y=-50.0, target=(float(x), float(y)))
    found = floor(drawing)
    assert {(s.number, s.name) for s in found.spaces} == {("101", ""), ("104", "SHOP")}
    expected = {"rooms.two_numbers": ["T1"], "rooms.label_loose": ["T2"], "rooms.label_in_wall": ["T3"]}
    assert {code: refs(found, code) for code in expected} == expected


def test_a_small_number_in_a_name_yields_to_a_number() -> None:
    (space,) = floor(_room().text("AULA 3", 4, 4.4).text("104", 4, 4)).spaces
    assert (space.number, space.name, space.aliases) == ("104", "AULA 3", ())
    (space,) = floor(_room().text("AULA 3", 4, 4)).spaces
    assert (space.number, space.name, space.use) == ("3", "AULA 3", Use.CLASSROOM)


def test_a_name_alone_names_a_room_and_a_second_one_is_reported() -> None:
    found = floor(_room().text("Kitchen", 4, 2).text("Pantry", 4, 7))
    assert [(s.number, s.name) for s in found.spaces] == [("", "Pantry")]
    assert refs(found, "rooms.two_names") == ["T0"]


def test_names_on_a_layer_for_notes_are_read_where_no_other_layer_has_them() -> None:
    drawing = _room().text("KITCHEN", 4, 4, layer="A-NOTE").text("5' x 8'", 4, 3.5, layer="A-NOTE")
    drawing.text("HALL", 20, 4, layer="A-NOTE").text("GARAGE", 20, 8, layer="A-NOTE")
    assert [s.name for s in floor(drawing).spaces] == ["KITCHEN"]
    assert [s.name for s in floor(drawing.text("BATH", 9, 9).text("STAIR", 9, 9).text("OFFICE", 9, 9)).spaces] == [""]


@pytest.mark.parametrize(("notes", "number"), [(0, "101"), (9, "")])
def test_numbers_beside_names_on_a_layer_for_notes_are_the_rooms(notes: int, number: str) -> None:
    drawing = _room()
    for x, name, own in ((4, "KITCHEN", "101"), (20, "HALL", "102"), (40, "GARAGE", "103")):
        drawing.text(name, x, 4, layer="A-NOTE").text(own, x, 3.4, layer="A-NOTE")
    for k in range(notes):
        drawing.text(str(201 + k), 20, 20 + 4 * k, layer="A-NOTE")
    found = floor(drawing)
    assert [s.number for s in found.spaces] == [number]
    told = {n.text.split(" read")[0]: n.count for n in found.notices if n.code == "rooms.label_borrowed"}
    assert told == ({"1 room number and 1 line of room names were": 2} if number else {"1 line of room names was": 1})


def test_labels_on_their_own_layer_are_borrowed_from_none() -> None:
    assert "rooms.label_borrowed" not in codes(floor(_room().text("101\nKITCHEN", 4, 4)))


def test_attributes_of_finishes_and_capacities_are_no_numbers() -> None:
    drawing = _room().text("214", 4, 4, tag="RM-NO.").text("30", 4, 3.5, tag="OCC_LOAD").text("9", 4, 3, tag="CLG_HT")
    (space,) = floor(drawing.text("LAB", 4, 5, tag="ROOM")).spaces
    assert (space.number, space.name, space.aliases) == ("214", "LAB", ())


@pytest.mark.parametrize(
    ("turn", "places"), [(0.0, [(4, 5), (4, 4.7)]), (90.0, [(3.7, 4), (4, 4)]), (180.0, [(4, 4), (4, 4.3)])]
)
def test_lines_of_a_turned_name_are_read_in_order(turn: float, places: list[tuple[float, float]]) -> None:
    drawing = _room()
    for text, (x, y) in zip(("GRAPHICS", "LAB"), places, strict=True):
        drawing.text(text, x, y)
        drawing.labels[-1] = replace(drawing.labels[-1], rotation_deg=turn)
    assert [s.name for s in floor(drawing).spaces] == ["GRAPHICS LAB"]


def test_a_plain_line_points_for_a_text_that_lies_in_no_room() -> None:
    drawing = two_rooms()
    drawing.labels.clear()
    drawing.text("104\nCLOSET", 12, 5).text("105", 6, 2.5)
    drawing.line("A-AREA-IDEN", (11.3, 5), (10, 5), (2, 2)).line("A-AREA-IDEN", (11.5, 4.8), (12.5, 4.8))
    found = floor(drawing)
    assert [(space.number, space.name) for space in found.spaces] == [("104", "CLOSET"), ("105", "")]
    assert "rooms.label_loose" not in codes(found)
    drawing.line("A-AREA-IDEN", (12, 5.2), (12, 9))  # a second line: nobody knows which points
    assert "rooms.label_loose" in codes(floor(drawing))


def test_a_line_from_a_text_in_a_room_points_nowhere() -> None:
    drawing = two_rooms().line("A-AREA-IDEN", (2.3, 2), (6, 3))
    assert [space.number for space in floor(drawing).spaces] == ["101", "102"]


@pytest.mark.parametrize(
    ("stated", "name", "use"),
    [
        ("auditorium", "Classroom 104", Use.CLASSROOM),
        ("auditorium", "Lab 2", Use.LAB),
        ("auditorium", "", Use.AUDITORIUM),
        ("auditorium", "Auditorium 201", Use.AUDITORIUM),
        ("stair", "corridor", Use.STAIR),
        ("office", "Classroom 7", Use.OFFICE),
    ],
)
def test_a_classroom_that_is_called_an_auditorium_stays_a_classroom(stated: str, name: str, use: Use) -> None:
    assert read_uses([RoomText("104", name, stated)]) == [use]
