"""Guess a drawing's unit from sizes that are much the same in every building."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from campusmap.geometry.lines import gather_points
from campusmap.geometry.swing import DOOR_LEAF_M, is_quarter
from campusmap.ingest.dxf_walls import wall_thicknesses
from campusmap.model.plan import Plan, Role, Stroke, UnitBallot, UnitVote
from campusmap.units import METRES_PER_UNIT, UNIT_NAMES

CANDIDATES: Final = ("mm", "cm", "m", "in", "ft")

# Ranges in metres (tool defaults, after drawings of schools, offices and houses).
WALL_M: Final = (0.06, 0.5)
TEXT_M: Final = (0.05, 1.0)
EXTENT_M: Final = (6.0, 1500.0)
EXTENT: Final = "extent"
DOORS: Final = "door swings"
MIN_LOOSE: Final = 200  # strokes outside blocks from which they are judged alone (tool default)
MIN_VOTERS: Final = 3  # fewer arcs, walls or texts say nothing


def hold_ballot(plan: Plan) -> UnitBallot:
    """Let door swings, wall thickness, text heights and extent vote on a drawing's unit.

    The header's unit decides between equals. It counts as contradicted when two measures or more speak clearly for
    another unit, or when the door swings, the sharpest measure, do.
    """
    votes = take_votes(plan)
    winner, why = choose_unit(votes, plan.unit)
    return UnitBallot(votes, winner, why, bool(winner and plan.unit) and contradicts(votes, plan.unit, winner))


def choose_unit(votes: tuple[UnitVote, ...], stated: str) -> tuple[str, str]:
    """Return the unit with the most support and the reason in words; both are "" when nothing speaks for any."""
    best = max(CANDIDATES, key=lambda unit: (score(votes, unit), unit == stated))
    if score(votes, best) == 0.0:
        return "", ""
    words = [f"{v.name} {support_of(v, best) * 100:.0f} %" for v in votes]
    return best, f"sizes that fit in {UNIT_NAMES[best]}: {', '.join(words)}"


def score(votes: tuple[UnitVote, ...], unit: str) -> float:
    """Return the weighted support for a unit, 0 to 1."""
    return sum(v.weight * support_of(v, unit) for v in votes) / sum(v.weight for v in votes) if votes else 0.0


def support_of(vote: UnitVote, unit: str) -> float:
    """Return the share of a vote's lengths that are of a likely size in a unit."""
    return dict(vote.support).get(unit, 0.0)


def contradicts(votes: tuple[UnitVote, ...], stated: str, winner: str) -> bool:
    """Tell whether the votes clearly speak against the unit that the header states."""
    if same_length(winner, stated):
        return False
    clear = sum(v.name != EXTENT for v in votes) > 1 and score(votes, winner) >= 0.5
    worse = score(votes, stated) < 0.5 * score(votes, winner) or doors_contradict(votes, stated, winner)
    return clear and worse


def doors_contradict(votes: tuple[UnitVote, ...], stated: str, winner: str) -> bool:
    """Tell whether the door swings fit the winner and not the stated unit."""
    doors = next((v for v in votes if v.name == DOORS), None)
    return doors is not None and support_of(doors, stated) < 0.2 and support_of(doors, winner) > 0.8


def same_length(one: str, other: str) -> bool:
    """Tell whether two units are the same but for the two parts in a million between the two kinds of foot."""
    return math.isclose(METRES_PER_UNIT[one], METRES_PER_UNIT[other], rel_tol=1e-3)


def take_votes(plan: Plan) -> tuple[UnitVote, ...]:
    """Measure what a plan offers; measures with too few voters are left out."""
    held, hung = ({fact.name for fact in plan.layers if fact.role is role} for role in (Role.WALL, Role.DOOR))
    doors = [s.arc[2] for s in plan.strokes if s.arc and is_quarter(s.arc) and s.layer in hung]
    radii = doors if len(doors) >= MIN_VOTERS else widest_arcs(plan.strokes)
    walls = [s for s in plan.strokes if s.layer in held] or without_things(plan.strokes)
    measures = (
        (DOORS, radii, DOOR_LEAF_M, 3.0 if doors else 1.5, MIN_VOTERS),
        ("wall thicknesses", wall_thicknesses(walls), WALL_M, 2.0, MIN_VOTERS),
        ("text heights", list(one_line_heights(plan)), TEXT_M, 1.0, MIN_VOTERS),
        (EXTENT, extent_sides(plan), EXTENT_M, 1.0, 1),
    )
    units = dict.fromkeys((*CANDIDATES, plan.unit)) if plan.unit in METRES_PER_UNIT else dict.fromkeys(CANDIDATES)
    return tuple(
        take_vote(name, np.array(lengths), range_m, weight, units)
        for name, lengths, range_m, weight, quorum in measures
        if len(lengths) >= quorum
    )


def widest_arcs(strokes: Sequence[Stroke]) -> list[float]:
    """Return the radius of the widest quarter circle of each insert, and of each that no insert holds.

    A chair is drawn with many small ones, a door with its swing alone.
    """
    widest: dict[str, float] = {}
    for k, s in enumerate(strokes):
        if s.arc is not None and is_quarter(s.arc):
            owner = s.insert or f"#{k}"
            widest[owner] = max(widest.get(owner, 0.0), s.arc[2])
    return list(widest.values())


def without_things(strokes: Sequence[Stroke]) -> list[Stroke]:
    """Return the strokes that no insert holds if these can be walls, else all: furniture comes in blocks."""
    loose = [s for s in strokes if not s.insert]
    return loose if len(loose) >= MIN_LOOSE else list(strokes)


def take_vote(
    name: str, lengths: NDArray[np.float64], range_m: tuple[float, float], weight: float, units: Iterable[str]
) -> UnitVote:
    """Count how many lengths are of a likely size in each unit."""
    low, high = range_m
    shares = ((unit, lengths * METRES_PER_UNIT[unit]) for unit in units)
    support = tuple((unit, float(np.mean((low <= metres) & (metres <= high)))) for unit, metres in shares)
    return UnitVote(name, len(lengths), float(np.median(lengths)), range_m, weight, support)


def one_line_heights(plan: Plan) -> Iterable[float]:
    """Yield the heights of single-line texts."""
    return (label.height for label in plan.labels if "\n" not in label.text and label.height > 0.0)


def extent_sides(plan: Plan) -> tuple[float, ...]:
    """Return the larger side of the middle nine tenths of a drawing, so that a stray entity does not count."""
    points = gather_points([s.points[0] for s in plan.strokes] + [(label.x, label.y) for label in plan.labels])
    if len(points) < 2:
        return ()
    low, high = np.percentile(points, (5, 95), axis=0)
    side = float(np.max(high - low))
    return (side,) if side > 0.0 else ()
