"""Why a floor has no place on the ground, so that one floor is one ERROR and not several."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from campusmap.model.places import Building, Floor
from campusmap.model.source import Notice
from campusmap.rules.evidence import Evidence
from campusmap.rules.listing import list_first
from campusmap.rules.rule import Hit, hit

# Stages say these of a floor that they do not place; the first that holds is to be mended first.
_SPECIFIC: Final = ("place.size", "place.mirrored", "place.pose", "place.fit")


def unplaced_because(floor: Floor, context: Evidence) -> str:
    """Return "" for a placed floor, else "plan", "unit", a code of ``_SPECIFIC`` or "other".

    A drawing that holds no plan has no unit or place to mend either: it counts as "plan".
    """
    if floor.frame.placed and floor.frame.unit_confirmed:
        return ""
    if not floor.plan_file or floor_texts(floor, context, "dxf.no_plan"):
        return "plan"
    if not floor.frame.unit_confirmed:
        return "unit"
    codes = context.codes_of(floor)
    return next((code for code in _SPECIFIC if code in codes), "other")


def hit_floors_told(building: Building, context: Evidence, code: str) -> Iterator[Hit]:
    """Yield one hit for the floors of a building of which stages said something under a code: "floors", "said".

    A floor that a code keeps off coordinates counts only where nothing that is to be mended first does.
    """
    told = [f for f in building.floors if code not in _SPECIFIC or unplaced_because(f, context) in (code, "")]
    said = {floor.name or floor.id: floor_texts(floor, context, code) for floor in told}
    spoken = {name: text for name, text in said.items() if text}
    if spoken:
        yield hit(building, floors=list_first(list(spoken)), said="; ".join(sorted(set(spoken.values()))))


def floor_texts(floor: Floor, context: Evidence, code: str) -> str:
    """Return what stages said of a floor, or of its drawing as a whole, under a code."""
    said = [*floor.notices, *(notice for notice in context.notices if _is_about(notice, floor))]
    return "; ".join(dict.fromkeys(notice.text.rstrip(".") for notice in said if notice.code == code))


def _is_about(notice: Notice, floor: Floor) -> bool:
    whole = not notice.floor and notice.ref is not None and notice.ref.file == floor.plan_file != ""
    return notice.floor == floor.id or whole
