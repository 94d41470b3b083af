from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from campusmap.model.finding import Severity
from campusmap.model.places import Space, Use
from campusmap.rules import citations
from campusmap.rules.evidence import Evidence
from campusmap.rules.examples import clean, with_spaces
from campusmap.rules.rule import Hit, Skip, hit, rule
from campusmap.units import say_area

CORRIDOR_MIN_M2: Final = 10.0  # smaller ones are recesses before doors (tool default)


@rule(
    id="REQ009",
    title="Corridor has neither a name nor a number",
    severity=Severity.WARNING,
    applies_to=Space,
    message="A corridor of {area} has neither a name nor a number",
    many="{count} corridors have neither a name nor a number",
    source=citations.HALLWAY_NAMES,
    fix="Write the name that people use into the corridor in the drawing, or into the room list.",
    trap="Naming it after a department: departments move.",
    bad=with_spaces("COR1", number="", posted_number="", name=""),
    good=clean(),
)
def corridor_without_name(space: Space, context: Evidence) -> Iterator[Hit | Skip]:
    """'In the corridor' is where everybody is."""
    named = space.shown_number or space.name
    if space.use is Use.CORRIDOR and not named and space.outline.area >= CORRIDOR_MIN_M2:
        yield hit(space, area=say_area(space.outline.area))
