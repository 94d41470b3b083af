from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from campusmap.model.finding import Severity
from campusmap.model.places import Floor, Space
from campusmap.numbering.grammar import NumberParts, fold_number, number_key
from campusmap.numbering.speech import spoken_key
from campusmap.rules import citations
from campusmap.rules.evidence import Evidence
from campusmap.rules.rule import Hit, Skip, hit, rule

NEAR_M: Final = 30.0  # rooms this close, outline to outline, are mixed up (tool default)


@rule(
    id="NUM039",
    title="Two room numbers near each other sound alike on a radio",
    severity=Severity.NOTE,
    applies_to=Floor,
    message="{number} sounds like {other}, {metres:.0f} m away",
    many="{count} room numbers sound like another near them: {listing}",
    source=citations.TOOL,
    fix='Say the digits one by one and letters by the spelling alphabet: "one one five", "Bravo one two".',
    trap="Renumbering rooms that everybody knows by their number.",
    bad="""
            +-----+-----+
            | 115 | 150 |
            +--/--+--/--+
        (1) D COR1 Hall |
            +-----------+
    """,
    good="""
            +-----+-----+
            | 115 | 117 |
            +--/--+--/--+
        (1) D COR1 Hall |
            +-----------+
    """,
)
def sounds_alike(floor: Floor, context: Evidence) -> Iterator[Hit | Skip]:
    """Fifteen and fifty, B and D are one sound through a door and over a radio."""
    alike: dict[tuple[str, str], list[Space]] = defaultdict(list)
    for room in filter(context.is_one_number, floor.spaces):
        keys = (("said", spoken_key(room.shown_number)), ("written", fold_number(room.shown_number)))
        said = [other for key in keys for other in alike[key]]
        others = [other for other in said if not _are_of_one_suite(room, other, context)]
        near = [(room.outline.distance(other.outline), other.id, other) for other in others]
        if near and min(near)[0] <= NEAR_M:
            yield hit(room, number=room.shown_number, other=min(near)[2].shown_number, metres=min(near)[0])
        for key in keys:
            alike[key].append(room)


def _are_of_one_suite(room: Space, other: Space, context: Evidence) -> bool:
    """Tell whether two numbers are the same but for their suffix, as 101B and 101D are: one door leads to both."""
    first, second = context.read_number(room), context.read_number(other)
    same = number_key(room.shown_number) == number_key(other.shown_number)
    return same or (first is not None and second is not None and _stem(first) == _stem(second))


def _stem(parts: NumberParts) -> tuple[str, str, int]:
    return parts.prefix, parts.floor, parts.serial
