"""A floor as an architect thinks of it: rooms on wall centrelines, and links between them. Feet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from shapely import Polygon, box
from shapely.ops import unary_union

OUT = "OUT"

# First keyword found in a room's name decides its use; the order matters.
USES: tuple[tuple[str, str], ...] = (
    ("CORRIDOR", "corridor"), ("LOBBY", "lobby"), ("VESTIBULE", "lobby"), ("CONCOURSE", "corridor"),
    ("LOCKER", "locker"), ("STAIR", "stair"), ("ELEVATOR", "elevator"), ("BOYS", "restroom"), ("GIRLS", "restroom"),
    ("TOILET", "restroom"), ("RESTROOM", "restroom"), ("STORAGE", "storage"),
    ("CUSTODIAN", "storage"), ("RECORDS", "storage"), ("PREP", "storage"), ("PANTRY", "storage"),
    ("COOLER", "storage"), ("DOCK", "storage"), ("MECHANICAL", "mechanical"), ("ELECTRICAL", "mechanical"),
    ("BOILER", "mechanical"), ("DATA", "mechanical"), ("WATER", "mechanical"), ("FIRE PUMP", "mechanical"),
    ("SCIENCE", "lab"), ("CHEMISTRY", "lab"), ("PHYSICS", "lab"), ("BIOLOGY", "lab"),
    ("COMPUTER", "computer"), ("CAFETERIA", "cafeteria"), ("KITCHEN", "kitchen"), ("SERVERY", "kitchen"),
    ("LIBRARY", "library"), ("AUDITORIUM", "auditorium"), ("STAGE", "stage"), ("GYM", "gym"),
    ("NURSE", "medical"), ("CLINIC", "medical"), ("CONFERENCE", "conference"), ("OFFICE", "office"),
    ("PRINCIPAL", "office"), ("COUNSEL", "office"), ("RECEPTION", "office"), ("WORKROOM", "conference"),
    ("LOUNGE", "conference"), ("BAND", "music"), ("CHOIR", "music"), ("ORCHESTRA", "music"),
    ("SHOP", "shop"), ("WEIGHT", "weights"), ("CLASSROOM", "classroom"), ("ART", "computer"),
    ("SPECIAL", "classroom"), ("KINDERGARTEN", "classroom"), ("RESOURCE", "classroom"),
)  # fmt: skip

CIRCULATION = ("corridor", "lobby")


@dataclass(frozen=True)
class Room:
    """One room; ``cell`` runs along wall centrelines, feet. What follows a # in ``number`` is not drawn."""

    number: str
    name: str
    cell: Polygon
    windows: bool = True

    @property
    def shown(self) -> str:
        """Return the number as it is drawn."""
        return self.number.split("#")[0]

    @property
    def use(self) -> str:
        """Return the use that the name speaks of."""
        return next((use for word, use in USES if word in self.name), "other")


@dataclass(frozen=True)
class Link:
    """A wish for an opening in the wall between rooms ``a`` and ``b`` (``OUT`` is outdoors)."""

    a: str
    b: str
    at: str = ""
    width: float = 0.0
    kind: str = "door"
    side: str = ""
    swing: str = ""
    idiom: str = ""


@dataclass(frozen=True)
class Opening:
    """A hole in a wall. ``u`` runs along the wall so that its left normal points from ``a`` to ``b``."""

    kind: str  # door double_door opening window
    a: str
    b: str
    x: float
    y: float
    ux: float
    uy: float
    width: float
    thickness: float
    idiom: str = ""
    swing: int = -1  # -1 into a, +1 into b
    hinge: int = 1  # which jamb, along u
    number: str = ""

    def point(self, along: float, across: float) -> tuple[float, float]:
        """Return the point ``along`` the wall and ``across`` it (towards b) from the centre."""
        return (self.x + self.ux * along - self.uy * across, self.y + self.uy * along + self.ux * across)

    @property
    def rectangle(self) -> Polygon:
        """Return the piece that the opening cuts out of the wall, a little over both faces."""
        w, t = self.width / 2, self.thickness / 2 + 0.02
        return Polygon([self.point(-w, -t), self.point(w, -t), self.point(w, t), self.point(-w, t)])

    @property
    def outside(self) -> bool:
        """Tell whether the opening leads outdoors."""
        return self.b == OUT


@dataclass(frozen=True)
class FloorPlan:
    """Everything that stands on one floor."""

    building: str
    floor: str
    title: str
    rooms: tuple[Room, ...]
    links: tuple[Link, ...] = ()
    main: str = ""  # room whose outside door is number 1
    exterior: float = 1.0
    columns: tuple[tuple[float, float], ...] = ()
    seed: str = ""
    plain: frozenset[str] = field(default_factory=frozenset)  # rooms without windows

    @property
    def outline(self) -> Polygon:
        """Return the union of the cells."""
        merged = unary_union([room.cell for room in self.rooms])
        assert isinstance(merged, Polygon), f"{self.building}/{self.floor} falls apart"
        return merged

    def room(self, number: str) -> Room:
        """Return the room with a number."""
        return next(room for room in self.rooms if room.number == number)


def room_of(number: str, name: str, *rects: tuple[float, float, float, float]) -> Room:
    """Make a room of one or more rectangles (x0, y0, x1, y1), feet."""
    cell = unary_union([box(*rect) for rect in rects])
    assert isinstance(cell, Polygon), f"{number} falls apart"
    return Room(number, name, cell)


def rooms_in(rects: Mapping[str, tuple[float, float, float, float]]) -> list[Room]:
    """Make rectangular rooms from {"107 MAIN OFFICE": (x0, y0, x1, y1)}."""
    rooms = []
    for key, rect in rects.items():
        number, name = key.split(" ", 1)
        rooms.append(room_of(number, name, rect))
    return rooms


def row(x: float, y: float, depth: float, text: str) -> list[Room]:
    """Lay rooms side by side along x from "101 CLASSROOM 30; 103 STORAGE 8.5" (number, name, width)."""
    rooms = []
    for number, name, width in _entries(text):
        rooms.append(room_of(number, name, (x, y, x + width, y + depth)))
        x += width
    return rooms


def column(x: float, y: float, width: float, text: str) -> list[Room]:
    """Stack rooms along y, upwards, from the same kind of text."""
    rooms = []
    for number, name, depth in _entries(text):
        rooms.append(room_of(number, name, (x, y, x + width, y + depth)))
        y += depth
    return rooms


def _entries(text: str) -> list[tuple[str, str, float]]:
    entries = []
    for part in text.split(";"):
        number, *name, size = part.split()
        entries.append((number, " ".join(name).upper(), float(size)))
    return entries


def links(text: str) -> tuple[Link, ...]:
    """Read links, one a line: "107A>107 hi w3 door N sb" (place, width, kind, side, swing, idiom)."""
    return tuple(_link(line.split()) for line in text.strip().splitlines() if line.strip())


def _link(words: list[str]) -> Link:
    a, b = words[0].split(">")
    found: dict[str, str | float] = {}
    for word in words[1:]:
        key, value = _word(word)
        found[key] = value
    return Link(a, b, **found)  # type: ignore[arg-type]


def _word(word: str) -> tuple[str, str | float]:
    if word in ("door", "double", "gap", "window", "elevator"):
        return "kind", word
    if word in ("N", "E", "S", "W"):
        return "side", word
    if word in ("sa", "sb"):
        return "swing", word[1]
    if word.startswith("w") and word[1:].replace(".", "").isdigit():
        return "width", float(word[1:])
    return "at", word
