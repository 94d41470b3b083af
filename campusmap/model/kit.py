"""What exporters are given, and what the rules about sheets may read."""

from __future__ import annotations

from dataclasses import dataclass, field

from campusmap.model.analysis import Analysis
from campusmap.model.finding import Review
from campusmap.model.places import Campus
from campusmap.model.project import Project
from campusmap.model.requirement import Requirements


@dataclass(frozen=True, slots=True)
class SheetFact:
    """What laying out one sheet found out."""

    sheet: str  # "F-MAIN-1"
    title: str
    subject: str  # campus, building or floor id
    scale: float  # metres on the ground per metre of paper
    smallest_pt: float
    overlaps: int = 0
    clipped: int = 0
    unplaced_labels: tuple[str, ...] = ()  # numbers that found no room on the sheet
    unset_texts: tuple[str, ...] = ()  # texts with characters that no typeface of the packet has
    smallest_mark_pt: float = 99.0  # of room numbers, door numbers and symbol letters; 99 where there are none
    strays: tuple[str, ...] = ()  # room numbers that stand outside their room, without a leader line
    alike: tuple[str, ...] = ()  # pairs of symbols that look the same
    pale: tuple[str, ...] = ()  # letters that some people, or copies, cannot make out
    digest: str = ""  # of all that is drawn on the sheet but the stamp, so that an unchanged page is known
    lacks: tuple[str, ...] = ()  # what a map has to have, and this one has not: "north arrow", "grid"
    unexplained: tuple[str, ...] = ()  # symbols, lines and fills that neither its own nor the packet's legend explains
    shaded: tuple[str, ...] = ()  # fills of rooms that are printed darker than a light grey
    cut_foot: tuple[str, ...] = ()  # what of the page's foot is too long for it
    cut_texts: tuple[str, ...] = ()  # texts that end short, as they are printed


@dataclass(frozen=True, slots=True)
class Edition:
    """A dated issue for one audience. ``fingerprint`` is 8 hex digits; ``issued`` an ISO date."""

    issued: str
    audience: str
    fingerprint: str
    program: str


@dataclass(frozen=True, slots=True)
class Kit:
    """A campus, judged and stamped: the one argument of every exporter."""

    campus: Campus
    project: Project
    analysis: Analysis
    review: Review
    edition: Edition
    sheets: tuple[SheetFact, ...] = field(default_factory=tuple)
    requirements: Requirements = field(default_factory=Requirements)
