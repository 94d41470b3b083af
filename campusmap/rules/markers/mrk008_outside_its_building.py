from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from shapely import Point

from campusmap.model.finding import Severity
from campusmap.model.places import Marker
from campusmap.rules import citations
from campusmap.rules.devices import CAMPUS_KINDS, name_kind
from campusmap.rules.evidence import Evidence
from campusmap.rules.examples import clean, with_marker
from campusmap.rules.rule import Hit, Skip, hit, rule
from campusmap.units import say_length

REACH_M: Final = 15.0  # an outside meter or a post indicator valve stands this near (tool default)


@rule(
    id="MRK008",
    title="Marker lies away from its building",
    severity=Severity.WARNING,
    applies_to=Marker,
    message="{label} is listed in {building} and lies {length} from it",
    source=citations.TOOL,
    fix="Check lon and lat for swapped or mistyped digits, or correct `building`.",
    trap="Moving the marker to the building's middle.",
    bad=with_marker("GAS_SHUTOFF", at=Point(500200, 3999990)),
    good=clean(),
)
def outside_its_building(found: Marker, context: Evidence) -> Iterator[Hit | Skip]:
    """A shut-off that is drawn across the road is looked for across the road."""
    owner = context.owners.get(found.building)
    if owner is None or found.at is None or owner.building.footprint.is_empty or found.kind in CAMPUS_KINDS:
        return
    floor = context.owners.get(found.floor)
    if floor is not None and floor.floor is not None and not floor.floor.frame.placed:
        return
    metres = owner.building.footprint.distance(found.at)
    if metres > REACH_M:
        yield hit(
            found,
            label=found.label or name_kind(found.kind),
            building=owner.building.name or found.building,
            length=say_length(metres),
        )
