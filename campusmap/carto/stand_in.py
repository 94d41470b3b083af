"""Rooms whose name the packet's typefaces cannot set: a code stands for it, which the map's search box accepts."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Final

from campusmap.carto.codes import Place, place_codes
from campusmap.carto.sheet import Sheet, Words
from campusmap.carto.typeface import REPLACEMENT, settable_text
from campusmap.model.places import Building, Campus, Floor, Space

NOTE: Final = (
    "Where a room says \u201cmap\u201d and a code, its name has letters that cannot be printed: "
    "type the code into the map."
)
KEY: Final = "\u201cmap\u201d: a name that cannot be printed; look its code up on the map"  # the same, in a line
_CODE: Final = re.compile(r"\bmap\s([FHKMQRWY]\d\d-[FHKMQRWY]\d\d\d)")
_UNSAID: Final = re.compile(f"{REPLACEMENT}+")


def stand_in(campus: Campus) -> tuple[Campus, dict[str, str]]:
    """Return a campus with names that can be printed, and the names that codes stand for, by code.

    A room without a number is called by its code on the map, after what its name has of letters that can be set:
    "map Q84-M324", "PC\u2026, map Q84-M324". Everything else keeps its name, and shows a mark for what is missing.
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
        hidden[code] = space.name
        return replace(space, name=_name_by_code(space.name, code))

    def in_building(building: Building) -> Building:
        floors = tuple(replace(floor, spaces=tuple(map(call, floor.spaces))) for floor in building.floors)
        return replace(building, floors=floors)

    return replace(campus, buildings=tuple(map(in_building, campus.buildings))), hidden


def _unsaid(floor: Floor) -> Iterator[Space]:
    return (space for space in floor.spaces if not space.shown_number and settable_text(space.name) != space.name)


def _name_by_code(name: str, code: str) -> str:
    """Return what stands for a name; never a code alone, which is to stay the only name of its kind."""
    legible = _UNSAID.sub("\u2026", settable_text(name)).strip()
    return f"{legible}, map {code}" if any(map(str.isalnum, legible)) else f"map {code}"


def is_stand_in(name: str) -> bool:
    """Tell whether a name is one that stands for another."""
    return _CODE.search(name) is not None


def word_by_code(text: str, called: Iterable[tuple[str, str]]) -> str:
    """Put into a text what stands for names that cannot be printed; rooms of one name take their turns.

    ``called`` holds each room's own name and the one that stands for it.
    """
    waiting: defaultdict[str, list[str]] = defaultdict(list)
    for name, stand in called:
        if name != stand:
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
    texts = [words.text for words in sheet.words] if hidden else []
    texts += [item.text for layer in sheet.layers for item in layer.items if isinstance(item, Words)] if hidden else []
    texts += [cell.text for table in sheet.tables for row in table.rows for cell in row] if hidden else []
    found = {hidden[code] for text in texts for code in _CODE.findall(text) if code in hidden}
    return tuple(sorted(found))
