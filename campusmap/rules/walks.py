"""Which floors were walked, and when: from [campus] verified and from the survey table."""

from __future__ import annotations

from datetime import date
from typing import Final

from campusmap.model.places import Floor, Opening, Space
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


def name_subject(context: Evidence, subject: str) -> str:
    """Return what people call the thing of a survey's row: a room or door by its number, a device by its label."""
    owner = context.owners.get(subject)
    thing = owner.thing if owner is not None else None
    if isinstance(thing, Space | Opening):
        word = "Room" if isinstance(thing, Space) else "Door"
        name = thing.shown_number or getattr(thing, "name", "")
        return f"{word} {name}" if name else f"{word} {thing.id}"
    if thing is not None:
        return thing.name or thing.id
    return next((m.label or m.kind for m in context.campus.markers if m.id == subject), subject)


def _covers(fact: SurveyFact, floor: Floor) -> bool:
    return floor.id in fact.floors and is_whole("" if fact.value == "yes" else fact.value)
