from __future__ import annotations

from campusmap.model.finding import Severity
from campusmap.rules.notices import notice_rule

IMG009 = notice_rule(
    "IMG009",
    "imagery.orientation",
    "imagery.reduced",
    title="Aerial picture was changed on the way in",
    severity=Severity.NOTE,
    fix="Nothing needs to be done if the picture looks right; `max_pixels` of the [[imagery]] sets the cap.",
    trap="Raising the cap until the map no longer opens on a phone.",
    why="What was done to a picture must be known to whoever measures in it.",
    module=__name__,
)
