from __future__ import annotations

from campusmap.model.finding import Severity
from campusmap.rules.notices import notice_rule

IMG013 = notice_rule(
    "IMG013",
    "photo.dropped",
    title="More photos than the map can carry",
    severity=Severity.WARNING,
    fix="Keep one picture of each outer door, key box and panel, and take the others out of `photos`.",
    trap="Leaving the choice to the order of the file names.",
    why="The map is one file that is mailed; outer doors, key boxes and panels go first, and the rest is left out.",
    many="{count} photos: {listing}",
    module=__name__,
)
