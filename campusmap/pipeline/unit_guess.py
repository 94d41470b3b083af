"""What one unit of a drawing is, put for a person: stated and borne out, doubtful, or a guess."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from campusmap.ingest.dxf import guess_unit
from campusmap.model.plan import Plan
from campusmap.units import METRES_PER_UNIT

WORDS: Final = {
    "mm": "millimetres", "cm": "centimetres", "dm": "decimetres", "m": "metres", "km": "kilometres", "in": "inches",
    "ft": "feet", "yd": "yards", "us-ft": "US survey feet",
}  # fmt: skip
SAME_LENGTH: Final = 1e-3  # relative; the two kinds of foot differ by 2e-6


@dataclass(frozen=True, slots=True)
class UnitGuess:
    """A unit's short name, whether the drawing states it and its sizes bear it out, and why it is believed."""

    name: str
    certain: bool
    why: str


def judge_unit(plan: Plan) -> UnitGuess:
    """Return the unit a drawing is taken to be in: the header's, unless its doors, walls and texts contradict it."""
    if plan.stated:
        return UnitGuess(plan.unit, True, "the file states its coordinates")
    guess, sizes = guess_unit(plan)
    if any(notice.code == "dxf.unit_doubtful" for notice in plan.notices):
        return UnitGuess(guess, False, f"the header says {WORDS[plan.unit]}, but its sizes do not fit it; {sizes}")
    if plan.unit not in METRES_PER_UNIT:
        why = f"the header states no unit; {sizes or 'nothing in the drawing tells it, so metres are assumed'}"
        return UnitGuess(guess or "m", False, why)
    if guess and abs(METRES_PER_UNIT[guess] / METRES_PER_UNIT[plan.unit] - 1) < SAME_LENGTH:
        return UnitGuess(plan.unit, True, f"the header says {WORDS[plan.unit]}, and so do the sizes")
    rest = f"but too little bears it out; {sizes}" if sizes else "but nothing in the drawing bears it out"
    return UnitGuess(plan.unit, False, f"the header says {WORDS[plan.unit]}, {rest}")
