from __future__ import annotations

from collections.abc import Iterator

from campusmap.model.finding import Severity
from campusmap.model.places import Floor
from campusmap.rules import citations
from campusmap.rules.evidence import Evidence
from campusmap.rules.examples import clean, with_doors, with_ways
from campusmap.rules.listing import count_of
from campusmap.rules.rule import Hit, Skip, hit, rule
from campusmap.rules.walks import list_spaces


@rule(
    id="RCH011",
    title="Nearest way out leads through a locked door",
    severity=Severity.WARNING,
    applies_to=Floor,
    message="{floor}: the nearest way out of {rooms} leads through a door that is kept locked: {listing}",
    source=citations.TOOL_FACT,
    fix="Try the door from inside; if it opens without a key, write so in the openings table, else have it mended.",
    trap="Deleting the word from the table: whoever runs to that door stands before it.",
    bad=clean() + with_doors("1", lock="kept locked") + with_ways(),
    good=clean() + with_doors("1", lock="locked from outside, panic bar") + with_ways(),
)
def locked_door_on_the_way(floor: Floor, context: Evidence) -> Iterator[Hit | Skip]:
    """The map would send people to a door that does not let them out."""
    own = {space.id for space in floor.spaces}
    stuck = [way.space for way in context.analysis.ways if way.purpose == "exit" and way.locked and way.space in own]
    if stuck:
        yield hit(
            floor, floor=floor.name or floor.id, rooms=count_of(len(stuck), "room"),
            listing=list_spaces(context, tuple(stuck)),
        )  # fmt: skip
