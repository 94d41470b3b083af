from __future__ import annotations

from campusmap.model.finding import Severity
from campusmap.rules.notices import notice_rule

ROM040 = notice_rule(
    "ROM040",
    "rooms.wall_broken",
    title="Broken lines on wall layers were taken for things overhead or hidden",
    severity=Severity.NOTE,
    fix="Draw beams, soffits, skylights and axes on layers of their own; draw walls in a continuous linetype.",
    trap="Making every linetype continuous: what hangs overhead then cuts rooms in two.",
    why="A dashed line on a plan shows what is above the cut or out of sight, but a low wall may be drawn so, too.",
    module=__name__,
)
