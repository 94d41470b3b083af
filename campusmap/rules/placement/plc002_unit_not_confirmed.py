from __future__ import annotations

from collections.abc import Iterator

from campusmap.model.finding import Severity
from campusmap.model.places import Floor
from campusmap.rules import citations
from campusmap.rules.evidence import Evidence
from campusmap.rules.examples import clean, with_frame
from campusmap.rules.rule import Hit, Skip, hit, rule
from campusmap.rules.unplaced import floor_texts, unplaced_because
from campusmap.units import UNIT_NAMES


@rule(
    id="PLC002",
    title="Drawing unit is not confirmed",
    severity=Severity.ERROR,
    applies_to=Floor,
    message="{floor} is taken to be drawn in {unit}, and nobody has confirmed it; it has no coordinates{because}",
    source=citations.TOOL_FACT,
    fix='Measure a door in the drawing (about 0.9 m or 36 in), then set `units = "..."` of the floor in campus.toml.',
    trap="Setting confirmed = true without measuring anything.",
    codes=("place.unit_guessed", "dxf.unit_doubtful"),
    bad=with_frame(unit_confirmed=False, placed=False),
    good=clean(),
)
def unit_not_confirmed(floor: Floor, context: Evidence) -> Iterator[Hit | Skip]:
    """A floor drawn in feet and read as metres is three times too large, and looks right; headers often lie."""
    if unplaced_because(floor, context) == "unit":
        unit = UNIT_NAMES.get(floor.frame.unit, floor.frame.unit)
        doubt = floor_texts(floor, context, "dxf.unit_doubtful")
        because = f": {doubt.partition(' (')[0]}" if doubt else ""
        yield hit(floor, floor=floor.name or floor.id, unit=unit, because=because)
