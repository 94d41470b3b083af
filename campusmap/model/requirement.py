"""What the requirement packs ask, and what a kit answers."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Answer(StrEnum):
    """PERSON: only somebody on site or in the office can say. NOT_ASSESSED: the evidence is missing."""

    PASS = "pass"
    FAIL = "fail"
    PERSON = "needs a person"
    NOT_ASSESSED = "not assessed"


@dataclass(frozen=True, slots=True)
class Proof:
    """One piece of evidence: what it is, and where it is found. ``on`` is an ISO date."""

    what: str
    page: str = ""  # a file or a sheet of the kit
    layer: str = ""  # a layer of the kit's data, or a table of the campus folder
    count: int | None = None
    on: str = ""


@dataclass(frozen=True, slots=True)
class LineAnswer:
    """The answer to one line of one pack. ``missing`` says what a line that is not assessed lacks.

    ``grade`` of the section's text: V was read in the primary text, S through another source, U was not seen.
    """

    id: str
    title: str
    answer: Answer
    said: str
    section: str
    citation: str
    grade: str
    fix: str = ""
    missing: str = ""
    proofs: tuple[Proof, ...] = ()


@dataclass(frozen=True, slots=True)
class PackAnswer:
    """One pack with the answers to its lines, in the lines' order."""

    id: str
    name: str
    citation: str
    url: str
    note: str
    lines: tuple[LineAnswer, ...]

    def count(self, answer: Answer) -> int:
        """Return how many lines have an answer."""
        return sum(line.answer is answer for line in self.lines)

    @property
    def unverified(self) -> int:
        """Return how many lines rest on a text that was not read in the original."""
        return sum(line.grade != "V" for line in self.lines)


@dataclass(frozen=True, slots=True)
class Requirements:
    """The answers to every pack that the project chose, in its order."""

    packs: tuple[PackAnswer, ...] = ()


@dataclass(frozen=True, slots=True)
class PackSummary:
    """A pack in one row, for a cover or a table: counts by answer, and which lines do not pass."""

    id: str
    name: str
    citation: str
    passes: int
    fails: int
    needs_a_person: int
    not_assessed: int
    unverified: int
    failing: tuple[str, ...]  # "R23 Key boxes"
    waiting: tuple[str, ...]  # for a person
    unjudged: tuple[str, ...]  # evidence is missing


def summarise(requirements: Requirements) -> tuple[PackSummary, ...]:
    """Return a row for each pack."""
    return tuple(_summary(pack) for pack in requirements.packs)


def _summary(pack: PackAnswer) -> PackSummary:
    named = {
        answer: tuple(f"{line.id} {line.title}" for line in pack.lines if line.answer is answer)
        for answer in (Answer.FAIL, Answer.PERSON, Answer.NOT_ASSESSED)
    }
    return PackSummary(
        pack.id, pack.name, pack.citation, pack.count(Answer.PASS), pack.count(Answer.FAIL), pack.count(Answer.PERSON),
        pack.count(Answer.NOT_ASSESSED), pack.unverified, named[Answer.FAIL], named[Answer.PERSON],
        named[Answer.NOT_ASSESSED],
    )  # fmt: skip
