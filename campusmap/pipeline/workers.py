"""Processes that work side by side, started so that neither the caller's script nor Ctrl-C reaches them."""

from __future__ import annotations

import ctypes
import gc
import multiprocessing
import os
import pickle
import signal
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager, suppress
from multiprocessing import resource_tracker
from types import ModuleType
from typing import TypeVar

Job = TypeVar("Job")
Done = TypeVar("Done")

# What every worker needs: imported once, in the server that the workers are forked from.
_PRELOAD = ["campusmap.ingest.dxf", "campusmap.rooms.assemble", "campusmap.georeference.align"]
_alone = False  # whether this process is a worker itself, and does its jobs one after another


def warm_up() -> None:
    """Let the workers' imports begin now, beside the caller's own, where the platform can fork from a server."""
    if (os.cpu_count() or 1) > 1 and "forkserver" in multiprocessing.get_all_start_methods():
        from multiprocessing import forkserver

        _context()
        with _undisturbed():
            forkserver.ensure_running()


def preload(*modules: str) -> None:
    """Let the server that workers are forked from import more, if it has not started yet."""
    _PRELOAD.extend(module for module in modules if module not in _PRELOAD)


def return_memory() -> None:
    """Give memory that is no longer in use back to the system, where the C library can: workers will want it."""
    gc.collect()
    if sys.platform == "linux":
        with suppress(OSError, AttributeError):  # not every C library has it
            ctypes.CDLL(None).malloc_trim(0)


def work_side_by_side(function: Callable[[Job], Done], jobs: Iterable[Job]) -> list[Done]:
    """Return what ``function`` makes of each job, in order; the first error is raised."""
    waiting = list(jobs)
    workers = min(os.cpu_count() or 1, len(waiting))
    if workers < 2 or _alone:
        return [_as_sent(function(job)) for job in waiting]
    with ProcessPoolExecutor(workers, mp_context=_context()) as pool:
        with _hidden_main(), _undisturbed():
            results = pool.map(function, waiting)
        return list(results)


def _as_sent(done: Done) -> Done:
    """Return a result as another process would send it.

    A live shape still holds the grid that it was rounded to, and computes on it; one that was sent does not.
    """
    sent: Done = pickle.loads(pickle.dumps(done))  # noqa: S301 - our own, and never stored
    return sent


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
