from __future__ import annotations

from collections.abc import Iterator

from campusmap.model.finding import Severity
from campusmap.model.places import Floor
from campusmap.rules import citations
from campusmap.rules.evidence import Evidence
from campusmap.rules.examples import clean, with_floor_notice
from campusmap.rules.rule import Hit, Skip, hit, rule
from campusmap.rules.unplaced import floor_texts


@rule(
    id="PLC019",
    title="Floor and footprint have less than half in common",
    severity=Severity.ERROR,
    applies_to=Floor,
    message="{floor}: {said}",
    source=citations.AERIAL,
    fix=(
        "Check the placement and `footprint` of the building in campus.toml; a drawing of one wing needs a building "
        "and a footprint of its own."
    ),
    trap="Leaving the footprint out, so that the floor's own outline serves as one.",
    codes=("place.overlap",),
    bad=with_floor_notice("place.overlap"),
    good=clean(),
)
def beside_the_footprint(floor: Floor, context: Evidence) -> Iterator[Hit | Skip]:
    """A floor beside its building sends people to a lawn."""
    said = floor_texts(floor, context, "place.overlap")
    if said:
        yield hit(floor, floor=floor.name or floor.id, said=said)
