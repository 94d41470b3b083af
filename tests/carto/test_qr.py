"""QR codes module by module as segno makes them when it chooses the mask itself."""

from __future__ import annotations

import random

import numpy as np
import pytest
import segno
import shapely

from campusmap.carto.qr import qr_modules, trace_outlines

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 $%*+-./:", "abcxyz?&=#_~\u00e9", "0123456789"


def texts(count: int, longest: int) -> list[str]:
    """Return seeded texts of letters for every mode of a code."""
    luck = random.Random(18004)
    pools = [LETTERS[0], LETTERS[0] + LETTERS[1], LETTERS[2]]
    return ["".join(luck.choices(pools[n % 3], k=luck.randint(1, longest))) for n in range(count)]


def by_segno(text: str, error: str, mask: int | None = None) -> np.ndarray:
    code = segno.make(text, error=error, mask=mask, micro=False, boost_error=False)
    return np.array([list(row) for row in code.matrix_iter(border=4)])


@pytest.mark.parametrize("error", ["L", "M"])
@pytest.mark.parametrize(("count", "longest"), [(40, 60), (6, 300)])  # the long ones tell their version, too
def test_every_module_is_as_segno_sets_it(count: int, longest: int, error: str) -> None:
    for text in texts(count, longest):
        assert np.array_equal(qr_modules(text, error), by_segno(text, error)), text


def test_another_mask_would_be_seen() -> None:
    text = "CAMPUSMAP 545a5b38 #floor=A/1"
    alike = [np.array_equal(qr_modules(text, "M"), by_segno(text, "M", mask)) for mask in range(8)]
    assert alike.count(True) == 1


def test_outlines_painted_even_odd_are_the_dark_modules() -> None:
    for text in texts(12, 120):
        modules = qr_modules(text, "M")
        corners, ring_of = trace_outlines(modules)
        rings = shapely.polygons(shapely.linearrings(corners, indices=ring_of))
        down, across = np.indices(modules.shape)
        around = sum(shapely.contains_xy(ring, across + 0.5, down + 0.5).astype(int) for ring in rings)
        assert np.array_equal(around % 2, modules), text
