"""The walk-through, from the page in a browser without a network to the tables: whole, halved, twice, too late."""

from __future__ import annotations

import base64
import io
import json
import re
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from demo_campus import demo_kit
from map_page import LEAVING
from PIL import Image
from shapely import LineString, MultiPolygon, Polygon
from walk_school import Walker, items_of, read_table, snapshot, write_walked_school

from campusmap.carto.walk_list import list_walk
from campusmap.cli import cli
from campusmap.errors import InputError
from campusmap.model.frame import Frame
from campusmap.model.places import Building, Floor, Opening, OpeningKind, Space, Use
from campusmap.pipeline.build import judge_campus
from campusmap.pipeline.walk import merge_walk, write_walk
from campusmap.safety.lookup import DOORS

TODAY = "2030-01-01"  # after every answer that a test's clock can give


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_walked_school(tmp_path_factory.mktemp("school"))


@pytest.fixture(scope="module")
def page(school: Path) -> Path:
    return write_walk(school, school.parent / "walk.html", TODAY)[0]


@pytest.fixture
def folder(school: Path, tmp_path: Path) -> Path:
    """A fresh copy of the school."""
    made = tmp_path / "school"
    made.mkdir()
    for name, content in snapshot(school).items():
        (made / name).write_bytes(content)
    return made


def make_file(path: Path, page: Path, who: str, told: dict[str, dict[str, Any]], **more: Any) -> Path:
    """Write a file as the page would, without a browser."""
    text = page.read_text("utf-8").split('id="facts">')[1].split("</script>")[0]
    facts = json.loads(text)
    items = {item["i"]: (stage["f"], item) for stage in facts["stages"] for item in stage["items"]}
    answers = []
    for id_, said in told.items():
        floor, item = items[id_]
        known = {ask[0]: ask[2] for ask in item["a"]}
        answers.append({
            "id": id_, "kind": item["k"], "floor": floor, "number": item["n"], "name": item["m"], "checked": "yes",
            "who": who, "when": "2029-05-01 10:00", "seen": {}, "known": known, "note": "", "area_m2": item["c"],
            "photos": [],
        } | said)  # fmt: skip
    data = {"format": "campusmap-walk", "version": 1, "campus": facts["campus"], "edition": facts["edition"],
            "plans": facts["plans"], "saved": "2029-05-01 10:00", "answers": answers} | more  # fmt: skip
    path.write_text(json.dumps(data), "utf-8")
    return path


def rooms_of(page: Path) -> list[dict[str, Any]]:
    return [item for item in items_of(page) if item["k"] == "room"]


def test_what_has_no_number_says_where_it_is() -> None:
    """Sides without a number are called by their use, so that no door is one of many."""
    said = (("1341", Use.CLASSROOM), ("", Use.CORRIDOR), ("", Use.UNKNOWN))
    shape = Polygon([(0, 0), (1, 0), (1, 1)])
    rooms = [Space(f"B/1/{n}", number, shape, use) for n, (number, use) in enumerate(said)]
    doors = [Opening(f"B/1/d-{n}", OpeningKind.DOOR, LineString([(0, 0), (1, 0)]), joins)
             for n, joins in enumerate([("B/1/0", "B/1/1"), ("B/1/1", "B/1/2"), ("B/1/2",)])]  # fmt: skip
    frame = Frame("none", (1.0, 0.0, 0.0, 0.0, 1.0, 0.0), False, True, "m", "header", True)
    floor = Floor("B/1", "1", 0, MultiPolygon(), frame, tuple(rooms), tuple(doors))
    kit = demo_kit()
    campus = replace(kit.campus, buildings=(Building("B", "", "B", MultiPolygon(), (floor,)),), markers=())
    kit = replace(kit, campus=campus)
    told = {item.id: item.where for stage in list_walk(kit) for item in stage.items}
    assert told["B/1/d-0"] == "from 1341 to a corridor"
    assert told["B/1/d-1"] == "from a room without a number to a corridor"
    assert told["B/1/d-2"] == "of a room without a number"
    assert told["B/1/1"] == "reached from 1341 and a room without a number"
    assert told["B/1/0"] == ""


@pytest.mark.parametrize(("status", "walked"), [("", True), ("In service", True), ("planned", False)])
def test_a_device_that_is_there_is_walked_to_whatever_its_status_says(status: str, walked: bool) -> None:
    kit = demo_kit()
    device = next(m for m in kit.campus.markers if m.kind == "AED" and m.at is not None)
    others = tuple(m for m in kit.campus.markers if m != device)
    campus = replace(kit.campus, markers=(*others, replace(device, status=status)))
    listed = {item.id for stage in list_walk(replace(kit, campus=campus)) for item in stage.items}
    assert (device.id in listed) is walked


def test_an_exterior_door_without_a_number_says_in_which_cell_it_is() -> None:
    kit = demo_kit()
    campus = kit.campus
    floors = [floor for building in campus.buildings for floor in building.floors if floor.frame.placed]
    doors = [door for door in floors[0].openings if door.exterior and door.kind in DOORS]
    bare, numbered = (
        replace(door, number=number, posted_number="") for door, number in zip(doors, ("", "77"), strict=False)
    )
    rest = [door for door in floors[0].openings if door.id not in {bare.id, numbered.id}]
    floor = replace(floors[0], openings=(bare, numbered, *rest))
    buildings = tuple(
        replace(building, floors=tuple(floor if each.id == floor.id else each for each in building.floors))
        for building in campus.buildings
    )
    kit = replace(kit, campus=replace(campus, buildings=buildings))
    told = {item.id: item.where for stage in list_walk(kit) for item in stage.items}
    assert re.search(r" outside, in [A-Z]+\d+$", told[bare.id])
    assert told[numbered.id].endswith(" outside")


@pytest.mark.parametrize("per_side", [3, pytest.param(74, marks=pytest.mark.full)])
def test_everything_answered_offline_comes_back(browser: Any, tmp_path: Path, per_side: int) -> None:
    folder = write_walked_school(tmp_path / "school", per_side)
    page, count = write_walk(folder, tmp_path / "walk.html", TODAY)
    items = [item for item in items_of(page) if item["k"] != "floor"]
    rooms = [item for item in items if item["k"] == "room"]
    assert len(rooms) == 2 * (2 * per_side + 3)
    assert count == len(items)
    walker = Walker(browser, page, "Ann Green")
    other = rooms[4]
    told = {item["i"]: {"checked": "yes"} for item in items}
    told[other["i"]] = {"checked": "wrong", "number": "X9", "note": '=cmd|"x" & <b>bold</b>'}
    walker.answer(told)
    walker.page.close()
    walker.open()  # what was answered is still there
    file = walker.save(tmp_path / "walk.json")
    merged = merge_walk(folder, [file], TODAY)
    assert merged.is_settled
    assert merged.walked == ("b1/1", "b1/2")
    rows = read_table(folder, "survey")
    checked = {row["subject"]: row for row in rows if row["fact"] == "checked"}
    assert checked.keys() == {item["i"] for item in items}
    assert {row["who"] for row in rows} == {"Ann Green"}
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d", row["when"]) for row in checked.values())
    assert all(re.fullmatch(r"[0-9a-f]{16}", row["plan_digest"]) for row in checked.values())
    assert checked[other["i"]]["value"] == "wrong"
    assert checked[other["i"]]["note"] == '\'=cmd|"x" & <b>bold</b>'
    posted = {row["id"]: row["posted_number"] for row in read_table(folder, "rooms")}
    assert posted == {room["i"]: room["n"] for room in rooms} | {other["i"]: "X9"}
    doors = {row["door"]: row["posted_number"] for row in read_table(folder, "openings")}
    assert doors == {item["i"]: item["n"] for item in items if item["k"] == "door" and item["n"]}
    after = snapshot(folder)
    again = merge_walk(folder, [file], TODAY)
    assert not again.rows
    assert snapshot(folder) == after


def test_half_by_each_of_two_people(browser: Any, folder: Path, page: Path, tmp_path: Path) -> None:
    items = [item for item in items_of(page) if item["k"] != "floor"]
    half = len(items) // 2
    files = []
    for who, mine in (("Ann Green", items[:half]), ("Bo Brown", items[half:])):
        walker = Walker(browser, page, who)
        walker.answer({item["i"]: {"checked": "yes"} for item in mine})
        files.append(walker.save(tmp_path / f"{who[:2]}.json"))
    first = merge_walk(folder, files[:1], TODAY)
    assert first.is_settled
    survey = (folder / "survey.csv").read_bytes()
    second = merge_walk(folder, files[1:], TODAY)
    assert (folder / "survey.csv").read_bytes().startswith(survey)  # what the first brought is untouched
    checked = {row["subject"]: row["who"] for row in read_table(folder, "survey") if row["fact"] == "checked"}
    assert checked == {item["i"]: ("Ann Green" if n < half else "Bo Brown") for n, item in enumerate(items)}
    assert first.walked + second.walked == ("b1/1", "b1/2")
    kit, _ = judge_campus(folder, issued=TODAY, sheets=False)
    assert kit.project.campus.verified is not None
    assert {"Ann Green", "Bo Brown"} == set(kit.project.campus.verified.who.split("; "))
    assert not [finding for finding in kit.review.findings if finding.id.startswith("SVY")]


def test_what_two_people_saw_otherwise_is_shown_and_not_taken(folder: Path, page: Path, tmp_path: Path) -> None:
    one, other, third = (room["i"] for room in rooms_of(page)[:3])
    ann = make_file(tmp_path / "a.json", page, "Ann", {one: {"seen": {"posted_number": "7A"}}, other: {}})
    bob = make_file(tmp_path / "b.json", page, "Bob", {one: {"seen": {"posted_number": "7B"}}, third: {}})
    done = CliRunner().invoke(cli, ["walk", str(folder), "--merge", str(ann), str(bob), "--issued", TODAY])
    assert done.exit_code == 1, done.output
    assert "7A by Ann" in done.output
    assert "7B by Bob" in done.output
    posted = {row["id"]: row.get("posted_number") for row in read_table(folder, "rooms")}
    assert not posted[one]
    assert posted[other] == next(room["n"] for room in rooms_of(page) if room["i"] == other)
    said = {(r["who"], r["value"]) for r in read_table(folder, "survey") if r["fact"] == "posted_number"}
    assert {("Ann", "7A"), ("Bob", "7B")} <= said
    found = [f for f in judge_campus(folder, issued=TODAY, sheets=False)[0].review.findings if f.id == "SVY009"]
    assert len(found) == 1
    settled = make_file(
        tmp_path / "c.json", page, "Bob", {one: {"seen": {"posted_number": "7A"}, "when": "2029-05-02 09:00"}}
    )
    assert merge_walk(folder, [settled], TODAY).is_settled
    assert {row["id"]: row["posted_number"] for row in read_table(folder, "rooms")}[one] == "7A"


def test_cell_that_somebody_wrote_meanwhile_stays(folder: Path, page: Path, tmp_path: Path) -> None:
    room = rooms_of(page)[0]
    theirs = f"number,posted_number,posted_on,note\n{room['n']},T1,2029-04-01,kept by hand\n"
    (folder / "rooms.csv").write_text(theirs, "utf-8")
    file = make_file(tmp_path / "a.json", page, "Ann", {room["i"]: {"seen": {"posted_number": "T2"}}})
    merged = merge_walk(folder, [file], TODAY)
    assert [(seen.value, now) for _, seen, now in merged.kept] == [("T2", "T1")]
    assert (folder / "rooms.csv").read_text("utf-8") == theirs


def test_page_of_an_older_edition_merges_by_identity(folder: Path, page: Path, tmp_path: Path) -> None:
    rooms = rooms_of(page)
    plan = folder / "b1.geojson"
    gone, kept = rooms[3], rooms[5]
    data = json.loads(plan.read_text("utf-8"))
    data["features"] = [f for f in data["features"] if f["properties"].get("ref") != gone["n"]]
    plan.write_text(json.dumps(data), "utf-8")
    file = make_file(tmp_path / "a.json", page, "Ann", {gone["i"]: {}, kept["i"]: {"seen": {"posted_number": "K1"}}})
    done = CliRunner().invoke(cli, ["walk", str(folder), "--merge", str(file), "--issued", TODAY])
    assert done.exit_code == 1, done.output
    assert f"Not on the plans any more: room {gone['n']}" in done.output
    subjects = {row["subject"] for row in read_table(folder, "survey")}
    assert subjects == {kept["i"]}
    assert {row["id"]: row["posted_number"] for row in read_table(folder, "rooms")}[kept["i"]] == "K1"
    ids = [f.id for f in judge_campus(folder, issued=TODAY, sheets=False)[0].review.findings]
    assert "SVY005" in ids  # seen on another version of the plan
    assert "NUM018" in ids  # the drawing has another number than the sign


def picture(kind: str = "JPEG") -> bytes:
    """A picture that tells where it was taken."""
    image, stream = Image.new("RGB", (64, 48), (200, 30, 30)), io.BytesIO()
    exif = Image.Exif()
    exif[0x010F] = "SecretCamera"
    exif.get_ifd(0x8825)[2] = (47.0, 36.0, 10.0)
    image.save(stream, kind, exif=exif)
    return stream.getvalue()


def test_photos_lose_their_place_on_the_page(browser: Any, folder: Path, page: Path, tmp_path: Path) -> None:
    shot = tmp_path / "shot.jpg"
    shot.write_bytes(picture())
    door = next(item for item in items_of(page) if item["k"] == "door" and item["n"])
    walker = Walker(browser, page, "Ann")
    card = walker.page.locator(f"[data-id='{door['i']}']")
    card.locator(".more-key").click()
    card.locator("input[type=file]").set_input_files(str(shot))
    card.locator(".shot img").wait_for()
    file = walker.save(tmp_path / "a.json")
    (kept,) = json.loads(file.read_text("utf-8"))["answers"][0]["photos"]
    bare = Image.open(io.BytesIO(base64.b64decode(kept.partition(",")[2])))
    assert not bare.getexif()
    assert merge_walk(folder, [file], TODAY).photos == 1
    (written,) = (folder / "photos").iterdir()
    assert b"SecretCamera" not in written.read_bytes()
    assert read_table(folder, "openings")[0]["photo"] == written.name
    kit, _ = judge_campus(folder, issued=TODAY, sheets=False)
    assert [photo.shows for photo in kit.campus.photos] == [(door["i"],)]


def test_a_field_that_is_left_stays_and_what_is_pressed_next_is_pressed(
    browser: Any, folder: Path, page: Path, tmp_path: Path
) -> None:
    room = next(item for item in items_of(page) if item["k"] == "room" and item["n"])
    walker = Walker(browser, page, "Ann")
    card = walker.page.locator(f"[data-id='{room['i']}']")
    card.locator(".check.wrong").click()
    field, note = card.locator("input[type=text]"), card.locator("textarea")
    held = note.element_handle()
    field.click()
    walker.page.keyboard.type("9Z")
    note.click()
    walker.page.keyboard.type("Above the door")
    assert held.evaluate("(node) => node.isConnected && node === document.activeElement")
    card.locator(".chip").first.click()
    assert card.locator(".chip").first.get_attribute("aria-pressed") == "true"
    (said,) = json.loads(walker.save(tmp_path / "a.json").read_text("utf-8"))["answers"]
    assert (said["checked"], said["seen"]["posted_number"], said["note"]) == ("wrong", "none", "Above the door")


def test_what_is_typed_before_a_name_is_there_is_signed_with_it(browser: Any, page: Path, tmp_path: Path) -> None:
    room = rooms_of(page)[0]
    walker = Walker(browser, page, "")
    card = walker.page.locator(f"[data-id='{room['i']}']")
    card.locator(".more-key").click()
    card.locator("textarea").click()
    walker.page.keyboard.type("two pianos")
    assert "Not signed" in card.inner_text()
    walker.page.click("#walk-save")
    assert walker.page.evaluate("document.activeElement.id") == "walk-name"
    assert walker.page.input_value("#walk-name") == ""
    walker.page.keyboard.type("Cy Lee")
    (said,) = json.loads(walker.save(tmp_path / "a.json").read_text("utf-8"))["answers"]
    assert (said["note"], said["who"]) == ("two pianos", "Cy Lee")
    assert "Not signed" not in card.inner_text()


def test_a_page_that_is_loaded_anew_goes_on_where_it_was(browser: Any, page: Path) -> None:
    stages = json.loads(page.read_text("utf-8").split('id="facts">')[1].split("</script>")[0])["stages"]
    last = [item for item in stages[-1]["items"] if item["k"] == "room"][-1]
    walker = Walker(browser, page, "Ann")
    walker.page.select_option("#walk-stage", str(len(stages) - 1))
    walker.page.locator(f"[data-id='{last['i']}'] .check.yes").click()
    walker.page.wait_for_selector("html[data-writing='0']", state="attached")
    walker.page.reload()
    walker.page.wait_for_selector("html[data-ready]", state="attached")
    assert len(stages) > 1
    assert walker.page.input_value("#walk-stage") == str(len(stages) - 1)
    assert walker.page.locator(f"[data-id='{last['i']}']").evaluate(
        "(card) => card.getBoundingClientRect().top >= 0 && card.getBoundingClientRect().bottom <= innerHeight"
    )


def test_hidden_place_in_a_file_is_dropped_and_rooms_are_kept_apart(folder: Path, page: Path, tmp_path: Path) -> None:
    room = rooms_of(page)[0]["i"]
    data = "data:image/jpeg;base64," + base64.b64encode(picture()).decode()
    file = make_file(tmp_path / "a.json", page, "Ann", {room: {"photos": [data]}})
    assert merge_walk(folder, [file], TODAY).photos == 1
    (written,) = (folder / "photos" / "walk").iterdir()
    assert not Image.open(io.BytesIO(written.read_bytes())).getexif()
    assert written.name in next(r["note"] for r in read_table(folder, "survey") if r["fact"] == "checked")


def test_browser_that_keeps_nothing_says_so(browser: Any, page: Path, tmp_path: Path) -> None:
    context = browser.new_context(offline=True)
    context.add_init_script(
        "for (const name of ['indexedDB', 'localStorage'])"
        " Object.defineProperty(window, name, { get() { throw new DOMException('no', 'SecurityError'); } });"
    )
    opened = context.new_page()
    opened.goto(page.as_uri())
    opened.wait_for_selector("html[data-ready]", state="attached")
    assert "keeps nothing" in opened.inner_text("#walk-warning")
    opened.fill("#walk-name", "Ann")
    opened.click(".check.yes >> nth=0")
    assert opened.inner_text("#walk-said").startswith("1 of ")
    assert opened.evaluate(LEAVING) == [True, True]
    context.close()


def bad_files(good: dict[str, Any]) -> dict[str, bytes]:
    """Files that no page has saved."""

    def changed(**parts: Any) -> bytes:
        return json.dumps(good | parts).encode()

    def answered(**parts: Any) -> bytes:
        return changed(answers=[good["answers"][0] | parts])

    return {
        "empty": b"", "no JSON": b"\xff\xfe\x00{", "a list": b"[]",
        "deep": b"[" * 200_000, "other format": changed(format="x"),
        "other campus": changed(campus="another"), "unknown key": changed(more=1), "version": changed(version=2),
        "not finite":
        json.dumps(good).replace('"area_m2": 0.0', '"area_m2": NaN').encode(),
        "nobody": answered(who="  "), "no day": answered(when="2029-02-31 10:00"),
        "no time": answered(when="yesterday"),
        "long note": answered(note="x" * 501), "unknown fact": answered(seen={"../../x": "y"}),
        "number for text": answered(note=5), "false photo": answered(photos=["data:image/jpeg;base64,AAAA"]),
        "foreign photo": answered(photos=["https://example.org/x.jpg"]),
        "script": answered(photos=["data:text/html;base64,AAAA"]),
        "twice": changed(answers=good["answers"] * 2), "digest": changed(plans={"b1/1": "../../etc"}),
        "kind": answered(kind="roof"),
    }  # fmt: skip


def test_hostile_files_are_refused_in_one_sentence(folder: Path, page: Path, tmp_path: Path) -> None:
    path = make_file(tmp_path / "good.json", page, "Ann", {rooms_of(page)[0]["i"]: {}})
    before = snapshot(folder)
    good = json.loads(path.read_text("utf-8"))
    for name, content in bad_files(good).items():
        path.write_bytes(content)
        with pytest.raises(InputError) as caught:
            merge_walk(folder, [path], TODAY)
        assert "\n" not in str(caught.value), name
        assert len(str(caught.value)) < 400, name
        assert snapshot(folder) == before, name
    with pytest.raises(InputError):
        merge_walk(folder, [tmp_path / "missing.json"], TODAY)


def test_hostile_names_reach_the_page_as_text(browser: Any, tmp_path: Path) -> None:
    folder = write_walked_school(tmp_path / "school", 2)
    evil = '</script><img src=x onerror="document.title=1">'
    plan = folder / "b1.geojson"
    data = json.loads(plan.read_text("utf-8"))
    for feature in data["features"]:
        if feature["geometry"]["type"] == "Polygon":
            feature["properties"]["name"] = evil
    plan.write_text(json.dumps(data), "utf-8")
    toml = folder / "campus.toml"
    toml.write_text(toml.read_text("utf-8").replace('"School 7"', "'School " + evil + "'"), "utf-8")
    page, _ = write_walk(folder, tmp_path / "walk.html", TODAY)
    walker = Walker(browser, page, evil)
    assert walker.page.locator("img").count() == 0
    assert evil in walker.page.inner_text("#walk-list")
    walker.answer({room["i"]: {"checked": "yes", "note": evil} for room in rooms_of(page)})
    assert evil in walker.page.inner_text("#walk-list")
    merge_walk(folder, [walker.save(tmp_path / "a.json")], TODAY)
    assert {row["who"] for row in read_table(folder, "survey")} >= {evil}


DEVICES = """kind,label,building,floor,room,access,pad_expiry,holder,contents
AED,Hall,b1,1,{room},always,2026-01-31,,
KEY_BOX,Entrance,b1,1,{room},,,Fire dept,
"""


def test_devices_own_fields_are_asked_and_come_back(folder: Path, page: Path, tmp_path: Path) -> None:
    room = next(room["n"] for room in rooms_of(page) if room["n"])
    (folder / "markers.csv").write_text(DEVICES.format(room=room), "utf-8")
    page = write_walk(folder, tmp_path / "walk.html", TODAY)[0]
    devices = {item["n"] or item["m"]: item for item in items_of(page) if item["k"] == "device"}
    asks = {ask[0]: ask[2] for item in devices.values() for ask in item["a"]}
    assert asks == {"access": "always", "pad_expiry": "2026-01-31", "contents": "", "holder": "Fire dept"}
    aed, box = (next(i for i in devices.values() if any(ask[0] == fact for ask in i["a"])) for fact in
                ("pad_expiry", "holder"))  # fmt: skip
    told = {aed["i"]: {"seen": {"access": "locked cabinet", "pad_expiry": "2031-05-31"}},
            box["i"]: {"seen": {"contents": "2 keys, 1 card"}}}  # fmt: skip
    file = make_file(tmp_path / "a.json", page, "Ann", told)
    assert merge_walk(folder, [file], TODAY).is_settled
    rows = {row["kind"]: row for row in read_table(folder, "markers")}
    assert (rows["AED"]["access"], rows["AED"]["pad_expiry"]) == ("locked cabinet", "2031-05-31")
    assert (rows["KEY_BOX"]["contents"], rows["KEY_BOX"]["holder"]) == ("2 keys, 1 card", "Fire dept")
    said = {(row["fact"], row["value"], row["who"]) for row in read_table(folder, "survey")}
    assert {("pad_expiry", "2031-05-31", "Ann"), ("contents", "2 keys, 1 card", "Ann")} <= said
    kit, _ = judge_campus(folder, issued=TODAY, sheets=False)
    assert not [finding for finding in kit.review.findings if finding.id.startswith("SVY00")]
    assert not merge_walk(folder, [file], TODAY).rows


def test_a_hard_corner_that_two_people_judge_otherwise_is_a_finding(samples: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(samples / "maple-elementary", tmp_path / "maple"))
    page = write_walk(folder, tmp_path / "walk.html", TODAY)[0]
    corner = next(item for item in items_of(page) if any(ask[0] == "hard_corner" for ask in item["a"]))
    room = corner["i"]
    ann = make_file(tmp_path / "a.json", page, "Ann", {room: {"seen": {"hard_corner": "confirmed"}}})
    bob = make_file(tmp_path / "b.json", page, "Bob", {room: {"seen": {"hard_corner": "rejected"}}})
    done = CliRunner().invoke(
        cli, ["walk", str(folder), "--merge", str(ann), str(bob), "--issued", TODAY, "--format", "json"]
    )
    assert done.exit_code == 1, done.output
    told = json.loads(done.stdout)
    assert [(one["fact"], {said["who"] for said in one["said"]}) for one in told["disputes"]] == [
        ("hard_corner", {"Ann", "Bob"})
    ]
    kit, _ = judge_campus(folder, issued=TODAY, sheets=False)
    (found,) = [finding for finding in kit.review.findings if finding.id == "ROM038"]
    assert found.subject == room
    assert "confirmed by Ann" in found.message
    assert "rejected by Bob" in found.message
    assert {c.status for c in kit.analysis.hard_corners if c.space == room} == {"candidate"}
    assert not merge_walk(folder, [ann, bob], TODAY).rows
    again = {room: {"seen": {"hard_corner": "confirmed"}, "when": "2029-05-03 09:00"}}
    merge_walk(folder, [make_file(tmp_path / "c.json", page, "Bob", again)], TODAY)
    kit, _ = judge_campus(folder, issued=TODAY, sheets=False)
    assert not [finding for finding in kit.review.findings if finding.id == "ROM038"]
    assert {c.status for c in kit.analysis.hard_corners if c.space == room} == {"confirmed"}
