from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from shapely import LineString

from campusmap.model.finding import Severity
from campusmap.model.places import Opening
from campusmap.rules import citations
from campusmap.rules.evidence import DOOR_KINDS, Evidence
from campusmap.rules.examples import clean, with_doors
from campusmap.rules.rule import Hit, Skip, hit, rule
from campusmap.units import say_length

# A door farther than this from the floor's outline is inside, or another drawing's (tool default).
OUTLINE_REACH_M: Final = 1.0


@rule(
    id="DOR011",
    title="Exterior door lies away from the outer wall",
    severity=Severity.WARNING,
    applies_to=Opening,
    message="Exterior door {number} lies {length} from the outline of its floor",
    many="{count} exterior doors lie away from the outline of their floor: {listing}",
    source=citations.TOOL,
    fix=(
        "Check the outer walls near the door; a courtyard must be open to the sky in the drawing, not a room "
        "without a name."
    ),
    trap="Moving the door onto the outline.",
    bad=with_doors("2", line=LineString([(500010, 3999991.5), (500010, 3999992.5)])),
    good=clean(),
)
def off_the_outline(opening: Opening, context: Evidence) -> Iterator[Hit | Skip]:
    """An exterior door inside the building is drawn wrong or read wrong."""
    outline = context.floor_of(opening).outline
    if not opening.exterior or opening.kind not in DOOR_KINDS or outline.is_empty:
        return
    metres = outline.boundary.distance(opening.line.centroid)
    if metres > OUTLINE_REACH_M:
        yield hit(opening, number=opening.shown_number or "without number", length=say_length(metres))
