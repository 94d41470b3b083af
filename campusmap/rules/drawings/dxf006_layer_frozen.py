from __future__ import annotations

from campusmap.model.finding import Severity
from campusmap.rules.notices import notice_rule

DXF006 = notice_rule(
    "DXF006",
    "dxf.layer_frozen",
    title="Layer that matters is frozen or switched off",
    severity=Severity.WARNING,
    fix="Thaw the layer and save again if what is on it is there today; else name it under `ignore` in [layers].",
    trap="Thawing every layer: demolition and furniture come along.",
    why="What was hidden for a print is often still hidden years later.",
    many="{count} layers that matter are frozen or off: {listing}",
    module=__name__,
)
