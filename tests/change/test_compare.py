"""Two editions held against each other: known edits are told, and nothing else."""

from __future__ import annotations

import json
import random
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import shapely
from change.editions import EDITS, edit_campus, make_campus
from click.testing import CliRunner
from demo_campus import demo_kit
from shapely.geometry import MultiPolygon
from shapely.ops import unary_union

from campusmap.change.compare import compare_editions
from campusmap.cli import cli
from campusmap.errors import InputError
from campusmap.export.gpkg import write_gpkg
from campusmap.export.manifest import write_manifest
from campusmap.ingest.kit import read_kit
from campusmap.model.analysis import Analysis, Assessment, Outcome
from campusmap.model.change import KINDS, Change, Snapshot
from campusmap.model.kit import Kit
from campusmap.model.places import Building, Campus, Contact, Floor, Marker, Opening, OpeningKind, Space, Use
from campusmap.pipeline.diff import compare_kits


def _campus(data: dict[str, Any]) -> Campus:
    frame = replace(demo_kit().campus.buildings[0].floors[0].frame, placed=True)
    buildings = []
    for b in data["buildings"]:
        floors = []
        for f in b["floors"]:
            spaces = tuple(Space(r["id"], r["number"], r["shape"], Use.CLASSROOM, r["name"]) for r in f["rooms"])
            doors = tuple(Opening(d["id"], OpeningKind.DOOR, d["line"], d["joins"], d["number"]) for d in f["doors"])
            outline = unary_union([r["shape"] for r in f["rooms"]])
            whole = outline if isinstance(outline, MultiPolygon) else MultiPolygon([outline])
            floors.append(Floor(f["id"], f"Level {f['level']}", f["level"], whole, frame, spaces, doors))
        buildings.append(Building(b["id"], b["number"], b["name"], floors[0].outline, tuple(floors)))
    markers = tuple(
        Marker(d["id"], "AED", "", d["floor"].partition("/")[0], d["floor"], "", d["at"]) for d in data["devices"]
    )
    return replace(demo_kit().campus, buildings=tuple(buildings), markers=markers, areas=())


def _kit(campus: Campus, issued: str = "2025-08-15") -> Kit:
    kit = demo_kit()
    return replace(kit, campus=campus, analysis=Analysis(), edition=replace(kit.edition, issued=issued))


def _write(campus: Campus, folder: Path, issued: str = "2025-08-15") -> Path:
    folder.mkdir()
    write_gpkg(_kit(campus, issued), folder)
    write_manifest(_kit(campus, issued), folder)
    return folder


def _told(changes: tuple[Change, ...]) -> set[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    return {(change.kind, tuple(sorted(change.old)), tuple(sorted(change.new))) for change in changes}


def _check(seeds: range, folder: Path) -> None:
    wrong = []
    for seed in seeds:
        rng = random.Random(seed)
        data = make_campus(seed)
        edited, expected = edit_campus(data, seed, rng.sample(sorted(EDITS), rng.randint(0, 4)))
        old, new = (_write(_campus(d), folder / f"{seed}{name}") for d, name in ((data, "a"), (edited, "b")))
        told = _told(compare_kits(old, new).changes)
        if told != expected:
            wrong.append((seed, sorted(expected - told), sorted(told - expected)))
    assert not wrong, wrong


def test_known_edits_are_told_and_nothing_else(tmp_path: Path) -> None:
    _check(range(12), tmp_path)


@pytest.mark.full
def test_known_edits_of_two_hundred_pairs(tmp_path: Path) -> None:
    _check(range(200), tmp_path)


def _shot(campus: Campus, **facts: Any) -> Snapshot:
    return Snapshot(campus, facts.pop("issued", "2025-08-15"), "00000000", **facts)


def test_walls_moved_by_ten_centimetres_are_the_same_rooms() -> None:
    data = make_campus(3)
    old = _campus(data)
    for building in data["buildings"]:
        for floor in building["floors"]:
            for n, room in enumerate(floor["rooms"]):
                room["shape"] = room["shape"].buffer(0.1 if n % 2 else -0.1, join_style="mitre")
                room["id"] = f"other-{room['id']}"
    comparison = compare_editions(_shot(old), _shot(_campus(data)))
    assert {c.kind for c in comparison.changes} <= {"door.changed"}
    assert len(comparison.same_room) == sum(len(f.spaces) for b in old.buildings for f in b.floors)
    assert all(after == f"other-{before}" for before, after in comparison.same_room.items())


def test_numbers_exchanged_by_two_rooms_are_two_renumberings() -> None:
    data = make_campus(5)
    old = _campus(data)
    a, b = data["buildings"][0]["floors"][0]["rooms"][:2]
    a["number"], b["number"] = b["number"], a["number"]
    told = _told(compare_editions(_shot(old), _shot(_campus(data))).changes)
    assert told == {("room.renumbered", (a["id"],), (a["id"],)), ("room.renumbered", (b["id"],), (b["id"],))}


def test_a_hard_corner_lost_and_a_walk_through_that_aged_are_told() -> None:
    campus = _campus(make_campus(1))
    room = campus.buildings[0].floors[0].spaces[0]
    old = _shot(campus, verified_on="2025-08-01", outcomes={room.id: "hard_corner"})
    new = _shot(campus, verified_on="2025-08-01", outcomes={room.id: "none_available"}, issued="2026-09-01")
    told = compare_editions(old, new).changes
    assert [change.kind for change in told] == ["verification.aged", "corner.lost"]
    assert room.number in told[1].text and "396 days" in told[0].text


def test_a_hard_corner_that_is_confirmed_or_no_longer_is_told() -> None:
    campus = _campus(make_campus(1))
    one, two = (room.id for room in campus.buildings[0].floors[0].spaces[:2])
    corners = dict.fromkeys((one, two), "hard_corner")
    old = _shot(campus, outcomes=corners, confirmed=frozenset({one}))
    new = _shot(campus, outcomes=corners, confirmed=frozenset({two}))
    told = _told(compare_editions(old, new).changes)
    assert told == {("corner.unconfirmed", (one,), (one,)), ("corner.confirmed", (two,), (two,))}
    assert compare_editions(_shot(campus, outcomes=corners), new).changes == ()


def test_floors_without_coordinates_are_compared_by_number_and_name() -> None:
    data = make_campus(2)
    kit = _campus(data)
    frame = replace(kit.buildings[0].floors[0].frame, placed=False)
    bare = replace(kit, buildings=tuple(_bared(building, frame) for building in kit.buildings))
    data["buildings"][0]["floors"][0]["rooms"].pop(0)
    edited = replace(kit, buildings=tuple(_bared(building, frame) for building in _campus(data).buildings))
    assert [c.kind for c in compare_editions(_shot(bare), _shot(bare)).changes] == []
    kinds = [c.kind for c in compare_editions(_shot(bare), _shot(edited)).changes]
    assert kinds.count("room.removed") == 1 and set(kinds) <= {"room.removed", "door.changed"}


def _bared(building: Building, frame: Any) -> Building:
    floors = [
        replace(f, frame=frame, spaces=tuple(replace(s, outline=shapely.Polygon()) for s in f.spaces), openings=())
        for f in building.floors
    ]
    return replace(building, floors=tuple(floors))


def test_the_command_tells_changes_and_leaves_with_one(tmp_path: Path) -> None:
    data = make_campus(4)
    edited, expected = edit_campus(data, 4, ["renumber", "split"])
    old, new = _write(_campus(data), tmp_path / "old"), _write(_campus(edited), tmp_path / "new", "2025-09-15")
    run = CliRunner().invoke(cli, ["diff", str(old), str(new)])
    assert run.exit_code == 1 and "room.renumbered" in run.output and f"{len(expected)} changes" in run.output
    run = CliRunner().invoke(cli, ["diff", str(old), str(new), "--format", "json"])
    facts = json.loads(run.output)
    assert {change["kind"] for change in facts["changes"]} == {kind for kind, _, _ in expected} <= set(KINDS)
    run = CliRunner().invoke(cli, ["diff", str(old), str(old)])
    assert run.exit_code == 0 and "Nothing has changed" in run.output


def test_what_is_no_whole_kit_is_refused(tmp_path: Path) -> None:
    campus = _campus(make_campus(4))
    good = _write(campus, tmp_path / "good")
    other = _write(replace(campus, id="elsewhere"), tmp_path / "other")
    changed = _write(campus, tmp_path / "changed")
    (changed / "campus.gpkg").write_bytes(b"SQLite format 3")
    (tmp_path / "empty").mkdir()
    for folder in (other, changed, tmp_path / "empty", tmp_path / "missing"):
        with pytest.raises(InputError):
            compare_kits(good, folder)


def test_a_kit_read_back_is_the_campus(tmp_path: Path) -> None:
    kit = demo_kit()
    room = kit.campus.buildings[0].floors[0].spaces[0].id
    folder = tmp_path / "kit"
    folder.mkdir()
    analysis = replace(kit.analysis, assessments=(Assessment(room, Outcome.HARD_CORNER),))
    write_gpkg(replace(kit, analysis=analysis), folder)
    write_manifest(kit, folder)
    read = read_kit(folder)
    assert read.outcomes == {room: "hard_corner"} and read.issued == kit.edition.issued
    assert list(read.sheets) == [sheet.sheet for sheet in kit.sheets]
    ours = {s.id: s for b in kit.campus.buildings for f in b.floors for s in f.spaces if f.frame.placed}
    theirs = {s.id: s for b in read.campus.buildings for f in b.floors for s in f.spaces if f.frame.placed}
    assert ours.keys() == theirs.keys()
    for key, space in ours.items():
        assert (theirs[key].number, theirs[key].name) == (space.number, space.name)
        assert theirs[key].outline.symmetric_difference(space.outline).area < 0.05
    assert len(read.campus.markers) == len(kit.campus.markers)
    assert compare_editions(read, read).changes == ()


def test_a_merged_room_does_not_hide_that_its_floor_was_shifted() -> None:
    data = make_campus(12)
    edited, expected = edit_campus(data, 12, ["merge", "shift"])
    assert {kind for kind, _, _ in expected} == {"room.merged", "floor.shifted"}
    assert _told(compare_editions(_shot(_campus(data)), _shot(_campus(edited))).changes) == expected


def test_contacts_that_came_went_and_changed_are_told_by_role() -> None:
    campus = _campus(make_campus(3))
    principal, nurse, guard = (
        Contact("Principal", "Ana Ruiz", phone="555-0101"),
        Contact("Nurse", "Bo"),
        Contact("Guard", "Cy"),
    )
    old = _shot(campus, contacts=(principal, nurse))
    new = _shot(campus, contacts=(replace(principal, phone="555-0199"), guard))
    told = [(change.kind, change.text) for change in compare_editions(old, new).changes]
    assert told == [
        ("contact.added", "Guard: Cy is new"),
        ("contact.removed", "Nurse: Bo is gone"),
        ("contact.changed", "Principal: Ana Ruiz, 555-0101 is now Ana Ruiz, 555-0199"),
    ]
    assert compare_editions(_shot(campus), new).changes == ()  # an edition that did not remember whom to call
