from __future__ import annotations

from collections.abc import Iterator

from campusmap.model.finding import Severity
from campusmap.model.places import Space
from campusmap.numbering.template import fill_template, fits_template
from campusmap.rules import conventions
from campusmap.rules.evidence import Evidence
from campusmap.rules.rule import Hit, Skip, hit, rule


@rule(
    id="NUM027",
    title="Suffix of a room number is of another form",
    severity=Severity.WARNING,
    applies_to=Space,
    message="{number} ends with {suffix}; a suffix here is {asked}",
    many="{count} room numbers have a suffix of another form: {listing}",
    source=conventions.SUFFIX,
    fix="Use one letter, or set `suffix` in [numbering] to what the signs have.",
    trap="Changing the drawing alone.",
    bad="""
            +-----+-------+
            | 101 | 101AB |
            +--/--+--/----+
        (1) D COR1 Hall   |
            +-------------+
    """,
    good="""
            +-----+------+
            | 101 | 101A |
            +--/--+--/---+
        (1) D COR1 Hall  |
            +------------+
    """,
)
def suffix_of_another_form(space: Space, context: Evidence) -> Iterator[Hit | Skip]:
    """A suffix that is written in two ways is typed in the wrong one."""
    asked = context.scheme.suffix
    parts = context.read_number(space) if context.is_one_number(space) else None
    if asked and parts is not None and parts.suffix and not fits_template(parts.suffix, asked):
        words = "one letter" if asked == "{letter}" else f"written like {fill_template(asked)}"
        yield hit(space, number=space.shown_number, suffix=parts.suffix, asked=words)
