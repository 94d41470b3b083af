from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from shapely import box, unary_union

from campusmap.model.finding import Severity
from campusmap.model.places import Campus
from campusmap.model.source import Ref
from campusmap.rules import citations
from campusmap.rules.evidence import Evidence
from campusmap.rules.examples import clean, with_imagery
from campusmap.rules.listing import list_first
from campusmap.rules.rule import Hit, Skip, hit, rule

COVER_SLACK_M: Final = 1.0  # a footprint may touch the edge (tool default)


@rule(
    id="IMG004",
    title="Aerial pictures do not cover a building",
    severity=Severity.WARNING,
    applies_to=Campus,
    message="No aerial picture covers {buildings} whole",
    source=citations.AERIAL,
    fix="Add the neighbouring picture tile as another [[imagery]].",
    trap="Stretching the picture until it reaches.",
    bad=with_imagery(coverage=box(500000, 3999990, 500010, 4000000)),
    good=clean(),
)
def not_covered(campus: Campus, context: Evidence) -> Iterator[Hit | Skip]:
    """The blank part of a picture hides what is there."""
    if not campus.imagery:
        return
    covered = unary_union([picture.coverage for picture in campus.imagery]).buffer(COVER_SLACK_M)
    blank = [b.name or b.id for b in campus.buildings if not b.footprint.is_empty and not covered.covers(b.footprint)]
    if blank:
        yield hit(campus, buildings=list_first(blank), ref=Ref(campus.imagery[0].file))
