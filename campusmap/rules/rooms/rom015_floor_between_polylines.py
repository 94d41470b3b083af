from __future__ import annotations

from campusmap.model.finding import Severity
from campusmap.rules.notices import notice_rule

ROM015 = notice_rule(
    "ROM015",
    "rooms.remainder",
    title="Floor between the room polylines belongs to no room",
    severity=Severity.NOTE,
    fix="Draw polylines round corridors and lobbies too, and label them.",
    trap="Widening the rooms' polylines.",
    why="People walk there, and nobody can say where it is.",
    many="{count} pieces of floor belong to no room polyline: {listing}",
    module=__name__,
)
