"""campus.kmz and tak.zip: the kit for Google Earth, ATAK and WinTAK.

Made of what these read alike: one doc.kml, polygons, labelled points in the default icon, overlays that are north up
and carry no rotation. Source: OGC 12-007r2 (KML 2.3); ATAK's importers as its public source reads them.
"""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Iterable
from pathlib import Path
from typing import Final
from xml.etree import ElementTree as ET

import shapely
from shapely import Point, Polygon
from shapely.geometry.base import BaseGeometry

from campusmap.carto.scene import building_label
from campusmap.carto.symbols import find_symbol
from campusmap.export.archive import write_archive
from campusmap.export.graphic import Picture, draw_graphic
from campusmap.export.where import Grounds
from campusmap.export.xml_text import add, to_bytes
from campusmap.geometry.geodesy import project_coords
from campusmap.model.kit import Kit
from campusmap.model.places import Building, Floor, Marker, Opening, Space

KMZ: Final = "campus.kmz"
TAK: Final = "tak.zip"
# Line colour, fill colour (aabbggrr) and width of each style. Source of the order: KML 2.3, 7.1.
_STYLES: Final = {
    "building": ("ff5b3512", "265b3512", "3"),
    "room": ("ff444444", "59ffffff", "1"),
    "way": ("ff444444", "59d9e8ef", "1"),
    "hard-corner": ("ff1a7a00", "8c66c24d", "2"),
    "area": ("ff77a886", "40b5e0c4", "2"),
}
_POINTS: Final = {"door": "ff1e26b3", "device": "ff2a7000"}
_WAYS: Final = frozenset({"corridor", "lobby", "stair", "elevator"})
Lines = Iterable[tuple[str, str]]


def write_kmz(kit: Kit, folder: Path) -> list[Path]:
    """Write campus.kmz: buildings, floors, rooms, doors, devices, and the gridded graphic as an overlay."""
    return [_write_campus(kit, folder / KMZ)]


def _write_campus(kit: Kit, path: Path) -> Path:
    graphic, kml = _make_campus(kit)
    members = {"doc.kml": kml} | ({"files/grid.jpg": graphic.jpeg} if graphic else {})
    return write_archive(path, members)


def _make_campus(kit: Kit) -> tuple[Picture | None, bytes]:
    """Return the gridded graphic and the KML document, made once."""
    if not _MADE or _MADE[0][0] is not kit:
        graphic = draw_graphic(kit.campus)
        _MADE[:] = [(kit, (graphic, make_kml(kit, graphic)))]
    return _MADE[0][1]


_MADE: Final[list[tuple[Kit, tuple[Picture | None, bytes]]]] = []  # of the last kit: two exporters write the same


def write_tak(kit: Kit, folder: Path) -> list[Path]:
    """Write tak.zip: a TAK data package of the campus's KMZ and of the gridded graphic as a KMZ of its own."""
    import tempfile

    graphic, _ = _make_campus(kit)
    name = f"{kit.campus.id}-{kit.edition.fingerprint}"
    with tempfile.TemporaryDirectory() as space:
        parts = {f"{name}.kmz": _write_campus(kit, Path(space) / KMZ).read_bytes()}
        if graphic is not None:
            alone = {"doc.kml": _overlay_kml(kit, graphic), "files/grid.jpg": graphic.jpeg}
            parts[f"{name}-grid.kmz"] = write_archive(Path(space) / "grid.kmz", alone).read_bytes()
    entries = {f"{_folder(part, data)}/{part}": data for part, data in parts.items()}
    manifest = make_manifest(kit, list(entries))
    return [write_archive(folder / TAK, {"MANIFEST/manifest.xml": manifest, **entries})]


def _folder(name: str, data: bytes) -> str:
    """Name a package's inner folder, one a file as TAK itself writes them."""
    return hashlib.md5(name.encode() + data, usedforsecurity=False).hexdigest()


def make_manifest(kit: Kit, entries: Iterable[str]) -> bytes:
    """Return MANIFEST/manifest.xml, version 2: the package's uid and name, and each entry of the zip."""
    root = ET.Element("MissionPackageManifest", version="2")
    head = add(root, "Configuration")
    uid = uuid.uuid5(uuid.NAMESPACE_URL, f"campusmap/{kit.campus.id}/{kit.edition.fingerprint}")
    title = f"{kit.campus.name}, {kit.edition.issued}"
    for key, value in (("uid", str(uid)), ("name", title), ("remarks", kit.project.campus.handling)):
        add(head, "Parameter", name=key, value=value)
    contents = add(root, "Contents")
    for entry in entries:
        content = add(contents, "Content", ignore="false", zipEntry=entry)
        add(content, "Parameter", name="name", value=entry.rpartition("/")[2])
        add(content, "Parameter", name="contentType", value="KML")
    return to_bytes(root)


def make_kml(kit: Kit, graphic: Picture | None) -> bytes:
    """Return the campus as one KML document; floors other than the ground floor are not shown at first."""
    root, document = _document(kit)
    grounds = Grounds(kit.campus)
    if graphic is not None:
        _add_overlay(document, "Grid", graphic)
    _add_areas(document, kit, grounds)
    for building in kit.campus.buildings:
        inside = add(document, "Folder")
        add(inside, "name", " ".join(building_label(building).split()))
        _add_shape(inside, " ".join(building_label(building).split()), "building", building.footprint, grounds, ())
        for floor in building.floors:
            if floor.frame.placed:
                _add_floor(inside, kit, building, floor, grounds)
    _add_markers(document, [m for m in kit.campus.markers if not m.floor], grounds)
    return to_bytes(root)


def _document(kit: Kit) -> tuple[ET.Element, ET.Element]:
    root = ET.Element("kml", xmlns="http://www.opengis.net/kml/2.2")
    document = add(root, "Document")
    add(document, "name", f"{kit.campus.name}, {kit.edition.issued}")
    add(document, "description", f"{kit.project.campus.handling}\nKit {kit.edition.fingerprint}".strip())
    for name, (line, fill, width) in _STYLES.items():
        style = add(document, "Style", id=name)
        stroke = add(style, "LineStyle")
        add(stroke, "color", line)
        add(stroke, "width", width)
        add(add(style, "PolyStyle"), "color", fill)
    for name, colour in _POINTS.items():
        add(add(add(document, "Style", id=name), "IconStyle"), "color", colour)
    return root, document


def _overlay_kml(kit: Kit, graphic: Picture) -> bytes:
    root = ET.Element("kml", xmlns="http://www.opengis.net/kml/2.2")
    document = add(root, "Document")
    add(document, "name", f"{kit.campus.name}: grid")
    _add_overlay(document, f"{kit.campus.name}: grid", graphic)
    return to_bytes(root)


def _add_overlay(parent: ET.Element, name: str, graphic: Picture) -> None:
    overlay = add(parent, "GroundOverlay")
    add(overlay, "name", name)
    add(add(overlay, "Icon"), "href", "files/grid.jpg")
    box = add(overlay, "LatLonBox")
    west, south, east, north = graphic.box
    for tag, value in (("north", north), ("south", south), ("east", east), ("west", west)):
        add(box, tag, f"{value:.7f}")


def _add_areas(parent: ET.Element, kit: Kit, grounds: Grounds) -> None:
    named = [area for area in kit.campus.areas if area.shape.geom_type in {"Polygon", "MultiPolygon"}]
    if named:
        inside = add(parent, "Folder")
        add(inside, "name", "Grounds")
        for area in named:
            _add_shape(inside, area.name or area.kind, "area", area.shape, grounds, (("kind", area.kind),))


def _add_floor(parent: ET.Element, kit: Kit, building: Building, floor: Floor, grounds: Grounds) -> None:
    inside = add(parent, "Folder")
    add(inside, "name", f"{building.name or building.number or building.id}, {floor.name or floor.id}")
    add(inside, "visibility", "1" if floor.ordinal == 0 else "0")
    for space in floor.spaces:
        style = "way" if space.use.value in _WAYS else "room"
        _add_shape(inside, _room_name(space), style, space.outline, grounds, _room_facts(space, floor, grounds))
    here = {space.id: space for space in floor.spaces}
    for corner in kit.analysis.hard_corners:
        if corner.space in here and corner.status != "rejected":
            name = f"Hard corner of {_room_name(here[corner.space])}, {corner.status}"
            _add_shape(inside, name, "hard-corner", corner.shape, grounds, (("assumed", corner.assumed),))
    for door in floor.openings:
        if door.exterior and door.shown_number:
            _add_door(inside, door, grounds)
    _add_markers(inside, [m for m in kit.campus.markers if m.floor == floor.id], grounds)


def _room_name(space: Space) -> str:
    return " ".join(word for word in (space.shown_number, space.name) if word) or space.use.value


def _room_facts(space: Space, floor: Floor, grounds: Grounds) -> Lines:
    where = grounds.locate(space.outline.representative_point(), floor.id)
    return (("floor", floor.name or floor.id), ("use", space.use.value), ("grid", str(where["grid"] or "")),
            ("USNG", str(where["usng"] or "")), ("id", space.id))  # fmt: skip


def _add_door(parent: ET.Element, door: Opening, grounds: Grounds) -> None:
    at = door.line.interpolate(0.5, normalized=True)
    facts = (("class", door.class_), ("lock", door.lock), ("id", door.id))
    _add_shape(parent, f"Door {door.shown_number}", "door", at, grounds, facts)


def _add_markers(parent: ET.Element, markers: list[Marker], grounds: Grounds) -> None:
    for marker in markers:
        if marker.at is not None and not marker.at.is_empty and grounds.is_placed(marker.floor):
            name = marker.label or find_symbol(marker.kind).title
            facts = (("kind", marker.kind), *sorted(marker.attributes.items()), ("id", marker.id))
            _add_shape(parent, name, "device", marker.at, grounds, facts)


def _add_shape(parent: ET.Element, name: str, style: str, shape: BaseGeometry, grounds: Grounds, facts: Lines) -> None:
    """Append a placemark; facts are a line each of its description."""
    if shape.is_empty or grounds.projector is None:
        return
    projector = grounds.projector
    lonlat = shapely.transform(shapely.orient_polygons(shape), lambda xy: project_coords(projector, xy).round(7))
    placemark = add(parent, "Placemark")
    add(placemark, "name", name)
    add(placemark, "description", "\n".join(f"{key}: {value}" for key, value in facts if value))
    add(placemark, "styleUrl", f"#{style}")
    parts = list(getattr(lonlat, "geoms", [lonlat]))
    inside = add(placemark, "MultiGeometry") if len(parts) > 1 else placemark
    for part in parts:
        _add_geometry(inside, part)


def _add_geometry(parent: ET.Element, shape: Point | Polygon) -> None:
    if isinstance(shape, Point):
        add(add(parent, "Point"), "coordinates", _coordinates(shape))
        return
    polygon = add(parent, "Polygon")
    for tag, ring in [("outerBoundaryIs", shape.exterior), *(("innerBoundaryIs", hole) for hole in shape.interiors)]:
        add(add(add(polygon, tag), "LinearRing"), "coordinates", _coordinates(ring))


def _coordinates(shape: BaseGeometry) -> str:
    return " ".join(f"{x:.7f},{y:.7f}" for x, y in shapely.get_coordinates(shape).tolist())
