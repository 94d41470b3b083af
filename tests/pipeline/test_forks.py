"""Work that is shared with copies of the process: the same results, the same errors, nobody left behind."""

from __future__ import annotations

import math
import multiprocessing
import os
import pickle
import signal
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import pytest
import shapely
from demo_campus import demo_kit
from shapely import LinearRing, LineString, Point, Polygon

from campusmap.pipeline.forks import share_work
from campusmap.pipeline.sending import pack, unpack

ROOT = Path(__file__).resolve().parents[2]


def is_running(pid: int) -> bool:
    """Tell whether a process runs; one that ended and nobody asked after counts as ended."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


CAN_SHARE = sys.platform == "linux" and len(os.sched_getaffinity(0)) > 1  # in a process without other threads
SHARED = """
import os, time
from functools import partial
from multiprocessing import active_children
from campusmap.pipeline.forks import share_work

def name(n):
    time.sleep(0.05)
    return n, os.getpid()

done = share_work([partial(name, n) for n in range(12)])
assert [n for n, _ in done] == list(range(12)) and not active_children()
print(len({pid for _, pid in done}))
"""


ASIDE = """
import os, signal, time
from multiprocessing import active_children
from campusmap.pipeline import forks
from campusmap.pipeline.forks import work_aside

own = os.getpid()

def die_elsewhere():
    if os.getpid() != own:
        os.kill(os.getpid(), signal.SIGKILL)
    return os.getpid()

with work_aside(os.getpid) as finish:
    print("elsewhere" if finish() != own else "here")
with work_aside(die_elsewhere) as finish:
    print("elsewhere" if finish() != own else "here")
began = time.monotonic()
try:
    with work_aside(lambda: time.sleep(60.0)):
        raise ValueError
except ValueError:
    print("killed" if time.monotonic() - began < 30.0 and not active_children() else "left")
forks._PATIENCE_S = 0.1
with work_aside(lambda: time.sleep(60.0) if os.getpid() != own else len(active_children())) as finish:
    print("beside" if finish() else "alone")
"""


@pytest.mark.skipif(not CAN_SHARE, reason="one processor, or a platform without fork")
def test_results_come_in_order_and_from_several_processes() -> None:
    # In a process of its own: threads that other tests leave in this one would keep it from being copied.
    told = subprocess.run([sys.executable, "-c", SHARED], cwd=ROOT, capture_output=True, text=True, check=True)
    assert int(told.stdout) > 1


def test_an_error_is_raised_as_if_nobody_had_helped() -> None:
    def fail() -> int:
        raise ValueError("here")

    before = set(multiprocessing.active_children())  # readers of files that other tests left
    with pytest.raises(ValueError, match="here"):
        share_work([fail, *(partial(os.getpid) for _ in range(6))])
    assert set(multiprocessing.active_children()) <= before


def test_what_a_killed_copy_leaves_is_done_here() -> None:
    own = os.getpid()

    def die_elsewhere(n: int) -> int:
        time.sleep(0.05)
        if os.getpid() != own:
            os.kill(os.getpid(), signal.SIGKILL)
        return n

    assert share_work([partial(die_elsewhere, n) for n in range(6)]) == list(range(6))


@pytest.mark.skipif(not CAN_SHARE, reason="one processor, or a platform without fork")
def test_a_task_is_done_aside_by_a_copy_that_ends_with_the_block() -> None:
    told = subprocess.run([sys.executable, "-c", ASIDE], cwd=ROOT, capture_output=True, text=True, check=True)
    assert told.stdout.split() == ["elsewhere", "here", "killed", "alone"]


def test_what_is_sent_comes_back_whole() -> None:
    turned = LineString([(1.0 / 3.0, 2.0), (3.0, math.pi)])
    rounded = shapely.set_precision(Point(0.123456, 1.0), 0.01)
    for value in (
        demo_kit(),
        (turned, [turned, None], {"a": rounded}, Polygon(), LinearRing([(0, 0), (1, 0), (1, 1)])),
    ):
        sent = unpack(pack(value))
        assert pickle.dumps(sent) == pickle.dumps(pickle.loads(pickle.dumps(value)))  # noqa: S301 - our own
    one, [other, *_], *_ = unpack(pack((turned, [turned])))
    assert one is other
    assert shapely.get_precision(rounded) != shapely.get_precision(unpack(pack(rounded))) == 0.0


@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_the_end_of_the_process_ends_the_copies_too(end: signal.Signals) -> None:
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
        pids = [int(process.stdout.readline()) for _ in range(2 if CAN_SHARE else 1)]
        os.kill(process.pid, end)
        assert process.wait(20) != 0
    for _ in range(100):
        if not any(map(is_running, pids)):
            break
        time.sleep(0.1)
    assert not any(map(is_running, pids))
