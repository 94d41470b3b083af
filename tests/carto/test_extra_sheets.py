"""Quick card, entry cards, walk-through form, reports, poster, choice of sheets and papers."""

from __future__ import annotations

import math
from dataclasses import replace
from functools import cache

import pytest
from demo_campus import demo_kit
from shapely import LineString, Point, box, union_all

from campusmap.carto.audit import find_unexplained
from campusmap.carto.key_sheet import key_sheet
from campusmap.carto.packet import Packet, add_reports, lay_out
from campusmap.carto.paper import PAPERS
from campusmap.carto.sheet import Badge, Ink, PageLayer, Sheet, Words
from campusmap.carto.stairs import stair_notes
from campusmap.carto.stand_in import NOTE
from campusmap.carto.style import load_styles
from campusmap.carto.symbols import load_symbols
from campusmap.carto.walk_order import order_walk
from campusmap.model.analysis import Orientation
from campusmap.model.places import OUTSIDE, Campus, Opening, OpeningKind, Space, Use
from campusmap.model.printing import PacketSettings
from campusmap.model.requirement import Answer, LineAnswer, PackAnswer, Requirements
from campusmap.model.walking import Behind, DoorAlong, Entry
from campusmap.rules.evidence import exterior_doors

USUAL = PacketSettings()


@cache
def laid(settings: PacketSettings = USUAL, audience: str = "responder") -> Packet:
    kit = demo_kit()
    facing = tuple(Orientation(building.id, 203.0, False) for building in kit.campus.buildings)
    analysis = replace(kit.analysis, orientations=facing)
    return lay_out(kit.campus, replace(kit.project, packet=settings), analysis, audience)


def families(packet: Packet) -> set[str]:
    return {sheet.id.partition("-")[0] for sheet in packet.sheets}


def badges(sheet: Sheet) -> list[Badge]:
    return [item for layer in sheet.layers for item in layer.items if isinstance(item, Badge)]


def test_every_numbered_exterior_door_of_a_placed_floor_has_one_card() -> None:
    spots = [spot.id for sheet in laid().sheets for spot in sheet.spots]
    wanted = {
        opening.id
        for building in demo_kit().campus.buildings
        for floor in building.floors
        if floor.frame.placed
        for opening in floor.openings
        if opening.exterior and opening.shown_number and opening.kind is not OpeningKind.WINDOW
    }
    assert sorted(spots) == sorted(wanted)


@pytest.mark.parametrize(("left", "marked"), [(1, 1), (0, 0)])
def test_a_door_without_a_number_is_marked_where_others_have_one(left: int, marked: int) -> None:
    """All but ``left`` of a floor's numbered exterior doors lose their number; ``marked``: whether a tag tells it."""
    kit = demo_kit()
    building = next(b for b in kit.campus.buildings if b.id == "main")
    floor = max(building.floors, key=lambda each: sum(o.exterior and bool(o.shown_number) for o in each.openings))
    doors = [o.id for o in floor.openings if o.exterior and o.shown_number]
    lost = set(doors[left:])
    assert lost
    openings = tuple(replace(o, number="", posted_number="") if o.id in lost else o for o in floor.openings)
    floors = tuple(replace(floor, openings=openings) if f is floor else f for f in building.floors)
    buildings = tuple(replace(building, floors=floors) if b is building else b for b in kit.campus.buildings)
    project = replace(kit.project, packet=PacketSettings(sheets=("floors",)))
    packet = lay_out(replace(kit.campus, buildings=buildings), project, kit.analysis)
    sheets = [sheet for sheet in packet.sheets if sheet.subject == floor.id]
    told = {badge.subject for sheet in sheets for badge in badges(sheet) if badge.letters == "\u2013" and badge.subject}
    assert told == (lost if marked else set())


@pytest.mark.parametrize("has_symbols", [True, False])
def test_a_legend_speaks_of_symbols_where_there_are_some(has_symbols: bool) -> None:
    maps = [layer for sheet in laid().sheets if sheet.id.startswith("F-") for layer in sheet.layers]
    items = [item for layer in maps for item in layer.items if has_symbols or not isinstance(item, Badge)]
    sheet = key_sheet(demo_kit().campus, demo_kit().project, [PageLayer("all", "", tuple(items))])
    said = (sheet.title, sheet.section, sheet.subtitle, *(words.text for words in sheet.words))
    assert any("ymbol" in text for text in said) is has_symbols
    assert "egend" in sheet.title


def test_a_legend_says_which_way_is_up_on_the_sheets_that_are_there() -> None:
    kit = demo_kit()
    nowhere = replace(
        kit.campus.buildings[0].floors[0], frame=replace(kit.campus.buildings[0].floors[0].frame, placed=False)
    )
    lost = replace(kit.campus, buildings=(replace(kit.campus.buildings[0], floors=(nowhere,)),))

    def told(campus: Campus, *turned: str, name: str = "") -> str:
        layer = PageLayer("labels", "", (Words(name, 0.0, 0.0, 7.0),))
        return " ".join(" ".join(words.text.split()) for words in key_sheet(campus, kit.project, [layer], turned).words)

    assert "Maps are drawn true north up, entry cards and" not in told(kit.campus)
    assert "Maps are drawn true north up, entry cards as their arrows point" in told(kit.campus, "entry cards")
    assert "floors without a place on the ground as in their drawings" in told(lost)
    assert "true north" not in told(replace(lost, north=None))
    assert "north is, is not known" in told(replace(lost, north=None))
    assert NOTE in told(kit.campus, name="map Q84-M324")
    assert NOTE not in told(kit.campus, name="Library")


def test_cards_and_building_sheets_explain_what_is_on_them() -> None:
    sheets = [sheet for sheet in laid().sheets if sheet.id.startswith(("ENTRY", "B-"))]
    symbols = {symbol.title for symbol in load_symbols().values()}
    for sheet in sheets:
        missing = set(find_unexplained(sheet, []))  # without the legend's own sheet
        texts = [item.text for layer in sheet.layers for item in layer.items if isinstance(item, Words)]
        pointed = sheet.id.startswith("B-") and "Symbols: see the legend sheet" in texts
        assert pointed or not (missing & symbols if sheet.id.startswith("B-") else missing), sheet.id
        assert not any(fact for fact in (sheet.fact.overlaps, sheet.fact.clipped)), sheet.id
    bare = replace(sheets[-1], layers=tuple(layer for layer in sheets[-1].layers if layer.name != "panel"))
    assert find_unexplained(bare, [])  # the legend is what explains


def test_a_floor_that_leaves_much_out_lies_in_its_buildings_outline() -> None:
    kit = demo_kit()
    whole = next(b for b in kit.campus.buildings if any(floor.frame.placed for floor in b.floors))
    floor = next(floor for floor in whole.floors if floor.frame.placed)
    wide = replace(whole, footprint=whole.footprint.buffer(3.0))
    campus = replace(kit.campus, buildings=tuple(wide if b is whole else b for b in kit.campus.buildings))
    packet = lay_out(campus, replace(kit.project, packet=PacketSettings(sheets=("floors",))), kit.analysis)
    assert "building.outline" in styles_of(packet, floor.id)
    assert "building.outline" not in styles_of(laid(), floor.id)


def styles_of(packet: Packet, subject: str) -> set[str]:
    sheets = (sheet for sheet in packet.sheets if sheet.id.startswith("F-") and sheet.subject == subject)
    return {item.style for s in sheets for layer in s.layers for item in layer.items if isinstance(item, Ink)}


def test_a_card_is_turned_so_that_up_is_in() -> None:
    """The rooms at the door's own corridor lie above its tag, and the tag near the card's foot."""
    for sheet in laid().sheets:
        if sheet.id.startswith("ENTRY"):
            middle = sheet.paper.width / 2
            own = {(spot.id, spot.x > middle) for spot in sheet.spots}
            tags = [b for b in badges(sheet) if (b.subject, b.x > middle) in own]
            assert len(tags) == len(sheet.spots)
            numbers = [i for layer in sheet.layers for i in layer.items if isinstance(i, Words) and i.role == "number"]
            for tag in tags:
                near = [w for w in numbers if math.dist((w.x, w.y), (tag.x, tag.y)) < 90]
                assert near
                assert all(words.y < tag.y for words in near), (sheet.id, tag.letters)


@pytest.mark.parametrize(
    ("own", "told"),
    [
        ((False, False), "Opens into {0}. Behind it, though another door is nearer: {1} (66 ft)."),
        ((False, True), "Opens into {0}. The nearest way in to: {1} (66 ft)."),
        ((True, True), "Opens into {0}. The nearest way in to: {1} (66 ft)."),
    ],
)
def test_a_card_names_the_room_that_its_door_opens_into(own: tuple[bool, bool], told: str) -> None:
    """``own``: whether the door is the nearest to the lobby inside it, that has no number, and to a room farther in."""
    kit = demo_kit()
    floor = next(f for b in kit.campus.buildings if b.id == "main" for f in b.floors if f.ordinal == 0)
    door = next(o for o in floor.openings if o.exterior and o.shown_number)
    inside = next(space for space in floor.spaces if space.id in door.joins)
    other = next(space for space in floor.spaces if space.shown_number and space.id != inside.id)
    behind = (Behind(inside.id, 10.0, own[0]), Behind(other.id, 20.0, own[1]))
    walking = replace(kit.analysis.walking, entries=(Entry(door.id, "main", floor.id, behind),))
    project = replace(kit.project, packet=PacketSettings(sheets=("entries",)))
    sheets = lay_out(kit.campus, project, replace(kit.analysis, walking=walking)).sheets
    words = [item.text for sheet in sheets for layer in sheet.layers for item in layer.items if isinstance(item, Words)]
    assert not inside.shown_number
    wanted = told.format(inside.name, other.shown_number)
    assert any(wanted in text.replace("\n", " ") for text in words)


def test_the_walk_goes_corridor_by_corridor_as_doors_are_met() -> None:
    floor = next(f for b in demo_kit().campus.buildings if b.id == "main" for f in b.floors)
    rooms = [space for space in floor.spaces if space.number][:4]
    along = {
        room.id: DoorAlong("c", "o", room.id, metres, "left")
        for room, metres in zip(rooms, (30.0, 10.0, 20.0, 5.0), strict=True)
    }
    walked = [space.id for space in order_walk(floor, along)]
    assert [each for each in walked if each in along] == [rooms[n].id for n in (3, 1, 2, 0)]
    assert sorted(walked) == sorted(space.id for space in floor.spaces)
    assert sorted(space.id for space in order_walk(floor, {})) == sorted(walked)


def test_the_walk_takes_an_arm_of_a_corridor_to_its_end_before_the_other() -> None:
    """Along one corridor, entered in its middle through a lobby that an office opens on."""
    width = 6.0
    wall = [box(n * width, 3.0, (n + 1) * width, 9.0) for n in range(8)]
    rooms = [Space(f"s{n}", str(200 - n), shape) for n, shape in enumerate(wall)]
    corridor = Space("c", "100", box(0, 0, 48, 3), Use.CORRIDOR)
    lobby = Space("lobby", "900", box(24, -6, 30, 0), Use.LOBBY)
    office, inner = Space("office", "800", box(30, -6, 36, 0)), Space("inner", "700", box(36, -6, 42, 0))

    def door(name: str, x: float, y: float, *joins: str, number: str = "") -> Opening:
        line = LineString([(x - 0.5, y), (x + 0.5, y)])
        return Opening(name, OpeningKind.DOOR, line, (*joins, OUTSIDE) if number else joins, number=number)

    doors = [door(f"d{n}", (n + 0.5) * width, 3.0, f"s{n}", "c") for n in range(8)]
    doors += [
        door("in", 27, -6, "lobby", number="1"), door("gap", 27, 0, "lobby", "c"),
        door("o", 30, -3, "lobby", "office"), door("i", 36, -3, "office", "inner"),
    ]  # fmt: skip
    bare = next(floor for building in demo_kit().campus.buildings for floor in building.floors)
    floor = replace(bare, spaces=(*rooms, corridor, lobby, office, inner), openings=tuple(doors))
    along = {
        f"s{n}": DoorAlong("c", f"d{n}", f"s{n}", 9 + abs((n + 0.5) * width - 27), "left") for n in range(8)
    }  # from 27 m on, where the lobby opens: three rooms to the right, four to the left and one straight on
    walked = [space.id for space in order_walk(floor, along, "1")]
    assert walked[:4] == ["lobby", "office", "inner", "c"]
    assert walked[4:] == ["s5", "s6", "s7", "s4", "s3", "s2", "s1", "s0"]


def walk_between_stairs(metres: dict[int, float], before: dict[int, float]) -> list[str]:
    """Walk a corridor with a door every 10 m, each so far on foot, after a corridor beside it with such doors."""
    bare = next(floor for building in demo_kit().campus.buildings for floor in building.floors)
    spaces, doors, along = [Space("c", "200", box(0, 0, 80, 3), Use.CORRIDOR)], [], {}
    for corridor, ways in (("b", before), ("c", metres)):
        for n, away in ways.items():
            name = f"{corridor}{n}"
            spaces.append(Space(name, f"{n}", box(10 * n, 3, 10 * n + 10, 9)))
            line = LineString([(10 * n + 4.5, 3), (10 * n + 5.5, 3)])
            doors.append(Opening(f"d{name}", OpeningKind.DOOR, line, (name, corridor)))
            along[name] = DoorAlong(corridor, f"d{name}", name, away, "left")
    floor = replace(bare, spaces=tuple(spaces), openings=tuple(doors))
    return [space.id for space in order_walk(floor, along) if space.id.startswith("c") and space.id != "c"]


def test_a_corridor_come_to_by_both_ends_is_walked_from_each_end_to_its_middle() -> None:
    walked = walk_between_stairs({n: 50.0 + min(10 * n + 5, 80 - (10 * n + 5)) for n in range(8)}, {})
    assert sorted([walked[:4], walked[4:]]) == [["c0", "c1", "c2", "c3"], ["c7", "c6", "c5", "c4"]]


def test_of_two_ways_into_a_corridor_the_shorter_is_walked_first_or_the_one_at_hand() -> None:
    metres = {0: 55.0, 1: 65.0, 2: 75.0, 3: 85.0, 4: 95.0, 7: 75.0, 6: 85.0}  # the eastern arm ends the sooner
    west, east = ["c0", "c1", "c2", "c3", "c4"], ["c7", "c6"]
    assert walk_between_stairs(metres, {}) == [*west, *east]
    assert walk_between_stairs(metres, {0: 10.0}) == [*west, *east]
    assert walk_between_stairs(metres, {7: 10.0}) == [*east, *west]


def test_the_form_has_every_room_and_exterior_door_of_every_floor() -> None:
    for building in demo_kit().campus.buildings:
        for floor in building.floors:
            sheets = [s for s in laid().sheets if s.id.startswith("WALK") and s.subject == floor.id]
            rows = [row for sheet in sheets for table in sheet.tables for row in table.rows if len(row) > 1]
            doors = [row for row in rows if row[1].text.startswith("door ")]
            assert len(doors) == len(exterior_doors((floor,)))
            assert len(rows) - len(doors) == len(floor.spaces)


def test_sides_run_clockwise_from_the_address_side() -> None:
    sheet = next(s for s in laid().sheets if s.id == "B-MAIN")
    at = {b.letters: (b.x, b.y) for b in badges(sheet) if b.kind == "SIDE" and b.subject}  # not the legend's
    assert set(at) == set("ABCD")
    middle = (sum(x for x, _ in at.values()) / 4, sum(y for _, y in at.values()) / 4)
    azimuth = {k: math.degrees(math.atan2(x - middle[0], middle[1] - y)) % 360 for k, (x, y) in at.items()}
    assert azimuth["A"] == pytest.approx(203, abs=30)
    for one, other in ("AB", "BC", "CD"):
        assert 30 < (azimuth[other] - azimuth[one]) % 360 < 150


@pytest.mark.parametrize("paper", ["letter", "legal", "tabloid", "a4", "a3"])
def test_every_paper_is_clean(paper: str) -> None:
    packet = laid(PacketSettings(paper=paper, sheets=("quick", "campus", "floors", "index", "walk")))  # type: ignore[arg-type]
    for sheet in packet.sheets:
        assert sheet.paper == PAPERS[paper]
        assert (sheet.fact.overlaps, sheet.fact.clipped, sheet.fact.strays) == (0, 0, ()), sheet.id
        assert sheet.fact.smallest_mark_pt >= 8.0


def test_only_the_chosen_sheets_are_printed_and_the_extras_only_when_chosen() -> None:
    assert families(laid(PacketSettings(sheets=("floors", "headsup")))) == {"COVER", "F", "H"}
    assert "H" not in families(laid())
    assert {"QUICK", "ENTRY", "WALK", "INDEX", "LEGEND", "B", "F"} <= families(laid())


def test_a_heads_up_plan_lies_along_the_paper() -> None:
    sheet = next(s for s in laid(PacketSettings(sheets=("floors", "headsup"))).sheets if s.id.startswith("H-"))
    walls = next(item.shape for layer in sheet.layers for item in layer.items if getattr(item, "style", "") == "wall")
    x0, y0, x1, y1 = walls.bounds
    frame = walls.minimum_rotated_rectangle
    assert frame.area == pytest.approx((x1 - x0) * (y1 - y0), rel=0.01)
    assert sheet.window is None


def test_a_poster_is_printed_twice_as_large_and_its_scale_says_so() -> None:
    packet = laid(PacketSettings(sheets=("campus",), poster="ansi-d"))
    [poster] = packet.poster
    assert (poster.paper.width * poster.paper.magnified, poster.paper.height * poster.paper.magnified) == (2448, 1584)
    assert poster.window
    assert poster.fact.scale == pytest.approx(poster.window.scale.denominator / 2, abs=0.001)
    words = [i.text for layer in poster.layers for i in layer.items if isinstance(i, Words)]
    assert f"1 in = {poster.window.scale.feet_per_inch / 2:g} ft  (1:{poster.fact.scale:.0f})" in words
    assert (poster.fact.overlaps, poster.fact.clipped) == (0, 0)


def test_the_public_gets_neither_a_responders_heading_nor_empty_lists() -> None:
    kit = demo_kit()
    bare = replace(
        kit.campus, markers=(), contacts=(), recipients=(),
        buildings=tuple(replace(building, floors=()) for building in kit.campus.buildings),
    )  # fmt: skip
    packet = lay_out(bare, kit.project, kit.analysis, "public")
    assert families(packet) <= {"COVER", "CAMPUS", "SURROUNDINGS", "AERIAL", "LEGEND"}
    words = {each.text for each in packet.sheets[0].words}
    assert "PUBLIC CAMPUS MAP" in words
    assert not any("RESPONDER" in text for text in words)
    [legend] = [sheet for sheet in packet.sheets if sheet.id == "LEGEND"]
    drawn = {item.style for sheet in packet.sheets if sheet is not legend for item in _items(sheet)}
    told = {item.style for item in _items(legend)}
    assert "building.footprint" in told and told <= drawn  # of buildings' own sheets, which nobody gets, nothing


def test_reports_come_last_and_move_no_page() -> None:
    kit = demo_kit()
    lines = tuple(LineAnswer(f"R{n}", f"Line {n}", answer, "", "", "", "V") for n, answer in enumerate(Answer))
    pack = PackAnswer("core", "Core pack", "the laws", "", "", lines)
    before = laid()
    after = add_reports(before, replace(kit, requirements=Requirements((pack,))))
    assert after.sheets[: len(before.sheets)] == before.sheets
    assert [s.id for s in after.sheets[len(before.sheets) :]] == ["REQUIREMENTS", "NUMBERING"]
    [row] = after.sheets[-2].tables[0].rows
    assert [cell.text for cell in row[1:5]] == ["1", "1", "1", "1"]
    assert "R1 Line 1" in row[5].text.replace("\n", " ")
    assert add_reports(after, replace(kit, requirements=Requirements((pack,)))) == after


def _items(sheet: Sheet) -> list[Ink]:
    return [item for layer in sheet.layers for item in layer.items if isinstance(item, Ink)]


def legend_texts(sheet: Sheet) -> list[str]:
    words = [i for layer in sheet.layers if layer.name == "panel" for i in layer.items if isinstance(i, Words)]
    return [" ".join(each.text.split()) for each in words]


def test_neither_doors_numbers_nor_sides_letters_stand_on_buildings_of_the_campus() -> None:
    for sheet in laid().sheets:
        if sheet.id in ("QUICK", "CAMPUS"):
            inks = [item for layer in sheet.layers for item in layer.items if isinstance(item, Ink)]
            ground = union_all([ink.shape for ink in inks if ink.style == "building.footprint" and ink.subject])
            assert ground.area > 0
            marks = [b for b in badges(sheet) if b.kind in ("DOOR_TAG", "SIDE") and b.subject]
            assert [b.letters for b in marks if ground.intersects(Point(b.x, b.y))] == []


def test_the_quick_card_explains_every_symbol_on_it() -> None:
    [quick] = [sheet for sheet in laid().sheets if sheet.id == "QUICK"]
    on_map = {badge.kind for layer in quick.layers if layer.name != "panel" for badge in _badges_of(layer.items)}
    told = {badge.kind for layer in quick.layers if layer.name == "panel" for badge in _badges_of(layer.items)}
    assert on_map
    assert on_map == told
    assert "LEGEND" in legend_texts(quick)


def _badges_of(items: tuple[object, ...]) -> list[Badge]:
    return [item for item in items if isinstance(item, Badge)]


def test_rooms_that_look_alike_without_colour_are_one_line_of_the_legend() -> None:
    """Every line of a mono floor's legend has a look of its own."""
    mono = load_styles("mono")
    for sheet in laid(PacketSettings(mono=True, sheets=("floors", "legend"))).sheets:
        if sheet.id.startswith(("F-", "LEGEND")):
            panel = [layer for layer in sheet.layers if layer.name in ("panel", "legend")]
            shown = {i.style for layer in panel for i in layer.items if isinstance(i, Ink)}
            rooms = [mono[token] for token in shown if token.startswith("space.")]
            looks = {(s.fill, s.stroke, s.dash, s.hatch, s.width_pt) for s in rooms}
            assert len(looks) == len(rooms), sheet.id
            assert sheet.fact.unexplained == ()


def test_stairs_say_what_they_serve() -> None:
    """Two stairs over one another, joined by hand: both floors' sheets name both levels for that stair alone."""
    kit = demo_kit()
    main = next(building for building in kit.campus.buildings if building.id == "main")
    low, high = sorted(main.floors, key=lambda floor: floor.ordinal)
    below, above = (next(s for s in floor.spaces if s.name == "Stair A") for floor in (low, high))
    line = LineString([below.outline.centroid, above.outline.centroid.buffer(1).exterior.coords[0]])
    way = Opening("main/way", OpeningKind.VERTICAL, line, (below.id, above.id))
    joined = replace(main, floors=(replace(low, openings=(*low.openings, way)), high))
    levels = f"levels {low.code or low.id.split('/')[1]}, {high.code or high.id.split('/')[1]}"
    for floor in joined.floors:
        notes = list(stair_notes(joined, floor, {space.id for space in floor.spaces}))
        assert f"Stair A: {levels}." in notes
        assert any("Stair B: no other level" in note for note in notes)
        assert list(stair_notes(joined, floor, ())) == []


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        ("AAB", ["Stairs in A: levels {}.", "Stair in B: no other level by the drawings."]),
        ("ABB", ["Stair in A: levels {}."]),
        (" " * 3, []),
    ],
)
def test_stairs_without_a_number_are_told_apart_by_their_cells_or_not_at_all(cells: str, told: list[str]) -> None:
    """Of three stairs, two lead up; they go by their cells where those tell who leads where."""
    main = next(building for building in demo_kit().campus.buildings if building.id == "main")
    low, high = (
        replace(floor, spaces=tuple(_bare_stair(f"{floor.id}/{n}", n) for n in range(3)), openings=())
        for floor in sorted(main.floors, key=lambda floor: floor.ordinal)
    )
    ways = tuple(
        Opening(f"way-{n}", OpeningKind.VERTICAL, LineString([(0, n), (1, n)]), (f"{low.id}/{n}", f"{high.id}/{n}"))
        for n in range(2)
    )
    joined = replace(main, floors=(replace(low, openings=ways), high))
    place = {f"{low.id}/{n}": cell.strip() for n, cell in enumerate(cells)}
    levels = f"{low.code or low.id.split('/')[1]}, {high.code or high.id.split('/')[1]}"
    notes = list(stair_notes(joined, joined.floors[0], place, lambda space: place[space.id]))
    assert notes == [note.format(levels) for note in told]
    pair = replace(joined, floors=tuple(replace(floor, spaces=floor.spaces[:2]) for floor in joined.floors))
    assert list(stair_notes(pair, pair.floors[0], place)) == [f"Stairs without a number: levels {levels}."]


def test_stairs_and_elevators_whose_number_does_not_tell_are_told_from_one_another() -> None:
    main = next(building for building in demo_kit().campus.buildings if building.id == "main")
    called = [("S1", Use.STAIR), ("S2", Use.STAIR), ("E1", Use.ELEVATOR), ("STR9", Use.STAIR)]
    spaces = tuple(replace(_bare_stair(number, n), use=use, number=number) for n, (number, use) in enumerate(called))
    floor = replace(main.floors[0], spaces=spaces, openings=())
    [note] = stair_notes(replace(main, floors=(floor, main.floors[1])), floor, {space.id for space in spaces})
    assert note == "STR9, stairs S1, S2, elevator E1: no other level by the drawings."


def _bare_stair(subject: str, n: int) -> Space:
    return Space(subject, "", box(10.0 * n, 0.0, 10.0 * n + 3.0, 6.0), Use.STAIR)
