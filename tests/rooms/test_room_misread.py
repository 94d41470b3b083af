"""Numbers that only what stands round them shows not to be a room's."""

from __future__ import annotations

import math
from dataclasses import replace

from rooms.draw import Drawing, floor, two_rooms

from campusmap.model.plan import Stroke


def numbers(drawing: Drawing) -> list[str]:
    return sorted(space.number for space in floor(drawing).spaces)


def home() -> Drawing:
    """Draw two rooms without numbers, a door between them."""
    drawing = two_rooms()
    drawing.labels.clear()
    return drawing.swing((4.1, 1.0), 0.9, 0, 90, 0.0)


def test_door_sizes_that_repeat_are_no_rooms() -> None:
    assert numbers(home().text("2668", 3, 1).text("2668", 5, 1).text("3068", 1, 3)) == ["", ""]


def test_one_door_size_at_its_door_is_no_room() -> None:
    assert numbers(home().text("2668", 4.5, 1.2)) == ["", ""]


def test_sizes_on_a_door_layer_number_no_door() -> None:
    found = floor(home().text("2668", 4.5, 1.2, layer="A-DOOR").text("2668", 4.5, 2, layer="A-DOOR"))
    assert {opening.number for opening in found.openings} == {""}


def test_rooms_numbered_like_sizes_stay_rooms() -> None:
    drawing = home().text("2068", 2, 3).text("2069", 6, 3)
    assert numbers(drawing) == ["2068", "2069"]
    assert numbers(home().text("2068", 2, 3).text("2070", 6, 3)) == ["2068", "2070"]


def test_areas_without_a_unit_under_the_numbers() -> None:
    drawing = home().text("101", 2, 2).text("16.00", 2, 1.6).text("102", 6, 2).text("16.40", 6, 1.6)
    found = floor(drawing)
    assert [(s.number, s.aliases) for s in found.spaces] == [("101", ()), ("102", ())]


def test_numbers_with_a_storey_before_the_point_stay_numbers() -> None:
    assert numbers(home().text("1.01", 2, 2).text("1.02", 6, 2)) == ["1.01", "1.02"]


def ring(drawing: Drawing, x: float, y: float, radius: float) -> Drawing:
    points = tuple((x + radius * math.cos(k), y + radius * math.sin(k)) for k in range(6))
    drawing.strokes.append(Stroke("CIRCLE", "A-AREA-IDEN", "C", points, True, arc=(x, y, radius, 0.0, 360.0)))
    return drawing


def test_marks_of_grid_lines_are_no_rooms() -> None:
    drawing = ring(home(), 2, 2, 0.3).text("101", 1, 3).text("3", 2, 2)
    assert numbers(drawing.line("A-AREA-IDEN", (2, 2.3), (2, 9))) == ["", "101"]


def test_a_number_in_a_ring_alone_is_a_room() -> None:
    assert numbers(ring(home(), 2, 2, 0.3).text("3", 2, 2)) == ["", "3"]


def test_marks_of_sections_are_no_rooms() -> None:
    drawing = ring(home(), 2, 2, 0.25).text("E", 2, 2.1, height=0.12)
    assert numbers(drawing.text("A6", 2, 1.9, height=0.12)) == ["", ""]


def test_attributes_of_a_door_block_are_no_rooms() -> None:
    drawing = home()
    drawing.text("7", 4.3, 1.4, tag="NUMBER")
    drawing.labels[-1] = replace(drawing.labels[-1], kind="ATTRIB", block="DOOR_TAG")
    found = floor(drawing)
    assert sorted(s.number for s in found.spaces) == ["", ""]
    assert [o.number for o in found.openings] == ["7"]


def test_storeys_before_the_point_outweigh_counts_beside() -> None:
    drawing = home().text("0.14", 2, 2, height=0.3).text("24", 2, 1.6).text("0.15", 6, 2, height=0.3).text("30", 6, 1.6)
    assert numbers(drawing) == ["0.14", "0.15"]


def test_chinese_door_codes_are_no_rooms() -> None:
    drawing = home().text("M0921", 3, 1).text("M0921", 5, 1).text("C1515", 4.3, 1.5).text("FM1021", 1, 3)
    assert numbers(drawing) == ["", ""]


def attribute(drawing: Drawing, text: str, y: float, tag: str, insert: str) -> Drawing:
    drawing.text(text, 2, y, layer="A-NOTE", tag=tag)
    drawing.labels[-1] = replace(drawing.labels[-1], kind="ATTRIB", block="HEX", insert=insert)
    return drawing


def test_numbers_in_symbols_for_notes_are_no_rooms_unless_a_name_stands_with_them() -> None:
    drawing = attribute(home(), "7", 2.0, "NO", "A1")
    assert numbers(drawing) == ["", ""]
    assert numbers(attribute(drawing, "LAB", 2.4, "NAME", "A1")) == ["", "7"]


def test_many_values_with_different_figures_before_the_point_are_no_numbers() -> None:
    drawing = home().text("101", 2, 2)
    for k in range(8):
        drawing.text(f"{12 + 3 * k}.{40 + k}", 20 + k, 20)
    found = floor(drawing)
    assert "rooms.label_loose" not in {n.code for n in found.notices} and numbers(drawing) == ["", "101"]


def with_door_tags(frame: float, rooms: int = 4) -> Drawing:
    """Draw a row of rooms, a door and its number beside each, the doors' numbers in rings of a radius."""
    drawing = Drawing().box("A-WALL", 0, 0, 4 * rooms, 4)
    for k in range(rooms):
        x = 4.0 * k
        drawing.line("A-WALL", (x, 0), (x, 4)).line("A-WALL", (x, 0), (x + 1, 0)).line("A-WALL", (x + 2, 0), (x + 4, 0))
        drawing.swing((x + 1, 0), 1.0, 0, 90, 90.0).text(str(101 + k), x + 2, 3, height=0.25)
        ring(drawing, x + 1.5, 0.6, frame).text(f"{201 + k}A", x + 1.5, 0.6, height=0.12)
    return drawing


def test_numbers_of_one_dress_at_the_doors_are_the_doors() -> None:
    found = floor(with_door_tags(0.25))
    assert sorted(space.number for space in found.spaces) == ["101", "102", "103", "104"]
    assert {"201A", "202A", "203A", "204A"} <= {opening.number for opening in found.openings}


def test_room_numbers_that_all_stand_at_doors_stay_room_numbers() -> None:
    drawing = with_door_tags(0.25)
    drawing.labels = [replace(label, text=label.text.rstrip("A")) for label in drawing.labels if label.height < 0.2]
    assert numbers(drawing) == ["201", "202", "203", "204"]


def test_texts_in_blocks_too_small_to_read_are_no_rooms() -> None:
    drawing = home().text("7", 2, 2, height=0.004).text("8", 6, 2, height=0.2)
    drawing.labels = [replace(label, insert="AB") for label in drawing.labels]
    assert numbers(drawing) == ["", "8"]
