from __future__ import annotations

from collections.abc import Iterator

from campusmap.model.finding import Severity
from campusmap.model.places import Campus
from campusmap.model.source import Ref
from campusmap.rules import citations
from campusmap.rules.evidence import Evidence
from campusmap.rules.examples import clean, with_imagery
from campusmap.rules.rule import Hit, Skip, hit, rule


@rule(
    id="IMG002",
    title="Aerial picture has no date",
    severity=Severity.WARNING,
    applies_to=Campus,
    message="{file} has no capture date, so nobody can tell whether it is current",
    source=citations.AERIAL,
    fix="Set `captured` of the [[imagery]] in campus.toml; the supplier's index sheet has the date of flight.",
    trap="Entering the date of the download.",
    bad=with_imagery(captured=""),
    good=clean(),
)
def undated(campus: Campus, context: Evidence) -> Iterator[Hit | Skip]:
    """Laws ask for current, verified imagery."""
    for picture in campus.imagery:
        if not picture.captured:
            yield hit(campus, file=picture.file, ref=Ref(picture.file))
