"""Ids survive a drawing that was revised and read anew."""

from __future__ import annotations

import random
from typing import Any

from change.editions import EDITS, edit_campus, make_campus
from change.test_compare import _campus

from campusmap.change.identity import keep_ids, list_lost
from campusmap.model.places import OUTSIDE, Building
from campusmap.model.source import Notice


def _rooms(buildings: tuple[Building, ...]) -> dict[str, Any]:
    return {space.id: space for b in buildings for f in b.floors for space in f.spaces}


def test_walls_moved_by_ten_centimetres_keep_every_id() -> None:
    for seed in range(20):
        data = make_campus(seed)
        old = _campus(data).buildings
        rng = random.Random(seed)
        for building in data["buildings"]:
            for floor in building["floors"]:
                _read_anew(floor, rng)
        new = keep_ids(old, _campus(data).buildings)
        assert [[f.spaces for f in b.floors] for b in new] != []
        for before, after in zip(old, new, strict=True):
            for a, b in zip(before.floors, after.floors, strict=True):
                assert {s.id for s in a.spaces} == {s.id for s in b.spaces}
                assert {o.id: set(o.joins) for o in a.openings} == {o.id: set(o.joins) for o in b.openings}
        assert list_lost(old, new) == []


def _read_anew(floor: dict[str, Any], rng: random.Random) -> None:
    """Move every wall, in another order and with other ids, as a revised drawing comes."""
    names = {room["id"]: f"{floor['id']}/fresh-{n}" for n, room in enumerate(floor["rooms"])} | {OUTSIDE: OUTSIDE}
    for room in floor["rooms"]:
        room["shape"] = room["shape"].buffer(rng.choice([-0.1, 0.1]), join_style="mitre")
        room["id"] = names[room["id"]]
    for n, door in enumerate(floor["doors"]):
        door["id"] = f"{floor['id']}/fresh-door-{n}"
        door["joins"] = tuple(names[side] for side in door["joins"])
    rng.shuffle(floor["rooms"])
    rng.shuffle(floor["doors"])


def test_ids_stay_unique_and_with_their_shape_through_every_edit() -> None:
    for seed in range(40):
        rng = random.Random(seed)
        data = make_campus(seed)
        edited, _ = edit_campus(data, seed, rng.sample(sorted(set(EDITS) - {"shift", "swap"}), 4))
        old, raw = _campus(data).buildings, _campus(edited).buildings
        new = keep_ids(old, raw)
        rooms = _rooms(new)
        assert len(rooms) == sum(len(f.spaces) for b in new for f in b.floors)
        for key, space in _rooms(old).items():
            if key in rooms:
                assert rooms[key].outline.intersection(space.outline).area > 0.2 * space.outline.area
        joined = {side for b in new for f in b.floors for o in f.openings for side in o.joins} - {OUTSIDE}
        assert joined <= rooms.keys()
        assert keep_ids(new, new) == new


def test_a_renumbered_room_keeps_its_id_and_a_new_one_cannot_take_it() -> None:
    data = make_campus(6)
    old = _campus(data).buildings
    floor = data["buildings"][0]["floors"][0]
    room, lost = floor["rooms"][0], floor["rooms"].pop(1)
    first = room["id"]
    room["number"], room["id"] = lost["number"], lost["id"]
    floor["doors"] = [door for door in floor["doors"] if lost["id"] not in door["joins"]]
    new = keep_ids(old, _campus(data).buildings)
    assert _rooms(new)[first].number == lost["number"]
    assert [space.id for space in list_lost(old, new)] == [lost["id"]]


def test_notices_follow_the_room_they_are_about() -> None:
    from dataclasses import replace

    data = make_campus(6)
    old = _campus(data).buildings
    first = data["buildings"][0]["floors"][0]["rooms"][0]
    kept = first["id"]
    first["id"] = "b0/0/else"
    raw = _campus(data).buildings
    floor = replace(raw[0].floors[0], notices=(Notice("room.leak", "open", "b0/0/else"),))
    raw = (replace(raw[0], floors=(floor, *raw[0].floors[1:])), *raw[1:])
    assert keep_ids(old, raw)[0].floors[0].notices[0].subject == kept
