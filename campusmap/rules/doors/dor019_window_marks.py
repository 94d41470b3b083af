from __future__ import annotations

from collections.abc import Iterator

from campusmap.model.finding import Severity
from campusmap.model.numbering import Numbering
from campusmap.model.places import Floor, OpeningKind
from campusmap.rules import conventions
from campusmap.rules.evidence import Evidence
from campusmap.rules.examples import sketch, with_project
from campusmap.rules.listing import count_of
from campusmap.rules.rule import Hit, Skip, hit, rule

WINDOWS = sketch("""
            +--W--+--W--+
            | 101 | 103 |
            +--/--+--/--+
        (1) D COR1 Hall |
            +-----------+
    """)


@rule(
    id="DOR019",
    title="Window marks are not what the policy says",
    severity=Severity.NOTE,
    applies_to=Floor,
    message="{floor}: {count} {what}; by the policy windows are {policy}",
    source=conventions.WINDOW_MARKS,
    fix="Decide with the responders whether windows are marked, and set `windows` in [numbering].",
    trap="Marking windows because another district does: a number at the window also tells an attacker the room.",
    bad=WINDOWS + with_project(numbering=Numbering(windows="numbered")),
    good=WINDOWS,
)
def window_marks(floor: Floor, context: Evidence) -> Iterator[Hit | Skip]:
    """Half the windows marked is worse than all or none."""
    windows = [opening for opening in floor.openings if opening.kind is OpeningKind.WINDOW and opening.exterior]
    marked = [window for window in windows if window.shown_number]
    policy = context.scheme.windows
    wrong = len(marked) if policy == "unmarked" else len(windows) - len(marked) if policy == "numbered" else 0
    if wrong:
        what = "carry a number" if policy == "unmarked" else "carry none"
        yield hit(floor, floor=floor.name or floor.id, count=count_of(wrong, "window"), what=what, policy=policy)
