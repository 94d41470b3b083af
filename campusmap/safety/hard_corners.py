"""Which part of each room is out of every sightline through its doors' glass and interior windows.

A candidate is geometry on a drawing, to be confirmed on site; nothing here says that a place is safe or protected.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import shapely
from shapely import LineString, MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry

from campusmap.geometry.sight import Aperture, find_seen
from campusmap.model.analysis import Analysis, Assessment, HardCorner, Outcome, Sightline
from campusmap.model.places import Campus, Floor, Opening, OpeningKind, Space, Use
from campusmap.model.project import HardCornerSettings
from campusmap.model.tables import Row
from campusmap.safety.apertures import (
    Hole,
    door_apertures,
    face_hole,
    is_door,
    leads_outside_window,
    leaf_depth_m,
    open_aperture,
    sweep_of_leaf,
)
from campusmap.safety.glazing import read_glazing
from campusmap.safety.hard_corner_survey import Judgement, apply_survey
from campusmap.safety.safer_space import name_safer_spaces

ASSESSED: Final = frozenset(
    {Use.CLASSROOM, Use.LAB, Use.LIBRARY, Use.OFFICE, Use.MEDICAL, Use.GYM, Use.CAFETERIA, Use.AUDITORIUM}
)
MAYBE: Final = frozenset({Use.OTHER, Use.UNKNOWN})  # assessed when they bear a number
MIN_ROOM_M2: Final = 6.0  # smaller rooms hold no group; tool default
LOOSE_M: Final = 0.4  # an opening that joins unknown rooms counts for those this near; tool default
GLASS_STRIP_M: Final = 0.3  # kept clear of counted glass; tool default, reference H03


@dataclass(frozen=True, slots=True)
class _View:
    """What looks into one room: slots, the sightlines to publish, doors' swings, and whether glass was assumed."""

    apertures: tuple[Aperture, ...] = ()
    sightlines: tuple[Sightline, ...] = ()
    cleared: tuple[BaseGeometry, ...] = ()
    assumed: bool = False
    unknown: str = ""  # why the room cannot be assessed


def assess(
    campus: Campus, settings: HardCornerSettings, survey: tuple[Row, ...], plan_digests: dict[str, str]
) -> Analysis:
    """Assess every space of a campus; ``plan_digests`` maps a floor's id to its plan's SHA-256.

    A room whose glass is neither surveyed nor declared is ``not_assessed``, never ``none_available``. Doors are taken
    as closed. Exterior windows are published as sightlines of case "exterior" and take nothing off. ``survey`` rows of
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
    view = _view_into(floor, space, settings)
    if view.unknown:
        return Judgement(Assessment(space.id, Outcome.NOT_ASSESSED, view.unknown), None, view.sightlines)
    shape = _out_of_sight(floor, space, view, settings.min_width_m)
    assumed = settings.glazing if view.assumed else ""
    why = f"glass assumed: {assumed}" if assumed else "glass surveyed"
    if shape.is_empty:
        return Judgement(Assessment(space.id, Outcome.NONE_AVAILABLE, why), None, view.sightlines)
    area = round(shape.area, 2)
    capacity = int(shape.area / settings.area_per_person_m2)
    corner = HardCorner(f"{space.id}/hc", space.id, "candidate", shape, area, capacity, assumed)
    return Judgement(Assessment(space.id, Outcome.HARD_CORNER, why), corner, view.sightlines)


def _why_not_assessed(space: Space) -> tuple[Outcome, str] | None:
    """Return the outcome and reason of a space that is not looked into, None for one that is."""
    if space.use not in ASSESSED | MAYBE:
        return Outcome.NOT_APPLICABLE, f"no group stays in a {space.use.value}"
    if space.outline.area < MIN_ROOM_M2:
        return Outcome.NOT_APPLICABLE, f"smaller than {MIN_ROOM_M2:g} m2"
    if space.use is Use.UNKNOWN and not space.shown_number:
        return Outcome.NOT_ASSESSED, "no number and no use on the drawing"
    return None


def _view_into(floor: Floor, space: Space, settings: HardCornerSettings) -> _View:
    openings = [o for o in floor.openings if _may_look_in(o, space)]
    views = [_view_through(opening, space, settings) for opening in sorted(openings, key=lambda o: o.id)]
    unknown = [view.unknown for view in views if view.unknown]
    ways = [o for o in openings if is_door(o) or o.kind is OpeningKind.OPENING]
    return _View(
        tuple(slot for view in views for slot in view.apertures),
        tuple(line for view in views for line in view.sightlines),
        tuple(shape for view in views for shape in view.cleared),
        any(view.assumed for view in views),
        "; ".join(sorted(set(unknown))) if ways else "no door found",
    )


def _may_look_in(opening: Opening, space: Space) -> bool:
    """Tell whether an opening is the room's, or is nobody's for sure and lies on its wall."""
    if opening.kind is OpeningKind.VERTICAL:
        return False
    loose = len(set(opening.joins)) < 2 and opening.line.distance(space.outline) < LOOSE_M
    return space.id in opening.joins or loose


def _view_through(opening: Opening, space: Space, settings: HardCornerSettings) -> _View:
    hole = face_hole(opening, space.outline)
    if hole is None:
        return _View(unknown=f"{_name(opening)} does not lie on the room's wall")
    if leads_outside_window(opening):
        line = LineString([hole.a, hole.b])
        return _View(sightlines=(Sightline(space.id, opening.id, "exterior", line, 0.0, False),))
    if not is_door(opening):
        return _publish(space, opening, hole, [open_aperture(hole)], False)
    text = opening.glazing or settings.glazing
    panes = read_glazing(text) if text else None
    if panes is None:
        # The same words for every door, so that a report can count the rooms.
        return _View(unknown=f"glass reads {text!r}, which is not understood" if text else "glass not surveyed")
    slots = door_apertures(hole, panes, leaf_depth_m(opening, settings.leaf_depth_in))
    return _publish(space, opening, hole, slots, not opening.glazing)


def _name(opening: Opening) -> str:
    return f"door {opening.shown_number}" if opening.shown_number else opening.id


def _publish(space: Space, opening: Opening, hole: Hole, slots: list[Aperture], assumed: bool) -> _View:
    case = "closed" if is_door(opening) else "open"
    lines = tuple(
        Sightline(space.id, opening.id, case, LineString([s.a, s.b]), round(s.depth_m, 4), assumed) for s in slots
    )
    strips = [line.line.buffer(GLASS_STRIP_M) for line in lines]
    swing = sweep_of_leaf(opening, hole) if is_door(opening) else []
    return _View(tuple(slots), lines, (*strips, *swing), assumed)


def _out_of_sight(floor: Floor, space: Space, view: _View, min_width_m: float) -> MultiPolygon:
    room = _room_with_columns(floor, space)
    taken = [*view.cleared, *(find_seen(part, list(view.apertures)) for part in shapely.get_parts(room))]
    return _keep_wide(room.difference(shapely.union_all(taken)), min_width_m)


def _room_with_columns(floor: Floor, space: Space) -> BaseGeometry:
    """Return the room less its columns, which block as walls do."""
    columns = [c for c in floor.columns.geoms if c.intersects(space.outline)]
    return space.outline.difference(shapely.union_all(columns)) if columns else space.outline


def _keep_wide(shape: BaseGeometry, min_width_m: float) -> MultiPolygon:
    """Drop what is narrower than a width: morphological opening with square corners, never beyond the shape."""
    half = min_width_m / 2 - 1e-6
    opened = shape.buffer(-half, join_style="mitre").buffer(half, join_style="mitre").intersection(shape)
    parts: list[BaseGeometry] = list(shapely.get_parts(opened))
    kept = sorted((p for p in parts if isinstance(p, Polygon) and p.area > half), key=lambda part: part.bounds)
    return MultiPolygon(kept)
