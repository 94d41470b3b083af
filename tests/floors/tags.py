"""Room tags in three idioms: TEXT, MTEXT with formatting codes, a block with attributes."""

from __future__ import annotations

import random
from collections.abc import Iterable

import shapely
from ezdxf.document import Drawing
from ezdxf.enums import TextEntityAlignment
from ezdxf.layouts import Modelspace
from floors.truth import Cell

IDIOMS = ("text", "mtext", "block")
TAG_BLOCK = "RMTAG"


def tag_rooms(doc: Drawing, page: Modelspace, rooms: Iterable[Cell], layer: str, dice: random.Random) -> None:
    """Tag every room that has a number or a name; a sheet mixes at most two idioms."""
    pair = dice.sample(IDIOMS, 2)
    _tag_block(doc)
    for room in rooms:
        if not room.number and not room.name:
            continue
        x, y, height = _spot(room, dice)
        draw = {"text": _text, "mtext": _mtext, "block": _block}[dice.choices(pair, (4, 1))[0]]
        draw(page, room, x, y, height, layer, dice)


def _spot(room: Cell, dice: random.Random) -> tuple[float, float, float]:
    """Return a place off the middle, and a text height that keeps the tag inside the room where that can be."""
    radius = shapely.maximum_inscribed_circle(room.shape, 0.05)
    (x, y), reach = radius.coords[0], radius.length
    longest = max(len(room.number), len(room.name) if reach > 1 else 0, 1)
    height = max(min(dice.choice((0.15, 0.2, 0.25)), 1.4 * reach / longest / 0.7, reach / 3), 0.05)
    slack = 0.3 * max(reach - 1.5 * height, 0.0)
    return x + dice.uniform(-slack, slack), y + dice.uniform(-slack, slack), height


def _text(page: Modelspace, room: Cell, x: float, y: float, height: float, layer: str, dice: random.Random) -> None:
    lines = [text for text in (room.number, room.name) if text]
    if dice.random() < 0.5:
        lines.reverse()
    for k, text in enumerate(lines):
        line = page.add_text(text, height=height, dxfattribs={"layer": layer, "style": "OpenSans"})
        line.set_placement((x, y - 1.6 * height * (k - (len(lines) - 1) / 2)), align=TextEntityAlignment.MIDDLE_CENTER)


def _mtext(page: Modelspace, room: Cell, x: float, y: float, height: float, layer: str, dice: random.Random) -> None:
    number, name = room.number, room.name
    codes = dice.choice(
        (
            "{{\\fArial|b1|i0|c0|p34;{number}}}\\P{name}",
            "\\pxqc;{{\\C1;{number}}}\\P\\H0.8x;{name}",
            "{{\\L{name}\\l}}\\P{number}",
        )
    )
    text = codes.format(number=number, name=name) if number and name else f"\\pxqc;{{\\C1;{number or name}}}"
    facts = {"layer": layer, "char_height": height, "attachment_point": 5, "insert": (x, y)}
    page.add_mtext(text, dxfattribs=facts | {"width": 0.0})


def _tag_block(doc: Drawing) -> None:
    block = doc.blocks.new(TAG_BLOCK)
    block.add_attdef("ROOM_NO", (0, 0.6), dxfattribs={"height": 1.0, "layer": "0"})
    block.add_attdef("ROOM_NAME", (0, -1.4), dxfattribs={"height": 1.0, "layer": "0"})


def _block(page: Modelspace, room: Cell, x: float, y: float, height: float, layer: str, dice: random.Random) -> None:
    """Insert the tag block, its texts' middles above each other at the spot."""
    tag = page.add_blockref(TAG_BLOCK, (x, y), dxfattribs={"layer": layer, "xscale": height, "yscale": height})
    for name, text, dy in (("ROOM_NO", room.number, 0.8), ("ROOM_NAME", room.name, -0.8)):
        if text:
            attrib = tag.add_attrib(name, text, dxfattribs={"layer": layer, "height": height})
            attrib.set_placement((x, y + dy * height), align=TextEntityAlignment.MIDDLE_CENTER)
