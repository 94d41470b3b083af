"""Connected components, held to SciPy's."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components

from campusmap.geometry.lines import link_pairs


@pytest.mark.parametrize("seed", range(12))
def test_components_are_numbered_as_scipy_numbers_them(seed: int) -> None:
    chance = np.random.default_rng(seed)
    count = int(chance.integers(1, 400))
    pairs = chance.integers(0, count, (int(chance.integers(0, count + 1)), 2))
    if seed % 3 == 0:  # a chain, the worst case, in any order
        order = chance.permutation(count)
        pairs = np.column_stack([order[:-1], order[1:]])[chance.permutation(count - 1)][: count - 3]
    links = coo_matrix((np.ones(len(pairs)), pairs.T), shape=(count, count))
    total, labels = connected_components(links, directed=False)
    found, numbers = link_pairs(count, pairs)
    assert found == total
    assert numbers.tolist() == labels.tolist()
