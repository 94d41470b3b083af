"""Ctrl-C, a closed terminal and `kill` all end a command the same way: workers first, then a clean exit."""

from __future__ import annotations

import io
import signal
import sys
import threading
from types import FrameType
from typing import Final

_SIGNALS: Final = ("SIGINT", "SIGTERM", "SIGHUP")  # Windows knows no SIGHUP
_received: list[int] = []
_left = ["nothing is half-written"]


def promise(words: str) -> None:
    """State what an interrupted command leaves, where that is not nothing."""
    _left[:] = [words]


def was_asked_to_end() -> bool:
    """Tell whether a signal came, for libraries that turn KeyboardInterrupt into an error of their own."""
    return bool(_received)


def say_interrupted() -> None:
    """Say that a signal ended the command, on a line of its own after the terminal's ^C."""
    sys.stderr = sys.__stderr__ or sys.stderr
    print("\n" * sys.stderr.isatty() + f"campusmap: interrupted; {_left[0]}", file=sys.stderr)  # noqa: T201


def end_on_signals() -> None:
    """Raise KeyboardInterrupt for every signal that asks a command to end, so that each block tidies up."""
    for number in _numbers():
        if signal.getsignal(number) is not signal.SIG_IGN:  # nohup stays in force
            signal.signal(number, _end)


def _numbers() -> list[int]:
    return [int(getattr(signal, name)) for name in _SIGNALS if hasattr(signal, name)]


def _end(number: int, frame: FrameType | None) -> None:
    """End the workers, for which the way out would otherwise wait, and unwind.

    What breaks on the way out is no news: compiled modules print an exception raised while they are imported, and
    the pool's thread reports its workers' end as a fault. A second signal counts only during an import, where the
    first may have been swallowed.
    """
    import multiprocessing

    _received.append(number)
    sys.stderr = io.StringIO()
    threading.excepthook = lambda _: None
    if not _is_importing(frame):
        for other in _numbers():
            signal.signal(other, signal.SIG_IGN)
    for worker in multiprocessing.active_children():
        worker.terminate()
    raise KeyboardInterrupt


def _is_importing(frame: FrameType | None) -> bool:
    while frame is not None:
        if frame.f_code.co_filename == "<frozen importlib._bootstrap>":
            return True
        frame = frame.f_back
    return False
