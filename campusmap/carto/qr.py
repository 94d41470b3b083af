"""The modules of a QR code: segno encodes, and the mask is chosen here, among all eight at once.

It is the one that segno would choose, module by module, in a third of the time: ISO/IEC 18004:2015, 7.8.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

Modules = NDArray[np.uint8]  # 1 where dark
Where = NDArray[np.bool_]
Counts = NDArray[np.int64]

QUIET: Final = 4  # modules left blank round a code: ISO/IEC 18004, 6.3.8
_FINDER: Final = 0b1011101  # a line through what should stand in corners only
_FINDER_WIDTH: Final = 7
_MARGIN: Final = 4  # light modules beside it


def qr_modules(text: str, error: str) -> Modules:
    """Return the smallest code for a text, with its quiet zone; ``error`` is the level of correction, L to H."""
    masked, version = _encode(text, error, 0)
    data, late = _find_regions(version)
    masks = _list_masks(len(masked)) & data
    bare = np.where(late, 0, masked ^ masks[0])
    mask = choose_mask(bare ^ masks)
    says_mask, _ = _encode("0", error, mask, version)  # as do all codes of its kind, in the same modules
    size = len(masked)
    found = np.zeros((size + 2 * QUIET, size + 2 * QUIET), np.uint8)
    found[QUIET:-QUIET, QUIET:-QUIET] = np.where(late, says_mask, bare ^ masks[mask])
    return found


@lru_cache(maxsize=64)
def _encode(text: str, error: str, mask: int, version: int | None = None) -> tuple[Modules, int]:
    import segno

    code = segno.make(text, version=version, error=error, mask=mask, micro=False, boost_error=False)
    return np.array(code.matrix, np.uint8), int(code.version)


@lru_cache(maxsize=8)
def _find_regions(version: int) -> tuple[Where, Where]:
    """Return which modules hold data, and which are left light until the mask is chosen: they tell it, and the size."""
    import segno
    from segno import consts

    code = segno.make("0", version=version, micro=False, mask=0)
    kinds = np.array([list(row) for row in code.matrix_iter(border=0, verbose=True)])
    late = np.zeros(kinds.shape, np.bool_)
    for turned in (late, late.T):  # ISO/IEC 18004:2015, figures 25 and 27
        turned[8, :9] = turned[8, -8:] = True
        turned[8, 6] = False
        if version >= 7:
            turned[:6, -11:-8] = True
    fixed = (
        consts.TYPE_FINDER_PATTERN_DARK, consts.TYPE_FINDER_PATTERN_LIGHT, consts.TYPE_SEPARATOR,
        consts.TYPE_ALIGNMENT_PATTERN_DARK, consts.TYPE_ALIGNMENT_PATTERN_LIGHT,
        consts.TYPE_TIMING_DARK, consts.TYPE_TIMING_LIGHT,
    )  # fmt: skip
    return ~late & ~np.isin(kinds, fixed), late


@lru_cache(maxsize=8)
def _list_masks(size: int) -> Modules:
    """Return the eight masks, by their numbers: ISO/IEC 18004:2015, table 10."""
    i, j = np.mgrid[:size, :size]
    turns = (
        (i + j) % 2, i % 2, j % 3, (i + j) % 3, (i // 2 + j // 3) % 2, i * j % 2 + i * j % 3,
        (i * j % 2 + i * j % 3) % 2, ((i + j) % 2 + i * j % 3) % 2,
    )  # fmt: skip
    return np.stack([turn == 0 for turn in turns]).astype(np.uint8)


def choose_mask(codes: Modules) -> int:
    """Return which of several codes (a stack of squares) has the fewest penalties, the first of equals."""
    lines = np.stack([codes, codes.swapaxes(1, 2)], axis=1)  # by code, by direction
    totals = _count_runs(lines) + _count_blocks(codes) + _count_finders(lines) + _weigh_balance(codes)
    return int(np.argmin(totals))


def _count_runs(lines: Modules) -> Counts:
    """Count 3 for each run of five modules alike, and 1 for each module more."""
    same = lines[..., 1:] == lines[..., :-1]
    fives = same[..., :-3] & same[..., 1:-2] & same[..., 2:-1] & same[..., 3:]
    goes_on = fives[..., 1:] & fives[..., :-1]
    return 3 * _total(fives) - 2 * _total(goes_on)


def _count_blocks(codes: Modules) -> Counts:
    """Count 3 for each square of four modules alike."""
    dark = codes[:, 1:, 1:] + codes[:, 1:, :-1] + codes[:, :-1, 1:] + codes[:, :-1, :-1]
    return 3 * _total(dark % 4 == 0)


def _count_finders(lines: Modules) -> Counts:
    """Count 40 for each row of modules like a finder's, at an edge or with four light ones beside it.

    One that counts ends what is looked at: no other begins in it.
    """
    size = lines.shape[-1]
    last = size - _FINDER_WIDTH
    window: Modules = lines[..., : last + 1]
    for n in range(1, _FINDER_WIDTH):
        window = np.left_shift(window, 1) | lines[..., n : last + 1 + n]
    padded = np.zeros((*lines.shape[:-1], size + 2 * _MARGIN), np.uint8)
    padded[..., _MARGIN:-_MARGIN] = lines
    light = (padded[..., :-3] | padded[..., 1:-2] | padded[..., 2:-1] | padded[..., 3:]) == 0
    beside = light[..., : last + 1] | light[..., _MARGIN + _FINDER_WIDTH :]
    beside[..., 0] = beside[..., last] = True
    totals = np.zeros(len(lines), np.int64)
    seen, end = [-1], 0
    for *line, start in np.argwhere((window == _FINDER) & beside).tolist():
        if line != seen or start >= end:
            totals[line[0]] += 40
            seen, end = line, start + _FINDER_WIDTH
    return totals


def _weigh_balance(codes: Modules) -> Counts:
    """Count 10 for each twentieth by which dark and light are out of balance."""
    percent = _total(codes) / codes[0].size * 100
    tenths: Counts = (np.abs(percent - 50) / 5).astype(np.int64)
    return 10 * tenths


def _total(stack: NDArray[np.bool_] | Modules) -> Counts:
    totals: Counts = np.add.reduce(stack.reshape(len(stack), -1), axis=1, dtype=np.int64)
    return totals


def trace_outlines(modules: Modules) -> tuple[Counts, Counts]:
    """Return the corners (column, row) of the rings between dark and light, and of which ring each is.

    Painted with the even-odd rule, they are the dark modules: each row of corners is joined two by two, and so is each
    column. Where two dark modules touch at a corner it counts twice. A blank margin is taken for granted.
    """
    turns = np.abs(np.diff(np.diff(modules.astype(np.int64), axis=0), axis=1))
    across = np.repeat(np.argwhere(turns) + 1, turns[turns > 0], axis=0)  # row by row; joined with the next or last
    down = np.lexsort(across.T)  # column by column
    beside = np.empty_like(down)
    beside[down] = down.reshape(-1, 2)[:, ::-1].ravel()
    next_down, order, ring_of = beside.tolist(), list[int](), list[int]()
    left = dict.fromkeys(range(len(across)))
    ring = 0
    while left:
        at = next(iter(left))
        while at in left:
            order += (at, at ^ 1)
            ring_of += (ring, ring)
            del left[at], left[at ^ 1]
            at = next_down[at ^ 1]
        ring += 1
    return across[order, ::-1], np.array(ring_of)
