"""Labels, leader lines and tags: what is set keeps clear, and a bad sheet is told from a good one."""

from __future__ import annotations

import math
import random
from dataclasses import replace

import numpy as np
import pytest
import shapely
from shapely import LineString, Point, Polygon, box
from shapely.affinity import rotate, translate
from shapely.ops import substring

from campusmap.carto.badges import badge_shape
from campusmap.carto.crowd import Crowd
from campusmap.carto.facts import count_faults, words_boxes
from campusmap.carto.grid_marks import clear_words
from campusmap.carto.ground import Ground
from campusmap.carto.labels import RoomLabel, set_inside
from campusmap.carto.leaders import edge_point, lead_missed, set_by_leader
from campusmap.carto.marks import Layer, Scene, Text
from campusmap.carto.naming import room_labels
from campusmap.carto.sheet import Badge, Ink, PageLayer, Sheet, Words
from campusmap.carto.tags import SetTag, Tag, Try, draw_tags, rank_tag_places, set_missed, set_tag
from campusmap.carto.turned import find_strips, upright_angle
from campusmap.carto.typeface import break_lines, text_width
from campusmap.carto.uncross import uncross
from campusmap.carto.window import whole_window
from campusmap.geometry.label import find_pole
from campusmap.georeference.grid import grid_to_north, name_cell
from campusmap.model.places import Grid

PAGE = (0.0, 0.0, 400.0, 300.0)
BARE = Ground(PAGE, [])


def label(room: Polygon, number: str = "B214", name: str = "", *, along: bool = False) -> RoomLabel:
    return RoomLabel("r", number, name, room, (room.centroid.x, room.centroid.y), True, along)


def words_of(items: list[object]) -> list[Words]:
    return [item for item in items if isinstance(item, Words)]


@pytest.mark.parametrize("turn", range(0, 180, 15))
def test_words_set_inside_stay_inside(turn: int) -> None:
    room = rotate(box(100, 100, 160, 140), turn)
    items = set_inside(label(room, "214", "Computer Laboratory"), Crowd(PAGE), BARE)
    assert items
    shapes = shapely.union_all([box(*b) for words in words_of(items) for b in words_boxes(words)])
    assert room.contains(shapes)


def test_a_number_is_turned_before_it_leaves_its_room() -> None:
    narrow = rotate(box(100, 100, 110, 140), 23)
    words = words_of(set_inside(label(narrow, "105A"), Crowd(PAGE), BARE) or [])
    assert [each.size_pt for each in words] == [8.0]
    assert words[0].rotation_deg


@pytest.mark.parametrize("outline", [box(20, 100, 380, 160), box(20, 100, 380, 114)])
def test_a_number_stands_in_the_grid_cell_that_lists_name(outline: Polygon) -> None:
    """The room's middle is at 200; its cell ends at 140."""
    here = replace(label(outline, "214", "Long Room", along=True), cell=box(0, 0, 140, 300))
    assert all(words.x < 140 for words in words_of(set_inside(here, Crowd(PAGE), BARE) or []))
    elsewhere = replace(here, cell=box(0, 0, 22, 300))  # where it finds no room
    assert words_of(set_inside(elsewhere, Crowd(PAGE), BARE) or [])


@pytest.mark.parametrize("turn", [0.0, 20.0])
def test_a_room_in_several_grid_cells_has_its_number_in_the_one_that_lists_name(turn: float) -> None:
    grid = Grid(0.0, 100.0, 10.0, 10, 10, tuple("ABCDEFGHIJ"), turn_deg=turn)
    bent = rotate(Polygon([(1, 85), (13, 85), (13, 99), (24, 99), (24, 100), (1, 100)]), -turn, origin=(0, 0))
    within = rotate(box(31, 81, 39, 89), -turn, origin=(0, 0))
    rooms = {"bent": bent, "within": within}
    poles = {name: find_pole(shape) for name, shape in rooms.items()}
    texts = [Text(name, poles[name].x, poles[name].y, "label.number", name, rooms[name]) for name in rooms]
    scene = Scene("s", "S", True, (-50.0, 50.0, 50.0, 150.0), (Layer("labels", "", tuple(texts)),))
    window = whole_window((-50.0, 50.0, 50.0, 150.0), 10.0, PAGE)
    found = {each.subject: each.cell for each in room_labels(scene, window, grid)}
    pole = poles["bent"]
    assert found["within"] is None and found["bent"] is not None
    assert found["bent"].contains(Point(window.to_page(pole.x, pole.y)))
    assert name_cell(grid, pole.x, pole.y) == "A1"
    assert not found["bent"].contains(Point(window.to_page(*grid_to_north(grid, 10.1, 99.0))))
    assert found["bent"].area == pytest.approx((10.0 * window.scale.points_per_metre) ** 2)


def test_a_room_whose_middle_is_on_a_grid_line_has_its_number_in_the_cell_that_lists_name() -> None:
    grid = Grid(0.0, 100.0, 10.0, 10, 10, tuple("ABCDEFGHIJ"))
    room = box(2, 86, 8, 94)
    pole = find_pole(room)
    assert (pole.x, pole.y) == (5.0, 90.0) and name_cell(grid, pole.x, pole.y) == "B1"
    text = Text("214", pole.x, pole.y, "label.number", "214", room)
    scene = Scene("s", "S", True, (0.0, 50.0, 50.0, 100.0), (Layer("labels", "", (text,)),))
    window = whole_window((0.0, 50.0, 50.0, 100.0), 10.0, PAGE)
    [found] = room_labels(scene, window, grid)
    assert found.cell is not None
    assert found.cell.contains(Point(window.to_page(5.0, 89.0))) and not found.cell.covers(
        Point(window.to_page(5.0, 91.0))
    )


def test_a_code_that_gets_no_leader_line_is_turned_before_it_is_left_out() -> None:
    narrow = replace(label(box(100, 100, 120, 200), "", "map H02-K960"), asked=False)
    words = words_of(set_inside(narrow, Crowd(PAGE), BARE) or [])
    assert [(each.text, each.rotation_deg % 180) for each in words] == [("map H02-K960", 90)]
    assert set_inside(replace(narrow, asked=True), Crowd(PAGE), BARE) is None


def test_a_number_never_shrinks() -> None:
    assert set_inside(label(box(100, 100, 106, 106)), Crowd(PAGE), BARE) is None
    items = set_by_leader(label(box(100, 100, 106, 106)), Crowd(PAGE), BARE)
    assert items
    assert [words.size_pt for words in words_of(items)] == [8.0]
    leader = next(item.shape for item in items if isinstance(item, Ink) and item.style == "sheet.leader")
    assert box(100, 100, 106, 106).contains(Point(leader.coords[0]))


@pytest.mark.parametrize("wide", [14, 30, 60])
def test_a_led_plate_stands_clear_of_its_own_dot_and_the_dot_well_inside_its_room(wide: int) -> None:
    room = box(180, 140, 180 + wide, 152)
    items = set_by_leader(label(room, "", "Assistant Principal's Conference Room"), Crowd(PAGE), BARE) or []
    plate = next(item.shape for item in items if isinstance(item, Ink) and item.style == "sheet.plate")
    dot = next(item.shape for item in items if isinstance(item, Ink) and item.style == "sheet.dot")
    assert not plate.intersects(dot)
    assert room.buffer(-4.0).covers(dot.centroid)


def test_a_long_name_is_dropped_and_the_number_kept() -> None:
    words = words_of(set_inside(label(box(100, 100, 130, 112), "7", "Superintendent"), Crowd(PAGE), BARE) or [])
    assert [each.text for each in words] == ["7"]


def test_names_are_broken_between_words_only() -> None:
    words = words_of(set_inside(label(box(100, 100, 140, 140), "", "Stair A"), Crowd(PAGE), BARE) or [])
    assert " ".join(each.text for each in words) == "Stair A"


def test_forty_symbols_in_one_place_overlap_nothing() -> None:
    crowd, random_ = Crowd(PAGE), random.Random(4)
    tags = [Tag("AED", 200 + random_.gauss(0, 25), 150 + random_.gauss(0, 25), "", f"m{n}") for n in range(40)]
    for tag in tags:
        crowd.add_pin(tag.x, tag.y, tag.subject)
    found = [set_tag(tag, crowd, rank_tag_places(tag, BARE)) for tag in tags]
    items = draw_tags([done for done in found if done is not None])
    sheet = Sheet("S", "S", "S", "s", layers=(PageLayer("labels", "", tuple(items)),))
    assert sum(isinstance(item, Badge) for item in items) > 20
    assert count_faults(sheet) == (0, 0)
    leaders = [item.shape for item in items if isinstance(item, Ink) and item.style == "sheet.leader"]
    tails = [substring(line, max(3.1, 0.13 * line.length), line.length) for line in leaders]
    assert not any(one.crosses(other) for n, one in enumerate(tails) for other in tails[:n])


@pytest.mark.parametrize("kind", ["HAZARD", "WATER_SHUTOFF", "RISER", "KEY_BOX", "STAIR_ACCESS", "COMMAND_POST"])
def test_a_symbols_line_leads_on_to_its_frame(kind: str) -> None:
    tag, tied = Tag(kind, 200.0, 150.0, "", "m"), 0
    for x in range(180, 221, 8):
        crowd = Crowd(PAGE)
        crowd.add_pin(200.0, 150.0, "other")
        crowd.add_box((x - 12.0, 120.0, x + 12.0, 149.0))
        *_, badge = items = draw_tags([set_tag(tag, crowd, rank_tag_places(tag, BARE))])  # type: ignore[list-item]
        assert isinstance(badge, Badge)
        frame = translate(badge_shape(badge.kind, badge.letters), badge.x, badge.y)
        gap = frame.distance(Point(tag.x, tag.y))
        for line in (item.shape for item in items if isinstance(item, Ink) and item.style == "sheet.leader"):
            assert (line.distance(frame), line.intersection(frame).length) == pytest.approx((0.0, 0.0), abs=1e-6)
            tied += 1
        assert gap < 3.0 or any(isinstance(item, Ink) and item.style == "sheet.leader" for item in items)
    assert tied > 0


@pytest.mark.parametrize("must", [False, True])
def test_a_door_at_the_maps_edge_has_its_number_inside_where_another_sheet_answers_for_it(must: bool) -> None:
    tag = Tag("DOOR_TAG", 4.0, 150.0, "7", "door", -1.0, 0.0, must)
    crowd = Crowd(PAGE)
    assert set_tag(tag, crowd, rank_tag_places(tag, BARE)) is None
    found = [item for item in set_missed([tag], [], crowd, BARE) if isinstance(item, Badge)]
    assert [(badge.letters, badge.x > 4.0, math.dist((badge.x, badge.y), (4, 150)) < 30) for badge in found] == (
        [] if must else [("7", True, True)]
    )
    assert set_missed([tag], found, crowd, BARE) == []


def test_grid_lines_leave_words_alone() -> None:
    words = Words("GYM / CAFETERIA", 100.0, 100.0, 6.0, anchor="middle")
    lines: list[Ink | Words | Badge] = [
        Ink(LineString([(0, 98), (200, 98)]), "grid.line"),
        Ink(LineString([(0, 50), (200, 50)]), "grid.line"),
    ]
    [cut, whole] = [item for item in clear_words(lines, [words]) if isinstance(item, Ink)]
    [place] = words_boxes(words)
    assert cut.shape.distance(box(*place)) > 0.5
    assert cut.shape.length == pytest.approx(200 - (place[2] - place[0]), abs=6.0)
    assert whole.shape.length == 200


@pytest.mark.parametrize(("beside", "is_cut"), [(1.5, True), (4.0, False)])
def test_a_dash_close_beside_a_number_would_be_read_as_a_one(beside: float, is_cut: bool) -> None:
    words = Words("111", 100.0, 100.0, 8.0, anchor="middle")
    [place] = words_boxes(words)
    x = place[2] + beside
    [line] = clear_words([Ink(LineString([(x, 50), (x, 150)]), "grid.line")], [words])
    assert isinstance(line, Ink)
    assert (line.shape.distance(Point(x, 98)) > 1.0) is is_cut


@pytest.mark.parametrize("turn", [0, 37, 90, 141])
def test_a_name_stands_in_the_middle_of_the_arm_of_a_passage_that_goes_round(turn: int) -> None:
    passage = Polygon([(100, 60), (300, 60), (300, 100), (130, 100), (130, 200), (300, 200), (300, 240), (100, 240)])
    arm = rotate(box(100, 60, 130, 240), turn, origin=(200, 150))
    upright = Polygon(list(rotate(passage, turn, origin=(200, 150)).exterior.coords))
    strips = find_strips(upright, turn - 90.0, 40.0, 8.0)
    assert arm.centroid.distance(Point(strips[0])) < 1.0


@pytest.mark.parametrize(
    ("angle", "read"),
    [(90.0, -90.0), (-90.0, -90.0), (87.0, -93.0), (0.0, 0.0), (180.0, 0.0), (75.0, 75.0), (100.0, -80.0)],
)
def test_what_stands_upright_reads_from_the_foot_up(angle: float, read: float) -> None:
    assert upright_angle(angle) == read


def test_a_small_room_of_another_sheet_is_named_where_all_of_it_shows() -> None:
    lift, cut = box(100, 100, 112, 112), box(395, 100, 407, 112)
    labels = [
        replace(label(room, "LIFT-1"), subject=subject, must=False) for subject, room in (("a", lift), ("b", cut))
    ]
    found = words_of(lead_missed(labels, [], Crowd(PAGE), BARE))
    assert [(words.subject, words.text) for words in found] == [("a", "LIFT-1")]
    assert lead_missed(labels, found, Crowd(PAGE), BARE) == []


def test_a_small_room_that_has_but_a_code_is_named_by_it_where_there_is_space() -> None:
    small = replace(label(box(100, 100, 112, 112), "", "map F02-Y639"), asked=False)
    assert [words.text for words in words_of(lead_missed([small], [], Crowd(PAGE), BARE))] == ["map F02-Y639"]
    assert lead_missed([small], [], Crowd((98.0, 98.0, 114.0, 114.0)), BARE) == []
    assert lead_missed([replace(small, along=True)], [], Crowd(PAGE), BARE) == []


@pytest.mark.parametrize(("high", "shown"), [(12, []), (90, ["SCIENCE-WING-114"])])
def test_a_plate_that_would_hide_its_own_line_names_no_room_of_another_sheet(high: int, shown: list[str]) -> None:
    room, edge = box(360, 100, 392, 108), (200.0, 98.0, 394.0, 98.0 + high)
    labels = [replace(label(room, "SCIENCE-WING-114"), must=False)]
    items = lead_missed(labels, [], Crowd(edge), BARE)
    assert [words.text for words in words_of(items)] == shown
    plates = [item.shape for item in items if isinstance(item, Ink) and item.style == "sheet.plate"]
    dots = [item.shape for item in items if isinstance(item, Ink) and item.style == "sheet.dot"]
    assert not any(plate.intersects(dot) for plate, dot in zip(plates, dots, strict=True))
    assert words_of(set_by_leader(labels[0], Crowd(edge), BARE) or [])  # a sheet that answers for the room sets it


def test_words_that_belong_together_are_not_parted() -> None:
    lines = break_lines(
        "The nearest: 109\u00a0(31\u00a0m), 107\u00a0(36\u00a0m)", text_width("The nearest: 109 (31", 7.5), 7.5
    )
    assert lines == ("The nearest:", "109 (31 m),", "107 (36 m)")


def test_crossings_agree_with_shapely() -> None:
    random_ = random.Random(7)
    crowd = Crowd(PAGE)
    boxes = [
        (x, y, x + 20.0, y + 9.0) for x, y in ((random_.uniform(0, 380), random_.uniform(0, 290)) for _ in range(40))
    ]
    for each in boxes:
        crowd.add_box(each)
    ends = np.array([(random_.uniform(0, 400), random_.uniform(0, 300)) for _ in range(300)])
    found = crowd.crosses((200.0, 150.0), ends)
    shapes = shapely.union_all([box(*each) for each in boxes])
    expected = [LineString([(200, 150), end]).intersects(shapes) for end in ends]
    assert found.tolist() == expected


def test_ground_prices_what_lies_under_a_box() -> None:
    shape = box(50, 50, 100, 90).difference(box(60, 60, 90, 80))
    ground = Ground(PAGE, [(shape, 2.0)], Ground(PAGE, [(box(0, 0, 400, 300), 1.0)]))
    boxes = np.array([[62.0, 62.0, 88.0, 78.0], [40.0, 40.0, 110.0, 100.0], [200.0, 200.0, 210.0, 210.0]])
    areas = [box(*each).intersection(shape).area * 2 + box(*each).area for each in boxes]
    assert ground.cost(boxes) == pytest.approx(areas, rel=0.08)


@pytest.mark.parametrize("times", [1, 20])  # added up point by point, and from sums
def test_prices_that_half_a_word_cannot_hold_add_up(times: int) -> None:
    ground = Ground(PAGE, [(box(0, 0, 400, 300), 40.0)])
    sums = ground.cost(np.array([[0.0, 0.0, 400.0, 300.0], [390.0, 290.0, 400.0, 300.0]] * times))
    assert sums == pytest.approx([400 * 300 * 40.0, 10 * 10 * 40.0] * times, rel=0.01)


def test_a_few_boxes_cost_what_they_cost_among_many() -> None:
    random_ = random.Random(3)
    base = Ground(PAGE, [(Point(200, 150).buffer(90.0), 0.15), (box(20, 20, 380, 60), 4.0)])
    few = [Ground(PAGE, [(LineString([(-9, 0), (420, 310)]), 1.0)], base) for _ in range(2)]
    corners = [(random_.uniform(-30, 420), random_.uniform(-30, 320)) for _ in range(200)]
    boxes = np.array([(x, y, x + 31.5, y + 9.3) for x, y in corners])
    assert [float(few[0].cost(each[None])[0]) for each in boxes] == few[1].cost(boxes).tolist()


@pytest.mark.parametrize("start", [(0, 0), (200, 5), (300, 250), (100, 149.5)])
def test_leader_ends_on_the_edge_of_its_box(start: tuple[float, float]) -> None:
    target = (150.0, 140.0, 180.0, 160.0)
    end = Point(edge_point(target, start))
    assert box(*target).exterior.distance(end) < 1e-6
    assert math.dist(start, (end.x, end.y)) < math.dist(start, (165, 150))


def test_a_bad_sheet_is_told_from_a_good_one() -> None:
    good = Words("101", 100, 100, 8.0, True)
    sheet = Sheet("S", "S", "S", "s", words=(good, replace(good, x=130.0)))
    assert count_faults(sheet) == (0, 0)
    assert count_faults(replace(sheet, words=(good, replace(good, x=105.0)))) == (1, 0)
    assert count_faults(replace(sheet, words=(replace(good, x=785.0),))) == (0, 1)
    badge = PageLayer("labels", "", (Badge("FACP", 105, 98, "FACP", 8.0),))
    assert count_faults(replace(sheet, layers=(badge,))) == (1, 0)


def test_symbols_whose_lines_cross_change_places_where_both_fit() -> None:
    """Two shut-offs side by side, the left one's symbol on the right: an officer would take one for the other."""

    def stand(kind: str, x: float, at: tuple[float, float]) -> SetTag:
        half = 12.0
        tag = Tag(kind, x, 100.0, "", kind)
        return SetTag(tag, at, (at[0] - half, at[1] - half, at[0] + half, at[1] + half), True, 1)

    def lines(found: Try) -> list[LineString]:
        return [item.shape for item in draw_tags([*filter(None, found.done.values())]) if _is_line(item)]

    crowd = Crowd(PAGE)
    before = crowd.snapshot()
    gas, water = stand("GAS_SHUTOFF", 100.0, (130.0, 80.0)), stand("WATER_SHUTOFF", 106.0, (80.0, 80.0))
    crossing = Try({0: gas, 1: None, 2: water}, before)
    assert lines(crossing)[0].crosses(lines(crossing)[1])
    found = uncross(crossing, before, crowd)
    assert not lines(found)[0].crosses(lines(found)[1])
    assert [each.at if each else None for each in found.done.values()] == [water.at, None, gas.at]
    assert not crowd.is_free(np.array([gas.box, water.box])).any()  # the crowd knows of both
    crowd.restore(before)
    crowd.add_box((84.0, 90.0, 97.0, 97.0))  # in the way of the gas shut-off's line
    assert uncross(crossing, crowd.snapshot(), crowd).done == crossing.done


def _is_line(item: object) -> bool:
    return isinstance(item, Ink) and item.style == "sheet.leader"
