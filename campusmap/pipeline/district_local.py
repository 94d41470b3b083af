"""The campuses of a district in processes on this machine: one each, so that memory stays flat."""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing import Pipe, parent_process
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from types import FrameType
from typing import Final

from campusmap.model.district import CampusJob, Done, Outcome, done_to_json, json_to_done
from campusmap.pipeline.district_records import fail
from campusmap.pipeline.workers import preload, start_process

# A campus that takes longer is ended and told; the largest known takes some two minutes. Tool default.
LIMIT_S: Final = 1800.0
# What every campus needs and imports late: once, in the server that the workers are forked from.
_PRELOAD: Final = (
    "campusmap.pipeline.district_child", "campusmap.render.pdf", "campusmap.render.web.page", "campusmap.rules.run",
    "campusmap.rules.registry",
)  # fmt: skip
# How long an ended worker may tidy up before it is killed (tool default).
_TIDY_S: Final = 4.0


@dataclass(frozen=True, slots=True)
class _Running:
    job: CampusJob
    process: BaseProcess
    started: float


def run_local(jobs: Iterable[CampusJob], workers: int, limit_s: float = LIMIT_S) -> Iterator[Done]:
    """Build each campus in a process of its own, at most ``workers`` at a time; yield each as it is done.

    A process that dies or exceeds ``limit_s`` takes nothing but its own campus with it.
    """
    preload(*_PRELOAD)
    waiting, running = iter(jobs), dict[Connection, _Running]()
    try:
        while True:
            _fill(running, waiting, workers)
            if not running:
                return
            for answer in wait(list(running), timeout=1.0):
                assert isinstance(answer, Connection)  # noqa: S101 - only pipes are waited for
                yield _collect(answer, running.pop(answer))
            yield from _end_overdue(running, limit_s)
    finally:
        _end(running)


def _fill(running: dict[Connection, _Running], waiting: Iterator[CampusJob], workers: int) -> None:
    while len(running) < workers and (job := next(waiting, None)) is not None:
        ours, theirs = Pipe(duplex=False)
        running[ours] = _Running(job, start_process(serve, (job, theirs)), time.monotonic())
        theirs.close()


def _collect(answer: Connection, worker: _Running) -> Done:
    try:
        done = json_to_done(answer.recv_bytes().decode("ascii"))
        worker.process.join(_TIDY_S)
    except (EOFError, OSError):
        worker.process.join(_TIDY_S)
        done = _fail(worker, f"its worker ended without an answer ({_say_exit(worker.process.exitcode)})")
    answer.close()
    if worker.process.is_alive():
        worker.process.kill()
    return done


def _say_exit(code: int | None) -> str:
    if code is not None and code < 0:
        return f"signal {-code}" + (": the memory may not have sufficed" if code == -9 else "")
    return f"exit code {code}"


def _fail(worker: _Running, problem: str) -> Done:
    words = f"{problem}; build this campus alone with `campusmap build`"
    return Done(fail(worker.job, Outcome.FAILED, words), round(time.monotonic() - worker.started, 2))


def _end_overdue(running: dict[Connection, _Running], limit_s: float) -> Iterator[Done]:
    now = time.monotonic()
    for answer in [answer for answer, worker in running.items() if now - worker.started > limit_s]:
        worker = running.pop(answer)
        _end({answer: worker})
        yield _fail(worker, f"it took longer than {limit_s:g} s and was ended")


def _end(running: dict[Connection, _Running]) -> None:
    """Ask workers to tidy up and end; kill those that do not."""
    for worker in running.values():
        worker.process.terminate()
    deadline = time.monotonic() + _TIDY_S
    for answer, worker in running.items():
        worker.process.join(max(0.1, deadline - time.monotonic()))
        if worker.process.is_alive():
            worker.process.kill()
        answer.close()


def serve(job: CampusJob, answer: Connection) -> None:
    """Build one campus and send its row: what a worker process does."""
    signal.signal(signal.SIGTERM, _leave)
    threading.Thread(target=_end_with_the_parent, daemon=True).start()
    from campusmap.pipeline.district_child import build_campus

    done = build_campus(job)
    with suppress(OSError):  # nobody waits for it any more
        answer.send_bytes(done_to_json(done).encode("ascii"))


def _leave(number: int, _frame: FrameType | None) -> None:
    sys.exit(128 + number)


def _end_with_the_parent() -> None:
    parent = parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)
