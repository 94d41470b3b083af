"""Where things are, in words: natural order, grid cells, floors and their sheets."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from shapely import Point

from campusmap.carto.paper import LETTER, Paper
from campusmap.geometry.label import find_pole
from campusmap.georeference.grid import campus_to_north, name_cell
from campusmap.model.places import Building, Campus, Floor, Marker, Opening, Space, Use

Pages = Mapping[str, tuple[int, ...]]  # sheet numbers by floor, building or section id
OUTDOORS = "outdoors/"  # before the id of what a campus plan shows
_BESIDE_M = 10.0  # from a wall, within which what stands outdoors serves a building or endangers it; tool default


def natural_key(text: str) -> tuple[tuple[int, int, str], ...]:
    """Return a sort key that puts B2 before B10."""
    pieces = re.findall(r"\d+|\D+", text.strip().upper())
    return tuple((0, int(piece), "") if piece.isdecimal() else (1, 0, piece) for piece in pieces)


def sorted_buildings(campus: Campus) -> list[Building]:
    """Return the buildings by number, those without one last, by id."""
    return sorted(campus.buildings, key=lambda b: (not b.number, natural_key(b.number), b.id))


def sorted_floors(building: Building) -> list[Floor]:
    """Return a building's floors from the lowest."""
    return sorted(building.floors, key=lambda f: (f.ordinal, f.id))


def short_building(building: Building) -> str:
    """Return a building's name for a table."""
    return building.number or building.name or building.id


def say_use(space: Space) -> str:
    """Return a space's use in small letters, so that it is not taken for a name; "" where it is not known."""
    return "" if space.use in (Use.UNKNOWN, Use.OTHER) else space.use.value.replace("_", " ")


def find_standing(campus: Campus, marker: Marker) -> str:
    """Return the id of a marker's building; of one outdoors that was given none, the nearest within reach, else ""."""
    if marker.building or marker.at is None:
        return marker.building
    near = [(b.footprint.distance(marker.at), b.id) for b in campus.buildings if not b.footprint.is_empty]
    metres, building = min(near, default=(_BESIDE_M, ""))
    return building if metres <= _BESIDE_M else ""


def format_pages(pages: tuple[int, ...]) -> str:
    """Return sheet numbers for a table: "4", "4, 6" or "4-7"."""
    if len(pages) > 1 and pages[-1] - pages[0] == len(pages) - 1:
        return f"{pages[0]}-{pages[-1]}"
    return ", ".join(str(page) for page in pages)


@dataclass(frozen=True, slots=True)
class Directory:
    """A campus with its places by id."""

    campus: Campus
    paper: Paper = LETTER
    pages: Pages = field(default_factory=dict)
    buildings: dict[str, Building] = field(default_factory=dict)
    floors: dict[str, Floor] = field(default_factory=dict)
    spaces: dict[str, Space] = field(default_factory=dict)

    def cell(self, point: Point | None, floor: str = "") -> str:
        """Name the grid cell of a point in campus metres; "" where nothing has coordinates."""
        campus = self.campus
        unplaced = floor in self.floors and not self.floors[floor].frame.placed
        if point is None or campus.north is None or campus.grid is None or unplaced:
            return ""
        return name_cell(campus.grid, *campus_to_north(campus.north, point.x, point.y))

    def room_cell(self, space: Space, floor: str) -> str:
        """Name the grid cell of a room as tables and map do, by the point deepest inside it."""
        return "" if space.outline.is_empty else self.cell(find_pole(space.outline), floor)

    def door_cell(self, door: Opening, floor: str) -> str:
        """Name the grid cell of a door, by its middle."""
        return self.cell(door.line.interpolate(0.5, normalized=True), floor)

    def sheets(self, *subjects: str) -> str:
        """Return the numbers of the sheets that show the first of several subjects that is on any."""
        return next((format_pages(self.pages[subject]) for subject in subjects if self.pages.get(subject)), "")

    def place(self, marker: Marker) -> tuple[str, str, str, str]:
        """Return a marker's building, floor, room and grid cell for a table.

        What stands outdoors beside a building has that for its building, and "Outdoors" for its floor.
        """
        building, floor = self.buildings.get(find_standing(self.campus, marker)), self.floors.get(marker.floor)
        space = self.spaces.get(marker.space)
        room = (space.shown_number or space.name) if space else marker.attributes.get("room", "")
        return (
            short_building(building) if building else "",
            (floor.name or floor.id) if floor else "Outdoors" if building and not marker.building else "",
            room,
            self.cell(marker.at, marker.floor),
        )


def make_directory(campus: Campus, pages: Pages | None = None, paper: Paper = LETTER) -> Directory:
    """Look a campus's places up by id."""
    floors = {floor.id: floor for building in campus.buildings for floor in building.floors}
    return Directory(
        campus,
        paper,
        pages or {},
        {building.id: building for building in campus.buildings},
        floors,
        {space.id: space for floor in floors.values() for space in floor.spaces},
    )


def sorted_markers(directory: Directory, markers: Iterable[Marker]) -> list[Marker]:
    """Return markers by building as buildings are listed, floor from the lowest, room and label.

    What stands outdoors comes last of the building that it serves, else last of all.
    """
    campus = directory.campus
    buildings = {building.id: n for n, building in enumerate(sorted_buildings(campus))}
    floors = {floor.id: n for building in campus.buildings for n, floor in enumerate(sorted_floors(building))}

    def key(marker: Marker) -> tuple[object, ...]:
        building = buildings.get(find_standing(campus, marker), len(buildings))
        floor = floors.get(marker.floor, len(floors))
        return building, floor, natural_key(directory.place(marker)[2]), natural_key(marker.label), marker.id

    return sorted(markers, key=key)
