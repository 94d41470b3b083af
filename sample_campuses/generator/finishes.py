"""What makes an architect's file heavy besides furniture: ceilings, floor tiles, frames, window marks. Feet."""

from __future__ import annotations

from math import ceil

from ezdxf.enums import TextEntityAlignment
from shapely import LineString, Polygon
from shapely.geometry.base import BaseGeometry

from generator.pen import FONT, Pen
from generator.plan import Opening

NO_CEILING = ("stair", "elevator", "gym", "mechanical", "shop", "auditorium", "stage")


def draw_ceiling(pen: Pen, use: str, net: Polygon) -> None:
    """Draw a lay-in ceiling, 2 x 4 ft, with its lights, on frozen layers: it belongs to another sheet."""
    if use in NO_CEILING:
        return
    draw_lattice(pen, "ceiling", net, (4.0, 2.0))
    x0, y0, x1, y1 = net.bounds
    if "LIGHT-2X4" not in pen.doc.blocks:
        pen.doc.blocks.new("LIGHT-2X4").add_lwpolyline(_rectangle(4.0 * pen.scale, 2.0 * pen.scale), close=True)
    for i in range(int((x1 - x0) / 8)):
        for j in range(int((y1 - y0) / 8)):
            pen.insert("LIGHT-2X4", "lights", (x0 + 2 + 8 * i, y0 + 2 + 8 * j))
    for role in ("ceiling", "lights"):
        pen.doc.layers.get(pen.layer(role)["layer"]).freeze()


def _rectangle(width: float, height: float) -> list[tuple[float, float]]:
    return [(0, 0), (width, 0), (width, height), (0, height)]


def draw_lattice(pen: Pen, role: str, net: BaseGeometry, pitch: tuple[float, float]) -> None:
    """Rule a room with lines, cut at its walls."""
    x0, y0, x1, y1 = net.bounds
    rules = [
        LineString([(x0 + i * pitch[0], y0), (x0 + i * pitch[0], y1)]) for i in range(1, ceil((x1 - x0) / pitch[0]))
    ]
    rules += [
        LineString([(x0, y0 + j * pitch[1]), (x1, y0 + j * pitch[1])]) for j in range(1, ceil((y1 - y0) / pitch[1]))
    ]
    for rule in rules:
        inside = rule.intersection(net)
        for part in getattr(inside, "geoms", [inside]):
            if isinstance(part, LineString) and part.length > 0.05:
                pen.line(role, part.coords[0], part.coords[-1])


def draw_tiles(pen: Pen, use: str, net: Polygon, spare: BaseGeometry) -> None:
    """Tile corridors and wet rooms: as a hatch, or as the loose lines of an exploded one."""
    pitch = {"corridor": 2.0, "lobby": 2.0, "kitchen": 1.0, "restroom": 1.0, "cafeteria": 4.0}.get(use)
    if pitch is None:
        return
    if pen.style.tiles == "lines":
        draw_lattice(pen, "pattern", net.difference(spare), (pitch, pitch))
    elif use in ("corridor", "lobby"):
        ring = [(x, y) for x, y in net.exterior.coords][:-1]
        pen.hatch("pattern", [ring], pattern="ANGLE", scale=0.5 * pen.scale)


def draw_frame(pen: Pen, opening: Opening) -> None:
    """Draw a door's hollow-metal frame: one small return at either jamb."""
    w, t = opening.width / 2, opening.thickness / 2
    for sign in (-1, 1):
        inner, stop = sign * w, sign * (w - 2 / 12)
        lip = sign * (w - 0.6 / 12)
        profile = [(inner, -t), (lip, -t), (lip, -0.08), (stop, -0.08), (stop, 0.08), (lip, 0.08), (lip, t), (inner, t)]
        pen.path("frame", [opening.point(*corner) for corner in profile], close=True)


def draw_window_mark(pen: Pen, opening: Opening, mark: str) -> None:
    """Write a window's type in a hexagon outside."""
    if "WINMARK" not in pen.doc.blocks:
        _define_window_mark(pen)
    at = pen.at(opening.point(0, opening.thickness / 2 + 2.0))
    layer = pen.layer("window_tag")
    attrib = pen.space.add_blockref("WINMARK", at, dxfattribs=layer).add_attrib(
        "WINTYPE", mark, dxfattribs={**layer, "style": FONT, "height": round(0.5 * pen.scale, 4)}
    )
    attrib.set_placement(at, align=TextEntityAlignment.MIDDLE_CENTER)


def _define_window_mark(pen: Pen) -> None:
    block, r = pen.doc.blocks.new("WINMARK"), 0.8 * pen.scale
    corners = [(r, 0), (r / 2, 0.866 * r), (-r / 2, 0.866 * r), (-r, 0), (-r / 2, -0.866 * r), (r / 2, -0.866 * r)]
    block.add_lwpolyline(corners, close=True)
    attdef = block.add_attdef("WINTYPE", text="", dxfattribs={"height": 0.5 * pen.scale, "style": FONT})
    attdef.set_placement((0, 0), align=TextEntityAlignment.MIDDLE_CENTER)
