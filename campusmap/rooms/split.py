"""Faces that hold several rooms' labels: cut at doorless openings and necks, seedless parts put back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import shapely
from shapely import LineString, MultiLineString, Polygon
from shapely.geometry.base import BaseGeometry

from campusmap.geometry.faces import cut_polygon, neck_chords
from campusmap.geometry.lines import Floats, lines_to_segments, segment_lengths
from campusmap.model.places import OpeningKind
from campusmap.rooms.extend import cut_open_plan
from campusmap.rooms.merge import hold_seeds, merge_cells
from campusmap.rooms.parts import Doorway

# Neck widths. Source: trial on ten real floors, erosion by half of 0.95 m and of 1.25 m; then wider openings.
_NECKS_M: Final = (0.95, 1.25, 1.85, 2.5, 3.1, 3.7)
_NECKS_UNLABELLED_M: Final = (0.95,)
_MIN_PART_M2: Final = 6.0  # smaller unlabelled parts are alcoves; tool default
_LEAST_OPENING_M: Final = 0.5


@dataclass(frozen=True, slots=True)
class Split:
    """A face cut into parts, and the openings left between parts that stayed apart."""

    parts: tuple[Polygon, ...]
    openings: tuple[Doorway, ...]
    guessed: bool = False  # some borders are mere extensions of walls


def split_face(face: Polygon, seeds: Floats, gaps: Sequence[Doorway], labelled: bool) -> Split:
    """Cut a face so that each part holds one seed (k, 2) where its necks allow it.

    With ``labelled`` false the sheet has no labels at all and every neck of a door's width is cut.
    """
    chords = [gap.line for gap in gaps]
    parts = [face] if not chords else cut_polygon(face, chords).tolist()
    for width in _NECKS_M if labelled else _NECKS_UNLABELLED_M:
        fresh = [chord for part in parts if _wants_cut(part, seeds, labelled) for chord in neck_chords(part, width)]
        if fresh:
            chords += [chord for chord in fresh if chord.length < width * 1.05]
            parts = cut_polygon(face, chords).tolist() if chords else parts
    cells = np.array(parts, dtype=object)
    merged = merge_cells(cells, hold_seeds(cells, seeds) if labelled else shapely.area(cells) >= _MIN_PART_M2)
    guessed = [share for part in merged for share in _share_out(part, seeds, labelled)]
    if len(guessed) < 2:
        return Split((face,), ())
    return Split(tuple(guessed), tuple(_edges_to_openings(guessed)), len(guessed) > len(merged))


def _share_out(part: Polygon, seeds: Floats, labelled: bool) -> list[Polygon]:
    return (
        cut_open_plan(part, seeds[shapely.contains_xy(part, seeds)])
        if labelled and _wants_cut(part, seeds, True)
        else [part]
    )


def _wants_cut(part: Polygon, seeds: Floats, labelled: bool) -> bool:
    return not labelled or int(shapely.contains_xy(part, seeds).sum()) > 1


def _edges_to_openings(parts: Sequence[Polygon]) -> list[Doorway]:
    """Make an opening of the longest straight edge that each two parts share."""
    found = []
    for i, part in enumerate(parts):
        rim = part.buffer(0.003)
        for other in parts[i + 1 :]:
            segments = lines_to_segments(_lines(rim.intersection(other.boundary)))
            if len(segments) and segment_lengths(segments).max() >= _LEAST_OPENING_M:
                line = LineString(segments[segment_lengths(segments).argmax()])
                found.append(Doorway(OpeningKind.OPENING, line, 0.0, (line,), certain=False))
    return found


def _lines(shape: BaseGeometry) -> list[LineString]:
    parts = shapely.get_parts(shapely.get_parts(shape)).tolist()
    merged = shapely.line_merge(
        MultiLineString([part for part in parts if isinstance(part, LineString) and not part.is_empty])
    )
    return [line.simplify(0.01) for line in shapely.get_parts(merged).tolist()]
