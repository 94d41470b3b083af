"""Ctrl-C, a closed terminal and `kill` all end a command the same way: workers first, then a clean exit."""

from __future__ import annotations

import multiprocessing
import signal
import threading
from types import FrameType
from typing import Final

_SIGNALS: Final = ("SIGINT", "SIGTERM", "SIGHUP")  # Windows knows no SIGHUP
_received: list[int] = []


def was_asked_to_end() -> bool:
    """Tell whether a signal came, for libraries that turn KeyboardInterrupt into an error of their own."""
    return bool(_received)


def end_on_signals() -> None:
    """Raise KeyboardInterrupt for every signal that asks a command to end, so that each block tidies up."""
    for name in _SIGNALS:
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) is not signal.SIG_IGN:  # nohup stays in force
            signal.signal(number, _end)


def _end(number: int, frame: FrameType | None) -> None:  # noqa: ARG001
    """End the workers, for which the way out would otherwise wait, and unwind; a second signal changes nothing."""
    _received.append(number)
    for name in _SIGNALS:
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.SIG_IGN)
    threading.excepthook = lambda _: None  # the pool's thread would report the workers' end as a fault
    for worker in multiprocessing.active_children():
        worker.terminate()
    raise KeyboardInterrupt
