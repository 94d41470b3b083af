"""How the packet is to be printed, as campus.toml says it under ``[packet]``."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

_STRICT = {"extra": "forbid"}  # read by the validator in ingest.project
PaperName = Literal["letter", "legal", "tabloid", "a4", "a3"]
PosterName = Literal["", "ansi-d", "a1"]
SheetName = Literal[
    "quick", "campus", "aerial", "entries", "buildings", "floors", "headsup", "index", "equipment", "contacts", "walk",
    "reach", "legend", "requirements", "findings", "changes",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class PacketSettings:
    """How the packet is printed. Empty ``sheets`` means all but the building-aligned extras, ``headsup``.

    ``map_url`` is where the map lies on the school's own server; sheets' QR codes lead there, with the place after #.
    ``fonts`` are files of typefaces for what ours cannot set, such as Chinese; the earlier one goes before.
    """

    __pydantic_config__ = _STRICT
    paper: PaperName = "letter"
    sheets: tuple[SheetName, ...] = ()
    poster: PosterName = ""
    mono: bool = False
    map_url: str = ""
    fonts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Typeface:
    """A typeface that the project names: the file as the page setter gets it, and what it can set.

    ``advances`` holds the width in em of each character that the typeface has, by its code point.
    """

    family: str
    content: bytes = field(repr=False)
    advances: dict[int, float] = field(repr=False)
