"""Which openings of classrooms are known to have glass in them."""

from __future__ import annotations

from campusmap.model.places import Opening, OpeningKind, Use
from campusmap.rules.evidence import Evidence


def classroom_glass(context: Evidence) -> list[Opening]:
    """Return the glazed openings in the walls and doors of classrooms."""
    rooms = {space.id for floor in context.floors for space in floor.spaces if space.use is Use.CLASSROOM}
    return [o for floor in context.floors for o in floor.openings if is_glazed(o) and rooms & set(o.joins)]


def is_glazed(opening: Opening) -> bool:
    """Tell whether an opening is known to have glass in it."""
    glazing = opening.glazing.strip().lower()
    return opening.kind is OpeningKind.WINDOW or glazing not in ("", "none", "no", "solid")
