"""What people saw on site, for the card of what they saw it of."""

from __future__ import annotations

from typing import Any

from campusmap.model.kit import Kit
from campusmap.model.survey import SurveyFact
from campusmap.render.web.atlas import Atlas

Row = list[Any]


def survey_facts(kit: Kit, atlas: Atlas) -> list[Row]:
    """Return each row of the survey, the latest first: [of what, fact, value, who, when, note, 1 if of today's plan].

    Of what: "w" for the campus, "f2" for a floor, else a reference as elsewhere on the page.
    """
    facts = sorted(kit.analysis.survey, key=lambda fact: (fact.when, fact.subject, fact.fact), reverse=True)
    return [row for fact in facts if (row := _encode(fact, kit, atlas))]


def _encode(fact: SurveyFact, kit: Kit, atlas: Atlas) -> Row | None:
    floor = atlas.floor_index.get(fact.subject)
    short = "w" if fact.subject == kit.campus.id else f"f{floor}" if floor is not None else atlas.shorten(fact.subject)
    if not short:
        return None
    return [short, fact.fact, fact.value, fact.who, fact.when.isoformat(), fact.note, int(fact.fits_plan)]
