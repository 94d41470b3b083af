"""Thousands of mutants a reader: each is read or refused with a code, in time, and no entity goes missing unseen."""

from __future__ import annotations

import pytest
from malformed.fuzz import SEEDS, read_mutants

COUNT = 2_000  # mutants a reader, seed 0
AT_LENGTH = {"dxf": 100_000}
ELSE_AT_LENGTH = 20_000


@pytest.mark.parametrize("reader", SEEDS)
def test_mutants_are_read_or_refused(reader: str) -> None:
    tally = read_mutants(reader, COUNT)
    assert tally.faults == []
    assert sum(tally.ends.values()) >= COUNT
    assert tally.ends["refused"] and tally.ends.total() > tally.ends["refused"]  # neither all damaged nor none


@pytest.mark.full
@pytest.mark.parametrize("reader", SEEDS)
def test_mutants_at_length(reader: str) -> None:
    assert read_mutants(reader, AT_LENGTH.get(reader, ELSE_AT_LENGTH), seed=1).faults == []


def test_mutants_are_the_same_again() -> None:
    one, two = (read_mutants("csv", 200, seed=5) for _ in range(2))
    assert one.ends == two.ends
