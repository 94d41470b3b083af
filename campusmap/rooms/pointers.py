"""Plain lines that point from a text outside a room to a place in it, where no leader says so."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np

from campusmap.geometry.boxes import box_distances
from campusmap.geometry.lines import Floats
from campusmap.model.plan import XY, Label, Stroke

_TOUCH: Final = 1.0  # text heights between a text's box and the tail of its line; tool default
_AWAY: Final = 2.5  # text heights from the box that the tip lies at least; tool default
_BENDS: Final = 4  # points that a pointing line has at most; tool default


def find_tips(labels: Sequence[Label], strokes: Sequence[Stroke]) -> list[XY | None]:
    """Return where the one open line points that begins at each text's box; None without, or with several."""
    lines = [s for s in strokes if not s.closed and s.arc is None and 2 <= len(s.points) <= _BENDS]
    if not lines:
        return [None] * len(labels)
    ends = np.array([(s.points[0], s.points[-1]) for s in lines], dtype=np.float64)
    return [_find_tip(label, ends) if label.target is None else None for label in labels]


def _find_tip(label: Label, ends: Floats) -> XY | None:
    gaps = box_distances((label.x, label.y), label.width, label.height, label.rotation_deg, ends)
    gaps /= max(label.height, 1e-6)
    hits = np.argwhere((gaps <= _TOUCH) & (gaps[:, ::-1] >= _AWAY))
    if len(hits) != 1:
        return None
    line, tail = hits[0].tolist()
    x, y = ends[line, 1 - tail].tolist()
    return x, y
