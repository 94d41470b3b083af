from __future__ import annotations

from collections.abc import Iterator

from campusmap.model.finding import Severity
from campusmap.model.numbering import Numbering
from campusmap.model.places import Campus
from campusmap.rules import conventions
from campusmap.rules.evidence import Evidence
from campusmap.rules.examples import with_project
from campusmap.rules.examples_campus import with_room_columns
from campusmap.rules.listing import count_of
from campusmap.rules.rule import Hit, Skip, hit, rule

ASKED = with_project(numbering=Numbering(room_attributes=("organisation", "area_m2")))


@rule(
    id="NUM038",
    title="Rooms table lacks what a room's record has",
    severity=Severity.WARNING,
    applies_to=Campus,
    message="The rooms table gives no {column} for {rooms} of {total}",
    source=conventions.FICM,
    fix="Fill the column in, or take it off `room_attributes` in [numbering].",
    trap="Filling it with the same word for all.",
    bad=ASKED,
    good=ASKED + with_room_columns(organisation="Sketch School", area_m2="not measured"),
)
def record_incomplete(campus: Campus, context: Evidence) -> Iterator[Hit | Skip]:
    """Whoever keeps the inventory keeps the numbers true with it."""
    rows = context.tables.rooms
    for column in context.scheme.room_attributes:
        blank = sum(not row.get(column).strip() for row in rows)
        if blank or not rows:
            yield hit(campus, column=column, rooms=count_of(blank, "room"), total=len(rows))
