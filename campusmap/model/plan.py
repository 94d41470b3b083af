"""A drawing as read: strokes, texts and block inserts in drawing units, each with its address."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final, NamedTuple

from campusmap.model.source import Notice

XY = tuple[float, float]

# Kinds of strokes that say what they are, as a file of indoor features does; a drawing's strokes have DXF types.
STATED_ROOM: Final = "room polygon"
STATED_DOOR: Final = "door line"  # jamb to jamb
STATED_GAP: Final = "doorway without a leaf"
STATED_WINDOW: Final = "window line"  # from side to side


class Role(StrEnum):
    """What a drawing layer holds."""

    ROOM = "room"  # closed polylines round rooms
    WALL = "wall"
    DOOR = "door"
    WINDOW = "window"
    LABEL = "label"  # room numbers and names, as text or attributes
    OUTLINE = "outline"  # gross area, exterior outline
    COLUMN = "column"
    STAIR = "stair"  # treads, lifts
    FURNITURE = "furniture"
    DEVICE = "device"  # fire and safety equipment
    ANNOTATION = "annotation"  # dimensions, grid lines, title block, notes, hatches for looks
    MIXED = "mixed"  # walls, doors, furniture and texts together: told apart stroke by stroke
    DEMOLITION = "demolition"
    OTHER = "other"


class Stroke(NamedTuple):
    """One flattened curve. ``kind`` is the DXF type; ``insert`` the handle of the insert it came in by.

    A named tuple, for a drawing holds a hundred thousand, and a frozen dataclass takes seven times as long to make.
    ``handle`` is that of the selectable entity: the top-level insert for strokes inside a block.
    ``holes`` are the inner rings of a closed stroke; a ``broken`` one is drawn dashed, dotted or as a centre line.
    ``arc`` is (centre x, centre y, radius, start deg, end deg), counter-clockwise, for circular arcs.
    """

    kind: str
    layer: str
    handle: str
    points: tuple[XY, ...]
    closed: bool = False
    insert: str = ""
    block: str = ""
    arc: tuple[float, float, float, float, float] | None = None
    filled: bool = False
    holes: tuple[tuple[XY, ...], ...] = ()
    broken: bool = False

    @property
    def path(self) -> tuple[XY, ...]:
        """Return the points, the first again at the end of a closed stroke."""
        return (*self.points, self.points[0]) if self.closed else self.points


@dataclass(frozen=True, slots=True)
class Label:
    """One text, decoded; ``x``, ``y`` is the centre of its box, ``width``, ``height`` the box unrotated.

    ``target`` is the tip of the leader that points from the text at something.
    """

    text: str
    x: float
    y: float
    width: float
    height: float
    rotation_deg: float
    layer: str
    handle: str
    kind: str
    tag: str = ""  # attribute tag
    insert: str = ""
    block: str = ""
    target: XY | None = None


@dataclass(frozen=True, slots=True)
class Insert:
    """One top-level block reference; ``attributes`` maps tag to text."""

    block: str
    x: float
    y: float
    rotation_deg: float
    x_scale: float
    y_scale: float
    layer: str
    handle: str
    attributes: dict[str, str]


@dataclass(frozen=True, slots=True)
class LayerFact:
    """One layer: how much it holds, what it is taken for, and why."""

    name: str
    role: Role
    reason: str  # "campus.toml", "profile aia", "content: 42 door arcs", "no match"
    entities: int
    frozen: bool = False
    off: bool = False


@dataclass(frozen=True, slots=True)
class TallyRow:
    """What became of the entities of one type on one layer: read = used + sum of ignored + unread."""

    kind: str
    layer: str
    found: int  # counted in the bytes, independently of the parser
    used: int
    ignored: int
    reason: str = ""  # the named rule by which they were ignored
    unread: int = 0


@dataclass(frozen=True, slots=True)
class Geodata:
    """A GEODATA georeference: ``matrix`` (a, b, c, d, e, f) maps drawing units into ``crs``."""

    crs: str
    matrix: tuple[float, float, float, float, float, float]


@dataclass(frozen=True, slots=True)
class Picture:
    """A plan that is only a picture, of which nothing is read but its size.

    ``width`` and ``height`` count in ``unit``: pixels ("px"), of a PDF page points ("pt", 1/72 inch), x to the right
    and y down from the upper left corner. ``dots`` are the pixels that are shown of one unit.
    """

    width: float
    height: float
    unit: str
    dots: float = 1.0


@dataclass(frozen=True, slots=True)
class UnitVote:
    """One measure that speaks for or against units: the share of its lengths that would be of a likely size."""

    name: str  # "door swings"
    count: int
    median: float  # drawing units
    range_m: tuple[float, float]  # the likely sizes
    weight: float
    support: tuple[tuple[str, float], ...]  # unit and share, 0 to 1


@dataclass(frozen=True, slots=True)
class UnitBallot:
    """What the sizes in a drawing say of its unit; ``winner`` and ``why`` are "" when they say nothing."""

    votes: tuple[UnitVote, ...] = ()
    winner: str = ""
    why: str = ""
    contradicts_header: bool = False  # clearly; a vote that is merely unsure does not


@dataclass(frozen=True, slots=True)
class Plan:
    """One drawing file, model space only, everything in drawing units.

    ``stated`` says that the file itself states rooms, unit and place, so that nothing of it is read off linework.
    ``level`` is the level that was taken of a file with several.
    ``backward`` is where texts stand that are drawn as mirror images.
    """

    file: str
    sha256: str
    version: str  # "R2018"
    unit: str  # "" when the header states none; else a key of units.METRES_PER_UNIT
    layers: tuple[LayerFact, ...]
    strokes: tuple[Stroke, ...]
    labels: tuple[Label, ...]
    inserts: tuple[Insert, ...]
    tally: tuple[TallyRow, ...]
    geodata: Geodata | None = None
    notices: tuple[Notice, ...] = ()
    stated: bool = False
    level: str = ""
    backward: tuple[XY, ...] = ()
    picture: Picture | None = None
    ballot: UnitBallot = UnitBallot()
