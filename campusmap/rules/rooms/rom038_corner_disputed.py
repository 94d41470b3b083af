from __future__ import annotations

from campusmap.model.finding import Severity
from campusmap.rules import citations
from campusmap.rules.notices import notice_rule

ROM038 = notice_rule(
    "ROM038",
    "survey.corner_disputed",
    title="Two people judged a hard corner differently",
    severity=Severity.WARNING,
    source=citations.CLASSROOM_SECURITY,
    fix="Look again together; the one who saw it otherwise enters what is right, with the new day.",
    trap="Keeping the later of the two rows.",
    why="One of them stood where the door's glass sees, and nobody knows which.",
    many="{count} hard corners were judged differently by two people: {listing}",
    module=__name__,
)
