"""Sheets of paper: everything on a page in points (1/72 inch), y down from the upper left corner."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from shapely.geometry.base import BaseGeometry

from campusmap.carto.paper import LETTER, Box, Paper
from campusmap.carto.window import Window
from campusmap.model.kit import SheetFact

Anchor = Literal["start", "middle", "end"]
Role = Literal["text", "h1", "h2", "number", "name", "tag"]


@dataclass(frozen=True, slots=True)
class Ink:
    """A filled or stroked shape; ``style`` is a token of the style table."""

    shape: BaseGeometry
    style: str
    subject: str = ""


@dataclass(frozen=True, slots=True)
class Words:
    """Text with its first baseline at y; lines are parted by newlines and ``pitch_pt`` apart."""

    text: str
    x: float
    y: float
    size_pt: float
    bold: bool = False
    italic: bool = False
    anchor: Anchor = "start"
    style: str = "sheet.text"
    role: Role = "text"
    pitch_pt: float = 0.0
    rotation_deg: float = 0.0
    subject: str = ""


@dataclass(frozen=True, slots=True)
class Badge:
    """A symbol centred on x, y with its letters at ``size_pt``."""

    kind: str
    x: float
    y: float
    letters: str
    size_pt: float
    subject: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    """A JPEG laid over ``box`` and cut at ``window``."""

    jpeg: bytes
    box: Box
    window: Box
    alt: str


@dataclass(frozen=True, slots=True)
class PageLayer:
    """What is drawn as one picture; ``alt`` is read out to those who cannot see it, "" for mere decoration."""

    name: str
    alt: str
    items: tuple[Ink | Words | Badge, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """A table cell; the text is already broken into lines."""

    text: str
    bold: bool = False
    span: int = 1
    indent: float = 0.0


@dataclass(frozen=True, slots=True)
class Table:
    """A table that fits on its page: widths and heights in points, ``heads`` repeated on each page."""

    x: float
    y: float
    widths: tuple[float, ...]
    heads: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    heights: tuple[float, ...]
    size_pt: float
    pitch_pt: float
    head_height: float
    alt: str = ""


READ_LAST = "aside"  # the name of a layer that is read out after the sheet's words and tables
NO_FACT = SheetFact("", "", "", 0.0, 0.0)  # before a sheet is judged


@dataclass(frozen=True, slots=True)
class Spot:
    """The place on a sheet of a QR code besides the head's, filled at stamping; ``kind`` and ``id`` say where to."""

    kind: str
    id: str
    x: float
    y: float
    size: float


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page. ``section`` and ``title`` are its bookmark; the stamp's place is fixed and filled at rendering."""

    id: str
    section: str
    title: str
    subject: str
    fact: SheetFact = NO_FACT
    layers: tuple[PageLayer, ...] = ()
    pictures: tuple[Picture, ...] = ()
    words: tuple[Words, ...] = ()
    tables: tuple[Table, ...] = ()
    subtitle: str = ""
    shows: frozenset[str] = frozenset()  # ids of the rooms and devices to be found here
    paper: Paper = LETTER
    window: Window | None = None  # of a map on true ground
    spots: tuple[Spot, ...] = ()


@dataclass(frozen=True, slots=True)
class Packet:
    """The sheets in order, laid out before the rules run and stamped after."""

    name: str = ""
    sheets: tuple[Sheet, ...] = ()
    poster: tuple[Sheet, ...] = ()  # a file of its own

    @property
    def facts(self) -> tuple[SheetFact, ...]:
        """Return what laying out found out, a fact a sheet."""
        return tuple(sheet.fact for sheet in (*self.sheets, *self.poster))
