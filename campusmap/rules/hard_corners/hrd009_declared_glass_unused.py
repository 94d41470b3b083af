from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches

from campusmap.model.finding import Severity
from campusmap.model.places import Campus
from campusmap.model.settings import HardCornerSettings
from campusmap.model.source import Ref
from campusmap.rules import citations
from campusmap.rules.evidence import DOOR_KINDS, Evidence
from campusmap.rules.examples import with_project
from campusmap.rules.rule import Hit, Skip, hit, rule
from campusmap.safety.glazing import read_glazing
from campusmap.safety.lookup import fold


@rule(
    id="HRD009",
    title="Declared glass of a type of door is not used",
    severity=Severity.WARNING,
    applies_to=Campus,
    message="glazing_of in campus.toml: {what}",
    many="{count} entries of glazing_of are not used: {listing}",
    source=citations.TOOL_FACT,
    fix="Write a class of the openings table, exterior, interior, door or double_door, and glass as in README.md.",
    trap="Declaring glass for all doors instead.",
    bad=with_project(hard_corners=HardCornerSettings(glazing_of={"extrior": "full lite"})),
    good=with_project(hard_corners=HardCornerSettings(glazing_of={"exterior": "full lite"})),
)
def declared_glass_unused(campus: Campus, context: Evidence) -> Iterator[Hit | Skip]:
    """Glass that nobody reads leaves a room in sight that the kit draws as out of it, or the other way round."""
    doors = [door for floor in context.floors for door in floor.openings if door.kind in DOOR_KINDS]
    types = ("exterior", "interior", *(kind.value for kind in DOOR_KINDS), *(door.class_ for door in doors))
    known = {fold(kind): kind for kind in sorted(types) if kind}
    for kind, text in context.project.hard_corners.glazing_of.items():
        what = ""
        if fold(kind) not in known:
            close = get_close_matches(fold(kind), known, n=1)
            what = f'no door is of the type "{kind}"' + (f"; did you mean {known[close[0]]}?" if close else "")
        elif read_glazing(text) is None:
            what = f'"{text}" for {kind} is not understood'
        if what:
            yield hit(campus, what=what, ref=Ref("campus.toml", place=f"hard_corners.glazing_of.{kind}"))
