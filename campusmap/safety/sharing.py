"""Work that may be shared: tasks that do not lean on one another, done by whoever the caller has for it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

Share = Callable[[Sequence[Callable[[], Any]]], list[Any]]  # returns what each task makes, in order


def in_turn(tasks: Sequence[Callable[[], Any]]) -> list[Any]:
    """Do one task after the other."""
    return [task() for task in tasks]
