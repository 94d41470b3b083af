from __future__ import annotations

from campusmap.model.finding import Severity
from campusmap.rules.notices import notice_rule

IMG014 = notice_rule(
    "IMG014",
    "photo.unused",
    title="Photo belongs to no door or device",
    severity=Severity.NOTE,
    fix="Name it in the column `photo` of its door or device, or after its door (`7.jpg`; in building A `A-7.jpg`).",
    trap="Naming it on the nearest door that has a row.",
    why="The map cannot show a picture without knowing what it is of.",
    many="{count} photos: {listing}",
    module=__name__,
)
