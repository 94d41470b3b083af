"""A rule, declared once: the listing, ``explain``, the report and the tests are derived from the declaration."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from shapely import Point

from campusmap.model.finding import Severity
from campusmap.model.kit import SheetFact
from campusmap.model.places import Building, Campus, Floor, Marker, Opening, SiteArea, Space
from campusmap.model.project import Waiver
from campusmap.model.source import Notice, Ref
from campusmap.rules.citations import Citation
from campusmap.rules.evidence import Evidence

__all__ = ["Change", "Evidence", "Hit", "Rule", "Skip", "hit", "not_assessed", "rule"]

Subject = Campus | Building | Floor | Space | Opening | Marker | Notice | SheetFact | SiteArea | Waiver
Kind = type[Campus | Building | Floor | Space | Opening | Marker | Notice | SheetFact | SiteArea | Waiver]


@dataclass(frozen=True, slots=True)
class Hit:
    """One fault found: its subject and the words for the message; ``ref`` and ``at`` beat the subject's own."""

    subject: Subject
    fields: Mapping[str, object]
    ref: Ref | None = None
    at: Point | None = None


@dataclass(frozen=True, slots=True)
class Skip:
    """A subject that could not be judged, and why."""

    subject: Subject
    why: str


Check = Callable[[Any, Evidence], Iterator[Hit | Skip]]


@dataclass(frozen=True, slots=True)
class Change:
    """An example that is no sketch: the clean demo campus with something changed, and that in words."""

    text: str
    steps: tuple[Callable[[Evidence], Evidence], ...] = ()
    sketch: str | Mapping[str, str | Mapping[str, str]] = ""

    def __add__(self, other: Change) -> Change:
        """Return the example with both changes."""
        return Change(f"{self.text}\n{other.text}", self.steps + other.steps, self.sketch or other.sketch)


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule. ``many`` words the one finding that stands for more of them than anyone reads one by one."""

    id: str
    title: str
    severity: Severity
    applies_to: Kind
    message: str
    source: Citation
    fix: str
    trap: str
    bad: str | Change
    good: str | Change
    why: str
    module: str
    check: Check = field(repr=False)
    many: str = ""
    codes: tuple[str, ...] = ()

    @property
    def family(self) -> str:
        """Return the letters of the id."""
        return self.id[:3]


def rule(  # noqa: PLR0913 - a declaration has as many parts as a rule
    *,
    id: str,  # noqa: A002 - the word of the catalogue
    title: str,
    severity: Severity,
    applies_to: Kind,
    message: str,
    source: Citation,
    fix: str,
    trap: str,
    bad: str | Change,
    good: str | Change,
    many: str = "",
    codes: tuple[str, ...] = (),
) -> Callable[[Check], Rule]:
    """Declare a rule; the decorated check yields hits, and its docstring says why the rule matters.

    ``message`` is filled from the fields of a hit; ``many`` knows ``count`` and ``listing`` instead.
    ``codes`` are the notices that this rule reports.
    """

    def declare(check: Check) -> Rule:
        why = " ".join((check.__doc__ or "").split())
        return Rule(
            id, title, severity, applies_to, message, source, fix, trap, bad, good, why, check.__module__, check, many,
            codes,
        )  # fmt: skip

    return declare


def hit(subject: Subject, /, *, ref: Ref | None = None, at: Point | None = None, **fields: object) -> Hit:
    """Return a fault of a subject, with the words for the rule's message."""
    return Hit(subject, fields, ref, at)


def not_assessed(subject: Subject, why: str) -> Skip:
    """Return that a subject could not be judged: silence would read as praise."""
    return Skip(subject, why)
