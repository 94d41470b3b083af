"""One-to-one assignment at the least cost."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def assign(cost: NDArray[np.float64]) -> list[tuple[int, int]]:
    """Return (row, column) pairs, in order of rows, whose sum of costs is least; as many as the shorter side has."""
    from scipy.optimize import linear_sum_assignment  # lazy: half a second, and most campuses have no ledger

    rows, columns = linear_sum_assignment(cost)
    return [(int(row), int(column)) for row, column in zip(rows, columns, strict=True)]
