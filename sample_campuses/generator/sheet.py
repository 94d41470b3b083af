"""What an office puts round a plan: grid lines, dimensions, north arrow, title block, layouts. Feet."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from shapely import Polygon

from generator.pen import FONT, Pen, turned
from generator.plan import FloorPlan

BAY = 30.0  # structural bay


def draw_grid(pen: Pen, outline: Polygon) -> None:
    """Draw structural grid lines with bubbles through the whole plan."""
    x0, y0, x1, y1 = outline.bounds
    for index in range(int((x1 - x0) / BAY) + 1):
        _grid_line(pen, str(index + 1), (x0 + index * BAY, y0 - 14), (x0 + index * BAY, y1 + 14))
    for index in range(int((y1 - y0) / BAY) + 1):
        _grid_line(pen, chr(65 + index), (x0 - 14, y0 + index * BAY), (x1 + 14, y0 + index * BAY))


def _grid_line(pen: Pen, name: str, start: tuple[float, float], end: tuple[float, float]) -> None:
    pen.space.add_line(pen.at(start), pen.at(end), dxfattribs={**pen.layer("grid"), "linetype": "CENTER"})
    dx, dy = end[0] - start[0], end[1] - start[1]
    size = (dx * dx + dy * dy) ** 0.5
    centre = (end[0] + 2 * dx / size, end[1] + 2 * dy / size)
    pen.circle("grid", centre, 2)
    pen.text("grid", name, centre, 1.5)


def draw_dimensions(pen: Pen, plan: FloorPlan) -> None:
    """Dimension the outline's straight sides: one string of room widths, one overall."""
    x0, y0, x1, y1 = plan.outline.bounds
    across = sorted({v for room in plan.rooms for v in (room.cell.bounds[0], room.cell.bounds[2])})
    up = sorted({v for room in plan.rooms for v in (room.cell.bounds[1], room.cell.bounds[3])})
    for a, b in [*pairwise(across), (x0, x1)]:
        if b - a >= 4:
            _dimension(pen, (a, y0), (b, y0), (a, y0 - (9 if b - a < x1 - x0 else 12)), 0)
    for a, b in [*pairwise(up), (y0, y1)]:
        if b - a >= 4:
            _dimension(pen, (x0, a), (x0, b), (x0 - (9 if b - a < y1 - y0 else 12), a), 90)


def _dimension(pen: Pen, p1: Any, p2: Any, base: Any, angle: float) -> None:
    _dim_style(pen)
    attributes = pen.layer("dims")
    dimension = pen.space.add_linear_dim(
        pen.at(base), pen.at(p1), pen.at(p2), angle=angle, dimstyle="OFFICE", dxfattribs=attributes
    )
    dimension.render()


def _dim_style(pen: Pen) -> None:
    if "OFFICE" in pen.doc.dimstyles:
        return
    style = pen.doc.dimstyles.add("OFFICE")
    s = pen.scale
    style.dxf.dimtxsty = FONT
    style.dxf.dimtxt, style.dxf.dimasz, style.dxf.dimexe, style.dxf.dimexo = 0.75 * s, 0.6 * s, 0.5 * s, 1.5 * s
    style.dxf.dimgap, style.dxf.dimtad, style.dxf.dimdec = 0.3 * s, 1, 0 if pen.style.unit in ("in", "mm") else 1
    style.dxf.dimtsz = 0.5 * s


def draw_north_arrow(pen: Pen, outline: Polygon, bearing_deg: float) -> None:
    """Draw an arrow to true north for a plan whose +y lies at ``bearing_deg``."""
    _, y0, x1, _ = outline.bounds
    centre = (x1 + 22, y0)
    for start, end in (((0, -4), (0, 5)), ((0, 5), (-1.6, 1)), ((0, 5), (1.6, 1))):
        pen.line("title", turned(start, centre, bearing_deg), turned(end, centre, bearing_deg))
    pen.circle("title", centre, 4)
    pen.text("title", "N", turned((0, 6.8), centre, bearing_deg), 1.6)


TITLE_ROWS = (
    "{school}",
    "{title}",
    "LOWELL + PARRISH ARCHITECTS",
    'SCALE 1/8" = 1\'-0"',
    "SHEET {sheet}",
    "ISSUED FOR RECORD",
)


def draw_title_block(pen: Pen, plan: FloorPlan, school: str, sheet: str) -> None:
    """Frame the plan in model space, with the title block at its right edge."""
    x0, y0, x1, y1 = plan.outline.bounds
    frame = (x0 - 24, y0 - 22, x1 + 60, y1 + 24)
    pen.path(
        "title", [(frame[0], frame[1]), (frame[2], frame[1]), (frame[2], frame[3]), (frame[0], frame[3])], close=True
    )
    left = frame[2] - 30
    pen.line("title", (left, frame[1]), (left, frame[3]))
    for index, words in enumerate(TITLE_ROWS):
        y = frame[1] + 5 + 6 * (len(TITLE_ROWS) - index)
        pen.line("title", (left, y - 3), (frame[2], y - 3))
        pen.text("title", words.format(school=school, title=plan.title, sheet=sheet), ((left + frame[2]) / 2, y), 1.2)


NOTES = (
    "GENERAL NOTES",
    "1. DIMENSIONS ARE TO CENTERLINE OF WALL UNLESS NOTED.",
    '2. VERIFY ALL CONDITIONS IN THE FIELD %%p 1/2".',
    "3. SEE SHEET A-601 FOR DOOR SCHEDULE.",
    "4. FURNITURE IS SHOWN FOR REFERENCE AND IS NOT IN CONTRACT.",
)


def draw_notes(pen: Pen, outline: Polygon) -> None:
    """Write the general notes as one MTEXT right of the plan."""
    _, _, x1, y1 = outline.bounds
    pen.mtext("note", r"\pxql;{\L" + NOTES[0] + r"\l}\P" + r"\P".join(NOTES[1:]), (x1 + 45, y1), 0.8, 26)


def make_layout(pen: Pen, plan: FloorPlan, school: str, sheet: str) -> None:
    """Make a paper-space sheet, 36 x 24 in, with a viewport on the plan and the title block on it."""
    layout = pen.doc.layouts.new(sheet)
    layout.page_setup(size=(36, 24), margins=(0.5, 0.5, 0.5, 0.5), units="inch")
    x0, y0, x1, y1 = plan.outline.bounds
    centre = pen.at(((x0 + x1) / 2, (y0 + y1) / 2))
    height = max(y1 - y0 + 40, (x1 - x0 + 60) * 21 / 28) * pen.scale
    layout.add_viewport(center=(15, 11.5), size=(28, 21), view_center_point=centre, view_height=height)
    layout.add_lwpolyline([(0, 0), (35, 0), (35, 23), (0, 23)], close=True, dxfattribs=pen.layer("title"))
    for index, words in enumerate(TITLE_ROWS):
        text = words.format(school=school, title=plan.title, sheet=sheet)
        layout.add_text(
            text, height=0.2, dxfattribs={**pen.layer("title"), "style": FONT, "insert": (30.0, 4.5 - 0.7 * index)}
        )
