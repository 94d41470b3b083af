"""What is computed about a campus."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from shapely import LineString, MultiPolygon

from campusmap.model.source import Notice
from campusmap.model.survey import SurveyFact
from campusmap.model.walking import Walking

NOT_SURVEYED: Final = "glass not surveyed"  # in the reason of an assessment that waits for somebody to look


class Outcome(StrEnum):
    """The answer to "has this room a hard corner?"."""

    HARD_CORNER = "hard_corner"
    SAFER_SPACE = "safer_space"
    NONE_AVAILABLE = "none_available"
    NOT_ASSESSED = "not_assessed"
    NOT_APPLICABLE = "not_applicable"


@dataclass(frozen=True, slots=True)
class HardCorner:
    """The part of a room out of every sightline. ``status``: candidate, confirmed, rejected or stale.

    ``exposed`` is its part that exterior windows look at, where they are neither counted nor ignored.
    """

    id: str
    space: str
    status: str
    shape: MultiPolygon
    area_m2: float
    capacity: int
    assumed: str = ""  # the glazing that was assumed, "" if all was surveyed
    confirmed_by: str = ""
    confirmed_on: str = ""
    exposed: MultiPolygon = field(default_factory=MultiPolygon)


@dataclass(frozen=True, slots=True)
class Sightline:
    """The near edge of an aperture used, on the room's face. ``case``: closed, open or exterior.

    The far edge lies ``depth_m`` behind it. Both may sit back from the face by up to ``set_back_m``, where the drawing
    does not show it, in a hole that reaches ``reveal_left_m`` and ``reveal_right_m`` beyond the glass, seen from
    outside the room.
    """

    space: str
    opening: str
    case: str
    line: LineString
    depth_m: float
    assumed: bool
    set_back_m: float = 0.0
    reveal_left_m: float = 0.0
    reveal_right_m: float = 0.0


@dataclass(frozen=True, slots=True)
class Assessment:
    """The hard-corner outcome of one space, and why. ``to`` is the space that is named as safer, "" for none."""

    space: str
    outcome: Outcome
    why: str = ""
    to: str = ""


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
    """A way on foot from a space. ``purpose``: exit, second_exit, exit_by_lift, safer_space, or a marker's kind.

    ``to`` is the id of the opening, space or marker that it leads to; ``stairs`` are shafts in order; ``locked`` the
    ids of doors on the way that are known to be kept locked.
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
    survey: tuple[SurveyFact, ...] = ()
    walking: Walking = field(default_factory=Walking)
