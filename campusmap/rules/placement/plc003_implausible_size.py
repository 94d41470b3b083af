from __future__ import annotations

from collections.abc import Iterator

from campusmap.model.finding import Severity
from campusmap.model.places import Floor
from campusmap.rules import citations
from campusmap.rules.evidence import Evidence
from campusmap.rules.examples import clean, with_floor_notice, with_frame
from campusmap.rules.rule import Hit, Skip, hit, rule
from campusmap.rules.unplaced import floor_texts, unplaced_because


@rule(
    id="PLC003",
    title="Floor is implausibly small or large in its unit",
    severity=Severity.ERROR,
    applies_to=Floor,
    message="{floor}: {said}",
    source=citations.TOOL,
    fix="Correct `units` of the floor in campus.toml, or scale the drawing's header; measure a door to be sure.",
    trap="Scaling the drawing until it fits the footprint.",
    codes=("place.size",),
    bad=with_frame(placed=False) + with_floor_notice("place.size"),
    good=clean(),
)
def implausible_size(floor: Floor, context: Evidence) -> Iterator[Hit | Skip]:
    """No school is two metres or a kilometre long."""
    if unplaced_because(floor, context) in ("place.size", ""):
        said = floor_texts(floor, context, "place.size")
        if said:
            yield hit(floor, floor=floor.name or floor.id, said=said)
