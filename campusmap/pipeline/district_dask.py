"""The campuses of a district on a Dask cluster: the same process a campus, started by the cluster's workers."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any, Final

import campusmap
from campusmap.errors import InputError
from campusmap.model.district import CampusJob, Done, Outcome, done_to_json, job_to_json, json_to_done, json_to_job
from campusmap.pipeline.district_records import fail

_CONNECT_S: Final = 10  # how long a scheduler may take to answer; tool default
# Jobs handed out for each worker: one that runs and one that waits, so that no worker idles. Tool default.
_IN_FLIGHT: Final = 2


def run_dask(jobs: Iterable[CampusJob], address: str) -> Iterator[Done]:
    """Build each campus on the cluster at an address such as ``tcp://host:8786``; yield each as it is done.

    Every worker must see the folders under the same paths. A campus whose worker dies is tried again elsewhere.
    Raises InputError when the cluster cannot be reached, or is lost.
    """
    client = _connect(address)
    try:
        yield from _run(client, iter(jobs), address)
    finally:
        client.close(timeout=_CONNECT_S)


def _connect(address: str) -> Any:
    try:
        from distributed import Client
    except ImportError as error:
        raise InputError("--dask", "needs Dask", "install it with `pip install 'campusmap[district]'`") from error
    logging.getLogger("distributed").setLevel(logging.CRITICAL)
    try:
        return Client(address, timeout=_CONNECT_S, set_as_default=False)  # type: ignore[no-untyped-call]
    except (OSError, ValueError, TypeError) as error:
        fix = "start one with `dask scheduler`, or leave --dask out"
        raise InputError("--dask", f"no scheduler answers at {address!r}", fix) from error


def _run(client: Any, waiting: Iterator[CampusJob], address: str) -> Iterator[Done]:
    from distributed import as_completed

    asked: dict[str, CampusJob] = {}
    threads = sum(client.nthreads().values())
    if not threads:
        raise InputError("--dask", f"the cluster at {address!r} has no workers", "start some with `dask worker`")
    arriving: Any = as_completed(  # type: ignore[no-untyped-call]
        [_submit(client, job, asked) for job in islice(waiting, _IN_FLIGHT * threads)]
    )
    for future in arriving:
        done = _collect(future, asked.pop(future.key), address)
        future.release()
        if (job := next(waiting, None)) is not None:
            arriving.add(_submit(client, job, asked))
        yield done


def _submit(client: Any, job: CampusJob, asked: dict[str, CampusJob]) -> Any:
    future = client.submit(build_elsewhere, job_to_json(job), pure=False)
    asked[future.key] = job
    return future


def _collect(future: Any, job: CampusJob, address: str) -> Done:
    if future.status == "cancelled":
        fix = "run the same command again: kits that were finished are kept"
        raise InputError("--dask", f"the connection to {address!r} was lost", fix)
    problem = future.exception()
    if problem is None:
        return json_to_done(future.result())
    words = f"its worker ended without an answer ({type(problem).__name__}); build this campus alone"
    return Done(fail(job, Outcome.FAILED, words))


def build_elsewhere(text: str) -> str:
    """Build one campus in a process of its own: what a worker of the cluster runs. Takes and returns JSON."""
    root = str(Path(campusmap.__file__).parents[1])
    paths = os.pathsep.join(filter(None, (root, os.environ.get("PYTHONPATH", ""))))
    command = [sys.executable, "-m", "campusmap.pipeline.district_child"]
    with subprocess.Popen(  # noqa: S603 - our own module
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, encoding="utf-8",
        env={**os.environ, "PYTHONPATH": paths},
    ) as child:  # fmt: skip
        assert child.stdin is not None  # noqa: S101 - it is a pipe
        assert child.stdout is not None  # noqa: S101 - it is a pipe
        child.stdin.write(f"{text}\n")
        child.stdin.flush()  # and left open: the child ends when it closes, which is when this worker dies
        answer = child.stdout.read()
    if answer:
        return answer
    words = f"its worker ended without an answer (exit code {child.returncode}); build this campus alone"
    return done_to_json(Done(fail(json_to_job(text), Outcome.FAILED, words)))
