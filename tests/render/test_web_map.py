"""The map in a real browser with the network cut: requests, errors, search, card, floors, hostile names, positions."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import Any

import mgrs
import pytest
from demo_campus import demo_kit
from map_page import Open, Opened

from campusmap.model.kit import Kit
from campusmap.model.places import Campus, Use


@pytest.fixture(scope="module")
def demo(opener: Open) -> Opened:
    return opener(demo_kit())


@pytest.fixture
def page(demo: Opened) -> Any:
    demo.page.evaluate("location.hash = ''; campusmap.change({chosen: '', alone: -1, level: 0, over: {}})")
    demo.page.fill("#q", "")
    return demo.page


def search(page: Any, text: str) -> list[str]:
    page.fill("#q", text)
    return [row.inner_text() for row in page.query_selector_all("#hits [role=option]")]


def test_opens_without_requests_errors_or_a_pointer(demo: Opened) -> None:
    assert demo.page.evaluate("document.activeElement.id") == "q"
    assert demo.page.title() == "Demo School - campus map"
    assert demo.page.inner_text("h1") == "Demo School"
    assert demo.errors == []
    assert demo.outside == []


def test_every_room_is_found_by_its_number(page: Any) -> None:
    for building in demo_kit().campus.buildings:
        for floor in building.floors:
            for space in floor.spaces:
                if space.shown_number:
                    check_room(page, space.shown_number, space.id, floor.name, floor.frame.placed)


def check_room(page: Any, number: str, room: str, floor: str, placed: bool) -> None:
    hits = search(page, number)
    assert hits
    n = page.evaluate(
        "([q, id]) => campusmap.searchFor(q).findIndex(h => h.rank === 0 && h.ref[0] === 'r' &&"
        " campusmap.facts.rooms[h.ref.slice(1)].i === id)",
        [number, room],
    )
    assert n >= 0, f"{number} is not an exact hit"
    page.click(f"#hit-{n}")
    assert page.inner_text("#card h2") == number
    rows = page.inner_text("#card dl")
    assert f"{floor}: " in rows
    assert page.is_visible("#alone") is not placed
    shown = page.evaluate("campusmap.shownFloors().map(n => campusmap.facts.floors[n].i)")
    assert room.rpartition("/")[0] in shown


def test_enter_opens_the_only_exact_hit(page: Any) -> None:
    search(page, "b2")  # also a grid cell
    page.keyboard.press("Enter")
    assert page.is_hidden("#card")
    search(page, "rm 209")
    page.keyboard.press("Enter")
    assert page.inner_text("#card h2") == "209"
    assert "level 2" in page.inner_text("#card dl")


@pytest.mark.parametrize(
    "typed", ["209", "1 209", "bldg 1 rm 209", "room two oh nine", "ROOM 209", "main 209", "two hundred nine", "r 209"]
)
def test_ways_to_say_a_room(page: Any, typed: str) -> None:
    first = search(page, typed)
    assert first
    assert first[0].startswith("209"), first[:3]


def test_number_in_two_buildings_is_never_picked_by_enter(opener: Open) -> None:
    kit = demo_kit()
    page = opener(with_room(kit, "annex/1", "B1", {"number": "101"})).page
    assert len([h for h in search(page, "101") if h.startswith("101")]) == 2
    page.keyboard.press("Enter")
    assert page.is_hidden("#card")
    assert "Choose one" in page.inner_text("#count")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    assert page.inner_text("#card h2") == "101"


def with_room(kit: Kit, floor_id: str, number: str, facts: dict[str, Any]) -> Kit:
    def mend(campus: Campus) -> Campus:
        buildings = []
        for building in campus.buildings:
            floors = [
                replace(f, spaces=tuple(replace(s, **facts) if s.number == number else s for s in f.spaces))
                if f.id == floor_id
                else f
                for f in building.floors
            ]
            buildings.append(replace(building, floors=tuple(floors)))
        return replace(campus, buildings=tuple(buildings))

    return replace(kit, campus=mend(kit.campus))


def test_no_hit_says_so_and_picks_nothing(page: Any) -> None:
    hits = search(page, "299")
    assert page.inner_text("#count").startswith("No such room on this map")
    assert hits
    page.keyboard.press("Enter")
    assert page.is_hidden("#card")
    assert search(page, "zzzzzz") == []
    assert page.inner_text("#count") == "Nothing on this map is called that."


def test_a_device_that_nobody_entered_is_not_said_to_be_missing(opener: Open) -> None:
    kit = demo_kit()
    bare = opener(replace(kit, campus=replace(kit.campus, markers=()))).page
    for typed in ("AED", "key box", "Knox", "defib", "gas shutoff"):
        search(bare, typed)
        said = bare.inner_text("#count")
        assert said.startswith("None on this map: there may be one that nobody has entered."), typed


def test_a_room_without_a_name_is_found_by_its_use(opener: Open) -> None:
    page = opener(with_room(demo_kit(), "main/2", "209", {"name": "", "use": Use.STAIR})).page
    assert any("209" in hit for hit in search(page, "stair 209"))
    assert any("209" in hit for hit in search(page, "stair"))


def test_planned_and_former_numbers_are_marked(page: Any) -> None:
    assert "planned: 110B" in search(page, "110B")[0]
    assert "on the drawing: 109" in next(hit for hit in search(page, "109") if hit.startswith("109A"))
    page.click("#hit-0")
    rows = page.inner_text("#card dl")
    assert "the number shown is the one on the wall" in rows


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        ("door 3", "Door 3"),
        ("1 door 3", "Door 3"),
        ("C5", "C5"),
        ("gas", "Gas main"),
        ("key box", "Key box"),
        ("media centre", "112"),
        ("annex", "2"),
    ],
)
def test_other_things_are_found(page: Any, typed: str, title: str) -> None:
    search(page, typed)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    assert page.inner_text("#card h2") == title


def test_device_search_lists_all_of_its_kind(page: Any) -> None:
    hits = [hit for hit in search(page, "aed") if hit.startswith("AED")]
    assert len(hits) == 3


def test_pasted_position_has_no_floor(page: Any) -> None:
    lon, lat = page.evaluate("campusmap.facts.buildings[0].ll")
    search(page, f"{lat}, {lon}, 30 m")
    page.keyboard.press("Enter")
    rows = page.inner_text("#card dl")
    assert "a position does not tell the floor" in rows
    assert "Annex" in rows
    assert "within 30 m" in rows


def test_room_clicked_while_results_are_listed_is_read_back(page: Any) -> None:
    page.click("#whole-key")
    search(page, "grade")
    at = page.evaluate(
        "(() => { const r = campusmap.facts.rooms.find(r => r.n === '111'), m = campusmap.map;"
        " const p = m.latLngToContainerPoint([r.at[1] / 100, r.at[0] / 100]);"
        " const b = m.getContainer().getBoundingClientRect();"
        " return [p.x + b.x, p.y + b.y]; })()"
    )
    page.mouse.click(*at)
    assert page.inner_text("#card h2") == "111"
    assert page.is_hidden("#hits")


def test_card_says_when_its_floor_is_not_shown(page: Any) -> None:
    search(page, "209")
    page.keyboard.press("Enter")
    page.evaluate("campusmap.change({level: 0})")
    assert "The map shows another floor" in page.inner_text("#card")
    page.click("#card .note button")
    assert "another floor" not in page.inner_text("#card")


def test_escape_clears(page: Any) -> None:
    search(page, "209")
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    assert page.input_value("#q") == ""
    assert page.is_hidden("#card")


def test_listbox_follows_the_pattern(page: Any) -> None:
    box = page.locator("#q")
    assert box.get_attribute("role") == "combobox"
    search(page, "grade")
    assert box.get_attribute("aria-expanded") == "true"
    page.keyboard.press("ArrowDown")
    active = box.get_attribute("aria-activedescendant")
    assert page.get_attribute(f"#{active}", "aria-selected") == "true"
    page.wait_for_timeout(150)
    assert page.inner_text("#live") == "9 places."


def test_unplaced_floor_stands_alone(page: Any) -> None:
    page.click("#levels .lost")
    band = page.inner_text("#alone")
    assert "NOT PLACED - no coordinates; position unknown" in band
    assert "UNITS NOT CONFIRMED" in band
    assert page.is_hidden("#scale")
    assert page.is_hidden("#north")
    assert page.evaluate("campusmap.shownFloors().length") == 1
    used = page.evaluate("new Promise(r => setTimeout(() => r([...campusmap.view().used]), 200))")
    assert "grid.line" not in used
    page.mouse.move(800, 450)
    assert page.is_hidden("#cursor")
    page.click("#measure-key")
    assert page.evaluate("campusmap.state.measuring") is False


def test_link_brings_a_room_back(demo: Opened, page: Any) -> None:
    search(page, "214")
    page.keyboard.press("Enter")
    address = page.evaluate("location.hash")
    assert address == "#b=main&f=2&r=214"
    page.reload()
    assert page.inner_text("#card h2") == "214"


def test_legend_holds_what_is_shown(page: Any) -> None:
    page.click("#whole-key")
    page.click("#layers-key")
    assert "Hydrant" in page.inner_text("#legend") or "hydrant" in page.inner_text("#legend")
    page.evaluate("campusmap.openRef('r' + campusmap.facts.rooms.findIndex(r => r.n === '212'))")
    page.wait_for_timeout(200)
    assert "hydrant" not in page.inner_text("#legend")
    page.click("#layers-key")


def test_room_table_drives_the_map_by_keyboard(page: Any) -> None:
    page.click("#rooms-key")
    page.keyboard.type("cafeteria")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    assert page.is_hidden("#table")
    assert page.inner_text("#card h2") == "114"


def test_copied_card_is_plain_text(page: Any) -> None:
    search(page, "209")
    page.keyboard.press("Enter")
    text = page.evaluate("campusmap.plainCard(campusmap.state.chosen, campusmap.rowsOf(campusmap.state.chosen))")
    lines = text.splitlines()
    assert lines[:2] == ["Demo School", "209 - Science Lab"]
    assert "Grid cell: D3" in lines
    assert any(line.startswith("USNG: 10S EG ") for line in lines)
    assert "DRAFT with 2 open errors" in lines[-1]


def test_bands_speak(page: Any) -> None:
    bands = page.inner_text("#bands")
    assert "DRAFT · 2 open errors" in bands
    assert "FOR OFFICIAL USE ONLY" in bands.upper()
    assert "1a2b3c4d" in page.inner_text("#foot")


def test_unverified_campus_says_so(opener: Open) -> None:
    kit = demo_kit()
    entry = replace(kit.project.campus, verified=None)
    page = opener(replace(kit, project=replace(kit.project, campus=entry))).page
    assert "NOT FIELD-VERIFIED" in page.inner_text("#bands")


@pytest.mark.parametrize(("now", "band"), [("2025-09-01", False), ("2026-07-31", False), ("2026-08-02", True)])
def test_age_is_judged_by_the_viewers_clock(opener: Open, now: str, band: bool) -> None:
    opened = opener(demo_kit())
    opened.page.clock.set_fixed_time(f"{now}T12:00:00")
    opened.page.reload()
    assert ("EXPIRED" in opened.page.inner_text("#bands")) is band


def test_usng_agrees_with_mgrs(page: Any) -> None:
    rng = random.Random(7)  # noqa: S311, RUF100
    places = [(rng.uniform(-179.9, 179.9), rng.uniform(-79.9, 83.9)) for _ in range(450)]
    places += [(rng.uniform(2, 44), rng.uniform(55, 84)) for _ in range(50)]  # Norway and Svalbard
    ours = page.evaluate("ps => ps.map(p => campusmap.usngOf(p[0], p[1]))", places)
    grid = mgrs.MGRS()
    wrong = [(p, o) for p, o in zip(places, ours, strict=True) if far_apart(o, str(grid.toMGRS(p[1], p[0])))]
    assert wrong == []


def far_apart(ours: str, theirs: str) -> bool:
    """Tell whether two references differ by more than one metre, or in zone, band or square."""
    text, other = ours.replace(" ", ""), theirs.lstrip("0")
    if text == other:
        return False
    steps = (abs(int(text[-10:-5]) - int(other[-10:-5])), abs(int(text[-5:]) - int(other[-5:])))
    return text[:-10] != other[:-10] or max(steps) > 1


def test_typed_usng_comes_back(page: Any) -> None:
    lon, lat = page.evaluate("campusmap.facts.buildings[0].ll")
    typed = page.evaluate("campusmap.usngOf(...campusmap.facts.buildings[0].ll)")
    found = page.evaluate("t => campusmap.readUsng(t)", typed)
    assert abs(found[0] - lon) < 2e-5
    assert abs(found[1] - lat) < 2e-5


@pytest.mark.parametrize(
    ("typed", "place"),
    [
        ("37.4, -122.0", (37.4, -122.0)),
        ("37.4001 -122.0002", (37.4001, -122.0002)),
        ("N 37.5 W 122.25", (37.5, -122.25)),
        ("37.5N, 122.25W", (37.5, -122.25)),
        ("B214", None),
        ("214, 12", None),
    ],
)
def test_positions_are_read(page: Any, typed: str, place: tuple[float, float] | None) -> None:
    found = page.evaluate("t => campusmap.readLatLon(t)", typed)
    assert (found and (found["lat"], found["lon"])) == place


def test_narrow_screen_fits(opener: Open) -> None:
    opened = opener(demo_kit(), viewport={"width": 360, "height": 740}, has_touch=True)
    page = opened.page
    search(page, "209")
    page.keyboard.press("Enter")
    assert page.inner_text("#card h2") == "209"
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    small = page.evaluate(
        "[...document.querySelectorAll('button, #q')].filter(b => b.offsetParent)"
        ".filter(b => Math.min(b.offsetHeight, b.offsetWidth) < 44)"
        ".map(b => b.outerHTML.slice(0, 80))"
    )
    assert small == []
    assert opened.errors == []


def test_printed_scale_is_right(page: Any) -> None:
    page.evaluate("window.print = () => {}")
    page.click("#print-key")
    page.wait_for_timeout(300)
    text = page.text_content(".paper-foot")
    page.emulate_media(media="print")
    metres, pixels = page.evaluate(
        "[parseFloat(document.querySelector('.paper-side .bar').textContent),"
        " parseFloat(document.querySelector('.paper-side .bar').style.width)]"
    )
    width = page.evaluate("document.querySelector('.paper-map').getBoundingClientRect().width")
    page.emulate_media(media="screen")
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    scale = int(text.split("1 : ")[1].split(" ")[0].replace(",", ""))
    assert abs(pixels / 96 * 0.0254 * scale - metres) < 0.01 * metres
    assert abs(width - 960) < 1
