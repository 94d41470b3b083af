from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from campusmap.model.finding import Severity
from campusmap.model.numbering import Numbering
from campusmap.model.places import Floor, Use
from campusmap.numbering.order import rank_correlation, rank_numbers
from campusmap.numbering.propose import find_entrance, name_entrance
from campusmap.numbering.propose_runs import Run, lay_runs
from campusmap.rules import citations
from campusmap.rules.evidence import Evidence, describe
from campusmap.rules.examples import sketch, with_project
from campusmap.rules.rule import Hit, Skip, hit, not_assessed, rule

# IU and VCU want numbers to rise from the main entrance; how nearly, and from how many rooms on, are tool defaults.
MIN_ROOMS: Final = 5
MOST_CORRELATION: Final = -0.9
NO_ENTRANCE: Final = "the main entrance is not named, so that no end of a corridor is the first"
ODD_EVEN: Final = with_project(numbering=Numbering(preset="odd-even-corridor"))


@rule(
    id="NUM046",
    title="Room numbers fall along the corridor, coming from the main entrance",
    severity=Severity.WARNING,
    applies_to=Floor,
    message="Along {corridor} the rooms of one side run {numbers}, coming from the main entrance",
    source=citations.ALONG_CORRIDOR,
    fix="Keep it in mind for the next renumbering; or set rises_from_entrance = false in [numbering].",
    trap="Renumbering a corridor for this alone: whoever knows the old numbers is misled for years.",
    bad=sketch("""
            +-----+-----+-----+-----+-----+
            | 109 | 107 | 105 | 103 | 101 |
            +--/--+--/--+--/--+--/--+--/--+
        (1) D COR1 Hall                   |
            +-----------------------------+
    """)
    + ODD_EVEN,
    good=sketch("""
            +-----+-----+-----+-----+-----+
            | 101 | 103 | 105 | 107 | 109 |
            +--/--+--/--+--/--+--/--+--/--+
        (1) D COR1 Hall                   |
            +-----------------------------+
    """)
    + ODD_EVEN,
)
def falls_from_the_entrance(floor: Floor, context: Evidence) -> Iterator[Hit | Skip]:
    """Who comes in at the front and passes low numbers goes on for higher ones."""
    if not context.scheme.rises_from_entrance or all(space.use is not Use.CORRIDOR for space in floor.spaces):
        return
    building = name_entrance(context.project, context.building_of(floor))
    if not building.main_entrance:
        yield not_assessed(floor, NO_ENTRANCE)
        return
    for run in lay_runs(floor, find_entrance(building)).runs:
        for numbers in _falling(run, context):
            yield hit(run.corridor, corridor=describe(run.corridor), numbers=", ".join(numbers))


def _falling(run: Run, context: Evidence) -> Iterator[list[str]]:
    """Yield the numbers of each side of a corridor that fall, from the end that comes first."""
    for row in run.rows if run.leads_off and run.corridor.use is Use.CORRIDOR else ():
        rooms = [stand.room for stand in row if not stand.is_end and context.is_one_number(stand.room)]
        places = rank_numbers([part for part in map(context.read_number, rooms) if part is not None])
        if len(places) >= MIN_ROOMS and rank_correlation(places) <= MOST_CORRELATION:
            yield [room.shown_number for room in rooms]
