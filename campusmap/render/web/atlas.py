"""Who is where: positions in lists for model ids, and coordinates for points."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from shapely import Point

from campusmap.carto.codes import Place, first_code, place_codes
from campusmap.carto.marks import Scene
from campusmap.geometry.geodesy import usng, xy_to_lonlat
from campusmap.georeference.grid import campus_to_north, name_cell
from campusmap.model.kit import Kit
from campusmap.model.places import Building, Campus, Floor
from campusmap.model.source import Ref
from campusmap.render.web.sides import side_facts


@dataclass(slots=True)
class Atlas:
    """The payload's numbering. ``floors`` are every building's floors, lowest first."""

    campus: Campus
    floors: list[tuple[Building, Floor]]
    floor_index: dict[str, int]
    building_index: dict[str, int]
    room_index: dict[str, int]
    short: dict[str, str]
    corners: dict[str, tuple[float, float]]  # lower-left corner of each floor's scene
    codes: dict[Place, str]  # printed code of each place
    sides: dict[str, str]  # side of the building of each room and exterior door
    files: list[str] = field(default_factory=list)

    def shorten(self, subject: str) -> str:
        """Turn a model id into "r12" (room), "d3" (door), "m0", "b1", "a2"; "" for what nobody can choose."""
        return self.short.get(subject, "")

    def code(self, kind: str, subject: str) -> str:
        """Return a place's printed code where the page cannot reckon it itself, "" elsewhere."""
        place = Place(kind, subject)
        code = self.codes.get(place, "")
        return "" if code == first_code(place) else code

    def locate(self, point: Point) -> dict[str, Any]:
        """Return a placed point's centimetres in the true-north frame and lon/lat (7 decimals).

        The page finds the grid cell and the USNG reference itself; they are given where rounding would change them.
        """
        north, grid, epsg = self.campus.north, self.campus.grid, self.campus.epsg
        if north is None or epsg is None:
            return {}
        x, y = campus_to_north(north, point.x, point.y)
        lon, lat = xy_to_lonlat(epsg)(point.x, point.y)
        at, near = [round(x * 100), round(y * 100)], [round(lon, 7), round(lat, 7)]
        place: dict[str, Any] = {"at": at, "ll": near}
        if grid and (cell := name_cell(grid, x, y)) != name_cell(grid, at[0] / 100, at[1] / 100):
            place["c"] = cell
        if (reference := usng(lon, lat)) != usng(near[0], near[1]):
            place["ug"] = reference
        return place

    def cite(self, refs: tuple[Ref, ...]) -> list[Any]:
        """Return the source, the first with a handle if any: [file, layer, handle, x, y, row], cut at its end."""
        if not refs:
            return []
        ref = next((ref for ref in refs if ref.handle), refs[0])
        if ref.file not in self.files:
            self.files.append(ref.file)
        cells: list[Any] = [self.files.index(ref.file), ref.layer, ref.handle, ref.x, ref.y, ref.place]
        while cells and cells[-1] in ("", None):
            cells.pop()
        return cells


def make_atlas(kit: Kit, scenes: dict[str, Scene]) -> Atlas:
    """Number a campus's buildings, floors, rooms, doors, markers and areas; ``scenes`` are by floor id."""
    campus = kit.campus
    floors = [(b, f) for b in campus.buildings for f in sorted(b.floors, key=lambda f: (f.ordinal, f.id))]
    rooms = [space.id for _, floor in floors for space in floor.spaces]
    doors = [opening.id for _, floor in floors for opening in floor.openings]
    short = {name: f"{letter}{n}" for letter, names in _families(campus, rooms, doors) for n, name in enumerate(names)}
    return Atlas(
        campus,
        floors,
        {floor.id: n for n, (_, floor) in enumerate(floors)},
        {building.id: n for n, building in enumerate(campus.buildings)},
        {room: n for n, room in enumerate(rooms)},
        short,
        {floor: scene.bounds[:2] for floor, scene in scenes.items()},
        place_codes(campus),
        side_facts(kit),
    )


def _families(campus: Campus, rooms: list[str], doors: list[str]) -> list[tuple[str, list[str]]]:
    return [
        ("a", [area.id for area in campus.areas]),
        ("b", [building.id for building in campus.buildings]),
        ("m", [marker.id for marker in campus.markers]),
        ("d", doors),
        ("r", rooms),
    ]
