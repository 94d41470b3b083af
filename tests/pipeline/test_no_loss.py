"""Builds that are killed, interrupted, doubled, or meet a fault or a full disk leave the old kit or the new one, whole.

The kit is judged by ``kit_reader.py``, which shares no code with what wrote it.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from planted_campus import make_truth, write_truth

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="processes are forked, and /proc tells of them")
ROOT = Path(__file__).resolve().parents[2]
HERE = Path(__file__).parent


def few(count: int, many: int) -> Any:
    """Return a short form, and the long one that ``-m full`` runs."""
    return pytest.mark.parametrize("count", [count, pytest.param(many, marks=pytest.mark.full)])


def run(folder: Path, trial: str, count: int, *, size: str = "", preload: Path | None = None) -> list[dict[str, Any]]:
    """Run trials in a program of their own; the seed is the count, so that the two forms differ."""
    campus = write_truth(make_truth(0), folder / "campus")
    told = [
        str(campus),
        str(folder / "kits" / "place" / "kit"),
        trial,
        str(count),
        str(count),
        *([size] if size else []),
    ]
    paths = os.pathsep.join((str(ROOT), str(HERE)))
    environment = os.environ | {"PYTHONPATH": paths} | ({"LD_PRELOAD": str(preload)} if preload else {})
    done = subprocess.run(
        [sys.executable, HERE / "kit_trials.py", *told], env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.fixture(scope="session")
def shim(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the library that makes system calls fail."""
    compiler = shutil.which("cc") or shutil.which("gcc")
    if compiler is None:
        pytest.skip("no C compiler is installed, and system calls are made to fail by a library")
    made = tmp_path_factory.mktemp("shim") / "shim.so"
    subprocess.run([compiler, "-shared", "-fPIC", "-o", made, HERE / "fault_shim.c", "-ldl"], check=True)
    return made


@few(4, 300)
def test_killed_builds_leave_a_whole_kit(count: int, tmp_path: Path) -> None:
    *killed, last = run(tmp_path, "kill", count)
    assert [report["code"] for report in killed] == [-signal.SIGKILL] * count
    assert last["new"]


@few(25, 3)  # every 25th call, every third
def test_a_fault_at_any_write_flush_or_rename_leaves_a_whole_kit(count: int, shim: Path, tmp_path: Path) -> None:
    *faulty, last = run(tmp_path, "fault", count, preload=shim)
    assert {2} <= {report["code"] for report in faulty} <= {1, 2}  # refused, or done with findings
    assert not any(report.get("differs") for report in faulty)
    assert last["new"]


@few(3, 20)
def test_a_disk_that_fills_up_leaves_the_old_kit(count: int, request: pytest.FixtureRequest, tmp_path: Path) -> None:
    if os.geteuid() == 0:  # a file system of its own, of a known size
        reports = run(tmp_path, "full", count, size="20m")
    else:
        reports = run(tmp_path, "full", count, preload=request.getfixturevalue("shim"))
    assert [report["code"] for report in reports[:-1]] == [2] * count
    assert all("disk with room" in report["said"] for report in reports[:-1])


@few(2, 20)
def test_two_builders_of_one_kit_do_not_meet(count: int, tmp_path: Path) -> None:
    reports = run(tmp_path, "two", count)
    assert len(reports) == count
    assert any(report["said"] for report in reports)
    assert all(report["codes"] in ([1, 1], [1, 2]) for report in reports)  # 1: done, with findings


@few(2, 20)
def test_an_interrupted_build_ends_soon_and_leaves_the_old_kit_and_nobody(count: int, tmp_path: Path) -> None:
    reports = run(tmp_path, "interrupt", count)
    stopped = [report for report in reports if report["code"] == 130]
    assert stopped and all(report["code"] in {130, 1} for report in reports)
    assert all(report["seconds"] < 5 and not report["new"] for report in stopped)
