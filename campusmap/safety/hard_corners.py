"""Which part of each room is out of every sightline through its doors' glass and interior windows.

A candidate is geometry on a drawing, to be confirmed on site; nothing here says that a place is safe or protected.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

import numpy as np
import shapely
from shapely import MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry

from campusmap.geometry.sight import Aperture, find_seen
from campusmap.model.analysis import Analysis, Assessment, HardCorner, Outcome
from campusmap.model.places import Campus, Floor, Space, Use
from campusmap.model.project import HardCornerSettings
from campusmap.model.tables import Row
from campusmap.safety.hard_corner_survey import Judgement, apply_survey
from campusmap.safety.safer_space import name_safer_spaces
from campusmap.safety.views import View, view_into

ASSESSED: Final = frozenset(
    {Use.CLASSROOM, Use.LAB, Use.LIBRARY, Use.OFFICE, Use.MEDICAL, Use.GYM, Use.CAFETERIA, Use.AUDITORIUM}
)
MAYBE: Final = frozenset({Use.OTHER, Use.UNKNOWN})  # assessed when they bear a number
SPECK_M2: Final = 0.01  # what windows look at of a corner is not told in smaller pieces; tool default
MIN_ROOM_M2: Final = 6.0  # smaller rooms hold no group; tool default


def assess(
    campus: Campus, settings: HardCornerSettings, survey: tuple[Row, ...], plan_digests: dict[str, str]
) -> Analysis:
    """Assess every space of a campus; ``plan_digests`` maps a floor's id to its plan's SHA-256.

    A room whose glass is neither surveyed nor declared is ``not_assessed``, never ``none_available``. Every slot used
    is published as a sightline; exterior windows take nothing off unless the settings count them. ``survey`` rows of
    fact "hard_corner" confirm or reject a room's corner for the plan that they saw.
    """
    judged = [
        _assess_space(floor, space, settings)
        for building in campus.buildings
        for floor in building.floors
        for space in floor.spaces
    ]
    surveyed = apply_survey(campus, name_safer_spaces(campus, judged), survey, plan_digests)
    return Analysis(
        tuple(j.corner for j in surveyed.judgements if j.corner is not None),
        tuple(line for j in surveyed.judgements for line in j.sightlines),
        tuple(j.assessment for j in surveyed.judgements),
        surveyed.notices,
    )


def _assess_space(floor: Floor, space: Space, settings: HardCornerSettings) -> Judgement:
    reason = _why_not_assessed(space)
    if reason is not None:
        return Judgement(Assessment(space.id, *reason))
    view = view_into(floor, space, settings)
    if view.unknown:
        return Judgement(Assessment(space.id, Outcome.NOT_ASSESSED, "; ".join(view.unknown)), None, view.sightlines)
    shape = find_hidden(floor, space, view, settings.min_width_m)
    why = "; ".join(_list_assumptions(view, settings))
    if shape.is_empty:
        return Judgement(Assessment(space.id, Outcome.NONE_AVAILABLE, why), None, view.sightlines)
    corner = HardCorner(
        f"{space.id}/hc", space.id, "candidate", shape, round(shape.area, 2),
        int(shape.area / settings.area_per_person_m2), "; ".join(view.glass),
        exposed=_find_exposed(floor, shape, space, view),
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


def _why_not_assessed(space: Space) -> tuple[Outcome, str] | None:
    """Return the outcome and reason of a space that is not looked into, None for one that is."""
    if space.use not in ASSESSED | MAYBE:
        return Outcome.NOT_APPLICABLE, f"no group stays in a {space.use.value}"
    if space.outline.area < MIN_ROOM_M2:
        return Outcome.NOT_APPLICABLE, f"smaller than {MIN_ROOM_M2:g} m2"
    if space.use is Use.UNKNOWN and not space.shown_number:
        return Outcome.NOT_ASSESSED, "no number and no use on the drawing"
    return None


def find_hidden(floor: Floor, space: Space, view: View, min_width_m: float) -> MultiPolygon:
    """Return what of a room no slot looks at and nothing needs, pieces narrower than ``min_width_m`` left out."""
    room = _room_with_columns(floor, space.outline)
    taken = [*view.cleared, *_seen_in(room, view.apertures)]
    return _keep_wide(room.difference(shapely.union_all(taken)), min_width_m)


def _find_exposed(floor: Floor, corner: MultiPolygon, space: Space, view: View) -> MultiPolygon:
    """Return the part of a corner that exterior windows look at."""
    if not view.exterior:
        return MultiPolygon()
    seen = shapely.union_all(list(_seen_in(_room_with_columns(floor, space.outline), view.exterior)))
    return MultiPolygon([part for part in _polygons(corner.intersection(seen)) if part.area > SPECK_M2])


def _seen_in(room: BaseGeometry, apertures: Iterable[Aperture]) -> Iterator[BaseGeometry]:
    """Yield what the slots look at in each part of a room."""
    slots = list(apertures)
    return (find_seen(part, slots) for part in _polygons(room)) if slots else iter(())


def _polygons(shape: BaseGeometry) -> list[Polygon]:
    return [part for part in shapely.get_parts(shape).tolist() if isinstance(part, Polygon)]


def _room_with_columns(floor: Floor, room: Polygon) -> BaseGeometry:
    """Return the room less its columns, which block as walls do."""
    columns = [c for c in floor.columns.geoms if c.intersects(room)]
    return room.difference(shapely.union_all(columns)) if columns else room


def _keep_wide(shape: BaseGeometry, min_width_m: float) -> MultiPolygon:
    """Drop what is narrower than a width: morphological opening with square corners, never beyond the shape."""
    half = min_width_m / 2 - 1e-6
    opened = shape.buffer(-half, join_style="mitre").buffer(half, join_style="mitre").intersection(shape)
    wide = [part for part in _polygons(opened) if part.area > half]
    order = np.lexsort(np.array([part.bounds for part in wide]).reshape(-1, 4).T[::-1])
    return MultiPolygon([wide[n] for n in order])
