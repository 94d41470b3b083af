"""Where a class can go whose own room has no corner out of sight: a lockable room behind one of its doors."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from campusmap.model.analysis import Assessment, Outcome
from campusmap.model.places import OUTSIDE, Campus, Floor, OpeningKind, Space, Use
from campusmap.safety.hard_corner_survey import Judgement
from campusmap.safety.lookup import DOORS, fold

_YES: Final = frozenset({"yes", "y", "true", "1", "x"})
# Nobody is sent where people walk through, to a lift, or up a shaft.
_NEVER: Final = frozenset({Use.CORRIDOR, Use.LOBBY, Use.STAIR, Use.ELEVATOR, Use.SHAFT, Use.MECHANICAL})


def name_safer_spaces(campus: Campus, judgements: Sequence[Judgement]) -> list[Judgement]:
    """Turn ``none_available`` into ``safer_space`` for rooms with a door to a lockable room that serves.

    A room serves if it has a hard corner itself, or if it is not looked into at all: no windows and no doorless
    openings, and no door but the one from the room in question.
    """
    outcomes = {j.assessment.space: j.assessment.outcome for j in judgements}
    found: dict[str, Assessment] = {}
    for building in campus.buildings:
        for floor in building.floors:
            for space in floor.spaces:
                if outcomes.get(space.id) is Outcome.NONE_AVAILABLE:
                    found |= _find_behind_doors(floor, space, outcomes)
    return [_with_way(judgement, found) for judgement in judgements]


def _find_behind_doors(floor: Floor, space: Space, outcomes: dict[str, Outcome]) -> dict[str, Assessment]:
    spaces = {other.id: other for other in floor.spaces}
    doors = [o for o in floor.openings if space.id in o.joins and o.kind in DOORS]
    beyond = sorted({joined for door in doors for joined in door.joins if joined in spaces and joined != space.id})
    for other in (spaces[joined] for joined in beyond):
        if _serves(floor, other, space, outcomes):
            name = other.shown_number or other.name or other.id
            why = f"{name}, through a door of this room, is lockable"
            return {space.id: Assessment(space.id, Outcome.SAFER_SPACE, why)}
    return {}


def _serves(floor: Floor, other: Space, space: Space, outcomes: dict[str, Outcome]) -> bool:
    if fold(other.lockable) not in _YES or other.use in _NEVER:
        return False
    openings = [o for o in floor.openings if other.id in o.joins and o.kind is not OpeningKind.VERTICAL]
    shut = all(o.kind in DOORS and space.id in o.joins and OUTSIDE not in o.joins for o in openings)
    return outcomes.get(other.id) is Outcome.HARD_CORNER or (shut and bool(openings))


def _with_way(judgement: Judgement, found: dict[str, Assessment]) -> Judgement:
    better = found.get(judgement.assessment.space)
    if better is None:
        return judgement
    return replace(judgement, assessment=replace(better, why=f"{better.why}; {judgement.assessment.why}"))
