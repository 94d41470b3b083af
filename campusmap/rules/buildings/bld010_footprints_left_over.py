from __future__ import annotations

from campusmap.model.finding import Severity
from campusmap.rules import citations
from campusmap.rules.notices import notice_rule

BLD010 = notice_rule(
    "BLD010",
    "footprint.unused",
    title="Footprints belong to no building of the project",
    severity=Severity.NOTE,
    source=citations.NEIGHBOURS,
    fix=(
        "Add the buildings of the school to campus.toml, portables and sheds included; the rest are "
        "neighbours, as drawn."
    ),
    trap="Deleting the features: a house next door is what crews find their way by.",
    why="A building of the school that is missing from campus.toml looks like a neighbour's.",
    module=__name__,
)
