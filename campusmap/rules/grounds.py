"""What the rules about the grounds share."""

from __future__ import annotations

from campusmap.model.places import Campus
from campusmap.model.survey import NONE, SurveyFact
from campusmap.rules.evidence import Evidence
from campusmap.rules.walks import dated_facts


def has_named_area(campus: Campus, *kinds: str) -> bool:
    """Tell whether a site area of one of some kinds is there and has a name."""
    return any(area.kind in kinds and area.name for area in campus.areas)


def is_ground_answered(context: Evidence, *kinds: str) -> bool:
    """Tell whether a named site area of some kinds is there, or the survey says that there is none."""
    return has_named_area(context.campus, *kinds) or bool(grounds_without(context, *kinds))


def grounds_without(context: Evidence, *kinds: str) -> list[SurveyFact]:
    """Return what the survey says of some kinds of site area that were looked for and are not there."""
    return [fact for fact in dated_facts(context, *kinds) if fact.value == NONE]
