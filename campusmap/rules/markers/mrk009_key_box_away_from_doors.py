from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from shapely import Point

from campusmap.model.finding import Severity
from campusmap.model.places import Marker
from campusmap.rules import citations
from campusmap.rules.evidence import Evidence, exterior_doors
from campusmap.rules.examples import clean, with_marker
from campusmap.rules.rule import Hit, Skip, hit, rule
from campusmap.units import say_length

REACH_M: Final = 15.0  # from an exterior door (tool default; local rules say at the front door)


@rule(
    id="MRK009",
    title="Key box is not near an exterior door",
    severity=Severity.WARNING,
    applies_to=Marker,
    message="{label} lies {length} from the nearest exterior door",
    source=citations.KEY_BOX_SITE,
    fix="Correct its place, or enter `door` in the markers table.",
    trap="Drawing it at the main entrance because that is where it ought to be.",
    bad=with_marker("KEY_BOX", at=Point(500010, 4000040), building=""),
    good=clean(),
)
def key_box_away_from_doors(found: Marker, context: Evidence) -> Iterator[Hit | Skip]:
    """The box is beside the door that it opens."""
    doors = exterior_doors(tuple(floor for floor in context.floors if floor.frame.placed))
    if found.kind == "KEY_BOX" and found.at is not None and doors:
        metres = min(door.line.distance(found.at) for door in doors)
        if metres > REACH_M:
            yield hit(found, label=found.label or "The key box", length=say_length(metres))
