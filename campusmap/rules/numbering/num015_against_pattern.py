from __future__ import annotations

import re
from collections.abc import Iterator

from campusmap.model.finding import Severity
from campusmap.model.numbering import Numbering
from campusmap.model.places import Space
from campusmap.rules import citations
from campusmap.rules.evidence import Evidence, is_circulation
from campusmap.rules.examples import sketch, with_project
from campusmap.rules.rule import Hit, Skip, hit, not_assessed, rule


@rule(
    id="NUM015",
    title="Room number does not match the project's pattern",
    severity=Severity.WARNING,
    applies_to=Space,
    message="{number} does not match the pattern {pattern}",
    many="{count} room numbers do not match the project's pattern: {listing}",
    source=citations.TOOL,
    fix="Correct the number, or the `pattern` in [numbering] of campus.toml.",
    trap="Widening the pattern until it fits everything.",
    bad=sketch("""
            +-----+------+
            | 101 | 103X |
            +--/--+--/---+
        (1) D COR1 Hall  |
            +------------+
    """)
    + with_project(numbering=Numbering(pattern="[0-9]{3}")),
    good=sketch("""
            +-----+-----+
            | 101 | 103 |
            +--/--+--/--+
        (1) D COR1 Hall |
            +-----------+
    """)
    + with_project(numbering=Numbering(pattern="[0-9]{3}")),
)
def against_pattern(space: Space, context: Evidence) -> Iterator[Hit | Skip]:
    """The project says how its numbers look; a number that does not is mistyped or misread."""
    pattern = context.scheme.pattern
    if not pattern or not space.shown_number or is_circulation(space):
        return
    try:
        matches = re.fullmatch(pattern, space.shown_number) is not None
    except re.error as error:
        yield not_assessed(space, f"the pattern {pattern!r} is no regular expression: {error}")
        return
    if not matches:
        yield hit(space, number=space.shown_number, pattern=pattern)
