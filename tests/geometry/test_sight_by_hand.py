"""Thirty rooms worked by hand: how much of each no ray through its slots reaches."""

from __future__ import annotations

import pytest
from shapely import Polygon, box

from campusmap.geometry.sight import Aperture, find_seen

# Rays through a slot w wide and t deep lean at most w to t. So what is hidden beside it begins at the slot's end and
# rises by k = t / w for every metre along the wall.
INCH = 0.0254
ELL = Polygon([(0, 0), (4, 0), (4, 3), (8, 3), (8, 6), (0, 6)])
LEGS = Polygon([(0, 0), (6, 0), (6, 3), (3, 3), (3, 9), (0, 9)])
HORSESHOE = Polygon([(0, 0), (10, 0), (10, 8), (6, 8), (6, 4), (4, 4), (4, 8), (0, 8)])
HEXAGON = Polygon([(2, 0), (6, 0), (8, 3), (6, 6), (2, 6), (0, 3)])


def south(x0: float, x1: float, depth: float = 0.0) -> Aperture:
    """Return a slot in the wall y = 0."""
    return Aperture((x0, 0.0), (x1, 0.0), depth)


ROOMS = {
    # k = 1, 5 m of wall on either side, the room 4 deep: 5 x 4 less the half square of 4.
    "square slot": (box(-5, 0, 5.5, 4), [south(0, 0.5, 0.5)], 2 * (5 * 4 - 4 * 4 / 2)),
    # k = 1/2: triangles 8.8 long and 4.4 high, 1 long and 0.5 high.
    "slot twice as wide as deep": (box(0, 0, 10, 6), [south(1, 1.2, 0.1)], 8.8 * 4.4 / 2 + 1 * 0.5 / 2),
    # k = 1/5: triangles 9.5 by 1.9 and 2 by 0.4.
    "slot five times as wide as deep": (box(0, 0, 12, 6), [south(2, 2.5, 0.1)], 9.5 * 1.9 / 2 + 2 * 0.4 / 2),
    # A lite of 5 in in a leaf of 1 3/4 in: k = 0.35; triangles of 7.873 m and 1 m.
    "narrow lite": (
        box(0, 0, 9, 7), [south(1, 1 + 5 * INCH, 1.75 * INCH)], 0.35 * (8 - 5 * INCH) ** 2 / 2 + 0.35 / 2,
    ),
    # The same lite in the room's corner: nothing to its left.
    "narrow lite in the corner": (box(0, 0, 9, 7), [south(0, 5 * INCH, 1.75 * INCH)], 0.35 * (9 - 5 * INCH) ** 2 / 2),
    # k = 2 reaches the back wall, 5 away, after 2.5 m of 4: 4 x 5 less a triangle 2.5 by 5, on either side.
    "deep slot": (box(-4, 0, 4.2, 5), [south(0, 0.2, 0.4)], 2 * (4 * 5 - 2.5 * 5 / 2)),
    # w = 1, t = 4: what is seen is a trapezium 1 wide at the wall and 5 at the back, 8 away.
    "loophole": (box(-4, 0, 5, 8), [south(0, 1, 4)], 9 * 8 - (1 + 5) / 2 * 8),
    # A doorway 0.9 wide through 0.45 of wall: k = 1/2, 4 m and 4.1 m of wall beside it.
    "doorway through a thick wall": (box(0, 0, 9, 7), [south(4, 4.9, 0.45)], (4.0**2 + 4.1**2) / 4),
    # Without depth a convex room is seen whole.
    "no depth, rectangle": (box(0, 0, 8, 6), [south(1, 2)], 0.0),
    "no depth, hexagon": (HEXAGON, [south(3, 3.2)], 0.0),
    # The flattest ray past the inner corner (4, 3) comes from (0, 0) and ends in the far corner (8, 6).
    "L without depth": (ELL, [south(0, 1)], 4 * 3 / 2),
    # The same from the other hand.
    "L without depth, mirrored": (
        Polygon([(4, 0), (8, 0), (8, 6), (0, 6), (0, 3), (4, 3)]), [south(7, 8)], 4 * 3 / 2,
    ),
    # The ray from (0, 0) past (4, 3) meets the wall x = 6 at 4.5.
    "L with a deep end": (
        Polygon([(0, 0), (4, 0), (4, 3), (6, 3), (6, 8), (0, 8)]), [south(0, 2)], 2 * 1.5 / 2,
    ),
    # k = 1: the steepest lean from (1, 0) just passes (4, 3) and goes on to (7, 6): under it 3 x 3 / 2, beyond it a
    # trapezium 4 wide at y = 3 and 1 at y = 6.
    "L with depth": (ELL, [south(0, 1, 1)], 3 * 3 / 2 + (4 + 1) / 2 * 3),
    # Past (6, 4) the eye at (2, 0) sees highest: along x - 2 to the corner (10, 8).
    "U from one arm": (HORSESHOE, [south(0, 2)], 4 * 4 / 2),
    # Both arms are seen from right below their inner walls.
    "U from the middle": (HORSESHOE, [south(4, 6)], 0.0),
    # From (4.2, 0) past (6, 4): 0.45 sideways a metre, 1.8 after the last 4 m.
    "U from a slit": (HORSESHOE, [south(4, 4.2)], 1.8 * 4 / 2),
    # Looked at from the east: from (6, 1) past (3, 3) rises 2 in 3, to (0, 5): 3 x 6 less a triangle 3 by 2.
    "legs without depth": (LEGS, [Aperture((6, 1), (6, 2))], 3 * 6 - 3 * 2 / 2),
    # k = 1: of the rays past (3, 3) the steepest that also passes the far edge rises 1 in 2: from (6, 1.5), (7, 1).
    # Beside the slot two triangles 1 by 1 are hidden.
    "legs with depth": (LEGS, [Aperture((6, 1), (6, 2), 1)], 3 * 6 - 3 * 1.5 / 2 + 2 * 1 / 2),
    # The ray from (0, 0) past (8, 2) rises 1 in 4, to (14, 3.5).
    "alcove": (box(0, 0, 8, 7).union(box(8, 2, 14, 6)), [south(0, 1)], 6 * 1.5 / 2),
    # Over a pilaster's near edge (3, 2) from (0, 0): y = 2 x / 3 from x = 3 to 8, less the pilaster.
    "pilaster": (box(0, 0, 8, 8).difference(box(3, 0, 4, 2)), [south(0, 1)], (8**2 - 3**2) / 3 - 1 * 2),
    # Behind a column 1 x 1, 3 away: half widths 0.05 + 0.15 y from y = 3 to 8, less the column.
    "column before a slit": (
        box(0, 0, 8, 8).difference(box(3.5, 3, 4.5, 4)), [south(3.95, 4.05)], (0.5 + 1.25) * 5 - 1,
    ),
    # A window wider than the column: from (5.5, 0) past its far edge (5, 4): half widths 1 at y = 4, 0.375 at y = 9.
    "column before a window": (
        box(0, 0, 8, 9).difference(box(3, 3, 5, 4)), [south(2.5, 5.5)], (1 + 0.375) * 5,
    ),
    # The loophole's rays pass the column on either side between 1 + y / 8 and 1 + y / 4 from the left end: y / 8 wide,
    # from y = 4 to 8. Before the column they fill a trapezium 1 and 3 wide, 4 deep.
    "column before a loophole": (
        box(-4, 0, 5, 8).difference(box(-0.5, 4, 1.5, 5)), [south(0, 1, 4)],
        9 * 8 - 2 - (1 + 3) / 2 * 4 - 2 * (0.5 + 1) / 2 * 4,
    ),
    # Two slots, k = 1/2: between them the lower of two slopes, 7.6 long and 1.9 high; 1 by 0.5 at either end.
    "two slots in one wall": (
        box(0, 0, 10, 6), [south(1, 1.2, 0.1), south(8.8, 9, 0.1)], 7.6 * 1.9 / 2 + 2 * 1 * 0.5 / 2,
    ),
    # k = 1: under y = x - 0.2 and over y = 8.2 - x, up to the wall x = 8: 7.6 long and 3.8 high.
    "two slots in two walls": (
        box(0, 0, 8, 8), [south(0, 0.2, 0.2), Aperture((8, 0), (8, 0.2), 0.2)], 7.6 * 3.8 / 2,
    ),
    # A pane without depth shows all that the lite beside it hides.
    "lite and sidelight": (box(0, 0, 9, 7), [south(1, 1.127, 0.044), south(2, 2.3)], 0.0),
    # k = 1/2 from 0.5 meets the wall from (10, 0) to (8, 6) where y = 9.5 x 3 / 7.
    "slanted wall": (
        Polygon([(0, 0), (10, 0), (8, 6), (0, 6)]), [south(0, 0.5, 0.25)], 9.5 * (9.5 * 3 / 7) / 2,
    ),
    # k = 1/2 from 1 meets the long side y = 8 - 2 x / 3 at (51/7, 22/7).
    "triangle": (Polygon([(0, 0), (12, 0), (0, 8)]), [south(0, 1, 0.5)], 11 * (22 / 7) / 2),
    # In the west wall, k = 2: over it 2.8 m of wall, hidden 5.6 m far; under it 3 m, 6 m far.
    "slot in the west wall": (
        box(0, 0, 9, 6), [Aperture((0, 3.2), (0, 3.0), 0.4)], 2.8 * 5.6 / 2 + 3 * 6 / 2,
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", ROOMS)
def test_hidden_part_worked_by_hand(name: str) -> None:
    room, slots, hidden_m2 = ROOMS[name]
    assert room.difference(find_seen(room, slots)).area == pytest.approx(hidden_m2, rel=0.01, abs=0.002)


def test_there_are_thirty() -> None:
    assert len(ROOMS) == 30
