from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from campusmap.model.finding import Severity
from campusmap.model.places import Space
from campusmap.rules import conventions
from campusmap.rules.evidence import Evidence, describe
from campusmap.rules.examples_campus import with_room_columns
from campusmap.rules.rule import Hit, Skip, hit, rule
from campusmap.units import say_area

TOLERANCE: Final = 0.02  # FICM check of the catalogue: listed area against the polygon's
M2_PER_FT2: Final = 0.09290304  # exact: 0.3048 squared
COLUMNS: Final = {
    "area_m2": 1.0,
    "area_sqm": 1.0,
    "area_ft2": M2_PER_FT2,
    "area_sqft": M2_PER_FT2,
    "area_sf": M2_PER_FT2,
}


@rule(
    id="NUM037",
    title="Listed area of a room is not the drawing's",
    severity=Severity.WARNING,
    applies_to=Space,
    message="{room}: the rooms table says {listed}, the drawing {drawn}",
    many="{count} rooms have another area in the rooms table than in the drawing: {listing}",
    source=conventions.FICM,
    fix="See which room the row is about, and whether walls were moved since the table or the drawing was made.",
    trap="Copying the drawing's areas into the table: a room that was read wrong would no longer show.",
    bad=with_room_columns("101", area_m2="30"),
    good=with_room_columns("101", area_m2="21.84"),
)
def area_differs(space: Space, context: Evidence) -> Iterator[Hit | Skip]:
    """Two areas for one number are two rooms, or one that was rebuilt."""
    for row in context.room_rows.get(space.id, ()):
        for column, unit in COLUMNS.items():
            listed = read_number(row.get(column))
            drawn = space.outline.area
            if listed is not None and abs(listed * unit - drawn) > TOLERANCE * drawn:
                yield hit(space, room=describe(space), listed=say_area(listed * unit), drawn=say_area(drawn))


def read_number(text: str) -> float | None:
    """Return the number that a cell holds, thousands parted by commas or not; None when it holds none."""
    try:
        return float(text.replace(",", "").strip())
    except ValueError:
        return None
