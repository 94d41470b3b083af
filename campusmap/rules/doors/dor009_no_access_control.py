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
    id="DOR009",
    title="Exterior doors whose lock is not known",
    severity=Severity.NOTE,
    applies_to=Campus,
    message="How {blank} of {total} are locked or opened is not known: {listing}",
    source=citations.ACCESS_CONTROL,
    fix="Enter `lock` or `access_control` in the openings table; write none where there is none.",
    trap="Copying the door schedule of the tender: locks are changed first.",
    bad=with_doors(lock="", access_control=""),
    good=clean(),
)
def no_access_control(campus: Campus, context: Evidence) -> Iterator[Hit | Skip]:
    """Whether a card, a key or a ram opens it decides which door is taken."""
    doors = all_doors(campus)
    blank = [(building, door) for building, door in doors if not (door.lock or door.access_control)]
    if blank:
        listing = list_first(name_doors(blank))
        yield hit(campus, blank=len(blank), total=count_of(len(doors), "exterior door"), listing=listing)
