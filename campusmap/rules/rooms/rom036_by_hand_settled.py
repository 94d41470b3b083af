from __future__ import annotations

from campusmap.model.finding import Severity
from campusmap.rules import citations
from campusmap.rules.notices import notice_rule

ROM036 = notice_rule(
    "ROM036",
    "rooms.by_hand_settled",
    title="Split or merge by hand is in the drawing by now",
    severity=Severity.NOTE,
    source=citations.STABLE_IDS,
    fix="Take the correction back; the drawing says the same.",
    trap="Keeping it in case the drawing changes again: it would cut the room anew.",
    why="A correction that is no longer needed is one more thing that can go wrong with the next drawing.",
    many="{count} splits or merges by hand are in the drawing by now: {listing}",
    module=__name__,
)
