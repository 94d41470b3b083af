"""Processes that work side by side, started so that neither the caller's script nor Ctrl-C reaches them."""

from __future__ import annotations

import ctypes
import gc
import multiprocessing
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from multiprocessing import resource_tracker
from multiprocessing.connection import wait
from types import ModuleType
from typing import Any, TypeVar

from campusmap.errors import CampusmapError, InputError
from campusmap.pipeline.guard import Reader
from campusmap.pipeline.limits import CAN_FORK, count_processors

Job = TypeVar("Job")
Done = TypeVar("Done")

# What every worker needs: imported once, in the server that the workers are forked from.
_PRELOAD = ["campusmap.ingest.dxf", "campusmap.rooms.assemble", "campusmap.georeference.align"]
_FOR_SMALL_FILES = ["campusmap.ingest.project", "campusmap.ingest.tables", "campusmap.ingest.vector"]
_FOR_TABLES = ["campusmap.ingest.tables"]  # what people change from one build to the next
_alone = False  # whether this process is a worker itself, and does its jobs one after another


def warm_up(*, drawings: bool = True) -> None:
    """Let the workers' imports begin now, beside the caller's own, where the platform can fork from a server.

    Without ``drawings``, nothing but tables is likely to be read; a worker that has to, imports what it needs itself.
    """
    if not drawings:
        _PRELOAD[:] = _FOR_TABLES
    if count_processors() > 1 and "forkserver" in multiprocessing.get_all_start_methods():
        from multiprocessing import forkserver

        _context()
        with _undisturbed():
            forkserver.ensure_running()


def preload(*modules: str) -> None:
    """Let the server that workers are forked from import more, if it has not started yet."""
    _PRELOAD.extend(module for module in modules if module not in _PRELOAD)


def return_memory() -> None:
    """Give memory that is no longer in use back to the system, where the C library can: copies will want it."""
    gc.collect()
    if sys.platform == "linux":
        with suppress(OSError, AttributeError):  # not every C library has it
            ctypes.CDLL(None).malloc_trim(0)


def work_side_by_side(
    function: Callable[[Job], Done],
    jobs: Iterable[Job],
    name: Callable[[Job], str] = lambda _: "the input",
    tell: Callable[[Done], None] = lambda _: None,
) -> list[Done]:
    """Return what ``function`` makes of each job, in order, each within the limits on what reading a file may take.

    Every job is tried, whatever becomes of the others; then the first error is raised, or one that tells them all.
    ``name`` is what errors call a job's file; ``tell`` is told each result as it comes.
    """
    waiting = list(jobs)
    results: list[Any] = [None] * len(waiting)
    todo = list(enumerate(waiting))[::-1]
    busy: dict[Any, tuple[Reader, int]] = {}
    try:
        while todo or busy:
            while todo and len(busy) < (1 if _alone else count_processors()):
                index, job = todo.pop()
                reader = _take_reader()
                busy[reader.pipe] = reader, index
                reader.begin((function, (job,)), name(job))
            for reader, index in _ready(busy):
                results[index] = reader.finish()
                del busy[reader.pipe]
                _put_back(reader)
                if not isinstance(results[index], CampusmapError):
                    tell(results[index])
    finally:
        for reader in [*(reader for reader, _ in busy.values()), *_idle]:
            reader.end()
        _idle.clear()
    _raise_errors([result for result in results if isinstance(result, CampusmapError)])
    return results


def _ready(busy: dict[Any, tuple[Reader, int]]) -> list[tuple[Reader, int]]:
    """Wait until some readers have answered, died or used up their time, and return them."""
    soonest = min(reader.until for reader, _ in busy.values())
    answered = wait(list(busy), max(0.0, soonest - time.monotonic()))
    late = time.monotonic()
    return [both for pipe, both in busy.items() if pipe in answered or both[0].until <= late]


def _raise_errors(errors: list[CampusmapError]) -> None:
    """Raise the only error as it is, several as one that lists them."""
    refusals = list({str(error): error for error in errors if isinstance(error, InputError)}.values())
    if len(refusals) < 2:
        for error in errors:
            raise error
        return
    listed = "\n".join(f"  {error.signed}" for error in refusals)
    fix = f"mend each of these:\n{listed}"
    raise InputError(f"{len(refusals)} files", "cannot be used", fix, code="reader.several")


def read_apart(function: Callable[..., Done], *arguments: Any, name: str) -> Done:
    """Return what a reader makes of one file, in a process of its own within limits; ``name`` is what errors call it.

    One process reads file after file, so that a small table does not cost the start of an interpreter.
    """
    reader = _take_reader()
    try:
        reader.begin((function, arguments), name)
        result = reader.finish()
    except BaseException:
        reader.end()
        raise
    _put_back(reader)
    if isinstance(result, CampusmapError):
        raise result
    return result  # type: ignore[no-any-return]


@contextmanager
def begin_apart(function: Callable[..., Done], *arguments: Any, name: str) -> Iterator[Callable[[], Done]]:
    """Let a process of its own read one file during a block, beside all others; yield what waits for its result."""
    with _hidden_main(), _undisturbed():
        reader = Reader(_context())

    def finish() -> Done:
        result = reader.finish()
        if isinstance(result, CampusmapError):
            raise result
        return result  # type: ignore[no-any-return]

    try:
        reader.begin((function, arguments), name)
        yield finish
    finally:
        reader.end()


def run_forked(function: Callable[..., Done], *arguments: Any, name: str) -> Done:
    """Return what a command makes of its only file, in a copy of this process within limits; else in this one.

    Nothing is imported twice, and a drawing's many strokes need not be handed from process to process.
    """
    if not CAN_FORK:
        return function(*arguments)
    reader = Reader(multiprocessing.get_context("fork"), may_start_others=True)
    try:
        reader.begin((function, arguments), name)
        result = reader.finish()
    finally:
        reader.end()
    if isinstance(result, CampusmapError):
        raise result
    return result  # type: ignore[no-any-return]


def copy_early(*modules: str) -> Reader | None:
    """Copy this process, which has imported next to nothing yet, into one that imports beside it; None if it cannot."""
    if not CAN_FORK or count_processors() < 2:
        return None
    with _undisturbed():
        return Reader(multiprocessing.get_context("fork"), modules=modules)


def read_small_early() -> None:
    """Let what reads small files be imported now, in a copy of this process that then reads the first of them."""
    reader = copy_early(*_FOR_SMALL_FILES, "campusmap.ingest.ledger")
    if reader is not None:
        _put_back(reader)


_idle: list[Reader] = []


def _take_reader() -> Reader:
    """Return a process that waits for files, or start one."""
    while _idle:
        reader = _idle.pop()
        if reader.process.is_alive():
            return reader
        reader.end()
    with _hidden_main(), _undisturbed():
        return Reader(_context())


def _put_back(reader: Reader) -> None:
    if not reader.pipe.closed:
        _idle.append(reader)


def work_alone() -> None:
    """Let this process do its jobs one after another: its neighbours keep the other processors busy."""
    global _alone  # noqa: PLW0603
    _alone = True


def start_process(function: Callable[..., None], args: tuple[object, ...]) -> multiprocessing.process.BaseProcess:
    """Start a process of its own for one call; the caller joins it, and ends it with a signal that it can heed."""
    context = _context()
    with _hidden_main(), _undisturbed():
        process = context.Process(target=function, args=args)  # type: ignore[attr-defined]
        process.start()
    return process  # type: ignore[no-any-return]


def _context() -> multiprocessing.context.BaseContext:
    if _alone and CAN_FORK:  # it has imported all that its readers need, and is thrown away itself
        return multiprocessing.get_context("fork")
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(_PRELOAD)
    return context


@contextmanager
def _hidden_main() -> Iterator[None]:
    """Start workers without the caller's main module: they have no use for it, and it may not bear a second run."""
    main = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = main


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Start workers whole: a signal waits till then, and Ctrl-C, which goes to all, does not reach them at all."""
    if threading.current_thread() is not threading.main_thread() or not hasattr(signal, "pthread_sigmask"):
        yield
        return
    resource_tracker.ensure_running()  # starting it later would lift the mask that is set below
    waiting: list[int] = []
    stops = (signal.SIGINT, signal.SIGTERM)
    before = {stop: signal.signal(stop, lambda number, _: waiting.append(number)) for stop in stops}
    mask = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})  # workers inherit it
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, mask)
        for stop, handler in before.items():
            signal.signal(stop, handler)
        for first in waiting[:1]:
            signal.raise_signal(first)
