from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from campusmap.model.analysis import Outcome
from campusmap.model.finding import Severity
from campusmap.model.places import Floor
from campusmap.rules import citations
from campusmap.rules.corners import assessed_spaces
from campusmap.rules.evidence import Evidence, describe
from campusmap.rules.examples import clean, with_hard_corners
from campusmap.rules.listing import count_of, list_first
from campusmap.rules.rule import Hit, Skip, hit, rule


@rule(
    id="HRD001",
    title="Rooms whose hard corner was not assessed",
    severity=Severity.NOTE,
    applies_to=Floor,
    message="{floor}: no hard corners assessed in {rooms}, as {why}: {listing}",
    source=citations.LOCKABLE_ROOMS,
    fix=(
        "Look at the doors in survey_list.csv and enter `glazing` in the openings table, or `glazing` under "
        "[hard_corners] for all of them."
    ),
    trap="Entering none because the drawing shows no glass: drawings seldom do.",
    bad=with_hard_corners(Outcome.NOT_ASSESSED, why="door glazing is not known"),
    good=clean(),
)
def not_known(floor: Floor, context: Evidence) -> Iterator[Hit | Skip]:
    """What can be seen through a door depends on its glass; without knowing it nothing is claimed."""
    reasons: dict[str, list[str]] = defaultdict(list)
    for space, said in assessed_spaces(floor, context):
        if said.outcome is Outcome.NOT_ASSESSED:
            reasons[said.why or "no reason given"].append(describe(space))
    for why, rooms in sorted(reasons.items()):
        yield hit(
            floor,
            floor=floor.name or floor.id,
            rooms=count_of(len(rooms), "room"),
            why=why,
            listing=list_first(sorted(rooms)),
        )
