"""Where a fact came from."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Ref:
    """The address of a fact in somebody's file.

    ``x`` and ``y`` are in *drawing* units, so that a CAD technician can type them. ``layer`` and
    ``handle`` are empty for tables, where ``place`` names the row ("row 14").
    """

    file: str
    layer: str = ""
    handle: str = ""
    x: float | None = None
    y: float | None = None
    place: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """One file that a kit was made from; ``file`` is relative to the campus folder."""

    file: str
    role: str
    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class Notice:
    """Something read, guessed, repaired or left over, kept for a rule to report.

    ``code`` is from the closed vocabulary in ``model.notice``; ``subject`` is a model id or a file.
    """

    code: str
    text: str
    subject: str = ""
    ref: Ref | None = None
    building: str = ""
    floor: str = ""
    count: int = 1
