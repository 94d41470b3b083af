"""Work that is shared with copies of the process: the same results, the same errors, nobody left behind."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import pytest

from campusmap.pipeline.forks import may_fork, share_work

ROOT = Path(__file__).resolve().parents[2]


def wait_and_name(n: int) -> tuple[int, int]:
    time.sleep(0.05)
    return n, os.getpid()


@pytest.mark.skipif(not may_fork(), reason="one processor, or a platform without fork")
def test_results_come_in_order_and_from_several_processes() -> None:
    done = share_work([partial(wait_and_name, n) for n in range(12)])
    assert [n for n, _ in done] == list(range(12))
    assert len({pid for _, pid in done}) > 1
    assert not multiprocessing.active_children()


def test_an_error_is_raised_as_if_nobody_had_helped() -> None:
    def fail() -> int:
        raise ValueError("here")

    with pytest.raises(ValueError, match="here"):
        share_work([fail, *(partial(os.getpid) for _ in range(6))])
    assert not multiprocessing.active_children()


def test_what_a_killed_copy_leaves_is_done_here() -> None:
    own = os.getpid()

    def die_elsewhere(n: int) -> int:
        time.sleep(0.05)
        if os.getpid() != own:
            os.kill(os.getpid(), signal.SIGKILL)
        return n

    assert share_work([partial(die_elsewhere, n) for n in range(6)]) == list(range(6))


def test_an_interrupt_ends_the_copies_too() -> None:
    code = (
        "import os, time\n"
        "from campusmap.pipeline.forks import share_work\n"
        "def work():\n"
        '    os.write(1, b"%d\\n" % os.getpid())\n'
        "    time.sleep(60)\n"
        "share_work([work, work, work])\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        start_new_session=True,
    ) as process:  # fmt: skip
        assert process.stdout is not None
        pids = [int(process.stdout.readline()) for _ in range(2 if may_fork() else 1)]
        os.killpg(process.pid, signal.SIGINT)
        assert process.wait(20) != 0
    for pid in pids:
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)
