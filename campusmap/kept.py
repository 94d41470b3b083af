"""Steps that were done before need not be done again: whoever keeps what they made says so here."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar

Made = TypeVar("Made")
# Given a step, what it is done for, all that it is made from by name, and how to do it, returns what it makes.
Keeper = Callable[[str, str, Mapping[str, Any], Callable[[], Any]], Any]
_KEEPER: ContextVar[Keeper | None] = ContextVar("keeper", default=None)


@contextmanager
def kept_by(keeper: Keeper) -> Iterator[None]:
    """Let a keeper be asked for every step that is done in this block."""
    token = _KEEPER.set(keeper)
    try:
        yield
    finally:
        _KEEPER.reset(token)


def recall(step: str, made_from: Mapping[str, Any], make: Callable[[], Made], subject: str = "") -> Made:
    """Return what a step made as it was kept, else make it; it may depend on nothing but ``made_from`` and the program.

    Of a ``subject`` one result is kept, which the next takes the place of; without one, a result for each content.
    """
    keeper = _KEEPER.get()
    made: Made = make() if keeper is None else keeper(step, subject, made_from, make)
    return made
