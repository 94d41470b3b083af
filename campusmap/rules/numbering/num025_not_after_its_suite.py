from __future__ import annotations

from collections.abc import Iterator

from campusmap.model.finding import Severity
from campusmap.model.numbering import Numbering
from campusmap.model.places import Floor
from campusmap.numbering.grammar import NumberParts
from campusmap.numbering.suites import find_parents
from campusmap.rules import conventions
from campusmap.rules.evidence import Evidence
from campusmap.rules.examples import sketch, with_project
from campusmap.rules.rule import Hit, Skip, hit, rule


@rule(
    id="NUM025",
    title="Room behind another room is not numbered after it",
    severity=Severity.WARNING,
    applies_to=Floor,
    message="{number} is reached only through {parent}, and its number does not say so",
    many="{count} rooms that are reached only through another are not numbered after it: {listing}",
    source=conventions.SUITES,
    fix="Give the room its front room's number and a letter at the next re-signing; or draw the missing door.",
    trap="Renumbering it before looking whether the drawing lacks its door to the corridor.",
    bad=sketch("""
            +-----+-----+
            | 101 |     |
            |     / 103 |
            |     |     |
            +--/--+-----+
        (1) D COR1 Hall |
            +-----------+
    """)
    + with_project(numbering=Numbering(suites_take_suffix=True)),
    good=sketch("""
            +-----+------+
            | 101 |      |
            |     / 101A |
            |     |      |
            +--/--+------+
        (1) D COR1 Hall  |
            +------------+
    """)
    + with_project(numbering=Numbering(suites_take_suffix=True)),
)
def not_after_its_suite(floor: Floor, context: Evidence) -> Iterator[Hit | Skip]:
    """Whoever looks for 103 along the corridor does not find it: its door is inside 101."""
    parents = find_parents(floor) if context.scheme.suites_take_suffix else {}
    for room in filter(context.is_one_number, floor.spaces):
        parent = parents.get(room.id)
        parts = context.read_number(room)
        front = context.read_number(parent) if parent is not None else None
        if parent is not None and parts and front and not _goes_with(parts, front):
            yield hit(room, number=room.shown_number, parent=parent.shown_number)


def _goes_with(room: NumberParts, front: NumberParts) -> bool:
    same = (room.prefix, room.floor, room.serial) == (front.prefix, front.floor, front.serial)
    return same and bool(room.suffix)
