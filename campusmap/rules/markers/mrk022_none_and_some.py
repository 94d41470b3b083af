from __future__ import annotations

from collections.abc import Iterator

from campusmap.model.finding import Severity
from campusmap.model.places import Marker
from campusmap.rules import citations
from campusmap.rules.devices import name_kind
from campusmap.rules.evidence import Evidence
from campusmap.rules.examples import clean, with_marker
from campusmap.rules.rule import Hit, Skip, hit, rule


@rule(
    id="MRK022",
    title="Marker row says that there is none, and another row has one",
    severity=Severity.WARNING,
    applies_to=Marker,
    message="A row says that there is no {kind} in {place}, and {other} is there",
    source=citations.TOOL_FACT,
    fix="Delete the row that is wrong.",
    trap="Deleting the older row without asking.",
    bad=with_marker("AED", status="none", at=None),
    good=clean(),
)
def none_and_some(found: Marker, context: Evidence) -> Iterator[Hit | Skip]:
    """Two rows that deny each other: one of them is out of date."""
    if found.status != "none":
        return
    for other in context.markers_of(found.kind):
        if other.is_there and found.building in ("", other.building) and found.floor in ("", other.floor):
            place = found.building or "the whole campus"
            yield hit(found, kind=name_kind(found.kind), place=place, other=other.label or other.id)
            return
