"""Made-up campuses as plain records, and edits to them whose outcome is known. Knows nothing of the program.

A floor is a row of rooms on either side of a corridor; a campus has one or two buildings of one to three floors.
"""

from __future__ import annotations

import copy
import random
from itertools import pairwise
from typing import Any

from shapely.affinity import rotate, translate
from shapely.geometry import LineString, Point, box
from shapely.ops import unary_union

WALL = 0.2
NAMES = ["Art", "Music", "Science", "Office", "Storage", "Library", "Nurse", "Math", "History", "Reading"]
Change = tuple[str, tuple[str, ...], tuple[str, ...]]


def make_campus(seed: int) -> dict[str, Any]:
    rng = random.Random(seed)
    buildings = []
    for b in range(rng.choice([1, 1, 2])):
        floors = [_make_floor(rng, f"b{b}", n, 120.0 * b) for n in range(rng.choice([1, 2, 2, 3]))]
        buildings.append({"id": f"b{b}", "number": str(b + 1), "name": f"Hall {b + 1}", "floors": floors})
    campus = {"buildings": buildings, "devices": []}
    for building in buildings:
        for floor in building["floors"]:
            _put_aed(campus, floor, rng, f"{floor['id']}-A")
            _put_aed(campus, floor, rng, f"{floor['id']}-B")
    return campus


def _make_floor(rng: random.Random, building: str, level: int, x0: float) -> dict[str, Any]:
    rooms, doors = [], []
    for side in (0, 1):
        x = x0
        for k in range(rng.randint(4, 8)):
            width = rng.choice([5.0, 7.0, 9.0, 9.6])
            y0, y1 = (0.0, 7.5) if side == 0 else (10.7, 18.2)
            number = f"{level + 1}{2 * k + 1 + side:02d}"
            room = {"id": f"{building}/{level}/{number}", "number": number, "name": rng.choice(NAMES),
                    "shape": box(x, y0, x + width, y1)}  # fmt: skip
            rooms.append(room)
            at = x + rng.uniform(1.0, width - 1.0)
            y = 7.6 if side == 0 else 10.6
            doors.append(
                _door(
                    f"{room['id']}d", room["id"], f"{building}/{level}/c", LineString([(at - 0.45, y), (at + 0.45, y)])
                )
            )
            x += width + WALL
    end = max(room["shape"].bounds[2] for room in rooms)
    corridor = {
        "id": f"{building}/{level}/c",
        "number": f"{level + 1}00C",
        "name": "",
        "shape": box(x0, 7.7, end, 10.5),
    }
    for n, x in enumerate((x0 - 0.1, end + 0.1)):
        doors.append(
            _door(
                f"{building}/{level}/x{n}",
                corridor["id"],
                "OUTSIDE",
                LineString([(x, 8.6), (x, 9.6)]),
                str(2 * level + n + 1),
            )
        )
    return {"id": f"{building}/{level}", "level": level, "rooms": [*rooms, corridor], "doors": doors}


def _door(key: str, a: str, b: str, line: LineString, number: str = "") -> dict[str, Any]:
    return {"id": key, "joins": (a, b), "line": line, "number": number}


def _put_aed(campus: dict[str, Any], floor: dict[str, Any], rng: random.Random, key: str) -> dict[str, Any]:
    x0, y0, x1, y1 = floor["rooms"][-1]["shape"].bounds
    device = {
        "id": key,
        "floor": floor["id"],
        "at": Point(rng.uniform(x0 + 1, x1 - 1), rng.uniform(y0 + 0.3, y1 - 0.3)),
    }
    campus["devices"].append(device)
    return device


def edit_campus(campus: dict[str, Any], seed: int, kinds: list[str]) -> tuple[dict[str, Any], set[Change]]:
    """Return an edited copy, and the changes that tell it: (kind, old ids, new ids)."""
    rng = random.Random(seed)
    new = copy.deepcopy(campus)
    told: set[Change] = set()
    used: set[str] = set()
    for kind in sorted(kinds, key=list(EDITS).index):
        floor = rng.choice([floor for building in new["buildings"] for floor in building["floors"]])
        EDITS[kind](new, floor, rng, told, used)
    return new, told


def _pick(floor: dict[str, Any], rng: random.Random, used: set[str]) -> dict[str, Any] | None:
    free = [room for room in floor["rooms"][:-1] if room["id"] not in used]
    return rng.choice(free) if free else None


def _renumber(campus: Any, floor: Any, rng: Any, told: Any, used: Any) -> None:
    room = _pick(floor, rng, used)
    if room:
        used.add(room["id"])
        old = room["id"]
        room["number"] = f"{room['number']}X"
        _rename_id(floor, old, f"{old}X")
        told.add(("room.renumbered", (old,), (room["id"],)))


def _rename_id(floor: Any, old: str, new: str) -> None:
    """Have the id follow the number, as the ids of a drawing read anew do."""
    for room in floor["rooms"]:
        if room["id"] == old:
            room["id"] = new
    for door in floor["doors"]:
        door["joins"] = tuple(new if side == old else side for side in door["joins"])


def _rename(campus: Any, floor: Any, rng: Any, told: Any, used: Any) -> None:
    room = _pick(floor, rng, used)
    if room:
        used.add(room["id"])
        room["name"] += " annex"
        told.add(("room.renamed", (room["id"],), (room["id"],)))


def _split(campus: Any, floor: Any, rng: Any, told: Any, used: Any) -> None:
    room = _pick(floor, rng, used)
    if not room or room["shape"].bounds[2] - room["shape"].bounds[0] < 6:
        return
    x0, y0, x1, y1 = room["shape"].bounds
    middle = (x0 + x1) / 2 + rng.uniform(-0.8, 0.8)
    other = {
        "id": f"{room['id']}z",
        "number": f"{room['number']}Z",
        "name": room["name"],
        "shape": box(middle + 0.1, y0, x1, y1),
    }
    room["shape"] = box(x0, y0, middle - 0.1, y1)
    floor["rooms"].insert(0, other)
    used |= {room["id"], other["id"]}
    told.add(("room.split", (room["id"],), tuple(sorted((room["id"], other["id"])))))
    door = next(door for door in floor["doors"] if room["id"] in door["joins"])
    if door["line"].centroid.x > middle:
        door["joins"] = tuple(other["id"] if side == room["id"] else side for side in door["joins"])


def _merge(campus: Any, floor: Any, rng: Any, told: Any, used: Any) -> None:
    rooms = floor["rooms"][:-1]
    pairs = [(a, b) for a, b in pairwise(rooms)
             if a["shape"].distance(b["shape"]) < 0.3 and not used & {a["id"], b["id"]}]  # fmt: skip
    if not pairs:
        return
    a, b = rng.choice(pairs)
    used |= {a["id"], b["id"]}
    a["shape"] = box(*unary_union([a["shape"], b["shape"]]).bounds)
    floor["rooms"].remove(b)
    told.add(("room.merged", tuple(sorted((a["id"], b["id"]))), (a["id"],)))
    for door in floor["doors"]:
        door["joins"] = tuple(a["id"] if side == b["id"] else side for side in door["joins"])


def _resize(campus: Any, floor: Any, rng: Any, told: Any, used: Any) -> None:
    room = _pick(floor, rng, used)
    if room:
        x0, y0, x1, y1 = room["shape"].bounds
        outward = -rng.uniform(2.0, 3.0) if y0 < 1 else 0.0
        room["shape"] = box(x0, y0 + outward, x1, y1 + (0.0 if y0 < 1 else rng.uniform(2.0, 3.0)))
        used.add(room["id"])
        told.add(("room.resized", (room["id"],), (room["id"],)))


def _gone(campus: Any, floor: Any, rng: Any, told: Any, used: Any) -> None:
    room = _pick(floor, rng, used)
    if room:
        floor["rooms"].remove(room)
        used.add(room["id"])
        told.add(("room.removed", (room["id"],), ()))
        for door in [door for door in floor["doors"] if room["id"] in door["joins"]]:
            floor["doors"].remove(door)
            told.add(("door.removed", (door["id"],), ()))


def _add_door(campus: Any, floor: Any, rng: Any, told: Any, used: Any) -> None:
    room = _pick(floor, rng, used)
    if not room:
        return
    used.add(room["id"])
    y = -0.1 if room["shape"].bounds[1] < 1 else 18.3
    x = (room["shape"].bounds[0] + room["shape"].bounds[2]) / 2
    key = f"{room['id']}-new"
    floor["doors"].append(
        _door(key, room["id"], "OUTSIDE", LineString([(x - 0.5, y), (x + 0.5, y)]), f"9{len(floor['doors'])}")
    )
    told.add(("door.added", (), (key,)))


def _aed_moved(campus: Any, floor: Any, rng: Any, told: Any, used: Any) -> None:
    device = rng.choice(campus["devices"])
    if device["id"] not in used:
        used.add(device["id"])
        device["at"] = translate(device["at"], rng.choice([-1, 1]) * rng.uniform(1.5, 4.0), 0)
        told.add(("device.moved", (device["id"],), (device["id"],)))


def _aed_added(campus: Any, floor: Any, rng: Any, told: Any, used: Any) -> None:
    """Hang a new one; too near to another nobody could tell which of the two moved."""
    others = [device["at"] for device in campus["devices"] if device["floor"] == floor["id"]]
    device = _put_aed(campus, floor, rng, f"{floor['id']}-N{len(campus['devices'])}")
    if min(device["at"].distance(at) for at in others) < 9:
        campus["devices"].pop()
        return
    told.add(("device.added", (), (device["id"],)))


def _swap(campus: Any, floor: Any, rng: Any, told: Any, used: Any) -> None:
    """Take each of two floors' drawings for the other's."""
    for building in campus["buildings"]:
        if len(building["floors"]) >= 2:
            a, b = building["floors"][:2]
            for key in ("rooms", "doors"):
                a[key], b[key] = b[key], a[key]
            used |= {a["id"], b["id"]}
            told |= {("floor.swapped", (a["id"],), (b["id"],)), ("floor.swapped", (b["id"],), (a["id"],))}
            return


def _shift(campus: Any, floor: Any, rng: Any, told: Any, used: Any) -> None:
    """Lay a floor elsewhere: shifted by some metres and turned a little."""
    if floor["id"] in used:
        return
    dx, dy, turn = rng.uniform(1, 6), rng.uniform(1, 6), rng.choice([0.0, rng.uniform(1, 8)])
    for item, key in [(r, "shape") for r in floor["rooms"]] + [(d, "line") for d in floor["doors"]]:
        item[key] = translate(rotate(item[key], turn, origin=(0, 0)), dx, dy)
    told.add(("floor.shifted", (floor["id"],), (floor["id"],)))


# In the order in which they are made: what moves whole floors comes last.
EDITS = {"renumber": _renumber, "rename": _rename, "split": _split, "merge": _merge, "resize": _resize, "gone": _gone,
         "door": _add_door, "aed_moved": _aed_moved, "aed_added": _aed_added, "swap": _swap,
         "shift": _shift}  # fmt: skip
