"""What somebody does on the page -> the changes in people's files that say so."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from campusmap.editor.anchored import shift_plan, turn_plan
from campusmap.editor.areas import draw_area, draw_furniture, erase_area
from campusmap.editor.corners import draw_corner, erase_corner, judge_corner
from campusmap.editor.dividing import merge_rooms, restore_room, split_room
from campusmap.editor.entrance import name_entrance
from campusmap.editor.laying import confirm_unit, lay_drawing, lay_picture
from campusmap.editor.order import Answer, Order, is_point, unclear
from campusmap.editor.placing import move_point
from campusmap.editor.rows import delete_marker, fill_in, move_marker, place_marker
from campusmap.editor.traces import erase_trace, trace_opening, trace_room
from campusmap.model.kit import Kit
from campusmap.pipeline.inputs import Inputs


def take_order(kit: Kit, inputs: Inputs, order: Order) -> Answer:
    """Return the changes that an order asks for, and what they do in words; raise InputError for one that cannot be."""
    make = _MAKERS.get(order.text("do"))
    if make is None:
        raise unclear("do")
    return make(kit, inputs, order)


def _corner(kit: Kit, inputs: Inputs, order: Order) -> Answer:
    said = (order.text("value"), order.text("note"), order.who, order.today)
    return judge_corner(kit, inputs, order.text("room"), said), f"{order.text('value')} hard corner"


def _draw(kit: Kit, inputs: Inputs, order: Order) -> Answer:
    said = (order.text("reason"), order.who, order.today)
    return draw_corner(kit, inputs, order.text("room"), order.points("ring"), said), "draw hard corner"


def _erase(kit: Kit, inputs: Inputs, order: Order) -> Answer:
    return erase_corner(kit, inputs, order.text("room")), "erase hard corner"


def _draw_area(kit: Kit, _: Inputs, order: Order) -> Answer:
    facts = {"kind": order.text("kind"), "name": order.text("name"), "who": order.who, "when": order.today}
    return draw_area(kit, order.points("ring"), facts), f"draw {facts['name'] or facts['kind']}"


def _erase_area(kit: Kit, inputs: Inputs, order: Order) -> Answer:
    return erase_area(kit, inputs, order.text("area")), "erase area"


def _furnish(kit: Kit, _: Inputs, order: Order) -> Answer:
    room = order.text("room")
    return draw_furniture(kit, room, order.points("ring"), order.who, order.today), "draw fixed furniture"


def _split(kit: Kit, inputs: Inputs, order: Order) -> Answer:
    said = (order.text("border"), order.who, order.today)
    return split_room(kit, inputs, order.text("room"), order.points("line"), said), "split room"


def _merge(kit: Kit, _: Inputs, order: Order) -> Answer:
    rooms = order.said.get("rooms")
    if not isinstance(rooms, list) or not all(isinstance(room, str) for room in rooms):
        raise unclear("rooms")
    return merge_rooms(kit, rooms, order.who, order.today), "merge rooms"


def _restore(kit: Kit, inputs: Inputs, order: Order) -> Answer:
    return restore_room(kit, inputs, order.text("room")), "give back as drawn"


def _shift(kit: Kit, _: Inputs, order: Order) -> Answer:
    lonlat, at = order.points("lonlat"), order.points("at")
    if len(lonlat) != 1 or len(at) != 1:
        raise unclear("at")
    return shift_plan(kit, order.text("place"), lonlat[0], at[0]), "move a plan"


def _turn(kit: Kit, _: Inputs, order: Order) -> Answer:
    lonlat, bearing, at = order.points("lonlat"), order.said.get("bearing"), order.points("at")
    if len(lonlat) != 1 or len(at) != 2 or not is_point([bearing, 0.0]):
        raise unclear("at")
    return turn_plan(kit, order.text("place"), (lonlat[0], at[0], float(bearing or 0.0)), at[1]), "turn a plan"


def _move_point(kit: Kit, _: Inputs, order: Order) -> Answer:
    point, at = order.said.get("point"), order.points("at")
    if not isinstance(point, dict) or set(point) != {"drawing", "lonlat"} or len(at) != 1:
        raise unclear("point")
    if not all(is_point(pair) for pair in point.values()):
        raise unclear("point")
    return move_point(kit, order.text("place"), point, at[0]), "move a control point"


def _trace_room(kit: Kit, inputs: Inputs, order: Order) -> Answer:
    facts = {key: order.text(key).strip() for key in ("number", "name", "use") if key in order.said}
    room, signed = order.text("room"), facts | {"who": order.who, "when": order.today}
    changes = trace_room(kit, inputs, order.whole("floor", -1), order.points("ring"), signed, room)
    return (
        changes,
        "change the outline of a room"
        if room
        else f"trace room {facts.get('number') or facts.get('name', '')}".strip(),
    )


def _trace_opening(kit: Kit, _: Inputs, order: Order) -> Answer:
    signed = {"number": order.text("number").strip(), "who": order.who, "when": order.today}
    kind = order.text("kind")
    changes = trace_opening(kit, order.whole("floor", -1), order.points("ends"), kind, signed)
    return changes, f"trace {kind.replace('_', ' ')} {signed['number']}".strip()


def _trace_erase(kit: Kit, inputs: Inputs, order: Order) -> Answer:
    return erase_trace(kit, inputs, order.text("id")), "delete what was traced"


def _lay(kit: Kit, inputs: Inputs, order: Order) -> Answer:
    """Place a picture by clicks on the page, or a drawing (``typed``) by longitudes and latitudes."""
    drawings, places = order.points("drawings"), order.points("places")
    if len(drawings) != len(places):
        raise unclear("places")
    lay, what = (lay_drawing, "drawing") if order.said.get("typed") is True else (lay_picture, "picture")
    return lay(kit, inputs, order.whole("floor", -1), list(zip(drawings, places, strict=True))), f"place a {what}"


def _confirm_unit(kit: Kit, inputs: Inputs, order: Order) -> Answer:
    return confirm_unit(kit, inputs, order.whole("floor", -1)), "confirm a drawing's unit"


_MAKERS: Final[dict[str, Callable[[Kit, Inputs, Order], Answer]]] = {
    "place": place_marker,
    "move": move_marker,
    "delete": delete_marker,
    "fields": fill_in,
    "entrance": name_entrance,
    "corner": _corner,
    "draw": _draw,
    "erase": _erase,
    "furniture": _furnish,
    "area": _draw_area,
    "erase_area": _erase_area,
    "split": _split,
    "merge": _merge,
    "restore": _restore,
    "trace_room": _trace_room,
    "trace_opening": _trace_opening,
    "trace_erase": _trace_erase,
    "point": _move_point,
    "shift": _shift,
    "turn": _turn,
    "lay": _lay,
    "unit": _confirm_unit,
}
