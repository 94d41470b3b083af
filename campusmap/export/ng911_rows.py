"""Rooms, exterior doors, buildings, the campus and devices as records of a 911 centre's address layers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

import shapely
from shapely import MultiPolygon, Point, Polygon
from shapely.geometry.base import BaseGeometry

from campusmap.carto.symbols import find_symbol
from campusmap.export.feature import to_lonlat
from campusmap.export.street import split_street
from campusmap.export.where import Grounds
from campusmap.geometry.label import find_pole
from campusmap.model.address_fields import AddressField
from campusmap.model.kit import Kit
from campusmap.model.places import Building, Floor, Marker, Opening, OpeningKind, Space, Use
from campusmap.rules.devices import label_with_place

Row = dict[str, Any]
Record = tuple[Row, BaseGeometry]
# What the registry of place types has a word for. Source: IANA location types, RFC 4589 and its successors.
_PLACES: Final = {
    Use.CLASSROOM: "classroom", Use.LAB: "classroom", Use.OFFICE: "office", Use.LIBRARY: "library",
    Use.AUDITORIUM: "theater", Use.CAFETERIA: "cafe",
}  # fmt: skip
_SCHOOL: Final = "school"
_WAYS_IN: Final = frozenset({OpeningKind.DOOR, OpeningKind.DOUBLE_DOOR, OpeningKind.OPENING})


@dataclass(frozen=True, slots=True)
class Addressing:
    """A campus with what its records share."""

    kit: Kit
    grounds: Grounds

    def record(self, layer: str, local_id: str, **fields: Any) -> Row:
        """Return a record's fields with agency, date and id, which are None until the project names the agency."""
        told = self.kit.project.ng911
        row = {
            "DiscrpAgID": told.agency or None,
            "DateUpdate": f"{self.kit.edition.issued}T00:00:00.000Z",
            "NGUID": f"urn:emergency:uid:gis:{layer}:{local_id}:{told.agency}" if told.agency else None,
        }
        return row | fields

    def place(self, rows: list[Row], shapes: list[BaseGeometry]) -> list[Record]:
        """Return records with their shapes in degrees, all projected at once."""
        assert self.grounds.projector is not None  # noqa: S101 -- the file is only written where there is one
        return list(zip(rows, to_lonlat(shapes, self.grounds.projector), strict=True))

    def address(self, text: str) -> Row:
        """Return the civic part of an address, from the campus's where a building has none."""
        told = self.kit.project.ng911
        street = split_street(text or self.kit.campus.address)
        town = self.kit.campus.address.partition(",")[2].partition(",")[0].strip()
        return {
            "Country": told.country, "A1": told.state, "A2": told.county, "A3": told.municipality,
            "Add_Number": street.number, "AddNum_Suf": street.suffix, "AddNum_Cmp": street.full_number,
            "St_PreDir": street.pre_direction, "St_Name": street.name, "St_PosTyp": street.type,
            "St_PosDir": street.post_direction, "Post_Comm": town, "Post_Code": told.post_code,
            "Site": self.kit.campus.name or self.kit.campus.id,
        }  # fmt: skip


def list_points(campus: Addressing) -> list[Record]:
    """List the address points: the campus, buildings, rooms at their deepest point, and doors that lead outside."""
    points = list(_points(campus))
    rows = [campus.record("SSAP", key, **facts) for key, _, facts in points]
    return [_with_lonlat(*record) for record in campus.place(rows, [at for _, at, _ in points])]


def _with_lonlat(row: Row, at: BaseGeometry) -> Record:
    (lon, lat), *_ = shapely.get_coordinates(at).tolist()
    return row | {"Longitude": lon, "Latitude": lat}, at


def _points(campus: Addressing) -> Iterator[tuple[str, Point, Row]]:
    site = _site(campus)
    if site:
        yield site[0], site[1].representative_point(), site[2] | {"Placement": "Site"}
    for building in campus.kit.campus.buildings:
        facts = _building(campus, building)
        if not building.footprint.is_empty:
            yield building.id, building.footprint.representative_point(), facts | {"Placement": "Structure"}
        for floor in building.floors:
            if floor.frame.placed:
                yield from _inside(facts, building, floor)


def _inside(facts: Row, building: Building, floor: Floor) -> Iterator[tuple[str, Point, Row]]:
    for space in floor.spaces:
        if not space.outline.is_empty:
            yield space.id, find_pole(space.outline), _room(facts, floor, space) | {"Placement": "InteriorCentroid"}
    for opening in floor.openings:
        if opening.exterior and opening.kind in _WAYS_IN:
            at = opening.line.interpolate(0.5, normalized=True)
            yield opening.id, Point(at.x, at.y), _door(facts, building, floor, opening)


def list_polygons(campus: Addressing) -> list[Record]:
    """List the address polygons: the site, structures, and interiors; they lie over one another floor by floor."""
    polygons = list(_polygons(campus))
    rows = [campus.record("SSAPoly", key, **facts) for key, _, facts in polygons]
    return campus.place(rows, [_multiple(shape) for _, shape, _ in polygons])


def _polygons(campus: Addressing) -> Iterator[tuple[str, BaseGeometry, Row]]:
    site = _site(campus)
    if site:
        yield site[0], site[1], site[2] | {"Placement": "Site"}
    for building in campus.kit.campus.buildings:
        facts = _building(campus, building)
        if not building.footprint.is_empty:
            yield building.id, building.footprint, facts | {"Placement": "Structure"}
        for floor in building.floors:
            for space in floor.spaces if floor.frame.placed else ():
                if not space.outline.is_empty:
                    yield space.id, space.outline, _room(facts, floor, space) | {"Placement": "Interior"}


def _multiple(shape: BaseGeometry) -> BaseGeometry:
    return MultiPolygon([shape]) if isinstance(shape, Polygon) else shape


def _site(campus: Addressing) -> tuple[str, BaseGeometry, Row] | None:
    """Return the campus's id, the hull of its buildings, and its fields."""
    hull = shapely.union_all([b.footprint for b in campus.kit.campus.buildings]).convex_hull
    if hull.geom_type != "Polygon":
        return None
    return campus.kit.campus.id, hull, campus.address("") | {"Place_Type": _SCHOOL}


def _building(campus: Addressing, building: Building) -> Row:
    name = building.name or building.number or building.id
    return campus.address(building.address) | {"Structure": name, "Place_Type": _SCHOOL}


def _floor(floor: Floor) -> Row:
    return {"Floor": floor.name or floor.id.rpartition("/")[2], "FloorIndex": floor.ordinal}


def _room(facts: Row, floor: Floor, space: Space) -> Row:
    place = _PLACES.get(space.use, _SCHOOL)
    return facts | _floor(floor) | {"Room": space.shown_number, "Addtl_Loc": space.name, "Place_Type": place}


def _door(facts: Row, building: Building, floor: Floor, opening: Opening) -> Row:
    number = opening.shown_number
    main = " (main entrance)" if number and number == building.main_entrance else ""
    words = f"Door {number}{main}" if number else "Door without a number"
    return facts | _floor(floor) | {"Addtl_Loc": words, "Placement": "ExteriorAccess"}


def list_devices(campus: Addressing) -> list[Record]:
    """List the location markers: every device and place with coordinates; whether a sign names it is not known."""
    placed = [(marker, marker.at) for marker in shown_markers(campus) if marker.at is not None]
    rows = [
        campus.record("LocMark", marker.id, LM_Label=_label(campus, marker), LM_Type=name_of(marker), LM_Ind="U")
        for marker, _ in placed
    ]
    return campus.place(rows, [at for _, at in placed])


def shown_markers(campus: Addressing) -> list[Marker]:
    """Return the markers with coordinates of what is there or planned."""
    return [
        marker
        for marker in campus.kit.campus.markers
        if marker.at is not None and campus.grounds.is_placed(marker.floor)
        if marker.is_there or marker.status == "planned"
    ]


def name_of(marker: Marker) -> str:
    """Return what a kind of marker is called, as written where it is unknown."""
    symbol = find_symbol(marker.kind)
    return symbol.title if symbol.kind == marker.kind else marker.kind


def _label(campus: Addressing, marker: Marker) -> str:
    return label_with_place(marker, *campus.grounds.floors.get(marker.floor, (None, None)))


def fit(row: Row, fields: tuple[AddressField, ...]) -> Row:
    """Cut texts to what their fields hold; blank ones become None."""
    widths = {field.name: field.width for field in fields if field.type == "TEXT"}
    return {
        name: (value[: widths[name]] or None) if isinstance(value, str) and name in widths else value
        for name, value in row.items()
    }
