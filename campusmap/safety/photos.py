"""Which picture is of which door or device: by the tables' ``photo`` column, else by the number in the file's name."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import PurePosixPath, PureWindowsPath
from typing import Final

from campusmap.model.places import Campus, Marker, Opening
from campusmap.model.source import Notice
from campusmap.safety.lookup import find_numbered_doors, find_spots, fold

# The pictures that a responder looks for first; what does not fit under the cap comes last.
_FIRST: Final = ("KEY_BOX", "FACP", "ANNUNCIATOR", "GAS_SHUTOFF", "WATER_SHUTOFF", "ELECTRIC_SHUTOFF")
# "7 (2)", "7_2": a further picture of door 7.
_FURTHER: Final = re.compile(r"\s*(?:_\d{1,2}|\(\d{1,2}\))$")
Wanted = tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(slots=True)
class _Matched:
    """The ids that each file shows, with how much it is wanted, and what is said."""

    shows: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    rank: dict[str, int] = field(default_factory=dict)
    notices: list[Notice] = field(default_factory=list)

    def add(self, file: str, subject: str, rank: int) -> None:
        if subject not in self.shows[file]:
            self.shows[file].append(subject)
        self.rank[file] = min(rank, self.rank.get(file, rank))


def match_photos(campus: Campus, files: tuple[str, ...]) -> tuple[Wanted, tuple[Notice, ...]]:
    """Return each picture of the folder with the ids of what it shows, the most wanted first, and what is left over.

    A cell of the column ``photo`` names files, several with ; or | between them, letter case aside, with or without the
    folder. A file that no cell names is of the door whose number it bears (``7.jpg``, ``door 7.jpg``, a further one
    ``7_2.jpg``), where one door of the campus has it, or, in ``A-7.jpg``, one door of building A.
    """
    known = {PurePosixPath(file).name.casefold(): file for file in files}
    matched = _Matched()
    for subject, rank, cells, found in _named(campus):
        for cell in cells:
            file = known.get(PureWindowsPath(cell).name.casefold())
            if file:
                matched.add(file, subject, rank)
            else:
                text = f"{_say(found)} names the photo {cell}, which is not in the photos folder"
                matched.notices.append(_about(campus, found, text))
    for file in files:
        if file not in matched.shows:
            _match_by_name(campus, file, matched)
    order = sorted(matched.rank, key=lambda file: (matched.rank[file], file))
    return tuple((file, tuple(matched.shows[file])) for file in order), tuple(matched.notices)


def _named(campus: Campus) -> Iterator[tuple[str, int, tuple[str, ...], Opening | Marker]]:
    for building in campus.buildings:
        for floor in building.floors:
            for door in floor.openings:
                yield door.id, _rank_door(door), door.photos, door
    for marker in campus.markers:
        rank = 1 + _FIRST.index(marker.kind) if marker.kind in _FIRST else len(_FIRST) + 1
        yield marker.id, rank, marker.photos, marker


def _rank_door(door: Opening) -> int:
    return 0 if door.exterior else len(_FIRST) + 2


def _say(found: Opening | Marker) -> str:
    if isinstance(found, Opening):
        return f"door {found.shown_number}" if found.shown_number else f"opening {found.id}"
    return found.label or found.kind


def _about(campus: Campus, found: Opening | Marker, text: str) -> Notice:
    ref = found.refs[-1] if found.refs else None
    if isinstance(found, Marker):
        return Notice("photo.missing", text, found.id, ref, found.building, found.floor)
    floor = next((f for b in campus.buildings for f in b.floors if found in f.openings), None)
    return Notice("photo.missing", text, found.id, ref, floor.id.partition("/")[0] if floor else "",
                  floor.id if floor else "")  # fmt: skip


def _match_by_name(campus: Campus, file: str, matched: _Matched) -> None:
    doors = _doors_of_name(campus, _FURTHER.sub("", PurePosixPath(file).stem))
    if len(doors) == 1:
        matched.add(file, doors[0].id, _rank_door(doors[0]))
        return
    why = f"fits {len(doors)} doors by its name" if doors else "is named by no door or device"
    matched.notices.append(Notice("photo.unused", f"{file} {why}, so the map does not show it", file))


def _doors_of_name(campus: Campus, stem: str) -> tuple[Opening, ...]:
    """Return the numbered doors that a file's name is: "7", "door 7", "A-7", "A door 7"."""
    doors = tuple(door for _, door in find_numbered_doors(find_spots(campus, "", ""), stem))
    building, _, number = stem.partition("-") if "-" in stem else stem.partition(" ")
    if doors or not fold(building) or not fold(number):
        return doors
    spots = find_spots(campus, building, "")
    return tuple(door for _, door in find_numbered_doors(spots, number.strip()))
