"""Readers that go wrong in every way a reader can; run in a process of its own, never in the test's."""

from __future__ import annotations

import multiprocessing
import os
import signal
import time
from pathlib import Path

from campusmap.errors import InputError
from campusmap.pipeline.workers import read_apart


class NoRecord:
    """What a reader that was taken over might hand back: it would run a function where it is unpacked."""

    def __reduce__(self) -> tuple[object, tuple[str]]:
        return os.system, ("exit 7",)


def length(path: Path) -> int:
    return len(path.read_bytes())


def refuse(path: Path) -> None:
    raise InputError(path.name, "is no good", "mend it", "line 3", code="test.bad")


def eat_memory(_: Path) -> int:
    return len([bytes(50_000_000) for _ in range(10_000)])


def spin(_: Path) -> None:
    while True:
        pass


def sleep(path: Path) -> None:
    path.with_suffix(".pid").write_text(f"{os.getpid()} {multiprocessing.parent_process().pid}")  # type: ignore[union-attr]
    time.sleep(600)


def crash(_: Path) -> None:
    os.kill(os.getpid(), signal.SIGSEGV)


def be_killed(_: Path) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def leave(_: Path) -> None:
    os._exit(0)


def raise_anything(_: Path) -> None:
    raise KeyError("an odd\nkey")


def recurse(path: Path) -> int:
    return 1 + recurse(path)


def hand_back_code(_: Path) -> NoRecord:
    return NoRecord()


def wait_for_sleeper(path: Path) -> None:
    read_apart(sleep, path, name="sleeper")
