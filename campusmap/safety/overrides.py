"""Shapes drawn by hand: hard corners, held against the plan, and furniture that is fixed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

import shapely
from shapely import MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry

from campusmap.model.analysis import HardCorner
from campusmap.model.feature import CORRECTIONS, Override
from campusmap.model.places import Campus, Floor, Space
from campusmap.model.settings import HardCornerSettings
from campusmap.model.source import Notice
from campusmap.safety.hard_corner_survey import Drawn
from campusmap.safety.hidden import find_exposed, find_seen_part
from campusmap.safety.lookup import find_subject, fold
from campusmap.safety.views import view_into
from campusmap.units import ask_meant

_KINDS: Final = {"hardcorner": "hard_corner", "corner": "hard_corner", "furniture": "furniture",
                 "fixedfurniture": "furniture", "fixture": "furniture"}  # fmt: skip
# Whatever a shape in overrides.geojson may be; all others are taken out before.
_ALL_KINDS: Final = (
    "hard_corner", "furniture", *CORRECTIONS, "room", "door", "double_door", "opening", "window", "parking", "field",
    "playground", "courtyard", "road", "water", "staging", "reunification", "neighbour", "assembly", "command_post",
)  # fmt: skip
LOOSE_M: Final = 0.05  # a shape drawn by hand may reach so far into a wall; tool default
LEAST_M2: Final = 0.05  # less outside the room, or in sight, is a slip of the hand; tool default


@dataclass(frozen=True, slots=True)
class ByHand:
    """Corners and fixed furniture by space, and what could not be used."""

    corners: dict[str, MultiPolygon]
    furniture: dict[str, BaseGeometry]
    notices: tuple[Notice, ...]


def sort_overrides(campus: Campus, overrides: Iterable[Override]) -> ByHand:
    """Give shapes drawn by hand to their rooms."""
    shapes: dict[str, dict[str, list[BaseGeometry]]] = {
        "hard_corner": defaultdict(list),
        "furniture": defaultdict(list),
    }
    notices = []
    for override in overrides:
        kind, places = _KINDS.get(fold(override.kind), ""), find_subject(campus, override.subject)
        problem = _find_problem(override, kind, places)
        if problem:
            notices.append(Notice("survey.shape_unused", problem, override.ref.file, override.ref))
        else:
            shapes[kind][places[0][1].id].append(override.shape)
            notices += _say_outside(override, *places[0]) if kind == "furniture" else []
    corners = {space: _to_polygons(shapely.union_all(drawn)) for space, drawn in shapes["hard_corner"].items()}
    furniture = {space: shapely.union_all(drawn) for space, drawn in shapes["furniture"].items()}
    return ByHand(corners, furniture, tuple(notices))


def _say_outside(override: Override, floor: Floor, space: Space) -> list[Notice]:
    """Tell of fixed furniture that no longer lies in its room, and so takes no floor of it."""
    outside = override.shape.difference(space.outline.buffer(LOOSE_M)).area
    if outside <= LEAST_M2:
        return []
    text = f"{outside:.1f} m2 of the fixed furniture drawn in {space.shown_number or space.id} lie outside the room"
    return [Notice("survey.shape_unused", text, space.id, override.ref, floor.id.partition("/")[0], floor.id)]


def _find_problem(override: Override, kind: str, places: list[tuple[Floor, Space]]) -> str:
    if not kind:
        asked = ask_meant(override.kind.strip().casefold(), _ALL_KINDS)
        return f"a shape of kind {override.kind[:60] or '(blank)'!r} is of none that is known{asked}"
    if len(places) != 1:
        return f"the subject {override.subject or '(blank)'} of a shape fits {len(places)} rooms"
    if not places[0][0].frame.placed:
        return f"the floor of {override.subject} is not placed, so a shape in longitude and latitude cannot lie on it"
    if not _to_polygons(override.shape).area > 0:
        return f"the shape of {override.subject} is no area"
    return ""


def _to_polygons(shape: BaseGeometry) -> MultiPolygon:
    return MultiPolygon([part for part in shapely.get_parts(shape).tolist() if isinstance(part, Polygon)])


def check_drawn(floor: Floor, space: Space, shape: MultiPolygon, settings: HardCornerSettings) -> Drawn:
    """Hold a corner drawn by hand against the plan: it must lie in its room, and no slot may look at it."""
    inside = _to_polygons(shape.intersection(space.outline))
    outside = shape.difference(space.outline.buffer(LOOSE_M)).area
    view = view_into(floor, space, settings)
    corner = HardCorner(
        f"{space.id}/hc", space.id, "candidate", inside, round(inside.area, 2),
        int(inside.area / settings.area_per_person_m2), "; ".join(view.glass),
        exposed=find_exposed(floor, inside, space, view),
    )  # fmt: skip
    seen = 0.0 if view.unknown else find_seen_part(floor, space, view, inside.buffer(-LOOSE_M)).area
    faults = [f"{outside:.1f} m2 of its shape lie outside the room"] if outside > LEAST_M2 else []
    faults += [f"{seen:.1f} m2 of its shape are in sight"] if seen > LEAST_M2 else []
    return Drawn(corner, f"and {' and '.join(faults)}" if faults else "")
