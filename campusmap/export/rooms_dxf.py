"""rooms.dxf: what was made of the drawings, back to the people who keep them: rooms, numbers, doors, devices, findings.

One drawing in metres of the campus's coordinate system, with layers of its own for each floor, because what is to be
compared (floors, buildings, a survey) comes from several drawings; what belongs into one drawing is in markup/. Layers
of other floors than the ground's are off at first. A floor without coordinates is set beside the rest, with a title.
"""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypeVar

import numpy as np
import shapely
from shapely import LineString, Point, Polygon
from shapely.affinity import translate
from shapely.geometry.base import BaseGeometry

from campusmap.carto.typeface import clean_text
from campusmap.export.dxf_entities import (
    BY_LAYER,
    Entity,
    Group,
    draw_circle,
    draw_point,
    draw_polyline,
    draw_text,
    write_groups,
)
from campusmap.export.handling import handling_of
from campusmap.geometry.fit import apply_matrix
from campusmap.geometry.geodesy import lonlat_to_xy
from campusmap.geometry.label import find_pole
from campusmap.model.finding import Finding
from campusmap.model.kit import Kit
from campusmap.model.places import Building, Floor, Marker, Opening, OpeningKind

Shape = TypeVar("Shape", bound=BaseGeometry)
NAME: Final = "rooms.dxf"
SITE: Final = "SITE"
NOTE: Final = "NOTE"
# Colours by what a layer holds, as AutoCAD's colour index.
COLOURS: Final = {
    "BUILDING": 8, "WALL": 9, "ROOM": 7, "HOLE": 8, "NUMBER": 3, "NAME": 8, "DOOR": 1, "DOOR-NUMBER": 1, "SWING": 8,
    "WINDOW": 4, "MARKER": 6, "FINDING": 30,
}  # fmt: skip
_HEIGHTS_M: Final = {"NUMBER": 0.5, "NAME": 0.3, "DOOR-NUMBER": 0.35, "MARKER": 0.3, "FINDING": 0.2}  # tool defaults
_TITLE_M: Final = 2.0
_CIRCLE_M: Final = 0.6  # a finding's radius
_UNDER_M: Final = 1.2  # from a finding's place to its first line: a room's number and name stand between
_LINE_M: Final = 0.3  # from line to line
_LINE_LETTERS: Final = 36  # some 5 m, the width of a room (tool default)
_MOST_LINES: Final = 3
_POINT_MODE: Final = 34  # points as circles with a cross. Source: DXF reference, $PDMODE
_POINT_M: Final = 0.4
_APART_M: Final = 20.0  # between the campus and floors set beside it (tool default)


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A floor as it is drawn: its layers' prefix, how far it is moved, and whether its layers are on."""

    building: Building
    floor: Floor
    prefix: str
    shift: tuple[float, float]
    is_on: bool

    def move(self, shape: Shape) -> Shape:
        """Return a shape of the floor where it is drawn."""
        moved: Shape = translate(shape, *self.shift) if any(self.shift) else shape
        return moved


def write_rooms_dxf(kit: Kit, folder: Path) -> list[Path]:
    """Write rooms.dxf (R2010, metres)."""
    path = folder / NAME
    path.write_bytes(make_rooms_dxf(kit))
    return [path]


def make_rooms_dxf(kit: Kit) -> bytes:
    """Return the drawing; the same kit gives the same bytes."""
    sheets = _lay_out(kit)
    groups = [
        Group((*_layers(SITE), (NOTE, BY_LAYER, True)), tuple(_draw_site(kit, sheets))),
        *(Group(_layers(sheet.prefix, is_on=sheet.is_on), tuple(_draw_floor(sheet))) for sheet in sheets),
        Group((), (*_draw_markers(kit, sheets), *_draw_findings(kit, sheets))),
    ]
    variables = {"$PDMODE": _POINT_MODE, "$PDSIZE": _POINT_M}
    return write_groups(groups, {"Handling": _plain(handling_of(kit))}, variables)


def _lay_out(kit: Kit) -> list[_Sheet]:
    """Return the floors in order, those without coordinates in a row to the east of the rest."""
    floors = [(building, floor) for building in kit.campus.buildings for floor in building.floors]
    placed = [shape for b, f in floors if f.frame.placed for shape in (f.outline, b.footprint) if not shape.is_empty]
    _, bottom, right, _ = shapely.total_bounds(placed).tolist() if placed else (0.0, 0.0, -_APART_M, 0.0)
    sheets = []
    for building, floor in floors:
        shift = (0.0, 0.0)
        if not floor.frame.placed and (floor.spaces or not floor.outline.is_empty):
            bounds = shapely.total_bounds([floor.outline, *(s.outline for s in floor.spaces)]).tolist()
            shift = (right + _APART_M - bounds[0], bottom - bounds[1])
            right += _APART_M + bounds[2] - bounds[0]
        ground = min((f.ordinal for f in building.floors), key=lambda n: (abs(n), n))
        is_on = floor.ordinal == ground or not floor.frame.placed
        sheets.append(_Sheet(building, floor, floor.id.replace("/", "-"), shift, is_on))
    return sheets


def _layers(prefix: str, *, is_on: bool = True) -> tuple[tuple[str, int, bool], ...]:
    return tuple((f"{prefix}-{what}", colour, is_on) for what, colour in COLOURS.items())


def _draw_site(kit: Kit, sheets: list[_Sheet]) -> Iterator[Entity]:
    for building in kit.campus.buildings:
        yield from _draw_area(building.footprint, SITE, "BUILDING", building.id)
    system = f"EPSG:{kit.campus.epsg}" if kit.campus.epsg else "no coordinate system"
    words = f"{kit.campus.name}, {kit.edition.issued}, {kit.edition.audience}: metres, {system}, y up"
    shapes = [s.move(s.floor.outline) for s in sheets if not s.floor.outline.is_empty]
    left, bottom, *_ = shapely.total_bounds(shapes).tolist() if shapes else (0.0, 0.0)
    yield _write(words, Point(left, bottom - 3 * _TITLE_M), NOTE, _TITLE_M)
    yield _write(handling_of(kit), Point(left, bottom - 4 * _TITLE_M), NOTE, _TITLE_M / 2)
    for sheet in sheets:
        if any(sheet.shift):
            at = sheet.move(sheet.floor.outline).bounds
            name = f"{sheet.building.name or sheet.building.id}, {sheet.floor.name or sheet.floor.id}: NOT PLACED"
            yield _write(name, Point(at[0], at[3] + _TITLE_M), NOTE, _TITLE_M / 2)


def _draw_floor(sheet: _Sheet) -> Iterator[Entity]:
    floor = sheet.floor
    yield from _draw_area(sheet.move(floor.walls), sheet.prefix, "WALL", floor.id)
    for room in floor.spaces:
        outline = sheet.move(room.outline)
        yield from _draw_area(outline, sheet.prefix, "ROOM", room.id)
        if isinstance(outline, Polygon) and not outline.is_empty:
            at = find_pole(outline)
            yield from _label(room.shown_number, at, sheet.prefix, "NUMBER", room.id)
            yield from _label(room.name, Point(at.x, at.y - 0.6), sheet.prefix, "NAME", room.id)
    for opening in floor.openings:
        yield from _draw_opening(sheet, opening)


def _draw_opening(sheet: _Sheet, opening: Opening) -> Iterator[Entity]:
    if opening.kind is OpeningKind.VERTICAL or opening.line.is_empty:
        return
    line = sheet.move(opening.line)
    what = "WINDOW" if opening.kind is OpeningKind.WINDOW else "DOOR"
    yield from _draw_line(line, sheet.prefix, what, opening.id)
    if opening.swing_line is not None:
        yield from _draw_line(sheet.move(opening.swing_line), sheet.prefix, "SWING", opening.id)
    if what == "DOOR":
        middle = line.interpolate(0.5, normalized=True)
        yield from _label(opening.shown_number, Point(middle.x, middle.y), sheet.prefix, "DOOR-NUMBER", opening.id)


def _draw_markers(kit: Kit, sheets: list[_Sheet]) -> Iterator[Entity]:
    by_floor = {sheet.floor.id: sheet for sheet in sheets}
    for marker in kit.campus.markers:
        sheet = by_floor.get(marker.floor)
        if marker.at is not None and marker.status != "none":
            at = sheet.move(marker.at) if sheet else marker.at
            prefix = sheet.prefix if sheet else SITE
            yield draw_point((at.x, at.y), f"{prefix}-MARKER", marker.id)
            yield from _label(_marker_words(marker), Point(at.x + 0.4, at.y + 0.2), prefix, "MARKER", marker.id)


def _marker_words(marker: Marker) -> str:
    words = f"{marker.kind}: {marker.label}" if marker.label else marker.kind
    return f"{words} ({marker.status})" if marker.status else words


def _draw_findings(kit: Kit, sheets: list[_Sheet]) -> Iterator[Entity]:
    by_floor = {sheet.floor.id: sheet for sheet in sheets}
    lines: Counter[tuple[float, float]] = Counter()
    for finding in kit.review.findings:
        sheet = by_floor.get(finding.floor)
        for at in [] if finding.waived else _finding_points(kit, finding, sheet):
            prefix = sheet.prefix if sheet else SITE
            yield draw_circle((at.x, at.y), _CIRCLE_M, f"{prefix}-FINDING", finding.id)
            for line in _break_message(finding):
                under = Point(at.x - _CIRCLE_M, at.y - _UNDER_M - _LINE_M * lines[at.x, at.y])
                lines[at.x, at.y] += 1
                yield from _label(line, under, prefix, "FINDING", finding.id)


def _break_message(finding: Finding) -> list[str]:
    """Break a finding's message into short lines, which stand under a room's number and name; markup/ has it whole."""
    text = f"{finding.id} {finding.message}"
    return textwrap.wrap(text, _LINE_LETTERS, max_lines=_MOST_LINES, placeholder=" …", break_long_words=True)


def _finding_points(kit: Kit, finding: Finding, sheet: _Sheet | None) -> Iterator[Point]:
    """Yield where a finding is drawn: its coordinates, else its place in the drawing by the floor's frame."""
    if finding.lon is not None and finding.lat is not None and kit.campus.epsg is not None:
        x, y = lonlat_to_xy(kit.campus.epsg)(finding.lon, finding.lat)
        yield Point(x, y)
    elif finding.x is not None and finding.y is not None and sheet is not None:
        (x, y), *_ = apply_matrix(sheet.floor.frame.matrix, np.array([[finding.x, finding.y]])).tolist()
        yield Point(x + sheet.shift[0], y + sheet.shift[1])


def _draw_area(shape: BaseGeometry, prefix: str, what: str, key: str) -> Iterator[Entity]:
    """Draw the rings of a polygon closed; those of holes lie on a layer of their own where rooms have them."""
    for part in shapely.get_parts(shape):
        if isinstance(part, Polygon) and not part.is_empty:
            yield _draw_ring(part.exterior, f"{prefix}-{what}", key)
            for hole in part.interiors:
                inner = "HOLE" if what == "ROOM" else what
                yield _draw_ring(hole, f"{prefix}-{inner}", key)


def _draw_ring(ring: BaseGeometry, layer: str, key: str) -> Entity:
    return draw_polyline(shapely.get_coordinates(ring)[:-1].tolist(), layer, key, closed=True)


def _draw_line(line: BaseGeometry, prefix: str, what: str, key: str) -> Iterator[Entity]:
    if isinstance(line, LineString):
        yield draw_polyline(shapely.get_coordinates(line).tolist(), f"{prefix}-{what}", key)


def _label(text: str, at: Point, prefix: str, what: str, key: str) -> Iterator[Entity]:
    if text.strip():
        yield _write(text, at, f"{prefix}-{what}", _HEIGHTS_M[what], key)


def _plain(text: str) -> str:
    return " ".join(clean_text(text).split()).replace("%%", "% %").replace("^", "^ ")


def _write(text: str, at: Point, layer: str, height_m: float, key: str = "") -> Entity:
    """Write one line of text that no CAD program takes for a formatting code."""
    return draw_text(_plain(text), (at.x, at.y), height_m, layer, key)
