"""What must never change once a kit is issued, as ledger.json keeps it."""

from __future__ import annotations

from dataclasses import dataclass, field


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
class Ledger:
    """A whole ledger. ``numbers`` maps a building's id to every room and door number it ever used."""

    grid: FrozenGrid | None = None
    editions: tuple[Issued, ...] = ()
    numbers: dict[str, tuple[str, ...]] = field(default_factory=dict)
    identities: tuple[Identity, ...] = ()
    crs: str = ""
