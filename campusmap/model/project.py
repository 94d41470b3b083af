"""The campus.toml of a campus, as people write it. Field names are the TOML keys."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Final, Literal

from campusmap.model.numbering import Numbering
from campusmap.model.printing import PacketSettings
from campusmap.model.settings import GridSettings, HardCornerSettings, Ng911, ReachSettings, RequirementSettings

Pair = tuple[float, float]
SOUTHERNMOST: Final = -60.0  # latitude of any school; an American place with its coordinates swapped lies beyond
_STRICT = {"extra": "forbid"}  # read by the validator in ingest.project

UnitName = Literal["mm", "cm", "dm", "m", "km", "in", "ft", "yd", "us-ft"]


@dataclass(frozen=True, slots=True)
class GuessedUnit:
    """A drawing unit, and whether a person confirmed it."""

    __pydantic_config__ = _STRICT
    value: UnitName
    confirmed: bool = False


@dataclass(frozen=True, slots=True)
class ControlPoint:
    """A point known both in the drawing (drawing units) and on the ground."""

    __pydantic_config__ = _STRICT
    drawing: Pair
    lonlat: Pair | None = None
    ground: Pair | None = None  # easting, northing in the placement's crs


@dataclass(frozen=True, slots=True)
class Placement:
    """How a plan is laid on the ground; which keys are needed depends on ``method``.

    "control_points": two or more ``points``; ``scale = "locked"`` keeps the drawing's size in its declared unit and
    only turns and shifts it, "free" lets the points say the size. "anchor": ``drawing``, ``lonlat``, ``bearing_deg``.
    "geodata": nothing more. "wld", "world_file": ``file`` and its ``crs``. "frame": ``matrix`` and its ``crs``, a
    placement as it was saved: the kit's ``floors`` layer holds both for every placed floor. "fit": the lowest floor's
    outline is laid on the building's footprint; ``bearing_deg`` chooses among the poses that fit, or one of
    ``points`` does. ``bearing_deg`` is the azimuth of the drawing's +y axis, clockwise from true north.
    """

    __pydantic_config__ = _STRICT
    method: Literal["control_points", "anchor", "geodata", "wld", "world_file", "frame", "fit", "none"]
    points: tuple[ControlPoint, ...] = ()
    scale: Literal["free", "locked"] = "free"
    lonlat: Pair | None = None
    drawing: Pair = (0.0, 0.0)
    bearing_deg: float | None = None
    file: str = ""
    matrix: tuple[float, float, float, float, float, float] | None = None  # X = a x + b y + c, Y = d x + e y + f
    crs: str = ""
    mirrored: bool = False
    confirmed: bool = True


@dataclass(frozen=True, slots=True)
class LayerRoles:
    """Layer-name patterns (``*`` wild, case-blind) for each role; a pattern here beats the profiles."""

    __pydantic_config__ = _STRICT
    room: tuple[str, ...] = ()
    wall: tuple[str, ...] = ()
    door: tuple[str, ...] = ()
    window: tuple[str, ...] = ()
    label: tuple[str, ...] = ()
    outline: tuple[str, ...] = ()
    column: tuple[str, ...] = ()
    stair: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()


NO_OVERRIDES: Final = LayerRoles()


@dataclass(frozen=True, slots=True)
class IndoorColumns:
    """Which attributes of an indoor vector file hold what; "" lets the reader look for the usual names.

    ``door`` names an attribute of rooms that lists their doors as "lon,lat;lon,lat". ``layer`` is a GeoPackage's,
    ``crs`` is only for a file that states none.
    """

    __pydantic_config__ = _STRICT
    id: str = ""
    number: str = ""
    name: str = ""
    use: str = ""
    kind: str = ""
    level: str = ""
    width: str = ""  # of doors and windows, m
    door: str = ""
    layer: str = ""
    crs: str = ""


@dataclass(frozen=True, slots=True)
class FloorEntry:
    """One floor of a building. ``ordinal`` 0 is the floor of the main entrance."""

    __pydantic_config__ = _STRICT
    id: str
    ordinal: int
    name: str = ""
    code: str = ""  # what this floor's room numbers begin with, after any building prefix
    elevation_m: float | None = None
    plan: str = ""
    level: str = ""  # which level of an indoor vector file or IMDF archive
    columns: IndoorColumns | None = None
    window: tuple[float, float, float, float] | None = None  # x_min, y_min, x_max, y_max in drawing units
    units: UnitName | GuessedUnit | None = None
    placement: Placement | None = None
    layers: LayerRoles | None = None
    page: int | None = None  # which page of a PDF is the plan, from 1
    pixel_m: float | None = None  # metres on the ground that a picture's pixel, or a PDF page's point, is wide


@dataclass(frozen=True, slots=True)
class Preplan:
    """What a fire officer wants to know of a building; None reads "not supplied"."""

    __pydantic_config__ = _STRICT
    construction: str | None = None
    roof: str | None = None
    storeys_above: int | None = None
    storeys_below: int | None = None
    sprinklered: str | None = None
    standpipes: str | None = None
    occupant_load: int | None = None
    hazards: str | None = None
    gas_company: str | None = None
    electric_company: str | None = None
    water_company: str | None = None


@dataclass(frozen=True, slots=True)
class BuildingEntry:
    """One building. ``footprint`` names its feature when id, number and name do not."""

    __pydantic_config__ = _STRICT
    id: str
    number: str = ""
    name: str = ""
    radio_name: str = ""
    address: str = ""
    main_entrance: str = ""  # an exterior door number
    side_a: str | float = ""  # the address side: a compass word ("south"), or the azimuth that it faces, degrees
    footprint: str = ""
    year_built: int | None = None
    placement: Placement | None = None
    preplan: Preplan = field(default_factory=Preplan)
    floor: tuple[FloorEntry, ...] = ()
    posted_number: str = ""  # the number on the wall once posted_on holds a date; until then it is planned
    posted_on: date | None = None


@dataclass(frozen=True, slots=True)
class MainEntrance:
    """The campus's main entrance: a building's id and an exterior door number."""

    __pydantic_config__ = _STRICT
    building: str
    door: str


@dataclass(frozen=True, slots=True)
class Verified:
    """The record of a walk-through."""

    __pydantic_config__ = _STRICT
    who: str
    when: date
    scope: str = ""


@dataclass(frozen=True, slots=True)
class CampusEntry:
    """The campus as a whole."""

    __pydantic_config__ = _STRICT
    id: str
    name: str
    state_id: str = ""
    address: str = ""
    epsg: int | None = None
    main_entrance: MainEntrance | None = None
    verified: Verified | None = None
    handling: str = ""  # the statute text on every page of the responders' kit
    staff_handling: str = ""
    public_handling: str = ""


@dataclass(frozen=True, slots=True)
class VectorFile:
    """Footprints or site areas; the four names say which attribute holds what."""

    __pydantic_config__ = _STRICT
    file: str
    layer: str = ""
    crs: str = ""  # only for a file that states none
    id: str = "id"
    number: str = "number"
    name: str = "name"
    kind: str = "kind"


@dataclass(frozen=True, slots=True)
class ImageryEntry:
    """An aerial picture and where it is from."""

    __pydantic_config__ = _STRICT
    file: str
    crs: str = ""  # only for an image that states none
    source: str = ""
    licence: str = ""
    captured: date | None = None
    max_pixels: int = 4_000_000  # cap on the re-encoded picture


@dataclass(frozen=True, slots=True)
class Waiver:
    """A finding that somebody answers for until a date."""

    __pydantic_config__ = _STRICT
    rule: str
    subject: str
    reason: str
    until: date


@dataclass(frozen=True, slots=True)
class Project:
    """A whole campus.toml."""

    __pydantic_config__ = _STRICT
    campus: CampusEntry
    footprints: VectorFile | None = None
    areas: VectorFile | None = None
    imagery: tuple[ImageryEntry, ...] = ()
    building: tuple[BuildingEntry, ...] = ()
    numbering: Numbering = field(default_factory=Numbering)
    hard_corners: HardCornerSettings = field(default_factory=HardCornerSettings)
    grid: GridSettings = field(default_factory=GridSettings)
    reach: ReachSettings = field(default_factory=ReachSettings)
    layers: LayerRoles = field(default_factory=LayerRoles)
    requirements: RequirementSettings = field(default_factory=RequirementSettings)
    ng911: Ng911 = field(default_factory=Ng911)
    packet: PacketSettings = field(default_factory=PacketSettings)
    waiver: tuple[Waiver, ...] = ()
