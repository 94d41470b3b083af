"""Tasks that do not lean on one another may be shared: whoever has somebody to do them says so here."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar

Done = TypeVar("Done")
Share = Callable[[Sequence[Callable[[], Any]]], list[Any]]  # returns what each task makes, in order
_SHARE: ContextVar[Share | None] = ContextVar("share", default=None)


@contextmanager
def shared_by(share: Share | None) -> Iterator[None]:
    """Let tasks of this block be shared by somebody; with None they are done in turn."""
    token = _SHARE.set(share)
    try:
        yield
    finally:
        _SHARE.reset(token)


def do_all(tasks: Sequence[Callable[[], Done]]) -> list[Done]:
    """Return what each task makes, in order; the costliest should stand first."""
    share = _SHARE.get()
    return [task() for task in tasks] if share is None else share(tasks)
