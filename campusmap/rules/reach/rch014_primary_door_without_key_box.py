from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from campusmap.model.finding import Severity
from campusmap.model.places import Building
from campusmap.model.walking import Entry, KeyBox
from campusmap.rules import citations
from campusmap.rules.evidence import Evidence, exterior_doors
from campusmap.rules.examples import clean, with_doors, with_walking
from campusmap.rules.exterior import is_main
from campusmap.rules.listing import count_of, list_first
from campusmap.rules.rule import Hit, Skip, hit, rule
from campusmap.units import say_length

PRIMARY: Final = frozenset({"primary", "main"})  # classes of the doors that people are let in by: 19 TAC 61.1040
_BOX: Final = (KeyBox("m-key_box-main/1", "main", "main/1/d-8-12", 0.5, "main/1/d-8-12", 0.5),)


@rule(
    id="RCH014",
    title="Primary entrance has no key box near it",
    severity=Severity.NOTE,
    applies_to=Building,
    message="{building}: no key box within {limit} on foot of {doors} of the class primary: {listing}",
    source=citations.KEY_BOX_SITE,
    fix="Ask the fire department which entrances need one; correct the class in the openings table, or hang a box.",
    trap="Counting the box in a straight line through the building.",
    bad=clean()
    + with_doors("2", class_="primary")
    + with_walking(key_boxes=_BOX, entries=(Entry("main/1/d-44-12", "main", "main/1", (), "m-key_box-main/1", 60.0),)),
    good=clean()
    + with_doors("2", class_="primary")
    + with_walking(key_boxes=_BOX, entries=(Entry("main/1/d-44-12", "main", "main/1", (), "m-key_box-main/1", 9.0),)),
)
def primary_door_without_key_box(building: Building, context: Evidence) -> Iterator[Hit | Skip]:
    """At a large school crews are sent to the entrance that is nearest to the room, not to the front."""
    walking, limit = context.analysis.walking, context.project.reach.key_box_m
    if not any(box.building == building.id for box in walking.key_boxes):
        return
    away = {entry.door: entry.key_box_m for entry in walking.entries}
    far = [
        (door.shown_number or "without a number", away[door.id])
        for door in exterior_doors(building.floors)
        if door.class_.strip().casefold() in PRIMARY and not is_main(door, building) and door.id in away
        and not (away[door.id] or float("inf")) <= limit
    ]  # fmt: skip
    if far:
        listing = list_first([f"{name} ({say_length(metres)})" if metres else name for name, metres in sorted(far)])
        yield hit(
            building, building=building.name or building.id, limit=say_length(limit),
            doors=count_of(len(far), "door"), listing=listing,
        )  # fmt: skip
