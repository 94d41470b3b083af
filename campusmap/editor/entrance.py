"""The main entrance by hand: of a building, and of the campus where that is asked for."""

from __future__ import annotations

from campusmap.editor.ground import list_floors
from campusmap.editor.order import Answer, Order
from campusmap.errors import InputError
from campusmap.model.edit import PROJECT, Change
from campusmap.model.kit import Kit
from campusmap.model.places import Building, Opening
from campusmap.model.survey import MAIN_ENTRANCE
from campusmap.pipeline.inputs import Inputs


def name_entrance(kit: Kit, inputs: Inputs, order: Order) -> Answer:
    """Name a building's main entrance, and the campus's where that is asked for."""
    for building, floor in list_floors(kit.campus):
        for door in floor.openings:
            if door.id == order.text("door") and door.exterior:
                return _write_entrance(inputs, building, door, order)
    raise InputError("this door", "is no exterior door of the map", "choose one that leads outside")


def _write_entrance(inputs: Inputs, building: Building, door: Opening, order: Order) -> Answer:
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
