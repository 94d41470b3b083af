from __future__ import annotations

from collections.abc import Iterator

from campusmap.model.finding import Severity
from campusmap.model.numbering import Numbering
from campusmap.model.places import Opening
from campusmap.numbering.template import fill_template, fits_template
from campusmap.rules import citations
from campusmap.rules.evidence import DOOR_KINDS, Evidence
from campusmap.rules.examples import sketch, with_building, with_project
from campusmap.rules.rule import Hit, Skip, hit, rule


@rule(
    id="DOR018",
    title="Exterior door number is not written by the scheme",
    severity=Severity.WARNING,
    applies_to=Opening,
    message="{number} is not written like {example}",
    many="{count} exterior door numbers do not have the scheme's form: {listing}",
    source=citations.TOOL,
    fix="Write the number as on the other doors; or set `door` in [numbering] to what the signs have.",
    trap="Writing it so in the table only.",
    bad=with_project(numbering=Numbering(door="D{n}")),
    good=sketch("""
            +-----+-----+
            | 101 | 103 |
            +--/--+--/--+
       (D1) D COR1 Hall |
            +-----------+
    """)
    + with_building(main_entrance="D1")
    + with_project(numbering=Numbering(door="D{n}")),
)
def against_the_form(opening: Opening, context: Evidence) -> Iterator[Hit | Skip]:
    """One way of writing is found by one search."""
    template = context.scheme.door
    numbered = opening.exterior and opening.kind in DOOR_KINDS and opening.shown_number
    if template and numbered and not fits_template(opening.shown_number, template):
        yield hit(opening, number=opening.shown_number, example=fill_template(template, serial=2, side="W"))
