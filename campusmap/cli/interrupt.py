"""Ctrl-C, a closed terminal and `kill` all end a command the same way: workers first, then a clean exit."""

from __future__ import annotations

import multiprocessing
import signal
from types import FrameType
from typing import Final

_SIGNALS: Final = ("SIGINT", "SIGTERM", "SIGHUP")  # Windows knows no SIGHUP


def end_on_signals() -> None:
    """Raise KeyboardInterrupt for every signal that asks a command to end, so that each block tidies up."""
    for name in _SIGNALS:
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) is not signal.SIG_IGN:  # nohup stays in force
            signal.signal(number, _end)


def _end(number: int, frame: FrameType | None) -> None:  # noqa: ARG001
    """End the workers, for which the way out would otherwise wait, and unwind; a second signal changes nothing."""
    for name in _SIGNALS:
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.SIG_IGN)
    for worker in multiprocessing.active_children():
        worker.terminate()
    raise KeyboardInterrupt
