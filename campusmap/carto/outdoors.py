"""Keep the symbols of what stands outdoors off rooms and buildings: a key box in a lobby would be looked for inside."""

from __future__ import annotations

from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import STRtree
from shapely.geometry.base import BaseGeometry

from campusmap.carto.crowd import Boxes
from campusmap.carto.ground import Ground
from campusmap.carto.paper import Box
from campusmap.carto.sheet import Ink
from campusmap.carto.symbols import DOOR_BARE, DOOR_TAG, SIDE
from campusmap.carto.tags import Tag
from campusmap.safety.marker_place import OUTDOOR_KINDS

_FOOTPRINTS: Final = ("building.footprint", "building.context", "aerial.ground")
_PRICE: Final = 0.25  # for a square point of a room or footprint, in points of distance; tool default
_CROSSING: Final = 4.0  # for a point of a leader line through a building, in points of distance; tool default
_OF_BUILDINGS: Final = (SIDE, DOOR_TAG, DOOR_BARE)
_DEEP_PT: Final = 3.0  # from a footprint's edge as drawn, within which what hangs outside still is; tool default
_SAMPLES: Final = np.linspace(0.15, 0.95, 9)  # of a leader line, from the thing's place to its symbol


class Outdoors(Ground):
    """What a thing out of doors had better not cover with its symbol, nor cross with the line that ties it."""

    def __init__(self, frame: Box, at: tuple[float, float], plain: Ground, inside: Ground) -> None:
        super().__init__(frame, ())
        self._at, self._plain, self._inside = np.array(at), plain, inside

    def cost(self, boxes: Boxes) -> NDArray[np.float64]:
        """Return the price of each box (n x 4), and of the way to its middle."""
        away = (boxes[:, :2] + boxes[:, 2:]) / 2 - self._at
        points = (self._at + away[:, None, :] * _SAMPLES[None, :, None]).reshape(-1, 2)
        crossed = self._inside.cost(np.hstack([points - 1.0, points + 1.0])).reshape(len(boxes), -1) > 0
        through = crossed.mean(axis=1) * np.hypot(*away.T)
        return np.asarray(self._plain.cost(boxes) + self._inside.cost(boxes) + _CROSSING * through)


def tag_grounds(tags: list[Tag], inks: list[Ink], doors: Ground, plain: Ground, frame: Box) -> list[Ground]:
    """Return what each tag had better not cover: ``doors`` for doors, for things out of doors rooms and footprints."""
    indoors = [ink.shape for ink in inks if ink.style.startswith("space.") or ink.style in _FOOTPRINTS]
    inside, held = Ground(frame, ((shape, _PRICE) for shape in indoors)), _find_held(tags, indoors)
    held |= {number for number, tag in enumerate(tags) if tag.kind in _OF_BUILDINGS}
    return [
        doors if tag.dx or tag.dy else plain if number in held else Outdoors(frame, (tag.x, tag.y), plain, inside)
        for number, tag in enumerate(tags)
    ]


def _find_held(tags: list[Tag], shapes: list[BaseGeometry]) -> set[int]:
    """Return which tags stand in one of some shapes; what hangs on outer walls has to stand well in."""
    if not tags or not shapes:
        return set(range(len(tags)))
    places = np.asarray(shapely.points([(tag.x, tag.y) for tag in tags]))
    outside = np.array([tag.kind in OUTDOOR_KINDS for tag in tags])
    places[outside] = shapely.buffer(places[outside], _DEEP_PT, quad_segs=16)
    return set(STRtree(shapes).query(places, predicate="covered_by")[0].tolist())
