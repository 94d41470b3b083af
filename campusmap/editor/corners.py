"""Hard corners by hand: confirmed, rejected or drawn, each held against every line of sight before it is written."""

from __future__ import annotations

from typing import Any, Final

from shapely import MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry

from campusmap.editor.drawn import read_drawn, to_feature
from campusmap.editor.ground import find_space, shape_from_page, shape_to_page
from campusmap.errors import ConflictError, InputError
from campusmap.model.edit import OVERRIDES, Change
from campusmap.model.kit import Kit
from campusmap.model.places import Floor, Space
from campusmap.pipeline.inputs import Inputs
from campusmap.safety.hidden import find_seen_part
from campusmap.safety.overrides import check_drawn
from campusmap.safety.views import View, view_into

DIGEST: Final = 12  # hex digits of a drawing's SHA-256 that a row names; 8 are read at least


class SeenError(ConflictError):
    """Part of a shape is in sight, or outside its room: it is kept only with a reason."""


def judge_corner(kit: Kit, inputs: Inputs, room: str, said: tuple[str, str, str, str]) -> list[Change]:
    """Return the survey's row that confirms or rejects a room's corner: ``said`` is value, note, who and when."""
    value, note, who, when = said
    floor, space = find_space(kit, room)
    corner = next((each for each in kit.analysis.hard_corners if each.space == space.id), None)
    if value not in ("confirmed", "rejected"):
        raise InputError("a hard corner", "is confirmed or rejected", "choose one of the two")
    if corner is None:
        raise InputError("this room", "has no hard corner to be judged", "draw one, if there is one")
    row = _row(inputs, floor, space, (value, note, who, when))
    drawn = _find_drawn(inputs, space)
    return [Change("survey", None, row | ({"area_m2": f"{corner.area_m2:.2f}"} if not drawn else {}))]


def _row(inputs: Inputs, floor: Floor, space: Space, said: tuple[str, str, str, str]) -> dict[str, str]:
    value, note, who, when = said
    digest = inputs.plan_digests.get(floor.id, "")[:DIGEST]
    row = {"subject": space.id, "fact": "hard_corner", "value": value, "who": who, "when": when,
           "plan_digest": digest, "note": note}  # fmt: skip
    return {key: text for key, text in row.items() if text}


def draw_corner(
    kit: Kit, inputs: Inputs, room: str, ring: list[tuple[float, float]], said: tuple[str, str, str]
) -> list[Change]:
    """Return the changes that put a drawn corner in place of any drawn before; ``said`` is reason, who and when.

    Raises SeenError where part of it is in sight or outside the room and no reason is given.
    """
    reason, who, when = said
    floor, space = find_space(kit, room)
    if not floor.frame.placed:
        raise InputError("this floor", "is not placed, so nothing can be drawn on it", "place its plan first")
    shape = shape_from_page(kit, ring)
    misfit = check_drawn(floor, space, MultiPolygon([shape]), inputs.project.hard_corners).misfit
    if misfit and not reason.strip():
        raise SeenError(f"{misfit.removeprefix('and ')}; change it, or say why it is kept")
    facts = {"kind": "hard_corner", "subject": space.id, "who": who, "when": when}
    facts |= {"reason": reason.strip()} if misfit else {}
    feature = to_feature(kit.campus, shape, facts)
    note = reason.strip() if misfit else ""
    row = _row(inputs, floor, space, ("drawn", note, who, when))
    return [*_take_away(inputs, space), Change(OVERRIDES, None, feature), Change("survey", None, row)]


def erase_corner(kit: Kit, inputs: Inputs, room: str) -> list[Change]:
    """Return the changes that take a drawn corner away, with the rows of the survey that rest on it."""
    _, space = find_space(kit, room)
    taken = _take_away(inputs, space)
    if not taken:
        raise InputError("this room", "has no corner that was drawn by hand", "draw one first")
    rows = [
        Change("survey", row.cells, None, int(row.ref.place.removeprefix("row ")))
        for row in reversed(inputs.tables.survey)
        if row.get("subject") == space.id and row.get("value") == "drawn"
    ]
    return [*taken, *rows]


def _take_away(inputs: Inputs, space: Space) -> list[Change]:
    return [Change(OVERRIDES, feature, None) for feature in _find_drawn(inputs, space)]


def _find_drawn(inputs: Inputs, space: Space) -> list[dict[str, Any]]:
    """Return the corners that were drawn for a room, as they stand in the file."""
    return [feature for subject, feature in _list_drawn(inputs) if subject == space.id]


def list_drawn_rooms(inputs: Inputs) -> list[str]:
    """Return the ids of the rooms for which a corner was drawn."""
    return sorted({str(subject) for subject, _ in _list_drawn(inputs)})


def _list_drawn(inputs: Inputs) -> list[tuple[Any, dict[str, Any]]]:
    facts = [(feature, feature.get("properties") or {}) for feature in read_drawn(inputs)]
    return [(own.get("subject"), feature) for feature, own in facts if own.get("kind") == "hard_corner"]


def look_into(kit: Kit, inputs: Inputs, room: str) -> dict[str, Any]:
    """Return what of a room is in sight and what is not, as rings on the page, with the near edges of what looks in."""
    floor, space = find_space(kit, room)
    view = view_into(floor, space, inputs.project.hard_corners)
    seen: BaseGeometry = Polygon() if view.unknown else _seen(floor, space, view)
    computed = next((c.shape for c in kit.analysis.hard_corners if c.space == space.id and not c.shape.is_empty), None)
    counts = {"closed", "open"} | ({"exterior"} if inputs.project.hard_corners.exterior_windows == "count" else set())
    lines = [line for line in kit.analysis.sightlines if line.space == space.id and line.case in counts]
    move = kit.campus, floor
    return {
        "unknown": "; ".join(view.unknown),
        "room": shape_to_page(*move, space.outline),
        "seen": shape_to_page(*move, seen),
        "hidden": shape_to_page(*move, computed if computed is not None else space.outline.difference(seen)),
        "slots": [ring for line in lines for ring in shape_to_page(*move, line.line.buffer(0.05, cap_style="flat"))],
        "drawn": bool(_find_drawn(inputs, space)),
    }


def _seen(floor: Floor, space: Space, view: View) -> BaseGeometry:
    return find_seen_part(floor, space, view, space.outline)
