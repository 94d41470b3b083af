"""What is computed about a campus."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from shapely import LineString, MultiPolygon

from campusmap.model.source import Notice
from campusmap.model.walking import Walking


class Outcome(StrEnum):
    """The answer to "has this room a hard corner?"."""

    HARD_CORNER = "hard_corner"
    SAFER_SPACE = "safer_space"
    NONE_AVAILABLE = "none_available"
    NOT_ASSESSED = "not_assessed"
    NOT_APPLICABLE = "not_applicable"


@dataclass(frozen=True, slots=True)
class HardCorner:
    """The part of a room out of every sightline. ``status``: candidate, confirmed, rejected or stale."""

    id: str
    space: str
    status: str
    shape: MultiPolygon
    area_m2: float
    capacity: int
    assumed: str = ""  # the glazing that was assumed, "" if all was surveyed
    confirmed_by: str = ""
    confirmed_on: str = ""


@dataclass(frozen=True, slots=True)
class Sightline:
    """The near edge of an aperture used, on the room's face. ``case``: closed, open or exterior."""

    space: str
    opening: str
    case: str
    line: LineString
    depth_m: float
    assumed: bool


@dataclass(frozen=True, slots=True)
class Assessment:
    """The hard-corner outcome of one space, and why."""

    space: str
    outcome: Outcome
    why: str = ""


@dataclass(frozen=True, slots=True)
class Reach:
    """How far a space is, on foot by the drawing, from the nearest exterior door and the nearest AED.

    ``door`` is an opening's id, ``aed`` a marker's; both are "", and their metres None, where no way is drawn.
    ``door_by`` and ``aed_by`` name the stairs on the way, in order.
    """

    space: str
    door: str
    door_m: float | None
    aed: str
    aed_m: float | None
    door_by: tuple[str, ...] = ()
    aed_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Leg:
    """The part of a way that lies on one floor, in campus metres; in the floor's own where it is not placed."""

    floor: str
    line: LineString


@dataclass(frozen=True, slots=True)
class Way:
    """A way on foot from a space. ``purpose``: exit, second_exit, exit_by_lift, or the kind of the marker it leads to.

    ``to`` is an opening's or a marker's id; ``stairs`` are shafts in order; ``locked`` the ids of doors on the way
    that are known to be kept locked.
    """

    space: str
    purpose: str
    to: str
    length_m: float
    legs: tuple[Leg, ...] = ()
    stairs: tuple[str, ...] = ()
    locked: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Orientation:
    """Which way side A of a building faces (azimuth of its outward normal, clockwise from true north), and why."""

    building: str
    side_a_deg: float
    assumed: bool
    why: str = ""


@dataclass(frozen=True, slots=True)
class Analysis:
    """Everything that is computed about a campus."""

    hard_corners: tuple[HardCorner, ...] = ()
    sightlines: tuple[Sightline, ...] = ()
    assessments: tuple[Assessment, ...] = ()
    notices: tuple[Notice, ...] = ()
    reach: tuple[Reach, ...] = ()
    ways: tuple[Way, ...] = ()
    orientations: tuple[Orientation, ...] = ()
    walking: Walking = field(default_factory=Walking)
