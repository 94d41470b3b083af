"""Schools made by rule, with every number known, as a campus folder of indoor GeoJSON. Imports nothing of campusmap."""

from __future__ import annotations

import json
import math
import random
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

DEPTH, HALL = 8.0, 3.0  # of a room, of the corridor, metres
LON, LAT = -81.0, 36.1
PER_DEGREE = (111_320.0 * math.cos(math.radians(LAT)), 110_950.0)
Point = tuple[float, float]


@dataclass(frozen=True)
class Room:
    """A room on one floor: its number, its corners in the building's own metres, what it is."""

    number: str
    box: tuple[float, float, float, float]
    kind: str = "class"
    name: str = ""


@dataclass(frozen=True)
class Door:
    """A door between two rooms, or to the outside where it has a number."""

    at: Point
    number: str = ""


@dataclass(frozen=True)
class Storey:
    """One floor."""

    level: int
    rooms: tuple[Room, ...]
    doors: tuple[Door, ...]


@dataclass(frozen=True)
class House:
    """One building, at an angle and a place of its own."""

    id: str
    number: str
    storeys: tuple[Storey, ...]
    place: Point
    turn: float


@dataclass(frozen=True)
class School:
    """A campus of buildings; the first holds the main entrance."""

    seed: int
    houses: tuple[House, ...]
    settings: dict[str, object] = field(
        default_factory=lambda: {"preset": "odd-even-corridor", "floor_one": "main-entrance"}
    )


def make_school(seed: int) -> School:
    """Make a school: two or three buildings of one to three storeys, numbered without a fault."""
    pick = random.Random(seed)
    count = pick.choice((2, 3))
    houses = [
        make_house(
            pick, f"b{n}", str(n), storeys=max(2, pick.randint(1, 3)) if n == 1 else pick.randint(1, 2), east=200.0 * n
        )
        for n in range(1, count + 1)
    ]
    return School(seed, tuple(houses))


def make_house(pick: random.Random, name: str, number: str, *, storeys: int, east: float) -> House:
    """Make a building: a straight corridor, odd numbers north, even ones south, a stair at its end, one store."""
    per_side, width = pick.randint(5, 8), pick.choice((7.0, 8.0, 9.0))
    inner = pick.randrange(1, per_side - 1)  # the southern room with a store behind it
    floors = tuple(make_storey(level, per_side, width, inner) for level in range(storeys))
    return House(name, number, floors, (east, pick.uniform(-40, 40)), pick.uniform(-70, 70))


def make_storey(level: int, per_side: int, width: float, inner: int) -> Storey:
    """Make a floor; exterior doors are on the lowest, clockwise from the west end of the corridor."""
    code, length = level + 1, per_side * width + 5.0
    rooms = [Room(f"COR{code}", (0.0, DEPTH, length, DEPTH + HALL), "corridor", "Hall")]
    rooms.append(Room("STR1", (per_side * width, DEPTH + HALL, length, 2 * DEPTH + HALL), "stairs", "Stair"))
    doors = [Door((per_side * width + 2.5, DEPTH + HALL))]
    for at in range(per_side):
        west, east = at * width, (at + 1) * width
        rooms.append(Room(f"{code}{2 * at + 1:02}", (west, DEPTH + HALL, east, 2 * DEPTH + HALL)))
        doors += [Door((west + 1.5, DEPTH + HALL)), Door((west + 1.5, DEPTH))]
        south = 0.0 if at != inner else DEPTH / 2
        rooms.append(Room(f"{code}{2 * at + 2:02}", (west, south, east, DEPTH)))
    store = (inner * width, 0.0, (inner + 1) * width, DEPTH / 2)
    rooms.append(Room(f"{code}{2 * inner + 2:02}A", store, "storage", "Store"))
    doors.append(Door((inner * width + 1.5, DEPTH / 2)))
    return Storey(level, tuple(rooms), (*doors, *(_ways_out(length, width, inner) if level == 0 else ())))


def _ways_out(length: float, width: float, inner: int) -> Iterator[Door]:
    """Number the doors to the outside clockwise seen from above, from the west end of the corridor."""
    middle, north = DEPTH + HALL / 2, 2 * DEPTH + HALL
    yield Door((0.0, middle), "1")
    yield Door((width * 0.5, north), "2")
    yield Door((width * 2.5, north), "3")
    yield Door((length, middle), "4")
    yield Door((width * (1.5 if inner != 1 else 2.5), 0.0), "5")
    yield Door((width * 0.5, 0.0), "6")


def renumber(school: School, house: int, level: int, changes: dict[str, str]) -> School:
    """Give rooms of one floor other numbers, by those they have."""

    def change(storey: Storey) -> Storey:
        rooms = tuple(replace(room, number=changes.get(room.number, room.number)) for room in storey.rooms)
        return replace(storey, rooms=rooms)

    return _at(school, house, level, change)


def renumber_doors(school: School, house: int, changes: dict[str, str]) -> School:
    """Give exterior doors other numbers; a door whose new number is "gone" is taken away."""

    def change(storey: Storey) -> Storey:
        doors = (replace(door, number=changes.get(door.number, door.number)) for door in storey.doors)
        return replace(storey, doors=tuple(door for door in doors if door.number != "gone"))

    return _at(school, house, 0, change)


def _at(school: School, house: int, level: int, change) -> School:  # type: ignore[no-untyped-def]
    houses = list(school.houses)
    storeys = (change(storey) if storey.level == level else storey for storey in houses[house].storeys)
    houses[house] = replace(houses[house], storeys=tuple(storeys))
    return replace(school, houses=tuple(houses))


def write_school(school: School, folder: Path) -> Path:
    """Write the campus folder: campus.toml and a GeoJSON file a building."""
    folder.mkdir(parents=True, exist_ok=True)
    for house in school.houses:
        features = [feature for storey in house.storeys for feature in _features(house, storey)]
        text = json.dumps({"type": "FeatureCollection", "features": features}, indent=1)
        (folder / f"{house.id}.geojson").write_text(text, encoding="utf-8")
    (folder / "campus.toml").write_text("\n".join(_project(school)) + "\n", encoding="utf-8")
    return folder


def _features(house: House, storey: Storey) -> Iterator[dict[str, object]]:
    for number, room in enumerate(storey.rooms):
        west, south, east, north = room.box
        corners = [(west, south), (east, south), (east, north), (west, north)]
        ring = [point for a, b in zip(corners, corners[1:] + corners[:1], strict=True) for point in _edge(a, b, storey)]
        tags = {"indoor": "corridor" if room.kind == "corridor" else "room", "ref": room.number, "name": room.name}
        tags |= {"room": room.kind} if room.kind != "corridor" else {}
        shape = {"type": "Polygon", "coordinates": [[_lonlat(house, point) for point in [*ring, ring[0]]]]}
        yield _feature(f"r{storey.level}-{number}", storey, {key: value for key, value in tags.items() if value}, shape)
    for number, door in enumerate(storey.doors):
        tags = {"door": "hinged"} | ({"ref": door.number, "entrance": "yes"} if door.number else {})
        yield _feature(
            f"d{storey.level}-{number}", storey, tags, {"type": "Point", "coordinates": _lonlat(house, door.at)}
        )


def _edge(a: Point, b: Point, storey: Storey) -> list[Point]:
    """Return an edge's start and the doors on it, in order: a door is a corner of the rooms that it joins."""
    on = [door.at for door in storey.doors if _lies_on(door.at, a, b)]
    return [a, *sorted(on, key=lambda at: math.dist(at, a))]


def _lies_on(at: Point, a: Point, b: Point) -> bool:
    return abs(math.dist(a, at) + math.dist(at, b) - math.dist(a, b)) < 1e-9


def _feature(name: str, storey: Storey, tags: dict[str, str], shape: dict[str, object]) -> dict[str, object]:
    return {"type": "Feature", "id": name, "properties": {**tags, "level": str(storey.level)}, "geometry": shape}


def _lonlat(house: House, at: Point) -> list[float]:
    cos, sin = math.cos(math.radians(house.turn)), math.sin(math.radians(house.turn))
    x = house.place[0] + at[0] * cos - at[1] * sin
    y = house.place[1] + at[0] * sin + at[1] * cos
    return [round(LON + x / PER_DEGREE[0], 9), round(LAT + y / PER_DEGREE[1], 9)]


def _project(school: School) -> Iterator[str]:
    yield f'[campus]\nid = "school-{school.seed}"\nname = "School {school.seed}"'
    yield f'main_entrance = {{ building = "{school.houses[0].id}", door = "1" }}'
    yield "[numbering]"
    yield from (f"{key} = {json.dumps(value)}" for key, value in school.settings.items())
    for house in school.houses:
        yield f'[[building]]\nid = "{house.id}"\nnumber = "{house.number}"\nname = "House {house.id}"'
        yield 'main_entrance = "1"'
        yield '[building.placement]\nmethod = "geodata"'
        for storey in house.storeys:
            yield f'[[building.floor]]\nid = "{storey.level + 1}"\nname = "Level {storey.level + 1}"'
            yield f'ordinal = {storey.level}\ncode = "{storey.level + 1}"'
            yield f'plan = "{house.id}.geojson"\nlevel = "{storey.level}"'
