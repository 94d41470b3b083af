"""What a process that reads a file may use: the one module of what only POSIX has.

Linux holds a process to its memory and its processor time. macOS ignores the first, and Windows knows neither: there
the time that passes, which the parent watches everywhere, is the only limit. A busy machine must not make a drawing
unreadable, so that where processor time is counted the time that passes may be WAITING times as long.
"""

from __future__ import annotations

import ctypes
import math
import os
import signal
import sys
from contextlib import suppress
from typing import Final

CAN_FORK: Final = sys.platform == "linux"  # elsewhere system libraries do not bear it


WAITING: Final = 4.0 if sys.platform != "win32" else 1.0  # tool default: four busy programs on one processor


def count_processors() -> int:
    """Return on how many processors this process may run."""
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1


def read_seconds() -> float:
    """Return how long one file may take, in seconds: 90, or CAMPUSMAP_READ_SECONDS (for slow machines)."""
    return _setting("CAMPUSMAP_READ_SECONDS", 90.0)


def patience_seconds() -> float:
    """Return how long the parent waits for one file, in seconds."""
    return read_seconds() * WAITING


def read_megabytes() -> float:
    """Return how much memory reading one file may take, in MiB: 2048, or CAMPUSMAP_READ_MB."""
    return _setting("CAMPUSMAP_READ_MB", 2048.0)


def _setting(name: str, usual: float) -> float:
    try:
        value = float(os.environ.get(name, ""))
    except ValueError:
        return usual
    return value if value > 0 and math.isfinite(value) else usual


def limit_memory(megabytes: float) -> None:
    """Hold this process to an address space, where the platform can."""
    if sys.platform == "linux":
        import resource

        with suppress(OSError, ValueError):  # a stricter limit is in force
            most = int(megabytes * 1024 * 1024)
            resource.setrlimit(resource.RLIMIT_AS, (most, most))
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # a core file would hold the drawing


def limit_time(seconds: float) -> None:
    """End this process once it has computed for so long from now on, where the platform can."""
    if sys.platform != "win32":
        import resource

        used = resource.getrusage(resource.RUSAGE_SELF)
        hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
        with suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_CPU, (math.ceil(used.ru_utime + used.ru_stime + seconds) + 1, hard))


def die_with_parent() -> None:
    """Let the kernel end this process when the one that started it ends, where the platform can."""
    if sys.platform == "linux":
        with suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(1, signal.SIGKILL)  # PR_SET_PDEATHSIG


def is_time_signal(exitcode: int | None) -> bool:
    """Tell whether a process was ended by its limit of processor time."""
    return hasattr(signal, "SIGXCPU") and exitcode == -signal.SIGXCPU


def lead_group() -> None:
    """Make this process the head of a group of its own, so that what it starts can be ended with it."""
    if hasattr(os, "setpgid"):
        os.setpgid(0, 0)


def end_group(pid: int) -> None:
    """End a process that leads a group, and all that it started, at once; where there are no groups, do nothing."""
    if hasattr(os, "killpg"):
        with suppress(OSError):
            os.killpg(pid, signal.SIGKILL)
