"""What looks into one room: every slot in its walls, with what is assumed of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from shapely import LineString
from shapely.geometry.base import BaseGeometry

from campusmap.geometry.sight import Aperture
from campusmap.geometry.wide import spread
from campusmap.model.analysis import NOT_SURVEYED, Sightline
from campusmap.model.places import OUTSIDE, Floor, Opening, OpeningKind, Space
from campusmap.model.settings import HardCornerSettings
from campusmap.safety.apertures import (
    Hole,
    door_apertures,
    face_hole,
    is_door,
    leads_outside_window,
    leaf_depth_m,
    open_aperture,
    open_border,
    sweep_of_leaf,
    wall_depth_m,
)
from campusmap.safety.glazing import Pane, read_glazing
from campusmap.safety.lookup import fold

LOOSE_M: Final = 0.4  # an opening that joins unknown rooms counts for those this near; tool default
GLASS_STRIP_M: Final = 0.3  # kept clear of counted glass; tool default


@dataclass(frozen=True, slots=True)
class View:
    """What looks into a room: slots, those of exterior windows apart, sightlines to publish, floor to be kept clear.

    ``glass`` is the glazing that was assumed, ``notes`` what else was; ``unknown`` why the room cannot be assessed.
    """

    apertures: tuple[Aperture, ...] = ()
    exterior: tuple[Aperture, ...] = ()
    sightlines: tuple[Sightline, ...] = ()
    cleared: tuple[BaseGeometry, ...] = ()
    glass: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()


def view_into(floor: Floor, space: Space, settings: HardCornerSettings) -> View:
    """Return everything that looks into a room by the drawing and the data."""
    openings = sorted((o for o in floor.openings if _may_look_in(o, space)), key=lambda o: o.id)
    whole = _join(view_through(floor, opening, space, settings) for opening in openings)
    if not any(is_door(o) or o.kind is OpeningKind.OPENING for o in openings):
        return replace(whole, unknown=("no door found",))
    guessed = ("a border of the room is a guess: no wall is drawn there",) if space.method == "inferred" else ()
    return replace(whole, unknown=(*guessed, *whole.unknown))


def _join(views: Iterable[View]) -> View:
    found = list(views)
    return View(
        tuple(slot for view in found for slot in view.apertures),
        tuple(slot for view in found for slot in view.exterior),
        tuple(line for view in found for line in view.sightlines),
        tuple(shape for view in found for shape in view.cleared),
        tuple(sorted({text for view in found for text in view.glass})),
        tuple(sorted({text for view in found for text in view.notes})),
        tuple(sorted({text for view in found for text in view.unknown})),
    )


def _may_look_in(opening: Opening, space: Space) -> bool:
    """Tell whether an opening is the room's, or is nobody's for sure and lies on its wall."""
    if opening.kind is OpeningKind.VERTICAL:
        return False
    loose = len(set(opening.joins)) < 2 and opening.line.distance(space.outline) < LOOSE_M
    return space.id in opening.joins or loose


def view_through(floor: Floor, opening: Opening, space: Space, settings: HardCornerSettings) -> View:
    """Return what looks into a room through one of its openings."""
    hole = face_hole(opening, space.outline)
    if hole is None:
        return View(unknown=(f"{_name(opening)} does not lie on the room's wall",))
    if leads_outside_window(opening):
        return _view_window(floor, opening, space, hole, settings.exterior_windows)
    if is_door(opening):
        return _view_door(floor, opening, space, hole, settings)
    slots = [open_aperture(hole, _depth(floor, opening, space, hole))]
    if opening.kind is OpeningKind.OPENING and (other := _other_space(floor, opening, space)) is not None:
        slots += open_border(space.outline, other.outline)
    return _publish(space, opening, "open", slots, assumed=False)


def _name(opening: Opening) -> str:
    return f"door {opening.shown_number}" if opening.shown_number else opening.id


def _other_space(floor: Floor, opening: Opening, space: Space) -> Space | None:
    return next((s for s in floor.spaces if s.id in opening.joins and s.id != space.id), None)


def _depth(floor: Floor, opening: Opening, space: Space, hole: Hole) -> float:
    """Return the wall's depth at a hole whose two sides are known, else 0."""
    other = _other_space(floor, opening, space)
    if other is None and OUTSIDE not in opening.joins:
        return 0.0
    return wall_depth_m(hole, floor.walls, other.outline if other else None)


def _view_window(floor: Floor, opening: Opening, space: Space, hole: Hole, case: str) -> View:
    """Return an exterior window's view: counted like glass, or apart so that it takes nothing off."""
    slot = open_aperture(hole, _depth(floor, opening, space, hole))
    if case == "count":
        return _publish(space, opening, "exterior", [slot], assumed=False)
    lines = _draw_sightlines(space, opening, "exterior", [slot], assumed=False)
    return View(exterior=(slot,) if case == "warn" else (), sightlines=lines)


def _view_door(floor: Floor, opening: Opening, space: Space, hole: Hole, settings: HardCornerSettings) -> View:
    text, assumed = find_glazing(opening, settings)
    panes = read_glazing(text) if text else None
    if panes is None:
        # The same words for every door, so that a report can count the rooms.
        return View(unknown=(f"glass reads {text!r}, which is not understood" if text else NOT_SURVEYED,))
    slots = door_apertures(hole, panes, leaf_depth_m(opening, settings.leaf_depth_in))
    view = _publish(space, opening, "closed", slots, assumed=assumed)
    if settings.doors == "open":
        doorway = open_aperture(hole, _depth(floor, opening, space, hole))
        view = _join([view, _publish(space, opening, "open", [doorway], assumed=False)])
    swing = tuple(sweep_of_leaf(opening, hole))
    glass = (text,) if assumed else ()
    return replace(view, cleared=(*view.cleared, *swing), glass=glass, notes=tuple(_note(opening, hole, panes)))


def find_glazing(opening: Opening, settings: HardCornerSettings) -> tuple[str, bool]:
    """Return a door's glazing and whether it is assumed: its own, else the project's for its type, else for all."""
    if opening.glazing:
        return opening.glazing, False
    declared = {fold(kind): text for kind, text in settings.glazing_of.items()}
    types = (opening.class_, "exterior" if opening.exterior else "interior", opening.kind.value)
    return next((declared[fold(kind)] for kind in types if fold(kind) in declared), settings.glazing), True


def _note(opening: Opening, hole: Hole, panes: tuple[Pane, ...]) -> Iterator[str]:
    """Yield what had to be assumed of a door that has glass."""
    if panes and opening.leaf_depth_in is None:
        yield "leaf depth"
    if any(pane.place in {"latch", "hinge"} for pane in panes) and not hole.hinge:
        yield "either side for the hinge"
    if panes and not hole.flush:
        yield "any place in the wall for a leaf"


def _publish(space: Space, opening: Opening, case: str, slots: list[Aperture], *, assumed: bool) -> View:
    lines = _draw_sightlines(space, opening, case, slots, assumed=assumed)
    strips = tuple(spread(line.line, GLASS_STRIP_M) for line in lines)
    return View(tuple(slots), (), lines, strips)


def _draw_sightlines(
    space: Space, opening: Opening, case: str, slots: list[Aperture], *, assumed: bool
) -> tuple[Sightline, ...]:
    return tuple(
        Sightline(
            space.id, opening.id, case, LineString([s.a, s.b]), round(s.depth_m, 4), assumed, s.slack_m,
            round(s.spare_left_m, 3), round(s.spare_right_m, 3),
        )
        for s in slots
    )  # fmt: skip
