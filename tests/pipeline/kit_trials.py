"""Build kits in forked processes that are killed, interrupted, or meet faults: one import serves many trials.

Run as a program: ``kit_trials.py CAMPUS KIT TRIAL COUNT SEED [SIZE]`` prints a line of JSON for each build: what it
was, its exit code, what it said, and the issue date of the kit that is there afterwards. A damaged kit ends it.
"""

from __future__ import annotations

import ctypes
import errno
import importlib
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from kit_reader import digest_tree, read_issue

ALL = "map,packet,findings,csv,gpkg,geojson,kmz,imdf,rooms_dxf"
QUICK = "findings,csv,gpkg,geojson,kmz,imdf,rooms_dxf"  # with the campus judged before the fork: only the writing
MARKS = {b"w": "writing", b"p": "publishing"}
Report = dict[str, Any]


class Trials:
    """The campus, the kit, and what was last issued."""

    def __init__(self, campus: Path, kit: Path, seed: int) -> None:
        self.campus, self.kit, self.pick = campus, kit, random.Random(seed)
        self.people, self.day = digest_tree(campus), date(2026, 1, 1)
        self.judged: Any = None

    def next_day(self) -> str:
        self.day += timedelta(days=1)
        return self.day.isoformat()

    def start(self, issued: str, before: Callable[[], None] = lambda: None, **how: Any) -> tuple[int, int, Path]:
        """Fork a process that runs ``campusmap build``; return its number, a pipe of its marks, and what it says.

        ``workers`` above 1 lets it have processes of its own, ``quick`` lets it write only what was judged before.
        """
        said = self.kit.parent.parent / f"said-{issued}.txt"
        reader, writer = os.pipe()
        child = os.fork()
        if child:
            os.close(writer)
            return child, reader, said
        os.close(reader)
        code = 99
        try:
            os.setsid()
            code = self._build(issued, before, said, writer, **how)
        except BaseException:
            traceback.print_exc()
        finally:
            os._exit(code)

    def _build(
        self,
        issued: str,
        before: Callable[[], None],
        said: Path,
        writer: int,
        *,
        workers: int = 1,
        quick: bool = True,
        tell_modules: bool = False,
    ) -> int:
        handle = os.open(said, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        os.dup2(handle, 1)
        os.dup2(handle, 2)
        if workers == 1:
            _read_in_turn()
        _mark_steps(writer)
        if quick and self.judged:
            self._judge_no_more(issued)
        before()
        sys.argv = ["campusmap", "build", str(self.campus), "-o", str(self.kit), "--issued", issued]
        sys.argv += ["--only", QUICK if quick else ALL]
        from campusmap.cli import main

        try:
            main()
        except SystemExit as end:
            code = int(end.code or 0)
        if tell_modules:
            os.write(writer, b"m" + "\n".join(sorted(sys.modules)).encode())
        return code

    def finish(self, child: int, said: Path, issued: str, before: str | None, **facts: Any) -> Report:
        """Wait for a build and judge what it left: the kit that was there, or the one it was to make."""
        _, status = os.waitpid(child, 0)
        code = os.waitstatus_to_exitcode(status)
        now = read_issue(self.kit)
        assert now in {before, issued}, (now, before, issued)
        assert digest_tree(self.campus) == self.people, "a build wrote into people's files"
        return {"code": code, "said": said.read_text().strip() if said.exists() else "", "new": now == issued, **facts}

    def _judge_no_more(self, issued: str) -> None:
        from campusmap.pipeline import build
        from campusmap.pipeline.edition import stamp_edition

        kit, packet = self.judged
        edition = stamp_edition(kit.campus.sources, issued, "responder")
        build.judge_campus = lambda *_, **__: (replace(kit, edition=edition), packet)

    def judge(self) -> None:
        """Judge the campus in this process, once for all builds that are forked from it."""
        from campusmap.pipeline.build import judge_campus

        _read_in_turn()
        self.judged = judge_campus(self.campus, issued="2026-01-01", sheets=False)

    def whole_build(self, *, quick: bool = True) -> tuple[Report, dict[str, float]]:
        """Build undisturbed; return when writing and publishing began and ended, in seconds, and warm the imports."""
        issued, begun = self.next_day(), time.monotonic()
        child, reader, said = self.start(issued, quick=quick, tell_modules=True)
        times: dict[str, float] = {}
        names = b""
        with os.fdopen(reader, "rb", buffering=0) as pipe:
            while got := pipe.read(1 << 16):
                if got in MARKS:
                    times[MARKS[got]] = time.monotonic() - begun
                else:
                    names += got
        report = self.finish(child, said, issued, None, trial="whole")
        times["end"] = time.monotonic() - begun
        for name in names[1:].decode().split("\n"):
            with suppress(Exception):
                importlib.import_module(name)
        assert report["new"], report
        assert sorted(path.name for path in self.kit.parent.iterdir()) == [self.kit.name]
        return report, times


def _read_in_turn() -> None:
    """Let this process and its copies read one file at a time."""
    from campusmap.pipeline import workers

    workers.count_processors = lambda: 1


def _mark_steps(writer: int) -> None:
    """Have a build write a byte into a pipe when it begins to write the kit, and when it begins to publish it."""
    from campusmap.pipeline import publish, writing

    staged, flush = writing.staged, publish.flush_tree

    def begin(target: Path) -> Any:
        os.write(writer, b"w")
        return staged(target)

    def publish_it(folder: Path, last: str = "") -> None:
        os.write(writer, b"p")
        flush(folder, last)

    writing.staged, publish.flush_tree = begin, publish_it


def kill(trials: Trials, count: int) -> Iterator[Report]:
    """Kill builds at random: one in ten anywhere in a whole build, the others while the kit is written or put in."""
    trials.whole_build(quick=False)
    _, slow = trials.whole_build(quick=False)
    trials.judge()
    _, times = trials.whole_build()
    spans = {
        "any": (b"", slow["end"]),
        "writing": (b"w", times["end"] - times["writing"]),
        "publishing": (b"p", times["end"] - times["publishing"]),
    }
    number = 0
    while number < count:
        span = "any" if number % 10 == 0 else ("writing", "publishing")[number % 2]
        mark, seconds = spans[span]
        issued, before = trials.next_day(), read_issue(trials.kit)
        child, reader, said = trials.start(issued, quick=span != "any")
        with os.fdopen(reader, "rb", buffering=0) as pipe:
            while mark and pipe.read(1) not in {mark, b""}:
                pass
            time.sleep(trials.pick.uniform(0, seconds))
            os.kill(child, signal.SIGKILL)
        report = trials.finish(child, said, issued, before, trial=span)
        if report["code"] == -signal.SIGKILL:
            number += 1
            yield report
        else:  # it had ended: builds have become quicker than the one that was timed
            spans[span] = (mark, 0.95 * seconds)
    yield trials.whole_build()[0]  # and it has cleaned what the others left


def _load_shim() -> Any:
    """Return the function of fault_shim.c that arms it; the program must have been started with it preloaded."""
    begin = ctypes.CDLL(None).begin
    begin.argtypes, begin.restype = [ctypes.c_char_p, ctypes.c_long, ctypes.c_int, ctypes.c_long], None
    return begin


def fault(trials: Trials, every: int) -> Iterator[Report]:
    """Let every so-manyth write, flush or rename under the kit's folder fail, each in a build of its own."""
    trials.whole_build()
    trials.judge()
    begin, place = _load_shim(), str(trials.kit.parent).encode()
    counted = trials.kit.parent.parent / "calls.txt"
    issued, before = trials.next_day(), read_issue(trials.kit)

    def count() -> None:
        begin(place, 0, 0, -1)
        publish = sys.modules["campusmap.pipeline.publish"]
        discard = publish._discard

        def note(folder: Path) -> None:
            discard(folder)
            counted.write_text(str(ctypes.CDLL(None).calls()))

        publish._discard = note

    child, _, said = trials.start(issued, count)
    counting = trials.finish(child, said, issued, before)
    assert counting["new"], counting
    calls = int(counted.read_text())
    first = trials.pick.randrange(1, every + 1)
    for nth in range(first, calls + 1, every):
        issued, before = trials.next_day(), read_issue(trials.kit)
        error = trials.pick.choice((errno.EIO, errno.ENOSPC))
        child, _, said = trials.start(issued, lambda nth=nth, error=error: begin(place, nth, error, -1))
        report = trials.finish(child, said, issued, before, trial=f"{errno.errorcode[error]} at {nth} of {calls}")
        assert report["new"] or report["code"] == 2, report
        assert report["new"] or len(report["said"].splitlines()) == 1, report
        if report["new"]:  # is the kit what it would have been without the fault?
            left = digest_tree(trials.kit)
            child, _, said = trials.start(issued)
            trials.finish(child, said, issued, issued)
            right = digest_tree(trials.kit)
            report["differs"] = sorted(name for name in right if left[name] != right[name])
        yield report
    yield trials.whole_build()[0]


def full(trials: Trials, levels: int) -> Iterator[Report]:
    """Leave room for a share of the new kit only: on a file system of a known size, or before a shim says so."""
    trials.whole_build()
    trials.judge()
    size = sum(path.stat().st_size for path in trials.kit.rglob("*") if path.is_file())
    mounted, filler = os.path.ismount(trials.kit.parent), trials.kit.parent / ".." / "filler"
    for level in range(1, levels + 1):
        room = int(size * level / (levels + 1))
        issued, before = trials.next_day(), read_issue(trials.kit)
        if mounted:
            filler = trials.kit.parent / "filler"
            filler.write_bytes(bytes(max(0, shutil.disk_usage(trials.kit.parent).free - room)))
        limit = (
            (lambda: None) if mounted else (lambda room=room: _load_shim()(str(trials.kit.parent).encode(), 0, 0, room))
        )
        child, _, said = trials.start(issued, limit)
        report = trials.finish(child, said, issued, before, trial=f"room for {room} of {size} bytes")
        filler.unlink(missing_ok=True)
        assert not report["new"] and report["code"] == 2, report
        assert len(report["said"].splitlines()) == 1, report
        assert sorted(path.name for path in trials.kit.parent.iterdir()) == [trials.kit.name], report
        yield report
    yield trials.whole_build()[0]


def two(trials: Trials, count: int) -> Iterator[Report]:
    """Start two builds of one kit at once; while they run there is always a kit under its name."""
    trials.whole_build()
    trials.judge()
    for _ in range(count):
        before, days = read_issue(trials.kit), [trials.next_day(), trials.next_day()]
        started = [trials.start(day) for day in days]
        running, codes = [child for child, _, _ in started], []
        while running:
            assert (trials.kit / "manifest.json").is_file(), "for a moment there was no kit"
            for child in list(running):
                done, status = os.waitpid(child, os.WNOHANG)
                if done:
                    running.remove(child)
                    codes.append(os.waitstatus_to_exitcode(status))
        now, said = read_issue(trials.kit), [path.read_text().strip() for _, _, path in started]
        assert now in {before, *days}, now
        assert {0, 1} & set(codes), said
        assert sorted(path.name for path in trials.kit.parent.iterdir()) == [trials.kit.name]
        yield {"trial": "two", "codes": sorted(codes), "said": [each for each in said if "is writing this kit" in each]}


def interrupt(trials: Trials, count: int) -> Iterator[Report]:
    """Press Ctrl-C at random moments of builds with workers: the way out takes seconds, and nobody is left."""
    trials.whole_build(quick=False)
    _, times = trials.whole_build(quick=False)
    stopped, latest = 0, 0.9 * times["end"]
    while stopped < count:
        issued, before = trials.next_day(), read_issue(trials.kit)
        child, _, said = trials.start(issued, workers=2, quick=False)
        time.sleep(trials.pick.uniform(0.1, latest))
        pressed = time.monotonic()
        with suppress(ProcessLookupError):
            os.killpg(child, signal.SIGINT)
        report = trials.finish(child, said, issued, before, trial="Ctrl-C")
        report["seconds"] = round(time.monotonic() - pressed, 2)
        deadline = time.monotonic() + 5
        while (left := _members(child)) and time.monotonic() < deadline:
            time.sleep(0.05)
        assert not left, left
        assert sorted(path.name for path in trials.kit.parent.iterdir()) == [trials.kit.name], report
        stopped += report["code"] == 130
        latest *= 1.0 if report["code"] == 130 else 0.9  # builds have become quicker than the one that was timed
        yield report


def _members(session: int) -> list[str]:
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            text = path.read_text()
            if int(text.rpartition(")")[2].split()[3]) == session:
                found.append(text[:60])
    return found


def main() -> None:
    """Run the trials that the command line names."""
    campus, kit, trial, count, seed = sys.argv[1:6]
    kit_folder = Path(kit)
    kit_folder.parent.mkdir(parents=True, exist_ok=True)
    size = sys.argv[6] if len(sys.argv) > 6 else ""
    if size:
        subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(kit_folder.parent)], check=True)
    if trial == "fault":  # calls are counted a process: on one processor nothing is shared with copies
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    try:
        trials = Trials(Path(campus), kit_folder, int(seed))
        kinds = {"kill": kill, "fault": fault, "full": full, "two": two, "interrupt": interrupt}
        for report in kinds[trial](trials, int(count)):
            print(json.dumps(report), flush=True)
    finally:
        if size:
            subprocess.run(["umount", str(kit_folder.parent)], check=False)


if __name__ == "__main__":
    main()
