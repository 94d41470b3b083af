from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from campusmap.model.finding import Severity
from campusmap.model.places import Floor
from campusmap.rules import citations
from campusmap.rules.evidence import Evidence
from campusmap.rules.examples import clean, with_floor_notice
from campusmap.rules.rule import Hit, Skip, hit, rule
from campusmap.rules.unplaced import floor_texts

# What rooms/ calls the faces that are no rooms by nature; nothing is lost with them.
BY_NATURE: Final = ("wall body", "doorway")


@rule(
    id="ROM004",
    title="Areas closed by walls that are no rooms",
    severity=Severity.NOTE,
    applies_to=Floor,
    message="{floor}: walls close areas that are no rooms: {said}",
    source=citations.TOOL_FACT,
    fix="Check the floor's sheet for a room that is missing; label it in the drawing.",
    trap="Counting on it that nothing is missing.",
    codes=("rooms.face_dropped",),
    bad=with_floor_notice("rooms.face_dropped"),
    good=clean(),
)
def faces_left_out(floor: Floor, context: Evidence) -> Iterator[Hit | Skip]:
    """What is left out must be known to have been left out."""
    said = floor_texts(floor, context, "rooms.face_dropped")
    if any(not text.endswith(BY_NATURE) for text in said.split("; ") if text):
        yield hit(floor, floor=floor.name or floor.id, said=said)
