"""Share work on what stands in this process's memory with forked copies of it, where the platform can."""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import sys
import threading
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Any, Final, TypeVar

from campusmap.pipeline.limits import count_processors, die_with_parent
from campusmap.pipeline.sending import pack, unpack

Done = TypeVar("Done")
_PATIENCE_S: Final = 120.0  # how long a copy may work after this process has nothing left to do; tool default
_FAREWELL_S: Final = 2.0  # how long a copy that has answered may take to end; tool default
_NICE: Final = 5  # how far a copy steps back behind what is waited for; tool default
_TOKEN: Final = 2  # bytes of a task's number in the queue


def share_work(tasks: Sequence[Callable[[], Done]], own: int = 0) -> list[Done]:
    """Return what each task makes, in order; the costliest should stand first.

    Tasks must not lean on one another. This process works, too: it does the first ``own`` tasks, which share their own
    work, as a copy cannot, and for which copies step back; and whatever a copy failed to do, died over or kept too
    long, so that an error is raised here as if nobody had helped.
    """
    if len(tasks) < 2 or not may_fork():
        return [_as_sent(task()) for task in tasks]
    helpers = min(count_processors(), len(tasks)) - 1
    with _settled(), _queue(own, len(tasks)) as queue, _helpers(tasks, queue, helpers, own > 0) as answers:
        done = {number: _as_sent(tasks[number]()) for number in range(own)}
        done |= {number: _as_sent(result) for number, result in _work(tasks, queue)}
        for answer in answers:
            with suppress(EOFError, OSError):
                done |= unpack(answer.recv_bytes()) if answer.poll(_PATIENCE_S) else {}
    return [done[n] if n in done else _as_sent(tasks[n]()) for n in range(len(tasks))]


@contextmanager
def work_aside(task: Callable[[], Done]) -> Iterator[Callable[[], Done]]:
    """Let a copy of this process do a task during a block, in time that others leave; yield what waits for its result.

    What no copy could do, is done when it is asked for. The copy ends with the block.
    """
    if not may_fork():
        yield lambda: _as_sent(task())
        return
    with ExitStack() as stack:
        queue = stack.enter_context(_queue(0, 1))
        [answer] = stack.enter_context(_helpers([task], queue, 1, True))

        def finish() -> Done:
            done: dict[int, Done] = {}
            with suppress(EOFError, OSError):
                done = unpack(answer.recv_bytes()) if answer.poll(_PATIENCE_S) else {}
            if done:
                return done[0]
            stack.close()  # a copy that is only slow would go on writing where this process now does
            return _as_sent(task())

        yield finish


def _as_sent(done: Done) -> Done:
    """Return a result as a copy of us would send it.

    A live shape still holds the grid that it was rounded to, and later steps would compute on it.
    """
    sent: Done = unpack(pack(done))
    return sent


def may_fork() -> bool:
    """Tell whether copies help and are harmless: several processors, Linux, and no other thread of ours."""
    several = sys.platform == "linux" and count_processors() > 1
    return several and threading.active_count() == 1 and not multiprocessing.current_process().daemon


@contextmanager
def _settled() -> Iterator[None]:
    """Have the garbage collector pass by what stands in memory: to walk it would copy it for every process."""
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()


@contextmanager
def _queue(first: int, stop: int) -> Iterator[int]:
    """Yield the end of a pipe that holds the tasks' numbers: whoever reads one, does that task."""
    reader, writer = os.pipe()
    os.write(writer, b"".join(n.to_bytes(_TOKEN, "big") for n in range(first, stop)))
    os.close(writer)
    try:
        yield reader
    finally:
        os.close(reader)


def _work(tasks: Sequence[Callable[[], Done]], queue: int) -> Iterator[tuple[int, Done]]:
    while token := os.read(queue, _TOKEN):
        number = int.from_bytes(token, "big")
        yield number, tasks[number]()


@contextmanager
def _helpers(
    tasks: Sequence[Callable[[], Done]], queue: int, count: int, step_back: bool
) -> Iterator[list[Connection]]:
    """Start copies of this process that take tasks, and yield where each will answer; none outlives the block.

    Those that ``step_back`` work in time that others leave.
    """
    context = multiprocessing.get_context("fork")
    helpers: list[BaseProcess] = []
    answers: list[Connection] = []
    try:
        for _ in range(count):
            answer, sender = context.Pipe(duplex=False)
            helper = context.Process(target=_help, args=(tasks, queue, sender, os.getpid(), step_back), daemon=True)
            with warnings.catch_warnings():
                warnings.simplefilter("ignore", DeprecationWarning)  # threads of libraries, which stand still here
                helper.start()
            sender.close()
            helpers.append(helper)
            answers.append(answer)
        yield answers
    except BaseException:
        for each in helpers:
            each.kill()
        raise
    finally:
        for each in helpers:
            each.join(_FAREWELL_S)
            each.kill()
            each.join()
        for answer in answers:
            answer.close()


def _die_with(parent: int) -> None:
    """Have the system end this copy when the process that was called is killed: it must not write on."""
    die_with_parent()
    if os.getppid() != parent:  # it is gone already
        os._exit(1)


def _help(tasks: Sequence[Callable[[], Any]], queue: int, sender: Connection, parent: int, step_back: bool) -> None:
    _die_with(parent)
    os.nice(_NICE if step_back else 0)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C goes to all; the one that was called ends the others
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    done: dict[int, Any] = {}
    with suppress(Exception):  # the process that was called does it again, and says what is wrong
        for number, result in _work(tasks, queue):
            done |= {number: result}
    sender.send_bytes(pack(done))
