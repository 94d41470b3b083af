"""Draw into a DXF document: feet in, drawing units out, with the small untruths of a drafter's hand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from math import atan2, cos, degrees, radians, sin
from pathlib import Path
from random import Random
from typing import Any

from ezdxf import units
from ezdxf.document import Drawing
from ezdxf.enums import TextEntityAlignment
from ezdxf.filemanagement import new as new_drawing

from generator.symbols import SYMBOLS, Stroke

XY = tuple[float, float]
UNITS_PER_FOOT = {"in": 12.0, "ft": 1.0, "mm": 304.8, "m": 0.3048}
INSUNITS = {"in": units.IN, "ft": units.FT, "mm": units.MM, "m": units.M}
FONT = "OFFICE"


@dataclass(frozen=True)
class Style:
    """How one office draws one plan."""

    unit: str
    layers: dict[str, str]
    tags: str = "block"  # block mtext texts
    idioms: tuple[str, ...] = ("block",)
    version: str = "R2010"
    offset: XY = (0.0, 0.0)  # feet, where the plan lies in the drawing
    explode: bool = False  # furniture as loose lines
    areas: bool = False  # closed polylines round the rooms
    poche: bool = False
    tiles: str = ""  # hatch lines
    ceiling: bool = False
    frames: bool = False
    window_marks: bool = False
    wall_style: str = "lines"  # lines polylines
    jitter_in: float = 0.1
    states_unit: bool = True
    mirrored: bool = False
    furnished: bool = True
    annotated: bool = True
    sheet: str = "model"  # where the title block is: model paper none
    gaps: int = 0  # corners that do not meet, by 1 to 2 in


@dataclass
class Pen:
    """A document, its model space and the hand that draws."""

    style: Style
    seed: str
    doc: Drawing = field(init=False)
    space: Any = field(init=False)
    rng: Random = field(init=False)
    gap_spots: list[XY] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.doc = new_drawing(self.style.version, setup=["linetypes"])
        self.doc.units = INSUNITS[self.style.unit] if self.style.states_unit else 0
        self.doc.header["$LUNITS"] = 4 if self.style.unit == "in" else 2
        self.doc.styles.add(FONT, font="arial.ttf")
        self.space = self.doc.modelspace()
        self.rng = Random(f"{self.seed}-pen")

    def save(self, path: Path) -> None:
        """Write the drawing; classes are named in order first, which the library would take from a set."""
        for name in sorted(self.doc.entitydb.dxf_types_in_use()):
            self.doc.classes.add_class(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        self.doc.saveas(path)

    @property
    def scale(self) -> float:
        """Return drawing units per foot."""
        return UNITS_PER_FOOT[self.style.unit]

    def at(self, point: Sequence[float]) -> XY:
        """Convert plan feet to drawing units."""
        x, y = point[0] + self.style.offset[0], point[1] + self.style.offset[1]
        x = -x if self.style.mirrored else x
        return round(x * self.scale, 6), round(y * self.scale, 6)

    def shaky(self, point: Sequence[float]) -> XY:
        """Move a point by as much as a hand does."""
        reach = self.style.jitter_in / 12
        return point[0] + self.rng.uniform(-reach, reach), point[1] + self.rng.uniform(-reach, reach)

    def layer(self, role: str) -> dict[str, Any]:
        """Return the attributes for a role, making its layer on first use."""
        name = self.style.layers.get(role, role)
        if name not in self.doc.layers:
            self.doc.layers.add(name, color=1 + sum(map(ord, name)) % 6)
        return {"layer": name}

    def line(self, role: str, start: Sequence[float], end: Sequence[float]) -> None:
        """Draw a line."""
        self.space.add_line(self.at(start), self.at(end), dxfattribs=self.layer(role))

    def path(self, role: str, points: Iterable[Sequence[float]], close: bool = False) -> None:
        """Draw a light polyline."""
        self.space.add_lwpolyline([self.at(p) for p in points], close=close, dxfattribs=self.layer(role))

    def bulge(self, role: str, points: Iterable[tuple[float, float, float]]) -> None:
        """Draw a light polyline with bulges (x, y, bulge)."""
        sign = -1 if self.style.mirrored else 1
        vertices = [(*self.at(p), sign * p[2]) for p in points]
        self.space.add_lwpolyline(vertices, format="xyb", dxfattribs=self.layer(role))

    def arc(self, role: str, centre: Sequence[float], start: Sequence[float], end: Sequence[float]) -> None:
        """Draw the shorter arc between two points round a centre."""
        c, s, e = self.at(centre), self.at(start), self.at(end)
        a0, a1 = (degrees(atan2(p[1] - c[1], p[0] - c[0])) for p in (s, e))
        if (a1 - a0) % 360 > 180:
            a0, a1 = a1, a0
        radius = ((s[0] - c[0]) ** 2 + (s[1] - c[1]) ** 2) ** 0.5
        self.space.add_arc(c, radius, round(a0 % 360, 6), round(a1 % 360, 6), dxfattribs=self.layer(role))

    def circle(self, role: str, centre: Sequence[float], radius: float) -> None:
        """Draw a circle."""
        self.space.add_circle(self.at(centre), radius * self.scale, dxfattribs=self.layer(role))

    def text(self, role: str, words: str, at: Sequence[float], height: float, rotation: float = 0.0) -> None:
        """Write a line of text centred on a point."""
        attributes = {**self.layer(role), "style": FONT, "rotation": rotation}
        entity = self.space.add_text(words, height=round(height * self.scale, 4), dxfattribs=attributes)
        entity.set_placement(self.at(at), align=TextEntityAlignment.MIDDLE_CENTER)

    def mtext(self, role: str, words: str, at: Sequence[float], height: float, width: float) -> None:
        """Write formatted text centred on a point."""
        attributes = {**self.layer(role), "style": FONT, "char_height": round(height * self.scale, 4)}
        attributes |= {"insert": self.at(at), "attachment_point": 5, "width": round(width * self.scale, 3)}
        self.space.add_mtext(words, dxfattribs=attributes)

    def hatch(self, role: str, rings: list[list[XY]], pattern: str = "", scale: float = 1.0) -> None:
        """Fill rings solid or with a pattern."""
        hatch = self.space.add_hatch(color=8, dxfattribs=self.layer(role))
        if pattern:
            hatch.set_pattern_fill(pattern, scale=scale)
        for index, ring in enumerate(rings):
            hatch.paths.add_polyline_path([self.at(p) for p in ring], is_closed=True, flags=1 if index == 0 else 16)

    def insert(self, block: str, role: str, at: Sequence[float], rotation: float = 0.0, flip: bool = False) -> Any:
        """Insert a block; ``flip`` mirrors it in its own x axis."""
        x_scale = -1.0 if self.style.mirrored else 1.0
        turn = -rotation if self.style.mirrored else rotation
        attributes = {**self.layer(role), "rotation": round(turn % 360, 6)}
        attributes |= {"xscale": x_scale, "yscale": -1.0 if flip else 1.0}
        return self.space.add_blockref(block, self.at(at), dxfattribs=attributes)

    def symbol(self, name: str, role: str, at: Sequence[float], rotation: float = 0.0) -> None:
        """Put a piece of furniture: a block reference, or loose lines when the office explodes them."""
        if self.style.explode:
            for stroke in SYMBOLS[name]:
                self._loose(stroke, role, at, rotation)
            return
        self.symbol_block(name)
        self.insert(name, role, at, rotation)

    def symbol_block(self, name: str) -> None:
        """Define a symbol's block once."""
        if name in self.doc.blocks:
            return
        block = self.doc.blocks.new(name)
        for kind, *v in SYMBOLS[name]:
            v = [float(n) * self.scale for n in v]
            if kind == "box":
                block.add_lwpolyline([(v[0], v[1]), (v[2], v[1]), (v[2], v[3]), (v[0], v[3])], close=True)
            elif kind == "line":
                block.add_line((v[0], v[1]), (v[2], v[3]))
            else:
                block.add_circle((v[0], v[1]), v[2])

    def _loose(self, stroke: Stroke, role: str, at: Sequence[float], rotation: float) -> None:
        kind, *v = stroke
        if kind == "circle":
            self.circle(role, turned((v[0], v[1]), at, rotation), v[2])
            return
        corners = [(v[0], v[1]), (v[2], v[3])]
        if kind == "box":
            corners = [(v[0], v[1]), (v[2], v[1]), (v[2], v[3]), (v[0], v[3]), (v[0], v[1])]
        points = [turned(corner, at, rotation) for corner in corners]
        for start, end in pairwise(points):
            self.line(role, start, end)


def turned(point: Sequence[float], at: Sequence[float], rotation: float) -> XY:
    """Turn a point about the origin (degrees, counter-clockwise) and move it."""
    c, s = cos(radians(rotation)), sin(radians(rotation))
    return at[0] + c * point[0] - s * point[1], at[1] + s * point[0] + c * point[1]
