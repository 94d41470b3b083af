from __future__ import annotations

from collections.abc import Iterator

from campusmap.model.finding import Severity
from campusmap.model.places import Campus
from campusmap.numbering.grammar import door_serial
from campusmap.rules import citations
from campusmap.rules.evidence import Evidence, exterior_doors
from campusmap.rules.exterior import fold_door, numbered_as_one
from campusmap.rules.listing import list_first
from campusmap.rules.rule import Hit, Skip, hit, rule


@rule(
    id="DOR005",
    title="Exterior door numbers have a gap",
    severity=Severity.WARNING,
    applies_to=Campus,
    message="{where} has no door {numbers}, though its doors run up to {last}",
    source=citations.DOOR_SCOPE,
    fix=(
        "Look for the missing doors on site and draw them; list numbers kept free on purpose as `reserved` "
        "in [numbering]."
    ),
    trap="Reserving the number without going to look for the door.",
    bad="""
            +-----+-----+
            | 101 | 103 |
            +--/--+--/--+
        (1) D COR1 Hall D (3)
            +-----------+
    """,
    good="""
            +-----+-----+
            | 101 | 103 |
            +--/--+--/--+
        (1) D COR1 Hall D (2)
            +-----------+
    """,
)
def gap_in_sequence(campus: Campus, context: Evidence) -> Iterator[Hit | Skip]:
    """A door that is missing from the sequence is missing from the map, or was never there.

    A number that a door had before it was renumbered is missing from neither.
    """
    whole = context.scheme.door_scope == "campus"
    groups = [campus.buildings] if whole else [numbered_as_one(building, campus) for building in campus.buildings]
    reserved = {fold_door(number) for number in context.scheme.reserved}
    for group in groups:
        doors = [door for building in group for door in exterior_doors(building.floors)]
        serials = {serial[0] for door in doors if (serial := door_serial(door.shown_number)) is not None}
        known = reserved | {fold_door(number) for door in doors for number in (door.number, door.former_number)}
        missing = [str(n) for n in range(1, max(serials, default=0)) if n not in serials and str(n) not in known]
        if missing:
            where = "The campus" if whole else group[0].name or group[0].id
            yield hit(campus if whole else group[0], where=where, numbers=list_first(missing), last=max(serials))
