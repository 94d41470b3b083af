"""How much of a campus somebody has looked at, thing by thing, and how long ago."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date

from campusmap.model.places import Campus
from campusmap.model.survey import CHECKED, LEVEL_SIGN, SEEN_OF_DEVICES, SEEN_OF_DOORS, SEEN_OF_ROOMS, SurveyFact
from campusmap.safety.lookup import fold

_SEEN = frozenset({CHECKED, LEVEL_SIGN, *SEEN_OF_ROOMS, *SEEN_OF_DOORS, *SEEN_OF_DEVICES})


def latest_by_person(survey: Iterable[SurveyFact]) -> Iterator[tuple[SurveyFact, ...]]:
    """Yield, for each thing that was seen on site, what each person said of it last, the latest first."""
    last: dict[tuple[str, str], dict[str, SurveyFact]] = defaultdict(dict)
    for fact in survey:
        mine = last[fact.subject, fact.fact]
        if fact.fact in _SEEN and (fold(fact.who) not in mine or mine[fold(fact.who)].when <= fact.when):
            mine[fold(fact.who)] = fact
    for key in sorted(last):
        if last[key]:
            yield tuple(sorted(last[key].values(), key=lambda fact: (fact.when, fact.who), reverse=True))


def count_checked(campus: Campus, survey: Iterable[SurveyFact]) -> tuple[int, int, date | None]:
    """Return how many rooms were looked at on today's plan, of how many, and when the one longest ago was."""
    rooms = {space.id for building in campus.buildings for floor in building.floors for space in floor.spaces}
    days: dict[str, date] = {}
    for fact in survey:
        if fact.fact == CHECKED and fact.fits_plan and fact.subject in rooms:
            days[fact.subject] = max(fact.when, days.get(fact.subject, fact.when))
    return len(days), len(rooms), min(days.values(), default=None)


def word_checked(campus: Campus, survey: Iterable[SurveyFact]) -> str:
    """Return "84 of 120 rooms checked, oldest 2026-03-01", "" where nobody has checked a room."""
    some, all_, oldest = count_checked(campus, survey)
    return f"{some} of {all_} rooms checked, oldest {oldest.isoformat()}" if oldest is not None else ""
