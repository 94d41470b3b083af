"""What must never change once a kit is issued, as ledger.json keeps it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

Row = dict[str, str | int | float | bool | None]
# What an edition is remembered by: the columns of the kit's layers that editions are compared by.
SHOWN: Final = {
    "buildings": "id number name main_entrance",
    "floors": "id building name ordinal placed placement unit",
    "spaces": "id floor number posted_number name use hard_corner method",
    "openings": "id floor kind number space_a space_b class lock locks_from_inside",
    "markers": "id kind label building floor space attributes",
    "hard_corners": "id space_id status",
}


@dataclass(frozen=True, slots=True)
class FrozenGrid:
    """An issued grid as it was laid, and where its frame's centre lies: in its CRS, and in degrees for another CRS."""

    epsg: int
    x: float
    y: float
    lon: float
    lat: float
    x_min: float
    y_max: float
    cell_m: float
    columns: int
    rows: int
    skip: str
    preset: str = "north-up"
    turn_deg: float = 0.0


@dataclass(frozen=True, slots=True)
class Issued:
    """One edition that was issued."""

    issued: str
    audience: str
    fingerprint: str
    program: str


@dataclass(frozen=True, slots=True)
class Identity:
    """A thing that once had an id: its number then, its shape (WKT, metres), and the last edition that holds it."""

    id: str
    number: str
    shape: str
    last_seen: str


@dataclass(frozen=True, slots=True)
class Known:
    """Every identity that was known when an edition was issued, and the CRS of their shapes."""

    crs: str
    identities: tuple[Identity, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """What an issued edition showed, for the change bulletin of the next.

    ``layers`` holds rows by layer with the columns of ``SHOWN``, empty ones left out, and ``shape`` as WKT in ``crs``;
    ``sheets`` the packet's sheets in order as (id, title, digest), ``choice`` the families it was to be printed with.
    """

    issued: str
    fingerprint: str
    verified_on: str
    crs: str
    choice: tuple[str, ...] = ()
    sheets: tuple[tuple[str, str, str], ...] = ()
    layers: dict[str, tuple[Row, ...]] = field(default_factory=dict)
    contacts: tuple[Row, ...] | None = None  # whom to call; None in editions that did not remember it


@dataclass(frozen=True, slots=True)
class Ledger:
    """A whole ledger.

    ``numbers`` maps a building's id to every room and door number it ever used, ``buildings`` to every number that it
    ever bore itself.

    ``shown`` holds the last edition and the one of an earlier date before it, and ``before`` the identities of that
    one, so that issuing twice in a day, or building again what was issued, still tells what changed since the day
    before.
    """

    grid: FrozenGrid | None = None
    editions: tuple[Issued, ...] = ()
    numbers: dict[str, tuple[str, ...]] = field(default_factory=dict)
    identities: tuple[Identity, ...] = ()
    crs: str = ""
    shown: tuple[Shown, ...] = ()
    before: Known | None = None
    buildings: dict[str, tuple[str, ...]] = field(default_factory=dict)
