from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from campusmap.geometry.bearing import compass_word, read_compass, turn_deg
from campusmap.model.finding import Severity
from campusmap.model.places import Building
from campusmap.rules import citations
from campusmap.rules.evidence import Evidence
from campusmap.rules.examples import clean
from campusmap.rules.rule import Change, Hit, Skip, hit, rule

APART_DEG: Final = 30.0  # two walls may be meant by a word that lies farther from both; tool default


def _between_walls(given: Evidence) -> Evidence:
    entries = tuple(replace(entry, side_a="southeast") for entry in given.project.building)
    return replace(given, project=replace(given.project, building=entries))


@rule(
    id="SID003",
    title="Named side A lies between two walls",
    severity=Severity.WARNING,
    applies_to=Building,
    message="campus.toml calls side A of {building} {named}, and the wall nearest to that faces {faces}",
    source=citations.SIDES,
    fix="Give `side_a` as an azimuth, degrees clockwise from true north.",
    trap="Turning the drawing.",
    bad=Change('(side_a = "southeast", walls face the four quarters)', (_between_walls,)),
    good=clean(),
)
def between_walls(building: Building, context: Evidence) -> Iterator[Hit | Skip]:
    """If the wrong one of two walls is taken, every side of the building has the wrong letter."""
    named = next((e.side_a for e in context.project.building if e.id == building.id), "")
    azimuth = read_compass(named) if isinstance(named, str) else None
    for orientation in context.analysis.orientations if azimuth is not None else ():
        if orientation.building == building.id and abs(turn_deg(azimuth or 0.0, orientation.side_a_deg)) > APART_DEG:
            faces = compass_word(orientation.side_a_deg)
            yield hit(building, building=building.name or building.id, named=named, faces=faces)
