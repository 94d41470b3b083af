"""What one drawing unit is: the project's word, else the header's, else a guess."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median
from typing import Final

from campusmap.georeference.extent import plan_extent
from campusmap.model.plan import Plan
from campusmap.model.project import FloorEntry, GuessedUnit
from campusmap.model.source import Notice
from campusmap.units import METRES_PER_UNIT

# Leaf widths of doors in m: 24 in to 48 in (IBC 1010.1.1 asks for 32 in clear and allows leaves up to 48 in).
DOOR_LEAF_M: Final = (0.6, 1.22)
# Long side of a floor that people draw, m (tool default); used only when no door arc is drawn.
FLOOR_SIDE_M: Final = (8.0, 250.0)
GUESSABLE: Final = ("in", "ft", "mm", "m", "cm")


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


def declare_unit(plan: Plan, entry: FloorEntry) -> tuple[DeclaredUnit, tuple[Notice, ...]]:
    """Return the unit that a floor's drawing is taken to be in: campus.toml beats the drawing's header.

    Yields "place.unit_overridden" when the two disagree, "place.unit_guessed" when neither is confirmed.
    """
    unit = _choose_unit(plan, entry)
    return unit, _override_notice(plan, entry, unit) + _guess_notice(plan, entry, unit)


def guess_unit(plan: Plan) -> str:
    """Guess a drawing's unit from the radius of its door arcs, else from its extent, else metres."""
    arcs = [stroke.arc for stroke in plan.strokes if stroke.arc]
    radii = [radius for _, _, radius, start_deg, end_deg in arcs if 60 <= (end_deg - start_deg) % 360 <= 120]
    if len(radii) >= 3:
        return _first_unit(median(radii), DOOR_LEAF_M)
    extent = plan_extent(plan)
    return _first_unit(max(extent[2] - extent[0], extent[3] - extent[1]), FLOOR_SIDE_M) if extent else "m"


def name_unit_at(scale: float, unit: str) -> str:
    """Name the unit in which a drawing would have its size, when it has ``scale`` of it in ``unit``; "" for none.

    Two per cent of slack, as for the scale of a placement (tool default).
    """
    fits = [name for name, metres in METRES_PER_UNIT.items() if 0.98 <= scale * METRES_PER_UNIT[unit] / metres <= 1.02]
    return f"; it would fit a drawing in {fits[0]}" if fits else ""


def _first_unit(length: float, bounds_m: tuple[float, float]) -> str:
    fitting = (name for name in GUESSABLE if bounds_m[0] <= length * METRES_PER_UNIT[name] <= bounds_m[1])
    return next(fitting, "m")


def _choose_unit(plan: Plan, entry: FloorEntry) -> DeclaredUnit:
    if isinstance(entry.units, GuessedUnit):
        confirmed = entry.units.confirmed
        return DeclaredUnit(entry.units.value, "campus.toml" if confirmed else "guess", confirmed)
    if entry.units:
        return DeclaredUnit(entry.units, "campus.toml", True)
    if plan.unit in METRES_PER_UNIT:
        return DeclaredUnit(plan.unit, "header", True)
    return DeclaredUnit(guess_unit(plan), "guess", False)


def _override_notice(plan: Plan, entry: FloorEntry, unit: DeclaredUnit) -> tuple[Notice, ...]:
    if not plan.unit or unit.name == plan.unit:
        return ()
    text = f"the drawing's header says {plan.unit}, campus.toml says {unit.name}; {unit.name} is used"
    return (Notice("place.unit_overridden", text, subject=plan.file, floor=entry.id),)


def _guess_notice(plan: Plan, entry: FloorEntry, unit: DeclaredUnit) -> tuple[Notice, ...]:
    if unit.confirmed:
        return ()
    text = f"the drawing unit is taken to be {unit.name}, which nobody has confirmed"
    return (Notice("place.unit_guessed", text, subject=plan.file, floor=entry.id),)
