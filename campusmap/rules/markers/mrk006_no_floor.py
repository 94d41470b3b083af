from __future__ import annotations

from collections.abc import Iterator

from campusmap.model.finding import Severity
from campusmap.model.places import Marker
from campusmap.rules import citations
from campusmap.rules.demo import TWO_FLOORS
from campusmap.rules.devices import INDOOR_KINDS, name_kind
from campusmap.rules.evidence import Evidence
from campusmap.rules.examples import clean, sketches, with_marker
from campusmap.rules.rule import Hit, Skip, hit, rule


@rule(
    id="MRK006",
    title="Marker does not say on which floor it is",
    severity=Severity.WARNING,
    applies_to=Marker,
    message="{label} is in {building}, which has {floors} floors, and nobody says on which",
    source=citations.AEDS,
    fix="Fill `floor` or `room` in the markers table.",
    trap="Assuming the ground floor.",
    codes=("marker.floor_unknown",),
    bad=sketches(TWO_FLOORS) + with_marker("AED", floor="", space=""),
    good=clean(),
)
def no_floor(found: Marker, context: Evidence) -> Iterator[Hit | Skip]:
    """Whoever runs for an AED runs once."""
    owner = context.owners.get(found.building)
    said = any(n.code == "marker.floor_unknown" and n.subject == found.id for n in context.notices)
    stands_inside = found.kind in INDOOR_KINDS and found.status != "none" and not found.floor
    if owner and len(owner.building.floors) > 1 and (said or stands_inside):
        name = owner.building.name or owner.building.id
        yield hit(found, label=found.label or name_kind(found.kind), building=name, floors=len(owner.building.floors))
