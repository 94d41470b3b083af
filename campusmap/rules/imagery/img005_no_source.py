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
    id="IMG005",
    title="Aerial picture has no source or licence",
    severity=Severity.WARNING,
    applies_to=Campus,
    message="{file} has no {missing}",
    source=citations.AERIAL,
    fix="Set `source` and `licence` of the [[imagery]] in campus.toml; the kit prints them.",
    trap='Writing "public domain" without looking it up.',
    bad=with_imagery(licence=""),
    good=clean(),
)
def no_source(campus: Campus, context: Evidence) -> Iterator[Hit | Skip]:
    """A picture that may not be handed on stops the kit from being handed on."""
    for picture in campus.imagery:
        given = {"source": picture.source, "licence": picture.licence}
        missing = " and no ".join(name for name, text in given.items() if not text)
        if missing:
            yield hit(campus, file=picture.file, missing=missing, ref=Ref(picture.file))
