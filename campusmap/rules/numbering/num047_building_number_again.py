from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from campusmap.change.earlier import numbers_borne
from campusmap.model.finding import Severity
from campusmap.model.places import Campus
from campusmap.numbering.grammar import fold_number
from campusmap.rules import citations
from campusmap.rules.evidence import Evidence
from campusmap.rules.examples import clean
from campusmap.rules.examples_issue import once_built
from campusmap.rules.rule import Hit, Skip, hit, not_assessed, rule
from campusmap.rules.since_issue import NO_ISSUE


@rule(
    id="NUM047",
    title="Building has the number that another building had",
    severity=Severity.WARNING,
    applies_to=Campus,
    message="{building} carries number {number}, which was {other}'s in an earlier issue",
    source=citations.NEVER_AGAIN,
    fix="Give it a number that no building had; or tell everybody who holds an earlier issue, and waive this.",
    trap="Using a number again because its building was torn down: pre-plans and alarm panels outlive buildings.",
    bad=clean() + once_built(west="1"),
    good=clean() + once_built(west="9", main="1"),
)
def building_number_again(campus: Campus, context: Evidence) -> Iterator[Hit | Skip]:
    """Who has an old plan in the car goes to where the number was."""
    if not context.ledger_present:
        yield not_assessed(campus, NO_ISSUE)
        return
    now = {each.id: each.name or each.id for each in campus.buildings}
    borne = sorted(numbers_borne(context.ledger).items())
    for building, (other, numbers) in product(campus.buildings, borne):
        own = fold_number(building.number)
        if own and other != building.id and own in map(fold_number, numbers):
            yield hit(building, building=now[building.id], number=building.number, other=now.get(other, other))
