"""Whatever a reader does to the process it runs in, its file is named in one sentence and its neighbours are read."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import misbehaving
import pytest

from campusmap.errors import FaultError, InputError, LimitError
from campusmap.pipeline.workers import read_apart, work_side_by_side

ROOT = Path(__file__).resolve().parents[2]
POSIX = pytest.mark.skipif(sys.platform != "linux", reason="what is tested is Linux's own way of ending a process")

# What a reader does, and what it ends in.
MISDEEDS: list[tuple[Callable[[Path], Any], type[InputError], str, str]] = [
    (misbehaving.refuse, InputError, "test.bad", "bad.csv, line 3: is no good; mend it"),
    (misbehaving.eat_memory, LimitError, "limit.memory", "or split it (CAMPUSMAP_READ_MB allows more)"),
    (misbehaving.spin, LimitError, "limit.time", "bad.csv: takes more than 1 s to read; open it"),
    (misbehaving.crash, FaultError, "reader.crash", "bad.csv: made the program that reads it crash (exit code -11);"),
    (misbehaving.be_killed, LimitError, "limit.killed", "bad.csv: was too much to read: the system stopped"),
    (misbehaving.leave, FaultError, "reader.crash", "bad.csv: made the program that reads it crash (exit code 0);"),
    (
        misbehaving.raise_anything,
        FaultError,
        "reader.fault",
        "(KeyError: 'an odd\\nkey'); this is a fault of campusmap",
    ),
    (misbehaving.recurse, FaultError, "reader.fault", "(RecursionError: maximum recursion depth exceeded"),
]


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Return two files, the second of them bad, and let readings take a second and 900 MB."""
    monkeypatch.setenv("CAMPUSMAP_READ_SECONDS", "1")
    monkeypatch.setenv("CAMPUSMAP_READ_MB", "900")
    for name in ("good.csv", "bad.csv"):
        (tmp_path / name).write_text("room\n101\n")
    return [tmp_path / "good.csv", tmp_path / "bad.csv"]


def fresh(function: Callable[[Path], Any], path: Path) -> Any:
    """Read a file in a process that was started within the test's limits."""
    return work_side_by_side(function, [path], lambda path: path.name)[0]


@POSIX
@pytest.mark.parametrize(
    ("misdeed", "kind", "code", "sentence"), MISDEEDS, ids=lambda value: getattr(value, "__name__", "")
)
def test_misdeeds_end_in_a_sentence(
    files: list[Path], misdeed: Callable[[Path], Any], kind: type[InputError], code: str, sentence: str
) -> None:
    with pytest.raises(InputError) as caught:
        fresh(misdeed, files[1])
    error = caught.value
    assert type(error) is kind and error.code == code and error.file == "bad.csv"
    assert sentence in str(error) and "\n" not in str(error)


@POSIX
def test_neighbours_are_read_whatever_happens(files: list[Path]) -> None:
    """Every job is tried: each good one leaves its mark, and one error names each bad file."""
    marks = files[0].parent / "marks"
    marks.mkdir()
    names = [f"{n}-{misdeed.__name__}" for n, (misdeed, *_) in enumerate(MISDEEDS)]
    jobs = [(str(marks), name) for name in names] + [(str(marks), f"good {n}") for n in range(6)]
    with pytest.raises(InputError) as caught:
        work_side_by_side(leave_mark, jobs, lambda job: job[1])
    assert sorted(path.name for path in marks.iterdir()) == sorted(f"good {n}" for n in range(6))
    lines = str(caught.value).splitlines()
    assert lines[0] == f"{len(MISDEEDS)} files: cannot be used; mend each of these:"
    assert all(any(name.partition("-")[2] in line or "bad.csv" in line for line in lines) for name in names)


def leave_mark(job: tuple[str, str]) -> str:
    folder, name = job
    if name.startswith("good"):
        time.sleep(0.05)
        (Path(folder) / name).touch()
        return name
    misdeed = getattr(misbehaving, name.partition("-")[2])
    misdeed(Path(folder) / "bad.csv")
    return "never"


def test_one_process_reads_small_files_one_after_another(files: list[Path]) -> None:
    pids = {read_apart(pid_of_reader, path, name=path.name) for path in files * 3}
    assert len(pids) == 1 and os.getpid() not in pids
    with pytest.raises(FaultError):
        read_apart(misbehaving.leave, files[1], name="bad.csv")
    assert read_apart(misbehaving.length, files[0], name="good.csv") == 9


def pid_of_reader(_: Path) -> int:
    return os.getpid()


def test_nothing_runs_where_records_are_unpacked(files: list[Path]) -> None:
    with pytest.raises(FaultError, match=r"bad.csv: made its reader answer nonsense \(posix.system is no record\)"):
        read_apart(misbehaving.hand_back_code, files[1], name="bad.csv")


def test_who_only_waits_is_ended_too(files: list[Path], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CAMPUSMAP_READ_SECONDS", "0.25")
    with pytest.raises(LimitError, match=r"more than 0\.25 s to read; .*\(CAMPUSMAP_READ_SECONDS allows more\)$"):
        fresh(misbehaving.sleep, files[1])
    assert not is_running(wait_for_pid(files[1].with_suffix(".pid")))


@POSIX
@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGINT, signal.SIGTERM])
def test_readers_do_not_outlive_their_parent(tmp_path: Path, number: signal.Signals) -> None:
    file = tmp_path / "plan.dxf"
    file.touch()
    script = (
        f"import sys; sys.path.insert(0, {str(ROOT / 'tests')!r})\n"
        "from pathlib import Path; import misbehaving; from campusmap.cli.interrupt import end_on_signals\n"
        f"end_on_signals(); misbehaving.wait_for_sleeper(Path({str(file)!r}))"
    )
    parent = subprocess.Popen(
        [sys.executable, "-c", script], cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)}, stderr=subprocess.DEVNULL
    )
    pid = wait_for_pid(tmp_path / "plan.pid")
    parent.send_signal(number)
    parent.wait(10.0)
    started = time.monotonic()
    while is_running(pid) and time.monotonic() - started < 5.0:
        time.sleep(0.02)
    assert not is_running(pid)


def wait_for_pid(path: Path) -> int:
    for _ in range(3000):
        if path.is_file() and path.read_text().count(" "):
            return int(path.read_text().split()[0])
        time.sleep(0.02)
    raise AssertionError("the reader did not start")


def is_running(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state not in {"Z", "X"}
