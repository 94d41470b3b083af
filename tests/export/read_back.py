"""What a kit must keep in every file that it writes, and how to hold what was read back against it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import pyproj
import shapely
from shapely.geometry.base import BaseGeometry

from campusmap.model.kit import Kit
from campusmap.model.places import Building, Floor, Opening, OpeningKind

WAYS = (OpeningKind.DOOR, OpeningKind.DOUBLE_DOOR, OpeningKind.OPENING)
NEAR_M = 0.03  # corners: three times the rounding of a degree to 7 decimals


@dataclass(frozen=True)
class Seen:
    """A room, door or device as some reader found it, in campus metres."""

    label: str
    shape: BaseGeometry


def placed(kit: Kit) -> Iterator[tuple[Building, Floor]]:
    return ((b, f) for b in kit.campus.buildings for f in b.floors if f.frame.placed)


def doors(floor: Floor) -> list[Opening]:
    return [opening for opening in floor.openings if opening.kind in WAYS]


def to_metres(kit: Kit, lonlat: BaseGeometry) -> BaseGeometry:
    back = pyproj.Transformer.from_crs(4326, kit.campus.epsg, always_xy=True).transform
    return shapely.transform(lonlat, back, interleaved=False)


def missed(wanted: Iterable[Seen], found: Sequence[Seen], near_m: float = NEAR_M) -> list[str]:
    """Return the labels of what is not among the found, label and shape alike; each find serves once."""
    left = list(found)
    lost = []
    for one in wanted:
        hits = [other for other in left if other.label == one.label and _gap(one.shape, other.shape) <= near_m]
        if hits:
            left.remove(min(hits, key=lambda other: _gap(one.shape, other.shape)))
        else:
            lost.append(f"{one.label or '(none)'} at {one.shape.centroid.wkt}")
    return lost


def _gap(one: BaseGeometry, other: BaseGeometry) -> float:
    return float("inf") if one.is_empty or other.is_empty else float(shapely.hausdorff_distance(one, other))
