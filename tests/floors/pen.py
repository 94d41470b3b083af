"""Draw a sheet as a DXF: double walls, five ways of drawing a door, three of tagging a room."""

from __future__ import annotations

import math
import random
from dataclasses import dataclass, replace
from pathlib import Path

import ezdxf
import ezdxf.transform
import shapely
from ezdxf.document import Drawing
from ezdxf.layouts import Modelspace
from ezdxf.math import Matrix44
from floors.clutter import add_clutter
from floors.sheet import Gate, Sheet
from floors.strokes import roughen, wall_strokes
from floors.tags import tag_rooms
from shapely import Polygon

PER_METRE = {"m": 1.0, "mm": 1000.0, "cm": 100.0, "in": 1 / 0.0254, "ft": 1 / 0.3048}
INSUNITS = {"m": 6, "mm": 4, "cm": 5, "in": 1, "ft": 2}
SINGLE = ("block", "leaf and arc", "arc only", "bare gap")
PAIR_M = (1.3, 3.2)  # widths that two leaves close, and are drawn with; wider gaps stay bare
NAMES = {
    "aia": {
        "wall": "A-WALL",
        "door": "A-DOOR",
        "tag": "A-AREA-IDEN",
        "stair": "A-FLOR-STRS",
        "stall": "A-FLOR-TPTN",
        "column": "S-COLS",
    },
    "plain": {
        "wall": "Walls",
        "door": "Doors",
        "tag": "Room names",
        "stair": "Stairs",
        "stall": "Toilet partitions",
        "column": "Columns",
    },
}
ACI = {"wall": 7, "door": 3, "tag": 2, "stair": 8, "stall": 8, "column": 8}


@dataclass(frozen=True)
class Way:
    """How a floor is put on the sheet; ``nested`` counts the blocks around it."""

    unit: str = "mm"
    turn_deg: float = 0.0
    is_mirrored: bool = False
    shift_m: float = 0.0
    nested: int = 0
    is_rough: bool = False

    def matrix(self) -> Matrix44:
        """Return the way from the floor's metres to drawing units."""
        mirror = Matrix44.scale(-1, 1, 1) if self.is_mirrored else Matrix44()
        turned = mirror @ Matrix44.z_rotate(math.radians(self.turn_deg))
        scale = PER_METRE[self.unit]
        return turned @ Matrix44.translate(self.shift_m, self.shift_m, 0) @ Matrix44.scale(scale, scale, scale)

    def to_axes(self, shape: Polygon) -> Polygon:
        """Return a shape of the floor in metres of the drawing's axes."""
        angle = math.radians(self.turn_deg)
        c, s, m = math.cos(angle), math.sin(angle), -1 if self.is_mirrored else 1
        return shapely.affinity.affine_transform(shape, (m * c, -s, m * s, c, self.shift_m, self.shift_m))


def clean_way(dice: random.Random) -> Way:
    return Way(unit=dice.choice(("m", "mm", "mm", "in", "ft")))


def rough_way(dice: random.Random) -> Way:
    return replace(clean_way(dice), turn_deg=3.0, is_rough=True)


def draw(sheet: Sheet, way: Way, dice: random.Random, path: Path) -> None:
    """Write the sheet as a DXF."""
    doc = ezdxf.new("R2010", setup=True)
    doc.header["$INSUNITS"] = INSUNITS[way.unit]
    layers = _layers(doc, way, dice)
    page = doc.modelspace()
    strokes = wall_strokes(sheet.body, dice)
    for points in roughen(strokes, dice) if way.is_rough else strokes:
        _stroke(page, points, layers["wall"], dice)
    for gate in sheet.gates:
        _door(doc, page, gate, _idiom(gate, dice), layers["door"], dice)
    for kind, shape in sheet.furnishing:
        _lines(page, shape, layers[kind])
    tag_rooms(doc, page, sheet.rooms, layers["tag"], dice)
    if way.is_rough:
        add_clutter(doc, page, sheet, layers, dice)
    ezdxf.transform.inplace(page, way.matrix())
    _nest(doc, page, way.nested)
    doc.saveas(path)


def _layers(doc: Drawing, way: Way, dice: random.Random) -> dict[str, str]:
    """Make layers; rough sheets call them LAYER1 and so on, shuffled, so that a name says nothing."""
    kinds = [*ACI, "furniture", "dimension", "grid", "note"] if way.is_rough else [*ACI]
    numbers = [f"LAYER{k}" for k in range(1, len(kinds) + 1)]
    dice.shuffle(numbers)
    names = dict(zip(kinds, numbers, strict=True)) if way.is_rough else NAMES[dice.choice(sorted(NAMES))]
    for kind, name in names.items():
        doc.layers.add(name, color=ACI.get(kind, 9))
    return names


def _stroke(page: Modelspace, points: list[tuple[float, float]], layer: str, dice: random.Random) -> None:
    if len(points) == 2 and dice.random() < 0.8:
        page.add_line(*points, dxfattribs={"layer": layer})
    elif len(points) > 2 and points[0] == points[-1]:
        page.add_lwpolyline(points[:-1], close=True, dxfattribs={"layer": layer})
    else:
        page.add_lwpolyline(points, dxfattribs={"layer": layer})


def _lines(page: Modelspace, shape: shapely.Geometry, layer: str) -> None:
    for part in shapely.get_parts(shape):
        is_closed = isinstance(part, Polygon)
        points = list((part.exterior if is_closed else part).coords)
        page.add_lwpolyline(points[:-1] if is_closed else points, close=is_closed, dxfattribs={"layer": layer})


def _idiom(gate: Gate, dice: random.Random) -> str:
    if gate.width < PAIR_M[0]:
        return dice.choice(SINGLE)
    return "double leaf" if gate.width < PAIR_M[1] else "bare gap"


def _door(doc: Drawing, page: Modelspace, gate: Gate, idiom: str, layer: str, dice: random.Random) -> None:
    side, hand = dice.choice((1, -1)), dice.choice((1, -1))
    style = {"layer": layer}
    if idiom == "block":
        _door_block(doc, page, gate, side, hand, layer)
    elif idiom == "double leaf":
        for half in (1, -1):
            _swing(page, gate, side, half, gate.width / 2, style, has_leaf=True)
    elif idiom != "bare gap":
        _swing(page, gate, side, hand, gate.width, style, has_leaf=idiom == "leaf and arc")


def _swing(page: Modelspace, gate: Gate, side: int, hand: int, leaf: float, style: dict, has_leaf: bool) -> None:
    """Draw a leaf standing open at right angles from the wall's face, and the arc down to the jamb."""
    face, jamb = side * gate.thick / 2, hand * gate.width / 2
    hinge, tip, shut = gate.at(jamb, face), gate.at(jamb, face + side * leaf), gate.at(jamb - hand * leaf, face)
    angles = [math.degrees(math.atan2(p[1] - hinge[1], p[0] - hinge[0])) for p in (tip, shut)]
    if (angles[1] - angles[0]) % 360 > 180:
        angles.reverse()
    page.add_arc(hinge, leaf, *angles, dxfattribs=style)
    if has_leaf:
        page.add_line(hinge, tip, dxfattribs=style)


def _door_block(doc: Drawing, page: Modelspace, gate: Gate, side: int, hand: int, layer: str) -> None:
    """Insert a door drawn once a width: hinge at the origin, shut leaf along +x, open leaf along +y."""
    name = f"DR-{round(gate.width * 1000)}"
    if name not in doc.blocks:
        block = doc.blocks.new(name)
        block.add_lwpolyline(
            [(0, 0), (0, gate.width), (0.04, gate.width), (0.04, 0)], close=True, dxfattribs={"layer": "0"}
        )
        block.add_arc((0, 0), gate.width, 0, 90, dxfattribs={"layer": "0"})
    hinge = gate.at(hand * gate.width / 2, side * gate.thick / 2)
    turn = math.degrees(math.atan2(gate.uy, gate.ux)) + (180 if hand > 0 else 0)
    flip = side if hand < 0 else -side  # left of +x is up: turned by 180 degrees it points the other way
    page.add_blockref(name, hinge, dxfattribs={"layer": layer, "rotation": turn, "yscale": flip})


def _nest(doc: Drawing, page: Modelspace, depth: int) -> None:
    for level in range(depth):
        block = doc.blocks.new(f"FLOOR-{level}")
        for entity in list(page):
            page.move_to_layout(entity, block)
        page.add_blockref(block.name, (0, 0), dxfattribs={"layer": "0"})
