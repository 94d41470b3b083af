"""Maps that were drawn before need not be drawn again: whoever keeps them says so here."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar

Drawn = TypeVar("Drawn")
# Given all that a map is drawn from, and how to draw it, returns the map.
Keeper = Callable[[tuple[Any, ...], Callable[[], Any]], Any]
_KEEPER: ContextVar[Keeper | None] = ContextVar("keeper", default=None)


@contextmanager
def kept_by(keeper: Keeper) -> Iterator[None]:
    """Let a keeper be asked for every map that is drawn in this block."""
    token = _KEEPER.set(keeper)
    try:
        yield
    finally:
        _KEEPER.reset(token)


def recall_map(drawn_from: tuple[Any, ...], draw: Callable[[], Drawn]) -> Drawn:
    """Return a map as it was kept, else draw it; it may depend on nothing but ``drawn_from`` and the program."""
    keeper = _KEEPER.get()
    drawn: Drawn = draw() if keeper is None else keeper(drawn_from, draw)
    return drawn
