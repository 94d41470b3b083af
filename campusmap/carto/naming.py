"""What has to be written on a map: rooms, buildings, roads and places, each as a label on the page."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import replace

import shapely
from shapely import LineString, MultiPolygon, Point, Polygon
from shapely.geometry.base import BaseGeometry

from campusmap.carto.crowd import Crowd
from campusmap.carto.ground import Ground
from campusmap.carto.labels import RoomLabel, set_inside
from campusmap.carto.leaders import set_by_leader
from campusmap.carto.marks import Area, Line, Scene, Text
from campusmap.carto.sheet import Ink, Words
from campusmap.carto.stand_in import is_stand_in, is_unnamed
from campusmap.carto.style import load_styles
from campusmap.carto.turned import turned_baseline, turned_boxes, upright_angle
from campusmap.carto.typeface import text_width
from campusmap.carto.window import Window
from campusmap.georeference.grid import cell_corners, find_cell
from campusmap.model.places import Grid

Item = Ink | Words

_TIP_PT2 = 150.0  # of a place, on paper, below which its name would hide it; about what a number covers; tool default
_ENOUGH = 0.4  # share of a place that is left for its name; tool default
_GROUNDS = ("site.", "aerial.ground")  # styles of places on the grounds, plain and over a picture
WAY = "label.way"  # style of what is written into a stair or elevator that has neither number nor name
BUILDING = "label.building"
_HEADS = ("label.number", "label.name", WAY, BUILDING)


def room_labels(scene: Scene, window: Window, grid: Grid | None = None) -> list[RoomLabel]:
    """Join each room's number and name marks into one label, cut to what the window shows."""
    texts: dict[str, dict[str, Text]] = {}
    for mark in scene.marks:
        if isinstance(mark, Text) and mark.style in _HEADS:
            texts.setdefault(mark.subject, {})[mark.style] = mark
    areas = {mark.subject: mark for mark in scene.marks if isinstance(mark, Area)}
    listed = sorted(texts.items())
    shapes = [_room_shape(marks, areas.get(subject)) for subject, marks in listed]
    moved = window.move_all(shapes)
    firsts = [_first(marks) for marks in texts.values()]
    alone = all(first.style == WAY or is_unnamed(first.text) for first in firsts)
    found = (
        _room_label(subject, marks, areas.get(subject), window, largest_part(shape), alone)
        for (subject, marks), shape in zip(listed, moved, strict=True)
        if not shape.is_empty
    )
    shape_of = {subject: shape for (subject, _), shape in zip(listed, shapes, strict=True)}
    return [
        label if grid is None or label.head == BUILDING
        else replace(label, cell=_home_cell(_first(texts[label.subject]), shape_of[label.subject], grid, window))
        for label in found if label is not None
    ]  # fmt: skip


def _home_cell(text: Text, room: BaseGeometry, grid: Grid, window: Window) -> Polygon | None:
    """Return the grid cell of a room's text, on the page; None for a room that lies in that cell alone."""
    corners = cell_corners(grid, *find_cell(grid, text.x, text.y))
    return None if Polygon(corners).covers(room) else Polygon([window.to_page(*corner) for corner in corners])


def _first(found: dict[str, Text]) -> Text:
    return next(found[style] for style in ("label.number", BUILDING, "label.name", WAY) if style in found)


def _room_shape(found: dict[str, Text], area: Area | None) -> BaseGeometry:
    within = _first(found).within
    return within if within is not None else (area.shape if area else Polygon())


def _room_label(
    subject: str, found: dict[str, Text], area: Area | None, window: Window, outline: Polygon, alone: bool
) -> RoomLabel | None:
    """Return what is written into a room; ``alone`` says that no room of the floor has a name."""
    if outline.is_empty:
        return None
    first = _first(found)
    must, at = window.holds(first.x, first.y), _inside(outline, window.to_page(first.x, first.y))
    if first.style == BUILDING:
        number, _, name = first.text.partition("  ")
        return RoomLabel(subject, number, name.strip(), outline, at, must, head=BUILDING, body="label.site")
    if first.style == WAY:
        return RoomLabel(subject, "", first.text, outline, at, must, body=WAY)
    number = found["label.number"].text if "label.number" in found else ""
    name = found["label.name"].text if "label.name" in found else ""
    along = area is not None and area.style == "space.circulation"
    asked = bool(number) or _is_asked_for(name, along, alone)
    return RoomLabel(subject, number, name, outline, at, must, along, asked=asked)


def _is_asked_for(name: str, along: bool, alone: bool) -> bool:
    """Tell whether somebody may look for a room without a number by its name, or by its code where all have just that.

    Passages that nobody named are known by where they are.
    """
    if is_unnamed(name):
        return alone and not along
    return is_stand_in(name) or not along


def _inside(outline: Polygon, at: tuple[float, float]) -> tuple[float, float]:
    if shapely.contains_xy(outline, *at):
        return at
    point = outline.representative_point()
    return point.x, point.y


def largest_part(shape: BaseGeometry) -> Polygon:
    """Return the largest polygon of a shape, an empty one if it has none."""
    if isinstance(shape, Polygon):
        return shape
    parts = [part for part in getattr(shape, "geoms", ()) if isinstance(part, Polygon)]
    return max(parts, key=lambda part: part.area, default=Polygon())


def site_names(scene: Scene, window: Window) -> Iterator[tuple[Text, BaseGeometry]]:
    """Yield the names of the grounds' places with what shows of each in the window."""
    shapes = {mark.subject: mark.shape for mark in scene.marks if isinstance(mark, Area | Line)}
    places: list[BaseGeometry] = [
        mark.shape for mark in scene.marks if isinstance(mark, Area) and mark.style.startswith(_GROUNDS)
    ]
    for mark in scene.marks:
        if isinstance(mark, Text) and mark.style == "label.site":
            shape = shapes.get(mark.subject)
            seen = _uncovered(shape, places) if shape is not None else None
            moved = window.move(seen) if seen is not None else Point(window.to_page(mark.x, mark.y)).buffer(1.0)
            if not moved.is_empty:
                yield mark, moved


def _uncovered(shape: BaseGeometry, places: list[BaseGeometry]) -> BaseGeometry:
    """Return what smaller places leave of a place that they lie on, for its name; all of it where that is little."""
    if not isinstance(shape, Polygon | MultiPolygon):
        return shape
    over = [each for each in places if each.area < shape.area and each.intersects(shape)]
    rest = shape.difference(shapely.union_all(over)) if over else shape
    return rest if rest.area >= _ENOUGH * shape.area else shape


def name_sites(
    sites: Iterable[tuple[Text, BaseGeometry]], window: Window, crowd: Crowd, ground: Ground
) -> tuple[list[Item], list[str]]:
    """Name the grounds' ``sites``: what fits on its place first, then by leader lines, the smallest places first.

    A mere tip of a place at the edge of the map goes without. Return what is written, and the names that this sheet
    answers for and that found no room.
    """
    items: list[Item] = []
    left: list[tuple[Text, BaseGeometry]] = []
    for mark, shape in sites:
        done = _name_on(mark, shape, crowd, ground)
        is_tip = not _is_road(shape) and shape.area < _TIP_PT2 and not window.holds(mark.x, mark.y)
        left += [(mark, shape)] if done is None and not is_tip else []
        items += done or []
    lost = []
    for mark, shape in sorted(left, key=lambda each: round(each[1].area)):
        done = None if _is_road(shape) else set_by_leader(_site_label(mark, shape), crowd, ground)
        lost += [mark.text] if done is None and window.holds(mark.x, mark.y) else []
        items += done or []
    return items, lost


def _name_on(mark: Text, shape: BaseGeometry, crowd: Crowd, ground: Ground) -> list[Item] | None:
    """Write the name of a place on it, or of a road along it; None if there is no room."""
    if _is_road(shape):
        return _name_road(mark, shape, crowd)
    return set_inside(_site_label(mark, shape), crowd, ground)


def _is_road(shape: BaseGeometry) -> bool:
    return bool(shape.geom_type.endswith("LineString"))


def _site_label(mark: Text, shape: BaseGeometry) -> RoomLabel:
    outline = largest_part(shape)
    at = outline.representative_point()
    return RoomLabel(mark.subject, "", mark.text, outline, (at.x, at.y), True, head="label.site", body="label.site")


def _name_road(mark: Text, shape: BaseGeometry, crowd: Crowd) -> list[Item] | None:
    """Write a road's name beside its line, turned with it, where there is room."""
    size = load_styles()["label.site"].size_pt
    width = text_width(mark.text, size, italic=True)
    line = max(getattr(shape, "geoms", [shape]), key=lambda part: float(part.length))
    for share in (0.5, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8, 0.1, 0.9):
        for side in (-1.0, 1.0):
            x, y, angle = _beside(line, share, width, side * (size * 0.5 + 3.0))
            boxes = turned_boxes(x, y, width + 2.0, size, angle)
            if crowd.is_free(boxes).all():
                crowd.add_box(boxes)
                at = turned_baseline(x, y, size, angle)
                words = Words(
                    mark.text, *at, size, False, True, "middle", "label.site", "name", 0.0, angle, mark.subject
                )
                return [words]
    return None


def _beside(line: LineString, share: float, width: float, shift: float) -> tuple[float, float, float]:
    """Return the point beside a line at a share of its length, and the line's direction there, to be read upright."""
    at = line.length * share
    start, end = line.interpolate(max(0.0, at - width / 2)), line.interpolate(min(line.length, at + width / 2))
    angle = upright_angle(math.degrees(math.atan2(end.y - start.y, end.x - start.x)))
    turn = math.radians(angle)
    x, y = (start.x + end.x) / 2, (start.y + end.y) / 2
    return x - shift * math.sin(turn), y + shift * math.cos(turn), angle
