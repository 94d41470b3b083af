from __future__ import annotations

from campusmap.model.finding import Severity
from campusmap.rules.notices import notice_rule

VEC004 = notice_rule(
    "VEC004",
    "vector.no_attributes",
    title="Vector file came without its attributes",
    severity=Severity.WARNING,
    fix="Add the .dbf (and .cpg) of the Shapefile, or save it as GeoPackage or GeoJSON.",
    trap="Naming the features by their order.",
    why="Without attributes no footprint finds its building.",
    module=__name__,
)
