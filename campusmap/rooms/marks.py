"""The lines of a drawing's texts, each told for what it is."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from campusmap.model.plan import XY, Label, Role


class TextKind(StrEnum):
    """What a line of text in a drawing says."""

    NUMBER = "number"
    NAME = "name"
    DOOR = "door"
    AREA = "area"
    USE = "use"  # what a room is for, as stated
    OTHER = "other"  # heights, finishes, dimensions, directions


@dataclass(frozen=True, slots=True)
class Mark:
    """One line of one text. A lower ``rank`` is stronger evidence: 0 attribute tag, 1 layer name, 2 its look.

    ``x``, ``y`` is where the text belongs: the tip of its leader, else the centre of its box. ``role`` is that of
    its layer, or LABEL where block or content say that it labels a room. ``tip`` is where a plain line from the text
    points, which counts only for a text that lies in no room.
    """

    kind: TextKind
    value: str
    rank: int
    x: float
    y: float
    label: Label
    role: Role
    tip: XY | None = None
