from __future__ import annotations

from collections.abc import Iterator
from statistics import median
from typing import Final

from shapely import LineString

from campusmap.model.finding import Severity
from campusmap.model.places import Floor, OpeningKind
from campusmap.rules import citations
from campusmap.rules.evidence import Evidence
from campusmap.rules.examples import clean, with_all_openings
from campusmap.rules.rule import Hit, Skip, hit, rule
from campusmap.units import UNIT_NAMES

# A clear door opening is at least 32 in (0.81 m) and a leaf at most 48 in (1.22 m) wide (2010 ADA Standards, 404.2.3);
# units that are confused differ by 2.5 times or more, so the bounds are wide (tool default).
WIDTH_M: Final = (0.45, 2.2)
MIN_DOORS: Final = 4


@rule(
    id="PLC014",
    title="Doors are implausibly narrow or wide in the drawing's unit",
    severity=Severity.ERROR,
    applies_to=Floor,
    message="{floor}: the middle one of {count} doors would be {width:.2f} m wide in {unit}",
    source=citations.TOOL,
    fix="Measure a door in the drawing and correct `units` of the floor in campus.toml.",
    trap="Confirming the unit because the header states it: headers are often a template's.",
    bad=with_all_openings(line=LineString([(500004, 3999994), (500004, 3999994.04)])),
    good=clean(),
)
def doors_out_of_scale(floor: Floor, context: Evidence) -> Iterator[Hit | Skip]:
    """A door is the one thing on a plan whose size everybody knows."""
    if not floor.frame.unit_confirmed:
        return
    widths = [opening.line.length for opening in floor.openings if opening.kind is OpeningKind.DOOR]
    if len(widths) >= MIN_DOORS and not WIDTH_M[0] <= median(widths) <= WIDTH_M[1]:
        unit = UNIT_NAMES.get(floor.frame.unit, floor.frame.unit)
        yield hit(floor, floor=floor.name or floor.id, count=len(widths), width=median(widths), unit=unit)
