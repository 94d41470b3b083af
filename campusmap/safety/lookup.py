"""Find buildings, floors, rooms and doors by what people call them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, TypeVar

from campusmap.model.places import OUTSIDE, Building, Campus, Floor, Opening, OpeningKind, Space, Use

DOORS: Final = frozenset({OpeningKind.DOOR, OpeningKind.DOUBLE_DOOR})
_WAYS: Final = frozenset({Use.CORRIDOR, Use.LOBBY})
_BUILDING_WORDS: Final = re.compile(r"\b(building|bldg|wing|hall)\b\.?", re.IGNORECASE)
_FLOOR_WORDS: Final = re.compile(r"\b(floor|level|storey|story|fl|lvl)\b\.?", re.IGNORECASE)
_DOOR_WORDS: Final = re.compile(r"^\s*(?:exterior|ext\.?)?\s*(?:door|dr\.?|d)?\s*[#.:-]?\s*(?=[0-9])", re.IGNORECASE)
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Spot:
    """A floor and the building it belongs to."""

    building: Building
    floor: Floor


@lru_cache(maxsize=16_384)  # each cell of a table is held against every name (tool default)
def fold(text: str) -> str:
    """Reduce a name or number to its letters and digits, case-blind; leading zeros stay."""
    return "".join(ch for ch in unicodedata.normalize("NFKC", text).casefold() if ch.isalnum())


def find_buildings(campus: Campus, text: str) -> tuple[Building, ...]:
    """Return the buildings that a text names by id, number, name or radio name; all of them for a blank."""
    if not fold(text):
        return campus.buildings
    tries: tuple[Callable[[Building], str], ...] = (
        lambda b: b.id, lambda b: b.number, lambda b: b.name, lambda b: b.radio_name,
    )  # fmt: skip
    return _first_match(campus.buildings, tries, (text, _BUILDING_WORDS.sub("", text)))


def find_floors(building: Building, text: str) -> tuple[Floor, ...]:
    """Return the floors that a text names by id, code, name or ordinal, in that order; all for a blank."""
    if not text.strip():
        return building.floors
    if re.fullmatch(r"\s*-\d+\s*", text):  # fold would drop the sign
        return tuple(f for f in building.floors if f.ordinal == int(text) or short_id(f) == text.strip())
    tries: tuple[Callable[[Floor], str], ...] = (
        lambda f: f.id, short_id, lambda f: f.code, lambda f: f.name, lambda f: str(f.ordinal),
    )  # fmt: skip
    return _first_match(building.floors, tries, (text, _FLOOR_WORDS.sub("", text)))


def _first_match(items: Iterable[T], tries: Iterable[Callable[[T], str]], texts: Iterable[str]) -> tuple[T, ...]:
    """Return what the first successful way of naming finds."""
    items, tries = tuple(items), tuple(tries)
    for wanted in (fold(text) for text in texts):
        for name_of in tries:
            found = tuple(item for item in items if wanted and fold(name_of(item)) == wanted)
            if found:
                return found
    return ()


def short_id(floor: Floor) -> str:
    """Return a floor's own id, without its building's."""
    return floor.id.rsplit("/", 1)[-1]


def find_spots(campus: Campus, building: str, floor: str) -> tuple[Spot, ...]:
    """Return the floors that a row's building and floor cells leave possible."""
    return tuple(Spot(b, f) for b in find_buildings(campus, building) for f in find_floors(b, floor))


def say_no_spot(campus: Campus, building: str, floor: str) -> str:
    """Say which of a row's building and floor the campus has not; "" when it has both."""
    if not find_buildings(campus, building):
        return f"there is no building {building}"
    if find_spots(campus, building, floor):
        return ""
    return f"building {building} has no floor {floor}" if building.strip() else f"no building has a floor {floor}"


def find_spaces(spots: Iterable[Spot], text: str) -> tuple[tuple[Spot, Space], ...]:
    """Return the spaces that a text names: by the number on the wall, the drawing's number, else a name or alias."""
    spots, wanted = tuple(spots), fold(text)
    tries: tuple[Callable[[Space], tuple[str, ...]], ...] = (
        lambda s: (s.shown_number,), lambda s: (s.number,), lambda s: (s.name, *s.aliases),
    )  # fmt: skip
    for names_of in tries if wanted else ():
        found = tuple(
            (spot, space) for spot in spots for space in spot.floor.spaces
            if any(fold(name) == wanted for name in names_of(space))
        )  # fmt: skip
        if found:
            return found
    return ()


def find_numbered_doors(spots: Iterable[Spot], text: str) -> tuple[tuple[Spot, Opening], ...]:
    """Return the openings whose id or number a text is; "door 3", "D3" and "3" are the same."""
    pairs = [(spot, opening) for spot in spots for opening in spot.floor.openings]
    exact = tuple(pair for pair in pairs if pair[1].id == text.strip())
    wanted = door_number(text)
    doors = [pair for pair in pairs if pair[1].kind not in (OpeningKind.WINDOW, OpeningKind.VERTICAL)]
    by_number = tuple(p for p in doors if wanted and wanted in (door_number(n) for n in _door_names(p[1])))
    outside = tuple(pair for pair in by_number if pair[1].exterior)
    return exact or outside or by_number


def _door_names(opening: Opening) -> tuple[str, ...]:
    return tuple(name for name in (opening.posted_number, opening.number) if name)


def door_number(text: str) -> str:
    """Fold a door number, with the word for door taken off."""
    return fold(_DOOR_WORDS.sub("", text))


def doors_of(floor: Floor, space: Space) -> tuple[Opening, ...]:
    """Return a room's doors: those to a corridor or lobby first, those outside last, by id."""
    uses = {s.id: s.use for s in floor.spaces}

    def rank(opening: Opening) -> tuple[int, str]:
        others = [joined for joined in opening.joins if joined != space.id]
        if OUTSIDE in others:
            return 2, opening.id
        return (0 if any(uses.get(other) in _WAYS for other in others) else 1), opening.id

    return tuple(sorted((o for o in floor.openings if space.id in o.joins and o.kind in DOORS), key=rank))


def find_subject(campus: Campus, subject: str) -> list[tuple[Floor, Space]]:
    """Return the spaces that a survey subject names."""
    subject = subject.strip()
    exact = [(f, s) for b in campus.buildings for f in b.floors for s in f.spaces if s.id == subject]
    if exact or "/" not in subject:
        return exact
    parts = subject.split("/")
    building, floor = parts[0], "/".join(parts[1:-1])
    return [(spot.floor, space) for spot, space in find_spaces(find_spots(campus, building, floor), parts[-1])]
