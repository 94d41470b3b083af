from __future__ import annotations

from campusmap.model.finding import Severity
from campusmap.rules import citations
from campusmap.rules.notices import notice_rule

ROM034 = notice_rule(
    "ROM034",
    "rooms.by_hand",
    title="Room was split or merged by hand",
    severity=Severity.NOTE,
    source=citations.STABLE_IDS,
    fix="Have the drawing changed alike; the correction says so once it is no longer needed.",
    trap="Taking the correction back so that the list gets shorter.",
    why="Map and sheets show the room as somebody saw it, and the drawing still shows it otherwise.",
    many="{count} rooms were split or merged by hand: {listing}",
    module=__name__,
)
