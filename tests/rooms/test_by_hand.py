"""Rooms split and merged by hand: sizes by arithmetic, who keeps what, and what no longer fits the drawing."""

from __future__ import annotations

import pytest
from rooms.draw import Drawing, codes, two_rooms
from shapely import LineString, MultiPoint, box

from campusmap.geometry.divide import cut_in_two, join_across
from campusmap.model.feature import RoomCorrection
from campusmap.model.frame import Frame
from campusmap.model.places import Floor, Space
from campusmap.model.project import FloorEntry
from campusmap.model.source import Ref
from campusmap.rooms.assemble import run_stages

FRAME = Frame("none", (1.0, 0.0, 0.0, 0.0, 1.0, 0.0), True, True, "m", "header", True)
AT = Ref("overrides.geojson", place="feature 1")
XY = tuple[float, float]


def split(*line: XY, border: str = "wall", number: str = "102") -> RoomCorrection:
    shape = LineString(line)
    return RoomCorrection(
        "split", "B/1", "B/1/102", shape, border, "B/1/102-2", (number,), "Ann", "2026-11-20", AT
    )  # fmt: skip


def merge(*places: XY) -> RoomCorrection:
    return RoomCorrection("merge", "B/1", "B/1/102", MultiPoint(places), "", "", ("102", "101"), "Ann", "", AT)


def draw(*corrections: RoomCorrection, drawing: Drawing | None = None, frame: Frame = FRAME) -> Floor:
    plan = (drawing or two_rooms()).plan()
    return run_stages(plan, frame, FloorEntry(id="1", ordinal=0), "B", corrections).floor


def rooms(floor: Floor) -> dict[str, Space]:
    return {space.id.removeprefix("B/1/"): space for space in floor.spaces}


def said(floor: Floor, code: str) -> str:
    return "; ".join(notice.text for notice in floor.notices if notice.code == code)


def test_a_wall_parts_a_room_and_takes_its_strip() -> None:
    before, after = rooms(draw()), rooms(draw(split((4.4, 3), (8, 3))))
    assert after["101"] == before["101"]
    assert (after["102"].number, after["102-2"].number) == ("102", "")  # the label lies in the lower part
    assert after["102"].outline.area == pytest.approx(4 * 2.95, abs=0.01)
    assert after["102-2"].outline.area == pytest.approx(4 * 0.95, abs=0.01)
    assert {after["102"].method, after["102-2"].method} == {"manual"}
    floor = draw(split((4.4, 3), (8, 3)))
    assert {o.joins for o in floor.openings} == {("B/1/101", "B/1/102")}
    assert "102 by Ann on 2026-11-20 made 102 and B/1/102-2 of it, with a wall" in said(floor, "rooms.by_hand")
    assert "rooms.no_door" in codes(floor)


def test_an_open_border_is_an_opening_and_the_door_goes_to_its_part() -> None:
    floor = draw(split((4.3, 2.0), (8.1, 2.0), border="open"))
    assert sum(space.outline.area for space in floor.spaces) == pytest.approx(32, abs=0.02)
    joins = {opening.joins: opening for opening in floor.openings}
    border = joins["B/1/102", "B/1/102-2"]
    assert border.line.length == pytest.approx(4, abs=0.01)
    assert border.refs == (AT,)
    door = next(opening for opening in floor.openings if "B/1/101" in opening.joins)
    below = next(space for space in floor.spaces if space.id in door.joins and space.id != "B/1/101")
    assert below.outline.bounds[1] == pytest.approx(0, abs=0.01)
    assert "1 opening found that no door marks" in said(floor, "rooms.opening_guessed")


def test_a_part_with_a_number_of_its_own_bears_it() -> None:
    drawing = two_rooms().text("103", 6, 3.5)
    assert "rooms.two_numbers" in codes(draw(drawing=drawing))
    floor = draw(split((4.4, 2.8), (8, 2.8)), drawing=drawing)
    assert {space.number for space in floor.spaces} == {"101", "102", "103"}
    assert rooms(floor)["103"].number == "103"
    assert "rooms.two_numbers" not in codes(floor)


def test_parts_are_split_again_and_rebuilt_alike() -> None:
    twice = draw(split((4.4, 3), (8, 3)), split((6, 0.2), (6, 2.8)))
    assert len(twice.spaces) == 4
    assert {space.id for space in twice.spaces} >= {"B/1/101", "B/1/102", "B/1/102-2"}
    assert twice == draw(split((4.4, 3), (8, 3)), split((6, 0.2), (6, 2.8)))


def test_merging_takes_the_wall_between_and_keeps_the_first_number() -> None:
    floor = draw(merge((6, 2), (2, 2)))
    (space,) = floor.spaces
    assert (space.id, space.number, space.aliases, space.method) == ("B/1/102", "102", ("101",), "manual")
    assert space.outline.area == pytest.approx(8.2 * 4, abs=0.02)
    assert floor.openings == ()
    assert not floor.walls.intersects(box(4.0, 0.5, 4.2, 3.5))
    assert "rooms.two_numbers" not in codes(floor)


@pytest.mark.parametrize(
    ("one", "code", "words"),
    [
        (split((20, 20), (24, 20)), "rooms.by_hand_misfit", "lies in no one room"),
        (split((5, 2), (6, 2)), "rooms.by_hand_misfit", "does not part 102 in two"),
        (split((4.4, 3), (8, 3), number="205"), "rooms.by_hand_misfit", "made for room 205, which the drawing calls"),
        (split((4.1, 0.1), (4.1, 3.9)), "rooms.by_hand_settled", "the drawing itself parts 101 from 102"),
        (merge((6, 2), (30, 30)), "rooms.by_hand_misfit", "1 place in no room"),
        (merge((6, 2), (6, 3)), "rooms.by_hand_settled", "has 102 as one room"),
    ],
)
def test_what_does_not_agree_with_the_drawing_is_told(one: RoomCorrection, code: str, words: str) -> None:
    floor = draw(one)
    assert words in said(floor, code)
    if "was done there" not in said(floor, code):
        assert rooms(floor) == rooms(draw())


def test_nothing_lies_on_a_floor_that_is_not_placed() -> None:
    lost = Frame("none", FRAME.matrix, False, True, "m", "header", True)
    floor = draw(split((4.4, 3), (8, 3)), frame=lost)
    assert "not placed" in said(floor, "rooms.by_hand_misfit")
    assert len(floor.spaces) == 2


def test_a_cut_leaves_the_left_part_first_and_loses_nothing() -> None:
    room = box(0, 0, 6, 4)
    left, right = cut_in_two(room, LineString([(2, 0.3), (2, 3.8)])) or ()
    assert (left.area, right.area) == pytest.approx((8, 16))
    left, right = cut_in_two(room, LineString([(1, 0), (1, 2), (6, 2)])) or ()
    assert (left.area, right.area) == pytest.approx((14, 10))
    assert cut_in_two(room, LineString([(1, 0), (5, 4), (5, 0), (1, 4)])) is None
    assert cut_in_two(room, LineString([(2, 1.5), (2, 2.5)])) is None


def test_rooms_that_do_not_adjoin_are_not_joined() -> None:
    a, b, c = box(0, 0, 4, 4), box(4.2, 0, 8, 4), box(9, 0, 12, 4)
    joined = join_across([a, b], [c])
    assert joined is not None
    assert joined.area == pytest.approx(32)
    assert join_across([a, c], []) is None
    assert join_across([a, box(4.2, 3.9, 8, 8)], []) is None
