"""Ctrl-C, a closed terminal and `kill` all end a command the same way: workers first, then a clean exit."""

from __future__ import annotations

import io
import signal
import sys
import threading
import time
from types import FrameType
from typing import Final

_SIGNALS: Final = ("SIGINT", "SIGTERM", "SIGHUP")  # Windows knows no SIGHUP
_CAN_WAIT: Final = hasattr(signal, "setitimer")  # nor a timer
_AGAIN_S: Final = 0.01  # between two looks whether an import has ended
_PATIENCE_S: Final = 3.0  # for imports, before a command ends in the midst of one
_received: list[float] = []  # when signals came
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


def _end(_: int, frame: FrameType | None) -> None:
    """Begin to end: no other signal counts from here on, but where the first may be swallowed for want of a timer.

    What breaks on the way out is no news: the pool's thread reports its workers' end as a fault.
    """
    _received.append(time.monotonic())
    sys.stderr = io.StringIO()
    threading.excepthook = lambda _: None
    sys.unraisablehook = _raise_again
    if _CAN_WAIT:
        signal.signal(signal.SIGALRM, lambda _, later: _unwind(later))
    if _CAN_WAIT or not _is_importing(frame):
        for other in _numbers():
            signal.signal(other, signal.SIG_IGN)
    _unwind(frame)


def _unwind(frame: FrameType | None) -> None:
    """End the workers, for which the way out would otherwise wait, and unwind; not before an import has ended.

    Libraries pass over whatever is raised while they try to import something.
    """
    if _CAN_WAIT and _is_importing(frame) and time.monotonic() - _received[0] < _PATIENCE_S:
        signal.setitimer(signal.ITIMER_REAL, _AGAIN_S)
        return
    import multiprocessing

    for worker in multiprocessing.active_children():
        worker.terminate()
    raise KeyboardInterrupt


def _raise_again(swallowed: sys.UnraisableHookArgs) -> None:
    """Raise the exception again that came where the interpreter can only drop it, as in the end of an object."""
    if _CAN_WAIT and issubclass(swallowed.exc_type, KeyboardInterrupt):
        signal.setitimer(signal.ITIMER_REAL, _AGAIN_S)


def _is_importing(frame: FrameType | None) -> bool:
    while frame is not None:
        if frame.f_code.co_filename == "<frozen importlib._bootstrap>":
            return True
        frame = frame.f_back
    return False
