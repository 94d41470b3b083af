"""School floors drawn by code, several in one model space; imports nothing from the program under test."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import ezdxf

XY = tuple[float, float]
LAYERS = ("A-WALL", "A-DOOR", "A-STRS", "A-AREA-IDEN", "A-ANNO-TTLB", "MISC", "A-WALL-DEMO", "A-WALL-D", "A-TEXT")


class Sheet:
    """A drawing under way; ``unit`` is how many drawing units make a metre."""

    def __init__(self, unit: float = 1000.0, insunits: int = 4) -> None:
        self.document = ezdxf.new("R2010")
        self.document.header["$INSUNITS"] = insunits
        for name in LAYERS:
            self.document.layers.add(name)
        self.space: Any = self.document.modelspace()
        self.unit = unit

    def at(self, x: float, y: float) -> XY:
        return x * self.unit, y * self.unit

    def line(self, a: XY, b: XY, layer: str = "A-WALL") -> Any:
        return self.space.add_line(self.at(*a), self.at(*b), {"layer": layer})

    def box(self, x0: float, y0: float, x1: float, y1: float, layer: str = "A-WALL") -> None:
        corners = [self.at(*p) for p in ((x0, y0), (x1, y0), (x1, y1), (x0, y1))]
        self.space.add_lwpolyline(corners, close=True, dxfattribs={"layer": layer})

    def text(self, words: str, x: float, y: float, height: float = 0.25, layer: str = "A-AREA-IDEN") -> Any:
        found = self.space.add_text(words, height=height * self.unit, dxfattribs={"layer": layer})
        found.set_placement(self.at(x, y), align=ezdxf.enums.TextEntityAlignment.MIDDLE_CENTER)
        return found

    def gapped(self, y: float, x0: float, x1: float, gaps: list[tuple[float, float]]) -> None:
        """Draw a horizontal face with gaps."""
        ends = [x0, *(x for gap in sorted(gaps) for x in gap), x1]
        for a, b in zip(ends[::2], ends[1::2], strict=True):
            self.line((a, y), (b, y))

    def save(self, path: Path) -> Path:
        self.document.saveas(path)
        return path


def draw_floor(
    sheet: Sheet, x: float, y: float, floor: int, rooms: int = 6, stair: str = "", lift: bool = False,
    width: float = 7.0, depth: float = 8.0, hall: float = 3.0, numbered: bool = True,
) -> None:  # fmt: skip
    """Draw a row of rooms over a corridor; ``stair`` names the layer that the treads of the last room lie on."""
    t, half = 0.1, 0.45
    length, top = rooms * width, y + depth + hall
    doors = [x + (k + 0.5) * width for k in range(rooms)]
    sheet.box(x - 0.2, y - 0.2, x + length + 0.2, top + 0.2)
    gaps = [(door - half, door + half) for door in doors]
    sheet.gapped(y + depth + t, x + t, x + length - t, gaps)
    for a, b in (
        ((x + t, y + depth + t), (x + t, top - t)),
        ((x + length - t, y + depth + t), (x + length - t, top - t)),
    ):
        sheet.line(a, b)
    sheet.line((x + t, top - t), (x + length - t, top - t))
    for k, door in enumerate(doors):
        a, b = x + k * width + t, x + (k + 1) * width - t
        sheet.line((a, y + t), (b, y + t))
        sheet.line((a, y + t), (a, y + depth - t))
        sheet.line((b, y + t), (b, y + depth - t))
        sheet.gapped(y + depth - t, a, b, [(door - half, door + half)])
        for jamb in (door - half, door + half):
            sheet.line((jamb, y + depth - t), (jamb, y + depth + t))
        draw_door(sheet, door - half, y + depth - t, 2 * half)
        if numbered and not (stair and k == rooms - 1) and not (lift and k == rooms - 2):
            sheet.text(f"{floor}{k + 1:02d}", (a + b) / 2, y + depth / 2)
    if numbered:
        sheet.text(f"{floor}90", x + length / 3, top - hall / 2)
    if stair:
        draw_treads(sheet, x + length - width + 1.5, y + 1.0, stair)
    if lift:
        draw_lift(sheet, x + (rooms - 2) * width, y, width, depth)


def draw_door(sheet: Sheet, x: float, y: float, leaf: float) -> None:
    """Draw a leaf that stands open into the room below its wall, and its swing."""
    sheet.line((x, y), (x, y - leaf), "A-DOOR")
    sheet.space.add_arc(sheet.at(x, y), leaf * sheet.unit, 270, 360, dxfattribs={"layer": "A-DOOR"})


def draw_treads(sheet: Sheet, x: float, y: float, layer: str, count: int = 12, going: float = 0.28) -> None:
    """Draw a flight's treads."""
    for k in range(count):
        sheet.line((x, y + k * going), (x + 1.4, y + k * going), layer)


def draw_lift(sheet: Sheet, x: float, y: float, width: float, depth: float) -> None:
    """Draw a lift's cross from corner to corner of its shaft."""
    x0, y0, x1, y1 = x + 0.1, y + 0.1, x + width - 0.1, y + depth - 0.1
    sheet.line((x0, y0), (x1, y1), "A-STRS")
    sheet.line((x0, y1), (x1, y0), "A-STRS")
    sheet.text("ELEV", x + width / 2, y + depth / 2 - 1.0)


def draw_elevation(sheet: Sheet, x: float, y: float, length: float, height: float = 9.0) -> None:
    """Draw a building's front on the wall layer: outline, storey lines and windows, but no doors that swing."""
    sheet.box(x, y, x + length, y + height)
    for storey in (3.0, 6.0):
        sheet.line((x, y + storey), (x + length, y + storey))
    for k in range(int(length // 4)):
        sheet.box(x + 4 * k + 1, y + 1, x + 4 * k + 2.5, y + 2.2)


def draw_schedule(sheet: Sheet, x: float, y: float) -> None:
    """Draw a door schedule: a table with a title."""
    sheet.text("DOOR SCHEDULE", x + 4, y + 9, 0.4, "A-TEXT")
    for k in range(9):
        sheet.line((x, y + k), (x + 8, y + k), "MISC")
        sheet.text(f"D{k}  900 x 2100", x + 3, y + k + 0.5, 0.25, "A-TEXT")
    for across in (0, 2, 5, 8):
        sheet.line((x + across, y), (x + across, y + 8), "MISC")
