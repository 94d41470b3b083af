from __future__ import annotations

from campusmap.model.finding import Severity
from campusmap.rules.notices import notice_rule

ROM018 = notice_rule(
    "ROM018",
    "rooms.wall_open",
    title="Wall face has a gap into the wall's inside",
    severity=Severity.NOTE,
    fix="Close the wall's face at the place named, in the drawing.",
    trap="Drawing a door there: nobody can walk into a wall.",
    why="A room that runs on into a wall looks larger than it is.",
    module=__name__,
)
