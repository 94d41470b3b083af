"""The campus and everything on it. Shapes are in metres, y up, in the campus's projected CRS.

A floor whose frame is not placed has its own local metres instead; nothing on it has coordinates.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from shapely import LineString, MultiLineString, MultiPolygon, Point, Polygon

from campusmap.model.frame import Frame
from campusmap.model.photo import Photo
from campusmap.model.project import Preplan
from campusmap.model.source import Notice, Ref, Source

OUTSIDE = "OUTSIDE"
ABSENT: Final = frozenset({"none", "planned", "removed"})  # looked for and not there; not yet; no more


class Use(StrEnum):
    """What a space is for."""

    CLASSROOM = "classroom"
    OFFICE = "office"
    CORRIDOR = "corridor"
    LOBBY = "lobby"
    STAIR = "stair"
    ELEVATOR = "elevator"
    RESTROOM = "restroom"
    STORAGE = "storage"
    MECHANICAL = "mechanical"
    GYM = "gym"
    CAFETERIA = "cafeteria"
    KITCHEN = "kitchen"
    LIBRARY = "library"
    AUDITORIUM = "auditorium"
    LAB = "lab"
    MEDICAL = "medical"
    SHAFT = "shaft"
    OTHER = "other"
    UNKNOWN = "unknown"


class OpeningKind(StrEnum):
    """What an opening in a wall is; VERTICAL is a stair or lift to the floor above, and the lower floor's."""

    DOOR = "door"
    DOUBLE_DOOR = "double_door"
    WINDOW = "window"
    OPENING = "opening"
    VERTICAL = "vertical"


@dataclass(frozen=True, slots=True)
class Space:
    """One room, corridor, stair ...; ``number`` is the drawing's, ``posted_number`` the wall's."""

    id: str
    number: str
    outline: Polygon
    use: Use = Use.UNKNOWN
    name: str = ""
    posted_number: str = ""
    planned_number: str = ""
    aliases: tuple[str, ...] = ()
    suite: str = ""
    occupants: int | None = None
    lockable: str = ""
    two_way: str = ""
    panic: str = ""
    notes: str = ""
    shaft: str = ""
    method: str = "walls"  # area-polyline | walls | hatch | inferred | manual
    repairs: tuple[str, ...] = ()
    refs: tuple[Ref, ...] = ()
    labels: tuple[str, ...] = ()  # every text found in the space, as drawn
    drawn_by: str = ""  # who drew it by hand, and when

    @property
    def shown_number(self) -> str:
        """Return the number on the wall, else the drawing's."""
        return self.posted_number or self.number


@dataclass(frozen=True, slots=True)
class Opening:
    """A door, window or doorless opening; ``joins`` two space ids, or one and OUTSIDE, or fewer if unknown."""

    id: str
    kind: OpeningKind
    line: LineString  # jamb to jamb
    joins: tuple[str, ...]
    number: str = ""
    posted_number: str = ""
    planned_number: str = ""
    class_: str = ""
    lock: str = ""
    locks_from_inside: str = ""
    access_control: str = ""
    covering: str = ""
    glazing: str = ""
    leaf_depth_in: float | None = None
    swing: str = ""
    swing_line: LineString | None = None  # leaf and arc as drawn
    refs: tuple[Ref, ...] = ()
    former_number: str = ""  # what it was before the drawing and the door were renumbered
    photos: tuple[str, ...] = ()  # files, as its row names them

    @property
    def exterior(self) -> bool:
        """Tell whether the opening leads outside."""
        return OUTSIDE in self.joins

    @property
    def shown_number(self) -> str:
        """Return the number on the door, else the drawing's."""
        return self.posted_number or self.number


@dataclass(frozen=True, slots=True)
class Marker:
    """One device, shut-off, hazard or place; ``at`` is None when it could not be placed."""

    id: str
    kind: str  # upper-case key of carto's symbol table, or as written when unknown
    label: str
    building: str = ""
    floor: str = ""
    space: str = ""
    at: Point | None = None
    status: str = ""  # one of ABSENT, "", or as written
    attributes: dict[str, str] = field(default_factory=dict)
    refs: tuple[Ref, ...] = ()
    photos: tuple[str, ...] = ()  # files, as its row names them

    @property
    def is_there(self) -> bool:
        """Tell whether what the marker stands for is there today, though its place may not be known."""
        return self.status not in ABSENT


@dataclass(frozen=True, slots=True)
class Floor:
    """One floor. ``walls`` are wall bodies; ``linework`` what is drawn of stairs, columns and glazing.

    ``guessed`` are the borders of rooms where nothing is drawn, ``fixtures``
    cabinets, counters and the like that nobody can move.
    """

    id: str  # "<building id>/<floor id>"
    name: str
    ordinal: int
    outline: MultiPolygon
    frame: Frame
    spaces: tuple[Space, ...] = ()
    openings: tuple[Opening, ...] = ()
    walls: MultiPolygon = field(default_factory=MultiPolygon)
    columns: MultiPolygon = field(default_factory=MultiPolygon)
    linework: MultiLineString = field(default_factory=MultiLineString)
    guessed: MultiLineString = field(default_factory=MultiLineString)
    code: str = ""
    elevation_m: float | None = None
    plan_file: str = ""
    notices: tuple[Notice, ...] = ()
    fixtures: MultiPolygon = field(default_factory=MultiPolygon)


@dataclass(frozen=True, slots=True)
class Building:
    """One building; ``footprint_source`` is the file, or "ground floor outline", or "" when there is none."""

    id: str
    number: str
    name: str
    footprint: MultiPolygon
    floors: tuple[Floor, ...] = ()
    radio_name: str = ""
    address: str = ""
    main_entrance: str = ""
    footprint_source: str = ""
    year_built: int | None = None
    preplan: Preplan = field(default_factory=Preplan)
    refs: tuple[Ref, ...] = ()
    planned_number: str = ""


@dataclass(frozen=True, slots=True)
class SiteArea:
    """A place on the grounds: parking, field, road, neighbour, staging, reunification ... ``shape`` may be a line."""

    id: str
    kind: str
    name: str
    shape: Polygon | MultiPolygon | LineString | MultiLineString | Point
    refs: tuple[Ref, ...] = ()


@dataclass(frozen=True, slots=True)
class Imagery:
    """An aerial picture, true north up: JPEG bytes covering ``bounds`` of the true-north frame (model.grid)."""

    file: str
    jpeg: bytes
    width_px: int
    height_px: int
    bounds: tuple[float, float, float, float]  # x_min, y_min, x_max, y_max in TrueNorth metres
    coverage: Polygon  # where the picture has data, in the campus CRS
    source: str = ""
    licence: str = ""
    captured: str = ""  # ISO date or ""
    pixel_m: float = 0.0


@dataclass(frozen=True, slots=True)
class TrueNorth:
    """The frame that maps and sheets are drawn in: metres on the ground, +y exactly true north at its centre.

    ``matrix`` (a, b, c, d, e, f) leads from the campus CRS: x = a X + b Y + c, y = d X + e Y + f. ``to_lonlat`` leads
    on to degrees for a cursor on a screen, within a centimetre at 300 m from the centre and a decimetre at 1 km;
    exports go through the CRS instead.
    """

    matrix: tuple[float, float, float, float, float, float]
    to_lonlat: tuple[float, float, float, float, float, float]
    convergence_deg: float


@dataclass(frozen=True, slots=True)
class Grid:
    """The gridded reference: square cells, letters for rows from the top, numbers for columns from the left.

    ``x_min`` and ``y_max`` are the upper-left corner in TrueNorth metres, turned so that columns run ``turn_deg``
    clockwise from true north. ``numbers`` () are 1, 2, 3 ...
    """

    x_min: float
    y_max: float
    cell_m: float
    columns: int
    rows: int
    letters: tuple[str, ...]
    numbers: tuple[str, ...] = ()
    turn_deg: float = 0.0


@dataclass(frozen=True, slots=True)
class Contact:
    """Somebody to call; one row of the contacts table."""

    role: str
    name: str
    organisation: str = ""
    phone: str = ""
    radio: str = ""


@dataclass(frozen=True, slots=True)
class Recipient:
    """An agency that gets the kit, and which edition it has."""

    agency: str
    role: str
    copy: str = ""
    delivered_on: str = ""
    edition: str = ""


@dataclass(frozen=True, slots=True)
class Campus:
    """The whole campus. ``north`` and ``grid`` are None when no floor or footprint is placed."""

    id: str
    name: str
    epsg: int | None
    buildings: tuple[Building, ...]
    areas: tuple[SiteArea, ...] = ()
    markers: tuple[Marker, ...] = ()
    imagery: tuple[Imagery, ...] = ()
    contacts: tuple[Contact, ...] = ()
    recipients: tuple[Recipient, ...] = ()
    north: TrueNorth | None = None
    grid: Grid | None = None
    address: str = ""
    state_id: str = ""
    sources: tuple[Source, ...] = ()
    notices: tuple[Notice, ...] = ()
    photos: tuple[Photo, ...] = ()
