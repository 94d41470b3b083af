from __future__ import annotations

from collections.abc import Iterator

from campusmap.model.finding import Severity
from campusmap.model.places import Space
from campusmap.rules import citations
from campusmap.rules.evidence import Evidence, describe
from campusmap.rules.examples import clean, with_spaces
from campusmap.rules.rule import Hit, Skip, hit, rule


@rule(
    id="ROM020",
    title="Room ends where nothing is drawn",
    severity=Severity.WARNING,
    applies_to=Space,
    message="{room}: a part of its border is a guess, a wall carried on beyond its end; nothing is drawn there",
    many="{count} rooms end where nothing is drawn: {listing}",
    source=citations.TOOL_FACT,
    fix="Draw the wall, the glass front or a room polyline where the room ends; or confirm on site that it is open.",
    trap="Taking the border for a wall: nothing stops sight or passage there.",
    codes=("rooms.open_plan",),
    bad=with_spaces("101", method="inferred"),
    good=clean(),
)
def border_inferred(space: Space, context: Evidence) -> Iterator[Hit | Skip]:
    """Two labels share one open area; the border between them follows a wall carried on beyond its end, a guess."""
    if space.method == "inferred":
        yield hit(space, room=describe(space))
