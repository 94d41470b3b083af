from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from campusmap.model.finding import Severity
from campusmap.model.places import Campus
from campusmap.model.source import Ref
from campusmap.model.survey import CHECKED, POSTED_NUMBER, WRONG, SurveyFact
from campusmap.model.walk import NO_SIGN
from campusmap.rules import citations
from campusmap.rules.evidence import Evidence
from campusmap.rules.examples import clean
from campusmap.rules.rule import Change, Hit, Skip, hit, rule
from campusmap.rules.walks import name_subject
from campusmap.safety.checks import latest_by_person


def _marked(evidence: Evidence) -> Evidence:
    room = evidence.floors[0].spaces[0].id
    seen = SurveyFact(room, CHECKED, WRONG, "A. Green", date(2025, 9, 1), True, "now a store", Ref("survey.csv"))
    return replace(evidence, analysis=replace(evidence.analysis, survey=(seen,)))


@rule(
    id="SVY008",
    title="Marked wrong on the walk-through",
    severity=Severity.WARNING,
    applies_to=Campus,
    message="{name} is {said}, by {who} on {when}{note}",
    many="{count} things were marked wrong on the walk-through: {listing}",
    source=citations.WALK_THROUGH,
    fix="Mend the drawing or the tables, and have somebody look again; their `checked` with yes takes this away.",
    trap="Deleting the row of the survey.",
    bad=Change("survey: a room marked wrong", (_marked,)),
    good=clean(),
)
def marked_wrong(campus: Campus, context: Evidence) -> Iterator[Hit | Skip]:
    """Somebody stood there and saw that the map is wrong."""
    for facts in latest_by_person(context.analysis.survey):
        last = facts[0]
        is_bare = last.fact == POSTED_NUMBER and last.value == NO_SIGN
        if (last.fact == CHECKED and last.value == WRONG) or is_bare:
            said = "without a sign" if is_bare else "marked wrong"
            name, when = name_subject(context, last.subject), last.when.isoformat()
            yield hit(
                campus, name=name, said=said, who=last.who, when=when, note=f": {last.note}" if last.note else "",
                item=name, ref=last.ref,
            )  # fmt: skip
