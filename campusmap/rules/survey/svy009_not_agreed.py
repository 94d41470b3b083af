from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from campusmap.model.finding import Severity
from campusmap.model.places import Campus
from campusmap.model.source import Ref
from campusmap.model.survey import POSTED_NUMBER, SurveyFact
from campusmap.rules import citations
from campusmap.rules.evidence import Evidence
from campusmap.rules.examples import clean
from campusmap.rules.rule import Change, Hit, Skip, hit, rule
from campusmap.rules.walks import name_subject
from campusmap.safety.checks import latest_by_person
from campusmap.safety.lookup import fold
from campusmap.safety.walk_merge import NEAR_DAYS


def _two_numbers(evidence: Evidence) -> Evidence:
    room, ref = evidence.floors[0].spaces[0].id, Ref("survey.csv")
    one = SurveyFact(room, POSTED_NUMBER, "101A", "A. Green", date(2025, 9, 1), True, "", ref)
    other = replace(one, value="101B", who="B. Brown")
    return replace(evidence, analysis=replace(evidence.analysis, survey=(one, other)))


@rule(
    id="SVY009",
    title="Two people saw different things",
    severity=Severity.WARNING,
    applies_to=Campus,
    message="{name}, {fact}: {said}",
    many="{count} facts were seen differently by two people: {listing}",
    source=citations.WALK_THROUGH,
    fix="Look again together, and enter what is right in the name of who saw it otherwise, with the new day.",
    trap="Taking the one that agrees with the drawing.",
    bad=Change("survey: two numbers on one sign", (_two_numbers,)),
    good=clean(),
)
def not_agreed(campus: Campus, context: Evidence) -> Iterator[Hit | Skip]:
    """One of them is wrong, and nobody knows which."""
    for facts in latest_by_person(context.analysis.survey):
        near = [fact for fact in facts if (facts[0].when - fact.when).days <= NEAR_DAYS]
        if len({fold(fact.value) for fact in near}) > 1:
            name = name_subject(context, near[0].subject)
            said = "; ".join(f"{fact.value} by {fact.who} on {fact.when.isoformat()}" for fact in near)
            yield hit(campus, name=name, fact=near[0].fact, said=said, item=name, ref=near[0].ref)
