"""Numbers proposed for rooms, doors and buildings: what is to change, and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["building", "door", "room", "stair"]


@dataclass(frozen=True, slots=True)
class Change:
    """One number that is to change. ``subject`` is the id of a building, opening or space; ``old`` may be ""."""

    kind: Kind
    subject: str
    building: str
    floor: str  # "" for a building
    old: str
    new: str
    reason: str
    name: str = ""  # what people call the thing besides its number
    planned_before: bool = False  # the number was planned already, and is on no wall yet


@dataclass(frozen=True, slots=True)
class Proposal:
    """The least change that satisfies the scheme; ``remarks`` say what could not be proposed, and why."""

    changes: tuple[Change, ...] = ()
    remarks: tuple[str, ...] = ()
