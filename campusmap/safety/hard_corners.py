"""Which part of each room is out of every sightline through its doors' glass and interior windows.

A candidate is geometry on a drawing, to be confirmed on site; nothing here says that a place is safe or protected.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from itertools import chain
from typing import Final

from shapely.geometry.base import BaseGeometry

from campusmap.model.analysis import Analysis, Assessment, HardCorner, Outcome
from campusmap.model.feature import Override
from campusmap.model.places import Campus, Floor, Space, Use
from campusmap.model.settings import HardCornerSettings
from campusmap.model.tables import Row
from campusmap.safety.hard_corner_survey import Judgement, apply_survey
from campusmap.safety.hidden import find_exposed, find_hidden
from campusmap.safety.overrides import check_drawn, sort_overrides
from campusmap.safety.safer_space import Look, name_safer_spaces
from campusmap.safety.views import View, view_into
from campusmap.shared import do_all

ASSESSED: Final = frozenset(
    {Use.CLASSROOM, Use.LAB, Use.LIBRARY, Use.OFFICE, Use.MEDICAL, Use.GYM, Use.CAFETERIA, Use.AUDITORIUM}
)
MAYBE: Final = frozenset({Use.OTHER, Use.UNKNOWN})  # assessed when they bear a number
KnownFloors = dict[str, tuple[object, list[Judgement]]]  # by id: what a floor was, and what was found in it
MIN_ROOM_M2: Final = 6.0  # smaller rooms hold no group; tool default


def assess(
    campus: Campus,
    settings: HardCornerSettings,
    survey: tuple[Row, ...],
    plan_digests: dict[str, str],
    overrides: tuple[Override, ...] = (),
    known: KnownFloors | None = None,
) -> Analysis:
    """Assess every space of a campus; ``plan_digests`` maps a floor's id to its plan's SHA-256.

    A room whose glass is neither surveyed nor declared is ``not_assessed``, never ``none_available``. Every slot used
    is published as a sightline; exterior windows take nothing off unless the settings count them. ``survey`` rows of
    fact "hard_corner" confirm, reject or draw a room's corner for the plan that they saw; ``overrides`` are the shapes
    drawn by hand, of corners and of fixed furniture. Floors that ``known`` holds are not looked into again; it takes in
    what is found in the others unless copies of this process look into them.
    """
    by_hand = sort_overrides(campus, overrides)
    look = partial(find_corner, settings=settings, furniture=by_hand.furniture)
    places = {space.id: (floor, space) for b in campus.buildings for floor in b.floors for space in floor.spaces}
    known = known if known is not None else {}
    floors = [floor for building in campus.buildings for floor in building.floors]
    tasks = [partial(_judge_floor, floor, look, known, (settings, by_hand.furniture)) for floor in floors]
    judged: list[Judgement] = list(chain.from_iterable(do_all(tasks)))
    judged = name_safer_spaces(campus, judged, look, settings.safer_within_m)
    drawn = {key: check_drawn(*places[key], shape, settings) for key, shape in by_hand.corners.items()}
    surveyed = apply_survey(campus, judged, survey, plan_digests, drawn)
    return Analysis(
        tuple(j.corner for j in surveyed.judgements if j.corner is not None),
        tuple(line for j in surveyed.judgements for line in j.sightlines),
        tuple(j.assessment for j in surveyed.judgements),
        (*by_hand.notices, *surveyed.notices),
    )


def _judge_floor(
    floor: Floor, look: Look, known: KnownFloors, settings: tuple[HardCornerSettings, Mapping[str, BaseGeometry]]
) -> list[Judgement]:
    """Look into every space of a floor, unless it was looked into as it is."""
    furniture = {space.id: settings[1][space.id] for space in floor.spaces if space.id in settings[1]}
    key = (floor.spaces, floor.openings, floor.walls, settings[0], furniture)
    if known.get(floor.id, ((), []))[0] != key:
        known[floor.id] = (key, [_judge(floor, space, look) for space in floor.spaces])
    return known[floor.id][1]


def _judge(floor: Floor, space: Space, look: Look) -> Judgement:
    reason = _why_not_assessed(space)
    return Judgement(Assessment(space.id, *reason)) if reason is not None else look(floor, space)


def find_corner(
    floor: Floor, space: Space, settings: HardCornerSettings, furniture: Mapping[str, BaseGeometry]
) -> Judgement:
    """Look into one room, whatever it is for; ``furniture`` is what is fixed in rooms by hand, by space."""
    view = view_into(floor, space, settings)
    if view.unknown:
        return Judgement(Assessment(space.id, Outcome.NOT_ASSESSED, "; ".join(view.unknown)), None, view.sightlines)
    fixed = [furniture[space.id]] if space.id in furniture else []
    shape = find_hidden(floor, space, view, settings.min_width_m, fixed)
    why = "; ".join(_list_assumptions(view, settings))
    if shape.is_empty:
        return Judgement(Assessment(space.id, Outcome.NONE_AVAILABLE, why), None, view.sightlines)
    corner = HardCorner(
        f"{space.id}/hc", space.id, "candidate", shape, round(shape.area, 2),
        int(shape.area / settings.area_per_person_m2), "; ".join(view.glass),
        exposed=find_exposed(floor, shape, space, view),
    )  # fmt: skip
    return Judgement(Assessment(space.id, Outcome.HARD_CORNER, why), corner, view.sightlines)


def _list_assumptions(view: View, settings: HardCornerSettings) -> Iterator[str]:
    """Yield everything that a result rests on and that nobody has looked at."""
    yield f"glass assumed: {'; '.join(view.glass)}" if view.glass else "glass surveyed"
    if view.notes:
        named = {"leaf depth": f"leaves {settings.leaf_depth_in:g} in deep"}
        yield f"assumed: {', '.join(named.get(note, note) for note in view.notes)}"
    if settings.doors == "open":
        yield "doors counted as open"
    outside = sum(line.case == "exterior" for line in view.sightlines)
    if outside and settings.exterior_windows != "count":
        yield f"{outside} exterior window{'' if outside == 1 else 's'} not counted"


def _word_use(use: Use) -> str:
    name = {Use.MECHANICAL: "mechanical room", Use.STORAGE: "storage room"}.get(use, use.value)
    return f"{'an' if name[0] in 'aeiou' else 'a'} {name}"


def _why_not_assessed(space: Space) -> tuple[Outcome, str] | None:
    """Return the outcome and reason of a space that is not looked into, None for one that is."""
    if space.use not in ASSESSED | MAYBE:
        return Outcome.NOT_APPLICABLE, f"no group stays in {_word_use(space.use)}"
    if space.outline.area < MIN_ROOM_M2:
        return Outcome.NOT_APPLICABLE, f"smaller than {MIN_ROOM_M2:g} m2"
    if space.use is Use.UNKNOWN and not space.shown_number:
        return Outcome.NOT_ASSESSED, "no number and no use on the drawing"
    return None
