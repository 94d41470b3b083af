"""Wall strokes that came to nothing, or were taken for something else."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
import shapely
from shapely import MultiPolygon

from campusmap.geometry.lines import Shapes, make_points, paths_to_segments
from campusmap.model.plan import Role, Stroke
from campusmap.model.source import Notice
from campusmap.rooms.sheet import Sheet, make_notice, stroke_refs
from campusmap.units import count_of

_NEAR_M: Final = 0.05


def unused_wall_notices(sheet: Sheet, faces: Shapes, outline: MultiPolygon) -> list[Notice]:
    """Count the wall strokes that bound no face; without faces, those that lie outside the outline."""
    strokes = sheet.strokes[Role.WALL]
    segments, owner = paths_to_segments([stroke.path for stroke in strokes])
    if not len(segments):
        return []
    middles = make_points(segments.mean(axis=1))
    if len(faces):
        near = np.unique(shapely.STRtree(shapely.boundary(faces)).query(middles, "dwithin", _NEAR_M)[0])
    else:
        near = np.flatnonzero(shapely.dwithin(outline, middles, _NEAR_M))
    used = np.unique(owner[near])
    unused = [strokes[i] for i in np.setdiff1d(np.unique(owner), used)]
    if not unused:
        return []
    return _tell(
        sheet, "rooms.wall_unused", unused, f"{count_of(len(unused), 'wall stroke')} bound no room and no wall body"
    )


def set_aside_notices(sheet: Sheet) -> list[Notice]:
    """Count the strokes of wall layers that were taken for dimensions, frames, floor lines, hatching or a border."""
    if not sheet.set_aside:
        return []
    count = len(sheet.set_aside)
    text = (
        f"{count_of(count, 'stroke')} on wall layers {'was' if count == 1 else 'were'} taken for dimensions, frames"
        " round texts, lines painted on the floor, hatching or the border of the sheet, and bound no room"
    )
    return _tell(sheet, "rooms.wall_set_aside", sheet.set_aside, text)


def broken_line_notices(sheet: Sheet) -> list[Notice]:
    """Count the broken strokes that were taken for no walls."""
    if not sheet.broken:
        return []
    count, is_one = len(sheet.broken), len(sheet.broken) == 1
    text = (
        f"{count_of(count, 'broken line')} among the walls {'was' if is_one else 'were'} taken for something overhead,"
        f" hidden or measured from, and {'bounds' if is_one else 'bound'} no room"
    )
    return _tell(sheet, "rooms.wall_broken", sheet.broken, text)


def _tell(sheet: Sheet, code: str, strokes: Sequence[Stroke], text: str) -> list[Notice]:
    where = stroke_refs(sheet, strokes[:1])[0]
    return [make_notice(sheet, code, f"{text}; the first is at the place given.", ref=where, count=len(strokes))]
