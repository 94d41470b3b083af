from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from typing import Final

from campusmap.model.finding import Severity
from campusmap.model.places import Campus
from campusmap.model.project import Preplan
from campusmap.rules import citations
from campusmap.rules.evidence import Evidence
from campusmap.rules.examples import clean, with_building
from campusmap.rules.listing import list_first
from campusmap.rules.rule import Hit, Skip, hit, rule

LISTED: Final = 4  # facts named for a building before the rest is counted (tool default)


@rule(
    id="REQ022",
    title="Pre-plan facts of buildings are missing",
    severity=Severity.NOTE,
    applies_to=Campus,
    message="Not supplied: {missing}",
    source=citations.PREPLAN,
    fix='Ask the fire officer, and fill [building.preplan] in campus.toml; "none" and "not known" are answers.',
    trap="Copying them from another building.",
    bad=with_building(preplan=Preplan()),
    good=clean(),
)
def preplan_blank(campus: Campus, context: Evidence) -> Iterator[Hit | Skip]:
    """What the roof is made of decides who goes up on it."""
    said = []
    for building in campus.buildings:
        blank = [f.name.replace("_", " ") for f in fields(Preplan) if getattr(building.preplan, f.name) is None]
        if blank and building.floors:
            said.append(f"{building.name or building.id} ({list_first(blank, LISTED)})")
    if said:
        yield hit(campus, missing="; ".join(said))
