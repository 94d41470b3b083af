from __future__ import annotations

from campusmap.model.finding import Severity
from campusmap.rules.notices import notice_rule

VEC016 = notice_rule(
    "VEC016",
    "vector.nowhere",
    title="Shapes lie on a campus that lies nowhere",
    severity=Severity.WARNING,
    fix="Place a floor, or name the footprints in campus.toml; the shapes follow.",
    trap="Deleting the file.",
    why="Somebody drew the grounds, and they are on no map.",
    many="{count} files: {listing}",
    module=__name__,
)
