"""Stairs and lifts. Feet."""

from __future__ import annotations

from shapely import Polygon

from generator.pen import XY, Pen

TREAD = 11 / 12
LANDING = 5.0  # clear floor at either end of the flights


def draw_stair(pen: Pen, net: Polygon, entry: XY, words: str) -> None:
    """Draw two flights side by side along the longer side, with treads, a rail and an arrow at the entry's end."""
    x0, y0, x1, y1 = net.bounds
    along_y = y1 - y0 >= x1 - x0
    length, width = (y1 - y0, x1 - x0) if along_y else (x1 - x0, y1 - y0)
    start = (y0 if along_y else x0, x0 if along_y else y0)
    backwards = (entry[1] - y0 > length / 2) if along_y else (entry[0] - x0 > length / 2)

    def at(along: float, across: float) -> XY:
        along = length - along if backwards else along
        point = (start[0] + along, start[1] + across)
        return (point[1], point[0]) if along_y else point

    treads = int((length - 2 * LANDING) / TREAD)
    end = LANDING + treads * TREAD
    for index in range(treads + 1):
        along = LANDING + index * TREAD
        pen.line("stair", at(along, 0.1), at(along, width / 2 - 0.25))
        pen.line("stair", at(along, width / 2 + 0.25), at(along, width - 0.1))
    for across in (width / 2 - 0.25, width / 2 + 0.25):
        pen.line("stair", at(LANDING - 0.5, across), at(end + 0.5, across))
    _arrow(pen, at(LANDING - 1.5, width / 4), at(end - 1, width / 4), words)


def _arrow(pen: Pen, tail: XY, head: XY, words: str) -> None:
    pen.line("stair", tail, head)
    dx, dy = head[0] - tail[0], head[1] - tail[1]
    size = (dx * dx + dy * dy) ** 0.5
    ux, uy = dx / size, dy / size
    for side in (-1, 1):
        pen.line("stair", head, (head[0] - ux - side * 0.5 * uy, head[1] - uy + side * 0.5 * ux))
    pen.text("stair", words, (tail[0] - 0.8 * ux, tail[1] - 0.8 * uy), 0.5)


def draw_elevator(pen: Pen, net: Polygon) -> None:
    """Draw a car with its cross in the middle of the shaft."""
    x0, y0, x1, y1 = net.bounds
    corners = [(x0 + 0.8, y0 + 0.8), (x1 - 0.8, y0 + 0.8), (x1 - 0.8, y1 - 0.8), (x0 + 0.8, y1 - 0.8)]
    pen.path("elevator", corners, close=True)
    pen.line("elevator", corners[0], corners[2])
    pen.line("elevator", corners[1], corners[3])
