"""Every idiom in which people draw a door gives one door, shut in the wall, between the right two rooms."""

from __future__ import annotations

import math
from collections.abc import Callable

import pytest
from rooms.draw import Drawing, codes, floor, two_rooms

from campusmap.model.places import OUTSIDE, OpeningKind
from campusmap.rooms.doortags import strip_door_word

IDIOMS: dict[str, Callable[[Drawing], Drawing]] = {
    "leaf and arc": lambda d: d.swing((4.2, 1.0), 0.9, 0, 90, 0),
    "block": lambda d: d.swing((4.2, 1.0), 0.9, 0, 90, 0, insert="B1"),
    "arc only": lambda d: d.swing((4.2, 1.0), 0.9, 0, 90, None),
    "arc only, into the left room": lambda d: d.swing((4.0, 1.9), 0.9, 180, 270, None),
    "leaf half open": lambda d: d.swing((4.2, 1.0), 0.9, 40, 90, 40),
    "arc as polyline": lambda d: _polyline_swing(d),
    "sliding": lambda d: d.box("A-DOOR", 4.05, 1.0, 4.1, 1.9),
    "thresholds drawn too": lambda d: d.swing((4.2, 1.0), 0.9, 0, 90, 0).line("A-DOOR", (4.2, 1.0), (4.2, 1.9)),
    "hinge 4 cm off the wall": lambda d: d.swing((4.24, 1.02), 0.86, 0, 90, 0),
    "bare gap": lambda d: d,
}


def _polyline_swing(drawing: Drawing) -> Drawing:
    arc = [(4.2 + 0.9 * math.cos(k * math.pi / 24), 1.0 + 0.9 * math.sin(k * math.pi / 24)) for k in range(13)]
    return drawing.line("A-DOOR", (4.2, 1.0), *arc)


@pytest.mark.parametrize("idiom", IDIOMS)
def test_one_door_between_the_two_rooms(idiom: str) -> None:
    found = floor(IDIOMS[idiom](two_rooms()))
    assert [space.number for space in found.spaces] == ["101", "102"]
    assert [round(space.outline.area, 2) for space in found.spaces] == [16.0, 16.0]
    doors = [o for o in found.openings if o.kind is not OpeningKind.WINDOW]
    assert [door.joins for door in doors] == [("B/1/101", "B/1/102")]
    assert doors[0].line.length == pytest.approx(0.9, abs=0.02)
    assert doors[0].line.centroid.distance(doors[0].line.centroid.__class__(4.1, 1.45)) < 0.06
    assert doors[0].kind is (OpeningKind.OPENING if idiom == "bare gap" else OpeningKind.DOOR)


@pytest.mark.parametrize("gap", [0.0, 0.01])
def test_of_a_leaf_drawn_all_round_and_its_arc_the_arc_is_kept(gap: float) -> None:
    """With ``gap`` (metres) the leaf's outline does not quite close."""
    leaf = [(4.2, 1.0), (5.1, 1.0), (5.1, 1.04), (4.2, 1.04), (4.2, 1.0 + gap)]
    (door,) = floor(two_rooms().line("A-DOOR", *leaf).swing((4.2, 1.0), 0.9, 0, 90, None)).openings
    assert door.swing_line is not None
    assert door.swing_line.length == pytest.approx(0.9 * math.pi / 2, abs=0.02)


def test_two_leaves_that_meet_are_one_door() -> None:
    drawing = two_rooms(1.8).swing((4.2, 1.0), 0.9, 0, 90, 0).swing((4.2, 2.8), 0.9, 270, 360, 0)
    found = floor(drawing)
    assert [(o.kind, round(o.line.length, 2)) for o in found.openings] == [(OpeningKind.DOUBLE_DOOR, 1.8)]
    assert found.openings[0].joins == ("B/1/101", "B/1/102")


def _single_room(gap_at: float = 1.0) -> Drawing:
    drawing = Drawing().line(
        "A-WALL", (-0.2, gap_at), (-0.2, -0.2), (4.2, -0.2), (4.2, 4.2), (-0.2, 4.2), (-0.2, gap_at + 0.9)
    )
    drawing.line(
        "A-WALL", (-0.2, gap_at + 0.9), (0, gap_at + 0.9), (0, 4), (4, 4), (4, 0), (0, 0), (0, gap_at), (-0.2, gap_at)
    )
    return drawing.swing((-0.2, gap_at), 0.9, 90, 180, 180).text("101", 2, 2)


def test_exterior_door_and_its_tag() -> None:
    found = floor(_single_room().text("D3", -1.2, 1.4, "A-DOOR-IDEN"))
    (door,) = found.openings
    assert door.exterior and door.joins == ("B/1/101", OUTSIDE)
    assert door.number == "3"
    assert "rooms.label_loose" not in codes(found)
    assert found.outline.area == pytest.approx(4.4 * 4.4, rel=0.01)


def test_tag_far_from_any_door_is_noticed() -> None:
    assert "rooms.door_tag_loose" in codes(floor(_single_room().text("D3", -9, 1.4, "A-DOOR-IDEN")))


def test_door_beside_a_corner_that_opens_against_the_wall() -> None:
    (door,) = floor(_single_room(0.0)).openings
    assert door.exterior and door.line.length == pytest.approx(0.9, abs=0.05)


def test_single_line_walls() -> None:
    drawing = Drawing().line("A-WALL", (4, 1), (4, 0), (0, 0), (0, 4), (8, 4), (8, 0), (4, 0))
    drawing.line("A-WALL", (4, 1.9), (4, 4)).swing((4, 1), 0.9, 0, 90, 0).text("1", 2, 2).text("2", 6, 2)
    found = floor(drawing)
    assert [round(space.outline.area, 1) for space in found.spaces] == [16.0, 16.0]
    assert [len(o.joins) for o in found.openings] == [2]


def test_a_door_that_leads_nowhere_is_noticed() -> None:
    found = floor(two_rooms().swing((4.2, 1.0), 0.9, 0, 90, 0).swing((6, 3), 0.9, 0, 90, 0, insert="X9"))
    assert [n.ref.handle for n in found.notices if n.code == "rooms.door_loose" and n.ref] == ["X9"]


def test_a_room_without_a_door_is_noticed() -> None:
    found = floor(Drawing().box("A-WALL", 0, 0, 4, 4).text("7", 2, 2))
    assert [n.subject for n in found.notices if n.code == "rooms.no_door"] == ["B/1/7"]


def test_windows_are_cut_at_the_wall_between_rooms() -> None:
    drawing = two_rooms().line("A-GLAZ", (0.5, -0.1), (7.5, -0.1))
    windows = [o for o in floor(drawing).openings if o.kind is OpeningKind.WINDOW]
    assert sorted(o.joins for o in windows) == [("B/1/101", OUTSIDE), ("B/1/102", OUTSIDE)]


def test_stall_doors_are_left_out_and_counted() -> None:
    drawing = _single_room().text("GIRLS RESTROOM", 2, 2.5)
    drawing.line("A-WALL", (2.8, 4), (2.8, 2.8), (2.9, 2.8)).line("A-WALL", (3.5, 2.8), (4, 2.8))
    found = floor(drawing.swing((2.9, 2.8), 0.6, 270, 360, 270))
    assert len(found.spaces) == 1 and len(found.openings) == 1
    assert "rooms.stall_door" in codes(found)


@pytest.mark.parametrize(("tag", "number"), [("D3", "3"), ("EX-12", "12"), ("DOOR 4A", "4A"), ("7", "7"), ("N1", "N1")])
def test_door_words_are_stripped(tag: str, number: str) -> None:
    assert strip_door_word(tag) == number
