"""Many campuses: what is asked for each, and the row that each becomes."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any


class Outcome(StrEnum):
    """KEPT: the kit that is there was made from the same files. FAILED: no fault of the files is known."""

    BUILT = "built"
    KEPT = "kept"
    REFUSED = "refused"
    FAILED = "failed"
    SKIPPED = "not a campus"


WITH_KIT = frozenset({Outcome.BUILT, Outcome.KEPT})


@dataclass(frozen=True, slots=True)
class CampusJob:
    """One campus to build, as plain texts, so that any process can be told.

    ``folder`` and ``out`` are absolute paths, ``label`` what people call the folder; ``any_issue`` keeps a kit of an
    earlier date; ``code`` is the digest of the program that asks.
    """

    folder: str
    label: str
    out: str
    issued: str
    any_issue: bool
    audience: str
    only: tuple[str, ...]
    code: str


@dataclass(frozen=True, slots=True)
class PackCount:
    """How the lines of one requirement pack are answered."""

    id: str
    name: str
    passes: int
    fails: int
    needs_a_person: int
    not_assessed: int


@dataclass(frozen=True, slots=True)
class NamedBuilding:
    """What people call a building on the radio and on an envelope."""

    number: str
    name: str
    radio_name: str
    address: str


@dataclass(frozen=True, slots=True)
class CampusRow:
    """What became of one campus. ``kit`` is its folder beside the summary, "" where there is no kit at all.

    A refused campus may still have the kit of an earlier build: then ``issued`` is that kit's date.
    """

    label: str
    outcome: Outcome
    said: str = ""
    id: str = ""
    name: str = ""
    address: str = ""
    state_id: str = ""
    kit: str = ""
    issued: str = ""
    fingerprint: str = ""
    verified_on: str = ""
    rooms: int = 0
    rooms_checked: int = 0  # that somebody looked at, on the plans of today
    oldest_check: str = ""  # the day of the one longest ago
    errors: int = 0
    warnings: int = 0
    notes: int = 0
    pages: tuple[str, ...] = ()  # what people open of the kit
    packs: tuple[PackCount, ...] = ()
    buildings: tuple[NamedBuilding, ...] = ()


@dataclass(frozen=True, slots=True)
class Done:
    """A row with what it took: wall seconds, and the largest memory of its process in MiB (0: not known)."""

    row: CampusRow
    seconds: float = 0.0
    peak_mib: int = 0


@dataclass(frozen=True, slots=True)
class District:
    """All rows in the order of their labels; ``issued`` is the day at which ages are judged."""

    issued: str
    audience: str
    program: str
    rows: tuple[CampusRow, ...]

    def count(self, outcome: Outcome) -> int:
        """Return how many campuses came out so."""
        return sum(row.outcome is outcome for row in self.rows)

    @property
    def campuses(self) -> tuple[CampusRow, ...]:
        """Return the rows of campuses, without folders that are none."""
        return tuple(row for row in self.rows if row.outcome is not Outcome.SKIPPED)


def done_to_json(done: Done) -> str:
    """Write a row for another process or a later run."""
    return json.dumps(asdict(done), sort_keys=True)


def json_to_done(text: str) -> Done:
    """Read what ``done_to_json`` wrote; raise ValueError, TypeError or KeyError for anything else."""
    facts: dict[str, Any] = json.loads(text)
    row = facts["row"]
    row |= {
        "outcome": Outcome(row["outcome"]),
        "pages": tuple(row["pages"]),
        "packs": tuple(PackCount(**pack) for pack in row["packs"]),
        "buildings": tuple(NamedBuilding(**building) for building in row["buildings"]),
    }
    return Done(CampusRow(**row), float(facts["seconds"]), int(facts["peak_mib"]))


def job_to_json(job: CampusJob) -> str:
    """Write a job on one line."""
    return json.dumps(asdict(job))


def json_to_job(text: str) -> CampusJob:
    """Read what ``job_to_json`` wrote."""
    facts = json.loads(text)
    return CampusJob(**facts | {"only": tuple(facts["only"])})


def find_twins(ids: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Map each label whose campus id another, earlier label has to that label; letter case makes no difference."""
    first: dict[str, str] = {}
    pairs = [(label, identity.casefold()) for label, identity in ids if identity]
    counts = Counter(identity for _, identity in pairs)
    twins = {}
    for label, identity in pairs:
        if counts[identity] > 1 and first.setdefault(identity, label) != label:
            twins[label] = first[identity]
    return twins
