"""Which floors were walked, and when: from [campus] verified and from the survey table."""

from __future__ import annotations

from datetime import date
from typing import Final

from campusmap.model.places import Floor
from campusmap.model.survey import WALK_THROUGH, SurveyFact
from campusmap.rules.evidence import Evidence

_WHOLE: Final = ("", "all", "every", "whole", "campus", "everything", "entire")


def is_whole(scope: str) -> bool:
    """Tell whether the words of a scope mean the whole campus."""
    words = scope.strip().lower().split()
    return (words[0].strip(",.;:") if words else "") in _WHOLE


def dated_facts(context: Evidence, *names: str) -> list[SurveyFact]:
    """Return the survey's facts of some names that hold for today's plans and are not dated after the issue."""
    return [f for f in context.analysis.survey if f.fact in names and f.fits_plan and f.when <= context.today]


def walked_floors(context: Evidence) -> dict[str, date]:
    """Map the id of each floor that was walked to the day of its latest walk-through."""
    verified = context.project.campus.verified
    found: dict[str, date] = {}
    for floor in context.floors:
        days = [fact.when for fact in dated_facts(context, WALK_THROUGH) if _covers(fact, floor)]
        if verified is not None and verified.when <= context.today and is_whole(verified.scope):
            days.append(verified.when)
        if days:
            found[floor.id] = max(days)
    return found


def _covers(fact: SurveyFact, floor: Floor) -> bool:
    return floor.id in fact.floors and is_whole("" if fact.value == "yes" else fact.value)
