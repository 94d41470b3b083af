"""One builder at a time on one kit."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from campusmap.errors import LockedError


@contextmanager
def hold_lock(target: Path) -> Iterator[None]:
    """Hold the lock of a kit folder; raise LockedError naming who holds it.

    A lock is stale only when its process is gone from this same machine.
    """
    lock = target.parent / f".{target.name}.lock"
    lock.parent.mkdir(parents=True, exist_ok=True)
    _create(lock)
    try:
        yield
    finally:
        lock.unlink(missing_ok=True)


def _create(lock: Path) -> None:
    owner = f"{os.getpid()} {socket.gethostname()}"
    for _ in range(2):
        try:
            with lock.open("x", encoding="utf-8") as file:
                file.write(owner)
        except FileExistsError:
            _remove_if_stale(lock)
        else:
            return
    raise LockedError(f"{lock}: another build is writing this kit; wait for it to end")


def _remove_if_stale(lock: Path) -> None:
    text = lock.read_text("utf-8") if lock.exists() else ""
    pid, _, host = text.partition(" ")
    if not pid.isdigit() or (host == socket.gethostname() and not _is_running(int(pid))):
        lock.unlink(missing_ok=True)
        return
    raise LockedError(f"{lock}: process {pid} on {host} is writing this kit; wait for it to end")


def _is_running(pid: int) -> bool:
    if os.name == "nt":  # os.kill would end the process there; think it alive, and let a person remove the lock
        return True
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
