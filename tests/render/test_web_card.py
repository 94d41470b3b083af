"""Ways, sides and corners: computed records on the card and on the map, in Python and in the browser."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from demo_campus import demo_kit
from map_page import Open
from shapely import LineString

from campusmap.model.analysis import Leg, Orientation, Way
from campusmap.model.kit import Kit
from campusmap.render.web.corners import corner_facts
from campusmap.render.web.payload import make_payload
from campusmap.render.web.sides import side_facts


def main_building(kit: Kit) -> Any:
    return next(b for b in kit.campus.buildings if b.id == "main")


def with_ways() -> Kit:
    """Give room 209 two ways out, over a stair, past a locked door."""
    kit = demo_kit()
    floors = {f.id: f for f in main_building(kit).floors}
    room = next(s for s in floors["main/2"].spaces if s.number == "209")
    door = next(o for o in floors["main/1"].openings if o.number == "3")
    inner = next(o for o in floors["main/2"].openings if room.id in o.joins and not o.exterior)
    a, b, c = room.outline.centroid, inner.line.centroid, door.line.centroid
    up = LineString([(a.x, a.y), (b.x, b.y)])
    down = LineString([(b.x, b.y), (c.x, c.y)])
    ways = (
        Way(room.id, "exit", door.id, 41.6, (Leg("main/2", up), Leg("main/1", down)), ("S1",), (inner.id,)),
        Way(room.id, "second_exit", door.id, 60.0, (Leg("main/2", up),)),
    )
    face = Orientation("main", 180.0, True, "the main entrance is there")
    return replace(kit, analysis=replace(kit.analysis, ways=ways, orientations=(face,)))


@pytest.fixture(scope="module")
def page(opener: Open) -> Any:
    opened = opener(with_ways())
    opened.page.fill("#q", "209")
    opened.page.keyboard.press("Enter")
    return opened.page


def rows(page: Any) -> dict[str, str]:
    return dict(
        page.eval_on_selector_all(
            "#card .row", "rows => rows.map(r => [r.children[0].textContent, r.children[1].textContent])"
        )
    )


def test_card_reads_the_ways_out(page: Any) -> None:
    said = rows(page)
    assert said["Nearest exterior door"].startswith("Door 3, about 137 ft (42 m) by the drawing, by stair S1")
    assert said["Second way out"].startswith("Door 3, about 197 ft (60 m)")
    assert "Locked door on the way" in said
    assert said["Map confirmed"] == "2025-08-01 by Sgt. Ito (all rooms)"
    assert "Key box" in said["Nearest key box"]
    assert "Gas shut-off: Gas main" in said["Shut-offs"]


def test_way_is_drawn_and_can_be_switched_off(page: Any) -> None:
    used = "[...campusmap.view().used].filter(name => name.startsWith('way.')).sort()"
    page.wait_for_timeout(150)
    assert page.evaluate(used) == ["way.exit", "way.second"]
    before = page.evaluate(COUNT_BLUE)
    page.evaluate("campusmap.change({ hidden: { ways: true } })")
    page.wait_for_timeout(150)
    assert page.evaluate(used) == []
    assert page.evaluate(COUNT_BLUE) < before
    page.evaluate("campusmap.change({ hidden: {} })")


# Pixels of the colour in which what is chosen is drawn.
COUNT_BLUE = """
() => {
  const c = document.querySelector('canvas.plan'), d = c.getContext('2d').getImageData(0, 0, c.width, c.height).data;
  let count = 0;
  for (let k = 0; k < d.length; k += 4) { count += d[k] === 11 && d[k + 1] === 79 && d[k + 2] === 214 ? 1 : 0; }
  return count;
}
"""


def test_lines_of_ways_come_back_within_a_centimetre() -> None:
    kit = with_ways()
    facts = make_payload(kit)
    room = next(r for r in facts["rooms"] if r.get("n") == "209" and "ws" in r)
    way = room["ws"][0]
    assert (way[0], way[2], way[3]) == ("exit", 41.6, ["S1"])
    floors = [facts["floors"][leg[0]]["i"] for leg in way[5]]
    assert floors == ["main/2", "main/1"]
    door = facts["doors"][int(way[1][1:])]
    last = way[5][-1][1]
    end = [sum(last[0::2]), sum(last[1::2])]
    assert end == pytest.approx(door["at"], abs=2)


@pytest.mark.parametrize(("front", "letters"), [(180.0, "ABCD"), (90.0, "BCDA"), (0.0, "CDAB"), (200.0, "ABCD")])
def test_sides_follow_the_front_clockwise(front: float, letters: str) -> None:
    kit = demo_kit()
    face = Orientation("main", front, False, "")
    sides = side_facts(replace(kit, analysis=replace(kit.analysis, orientations=(face,))))
    named = {
        door.number: sides[door.id]
        for f in main_building(kit).floors
        for door in f.openings
        if door.exterior and door.number
    }
    # Of the demo building, drawn with its entrance towards +x to the south: door 1 south, 2 west, 3 north, 4 east.
    south, west, north, east = letters
    assert named == {"1": south, "2": west, "3": north, "4": east}
    assert "inside" in {sides[s.id] for f in main_building(kit).floors for s in f.spaces if s.name == "Corridor"} | {
        "inside"
    }


def test_rooms_lie_on_the_side_of_their_windows() -> None:
    kit = with_ways()
    sides = side_facts(kit)
    wrong = []
    for floor in main_building(kit).floors:
        doors = {o.id: o for o in floor.openings if o.exterior}
        for space in floor.spaces:
            touching = {sides[o.id] for o in doors.values() if space.id in o.joins}
            wrong += [(space.id, touching, sides[space.id])] if not touching <= set(sides[space.id].split(", ")) else []
    assert wrong == []


def test_no_orientation_no_side() -> None:
    assert side_facts(demo_kit()) == {}
    assert not [room for room in make_payload(demo_kit())["rooms"] if "sd" in room]


def test_corners_are_where_the_demo_put_them() -> None:
    """The demo marks it by the corridor's wall at the east end of each room: left as one enters heading south."""
    kit = demo_kit()
    words = corner_facts(kit)
    floor = next(f for f in main_building(kit).floors if f.id == "main/1")
    said = {s.number: words[s.id] for s in floor.spaces if s.id in words}
    assert said
    for number, text in said.items():
        side = "left" if int(number) % 2 else "right"  # odd rooms lie south of the corridor
        assert f"on the {side}, along the door's wall, as you enter from the corridor" in text
        assert "east part of the room" in text


def test_map_turns_to_the_front_and_back(opener: Open) -> None:
    opened = opener(with_ways())
    page = opened.page
    page.evaluate("campusmap.openRef('b' + campusmap.facts.buildings.findIndex(b => b.i === 'main'))")
    page.evaluate("campusmap.change({ turn: 37 })")
    page.evaluate("campusmap.change({ turn: 0 })")
    corner = "campusmap.toMap(3, 4)"
    assert page.evaluate(corner) == [3, 4]
    page.keyboard.press("Alt+t")
    assert page.evaluate("campusmap.state.turn") == 0, "side A already lies below"
    page.evaluate("campusmap.change({ turn: 30 })")
    page.wait_for_timeout(150)
    room = page.evaluate("campusmap.facts.rooms.findIndex(r => r.n === '112')")
    at = page.evaluate(
        "n => { const r = campusmap.facts.rooms[n], [x, y] = campusmap.toMap(r.at[0] / 100, r.at[1] / 100);"
        " const map = campusmap.map, p = map.latLngToContainerPoint([y, x]);"
        " const b = map.getContainer().getBoundingClientRect();"
        " return [p.x + b.x, p.y + b.y]; }",
        room,
    )
    page.mouse.click(*at)
    assert page.inner_text("#card h2") == "112"
    page.click("#north")
    assert page.evaluate("campusmap.state.turn") == 0
    assert opened.errors == []


def test_far_place_leaves_the_campus_in_view(page: Any) -> None:
    page.fill("#q", "48.85, 2.35")
    page.keyboard.press("Enter")
    assert rows(page)["Not on this campus"].startswith("About ")
    assert "miles" in rows(page)["Not on this campus"]
    page.wait_for_timeout(150)
    assert len(page.evaluate("campusmap.view().hits.filter(hit => hit.ref[0] === 'b')")) == 2


def test_measuring_by_keyboard(opener: Open) -> None:
    page = opener(demo_kit()).page
    page.click("#measure-key")
    page.keyboard.press("Enter")
    before = page.evaluate("campusmap.map.getCenter().lng")
    page.keyboard.press("ArrowRight")
    page.wait_for_timeout(500)
    page.keyboard.press("Enter")
    said = page.inner_text("#measured strong")
    metres = page.evaluate("campusmap.map.getCenter().lng") - before
    assert float(said.split("·")[1].split("m")[0]) == pytest.approx(metres, abs=0.6)
    assert float(said.split(" ft")[0].replace(",", "")) == pytest.approx(metres / 0.3048, abs=1.0)


def test_paper_of_another_edition_is_told(opener: Open) -> None:
    page = opener(demo_kit()).page
    page.fill("#paper-print", "1A2B-3C4D")
    assert page.inner_text("#paper-said") == "Same edition as the paper"
    page.fill("#paper-print", "1a2b3c4e")
    assert page.inner_text("#paper-said").startswith("NOT the paper's edition")


def test_no_animation_when_asked(opener: Open) -> None:
    page = opener(demo_kit()).page
    assert page.evaluate("campusmap.map.options.zoomAnimation")
    page.click("#layers-key")
    page.check("label:has-text('No animation') input")
    assert not page.evaluate("campusmap.map.options.zoomAnimation || campusmap.map.options.inertia")
    still = opener(demo_kit(), reduced_motion="reduce").page
    assert not still.evaluate("campusmap.map.options.zoomAnimation || campusmap.map.options.inertia")


def test_the_room_list_fits_a_telephone(opener: Open) -> None:
    page = opener(demo_kit(), viewport={"width": 360, "height": 780}).page
    page.click("#rooms-key")
    page.click("#table thead th:nth-child(3) button")
    wide, room = page.evaluate("(b => [b.scrollWidth, b.clientWidth])(document.querySelector('.sheet-body'))")
    assert wide <= room
    edges = page.evaluate(
        "[...document.querySelectorAll('#table thead th')].map(h => h.getBoundingClientRect()).filter(r => r.width)"
        ".map(r => Math.round(r.right))"
    )
    assert len(edges) == 5
    assert max(edges) <= 360
