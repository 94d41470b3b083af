"""Floors drawn with fills: rooms that are hatches only, and walls and floor coverings that are hatched."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import ezdxf
import shapely
from ezdxf.enums import TextEntityAlignment
from shapely import Polygon, box

UNIT = 1000.0  # drawn in millimetres
COURT = box(10.4, 0, 15.4, 4).difference(box(12.4, 2.6, 14.4, 3.8))  # goes round a court
BENT = Polygon([(15.6, 0), (20.6, 0), (20.6, 6.2), (18.0, 6.2), (18.0, 4), (15.6, 4)])
ROOMS: dict[str, Polygon] = {
    "101": box(0, 0, 5, 4),
    "102": box(5.2, 0, 10.2, 4),
    "103": COURT,
    "104": BENT,
    "105": box(0, 4.2, 17.8, 6.2),  # the corridor
}
WALLED = {"1": box(0, 0, 5, 4), "2": box(5.2, 0, 10.2, 4), "3": box(10.4, 0, 15.4, 4), "4": box(0, 4.2, 15.4, 6.2)}
DOORS_M = (2.0, 7.2, 12.4)  # left jambs of 0.9 m doors between the corridor and rooms 1 to 3


def _new(layers: tuple[str, ...]) -> tuple[Any, Any]:
    document = ezdxf.new("R2010")
    document.header["$INSUNITS"] = 4
    for name in dict.fromkeys(layers):
        document.layers.add(name)
    return document, document.modelspace()


def _corners(ring: Any) -> list[tuple[float, float]]:
    return [(x * UNIT, y * UNIT) for x, y in list(ring.coords)[:-1]]


def _fill(page: Any, layer: str, shapes: list[Polygon], pattern: str = "") -> None:
    """Draw one hatch over shapes, holes as inner loops; a pattern's name, or solid."""
    hatch = page.add_hatch(color=8, dxfattribs={"layer": layer})
    if pattern:
        hatch.set_pattern_fill(pattern, scale=20.0)
    for shape in shapes:
        hatch.paths.add_polyline_path(_corners(shape.exterior), is_closed=True, flags=1)
        for hole in shape.interiors:
            hatch.paths.add_polyline_path(_corners(hole), is_closed=True, flags=16)


def _text(page: Any, words: str, at: shapely.Point, layer: str) -> None:
    text = page.add_text(words, height=0.25 * UNIT, dxfattribs={"layer": layer})
    text.set_placement((at.x * UNIT, at.y * UNIT), align=TextEntityAlignment.MIDDLE_CENTER)


def rooms_as_fills(path: Path, how: str, layer: str, *, texts_on: str = "A-AREA-IDEN") -> Path:
    """Draw ROOMS as fills: ``how`` is "solid", "pattern", "one hatch", "round the text" or "outlined too"."""
    document, page = _new((layer, texts_on))
    shapes = dict(ROOMS)
    if how == "round the text":
        shapes = {n: s.difference(_spot(s).buffer(0.5, cap_style="square")) for n, s in shapes.items()}
    if how == "one hatch":
        _fill(page, layer, list(shapes.values()))
    for number, shape in shapes.items():
        if how == "outlined too":
            page.add_lwpolyline(_corners(shape.exterior), close=True, dxfattribs={"layer": layer})
            _fill(page, layer, [shape.buffer(-0.05, join_style="mitre")])
        elif how != "one hatch":
            _fill(page, layer, [shape], "ANSI31" if how == "pattern" else "")
        _text(page, number, _spot(ROOMS[number]), texts_on)
    document.saveas(path)
    return path


def rooms_as_solids(path: Path, layer: str) -> Path:
    """Draw plain rectangles as SOLID and 3DFACE entities in turn."""
    document, page = _new((layer, "A-AREA-IDEN"))
    for k, (number, shape) in enumerate(WALLED.items()):
        a, b, c, d = _corners(shape.exterior)
        style = {"layer": layer}
        page.add_3dface([a, b, c, d], dxfattribs=style) if k % 2 else page.add_solid([a, b, d, c], dxfattribs=style)
        _text(page, f"20{number}", shape.centroid, "A-AREA-IDEN")
    document.saveas(path)
    return path


def walls_with_fills(path: Path, fills: str, layer: str, *, walls: str = "A-WALL") -> Path:
    """Draw WALLED with wall lines and doors; ``fills`` is "", "poche" (one hatch in all walls), "piers" or "tiles"."""
    document, page = _new((walls, layer, "A-DOOR", "A-AREA-IDEN"))
    gaps = shapely.union_all([box(x, 3.9, x + 0.9, 4.3) for x in DOORS_M])
    mass = box(-0.2, -0.2, 15.6, 6.4).difference(shapely.union_all(list(WALLED.values())))
    bodies = shapely.get_parts(mass.difference(gaps)).tolist()
    for body in bodies:
        for ring in (body.exterior, *body.interiors):
            page.add_lwpolyline(_corners(ring), close=True, dxfattribs={"layer": walls})
    for x in DOORS_M:
        page.add_line((x * UNIT, 4.0 * UNIT), (x * UNIT, 3.1 * UNIT), {"layer": "A-DOOR"})
        page.add_arc((x * UNIT, 4.0 * UNIT), 0.9 * UNIT, 270, 0, dxfattribs={"layer": "A-DOOR"})
    south = [body.intersection(box(-1, -1, 20, 0)) for body in bodies]
    areas = {
        "": [],
        "poche": [(bodies, "")],
        "tiles": [([WALLED[number]], "ANSI37") for number in ("1", "2")],
        "piers": [([part], "ANSI31") for part in shapely.get_parts(south).tolist() if not part.is_empty],
    }
    for shapes, pattern in areas[fills]:
        _fill(page, layer, shapes, pattern)
    for number, shape in WALLED.items():
        _text(page, f"20{number}", shape.centroid, "A-AREA-IDEN")
    document.saveas(path)
    return path


def _spot(shape: Polygon) -> shapely.Point:
    """Return where a room's number stands: clear of its borders."""
    return shapely.maximum_inscribed_circle(shape).interpolate(0)
