from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from campusmap.model.finding import Severity
from campusmap.model.places import Space, Use
from campusmap.rooms.words import name_to_use
from campusmap.rules import citations
from campusmap.rules.evidence import Evidence
from campusmap.rules.examples import with_spaces
from campusmap.rules.rule import Hit, Skip, hit, rule

_WAYS: Final = frozenset({Use.STAIR, Use.ELEVATOR})
_SILENT: Final = frozenset({Use.OTHER, Use.UNKNOWN})


@rule(
    id="ROM042",
    title="Stair or elevator has a name of another kind, or another room has one of theirs",
    severity=Severity.WARNING,
    applies_to=Space,
    message='What is read as {use} on {floor} is called "{name}"',
    many="{count} rooms are stairs or elevators only by their drawing or only by their name: {listing}",
    source=citations.TOOL_FACT,
    fix="Look on the spot; then correct the name or the use, in the drawing or in the room list.",
    trap="Taking the name's word: a stair that is listed as a corridor leads nobody to another floor.",
    bad=with_spaces("103", use=Use.STAIR, name="Corridor"),
    good=with_spaces("103", use=Use.STAIR, name="North Stair"),
)
def stair_called_otherwise(space: Space, context: Evidence) -> Iterator[Hit | Skip]:
    """Ways between floors are drawn, listed and walked by the use; people go by the name on the door."""
    named = name_to_use(space.name)
    if named is space.use or _SILENT & {named, space.use}:
        return
    if _WAYS & {named, space.use}:
        floor = context.floor_of(space)
        yield hit(space, use=space.use.value, name=space.name, floor=floor.name or floor.id)
