"""What else is on a sheet: furniture blocks, dimensions, a column grid with its bubbles, notes."""

from __future__ import annotations

import math
import random

import shapely
from ezdxf.document import Drawing
from ezdxf.layouts import Modelspace
from floors.sheet import Sheet
from floors.truth import Cell

GRID_M = 7.2


def add_clutter(doc: Drawing, page: Modelspace, sheet: Sheet, layers: dict[str, str], dice: random.Random) -> None:
    """Draw all kinds of clutter, each on its layer."""
    _furniture_blocks(doc)
    for room in sheet.rooms:
        if room.kind == "room" and room.shape.area > 7.0 and dice.random() < 0.7:
            _furnish(page, room, layers["furniture"], dice)
    _dimensions(page, sheet, layers["dimension"], dice)
    _grid(page, sheet, layers["grid"])
    _notes(page, sheet, layers["note"])


def _furniture_blocks(doc: Drawing) -> None:
    desk = doc.blocks.new("B01")
    desk.add_lwpolyline([(0, 0), (1.6, 0), (1.6, 0.8), (0, 0.8)], close=True)
    desk.add_arc((0.8, 1.1), 0.28, 180, 360)
    desk.add_line((0.52, 1.1), (1.08, 1.1))
    table = doc.blocks.new("B02")
    table.add_circle((0.6, 0.6), 0.6)
    for k in range(4):
        table.add_circle((0.6 + 0.85 * math.cos(k * 1.57), 0.6 + 0.85 * math.sin(k * 1.57)), 0.2)
    shelf = doc.blocks.new("B03")
    shelf.add_lwpolyline([(0, 0), (1.2, 0), (1.2, 0.4), (0, 0.4)], close=True)
    shelf.add_line((0, 0), (1.2, 0.4))
    shelf.add_line((0, 0.4), (1.2, 0))


def _furnish(page: Modelspace, room: Cell, layer: str, dice: random.Random) -> None:
    """Put blocks where their square of 1.8 m lies inside the room and 0.1 m off its walls."""
    free = room.shape.buffer(-0.1)
    x0, y0, x1, y1 = free.bounds
    for _ in range(min(int(room.shape.area / 5), 25)):
        x, y = dice.uniform(x0, x1), dice.uniform(y0, y1)
        spot = shapely.box(x, y, x + 1.8, y + 1.8)
        if free.contains(spot):
            page.add_blockref(dice.choice(("B01", "B02", "B03")), (x, y + 0.2), dxfattribs={"layer": layer})
            free = free.difference(spot)


def _dimensions(page: Modelspace, sheet: Sheet, layer: str, dice: random.Random) -> None:
    """Dimension the sheet's two extents and the width of every fifth room."""
    x0, y0, x1, y1 = sheet.body.bounds
    style = {"dimtxt": 0.2, "dimasz": 0.15, "dimexe": 0.1, "dimexo": 0.1}
    facts = {"dxfattribs": {"layer": layer}, "override": style}
    page.add_linear_dim(base=(x0, y0 - 2), p1=(x0, y0), p2=(x1, y0), **facts).render()
    page.add_linear_dim(base=(x0 - 2, y0), p1=(x0, y0), p2=(x0, y1), angle=90, **facts).render()
    for room in sheet.rooms:
        if dice.random() < 0.2:
            a, b, _, d = room.shape.bounds
            line = shapely.LineString([(a - 1, (b + d) / 2 + 0.4), (room.shape.bounds[2] + 1, (b + d) / 2 + 0.4)])
            part = max(shapely.get_parts(line.intersection(room.shape)), key=lambda p: p.length, default=None)
            if part is not None and part.length > 1:
                p, q = part.coords[0], part.coords[-1]
                page.add_linear_dim(base=p, p1=p, p2=q, **facts).render()


def _grid(page: Modelspace, sheet: Sheet, layer: str) -> None:
    """Draw centre lines across the building, each with a lettered or numbered bubble outside it."""
    x0, y0, x1, y1 = sheet.body.bounds
    style = {"layer": layer, "linetype": "CENTER"}
    for k in range(int((x1 - x0) / GRID_M) + 1):
        x = x0 + 0.9 + k * GRID_M
        page.add_line((x, y0 - 3), (x, y1 + 1), dxfattribs=style)
        _bubble(page, x, y0 - 3.4, str(k + 1), layer)
    for k in range(int((y1 - y0) / GRID_M) + 1):
        y = y0 + 1.1 + k * GRID_M
        page.add_line((x0 - 3, y), (x1 + 1, y), dxfattribs=style)
        _bubble(page, x0 - 3.4, y, chr(65 + k % 26), layer)


def _bubble(page: Modelspace, x: float, y: float, text: str, layer: str) -> None:
    page.add_circle((x, y), 0.4, dxfattribs={"layer": layer})
    page.add_text(text, height=0.3, dxfattribs={"layer": layer, "insert": (x - 0.1, y - 0.15)})


def _notes(page: Modelspace, sheet: Sheet, layer: str) -> None:
    x0, _, _, y1 = sheet.body.bounds
    for k, text in enumerate(("GENERAL NOTES", "1. VERIFY ALL DIMENSIONS ON SITE", "SCALE 1:100")):
        page.add_text(text, height=0.3, dxfattribs={"layer": layer, "insert": (x0, y1 + 5 - 0.5 * k)})
