from __future__ import annotations

from collections.abc import Iterator

from campusmap.model.finding import Severity
from campusmap.model.places import Campus
from campusmap.rules import citations
from campusmap.rules.evidence import Evidence
from campusmap.rules.examples import clean, with_campus
from campusmap.rules.rule import Hit, Skip, hit, rule


@rule(
    id="REQ006",
    title="Nobody is listed to receive the kit",
    severity=Severity.NOTE,
    applies_to=Campus,
    message="The recipients table is empty, so nobody knows which agency holds which edition",
    source=citations.DELIVERY,
    fix=(
        "List police, fire, EMS and the 911 centre in the recipients table, and enter `delivered_on` and "
        "`edition` as copies go out."
    ),
    trap="Listing agencies that have not been asked.",
    bad=with_campus(recipients=()),
    good=clean(),
)
def no_recipients(campus: Campus, context: Evidence) -> Iterator[Hit | Skip]:
    """An agency with an old edition sends people to doors that are gone."""
    if not campus.recipients:
        yield hit(campus)
