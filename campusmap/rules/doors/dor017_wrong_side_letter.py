from __future__ import annotations

from collections.abc import Iterator

from campusmap.model.finding import Severity
from campusmap.model.numbering import Numbering
from campusmap.model.places import Building
from campusmap.model.project import MainEntrance
from campusmap.numbering.sides import side_letters, spell_side
from campusmap.rules import conventions
from campusmap.rules.evidence import Evidence, exterior_doors
from campusmap.rules.examples import sketch, with_building, with_campus_entry, with_project
from campusmap.rules.exterior import outward_bearing
from campusmap.rules.rule import Hit, Skip, hit, not_assessed, rule


@rule(
    id="DOR017",
    title="Letter of an exterior door names another side",
    severity=Severity.WARNING,
    applies_to=Building,
    message="Door {number} says side {said}, and lies on side {found}",
    many="{count} exterior doors carry the letter of another side: {listing}",
    source=conventions.DOOR_SIDES,
    fix="Correct the letter on the door; or take `door_sides` out of [numbering] if the letters mean something else.",
    trap="Turning the map so that the letters fit.",
    bad=sketch("""
            +-----+-----+
            | 101 | 103 |
            +--/--+--/--+
       (1E) D COR1 Hall |
            +-----------+
    """)
    + with_building(main_entrance="1E")
    + with_project(numbering=Numbering(door_sides="compass")),
    good=sketch("""
            +-----+-----+
            | 101 | 103 |
            +--/--+--/--+
       (1W) D COR1 Hall |
            +-----------+
    """)
    + with_building(main_entrance="1W")
    + with_campus_entry(main_entrance=MainEntrance("main", "1W"))
    + with_project(numbering=Numbering(door_sides="compass")),
)
def wrong_side_letter(building: Building, context: Evidence) -> Iterator[Hit | Skip]:
    """'West side, door 4' must not be door 4E."""
    words = context.scheme.door_sides
    if not words:
        return
    side_a = next((o.side_a_deg for o in context.analysis.orientations if o.building == building.id), None)
    if words == "letters" and side_a is None:
        yield not_assessed(building, "which side is A is not known")
        return
    for door in exterior_doors(building.floors):
        said = side_letters(door.shown_number, words)
        bearing = outward_bearing(door, context) if said else None
        if bearing is not None and said not in spell_side(bearing, words, side_a or 0.0):
            yield hit(door, number=door.shown_number, said=said, found=spell_side(bearing, words, side_a or 0.0)[0])
