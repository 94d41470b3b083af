from __future__ import annotations

from collections.abc import Iterator

from campusmap.model.finding import Severity
from campusmap.model.places import Building
from campusmap.rules import citations
from campusmap.rules.evidence import Evidence
from campusmap.rules.examples import clean, with_building
from campusmap.rules.rule import Hit, Skip, hit, rule


@rule(
    id="IMG006",
    title="Aerial picture is older than a building",
    severity=Severity.WARNING,
    applies_to=Building,
    message="{building} was built in {year}, and every picture that has a date is older",
    source=citations.AERIAL,
    fix="Get a picture taken after the building was finished.",
    trap="Drawing the building onto the picture.",
    bad=with_building(year_built=2026),
    good=clean(),
)
def older_than_a_building(building: Building, context: Evidence) -> Iterator[Hit | Skip]:
    """A building that the picture does not show is taken for a mistake of the map."""
    years = [int(picture.captured[:4]) for picture in context.campus.imagery if picture.captured]
    if building.year_built and years and max(years) < building.year_built:
        yield hit(building, building=building.name or building.id, year=building.year_built)
