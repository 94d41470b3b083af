from __future__ import annotations

from collections.abc import Iterator

from campusmap.model.finding import Severity
from campusmap.model.places import Floor
from campusmap.rules import citations
from campusmap.rules.evidence import Evidence
from campusmap.rules.examples import clean, sketch, with_ways
from campusmap.rules.footways import list_spaces
from campusmap.rules.listing import count_of, list_first
from campusmap.rules.rule import Hit, Skip, hit, rule
from campusmap.units import say_length


@rule(
    id="RCH002",
    title="Corridor has a dead end",
    severity=Severity.NOTE,
    applies_to=Floor,
    message="{floor}: {ends} longer than 20 ft, by the drawing: {listing}",
    source=citations.DEAD_ENDS,
    fix="Check on site that no door or stair is missing from the drawing; tell crews which way does not lead out.",
    trap="Drawing a door at the end of the corridor because the plan looks unfinished without one.",
    bad=sketch("""
            +-----+-----+-----+
            | 101 | 103 | 105 |
            +--/--+--/--+--/--+
        (1) D COR1 Hall       |
            +--D--+--/--+--/--+
              (2) | 104 | 106 |
                  +-----+-----+
    """)
    + with_ways(),
    good=clean() + with_ways(),
)
def dead_end(floor: Floor, context: Evidence) -> Iterator[Hit | Skip]:
    """In smoke people walk past the way out into the end that has none."""
    ends = [end for end in context.analysis.walking.dead_ends if end.floor == floor.id]
    if ends:
        listed = [f"{list_spaces(context, (end.space,))}, {say_length(end.length_m)}" for end in ends]
        yield hit(
            floor, at=ends[0].shape.representative_point(), floor=floor.name or floor.id,
            ends=count_of(len(ends), "dead end"), listing=list_first(listed),
        )  # fmt: skip
