"""What the rules say."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """ERROR: do not hand out the kit. WARNING: mend before the next issue. NOTE: worth knowing."""

    ERROR = "ERROR"
    WARNING = "WARNING"
    NOTE = "NOTE"


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault: what, where, how to mend it. ``id`` is the rule's; x, y are drawing units."""

    id: str
    severity: Severity
    title: str
    message: str
    subject: str
    fix: str
    building: str = ""
    floor: str = ""
    number: str = ""
    file: str = ""
    layer: str = ""
    handle: str = ""
    place: str = ""  # a table's row, a key in campus.toml
    x: float | None = None
    y: float | None = None
    lon: float | None = None
    lat: float | None = None
    grid: str = ""
    trap: str = ""
    places: tuple[tuple[float, float], ...] = ()  # x, y of each fault, where one finding stands for many
    waived: str = ""  # the waiver's reason and end date


@dataclass(frozen=True, slots=True)
class NotAssessed:
    """A rule that could not be judged, and why."""

    id: str
    title: str
    subject: str
    why: str


@dataclass(frozen=True, slots=True)
class Review:
    """Everything that the rules said, in the order in which people mend: file, layer, position."""

    findings: tuple[Finding, ...] = ()
    not_assessed: tuple[NotAssessed, ...] = ()
