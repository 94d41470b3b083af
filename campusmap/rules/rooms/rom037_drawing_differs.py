from __future__ import annotations

from campusmap.model.finding import Severity
from campusmap.rules import citations
from campusmap.rules.notices import notice_rule

ROM037 = notice_rule(
    "ROM037",
    "table.drawing_differs",
    title="Drawing has changed under a correction by hand",
    severity=Severity.WARNING,
    source=citations.STABLE_IDS,
    fix="Look at the room or door; write again what is there, or clear the cell so that the drawing counts.",
    trap="Believing the newer of the two because it is newer.",
    why="A person wrote down what is there, and somebody has drawn it otherwise since.",
    many="{count} corrections by hand stand against a changed drawing: {listing}",
    module=__name__,
)
