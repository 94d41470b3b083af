"""What an indoor feature is: by OpenStreetMap's tags, or by the words of an attribute such as "type"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from campusmap.ingest.indoor_item import Cell, first_of
from campusmap.model.plan import Role

POINT, LINE, AREA = 0, 1, 2
OSM: Final = "OpenStreetMap indoor tags"
NOT_INDOOR: Final = "no indoor tag of a room, wall or door"


@dataclass(frozen=True, slots=True)
class Kind:
    """The layer that a feature is counted under, its role and why, and what the kind says of a room's use.

    ``shape`` is a word for the form of a room ("corridor"), which says its use where nothing else does.
    """

    layer: str
    role: Role
    reason: str
    use: str = ""
    shape: str = ""


# Values of `indoor` on areas, and of the older `buildingpart`. Source: OpenStreetMap wiki, Simple Indoor Tagging.
_OSM_AREAS: Final = {
    "room": Role.ROOM, "corridor": Role.ROOM, "area": Role.ROOM, "hall": Role.ROOM, "verticalpassage": Role.ROOM,
    "wall": Role.WALL, "column": Role.COLUMN, "pillar": Role.COLUMN, "level": Role.OUTLINE, "door": Role.DOOR,
}  # fmt: skip
_OSM_TELLING: Final = ("indoor", "buildingpart", "building:part", "building", "highway", "amenity", "entrance")


def osm_kind(cell: Cell, dimension: int) -> Kind:
    """Tell what a feature with Simple Indoor Tagging is."""
    if dimension == AREA:
        return _osm_area(cell)
    opening = _osm_opening(cell)
    if opening is not None:
        return opening
    if dimension == LINE:
        return _osm_line(cell)
    if cell("wall:type") == "pillar" or cell("indoor") in {"column", "pillar"}:
        return Kind("columns as points", Role.ANNOTATION, "columns as points have no outline")
    return _osm_other(cell, "points")


def _osm_area(cell: Cell) -> Kind:
    for key in ("indoor", "buildingpart"):
        role = _OSM_AREAS.get(cell(key))
        if role is not None:
            shape = "corridor" if "corridor" in (cell("indoor"), cell("buildingpart")) else ""
            return Kind(f"{key}={cell(key)}", role, OSM, _osm_use(cell), shape)
    if cell("highway") in {"steps", "elevator"}:
        return Kind(f"highway={cell('highway')}", Role.ROOM, OSM, _osm_use(cell))
    if cell("room") and not cell("indoor"):
        return Kind("room", Role.ROOM, OSM, _osm_use(cell))
    return _osm_other(cell, "areas")


def _osm_use(cell: Cell) -> str:
    """Return the words for a room's use: the plainest tag first."""
    if cell("highway") in {"steps", "elevator"}:
        return cell("highway")
    if cell("stairs") == "yes" or cell("room") == "stairs":
        return "stairs"
    if cell("elevator") == "yes":
        return "elevator"
    return first_of(cell, ("room", "amenity"))


def _osm_opening(cell: Cell) -> Kind | None:
    if cell("door") == "no":
        return Kind("door=no", Role.DOOR, OSM)
    if cell("door") or cell("indoor") == "door":
        return Kind("door", Role.DOOR, OSM)
    if cell("entrance"):
        return Kind("entrance", Role.DOOR, OSM)
    return Kind("window", Role.WINDOW, OSM) if cell("window") not in {"", "no"} else None


def _osm_line(cell: Cell) -> Kind:
    if cell("indoor") == "wall":
        return Kind("indoor=wall", Role.WALL, OSM)
    if cell("highway") == "steps":
        return Kind("highway=steps, lines", Role.STAIR, OSM)
    return _osm_other(cell, "lines")


def _osm_other(cell: Cell, what: str) -> Kind:
    key = next((key for key in _OSM_TELLING if cell(key)), "")
    return Kind(f"{key}={cell(key)}, {what}" if key else f"{what} without indoor tags", Role.ANNOTATION, NOT_INDOOR)


# The last words of a kind ("building_outline", "interior wall"). English, with the spellings of WRLD, IMDF and Esri's
# indoor model. Areas by the name of an entrance are lobbies, so only points and lines are doors by those words.
_ENDINGS: Final = {
    Role.OUTLINE: "outline footprint level", Role.WALL: "wall walls partition brick concrete drywall glass structure",
    Role.DOOR: "door doors", Role.WINDOW: "window windows glazing", Role.COLUMN: "column columns pillar",
    Role.FURNITURE: "desk table chair furniture fixture kiosk",
    Role.ANNOTATION: "floor-opening opentobelow void no-geometry pathway path route poi point poster anchor label venue"
    " building",
}  # fmt: skip
_WAYS_IN: Final = frozenset(["entrance", "exit", "opening", "gate"])
_SPACES: Final = frozenset(
    [
        "room",
        "rooms",
        "unit",
        "units",
        "space",
        "spaces",
        "corridor",
        "hall",
        "area",
        "zone",
        "office",
        "classroom",
        "stairs",
    ]
)
_SHAPES: Final = {POINT: "points", LINE: "lines", AREA: "areas"}


def typed_kind(column: str, value: str, dimension: int) -> Kind:
    """Tell what a feature is by the value of one attribute; an area of no known kind counts as a room."""
    words = split_kind(value)
    role = _role_of_words(words, dimension)
    label = f"{column}={value}" if value else "features"
    layer = label if dimension == AREA else f"{label}, {_SHAPES[dimension]}"
    if role is not None:
        return Kind(layer, role, f"its {column}")
    if dimension == AREA:
        return Kind(layer, Role.ROOM, f"its {column}" if value else "areas without a kind", value)
    if dimension == LINE and set(words) <= _SPACES:
        return Kind(layer, Role.WALL, "lines among rooms")
    return Kind(layer, Role.ANNOTATION, f"{_SHAPES[dimension]} of no known kind")


def _role_of_words(words: list[str], dimension: int) -> Role | None:
    for role, endings in _ENDINGS.items():
        if any(words[-len(entry.split("-")) :] == entry.split("-") for entry in endings.split()):
            return Role.ANNOTATION if role is Role.OUTLINE and dimension != AREA else role
    return Role.DOOR if dimension != AREA and words and words[-1] in _WAYS_IN else None


def split_kind(value: str) -> list[str]:
    """Split "building_outline" or "Meeting Room" into words in small letters."""
    return re.findall(r"[^\W\d_]+", value.casefold())


# Words for uses that are no words of room names, by their words joined. Source: IMDF 1.0.0 unit categories,
# OpenStreetMap wiki Key:room, and the values of the sample data.
_USES: Final = {
    "auditorium": "auditorium", "lecturehall": "auditorium", "theater": "auditorium", "movietheater": "auditorium",
    "conferenceroom": "conference", "huddleroom": "conference", "meetingroom": "conference", "phoneroom": "phone",
    "firstaid": "nurse", "mothersroom": "medical", "fitnessroom": "gym", "fieldofplay": "gym", "sports": "gym",
    "foodservice": "cafeteria", "restaurant": "cafeteria", "fastfood": "cafeteria", "walkway": "corridor",
    "footbridge": "corridor", "movingwalkway": "corridor", "ramp": "corridor", "escalator": "stair", "steps": "stair",
    "serverroom": "server", "mailroom": "storage", "waitingroom": "lobby", "cloakroom": "storage",
    "seminarroom": "classroom", "toilets": "restroom", "strairwell": "stair", "straircase": "stair",
    "staircase": "stair", "verticalpassage": "stair", "ventilationcontrol": "mechanical", "smokingarea": "other",
}  # fmt: skip
_NO_USE: Final = frozenset(
    ["room", "unit", "area", "hall", "unspecified", "other", "yes", "nonpublic", "space", "multipolygon", "null"]
)


def use_words(value: str) -> str:
    """Return a stated use in words that room names use, "" when it says nothing."""
    words = split_kind(value)
    joined = "".join(words)
    if not words or joined in _NO_USE:
        return ""
    return _USES.get(joined) or " ".join(words)
