"""Draw a whole floor, and keep what was drawn: the truth that an extraction is held against."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from shapely import Point, Polygon, box
from shapely.geometry.base import BaseGeometry
from shapely.ops import unary_union

from generator.doors import draw_opening
from generator.finishes import draw_ceiling, draw_frame, draw_tiles, draw_window_mark
from generator.furniture import furnish
from generator.pen import XY, Pen, Style
from generator.plan import FloorPlan, Opening
from generator.shafts import draw_elevator, draw_stair
from generator.sheet import draw_dimensions, draw_grid, draw_north_arrow, draw_notes, draw_title_block, make_layout
from generator.tags import draw_door_tag, draw_room_tag, place_tags, swing_zone, tag_boxes
from generator.walls import cut_walls, net_rooms

COLUMN = 1.0  # a column's side, ft


@dataclass(frozen=True)
class Drawn:
    """A floor as drawn, in feet, and the style that turns feet into drawing units."""

    plan: FloorPlan
    style: Style
    nets: dict[str, Polygon]
    openings: list[Opening]
    spots: dict[str, XY]


def survey_floor(plan: FloorPlan, style: Style, openings: list[Opening]) -> Drawn:
    """Work out rooms and tag positions before anything is drawn."""
    nets = net_rooms(plan)
    return Drawn(plan, style, nets, openings, place_tags(plan, nets, openings))


def draw_floor(pen: Pen, floor: Drawn) -> None:
    """Draw walls, openings, shafts, columns, tags and furniture."""
    walls = cut_walls(floor.plan, floor.openings)
    draw_walls(pen, floor.plan, walls)
    for opening in floor.openings:
        draw_opening(pen, opening)
        _draw_trim(pen, opening)
    _draw_tags(pen, floor)
    _draw_shafts(pen, floor)
    _draw_columns(pen, floor)
    if pen.style.areas:
        _draw_areas(pen, floor)
    if pen.style.furnished:
        _draw_furniture(pen, floor)
    tags = unary_union([tag.buffer(0.2) for tag in tag_boxes(floor.plan, floor.nets, floor.spots)])
    for room in floor.plan.rooms:
        if pen.style.tiles:
            draw_tiles(pen, room.use, floor.nets[room.number], tags)
        if pen.style.ceiling:
            draw_ceiling(pen, room.use, floor.nets[room.number])


def _draw_trim(pen: Pen, opening: Opening) -> None:
    if pen.style.frames and opening.kind in ("door", "double_door") and opening.idiom != "slide":
        draw_frame(pen, opening)
    if pen.style.window_marks and opening.kind == "window" and opening.outside:
        draw_window_mark(pen, opening, "W3")


def draw_walls(pen: Pen, plan: FloorPlan, walls: list[Polygon]) -> None:
    """Draw the faces of the wall bodies: single lines, or polylines round each body."""
    edge = plan.outline.boundary
    gaps = _gap_ends(pen, walls)
    for wall in walls:
        for ring in (wall.exterior, *wall.interiors):
            points = [(x, y) for x, y in ring.coords]
            if pen.style.wall_style == "polylines":
                pen.path("wall", [pen.shaky(p) for p in points[:-1]], close=True)
                continue
            for start, end in pairwise(points):
                middle = Point((start[0] + end[0]) / 2, (start[1] + end[1]) / 2)
                role = "wall_ext" if edge.distance(middle) < plan.exterior / 2 + 0.02 else "wall"
                pen.line(role, pen.shaky(start), pen.shaky(gaps.get((start, end), end)))
        if pen.style.poche:
            pen.hatch("poche", [[(x, y) for x, y in ring.coords][:-1] for ring in (wall.exterior, *wall.interiors)])


def _gap_ends(pen: Pen, walls: list[Polygon]) -> dict[tuple[XY, XY], XY]:
    """Choose corners between two long faces, and draw one face back from each by 1 to 2 inches."""
    candidates = []
    for wall in walls:
        points = [(x, y) for x, y in wall.exterior.coords]
        for start, end, after in zip(points, points[1:], points[2:], strict=False):
            if min(Point(start).distance(Point(end)), Point(end).distance(Point(after))) > 4.0:
                candidates.append((start, end))
    chosen = pen.rng.sample(candidates, min(pen.style.gaps, len(candidates))) if pen.style.gaps else []
    pen.gap_spots += [pen.at(end) for _, end in chosen]
    return {(start, end): _drawn_back(start, end, pen.rng.uniform(1.0, 1.9) / 12) for start, end in chosen}


def _drawn_back(start: XY, end: XY, by: float) -> XY:
    share = by / Point(start).distance(Point(end))
    return end[0] + share * (start[0] - end[0]), end[1] + share * (start[1] - end[1])


def _draw_tags(pen: Pen, floor: Drawn) -> None:
    for room in floor.plan.rooms:
        draw_room_tag(pen, room, floor.spots[room.number], floor.nets[room.number])
    for opening in floor.openings:
        if opening.number:
            draw_door_tag(pen, opening, as_block=pen.style.tags == "block")


def _draw_shafts(pen: Pen, floor: Drawn) -> None:
    words = {"0": "UP", "B": "UP", "1": "UP"}.get(floor.plan.floor, "DN")
    for room in floor.plan.rooms:
        if room.use == "stair":
            entry = next(o for o in floor.openings if o.a == room.number and not o.outside)
            draw_stair(pen, floor.nets[room.number], (entry.x, entry.y), words)
        elif room.use == "elevator":
            draw_elevator(pen, floor.nets[room.number])


def _draw_columns(pen: Pen, floor: Drawn) -> None:
    for post in column_shapes(floor):
        points = list(post.exterior.coords)[:-1]
        pen.path("cols", points, close=True)
        pen.line("cols", points[0], points[2])
        pen.line("cols", points[1], points[3])


def column_shapes(floor: Drawn) -> list[Polygon]:
    """Return the free-standing columns."""
    half = COLUMN / 2
    return [box(x - half, y - half, x + half, y + half) for x, y in floor.plan.columns]


def _draw_areas(pen: Pen, floor: Drawn) -> None:
    for room in floor.plan.rooms:
        pen.path("area", list(floor.nets[room.number].exterior.coords)[:-1], close=True)


def keep_clear(floor: Drawn) -> BaseGeometry:
    """Return the floor on which no furniture may stand."""
    swings = [swing_zone(o).buffer(0.4) for o in floor.openings if o.kind != "window"]
    tags = [tag.buffer(0.3) for tag in tag_boxes(floor.plan, floor.nets, floor.spots)]
    return unary_union([*swings, *tags, *(c.buffer(0.5) for c in column_shapes(floor))])


def _draw_furniture(pen: Pen, floor: Drawn) -> None:
    clear = keep_clear(floor)
    for room in floor.plan.rooms:
        furnish(pen, room.use, floor.nets[room.number], clear)


def draw_around(pen: Pen, floor: Drawn, school: str, sheet: str, bearing_deg: float) -> None:
    """Draw grid, dimensions, notes, north arrow and title block as the style asks."""
    plan, outline = floor.plan, floor.plan.outline
    draw_north_arrow(pen, outline, bearing_deg)
    if pen.style.annotated:
        draw_grid(pen, outline)
        draw_dimensions(pen, plan)
        draw_notes(pen, outline)
    if pen.style.sheet == "model":
        draw_title_block(pen, plan, school, sheet)
    make_layout(pen, plan, school, sheet)
