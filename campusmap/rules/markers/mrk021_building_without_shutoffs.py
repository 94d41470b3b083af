from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from campusmap.model.finding import Severity
from campusmap.model.places import Campus
from campusmap.rules import citations
from campusmap.rules.demo import TWO_BUILDINGS
from campusmap.rules.devices import is_answered
from campusmap.rules.evidence import Evidence
from campusmap.rules.examples import markers_only_in, sketches
from campusmap.rules.listing import list_first
from campusmap.rules.rule import Hit, Skip, hit, rule

ASKED: Final = {"GAS_SHUTOFF": "gas", "WATER_SHUTOFF": "water", "ELECTRIC_SHUTOFF": "electricity", "FACP": "fire panel"}


@rule(
    id="MRK021",
    title="Buildings without shut-offs or a panel of their own",
    severity=Severity.NOTE,
    applies_to=Campus,
    message="Neither a marker nor a row that says none: {buildings}",
    source=citations.UTILITIES,
    fix='Add the shut-offs and panels, or rows for the building with status "none" where another building\'s serve.',
    trap="Copying the rows of the main building.",
    bad=sketches(TWO_BUILDINGS) + markers_only_in("main"),
    good=sketches(TWO_BUILDINGS),
)
def building_without_shutoffs(campus: Campus, context: Evidence) -> Iterator[Hit | Skip]:
    """The crew at the annex wants to know that its gas is shut in the main building."""
    asked = [kind for kind in ASKED if is_answered(context, kind)]
    said = []
    for building in campus.buildings:
        missing = [ASKED[kind] for kind in asked if not is_answered(context, kind, building=building)]
        if missing and building.floors:
            said.append(f"{building.name or building.id} ({', '.join(missing)})")
    if said:
        yield hit(campus, buildings=list_first(said))
