"""QR codes module by module as segno makes them when it chooses the mask itself."""

from __future__ import annotations

import random

import numpy as np
import pytest
import segno

from campusmap.carto.qr import qr_modules, trace_edges

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


def wind(corners: np.ndarray, of_ring: np.ndarray, size: int) -> np.ndarray:
    """Return how often rings go round each module, counted where a step down lies to the left."""
    turns = np.zeros((size, size), np.int64)
    for number in range(of_ring.max() + 1):
        ring = corners[of_ring == number]
        for (x0, y0), (x1, y1) in zip(ring, np.roll(ring, -1, axis=0), strict=True):
            assert (x0 == x1) != (y0 == y1)
            turns[min(y0, y1) : max(y0, y1), x0:] += int(np.sign(y1 - y0))
    return turns


@pytest.mark.parametrize("seed", range(8))
def test_edges_go_round_what_is_dark_and_nothing_else(seed: int) -> None:
    luck = np.random.default_rng(seed)
    modules = (luck.random((12, 12)) < luck.random()).astype(np.uint8)  # with dark ones at the edge, too
    corners, of_ring = trace_edges(modules)
    assert np.array_equal(wind(corners, of_ring, 12), modules)
    for number in range(of_ring.max() + 1):
        ring = corners[of_ring == number]
        steps = np.roll(ring, -1, axis=0) - ring
        assert np.array_equal((steps[:, 0] == 0), (np.roll(steps, 1, axis=0)[:, 1] == 0))  # each corner is a turn
