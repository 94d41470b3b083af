from __future__ import annotations

from collections.abc import Iterator

from campusmap.model.finding import Severity
from campusmap.model.places import Campus
from campusmap.rules import citations
from campusmap.rules.evidence import Evidence
from campusmap.rules.examples import clean, with_campus
from campusmap.rules.rule import Hit, Skip, hit, rule


@rule(
    id="IMG001",
    title="No aerial picture",
    severity=Severity.WARNING,
    applies_to=Campus,
    message="The campus has no aerial picture",
    source=citations.AERIAL,
    fix=(
        "Add a GeoTIFF, or a JPG or PNG with a world file, as [[imagery]] in campus.toml; many counties give "
        "theirs away."
    ),
    trap="Taking a screenshot from a map service: its licence seldom allows it, and it has no coordinates.",
    bad=with_campus(imagery=()),
    good=clean(),
)
def no_imagery(campus: Campus, context: Evidence) -> Iterator[Hit | Skip]:
    """Crews on foot find their way by trees, fences and car parks, not by walls."""
    if not campus.imagery:
        yield hit(campus)
