"""Cells that are no rooms because they repeat: tiles, paving, a suspended ceiling, parking stalls."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
import shapely

from campusmap.model.places import Opening, OpeningKind, Space

_CELLS: Final = 30  # fewer may be a row of cabins; tool default
_ALIKE: Final = 0.5  # share of the cells whose area is that of the middle one
_SLACK: Final = 0.05  # by which areas may differ and still be alike
_OPENED: Final = 0.1  # openings a cell: rooms have about one


def describe_pattern(spaces: Sequence[Space], openings: Sequence[Opening]) -> str:
    """Say why the cells found in linework are a pattern and no rooms, "" if they may be rooms."""
    named = any(space.number or space.name for space in spaces)
    drawn = any(space.method == "area-polyline" for space in spaces)
    ways = sum(opening.kind is not OpeningKind.WINDOW for opening in openings)
    if len(spaces) < _CELLS or named or drawn or ways > _OPENED * len(spaces):
        return ""
    area = shapely.area(np.array([space.outline for space in spaces], dtype=object))
    alike = int((np.abs(area / np.median(area) - 1) < _SLACK).sum())
    if alike < _ALIKE * len(spaces):
        return ""
    return (
        f"its lines close round {len(spaces)} cells, {alike} of them alike, without a label and with "
        f"{ways} doors or openings: tiles, paving or a ceiling. Put the pattern on a layer of its own and leave it out"
    )
