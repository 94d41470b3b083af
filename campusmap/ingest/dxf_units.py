"""Guess a drawing's unit from sizes that are much the same in every building."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

import numpy as np

from campusmap.ingest.dxf_walls import wall_thicknesses
from campusmap.model.plan import Plan, Role
from campusmap.units import METRES_PER_UNIT

CANDIDATES: Final = ("mm", "cm", "m", "in", "ft")
IN_WORDS: Final = {"mm": "millimetres", "cm": "centimetres", "m": "metres", "in": "inches", "ft": "feet"}

# Ranges in metres (tool defaults, after drawings of schools, offices and houses).
DOOR_LEAF_M: Final = (0.55, 1.25)
WALL_M: Final = (0.06, 0.5)
TEXT_M: Final = (0.05, 1.0)
EXTENT_M: Final = (6.0, 1500.0)
EXTENT: Final = "extent"
DOORS: Final = "door swings"
MIN_VOTERS: Final = 3  # fewer arcs, walls or texts say nothing


@dataclass(frozen=True, slots=True)
class Vote:
    """One measure: lengths in drawing units, the range they should have in metres, and how much it counts."""

    name: str
    lengths: tuple[float, ...]
    range_m: tuple[float, float]
    weight: float

    def support(self, unit: str) -> float:
        """Return the share of lengths that fit if drawn in ``unit``."""
        low, high = (limit / METRES_PER_UNIT[unit] for limit in self.range_m)
        return sum(low <= length <= high for length in self.lengths) / len(self.lengths)


def guess_unit(plan: Plan) -> tuple[str, str]:
    """Return the unit in which door swings, wall thickness, text and extent make most sense, and why.

    Both are "" when the drawing holds nothing to judge by; the header's unit decides between equals.
    """
    return choose_unit(take_votes(plan), plan.unit)


def choose_unit(votes: tuple[Vote, ...], stated: str) -> tuple[str, str]:
    """Return the unit with the most support and the reason in words."""
    if not votes:
        return "", ""
    best = max(CANDIDATES, key=lambda unit: (score(votes, unit), unit == stated))
    if score(votes, best) == 0.0:
        return "", ""
    words = [f"{v.name} {v.support(best) * 100:.0f} %" for v in votes]
    return best, f"sizes that fit in {IN_WORDS[best]}: {', '.join(words)}"


def score(votes: tuple[Vote, ...], unit: str) -> float:
    """Return the weighted support for a unit, 0 to 1."""
    return sum(v.weight * v.support(unit) for v in votes) / sum(v.weight for v in votes)


def doubt_unit(plan: Plan) -> tuple[str, str]:
    """Return the guess and its reason if it contradicts the unit that the header states, else two empty texts."""
    votes = take_votes(plan) if plan.unit else ()
    unit, reason = choose_unit(votes, plan.unit)
    if not unit or same_length(unit, plan.unit):
        return "", ""
    evidence = sum(v.name != EXTENT for v in votes)
    clear = evidence > 1 and score(votes, unit) >= 0.5
    worse = score(votes, plan.unit) < 0.5 * score(votes, unit) or doors_contradict(votes, plan.unit, unit)
    return (unit, reason) if clear and worse else ("", "")


def doors_contradict(votes: tuple[Vote, ...], stated: str, guess: str) -> bool:
    """Tell whether the door swings, the sharpest measure, fit the guess and not the stated unit."""
    doors = next((v for v in votes if v.name == DOORS), None)
    return doors is not None and doors.support(stated) < 0.2 and doors.support(guess) > 0.8


def same_length(one: str, other: str) -> bool:
    """Tell whether two units are the same but for the two parts in a million between the two kinds of foot."""
    return math.isclose(METRES_PER_UNIT[one], METRES_PER_UNIT[other], rel_tol=1e-3)


def take_votes(plan: Plan) -> tuple[Vote, ...]:
    """Measure what a plan offers; measures with too few voters are left out."""
    roles = {fact.name: fact.role for fact in plan.layers}
    arcs = [s.arc for s in plan.strokes if s.arc is not None and is_swing(s.arc)]
    doors = [s.arc[2] for s in plan.strokes if s.arc and is_swing(s.arc) and roles.get(s.layer) == Role.DOOR]
    radii = doors if len(doors) >= MIN_VOTERS else [arc[2] for arc in arcs]
    walls = [s for s in plan.strokes if roles.get(s.layer) == Role.WALL] or list(plan.strokes)
    votes = [
        Vote(DOORS, tuple(radii), DOOR_LEAF_M, 3.0 if doors else 1.5),
        Vote("wall thicknesses", wall_thicknesses(walls), WALL_M, 2.0),
        Vote("text heights", tuple(one_line_heights(plan)), TEXT_M, 1.0),
    ]
    extent = Vote(EXTENT, plan_extent(plan), EXTENT_M, 1.0)
    return tuple(v for v in votes if len(v.lengths) >= MIN_VOTERS) + ((extent,) if extent.lengths else ())


def is_swing(arc: tuple[float, float, float, float, float]) -> bool:
    """Tell whether an arc turns through about a quarter circle, as a door leaf does."""
    return 60.0 <= (arc[4] - arc[3]) % 360.0 <= 100.0


def one_line_heights(plan: Plan) -> Iterable[float]:
    """Yield the heights of single-line texts."""
    return (label.height for label in plan.labels if "\n" not in label.text and label.height > 0.0)


def plan_extent(plan: Plan) -> tuple[float, ...]:
    """Return the larger side of the middle nine tenths of a drawing, so that a stray entity does not count."""
    points = np.array([s.points[0] for s in plan.strokes] + [(label.x, label.y) for label in plan.labels])
    if len(points) < 2:
        return ()
    low, high = np.percentile(points, (5, 95), axis=0)
    side = float(np.max(high - low))
    return (side,) if side > 0.0 else ()
