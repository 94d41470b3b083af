from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from campusmap.model.finding import Severity
from campusmap.model.places import Campus
from campusmap.model.source import Ref
from campusmap.model.survey import REVIEW, SurveyFact
from campusmap.rules import citations
from campusmap.rules.evidence import Evidence
from campusmap.rules.examples import clean
from campusmap.rules.rule import Change, Hit, Skip, hit, rule


def _dated_late(evidence: Evidence) -> Evidence:
    seen = SurveyFact("sketch", REVIEW, "yes", "A. Green", date(2027, 1, 1), True, "", Ref("survey.csv", place="row 2"))
    return replace(evidence, analysis=replace(evidence.analysis, survey=(seen,)))


@rule(
    id="SVY006",
    title="Row of the survey is dated after the issue",
    severity=Severity.WARNING,
    applies_to=Campus,
    message="{fact} by {who} is dated {when}, after the issue date, and does not count",
    source=citations.WALK_THROUGH,
    fix="Correct the day in the survey table, or issue the kit after it.",
    trap="Moving the issue date.",
    bad=Change("survey: a review dated 2027-01-01", (_dated_late,)),
    good=clean(),
)
def dated_after_issue(campus: Campus, context: Evidence) -> Iterator[Hit | Skip]:
    """A record of something that has not happened is no record."""
    for fact in context.analysis.survey:
        if fact.when > context.today:
            yield hit(campus, fact=fact.fact, who=fact.who, when=fact.when.isoformat(), ref=fact.ref)
