"""Indoor vector files: rooms, doors and walls that already are features, with the columns that a project names."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Final

from campusmap.errors import InputError
from campusmap.ingest.indoor_item import Cell, Indoor, Item, attribute_reader, first_of, override_roles
from campusmap.ingest.indoor_kinds import AREA, LINE, POINT, Kind, osm_kind, typed_kind, use_words
from campusmap.ingest.indoor_levels import list_levels
from campusmap.ingest.vector import read_features
from campusmap.model.feature import Feature
from campusmap.model.plan import XY, Role
from campusmap.model.project import IndoorColumns, LayerRoles, VectorFile
from campusmap.units import METRES_PER_UNIT

# Where the usual files keep what; the first that says something counts. Source: OpenStreetMap, WRLD, IMDF, Esri's
# indoor model, and the sample data.
_USUAL: Final = {
    "number": ("ref", "number", "room_number", "roomnumber", "room_no", "roomno", "room_id", "raumnr", "nummer"),
    "name": ("name", "name:en", "name-en", "name_en", "name:de", "name-de", "room_name", "roomname", "long_name",
             "title", "label", "alt_name"),
    "use": ("use", "use_type", "room_use", "usage", "type", "category", "function"),
    "level": ("level", "level_name", "level_id", "levels", "floor", "floor_id", "storey", "level_number", "etage"),
    "width": ("width", "door:width", "width_m"),
    "door": ("door",),
}  # fmt: skip
_KINDS: Final = ("feature_type", "type", "kind", "category", "class", "layer", "use_type")
_DIMENSIONS: Final = {"Point": POINT, "MultiPoint": POINT, "LineString": LINE, "MultiLineString": LINE}
_FORMATS: Final = {".gpkg": "GeoPackage", ".shp": "Shapefile", ".fgb": "FlatGeobuf"}

_OSM_ID: Final = re.compile("(?:node|way|relation)/")
_WIDTH: Final = re.compile(r"(\d{1,4}(?:[.,]\d{1,4})?)\s*(mm|cm|m|in|ft)?")
_WIDTHS_M: Final = (0.4, 12.0)  # a door or a wide opening (tool default)
_COORDINATE: Final = re.compile(r"\s*(-?\d{1,3}\.\d+)\s*,\s*(-?\d{1,2}\.\d+)\s*")
# A name that is a code is a number: it has a digit, and no word. "B-E.14", "sf314", "HU 2", "STR101", but not "Unit 4".
_WORD: Final = re.compile(r"[^\W\d_]{3,}")
_CODE: Final = re.compile(r"[A-Z]{1,5}-?\d[\w.-]*")
_NAME_AND_NUMBER: Final = re.compile(r"\D*[^\W\d_]{2}\D*?[\s:#-]+(?P<number>[A-Z]{0,3}[-.]?\d{3,5}[^\W\d_]?)")


@dataclass(frozen=True, slots=True)
class _Columns:
    """The attributes to look in, as a project names them or as they are found."""

    named: IndoorColumns
    kind: str
    is_osm: bool

    def cell(self, cell: Cell, what: str) -> str:
        """Return what a feature says under the project's name for a column, else under the usual ones."""
        named = getattr(self.named, what)
        return cell(named) if named else first_of(cell, _USUAL[what])


def read_indoor_file(path: Path, name: str, columns: IndoorColumns | None, overrides: LayerRoles) -> Indoor:
    """Read GeoJSON, GeoPackage, Shapefile or FlatGeobuf; raise InputError for what cannot be used as a whole."""
    named = columns or IndoorColumns()
    spec = VectorFile(path.name, named.layer, named.crs, id=named.id or "id")
    features, notices = read_features(path, spec, name=name)
    chosen = _choose_columns(features, named, name)
    repeated = Counter(feature.id for feature in features)
    items = override_roles((_to_item(f, chosen, repeated[f.id] > 1) for f in features), overrides)
    unread = sum(notice.count for notice in notices if notice.code == "vector.unread")
    levels = list_levels(item.levels for item in items if item.role is Role.ROOM)
    version = _FORMATS.get(path.suffix.casefold(), "GeoJSON")
    return Indoor(items, levels, unread, version, hashlib.sha256(path.read_bytes()).hexdigest(), notices)


def _choose_columns(features: Sequence[Feature], named: IndoorColumns, name: str) -> _Columns:
    present = Counter(key.casefold() for feature in features for key in feature.attributes)
    for slot in fields(named):
        wanted = getattr(named, slot.name)
        if wanted and slot.name not in {"layer", "crs"} and wanted.casefold() not in present:
            known = ", ".join(sorted(present)[:20]) or "none"
            raise InputError(
                name, f'has no column "{wanted}" (columns.{slot.name})', f"there are: {known}", code="indoor.column"
            )
    tagged = present["indoor"] or present["buildingpart"] or any(_OSM_ID.match(feature.id) for feature in features)
    is_osm = not named.kind and bool(tagged)
    return _Columns(named, named.kind or _find_kind(features), is_osm)


def _find_kind(features: Sequence[Feature]) -> str:
    """Return the attribute that tells kinds of features apart: the first usual one that most of them have."""
    filled = Counter(key for feature in features for key in _KINDS if attribute_reader(feature.attributes)(key))
    return next((key for key in _KINDS if filled[key] > len(features) / 2), "")


def _to_item(feature: Feature, columns: _Columns, is_repeated: bool) -> Item:
    cell = attribute_reader(feature.attributes)
    kind = _tell_kind(feature, cell, columns)
    number, name = identify(columns.cell(cell, "number"), columns.cell(cell, "name"))
    levels = ";".join(filter(None, (columns.cell(cell, "level"), cell("repeat_on"))))
    stated = columns.cell(cell, "use")
    use = use_words(stated if columns.named.use else kind.use or stated)
    if not columns.named.use:
        use = " ".join(dict.fromkeys(filter(None, (kind.shape, use))))  # the last word that tells a use counts
    return Item(
        feature.id if feature.id and not is_repeated else " ".join(filter(None, (feature.id, feature.ref.place))),
        feature.geometry.geom_type, kind.layer, kind.role, kind.reason, feature.geometry, levels, number, name,
        use, read_width(columns.cell(cell, "width")), cell("door") == "no",
        read_spots(columns.cell(cell, "door")) if kind.role is Role.ROOM else (),
    )  # fmt: skip


def _tell_kind(feature: Feature, cell: Cell, columns: _Columns) -> Kind:
    dimension = _DIMENSIONS.get(feature.geometry.geom_type, AREA)
    if columns.is_osm:
        return osm_kind(cell, dimension)
    return typed_kind(columns.kind, cell(columns.kind) if columns.kind else "", dimension)


def identify(number: str, name: str) -> tuple[str, str]:
    """Return number and name; a number that stands in no column of its own is read off the name."""
    if number or not name:
        return number, name
    if is_code(name):
        return name, ""
    both = _NAME_AND_NUMBER.fullmatch(name)
    return (both["number"], name) if both else ("", name)


def is_code(text: str) -> bool:
    """Tell whether a name is a number with letters about it rather than words."""
    return len(text) <= 16 and any(map(str.isdigit, text)) and bool(_CODE.fullmatch(text) or not _WORD.search(text))


def read_width(text: str) -> float | None:
    """Read a width in metres, or in a unit that it names; None when it is no width of a door."""
    match = _WIDTH.fullmatch(text.strip())
    if match is None:
        return None
    width_m = float(match[1].replace(",", ".")) * METRES_PER_UNIT[match[2] or "m"]
    return width_m if _WIDTHS_M[0] <= width_m <= _WIDTHS_M[1] else None


def read_spots(text: str) -> tuple[XY, ...]:
    """Read a list of places, "lon,lat;lon,lat"; () when it is anything else."""
    matches = [_COORDINATE.fullmatch(part) for part in text.split(";")]
    return tuple((float(match[1]), float(match[2])) for match in matches if match) if all(matches) else ()
