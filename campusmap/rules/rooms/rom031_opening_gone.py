from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from campusmap.model.finding import Severity
from campusmap.model.places import Campus, Floor
from campusmap.rules import citations
from campusmap.rules.evidence import Evidence, describe
from campusmap.rules.examples_issue import DRAWN, once_opened
from campusmap.rules.rule import Hit, Skip, hit, not_assessed, rule
from campusmap.rules.since_issue import find_gap, openings_then

NEAR_M: Final = 1.0  # between an opening's middles in two drawings: walls move a little (tool default)
MOST: Final = 0.5  # of a floor's openings; where more are gone it is another drawing or another place (tool default)


@rule(
    id="ROM031",
    title="Door or window of the last issue is no longer drawn",
    severity=Severity.WARNING,
    applies_to=Campus,
    message="A door or window of the issue of {issued} at {room} is no longer drawn",
    many="{count} doors or windows of the last issue are no longer drawn, at: {listing}",
    source=citations.STABLE_IDS,
    fix="Look whether it was walled up; if it is still there, draw it again.",
    trap="Letting it go because the room looks tidier: glass that is not drawn makes a hard corner that is none.",
    bad=DRAWN + once_opened(500010.0, 4000000.0),
    good=DRAWN + once_opened(),
)
def opening_gone(campus: Campus, context: Evidence) -> Iterator[Hit | Skip]:
    """A window that got lost in a new drawing lets people hide where they can be seen."""
    if gap := find_gap(context):
        yield not_assessed(campus, gap)
        return
    for floor in context.floors:
        yield from _gone(floor, context)


def _gone(floor: Floor, context: Evidence) -> Iterator[Hit | Skip]:
    then, last = openings_then(context, floor), context.last_issue
    now = [opening.line.centroid for opening in floor.openings]
    gone = [at for at in then if all(at.distance(each) > NEAR_M for each in now)]
    if len(gone) > max(1, MOST * len(then)):
        yield not_assessed(floor, "most doors and windows of the last issue are elsewhere: the drawing is another one")
        return
    for at in gone if last else ():
        near = min(floor.spaces, key=lambda space: (space.outline.distance(at), space.id), default=None)
        room = describe(near) if near else floor.id
        yield hit(floor, at=at, issued=last.issued if last else "", room=room, item=room)
