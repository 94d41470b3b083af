"""Exterior doors as marks: a bar in the wall for each, a tag for each that has a number."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from shapely.geometry.base import BaseGeometry

from campusmap.carto.marks import Line, Mark, Symbol
from campusmap.carto.symbols import DOOR_TAG
from campusmap.geometry.bearing import outward
from campusmap.model.places import Floor, Opening, OpeningKind

Move = Callable[[BaseGeometry], BaseGeometry]


def _ways_in(floor: Floor) -> Iterator[Opening]:
    for opening in floor.openings:
        if opening.exterior and opening.kind not in (OpeningKind.WINDOW, OpeningKind.VERTICAL):
            yield opening


def draw_ways_in(floor: Floor, move: Move) -> Iterator[Mark]:
    """Draw every exterior door on the grounds: one without a number, too, is a way in."""
    for opening in _ways_in(floor):
        yield Line(move(opening.line), "building.door", opening.id)  # type: ignore[arg-type]


def draw_door_tags(floor: Floor, move: Move) -> Iterator[Mark]:
    """Draw the number of every exterior door that has one, with the way out."""
    for opening in _ways_in(floor):
        if opening.shown_number:
            yield door_tag(opening, floor, move)


def door_tag(opening: Opening, floor: Floor, move: Move) -> Symbol:
    """Return the tag of an exterior door, with the way it looks out of its room, in the frame that ``move`` makes."""
    room = next((space.outline for space in floor.spaces if space.id in opening.joins), None)
    line = move(opening.line)
    middle = line.interpolate(0.5, normalized=True)
    dx, dy = outward(line, move(room)) if room is not None else (0.0, 0.0)  # type: ignore[arg-type]
    return Symbol(DOOR_TAG, middle.x, middle.y, opening.shown_number, opening.id, dx, dy)
