from __future__ import annotations

from collections.abc import Iterator

from campusmap.model.finding import Severity
from campusmap.model.numbering import Numbering
from campusmap.model.places import Campus, Opening, Space
from campusmap.numbering.grammar import fold_number
from campusmap.rules import citations
from campusmap.rules.evidence import Evidence
from campusmap.rules.examples import with_project, with_spaces
from campusmap.rules.exterior import fold_door
from campusmap.rules.rule import Hit, Skip, hit, rule


@rule(
    id="NUM029",
    title="Number that is frozen changes or is gone",
    severity=Severity.WARNING,
    applies_to=Campus,
    message="{number} is not to change, and {what}",
    many="{count} numbers that are not to change do, or are gone: {listing}",
    source=citations.STABLE_IDS,
    fix="Keep the number; or agree on the change with the responders and take it off `frozen` in [numbering].",
    trap="Taking the number off the list so that the plan goes through.",
    bad=with_project(numbering=Numbering(frozen=("101",))) + with_spaces("101", planned_number="109"),
    good=with_project(numbering=Numbering(frozen=("101", "door 2"))),
)
def frozen_number(campus: Campus, context: Evidence) -> Iterator[Hit | Skip]:
    """Alarm panels, telephones and pre-plans hold the number too, and do not change with the sign."""
    things: list[Space | Opening] = [space for floor in context.floors for space in floor.spaces]
    things += [opening for floor in context.floors for opening in floor.openings]
    for number in context.scheme.frozen:
        found = [thing for thing in things if thing.shown_number and _carries(thing, number)]
        if not found:
            yield hit(campus, number=number, what="nothing on the plan carries it", item=number)
        for thing in found:
            if thing.planned_number and not _is(thing, thing.planned_number, number):
                yield hit(thing, number=number, what=f"{thing.planned_number} is planned for it", item=number)


def _carries(thing: Space | Opening, number: str) -> bool:
    return _is(thing, thing.shown_number, number)


def _is(thing: Space | Opening, said: str, number: str) -> bool:
    """Tell whether a number is the frozen one: "door 4" is a door's, a number alone a room's."""
    if number.strip().lower().startswith("door"):
        return isinstance(thing, Opening) and fold_door(said) == fold_door(number)
    return isinstance(thing, Space) and fold_number(said) == fold_number(number)
