"""What one drawing unit is: the project's word, else the header's unless the sizes contradict it, else a guess."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from campusmap.model.plan import Plan
from campusmap.model.project import FloorEntry, GuessedUnit
from campusmap.model.source import Notice
from campusmap.units import METRES_PER_UNIT, UNIT_NAMES

SAME_LENGTH: Final = 1e-3  # relative; the two kinds of foot differ by 2e-6


@dataclass(frozen=True, slots=True)
class UnitGuess:
    """The unit that a drawing by itself is taken to be in, and why.

    ``stated``: its header says so and its sizes do not clearly contradict it. ``certain``: they bear it out as well.
    """

    name: str
    stated: bool
    certain: bool
    why: str


@dataclass(frozen=True, slots=True)
class DeclaredUnit:
    """A unit name, its metres, where it comes from, and whether a person or the drawing stated it."""

    name: str
    source: str  # "header", "campus.toml", "guess"
    confirmed: bool

    @property
    def metres(self) -> float:
        """Return the metres in one drawing unit."""
        return METRES_PER_UNIT[self.name]


def judge_unit(plan: Plan) -> UnitGuess:
    """Return the unit a drawing is taken to be in: the header's, unless its doors, walls and texts contradict it."""
    if plan.stated:
        return UnitGuess(plan.unit, True, True, "the file states its coordinates")
    ballot = plan.ballot
    if ballot.contradicts_header:
        why = f"the header says {UNIT_NAMES[plan.unit]}, but its sizes do not fit it; {ballot.why}"
        return UnitGuess(ballot.winner, False, False, why)
    if plan.unit not in METRES_PER_UNIT:
        told = ballot.why or "nothing in the drawing tells it, so metres are assumed"
        return UnitGuess(ballot.winner or "m", False, False, f"the header states no unit; {told}")
    if ballot.winner and abs(METRES_PER_UNIT[ballot.winner] / METRES_PER_UNIT[plan.unit] - 1) < SAME_LENGTH:
        return UnitGuess(plan.unit, True, True, f"the header says {UNIT_NAMES[plan.unit]}, and so do the sizes")
    rest = f"but too little bears it out; {ballot.why}" if ballot.why else "but nothing in the drawing bears it out"
    return UnitGuess(plan.unit, True, False, f"the header says {UNIT_NAMES[plan.unit]}, {rest}")


def declare_unit(plan: Plan, entry: FloorEntry) -> tuple[DeclaredUnit, tuple[Notice, ...]]:
    """Return the unit that a floor's drawing is taken to be in: campus.toml beats the drawing's header.

    Yields "place.unit_overridden" when the two disagree, "place.unit_guessed" when neither is confirmed. A header
    that the drawing's own sizes clearly contradict confirms nothing.
    """
    unit = _choose_unit(plan, entry)
    return unit, _override_notice(plan, entry, unit) + _guess_notice(plan, entry, unit)


def name_unit_at(scale: float, unit: str) -> str:
    """Name the unit in which a drawing would have its size, when it has ``scale`` of it in ``unit``; "" for none.

    Two per cent of slack, as for the scale of a placement (tool default).
    """
    fits = [name for name, metres in METRES_PER_UNIT.items() if 0.98 <= scale * METRES_PER_UNIT[unit] / metres <= 1.02]
    return f"; it would fit a drawing in {fits[0]}" if fits else ""


def _choose_unit(plan: Plan, entry: FloorEntry) -> DeclaredUnit:
    if isinstance(entry.units, GuessedUnit):
        confirmed = entry.units.confirmed
        return DeclaredUnit(entry.units.value, "campus.toml" if confirmed else "guess", confirmed)
    if entry.units:
        return DeclaredUnit(entry.units, "campus.toml", True)
    guess = judge_unit(plan)
    return DeclaredUnit(guess.name, "header" if guess.stated else "guess", guess.stated)


def _override_notice(plan: Plan, entry: FloorEntry, unit: DeclaredUnit) -> tuple[Notice, ...]:
    if not plan.unit or unit.name == plan.unit or unit.source != "campus.toml":
        return ()
    text = f"the drawing's header says {plan.unit}, campus.toml says {unit.name}; {unit.name} is used"
    return (Notice("place.unit_overridden", text, subject=plan.file, floor=entry.id),)


def _guess_notice(plan: Plan, entry: FloorEntry, unit: DeclaredUnit) -> tuple[Notice, ...]:
    if unit.confirmed:
        return ()
    text = f"the drawing unit is taken to be {UNIT_NAMES[unit.name]}, which nobody has confirmed"
    return (Notice("place.unit_guessed", text, subject=plan.file, floor=entry.id),)
