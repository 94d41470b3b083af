"""Where changes are: by building and floor, numbered, with the shapes that show each on a small plan."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final, Literal

import shapely
from shapely.geometry.base import BaseGeometry

from campusmap.carto.scene import mover
from campusmap.export.small_plans import Figure, draw_figures
from campusmap.georeference.north import lay_true_north
from campusmap.model.change import Change, Comparison
from campusmap.model.places import Building, Campus, Floor

Family = Literal["added", "gone", "renamed", "moved", "other"]
_FAMILIES: Final[dict[str, Family]] = {
    "added": "added", "found": "added", "removed": "gone", "lost": "gone", "renumbered": "renamed",
    "renamed": "renamed", "use": "renamed", "entrance": "renamed", "moved": "moved", "resized": "moved",
    "split": "moved", "merged": "moved", "shifted": "moved", "swapped": "moved",
}  # fmt: skip
_Shapes = dict[str, BaseGeometry]


@dataclass(frozen=True, slots=True)
class Told:
    """A change with its number in its place, and its shapes now and before in the drawing frame."""

    number: int
    change: Change
    now: tuple[BaseGeometry, ...] = ()
    was: tuple[BaseGeometry, ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """The campus, a building or a floor, with what changed there and the plan to show it on, if there is one."""

    building: Building | None
    floor: Floor | None
    told: tuple[Told, ...]
    figure: Figure | None


def family_of(change: Change) -> Family:
    """Return the family of a change, as readers sort them."""
    return _FAMILIES.get(change.kind.rpartition(".")[2], "other")


def list_places(comparison: Comparison) -> list[Place]:
    """Sort changes by where they are: the campus as a whole, then each building and its floors from below."""
    old, new = _with_north(comparison.old.campus, comparison.new.campus)
    figures = _draw(old, new)
    shapes = (_shapes_of(old), _shapes_of(new))
    grouped: dict[tuple[str, str], list[Change]] = defaultdict(list)
    for change in comparison.changes:
        grouped[change.building, change.floor].append(change)
    known = dict.fromkeys(_slots(new)) | dict.fromkeys(_slots(old))
    named = {(b.id, f.id if f else ""): (b, f) for b, f in (*_whereabouts(old), *_whereabouts(new))}
    return [_place(named.get(key, (None, None)), grouped[key], shapes, figures) for key in known if key in grouped]


def _with_north(old: Campus, new: Campus) -> tuple[Campus, Campus]:
    """Return both with one true-north frame, where the new one has coordinates."""
    ground = [shape for b in new.buildings for shape in (b.footprint, *(f.outline for f in b.floors))]
    ground = [shape for shape in ground if not shape.is_empty]
    if new.epsg is None or not ground:
        return old, new
    x_min, y_min, x_max, y_max = (float(value) for value in shapely.total_bounds(ground))
    north = lay_true_north(new.epsg, ((x_min + x_max) / 2, (y_min + y_max) / 2))
    return replace(old, north=north), replace(new, north=north)


def _draw(old: Campus, new: Campus) -> dict[str, Figure]:
    """Draw the floors of the new edition, and of the old one those that are gone."""
    before = {key: replace(figure, key=f"was-{figure.key}") for key, figure in draw_figures(old).items()}
    return before | draw_figures(new)


def _shapes_of(campus: Campus) -> _Shapes:
    on_ground = mover(campus)
    found: _Shapes = {b.id: on_ground(b.footprint) for b in campus.buildings}
    for floor in (floor for building in campus.buildings for floor in building.floors):
        move = mover(campus, floor)
        found |= {space.id: move(space.outline) for space in floor.spaces}
        found |= {opening.id: move(opening.line) for opening in floor.openings}
    found |= {marker.id: on_ground(marker.at) for marker in campus.markers if marker.at is not None}
    return {key: shape for key, shape in found.items() if not shape.is_empty}


def _whereabouts(campus: Campus) -> Iterator[tuple[Building, Floor | None]]:
    for building in campus.buildings:
        yield building, None
        yield from ((building, floor) for floor in sorted(building.floors, key=lambda floor: floor.ordinal))


def _slots(campus: Campus) -> list[tuple[str, str]]:
    return [("", ""), *((b.id, f.id if f else "") for b, f in _whereabouts(campus))]


def _place(
    where: tuple[Building | None, Floor | None],
    changes: list[Change],
    shapes: tuple[_Shapes, _Shapes],
    figures: dict[str, Figure],
) -> Place:
    told = tuple(_tell(n, change, *shapes) for n, change in enumerate(changes, 1))
    return Place(*where, told, figures.get(where[1].id if where[1] else ""))


def _tell(number: int, change: Change, before: _Shapes, after: _Shapes) -> Told:
    now = tuple(after[key] for key in change.new if key in after)
    was = tuple(before[key] for key in change.old if key in before)
    return Told(number, change, now, was if not now or family_of(change) == "moved" else ())
