"""What is computed about a campus."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from shapely import LineString, MultiPolygon

from campusmap.model.source import Notice


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
class Analysis:
    """Everything that is computed about a campus."""

    hard_corners: tuple[HardCorner, ...] = ()
    sightlines: tuple[Sightline, ...] = ()
    assessments: tuple[Assessment, ...] = ()
    notices: tuple[Notice, ...] = ()
    reach: tuple[Reach, ...] = ()
