"""Leaves of doors drawn with a straight line from their tip to where they shut, in place of the arc."""

from __future__ import annotations

from typing import Final

import numpy as np

from campusmap.geometry.lines import Floats, Ints, near_pairs, segment_lengths

_LEAF_M: Final = (0.5, 1.35)  # width of one leaf; tool default
_MEET_M: Final = 0.01
_SLACK: Final = 0.02  # of the chord's length, which is the leaf's by the root of two


def find_chords(segments: Floats) -> Ints:
    """Return rows (leaf, end at the hinge, chord, end at the far jamb) of the leaves drawn open by a quarter turn.

    ``segments`` (n, 2, 2) in metres. Leaf and chord meet at the leaf's tip; the chord shuts a right-angled triangle of
    two equal sides.
    """
    length = segment_lengths(segments)
    asked = np.flatnonzero((length >= _LEAF_M[0]) & (length <= _LEAF_M[1] * 1.5))
    ends = segments[asked].reshape(-1, 2)
    pairs = near_pairs(ends, _MEET_M)
    if not len(pairs):
        return np.empty((0, 4), dtype=np.int64)
    pairs = np.concatenate([pairs, pairs[:, ::-1]])
    leaf, chord = asked[pairs[:, 0] // 2], asked[pairs[:, 1] // 2]
    hinge, jamb = 1 - pairs[:, 0] % 2, 1 - pairs[:, 1] % 2
    size = length[leaf]
    third = np.hypot(*(segments[leaf, hinge] - segments[chord, jamb]).T)
    good = (size <= _LEAF_M[1]) & (np.abs(length[chord] / np.maximum(size, 1e-9) / np.sqrt(2) - 1) < _SLACK)
    good &= (leaf != chord) & (np.abs(third - size) < _SLACK * size)
    found = np.column_stack([leaf, hinge, chord, jamb])[good]
    return np.asarray(np.unique(found, axis=0), dtype=np.int64).reshape(-1, 4)
