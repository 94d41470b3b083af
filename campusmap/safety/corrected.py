"""Corrections by hand, besides those of rows, that what was surveyed or drawn since then contradicts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import shapely

from campusmap.model.edit import OVERRIDES
from campusmap.model.places import OUTSIDE, Building, Campus, Opening, SiteArea
from campusmap.model.source import Notice
from campusmap.model.survey import MAIN_ENTRANCE, SurveyFact
from campusmap.safety.lookup import door_number

BUILT_SHARE: Final = 0.1  # of an area that buildings may take before it is no longer what it was (tool default)
SAME_SHARE: Final = 0.5  # of an area that another of its kind must cover to be the same one (tool default)


def check_areas(campus: Campus) -> Iterator[Notice]:
    """Tell of areas drawn by hand on which a building stands, or which a file has as well."""
    built = shapely.union_all([building.footprint for building in campus.buildings])
    for area in campus.areas:
        if _is_by_hand(area) and area.shape.area > 0:
            ref = next(ref for ref in area.refs if ref.file == OVERRIDES)
            problem = _find_problem(campus, area, area.shape.intersection(built).area)
            if problem:
                text = f"{area.name or area.kind}, drawn by hand: {problem}"
                yield Notice("area.contradicted", text, area.id, ref)


def _is_by_hand(area: SiteArea) -> bool:
    return any(ref.file == OVERRIDES for ref in area.refs)


def _find_problem(campus: Campus, area: SiteArea, built_m2: float) -> str:
    if built_m2 > BUILT_SHARE * area.shape.area:
        return f"buildings stand on {built_m2:.0f} m2 of it now"
    twins = [
        other for other in campus.areas
        if not _is_by_hand(other) and other.kind == area.kind
        and area.shape.intersection(other.shape).area > SAME_SHARE * area.shape.area
    ]  # fmt: skip
    return f"{twins[0].refs[0].file if twins[0].refs else 'a file'} has it as well now" if twins else ""


def check_entrances(campus: Campus, facts: tuple[SurveyFact, ...]) -> Iterator[Notice]:
    """Tell of main entrances that were named by hand and are another door by now."""
    named = {fact.subject: fact for fact in facts if fact.fact == MAIN_ENTRANCE}
    for building in campus.buildings:
        doors = {door.id: door for floor in building.floors for door in floor.openings}
        mine = sorted((fact for key, fact in named.items() if key in doors), key=lambda fact: fact.when)
        last = mine[-1] if mine else None
        problem = _doubt_entrance(building, doors[last.subject], last) if last else ""
        if last is not None and problem:
            text = f"{last.who} named door {last.value} the main entrance on {last.when.isoformat()}; {problem}"
            yield Notice("entrance.contradicted", text, last.subject, last.ref, building.id)


def _doubt_entrance(building: Building, door: Opening, fact: SurveyFact) -> str:
    if OUTSIDE not in door.joins:
        return "that door leads outside no more"
    if door_number(door.shown_number) != door_number(fact.value):
        return f"that door is {door.shown_number or 'without a number'} now"
    if door_number(building.main_entrance) != door_number(fact.value):
        return f"campus.toml names door {building.main_entrance or '(none)'}"
    return ""
