"""Faces that hold several rooms' labels: cut along possible borders, the least likely of which are taken away again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import shapely
from shapely import LineString, MultiLineString, Polygon
from shapely.geometry.base import BaseGeometry

from campusmap.geometry.faces import GRID_M, cut_polygon, neck_chords
from campusmap.geometry.lines import (
    Floats,
    Shapes,
    lines_to_segments,
    make_points,
    paths_to_segments,
    segment_lengths,
    segments_to_lines,
)
from campusmap.model.places import OpeningKind
from campusmap.rooms.borders import NECKS_M, Border, gap_borders, neck_borders, wall_borders
from campusmap.rooms.merge import ROOM_M2, cut_cells, merge_cells, unite_cells
from campusmap.rooms.parts import Doorway

_NECK_UNLABELLED_M: Final = 0.95
_DOOR_M: Final = 1.3  # necks up to this wide part rooms also where there is no label
_LEAST_OPENING_M: Final = 0.5


@dataclass(frozen=True, slots=True)
class Split:
    """A face cut into parts, which of them end where nothing is drawn and along which lines, and their openings."""

    parts: tuple[Polygon, ...]
    openings: tuple[Doorway, ...] = ()
    inferred: tuple[bool, ...] = (False,)
    guessed: tuple[LineString, ...] = ()


def split_at_necks(face: Polygon, gaps: Sequence[Doorway]) -> Split:
    """Cut a face of a sheet without labels at every gap and neck of a door's width."""
    chords = [*(gap.line for gap in gaps), *neck_chords(face, _NECK_UNLABELLED_M)]
    if not chords:
        return Split((face,))
    cells = cut_polygon(face, chords)
    parts = unite_cells(cells, shapely.area(cells) >= ROOM_M2)
    return _make_split(face, parts, [False] * len(parts), [])


def split_by_labels(face: Polygon, seeds: Floats, gaps: Sequence[Doorway]) -> Split:
    """Cut a face so that each part holds one of the seeds (k, 2), as far as walls say where.

    Every possible border cuts first; then the costliest are taken away one by one, unless that would join two seeds.
    What no border parts stays together.
    """
    borders = gap_borders(gaps)
    cells = cut_cells(face, borders)
    for width in NECKS_M:
        wanted = _crowded(cells, seeds) if width > _DOOR_M else [cell for cell in cells if cell.area > 2 * ROOM_M2]
        fresh = [border for cell in wanted for border in neck_borders(cell, width)]
        if fresh:
            borders += fresh
            cells = cut_cells(face, borders)
    guessed = [border for cell in _crowded(cells, seeds) for border in wall_borders(cell)]
    cells = cut_cells(face, borders + guessed) if guessed else cells
    if len(cells) < 2:
        return Split((face,))
    parts = merge_cells(cells, borders + guessed, seeds)
    return _make_split(face, parts, *_ends_on(parts, guessed))


def _crowded(cells: Shapes, seeds: Floats) -> list[Polygon]:
    """Return the cells that hold several seeds."""
    return [cell for cell in cells.tolist() if shapely.contains_xy(cell, seeds).sum() > 1]


def _ends_on(parts: Sequence[Polygon], borders: Sequence[Border]) -> tuple[list[bool], list[LineString]]:
    """Tell which parts' outlines follow one of the borders for half a metre or more, and along which lines."""
    rims = [ring for part in parts for ring in (part.exterior, *part.interiors)]
    owner = np.repeat(np.arange(len(parts)), [1 + len(part.interiors) for part in parts])
    segments, rim = paths_to_segments([ring.coords for ring in rims])
    tree = shapely.STRtree([border.line for border in borders])
    near = np.unique(tree.query(make_points(segments.mean(axis=1)), predicate="dwithin", distance=0.005)[0])
    length = np.bincount(owner[rim[near]], segment_lengths(segments)[near], minlength=len(parts))
    long = length > _LEAST_OPENING_M
    lines = segments_to_lines(segments[near[long[owner[rim[near]]]]])
    return long.tolist(), _lines(shapely.union_all(lines, grid_size=GRID_M))


def _make_split(
    face: Polygon, parts: Sequence[Polygon], inferred: Sequence[bool], guessed: Sequence[LineString]
) -> Split:
    if len(parts) < 2:
        return Split((face,))
    return Split(tuple(parts), tuple(edges_to_openings(parts)), tuple(inferred), tuple(guessed))


def edges_to_openings(parts: Sequence[Polygon]) -> list[Doorway]:
    """Make an opening of the longest straight edge that each two parts share."""
    found = []
    shapes = np.array(parts, dtype=object)
    a, b = shapely.STRtree(shapes).query(shapes, predicate="dwithin", distance=0.003)
    for i, j in sorted((i, j) for i, j in zip(a.tolist(), b.tolist(), strict=True) if i < j):
        shared = parts[i].buffer(0.003).intersection(parts[j].boundary)
        segments = lines_to_segments(_lines(shared))
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
