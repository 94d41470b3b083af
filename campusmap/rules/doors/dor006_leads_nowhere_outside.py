from __future__ import annotations

from collections.abc import Iterator

from campusmap.model.finding import Severity
from campusmap.model.places import Opening, Space
from campusmap.rules import citations
from campusmap.rules.evidence import Evidence, describe
from campusmap.rules.examples import clean, sketch, with_inner_door
from campusmap.rules.exterior import EXTERIOR_CLASSES
from campusmap.rules.rule import Hit, Skip, hit, rule


@rule(
    id="DOR006",
    title="Door numbered as an exterior door does not lead outside",
    severity=Severity.WARNING,
    applies_to=Opening,
    message="Door {number} is listed as an exterior door, and the drawing puts it between {sides}",
    source=citations.ACCESS_CONTROL,
    fix=(
        "Check the outer wall at the door: a gap or a porch drawn as a room hides the outside. Else correct "
        "the openings table."
    ),
    trap="Deleting the door's class so that it counts as an inner door.",
    bad=sketch(
        """
            +-----+-----+
            | 101 | 103 |
            +--/--+--/--+
        (1) D COR1 Hall |
            +-----------+
    """
    )
    + with_inner_door(class_="primary", number="2"),
    good=clean(),
)
def leads_nowhere_outside(opening: Opening, context: Evidence) -> Iterator[Hit | Skip]:
    """A crew at a door that is not there loses the time it was to save."""
    if opening.exterior or opening.class_.strip().lower() not in EXTERIOR_CLASSES or len(opening.joins) < 2:
        return
    sides = [context.owners[side].thing for side in opening.joins if side in context.owners]
    names = " and ".join(describe(side) for side in sides if isinstance(side, Space))
    yield hit(opening, number=opening.shown_number or opening.id, sides=names)
