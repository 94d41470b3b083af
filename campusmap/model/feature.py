"""A footprint or site area as read from a vector file."""

from __future__ import annotations

from dataclasses import dataclass, field

from shapely import LineString, Polygon
from shapely.geometry.base import BaseGeometry

from campusmap.model.source import Ref


@dataclass(frozen=True, slots=True)
class Feature:
    """One feature; ``geometry`` is in (lon, lat) degrees, ``attributes`` are everything it says, as text.

    ``id``, ``number``, ``name`` and ``kind`` come from the attributes that campus.toml names; "" when absent.
    """

    id: str
    number: str
    name: str
    kind: str
    geometry: BaseGeometry
    attributes: dict[str, str] = field(default_factory=dict)
    ref: Ref = field(default_factory=lambda: Ref(""))


@dataclass(frozen=True, slots=True)
class Override:
    """A shape drawn by hand for one room, in campus metres. ``kind``: hard_corner or furniture (fixed)."""

    kind: str
    subject: str  # the room, as in the survey table
    shape: BaseGeometry
    ref: Ref = field(default_factory=lambda: Ref(""))


@dataclass(frozen=True, slots=True)
class Trace:
    """A room or door that somebody traced on a floor's picture, in campus metres, with who did so and when."""

    kind: str  # room | door | double_door | opening
    floor: str  # "<building id>/<floor id>"
    shape: Polygon | LineString
    number: str = ""
    name: str = ""
    use: str = ""  # as in the room list; "" where nobody said
    who: str = ""
    when: str = ""
    ref: Ref = field(default_factory=lambda: Ref(""))
