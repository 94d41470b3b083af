"""Printed codes and links of places: what stands beside a sheet's QR code and in the map's address bar.

A code such as "H47-M123" is typed into the map's search box or read out over a radio; a link such as
"#b=main&f=2&r=214" is what the map's address bar holds. Both are made from identities, never from numbers, which
may be wrong or repeated: an old sheet leads to the same room after the room was renumbered.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from typing import Final, NamedTuple
from urllib.parse import quote

from campusmap.model.places import Building, Campus, Floor, OpeningKind

# Letters that neither rhyme with one another nor look like a digit; with them 6.4 million codes. Tool default.
_LETTERS: Final = "FHKMQRWY"
_CODES: Final = len(_LETTERS) ** 2 * 10**5
CODE_LENGTH: Final = 8  # "H47-M123"
_PLAIN: Final = "/:@!$'()*,;-._~"  # what a link's fragment may hold as it is (RFC 3986, 3.5), less "&", "=" and "+"


class Place(NamedTuple):
    """Somewhere that a sheet or a link can lead to. ``kind``: campus, building, floor, door or room; ``id`` its id."""

    kind: str
    id: str


def list_places(campus: Campus) -> Iterator[Place]:
    """Yield the campus, its buildings, floors, exterior doors and rooms: each family by id, the most lasting first."""
    floors = [floor for building in campus.buildings for floor in building.floors]
    yield Place("campus", campus.id)
    yield from _by_id("building", (building.id for building in campus.buildings))
    yield from _by_id("floor", (floor.id for floor in floors))
    yield from _by_id("door", (door for floor in floors for door in _exterior_doors(floor)))
    yield from _by_id("room", (space.id for floor in floors for space in floor.spaces))


def _by_id(kind: str, ids: Iterator[str]) -> Iterator[Place]:
    return (Place(kind, each) for each in sorted(ids))


def _exterior_doors(floor: Floor) -> Iterator[str]:
    shut = (OpeningKind.WINDOW, OpeningKind.VERTICAL)
    return (opening.id for opening in floor.openings if opening.exterior and opening.kind not in shut)


def place_codes(campus: Campus) -> dict[Place, str]:
    """Return each place's code, of ``CODE_LENGTH`` characters, no two alike, none a name on the campus.

    A code is made from the CRC-32 of the place's id; where two meet, the later in the order of ``list_places`` takes
    the next, so that a new room changes no sheet's code.
    """
    taken = _names_in_use(campus)
    codes: dict[Place, str] = {}
    for place in list_places(campus):
        turn = 0
        while (code := first_code(place, turn)).replace("-", "") in taken:
            turn += 1
        taken.add(code.replace("-", ""))
        codes[place] = code
    return codes


def first_code(place: Place, turn: int = 0) -> str:
    """Return the code that a place has unless another has it; the map's script reckons the same."""
    text = f"{place.kind}\n{place.id}\n{turn}".encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    number = zlib.crc32(text.encode()) % _CODES
    number, last = divmod(number, 1000)
    number, second = divmod(number, len(_LETTERS))
    first, middle = divmod(number, 100)
    return f"{_LETTERS[first]}{middle:02}-{_LETTERS[second]}{last:03}"


def _names_in_use(campus: Campus) -> set[str]:
    """Return every number and name on the campus as a search takes it: upper case, letters and digits alone."""
    names = {word for building in campus.buildings for word in _building_names(building)}
    names.update(marker.label for marker in campus.markers)
    names.update(area.name for area in campus.areas)
    return {re.sub(r"[\W_]", "", name.upper()) for name in names}


def _building_names(building: Building) -> Iterator[str]:
    yield from (building.number, building.name, building.radio_name)
    for floor in building.floors:
        for space in floor.spaces:
            yield from (space.number, space.posted_number, space.planned_number, space.name, *space.aliases)
        for door in floor.openings:
            yield from (door.number, door.posted_number, door.planned_number)


def place_link(place: Place) -> str:
    """Return the fragment that brings a place up in the map: "#b=main&f=2&r=214"; "#" for the whole campus.

    Ids name their parents ("main/2/214"), which are given once; an id that does not is given whole.
    """
    if place.kind == "campus":
        return "#"
    if place.kind == "building":
        return f"#b={_quoted(place.id)}"
    building, _, rest = place.id.partition("/")
    floor, _, own = rest.partition("/")
    head = f"#b={_quoted(building)}&f={_quoted(floor if place.kind != 'floor' else rest)}"
    if place.kind == "floor":
        return head if rest else f"#f={_quoted(place.id)}"
    key = {"door": "d", "room": "r"}[place.kind]
    return f"{head}&{key}={_quoted(own)}" if own else f"#{key}={_quoted(place.id)}"


def _quoted(text: str) -> str:
    return quote(text, safe=_PLAIN, errors="replace")


def qr_text(fingerprint: str, place: Place, map_url: str = "") -> str:
    """Return what a sheet's QR code holds: the map's address with the link, else "CAMPUSMAP <fingerprint> #..."."""
    return map_url + place_link(place) if map_url else f"CAMPUSMAP {fingerprint} {place_link(place)}"
