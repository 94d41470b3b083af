"""Files are read in processes of their own, within limits; whatever happens there ends in one sentence here.

Every reading has one of four outcomes: accepted; accepted with notices (the record's own); refused (InputError, or
FaultError where no reader foresaw it); limit exceeded (LimitError).
"""

from __future__ import annotations

import gc
import io
import multiprocessing
import os
import pickle
import signal
import threading
import time
import traceback
from collections.abc import Callable, Sequence
from importlib import import_module
from multiprocessing.connection import Connection, wait
from typing import Any, Final

from campusmap.errors import CampusmapError, FaultError, InputError, LimitError
from campusmap.pipeline import limits

Job = tuple[Callable[..., Any], tuple[Any, ...]]
CHECK: Final = "open it in the program it comes from and export it again, or split it"
REPORT: Final = "this is a fault of campusmap or of the file: export it again, and report it if that does not help"


class Reader:
    """A process that reads one file after another, each within the limits."""

    def __init__(
        self,
        context: multiprocessing.context.BaseContext,
        *,
        may_start_others: bool = False,
        modules: Sequence[str] = (),
    ) -> None:
        """Start the process; it imports ``modules`` before it takes its first file."""
        self.pipe, theirs = context.Pipe()
        self.limits = limits.read_seconds(), limits.read_megabytes()
        process = context.Process  # type: ignore[attr-defined]
        ours = (theirs, *self.limits, modules, gc.get_threshold()[0])
        self.process = process(target=serve, args=ours, daemon=not may_start_others)
        self.process.start()
        theirs.close()
        self.file, self.until = "", 0.0

    def begin(self, job: Job, file: str) -> None:
        """Hand a file to the process."""
        self.file, self.until = file, time.monotonic() + limits.patience_seconds()
        try:
            self.pipe.send_bytes(pickle.dumps(job, 5))
        except OSError:  # it has died in between; finish() says of what
            self.until = 0.0

    def finish(self) -> Any:
        """Return what the process made of its file, or the error that it ended in; wait for it within the limit."""
        left = max(0.0, self.until - time.monotonic())
        if not wait([self.pipe, self.process.sentinel], left) and self.process.is_alive():
            self.end()
            return self._too_long()
        try:
            return load(self.pipe.recv_bytes(), self.file)
        except (EOFError, OSError):
            return self._explain_death()

    def end(self) -> None:
        """End the process, and all that it started, at once."""
        if self.pipe.closed:
            return
        if self.process.is_alive() and self.process.pid is not None:
            limits.end_group(self.process.pid)
            self.process.kill()
        self.process.join()
        self.pipe.close()

    def _too_long(self) -> LimitError:
        problem = f"takes more than {limits.read_seconds():g} s to read"
        return LimitError(self.file, problem, f"{CHECK} (CAMPUSMAP_READ_SECONDS allows more)", code="limit.time")

    def _explain_death(self) -> InputError:
        self.process.join(5.0)
        code = self.process.exitcode
        self.end()
        return self._too_long() if limits.is_time_signal(code) else explain_death(self.file, code)


def explain_death(file: str, exitcode: int | None) -> InputError:
    """Say that the process that read a file ended without an answer: killed for its memory, or crashed."""
    if exitcode == -9:  # Linux ends what has eaten the machine's memory so
        return LimitError(file, "was too much to read: the system stopped the reading", CHECK, code="limit.killed")
    problem = f"made the program that reads it crash (exit code {exitcode})"
    return FaultError(file, problem, REPORT, code="reader.crash")


# -- in the process that reads ----------------------------------------------------------------------------------------


def serve(pipe: Connection, seconds: float, megabytes: float, modules: Sequence[str], collect_every: int) -> None:
    """Read files as they are handed in, each within the limits, until the other end is closed.

    ``collect_every`` is after how many new objects garbage is looked for, as in the parent.
    """
    gc.set_threshold(collect_every)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)  # a copy of a process that was just putting signals off would live on
    limits.lead_group()
    limits.die_with_parent()
    threading.Thread(target=leave_with_parent, daemon=True).start()
    limits.limit_memory(megabytes)
    for module in modules:
        import_module(module)
    while True:
        try:
            job = pipe.recv_bytes()
        except (EOFError, OSError):
            return
        limits.limit_time(seconds)
        pipe.send_bytes(answer(job))


def leave_with_parent() -> None:
    """End this process, and all that it started, when the one that it works for has ended."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        limits.end_group(os.getpid())
        os._exit(1)


def answer(job: bytes) -> bytes:
    """Return what a reader makes of a file, or how it failed, as bytes."""
    try:
        function, arguments = pickle.loads(job)  # noqa: S301 - from our own parent
        return pickle.dumps(("done", function(*arguments)), 5)
    except CampusmapError as refusal:
        return pickle.dumps(("refused", refusal), 5)
    except Exception as fault:  # the last wall: a library may raise anything
        return pickle.dumps(sort_fault(fault), 5)


def sort_fault(fault: Exception) -> tuple[str, Any]:
    """Tell want of memory and the system's refusals from what no reader foresaw."""
    if isinstance(fault, MemoryError) or "bad_alloc" in str(fault):  # how GEOS passes on that memory ran out
        return "memory", ""
    if isinstance(fault, OSError) and fault.errno is not None:
        return "system", f"cannot be read ({fault.strerror})"
    return "fault", describe(fault)


def describe(fault: Exception) -> tuple[str, str]:
    """Return what an unforeseen exception says, on one line, and where it came from."""
    said = " ".join(str(fault).split())[:160]
    return f"{type(fault).__name__}: {said}".rstrip(": "), traceback.format_exc()


# -- in the process that asks -----------------------------------------------------------------------------------------


def load(data: bytes, file: str) -> Any:
    """Return the record in an answer, or the error that it tells of."""
    try:
        kind, content = Records(io.BytesIO(data)).load()
    except MemoryError:
        kind, content = "memory", ""
    except Exception as fault:  # a reader that was taken over may answer anything
        return FaultError(file, f"made its reader answer nonsense ({fault})", REPORT, code="reader.answer")
    if kind == "memory":
        problem = f"takes more than {limits.read_megabytes():,.0f} MB of memory to read"
        return LimitError(file, problem, f"{CHECK} (CAMPUSMAP_READ_MB allows more)", code="limit.memory")
    if kind == "system":
        return InputError(file, content, "check that it is there and that you may read it", code="reader.system")
    if kind == "fault":
        error = FaultError(file, f"ran into an unexpected error ({content[0]})", REPORT, code="reader.fault")
        error.add_note(content[1])
        return error
    return content


class Records(pickle.Unpickler):
    """Takes records only: a reader that a hostile file has taken over cannot make its parent run anything.

    Of our own modules and of the standard library it makes instances of classes; of numpy and shapely what arrays and
    shapes are made with.
    """

    def find_class(self, module: str, name: str) -> Any:
        """Return a class of a record, or what makes one; raise UnpicklingError for anything else."""
        found = super().find_class(module, name) if module.partition(".")[0] in TRUSTED else None
        if isinstance(found, type) or (module, name) in MAKERS:
            return found
        raise pickle.UnpicklingError(f"{module}.{name} is no record")


TRUSTED: Final = frozenset({
    "campusmap", "builtins", "collections", "datetime", "decimal", "pathlib", "numpy", "shapely", "types", "zoneinfo",
})  # fmt: skip
MAKERS: Final = frozenset({
    ("numpy._core.multiarray", "_reconstruct"), ("numpy._core.multiarray", "scalar"),
    ("numpy.core.multiarray", "_reconstruct"), ("numpy.core.multiarray", "scalar"),
    ("numpy._core.numeric", "_frombuffer"), ("numpy.core.numeric", "_frombuffer"),
    ("shapely.io", "from_wkb"), ("shapely.geometry.base", "geom_factory"), ("copyreg", "_reconstructor"),
})  # fmt: skip
