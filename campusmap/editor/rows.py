"""Rows of people's tables by hand: markers placed, moved and deleted; cells of rooms, doors and markers filled in."""

from __future__ import annotations

from typing import Final

from campusmap.editor.facts import fields_of
from campusmap.editor.ground import list_floors, locate
from campusmap.editor.memory import remember_drawn
from campusmap.editor.order import Answer, Order, unclear
from campusmap.errors import InputError
from campusmap.model.edit import Change
from campusmap.model.kit import Kit
from campusmap.model.places import Building, Floor, Opening, Space
from campusmap.pipeline.inputs import Inputs
from campusmap.safety.kinds import KINDS, read_kind
from campusmap.safety.lookup import short_id

_STATUSES: Final = ("", "planned", "removed", "none")


def _spot(kit: Kit, order: Order) -> dict[str, str]:
    at = order.points("at")
    if len(at) != 1:
        raise unclear("at")
    return locate(kit, order.whole("floor", -1), at[0])


def place_marker(kit: Kit, _: Inputs, order: Order) -> Answer:
    """Return the change that adds a marker's row: its kind, and where it stands."""
    kind = order.text("kind")
    if kind not in KINDS:
        raise InputError("this symbol", "is of no kind that is known", "choose one of the list")
    cells = {"kind": kind} | _spot(kit, order) | order.stamp()
    return [Change("markers", None, {key: text for key, text in cells.items() if text})], f"place {kind}"


def move_marker(kit: Kit, _: Inputs, order: Order) -> Answer:
    """Return the change that says where a marker stands now."""
    seen = order.texts("seen")
    after = _spot(kit, order) | order.stamp()
    return [Change("markers", seen, after, order.whole("row"))], f"move {seen.get('label') or seen.get('kind', '')}"


def delete_marker(_: Kit, __: Inputs, order: Order) -> Answer:
    """Return the change that takes a marker's row away."""
    seen = order.texts("seen")
    return [Change("markers", seen, None, order.whole("row"))], f"delete {seen.get('label') or seen.get('kind', '')}"


def fill_in(kit: Kit, inputs: Inputs, order: Order) -> Answer:
    """Return the changes that fill in cells of a row, which is begun where there is none; who and when go with it."""
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
