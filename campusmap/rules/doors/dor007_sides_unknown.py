from __future__ import annotations

from collections.abc import Iterator

from campusmap.model.finding import Severity
from campusmap.model.places import Opening
from campusmap.rules import citations
from campusmap.rules.evidence import DOOR_KINDS, Evidence
from campusmap.rules.examples import clean, with_inner_door
from campusmap.rules.rule import Hit, Skip, hit, rule


@rule(
    id="DOR007",
    title="Door with an unknown side",
    severity=Severity.NOTE,
    applies_to=Opening,
    message="What this door joins could not be read from the drawing",
    many="What {count} doors join could not be read from the drawing; doors and routes through them are not counted",
    source=citations.TOOL_FACT,
    fix="Close the walls on both sides of the door in the drawing.",
    trap="Drawing a line across the door to close the room: it then has no door.",
    codes=("rooms.door_loose",),
    bad=with_inner_door(joins=("main/1/cor1",)),
    good=clean(),
)
def sides_unknown(opening: Opening, context: Evidence) -> Iterator[Hit | Skip]:
    """A route cannot lead through a door that joins nothing."""
    loose = opening.kind in DOOR_KINDS and len(opening.joins) < 2
    if loose or context.texts_about(opening.id, "rooms.door_loose"):
        yield hit(opening)
