"""How a campus wants hard corners, grid, requirements and reach judged. Field names are the keys of campus.toml."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

_STRICT = {"extra": "forbid"}  # read by the validator in ingest.project


@dataclass(frozen=True, slots=True)
class HardCornerSettings:
    """What the project declares about door glass; empty ``glazing`` means not surveyed.

    ``glazing_of`` beats ``glazing`` for a type of door: a class of the openings table, "exterior", "double_door",
    "door". ``doors = "open"`` counts what open doors show besides their glass. ``exterior_windows``: "warn" draws
    what they look at apart, "count" takes it off, "ignore" leaves them out.
    """

    __pydantic_config__ = _STRICT
    glazing: str = ""  # "narrow lite 5 x 33 in, latch side" | "full lite" | "none"
    glazing_of: dict[str, str] = field(default_factory=dict)
    leaf_depth_in: float = 1.75
    min_width_m: float = 0.9
    area_per_person_m2: float = 0.46
    doors: Literal["closed", "open"] = "closed"
    exterior_windows: Literal["ignore", "warn", "count"] = "warn"
    safer_within_m: float = 30.0  # from a room without a hard corner to the one that its class goes to


@dataclass(frozen=True, slots=True)
class GridSettings:
    """The gridded reference: the size of a cell, and letters that are not used.

    Without ``cell_m`` the cell is chosen for 6 to 20 columns. ``preset = "building"`` lays cells of 100 ft along the
    main entrance's building, rows lettered from its side A back.
    """

    __pydantic_config__ = _STRICT
    preset: Literal["north-up", "building"] = "north-up"
    cell_m: float | None = None
    skip: str = "IO"


PackName = Literal[
    "core", "al", "fl", "ga", "hr3113", "ky", "md", "mi", "nc", "ne", "nj", "oh", "ok", "pa", "ten-essential-actions",
    "tx", "ut", "va", "wi", "wv",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class RequirementSettings:
    """Which packs of requirements the kit is held against; ``core`` is what most mapping laws share."""

    __pydantic_config__ = _STRICT
    presets: tuple[PackName, ...] = ("core",)


@dataclass(frozen=True, slots=True)
class ReachSettings:
    """How fast somebody fetches a device, and within which limits.

    90 s each way and 3 min from collapse to shock are what AED siting advice asks for; 75 ft to an extinguisher is
    NFPA 10, 6.2.1.1, for class A hazards. Speed, stairs and handling are tool defaults.
    """

    __pydantic_config__ = _STRICT
    speed_m_s: float = 1.5  # brisk walking
    stair_s: float = 10.0  # for each storey climbed, on top of its length
    handling_s: float = 10.0  # to take the device down, once a round trip
    one_way_s: float = 90.0
    round_trip_s: float = 180.0
    extinguisher_m: float = 22.86
    key_box_m: float = 15.0  # from a door to a key box beside it, outdoors on foot
    proposals: int = 3  # the most new places proposed for a kind in a building


@dataclass(frozen=True, slots=True)
class Ng911:
    """What files for a 911 centre must say and no drawing does.

    ``agency`` is the domain name of who keeps the data ("psap.example.gov"); ``country`` and ``state`` are two capitals
    each (ISO 3166). ``version`` 2 writes ng911.gpkg with the names of NENA-STA-006.2.
    """

    __pydantic_config__ = _STRICT
    agency: str = ""
    country: str = ""
    state: str = ""
    county: str = ""
    municipality: str = ""
    post_code: str = ""
    version: Literal[2, 3] = 3
