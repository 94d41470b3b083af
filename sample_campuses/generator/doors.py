"""Doors and windows the way different hands draw them. Feet."""

from __future__ import annotations

from math import atan2, cos, degrees, radians, sin

from generator.pen import XY, Pen
from generator.plan import Opening

LEAF = 1.75 / 12


def draw_opening(pen: Pen, opening: Opening) -> None:
    """Draw one opening in the gap that the walls leave for it."""
    if opening.kind == "window":
        draw_window(pen, opening)
    elif opening.idiom == "slide":
        draw_lift_door(pen, opening)
    elif opening.kind == "double_door":
        half = opening.width / 2
        draw_leaf(pen, opening, -1, half)
        draw_leaf(pen, opening, 1, half)
    elif opening.kind == "door":
        draw_leaf(pen, opening, opening.hinge, opening.width)


def draw_window(pen: Pen, opening: Opening) -> None:
    """Draw a window: two panes of glass in the middle, sills flush with the wall's faces."""
    w, t = opening.width / 2, opening.thickness / 2
    for across in (-t, -0.08, 0.08, t):
        pen.line("glaz", opening.point(-w, across), opening.point(w, across))
    for along in (-w, 0.0, w):
        pen.line("glaz", opening.point(along, -0.08), opening.point(along, 0.08))


def draw_lift_door(pen: Pen, opening: Opening) -> None:
    """Draw the two panels of a lift door, half open."""
    w, step = opening.width / 2, opening.thickness / 6
    for along, across in ((-w, step), (0.0, -step)):
        corners = [(along, across), (along + w, across), (along + w, across + 0.1), (along, across + 0.1)]
        pen.path("door", [opening.point(*corner) for corner in corners], close=True)


def draw_leaf(pen: Pen, opening: Opening, hinge: int, width: float) -> None:
    """Draw one leaf at 90 degrees and its swing, by the opening's idiom."""
    pivot = pen.shaky(opening.point(hinge * opening.width / 2, opening.swing * opening.thickness / 2))
    shut = degrees(atan2(-hinge * opening.uy, -hinge * opening.ux))
    ccw = hinge * opening.swing < 0  # the leaf opens counter-clockwise from shut
    turn = pen.rng.uniform(-0.4, 0.4) if pen.style.jitter_in else 0.0
    shut += turn
    draw = {"block": _by_block, "loose": _loose, "arc": _arc_only, "bulge": _by_bulge}[opening.idiom]
    draw(pen, pivot, shut, ccw, width)


def _ray(pivot: XY, angle: float, length: float) -> XY:
    return pivot[0] + length * cos(radians(angle)), pivot[1] + length * sin(radians(angle))


def _by_block(pen: Pen, pivot: XY, shut: float, ccw: bool, width: float) -> None:
    name = f"DOOR-{round(width * 12)}"
    if name not in pen.doc.blocks:
        _define_door(pen, name, width * pen.scale)
    pen.insert(name, "door", pivot, shut, flip=not ccw)


def _define_door(pen: Pen, name: str, width: float) -> None:
    block, leaf = pen.doc.blocks.new(name), LEAF * pen.scale
    block.add_lwpolyline([(0, 0), (leaf, 0), (leaf, width), (0, width)], close=True)
    block.add_arc((0, 0), width, 0, 90)


def _loose(pen: Pen, pivot: XY, shut: float, ccw: bool, width: float) -> None:
    opened = shut + (90 if ccw else -90)
    pen.line("door", pivot, _ray(pivot, opened, width))
    pen.arc("door", pivot, _ray(pivot, shut, width), _ray(pivot, opened, width))


def _arc_only(pen: Pen, pivot: XY, shut: float, ccw: bool, width: float) -> None:
    opened = shut + (90 if ccw else -90)
    pen.arc("door", pivot, _ray(pivot, shut, width), _ray(pivot, opened, width))


def _by_bulge(pen: Pen, pivot: XY, shut: float, ccw: bool, width: float) -> None:
    opened = shut + (90 if ccw else -90)
    quarter = 0.41421356 * (-1 if ccw else 1)  # tan of a quarter of the included angle, open to shut
    pen.bulge("door", [(*pivot, 0.0), (*_ray(pivot, opened, width), quarter), (*_ray(pivot, shut, width), 0.0)])
