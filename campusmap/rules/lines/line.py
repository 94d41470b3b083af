"""A line of the requirements, declared once, and the words in which it answers."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from campusmap.model.finding import Finding, NotAssessed, Review, Severity
from campusmap.model.requirement import Answer, Proof
from campusmap.rules.evidence import Evidence

TOLD: Final = 3  # faults told in a line before the rest is counted (tool default)


@dataclass(frozen=True, slots=True)
class Ages:
    """How old a pack lets a record grow: ``max_days``, or since the last ``since`` ("07-01").

    ``record``: walk_through, review (a walk-through counts as one), certification, delivery, or changes.
    """

    record: str = "walk_through"
    max_days: int = 1095  # tool default where no law says
    warn_days: int = 365  # tool default
    since: str = ""


@dataclass(frozen=True, slots=True)
class Ask:
    """What a pack asks of its lines beside the line itself."""

    ages: Ages = field(default_factory=Ages)
    roles: tuple[str, ...] = ()


@dataclass(frozen=True)
class Case:
    """A campus as it stands before the lines: what there is, and what the rules said of it."""

    evidence: Evidence
    review: Review

    def findings(self, *ids: str) -> list[Finding]:
        """Return what some rules found; a waiver excuses a finding, it does not make a law's line hold."""
        return [finding for finding in self.review.findings if finding.id in ids]

    def skips(self, *ids: str) -> list[NotAssessed]:
        """Return what some rules could not judge."""
        return [skip for skip in self.review.not_assessed if skip.id in ids]

    @property
    def today(self) -> date:
        """Return the issue date, at which ages are judged."""
        return self.evidence.today


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer to a line, in a sentence without its full stop, with its evidence."""

    answer: Answer
    said: str
    proofs: tuple[Proof, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the catalogue. ``judge`` answers it; ``fix`` says what makes it pass."""

    id: str
    title: str
    severity: Severity
    fix: str
    judge: Callable[[Case, Ask], Verdict] = field(repr=False)


def passed(said: str, *proofs: Proof) -> Verdict:
    """Answer that the line holds."""
    return Verdict(Answer.PASS, said, proofs)


def failed(said: str, *proofs: Proof) -> Verdict:
    """Answer that the line does not hold."""
    return Verdict(Answer.FAIL, said, proofs)


def ask_person(said: str, *proofs: Proof) -> Verdict:
    """Answer that only a person can say."""
    return Verdict(Answer.PERSON, said, proofs)


def not_assessed(missing: str, *proofs: Proof) -> Verdict:
    """Answer that the evidence is missing: silence would read as praise."""
    return Verdict(Answer.NOT_ASSESSED, missing, proofs)


def judge_absence(case: Case, ask: Ask, what: str, when: date, proof: Proof) -> Verdict:
    """Answer for something that was looked for on a day and is not there: it counts as long as a walk-through does."""
    if (case.today - when).days > ask.ages.max_days:
        return ask_person(f"That there is no {what} was seen on {when.isoformat()}, too long ago to count", proof)
    return passed(f"There is no {what}: looked for on {when.isoformat()}", proof)


def held_by_rules(case: Case, good: Verdict, *ids: str) -> Verdict:
    """Answer by rules: fail with what they found, not assessed with what they could not judge, else ``good``."""
    found = case.findings(*ids)
    if found:
        return failed(tell(finding.message for finding in found), Proof(", ".join(ids), page="findings.html"))
    skipped = case.skips(*ids)
    return not_assessed(skipped[0].why) if skipped else good


def tell(messages: Iterable[str]) -> str:
    """Join what was found, the first few in full and the rest as a count."""
    said = list(dict.fromkeys(messages))
    more = f"; and {len(said) - TOLD} more" if len(said) > TOLD else ""
    return "; ".join(said[:TOLD]) + more
