from __future__ import annotations

from collections.abc import Iterator

from shapely import Polygon

from campusmap.model.finding import Severity
from campusmap.model.places import Building, Campus
from campusmap.numbering.grammar import fold_number
from campusmap.rules import citations
from campusmap.rules.evidence import Evidence
from campusmap.rules.examples_issue import DRAWN, once_elsewhere, once_numbered
from campusmap.rules.rule import Hit, Skip, hit, not_assessed, rule
from campusmap.rules.since_issue import find_gap, is_part, numbered_now, rooms_then
from campusmap.units import say_length


@rule(
    id="NUM048",
    title="New room has the number that another room had in the last issue",
    severity=Severity.WARNING,
    applies_to=Campus,
    message="{number} was a room {length} from here in the issue of {issued}",
    many="{count} new rooms have numbers that other rooms had in the last issue: {listing}",
    source=citations.STABLE_IDS,
    fix="Give the new room a number that none had; `campusmap number` proposes one.",
    trap="Filling the gap that a room left: the last issue still sends people to the old place.",
    bad=DRAWN + once_elsewhere("103"),
    good=DRAWN + once_numbered("103", "103"),
)
def room_number_again(campus: Campus, context: Evidence) -> Iterator[Hit | Skip]:
    """A number that people know should go on meaning the place that it meant."""
    if gap := find_gap(context):
        yield not_assessed(campus, gap)
        return
    for building in campus.buildings:
        yield from _again(building, context)


def _again(building: Building, context: Evidence) -> Iterator[Hit]:
    then = [old for floor in building.floors for old in rooms_then(context, floor)]
    known, last = {old.id for old in then}, context.last_issue
    for room in (room for floor in building.floors for room in numbered_now(floor) if room.id not in known):
        had = [old for old in then if fold_number(old.number) == fold_number(room.number)]
        if last and had and not any(_is_there(room.outline, old.shape) for old in had):
            metres = min(old.shape.centroid.distance(room.outline.centroid) for old in had)
            yield hit(room, number=room.number, length=say_length(metres), issued=last.issued)


def _is_there(now: Polygon, then: Polygon) -> bool:
    return is_part(now, then) or is_part(then, now)
