from __future__ import annotations

from collections.abc import Iterator

from campusmap.model.finding import Severity
from campusmap.model.places import Floor
from campusmap.model.walking import LiftOnly
from campusmap.rules import citations
from campusmap.rules.evidence import Evidence
from campusmap.rules.examples import clean, with_walking
from campusmap.rules.listing import count_of
from campusmap.rules.rule import Hit, Skip, hit, rule
from campusmap.rules.walks import list_spaces


@rule(
    id="RCH004",
    title="Only a lift leads out of some rooms",
    severity=Severity.WARNING,
    applies_to=Floor,
    message="{floor}: by the drawing {rooms} can be left by lift {lifts} only: {listing}",
    source=citations.TOOL_FACT,
    fix="Draw the stair, and give it the same name on every floor that it serves.",
    trap="Leaving it because the lift works: in a fire it does not.",
    bad=clean() + with_walking(lift_only=(LiftOnly("main/1/101", ("E1",)),)),
    good=clean(),
)
def only_by_lift(floor: Floor, context: Evidence) -> Iterator[Hit | Skip]:
    """Either the drawing lacks a stair, or people up there are trapped when the power goes."""
    own = {space.id for space in floor.spaces}
    stuck = [record for record in context.analysis.walking.lift_only if record.space in own]
    if stuck:
        yield hit(
            floor,
            floor=floor.name or floor.id,
            rooms=count_of(len(stuck), "room"),
            lifts=", ".join(sorted({name for record in stuck for name in record.lifts})),
            listing=list_spaces(context, tuple(record.space for record in stuck)),
        )
