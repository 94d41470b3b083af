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

MAX_AGE_YEARS: Final = 3  # no law states a number; tool default


@rule(
    id="IMG003",
    title="Aerial picture is old",
    severity=Severity.WARNING,
    applies_to=Campus,
    message="{file} was taken on {captured}, over {years} years before the issue date",
    source=citations.AERIAL,
    fix=(
        "Get a newer picture, or check on site that buildings, fences and drives are as shown and say so in "
        "the walk-through."
    ),
    trap="Changing the date.",
    bad=with_imagery(captured="2019-05-01"),
    good=clean(),
)
def old(campus: Campus, context: Evidence) -> Iterator[Hit | Skip]:
    """A portable that is not on the picture is not looked for."""
    for picture in campus.imagery:
        if picture.captured and full_years(picture.captured, context.issued) >= MAX_AGE_YEARS:
            years = full_years(picture.captured, context.issued)
            yield hit(campus, file=picture.file, captured=picture.captured, years=years, ref=Ref(picture.file))


def full_years(earlier: str, later: str) -> int:
    """Return how many whole years lie between two ISO dates."""
    return int(later[:4]) - int(earlier[:4]) - (later[5:] < earlier[5:])
