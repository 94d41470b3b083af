"""Rooms without number whose name the typefaces cannot set, or that have none: a code of the map stands for it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Final

from campusmap.carto.codes import Place, place_codes
from campusmap.carto.sheet import PageLayer, Sheet, Words
from campusmap.carto.typeface import REPLACEMENT, settable_text
from campusmap.model.places import Building, Campus, Floor, Space, Use
from campusmap.rooms.words import is_kind_alone

NOTE: Final = (
    "Where a room says \u201cmap\u201d and a code, it has no name, or one with letters that cannot be printed "
    "(\u2026): type the code into the map."
)
# The same, in a line of a heading.
KEY: Final = "\u201cmap\u201d: no name that can be printed; look the code up on the map"
_CODE: Final = re.compile(r"\bmap\s([FHKMQRWY]\d\d-[FHKMQRWY]\d\d\d)")
_UNSAID: Final = re.compile(f"{REPLACEMENT}+")
_MISSING: Final = "\u2026"  # for letters that cannot be set; what has none of it had no name at all
WAYS: Final = {Use.STAIR: "Stair", Use.ELEVATOR: "Elevator"}  # between floors: to be known at once, on any copy


def stand_in(campus: Campus) -> tuple[Campus, dict[str, str]]:
    """Return a campus with names that can be printed, and the names that codes stand for, by code.

    A stair or an elevator whose name is nothing but a kind of room, its own or another, has none.

    A room without a number is called by its code on the map, after what its name has of letters that can be set:
    "\u2026 map Q84-M324", "PC\u2026 map Q84-M324"; one that has no name either by its code alone, "map Q84-M324", and
    a stair or an elevator by its use before that. Everything else keeps its name, and shows a mark for what is missing.
    """
    unsaid = {space.id for building in campus.buildings for floor in building.floors for space in _unsaid(floor)}
    if not unsaid:
        return campus, {}
    codes = place_codes(campus)
    hidden: dict[str, str] = {}

    def call(space: Space) -> Space:
        if space.id not in unsaid:
            return space
        code = codes[Place("room", space.id)]
        if not is_bare(space):
            hidden[code] = space.name
        return replace(space, name=_name_by_code(space, code))

    def in_building(building: Building) -> Building:
        floors = tuple(replace(floor, spaces=tuple(map(call, floor.spaces))) for floor in building.floors)
        return replace(building, floors=floors)

    return replace(campus, buildings=tuple(map(in_building, campus.buildings))), hidden


def _unsaid(floor: Floor) -> Iterator[Space]:
    bare = (space for space in floor.spaces if not space.shown_number)
    return (space for space in bare if is_bare(space) or settable_text(space.name) != space.name)


def _name_by_code(space: Space, code: str) -> str:
    """Return what stands for a name; never a code alone, which is to stay the only name of its kind."""
    legible = "" if is_bare(space) else _UNSAID.sub(_MISSING, settable_text(space.name)).strip()
    last = f"{legible}\u00a0map {code}" if legible else f"map {code}"  # no line is to end where a name is cut
    return f"{WAYS[space.use]} {last}" if space.use in WAYS else last


def is_stand_in(name: str) -> bool:
    """Tell whether a name is one that stands for another."""
    return _CODE.search(name) is not None


def is_unnamed(name: str) -> bool:
    """Tell whether a name stands for none at all, so that nobody asks for the room by it."""
    return is_stand_in(name) and _MISSING not in name


def is_bare(space: Space) -> bool:
    """Tell whether nobody gave a space a number or a name; of a stair or an elevator, a name that tells it from others.

    "Corridor", written into a stair, would send people past it.
    """
    is_nameless = not space.name or is_unnamed(space.name) or (space.use in WAYS and is_kind_alone(space.name))
    return not space.shown_number and is_nameless


def word_by_code(text: str, called: Iterable[tuple[str, str]]) -> str:
    """Put into a text what stands for names that cannot be printed; rooms of one name take their turns.

    ``called`` holds each room's own name and the one that stands for it.
    """
    waiting: defaultdict[str, list[str]] = defaultdict(list)
    for name, stand in called:
        if name and name != stand:
            waiting[name].append(_CODE.sub("map\u00a0\\1", stand))
    if not waiting:
        return text
    names = sorted(waiting, key=lambda name: (-len(name), name))

    def take(found: re.Match[str]) -> str:
        stands = waiting[found[0]]
        return stands.pop(0) if len(stands) > 1 else stands[0]

    return re.sub("|".join(map(re.escape, names)), take, text)


def names_hidden(sheet: Sheet, hidden: Mapping[str, str]) -> tuple[str, ...]:
    """Return the names that the codes on a sheet stand for."""
    texts = [*(words.text for words in sheet.words), *_labels(sheet.layers)] if hidden else []
    texts += [cell.text for table in sheet.tables for row in table.rows for cell in row] if hidden else []
    found = {hidden[code] for text in texts for code in _CODE.findall(text) if code in hidden}
    return tuple(sorted(found))


def shows_codes(layers: Iterable[PageLayer]) -> bool:
    """Tell whether a code stands for a name anywhere on a map."""
    return any(map(is_stand_in, _labels(layers)))


def _labels(layers: Iterable[PageLayer]) -> list[str]:
    """Return what is written on a map, the lines of a label as one."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for words in (item for layer in layers for item in layer.items if isinstance(item, Words)):
        found[words.subject].append(words.text)
    return [" ".join(texts) for texts in found.values()]
