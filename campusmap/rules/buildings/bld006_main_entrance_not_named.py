from __future__ import annotations

from collections.abc import Iterator

from campusmap.model.finding import Severity
from campusmap.model.places import Campus
from campusmap.rules import citations
from campusmap.rules.evidence import Evidence
from campusmap.rules.examples import clean, with_campus_entry
from campusmap.rules.rule import Hit, Skip, hit, rule


@rule(
    id="BLD006",
    title="Main entrance of the campus is not named",
    severity=Severity.WARNING,
    applies_to=Campus,
    message="campus.toml does not say which door is the main entrance",
    source=citations.DOOR_ORDER,
    fix="Set `main_entrance = { building = ..., door = ... }` under [campus].",
    trap="Taking the widest door for it: the main entrance is where the office and the fire panel are.",
    bad=with_campus_entry(main_entrance=None),
    good=clean(),
)
def main_entrance_not_named(campus: Campus, context: Evidence) -> Iterator[Hit | Skip]:
    """The order of the doors, side Alpha and the first car all start there."""
    if context.project.campus.main_entrance is None:
        yield hit(campus)
