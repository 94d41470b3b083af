"""One builder at a time on one kit."""

from __future__ import annotations

import os
import socket
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from campusmap.errors import LockedError
from campusmap.pipeline.output import make_folder, unwritable

# A lock file that is blank for longer was left by a builder that died between two system calls (tool default).
BLANK_S: Final = 5.0
WAIT_S: Final = 20.0  # for others to finish a change, which takes milliseconds (tool default)


@contextmanager
def hold_lock(target: Path) -> Iterator[None]:
    """Hold the lock of a kit folder; raise LockedError naming who holds it, InputError where none can be made.

    A lock is stale only when its process is gone from this same machine.
    """
    lock = target.parent / f".{target.name}.lock"
    make_folder(lock.parent)
    _create(lock)
    try:
        yield
    finally:
        lock.unlink(missing_ok=True)


@contextmanager
def hold_folder(lock: Path) -> Iterator[None]:
    """Hold a lock for the moment of a change; wait for others to let go of it, and raise LockedError in the end.

    The system holds it with the open file, so that it goes with a process that is killed. It works between the
    processes of one machine, and over a network drive as far as that keeps locks.
    """
    make_folder(lock.parent)
    give_up = time.monotonic() + WAIT_S
    with lock.open("a+b") as file:
        while not _has_locked(file.fileno()):
            if time.monotonic() > give_up:
                raise LockedError(f"{lock}: another program is changing this folder; wait for it to end")
            time.sleep(0.005)
        yield


def _has_locked(handle: int) -> bool:
    try:
        if sys.platform == "win32":
            import msvcrt

            os.lseek(handle, 0, os.SEEK_SET)
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _create(lock: Path) -> None:
    owner = f"{os.getpid()} {socket.gethostname()}"
    for _ in range(2):
        try:
            with lock.open("x", encoding="utf-8") as file:
                file.write(owner)
        except FileExistsError:
            _remove_if_stale(lock)
        except OSError as error:
            raise unwritable(lock.parent, error) from error
        else:
            return
    raise LockedError(f"{lock}: another build is writing this kit; wait for it to end")


def _remove_if_stale(lock: Path) -> None:
    try:
        text, age_s = lock.read_text("utf-8", errors="replace"), time.time() - lock.stat().st_mtime
    except OSError:  # it went in this moment
        return
    pid, _, host = text.partition(" ")
    gone = pid.isdecimal() and host == socket.gethostname() and not _is_running(int(pid))
    if gone or (not pid.isdecimal() and age_s > BLANK_S):
        lock.unlink(missing_ok=True)
        return
    holder = f"process {pid} on {host}" if pid.isdecimal() else "another build"
    fix = "wait for it to end, or delete this file if no such build runs"
    raise LockedError(f"{lock}: {holder} is writing this kit; {fix}")


def _is_running(pid: int) -> bool:
    if os.name == "nt":  # os.kill would end the process there; think it alive, and let a person remove the lock
        return True
    try:
        os.kill(pid, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        return True
    return True
