"""What is computed about walking on a campus, besides the ways themselves."""

from __future__ import annotations

from dataclasses import dataclass, field

from shapely import LineString, MultiPolygon, Point


@dataclass(frozen=True, slots=True)
class Behind:
    """A space as it lies behind an exterior door: metres to walk, and whether no other door is nearer to it."""

    space: str
    metres: float
    nearest: bool


@dataclass(frozen=True, slots=True)
class Entry:
    """An exterior door as a way in: what lies behind it in order of distance, and the key box nearest to it on foot."""

    door: str
    building: str
    floor: str
    spaces: tuple[Behind, ...]
    key_box: str = ""
    key_box_m: float | None = None


@dataclass(frozen=True, slots=True)
class AtDoor:
    """An exterior door as somebody with a key finds it: metres to walk outdoors."""

    door: str
    metres: float


@dataclass(frozen=True, slots=True)
class KeyBox:
    """A key box against its building's exterior doors, in metres to walk outdoors: the nearest, and the main entrance.

    ``door`` is "", and the metres None, where no way outdoors is drawn to any door; ``main_m`` also where no main
    entrance is known. ``doors`` are the building's doors within ``[reach] key_box_m``, the nearest first.
    """

    marker: str
    building: str
    door: str
    metres: float | None
    main: str
    main_m: float | None
    doors: tuple[AtDoor, ...] = ()


@dataclass(frozen=True, slots=True)
class Blockage:
    """What loses every way out when one door or one stair is blocked. ``kind``: door or stair.

    ``id`` is an opening's id or a shaft's name; the spaces are those beyond it, a room behind its only door included.
    """

    kind: str
    id: str
    building: str
    spaces: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DeadEnd:
    """A part of a corridor with one direction out: ``line`` leads from where there are two to its far end."""

    space: str
    floor: str
    length_m: float
    line: LineString
    shape: MultiPolygon
    doors: tuple[str, ...]  # doors to rooms that open on it


@dataclass(frozen=True, slots=True)
class LiftOnly:
    """A space from which, by the drawing, only a lift leads to the way out."""

    space: str
    lifts: tuple[str, ...]  # shafts


@dataclass(frozen=True, slots=True)
class Fetch:
    """How long it takes to walk from a space or a site area to the nearest device of a kind.

    From a space's label point; from the point of an area that is farthest off. ``hours`` is when the device can be had,
    as people wrote it, "" for always; the metres count stairs as STAIR_M a storey or by its height.
    """

    place: str
    kind: str
    marker: str
    metres: float
    seconds: float
    hours: str = ""


@dataclass(frozen=True, slots=True)
class Coverage:
    """The part of a floor, or of a site area, that is beyond a limit on foot from every device of a kind.

    ``limit``: one_way, round_trip or distance. ``why`` says why it was not assessed; then the rest is empty.
    ``spaces`` are those whose label point is beyond the limit, ``cut`` others that are in part; of ``unknown``, which
    no door leads to, it was not assessed.
    """

    place: str
    kind: str
    limit: str
    uncovered: MultiPolygon = field(default_factory=MultiPolygon)
    area_m2: float = 0.0
    spaces: tuple[str, ...] = ()
    cut: tuple[str, ...] = ()
    why: str = ""
    unknown: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Proposal:
    """Where one more device would bring most spaces within the limit. ``rank`` counts within a building from 1."""

    kind: str
    building: str
    rank: int
    floor: str
    space: str
    at: Point
    gained: tuple[str, ...]
    gained_m2: float


@dataclass(frozen=True, slots=True)
class OutOfUse:
    """A device that was not counted, and why: locked away, behind a locked door, or in no room for sure."""

    marker: str
    why: str


@dataclass(frozen=True, slots=True)
class DoorAlong:
    """A room's door as one meets it walking a corridor: metres from where one comes in, and on which hand."""

    corridor: str
    opening: str
    space: str
    metres: float
    hand: str  # left or right of who walks in from the main entrance


@dataclass(frozen=True, slots=True)
class Walking:
    """Everything that is computed about walking, besides reach and ways."""

    entries: tuple[Entry, ...] = ()
    key_boxes: tuple[KeyBox, ...] = ()
    blockages: tuple[Blockage, ...] = ()
    dead_ends: tuple[DeadEnd, ...] = ()
    lift_only: tuple[LiftOnly, ...] = ()
    fetches: tuple[Fetch, ...] = ()
    coverages: tuple[Coverage, ...] = ()
    proposals: tuple[Proposal, ...] = ()
    out_of_use: tuple[OutOfUse, ...] = ()
    along: tuple[DoorAlong, ...] = ()
