"""Answers of a walk-through held against what others saw: new facts, what two people saw otherwise, what is gone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from campusmap.model.survey import CHECKED, POSTED_NUMBER
from campusmap.model.walk import WalkAnswer, WalkFile
from campusmap.safety.dates import read_date
from campusmap.safety.lookup import fold

NEAR_DAYS: Final = 30  # what two people saw within so many days cannot both be right; tool default
DIGITS: Final = 16  # of a plan's SHA-256 in the survey table; 8 are enough for it (tool default)


@dataclass(frozen=True, slots=True)
class Seen:
    """One fact as one person saw it: what becomes a row of the survey. ``plan`` begins a SHA-256, "" for none."""

    subject: str
    fact: str
    value: str
    who: str
    when: str
    plan: str = ""
    note: str = ""
    known: str = ""
    area_m2: float = 0.0

    @property
    def day(self) -> date:
        """Return the day."""
        return read_date(self.when) or date.min


@dataclass(frozen=True, slots=True)
class Held:
    """The outcome: facts to be written, those that stand, by subject and fact, disputes and what is no longer there."""

    new: tuple[Seen, ...]
    standing: Mapping[tuple[str, str], Seen]
    disputes: tuple[tuple[Seen, ...], ...]
    gone: tuple[WalkAnswer, ...]
    known_before: int = 0


@dataclass(slots=True)
class _Records:
    """What each person said last, by subject and fact."""

    last: dict[tuple[str, str], dict[str, Seen]] = field(default_factory=lambda: defaultdict(dict))
    told: set[tuple[str, ...]] = field(default_factory=set)

    def add(self, seen: Seen) -> bool:
        """Take a fact in; tell whether it is newer than what the same person said of the same thing."""
        mine, who = self.last[seen.subject, seen.fact], fold(seen.who)
        key = (seen.subject, seen.fact, who, seen.when, seen.value)
        if key in self.told or (who in mine and mine[who].when > seen.when):
            return False
        self.told.add(key)
        mine[who] = seen
        return True


def hold_answers(files: Sequence[WalkFile], there: Collection[str], before: Iterable[Seen]) -> Held:
    """Hold files of answers against each other and against what the survey has.

    ``there`` are the ids of what is on the plans today. Of what is not, nothing is written. Nothing stands of a fact
    that two people saw otherwise within a month; a later answer of one of them settles it.
    """
    records = _Records()
    for seen in before:
        records.add(seen)
    answers = [(file, answer) for file in files for answer in file.answers]
    found = [seen for file, answer in answers if answer.id in there for seen in _facts_of(file, answer)]
    found = list(dict.fromkeys(sorted(found, key=lambda seen: (seen.when, seen.subject, seen.fact, seen.who))))
    new = [seen for seen in found if records.add(seen)]
    touched = dict.fromkeys((seen.subject, seen.fact) for seen in found)
    disputes = {key: told for key in touched if (told := _disputed(records.last[key].values()))}
    standing = {
        key: max(records.last[key].values(), key=lambda seen: (seen.when, seen.who))
        for key in touched
        if key not in disputes
    }
    gone = {answer.id: answer for _, answer in answers if answer.id not in there}
    return Held(tuple(new), standing, tuple(disputes.values()), tuple(gone.values()), len(found) - len(new))


def _disputed(said: Iterable[Seen]) -> tuple[Seen, ...]:
    """Return what people said of one fact, latest first, where two of them differ within a month."""
    last = sorted(said, key=lambda seen: (seen.when, seen.who), reverse=True)
    near = [seen for seen in last if (last[0].day - seen.day).days <= NEAR_DAYS]
    return tuple(near) if len({fold(seen.value) for seen in near}) > 1 else ()


def _facts_of(file: WalkFile, answer: WalkAnswer) -> Iterable[Seen]:
    """Yield what an answer says; who confirms a thing with a number says that its sign has it."""
    plan = file.plans.get(answer.floor, "")[:DIGITS]
    seen = dict(answer.seen)
    if answer.checked == "yes" and POSTED_NUMBER in answer.known and answer.known[POSTED_NUMBER]:
        seen.setdefault(POSTED_NUMBER, answer.known[POSTED_NUMBER])
    if answer.checked and answer.kind != "floor":
        yield Seen(answer.id, CHECKED, answer.checked, answer.who, answer.when, plan, answer.note)
    for fact, value in sorted(seen.items()):
        area = answer.area_m2 if fact == "hard_corner" else 0.0
        yield Seen(
            answer.id, fact, value, answer.who, answer.when, plan, known=answer.known.get(fact, ""), area_m2=area
        )
