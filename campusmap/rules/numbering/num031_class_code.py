from __future__ import annotations

from collections.abc import Iterator

from campusmap.model.finding import Severity
from campusmap.model.numbering import Numbering
from campusmap.model.places import Building, Floor, Space, Use
from campusmap.numbering.template import fill_template, fits_template
from campusmap.rules import conventions
from campusmap.rules.evidence import Evidence
from campusmap.rules.examples import sketch, with_project
from campusmap.rules.rule import Hit, Skip, hit, rule


@rule(
    id="NUM031",
    title="Corridor, stair or lift is not numbered by the scheme's code",
    severity=Severity.WARNING,
    applies_to=Building,
    message="{number} is a {use}'s number; by the scheme it is written like {example}",
    many="{count} corridors, stairs and lifts are not numbered by the scheme's code: {listing}",
    source=conventions.CLASS_CODES,
    fix="Renumber it by the code, or set `corridor`, `stair`, `lift` and `shaft` in [numbering] to what signs have.",
    trap="Numbering a stair anew on every floor: it keeps the number of its lowest stop.",
    bad=sketch("""
            +-----+-----+
            | 101 | 103 |
            +--/--+--/--+
        (1) D COR1 Hall |
            +-----------+
    """)
    + with_project(numbering=Numbering(preset="wright-state")),
    good=sketch("""
            +-----+-------+
            | 101 | 103   |
            +--/--+--/----+
        (1) D COR101 Hall |
            +-------------+
    """)
    + with_project(numbering=Numbering(preset="wright-state")),
)
def class_code(building: Building, context: Evidence) -> Iterator[Hit | Skip]:
    """The code says what one stands in, and on which floor."""
    scheme = context.scheme
    templates = {
        Use.CORRIDOR: scheme.corridor,
        Use.STAIR: scheme.stair,
        Use.ELEVATOR: scheme.lift,
        Use.SHAFT: scheme.shaft,
    }
    lowest: dict[str, Floor] = {}
    for floor in sorted(building.floors, key=lambda floor: floor.ordinal):
        for space in floor.spaces:
            template = templates.get(space.use, "")
            stop = lowest.setdefault(space.shaft, floor) if space.shaft else floor
            if (
                template
                and space.shown_number
                and not fits_template(space.shown_number, template, _code(space, stop, context))
            ):
                yield hit(
                    space, number=space.shown_number, use=space.use.value, example=_example(template, floor, context)
                )


def _example(template: str, floor: Floor, context: Evidence) -> str:
    code = context.floor_codes[floor.id] or "1"
    return fill_template(template, floor=code, number=f"{code}00")


def _code(space: Space, stop: Floor, context: Evidence) -> str | None:
    """Return the code that the number is to hold; any will do for a stair whose lowest stop is not known."""
    known = space.shaft or space.use is Use.CORRIDOR
    return (context.floor_codes[stop.id] or None) if known else None
