from __future__ import annotations

from collections.abc import Iterator

from campusmap.model.finding import Severity
from campusmap.model.places import Campus
from campusmap.rules import citations
from campusmap.rules.evidence import Evidence
from campusmap.rules.examples import clean, with_doors
from campusmap.rules.exterior import all_doors, name_doors
from campusmap.rules.listing import count_of, list_first
from campusmap.rules.rule import Hit, Skip, hit, rule


@rule(
    id="DOR008",
    title="Exterior doors without a class",
    severity=Severity.NOTE,
    applies_to=Campus,
    message="{blank} of {total} {has} no class: {listing}",
    source=citations.ACCESS_CONTROL,
    fix="Enter `class` in the openings table: primary, secondary or non-designated.",
    trap="Calling every door primary.",
    bad=with_doors(class_=""),
    good=clean(),
)
def no_class(campus: Campus, context: Evidence) -> Iterator[Hit | Skip]:
    """Crews want to know which doors are kept open, and which never are."""
    doors = all_doors(campus)
    blank = [(building, door) for building, door in doors if not door.class_]
    if blank:
        total, has = count_of(len(doors), "exterior door"), "has" if len(blank) == 1 else "have"
        yield hit(campus, blank=len(blank), total=total, has=has, listing=list_first(name_doors(blank)))
