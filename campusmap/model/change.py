"""What an edition showed, and what differs between two."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final, Literal

from campusmap.model.places import Campus, Contact

# Every kind of change, in the order in which they are told.
KINDS: Final = (
    "building.added", "building.removed", "building.renumbered", "building.renamed", "building.entrance",
    "floor.added", "floor.removed", "floor.swapped", "floor.shifted", "floor.uncompared",
    "room.added", "room.removed", "room.split", "room.merged", "room.renumbered", "room.renamed", "room.moved",
    "room.resized", "room.use",
    "door.added", "door.removed", "door.renumbered", "door.moved", "door.changed",
    "device.added", "device.removed", "device.moved", "device.changed",
    "corner.lost", "corner.found", "corner.confirmed", "corner.unconfirmed",
    "contact.added", "contact.removed", "contact.changed", "verification.aged",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A campus as one edition showed it.

    ``outcomes`` maps space ids to hard-corner outcomes, ``sheets`` the packet's sheets, in order, to the digest of
    what is drawn on them, ``titles`` to their titles; ``confirmed`` are the spaces whose hard corner a person has
    confirmed, ``contacts`` whom to call; None where the edition does not tell.
    """

    campus: Campus
    issued: str
    fingerprint: str
    verified_on: str = ""
    outcomes: dict[str, str] = field(default_factory=dict)
    sheets: dict[str, str] = field(default_factory=dict)
    titles: dict[str, str] = field(default_factory=dict)
    confirmed: frozenset[str] | None = None
    contacts: tuple[Contact, ...] | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """One difference between two editions.

    ``old`` and ``new`` are ids in either; ``building`` and ``floor`` ids of the new edition, of the old one for what
    is gone.
    """

    kind: str
    text: str
    building: str = ""
    floor: str = ""
    old: tuple[str, ...] = ()
    new: tuple[str, ...] = ()


PageFate = Literal["new", "swap", "renumber", "take out"]


@dataclass(frozen=True, slots=True)
class PageChange:
    """A page that differs between two packets, with its place in either; "renumber" is drawn as it was."""

    sheet: str
    title: str
    fate: PageFate
    old_page: int | None
    new_page: int | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two editions held against each other. ``same_room`` leads from old space ids to new ones."""

    old: Snapshot
    new: Snapshot
    changes: tuple[Change, ...]
    same_room: dict[str, str] = field(default_factory=dict)
