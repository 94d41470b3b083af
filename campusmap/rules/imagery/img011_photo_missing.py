from __future__ import annotations

from campusmap.model.finding import Severity
from campusmap.rules.notices import notice_rule

IMG011 = notice_rule(
    "IMG011",
    "photo.missing",
    title="Photo that a table names is not there",
    severity=Severity.WARNING,
    fix="Put the file into the folder `photos`, or mend its name in the column `photo`.",
    trap="Emptying the cell although the picture lies on somebody's telephone.",
    why="Whoever looks for the key box expects the picture that the table promises.",
    many="{count} photos: {listing}",
    module=__name__,
)
