"""A footprint or site area as read from a vector file."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from shapely import LineString, MultiPoint, Polygon
from shapely.geometry.base import BaseGeometry

from campusmap.model.source import Ref

# The property of a correction that holds its places in drawing units, where it lies nowhere on the ground.
IN_DRAWING: Final = "drawing"
# What is read of a shape drawn by hand besides id, number, name and kind.
HAND_KEYS: Final = ("subject", "floor", "use", "border", "part", "numbers", IN_DRAWING, "who", "when")
CORRECTIONS: Final = ("split", "merge")


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
    """A room, door or window that somebody traced on a floor's picture, in campus metres, with who did so and when."""

    kind: str  # room | door | double_door | opening | window
    floor: str  # "<building id>/<floor id>"
    shape: Polygon | LineString
    number: str = ""
    name: str = ""
    use: str = ""  # as in the room list; "" where nobody said
    who: str = ""
    when: str = ""
    ref: Ref = field(default_factory=lambda: Ref(""))


@dataclass(frozen=True, slots=True)
class RoomCorrection:
    """A room that somebody split, or rooms that somebody merged, because the drawing has them wrong.

    ``shape`` is the line that splits, or a place in each room that is merged, the one that keeps number and id first;
    in campus metres, or in the drawing's units where ``in_drawing``, as on a floor that is not placed. ``border``
    between two parts is a "wall" or "open". ``numbers`` are the drawing's numbers of the rooms when this was said, in
    that order. ``problem`` says why it cannot be used, "" if it can.
    """

    kind: str  # split | merge
    floor: str  # "<building id>/<floor id>"
    subject: str  # id of the room, as it was then
    shape: LineString | MultiPoint
    border: str = ""
    part: str = ""  # the id that the new part is to have, unless it has a number of its own
    numbers: tuple[str, ...] = ()
    who: str = ""
    when: str = ""
    ref: Ref = field(default_factory=lambda: Ref(""))
    problem: str = ""
    in_drawing: bool = False
