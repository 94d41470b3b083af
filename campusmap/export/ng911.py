"""ng911.gpkg: the campus in a 911 centre's own layers, in longitude and latitude. Source: NENA-STA-006.3-2026.

Nothing is written where nothing has coordinates. What the project does not state stays null, and a rule says so.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from shapely.geometry.base import BaseGeometry

from campusmap.export.geopackage import Column, Table, write_geopackage
from campusmap.export.handling import handling_of
from campusmap.export.ng911_rows import (
    Addressing,
    Record,
    Row,
    fit,
    list_devices,
    list_points,
    list_polygons,
    name_of,
    shown_markers,
)
from campusmap.export.where import Grounds
from campusmap.model.address_fields import LAYERS_2, LAYERS_3, AddressField
from campusmap.model.kit import Kit

NAME: Final = "ng911.gpkg"
_TYPES: Final = {"INTEGER": "INTEGER", "REAL": "DOUBLE", "DATETIME": "DATETIME"}
# Version 2 calls these otherwise. It has no polygons, and its location markers are distance markers along roads.
_OLD: Final = {"A1": "State", "A2": "County", "A3": "Inc_Muni", "Structure": "Building", "Site": "LandmkName"}
_OLD_PLACEMENTS: Final = {"Site": "Site"}  # anything else has the structure's address


def write_ng911(kit: Kit, folder: Path) -> list[Path]:
    """Write ng911.gpkg with the layers of the version that the project asks for."""
    campus = Addressing(kit, Grounds(kit.campus))
    if campus.grounds.projector is None or not list_points(campus):
        return []
    tables = _old_tables(campus) if kit.project.ng911.version == 2 else _tables(campus)
    return [write_geopackage(folder / NAME, tables, f"{kit.edition.issued}T00:00:00.000Z", handling_of(kit))]


def _tables(campus: Addressing) -> list[Table]:
    made = {
        "SiteStructureAddressPoint": ("POINT", list_points(campus)),
        "SiteStructureAddressPolygon": ("MULTIPOLYGON", list_polygons(campus)),
        "LocationMarkerPoint": ("POINT", list_devices(campus)),
    }
    return [_table(name, geometry, LAYERS_3[name], records) for name, (geometry, records) in made.items()]


def _old_tables(campus: Addressing) -> list[Table]:
    """Return the address points by the names of version 2, devices among them."""
    records = [(_old_row(row), shape) for row, shape in (*list_points(campus), *_devices_as_points(campus))]
    name = "SiteStructureAddressPoint"
    return [_table(name, "POINT", LAYERS_2[name], records)]


def _old_row(row: Row) -> Row:
    placement = _OLD_PLACEMENTS.get(str(row.get("Placement")), "Structure")
    return {_OLD.get(name, name): value for name, value in row.items()} | {"Placement": placement}


def _devices_as_points(campus: Addressing) -> list[Record]:
    rows: list[Row] = []
    shapes: list[BaseGeometry] = []
    for marker in shown_markers(campus):
        on = campus.grounds.floors.get(marker.floor)
        facts = campus.address(on[0].address if on else "") | {
            "Structure": on[0].name if on else "",
            "Floor": on[1].name if on else "",
            "Addtl_Loc": f"{name_of(marker)}: {marker.label}" if marker.label else name_of(marker),
            "Place_Type": "school",
        }
        if marker.at is not None:
            rows.append(campus.record("SSAP", marker.id, **facts))
            shapes.append(marker.at)
    return campus.place(rows, shapes)


def _table(name: str, geometry: str, fields: tuple[AddressField, ...], records: Sequence[Record]) -> Table:
    rows = [(fit(row, fields), shape) for row, shape in records]
    rows.sort(key=lambda row: (str(row[0]["NGUID"]), row[1].wkt))
    columns = tuple(Column(field.name, _declare(field, [row for row, _ in rows])) for field in fields)
    return Table(name, geometry, columns, rows)


def _declare(field: AddressField, rows: Sequence[Row]) -> str:
    """Return a field's type with its length; one that must be filled says so where it is."""
    kind = f"TEXT({field.width})" if field.type == "TEXT" else _TYPES[field.type]
    filled = field.required and all(row.get(field.name) is not None for row in rows)
    return f"{kind}{' NOT NULL' if filled else ''}"
