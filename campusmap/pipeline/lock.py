"""One builder at a time on one kit."""

from __future__ import annotations

import os
import socket
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
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

    The lock file names its owner: process, host, when it took the lock, and the kernel's own start time of the process
    where there is one. A lock is stale only when its process is gone from this same machine; a number that another
    process has since been given does not keep it.
    """
    lock = target.parent / f".{target.name}.lock"
    make_folder(lock.parent)
    _create(lock)
    try:
        yield
    finally:
        _release(lock)


def _release(lock: Path) -> None:
    """Delete the lock if it is still ours: somebody may have deleted it, and another build taken it since."""
    try:
        if lock.read_text("utf-8", errors="replace").split()[:2] == _owner().split()[:2]:
            lock.unlink(missing_ok=True)
    except OSError:  # there is none
        return


def _owner() -> str:
    taken = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return f"{os.getpid()} {socket.gethostname()} {taken} {_started(os.getpid())}".strip()


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
    for _ in range(2):
        try:
            with _alone(lock.parent):
                _remove_if_stale(lock)
                _write(lock)
        except FileExistsError:  # made in this moment, on a system where nobody is kept waiting
            continue
        except OSError as error:
            raise unwritable(lock.parent, error) from error
        else:
            return
    raise LockedError(f"{lock}: another build is writing this kit; wait for it to end")


def _write(lock: Path) -> None:
    file = lock.open("x", encoding="utf-8")
    try:
        with file:
            file.write(_owner())
    except BaseException:
        lock.unlink(missing_ok=True)
        raise


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Keep other builders of this machine waiting while a stale lock makes way for a new one, where the system can.

    Two that find the same stale lock would else both delete it, the second one the lock that the first has just made.
    """
    try:
        import fcntl
    except ImportError:  # Windows, where no lock is ever taken for stale
        yield
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        with suppress(OSError):  # a file system without such locks
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _remove_if_stale(lock: Path) -> None:
    try:
        text, age_s = lock.read_text("utf-8", errors="replace"), time.time() - lock.stat().st_mtime
    except OSError:  # there is none
        return
    pid, host, taken, started = (*text.split(), "", "", "", "")[:4]
    gone = pid.isdecimal() and host == socket.gethostname() and not _is_running(int(pid), started)
    if gone or (not pid.isdecimal() and age_s > BLANK_S):
        lock.unlink(missing_ok=True)
        return
    since = f" since {taken}" if taken else ""
    holder = f"process {pid} on {host}" if pid.isdecimal() else "another build"
    fix = "wait for it to end, or delete this file if no such build runs"
    raise LockedError(f"{lock}: {holder} is writing this kit{since}; {fix}")


def _is_running(pid: int, started: str) -> bool:
    if os.name == "nt":  # os.kill would end the process there; think it alive, and let a person remove the lock
        return True
    try:
        os.kill(pid, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        pass
    now = _started(pid)
    return now != "ended" and (not started or not now or now == started)


def _started(pid: int) -> str:
    """Return when the kernel started a process, in its own ticks; "ended" for a dead one that still has its number.

    Source: proc_pid_stat(5), fields 3 and 22. Elsewhere than on Linux it is "".
    """
    try:
        fields = Path(f"/proc/{pid}/stat").read_text("ascii", "replace").rpartition(")")[2].split()
    except OSError:
        return ""
    return "ended" if fields[0] in "ZX" else fields[19]
