from __future__ import annotations

from campusmap.model.finding import Severity
from campusmap.rules.notices import notice_rule

IMG012 = notice_rule(
    "IMG012",
    "photo.unreadable",
    title="Photo could not be read",
    severity=Severity.WARNING,
    fix="Save the picture as JPEG, PNG or WebP (a telephone's HEIC is not read) and put it back under the same name.",
    trap="Renaming a .heic file to .jpg.",
    why="A picture that cannot be read is left out of the map.",
    many="{count} photos: {listing}",
    module=__name__,
)
