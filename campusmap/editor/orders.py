"""What somebody does on the page -> the changes in people's files that say so."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from campusmap.editor.areas import draw_area, draw_furniture, erase_area
from campusmap.editor.corners import draw_corner, erase_corner, judge_corner
from campusmap.editor.dividing import merge_rooms, restore_room, split_room
from campusmap.editor.facts import fields_of
from campusmap.editor.ground import list_floors, locate
from campusmap.editor.laying import confirm_unit, lay_drawing, lay_picture
from campusmap.editor.memory import remember_drawn
from campusmap.editor.order import Order, is_point, unclear
from campusmap.editor.placing import move_point
from campusmap.editor.traces import erase_trace, trace_opening, trace_room
from campusmap.errors import InputError
from campusmap.model.edit import PROJECT, Change
from campusmap.model.kit import Kit
from campusmap.model.places import Building, Floor, Opening, Space
from campusmap.model.survey import MAIN_ENTRANCE
from campusmap.pipeline.inputs import Inputs
from campusmap.safety.kinds import KINDS, read_kind
from campusmap.safety.lookup import short_id

_STATUSES: Final = ("", "planned", "removed", "none")


Answer = tuple[list[Change], str]  # the changes, and what was done in words


def take_order(kit: Kit, inputs: Inputs, order: Order) -> Answer:
    """Return the changes that an order asks for, and what they do in words; raise InputError for one that cannot be."""
    makers: dict[str, Callable[[Kit, Inputs, Order], Answer]] = {
        "place": _place, "move": _move, "fields": _fill, "delete": _delete, "entrance": _enter,
        "corner": _corner, "draw": _draw, "erase": _erase,
        "area": _draw_area, "erase_area": _erase_area, "furniture": _furnish, "point": _move_point,
        "trace_room": _trace_room, "trace_opening": _trace_opening, "trace_erase": _trace_erase,
        "lay": _lay, "unit": _confirm_unit, "split": _split, "merge": _merge, "restore": _restore,
    }  # fmt: skip
    make = makers.get(order.text("do"))
    if make is None:
        raise unclear("do")
    return make(kit, inputs, order)


def _spot(kit: Kit, order: Order) -> dict[str, str]:
    at = order.points("at")
    if len(at) != 1:
        raise unclear("at")
    return locate(kit, order.whole("floor", -1), at[0])


def _place(kit: Kit, _: Inputs, order: Order) -> Answer:
    kind = order.text("kind")
    if kind not in KINDS:
        raise InputError("this symbol", "is of no kind that is known", "choose one of the list")
    cells = {"kind": kind} | _spot(kit, order) | order.stamp()
    return [Change("markers", None, {key: text for key, text in cells.items() if text})], f"place {kind}"


def _move(kit: Kit, _: Inputs, order: Order) -> Answer:
    seen = order.texts("seen")
    after = _spot(kit, order) | order.stamp()
    return [Change("markers", seen, after, order.whole("row"))], f"move {seen.get('label') or seen.get('kind', '')}"


def _delete(_: Kit, __: Inputs, order: Order) -> Answer:
    seen = order.texts("seen")
    return [Change("markers", seen, None, order.whole("row"))], f"delete {seen.get('label') or seen.get('kind', '')}"


def _fill(kit: Kit, inputs: Inputs, order: Order) -> Answer:
    table, fields = order.text("table"), order.texts("fields")
    seen, subject = order.texts("seen"), order.text("subject")
    _check_fields(table, (read_kind(seen.get("kind", "")) or "") if table == "markers" else "", fields)
    if fields.get("posted_number"):
        fields["posted_on"] = order.today
    elif "posted_number" in fields:
        fields["posted_on"] = ""
    after = fields | order.stamp() | remember_drawn(kit, order.floors, (table, subject), seen, fields)
    what = f"change {', '.join(key for key in fields if key != 'posted_on')}"
    if order.whole("row"):
        return [Change(table, seen, after, order.whole("row"))], what
    if table == "markers":
        raise InputError("this marker", "stands in no row of the markers table", "mend it where it is written")
    head = _name_row(kit, table, subject)
    begun = [] if table in inputs.tables.present or table != "rooms" else _begin_rooms(kit, subject)
    return [*begun, Change(table, None, head | {key: text for key, text in after.items() if text})], what


def _check_fields(table: str, kind: str, fields: dict[str, str]) -> None:
    known = {name for name, *_ in fields_of(table, kind)} | ({"kind"} if table == "markers" else set())
    strange = sorted(set(fields) - known)
    if not fields or strange:
        raise unclear(", ".join(strange) or "fields")
    if fields.get("kind", "AED") not in KINDS or fields.get("status", "") not in _STATUSES:
        raise unclear("kind or status")


def _name_row(kit: Kit, table: str, subject: str) -> dict[str, str]:
    """Return the cells by which a new row names its room or door."""
    for building, floor in list_floors(kit.campus):
        things: tuple[Space | Opening, ...] = floor.spaces if table == "rooms" else floor.openings
        for thing in things:
            if thing.id == subject:
                return _head(table, building, floor, thing)
    raise InputError("this room or door", "is not on the map any more", "choose it again")


def _head(table: str, building: Building, floor: Floor, thing: Space | Opening) -> dict[str, str]:
    own = {"id": thing.id} if table == "rooms" else {"door": thing.id}
    cells = own | {"building": building.id, "floor": short_id(floor), "number": thing.number}
    return {key: text for key, text in cells.items() if text}


def _begin_rooms(kit: Kit, but: str) -> list[Change]:
    """Return the rows of a room list that is not there yet: every numbered room, since a list is taken to be whole."""
    rooms = [
        _head("rooms", building, floor, space)
        for building, floor in list_floors(kit.campus)
        for space in sorted(floor.spaces, key=lambda each: (each.number, each.id))
        if space.number and space.id != but
    ]
    return [Change("rooms", None, cells) for cells in rooms]


def _enter(kit: Kit, inputs: Inputs, order: Order) -> Answer:
    """Name a building's main entrance, and the campus's where that is asked for."""
    for building, floor in list_floors(kit.campus):
        for door in floor.openings:
            if door.id == order.text("door") and door.exterior:
                return _name_entrance(inputs, building, door, order)
    raise InputError("this door", "is no exterior door of the map", "choose one that leads outside")


def _name_entrance(inputs: Inputs, building: Building, door: Opening, order: Order) -> Answer:
    number = door.shown_number
    if not number:
        raise InputError("this door", "has no number by which it could be named", "give it one first")
    entry = next(entry for entry in inputs.project.building if entry.id == building.id)
    before = {"main_entrance": entry.main_entrance or None}
    changes = [Change(PROJECT, before, {"main_entrance": number}, place=f"building {building.id}")]
    if order.said.get("campus") is True:
        main = inputs.project.campus.main_entrance
        seen = {"building": main.building, "door": main.door} if main is not None else None
        after = {"building": building.id, "door": number}
        changes.append(Change(PROJECT, {"main_entrance": seen}, {"main_entrance": after}, place="campus"))
    row = {"subject": door.id, "fact": MAIN_ENTRANCE, "value": number, "who": order.who, "when": order.today}
    changes.append(Change("survey", None, row))
    return changes, f"name door {number} the main entrance"


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
