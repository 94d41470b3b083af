from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from campusmap.model.finding import Severity
from campusmap.model.places import Campus
from campusmap.model.source import Ref
from campusmap.rules import citations
from campusmap.rules.evidence import Evidence
from campusmap.rules.examples import clean, with_imagery
from campusmap.rules.rule import Hit, Skip, hit, rule

PIXEL_M: Final = 0.6  # one pixel; NAIP's, at which cars are still seen (tool default)


@rule(
    id="IMG007",
    title="Aerial picture is coarse",
    severity=Severity.NOTE,
    applies_to=Campus,
    message="One pixel of {file} is {pixel_m:.1f} m: doors and fences cannot be seen in it",
    source=citations.TOOL,
    fix="Look for a county orthophoto of 0.15 to 0.3 m a pixel.",
    trap="Sharpening the picture.",
    bad=with_imagery(pixel_m=2.5),
    good=clean(),
)
def coarse(campus: Campus, context: Evidence) -> Iterator[Hit | Skip]:
    """The picture is there to recognise places by."""
    for picture in campus.imagery:
        if picture.pixel_m > PIXEL_M + 0.05:
            yield hit(campus, file=picture.file, pixel_m=picture.pixel_m, ref=Ref(picture.file))
