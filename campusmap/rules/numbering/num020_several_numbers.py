from __future__ import annotations

from collections.abc import Iterator

from campusmap.model.finding import Severity
from campusmap.model.places import Space
from campusmap.numbering.grammar import split_numbers
from campusmap.rules import citations
from campusmap.rules.evidence import Evidence, describe
from campusmap.rules.examples import clean, with_spaces
from campusmap.rules.rule import Hit, Skip, hit, rule


@rule(
    id="NUM020",
    title="Room holds several numbers",
    severity=Severity.WARNING,
    applies_to=Space,
    message="{room}: {said}",
    many="{count} rooms hold several numbers: {listing}",
    source=citations.EVERY_SPACE,
    fix="Draw the wall between the rooms if there is one; else keep one number, and enter the other as an alias.",
    trap="Deleting one of the numbers: somebody still knows the room by it.",
    codes=("rooms.two_numbers",),
    bad=with_spaces("101", number="101/102", posted_number="101/102"),
    good=clean(),
)
def several_numbers(space: Space, context: Evidence) -> Iterator[Hit | Skip]:
    """A search for either number must find the room, and only it."""
    words = split_numbers(space.shown_number)
    said = context.texts_about(space.id, "rooms.two_numbers")
    if len(words) > 1:
        said.append(" and ".join(words) + " are two numbers")
    if said:
        yield hit(space, room=describe(space), said="; ".join(text.rstrip(".") for text in said))
