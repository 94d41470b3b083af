"""Room tags and exterior door tags: a place where they can be read, and three ways to write them. Feet."""

from __future__ import annotations

from collections.abc import Iterable

from ezdxf.enums import TextEntityAlignment
from shapely import Point, Polygon, box
from shapely.geometry.base import BaseGeometry
from shapely.ops import unary_union

from generator.pen import FONT, XY, Pen
from generator.plan import FloorPlan, Opening, Room

LETTER = 0.72  # mean advance of a capital, in heights
FULL = 0.75  # text height, 9 in: 3/32 in on paper at 1/8 in to the foot


def swing_zone(opening: Opening) -> Polygon:
    """Return the floor that a leaf sweeps, and the way through."""
    w, t = opening.width / 2, opening.thickness / 2
    reach = opening.width / (2 if opening.kind == "double_door" else 1)
    far, near = opening.swing * (t + reach), -opening.swing * (t + 1.0)
    return Polygon([opening.point(-w, near), opening.point(w, near), opening.point(w, far), opening.point(-w, far)])


def tag_size(room: Room, net: Polygon) -> tuple[float, float, float]:
    """Return text height and the half width and half height of the whole tag."""
    x0, y0, x1, y1 = net.bounds
    letters = max(len(room.name), len(room.shown) + 2)
    height = min(FULL, 0.9 * (x1 - x0) / (LETTER * letters), (y1 - y0) / 6)
    height = max(height, 0.28)
    return height, LETTER * letters * height / 2, 1.9 * height


def place_tags(plan: FloorPlan, nets: dict[str, Polygon], openings: list[Opening]) -> dict[str, XY]:
    """Return where each room's tag goes: inside the room, clear of door swings, near the middle."""
    swings = unary_union([swing_zone(o) for o in openings if o.kind != "window"])
    spots = {room.number: _spot(room, nets[room.number], swings) for room in plan.rooms}
    stairs = [room.number for room in plan.rooms if room.use == "stair"]
    return spots | {number: _far_landing(nets[number], number, openings) for number in stairs}


def _far_landing(net: Polygon, number: str, openings: list[Opening]) -> XY:
    x0, y0, x1, y1 = net.bounds
    door = next(o for o in openings if o.a == number and not o.outside)
    if y1 - y0 >= x1 - x0:
        return (x0 + x1) / 2, y0 + 2.4 if door.y > (y0 + y1) / 2 else y1 - 2.4
    return x0 + 2.4 if door.x > (x0 + x1) / 2 else x1 - 2.4, (y0 + y1) / 2


def _spot(room: Room, net: Polygon, swings: BaseGeometry) -> XY:
    _, half_width, half_height = tag_size(room, net)
    anchor = net.centroid if net.contains(net.centroid) else net.representative_point()
    for x, y in _spiral(anchor.x, anchor.y):
        tag = box(x - half_width, y - half_height, x + half_width, y + half_height)
        if net.contains(tag) and not tag.intersects(swings):
            return x, y
    return anchor.x, anchor.y


def _spiral(x: float, y: float) -> Iterable[XY]:
    steps = sorted(((i, j) for i in range(-12, 13) for j in range(-12, 13)), key=lambda s: (s[0] ** 2 + s[1] ** 2, s))
    return ((round(x + 0.7 * i, 2), round(y + 0.7 * j, 2)) for i, j in steps)


def draw_room_tag(pen: Pen, room: Room, at: XY, net: Polygon) -> None:
    """Write a room's number and name in the office's way."""
    height, half_width, _ = tag_size(room, net)
    draw = {"block": _block_tag, "mtext": _mtext_tag, "texts": _texts_tag}[pen.style.tags]
    draw(pen, room, at, height, half_width)


def _texts_tag(pen: Pen, room: Room, at: XY, height: float, half_width: float) -> None:
    pen.text("tag", room.name, (at[0], at[1] + 0.8 * height), height)
    if not room.shown:
        return
    underline = "%%u" if pen.style.jitter_in and pen.rng.random() < 0.25 else ""
    pen.text("tag", f"{underline}{room.shown}", (at[0], at[1] - 0.8 * height), height)


def _mtext_tag(pen: Pen, room: Room, at: XY, height: float, half_width: float) -> None:
    scale = (1.0, 1.2, 1.1)[pen.rng.randrange(3)]
    forms = (
        rf"{{\fArial|b1|i0|c0|p34;{room.name}}}\P{room.shown}",
        rf"\pxqc;{room.name}\P{{\H{scale}x;{room.shown}}}",
        rf"{{\C3;{room.name}}}\P\L{room.shown}\l",
    )
    pen.mtext("tag", forms[pen.rng.randrange(3)], at, height, 2.4 * half_width)


def _block_tag(pen: Pen, room: Room, at: XY, height: float, half_width: float) -> None:
    name = f"ROOMTAG-{round(height * 12 * 4)}"
    if name not in pen.doc.blocks:
        _define_tag(pen, name, height * pen.scale)
    layer = pen.layer("tag")
    insert = pen.space.add_blockref(name, pen.at(at), dxfattribs=layer)
    for tag, words, rise in (("ROOMNO", room.shown, -0.8), ("ROOMNAME", room.name, 0.9)):
        attributes = {**layer, "style": FONT, "height": round(height * pen.scale, 4)}
        attrib = insert.add_attrib(tag, words, dxfattribs=attributes)
        attrib.set_placement(pen.at((at[0], at[1] + rise * height)), align=TextEntityAlignment.MIDDLE_CENTER)


def _define_tag(pen: Pen, name: str, height: float) -> None:
    block = pen.doc.blocks.new(name)
    w, low, high = 2.0 * height, -1.5 * height, -0.1 * height
    block.add_lwpolyline([(-w, low), (w, low), (w, high), (-w, high)], close=True)
    for tag, rise in (("ROOMNO", -0.8), ("ROOMNAME", 0.9)):
        attdef = block.add_attdef(tag, text="", dxfattribs={"height": height, "style": FONT, "prompt": tag.title()})
        attdef.set_placement((0, rise * height), align=TextEntityAlignment.MIDDLE_CENTER)


def draw_door_tag(pen: Pen, opening: Opening, as_block: bool) -> None:
    """Write an exterior door's number outside, beside its swing."""
    reach = opening.thickness / 2 + opening.width / (2 if opening.kind == "double_door" else 1) + 1.6
    at, words = opening.point(0, reach), f"D{opening.number}"
    if not as_block:
        pen.text("door_tag", words, at, 0.8)
        return
    if "DOORTAG" not in pen.doc.blocks:
        _define_door_tag(pen)
    insert = pen.space.add_blockref("DOORTAG", pen.at(at), dxfattribs=pen.layer("door_tag"))
    attributes = {**pen.layer("door_tag"), "style": FONT, "height": round(0.8 * pen.scale, 4)}
    insert.add_attrib("DOORNO", words, dxfattribs=attributes).set_placement(
        pen.at(at), align=TextEntityAlignment.MIDDLE_CENTER
    )


def _define_door_tag(pen: Pen) -> None:
    block = pen.doc.blocks.new("DOORTAG")
    block.add_circle((0, 0), 1.3 * pen.scale)
    attdef = block.add_attdef("DOORNO", text="", dxfattribs={"height": 0.8 * pen.scale, "style": FONT})
    attdef.set_placement((0, 0), align=TextEntityAlignment.MIDDLE_CENTER)


def tag_boxes(plan: FloorPlan, nets: dict[str, Polygon], spots: dict[str, XY]) -> list[Polygon]:
    """Return the boxes that the tags take up."""
    boxes = []
    for room in plan.rooms:
        _, half_width, half_height = tag_size(room, nets[room.number])
        x, y = Point(spots[room.number]).coords[0]
        boxes.append(box(x - half_width, y - half_height, x + half_width, y + half_height))
    return boxes
