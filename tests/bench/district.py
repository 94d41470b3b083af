"""How long does a district take, with one worker and with two, and how much memory does a worker hold?

    python tests/bench/district.py [SCHOOLS] [HOSTILE] [WORKERS ...]

Writes made-up schools, builds them in fresh processes, once for each number of workers (default 1 and 2), and prints
wall seconds, schools an hour, the ratio of the first to the last, the largest memory of a worker, how that memory grew
from the first tenth of the schools to the last, and what 5,000 such schools would take.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]


def run(schools: Path, out: Path, workers: int) -> float:
    """Build a district; print its figures and return the wall seconds."""
    from campusmap.model.district import Outcome
    from campusmap.pipeline.district import Asked, run_district

    started, load = time.perf_counter(), os.getloadavg()[0]
    district, done = run_district((schools,), Asked(out, "2026-11-27", dated=True, workers=workers))
    wall_s = time.perf_counter() - started
    built = [one for one in done if one.row.outcome is Outcome.BUILT]
    tenth = max(1, len(built) // 10)
    peaks = [one.peak_mib for one in built]
    first, last = statistics.median(peaks[:tenth]), statistics.median(peaks[-tenth:])
    size_mib = sum(path.stat().st_size for path in out.rglob("*") if path.is_file()) / 2**20
    print(
        f"{workers} workers: {len(built)} built, {district.count(Outcome.REFUSED)} refused,"
        f" {district.count(Outcome.FAILED)} failed in {wall_s:.1f} s (load before {load:.1f});"
        f" {3600 * len(done) / wall_s:.0f} schools an hour; median school"
        f" {statistics.median(one.seconds for one in built):.1f} s;"
        f" memory of a worker at most {max(peaks)} MiB, first tenth {first:.0f}, last tenth {last:.0f} MiB;"
        f" asking process {own_peak_mib()} MiB; kits {size_mib:.0f} MiB", flush=True,
    )  # fmt: skip
    for row in district.rows:
        if row.outcome is not Outcome.BUILT:
            print(f"  {row.outcome.value} {row.label}: {row.said}")
    print(
        f"  5,000 such schools: {5000 / len(done) * wall_s / 3600:.1f} h, {5000 / len(done) * size_mib / 1024:.1f} GiB"
    )
    return wall_s


def own_peak_mib() -> int:
    """Return the largest memory of this process alone."""
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // (2**20 if sys.platform == "darwin" else 2**10)


def main() -> None:
    """Build the same schools with each number of workers and print the ratio."""
    from many_schools import write_district

    numbers = [int(word) for word in sys.argv[1:]]
    good, hostile = (numbers[:2] + [20, 1][len(numbers[:2]) :])[:2]
    workers = numbers[2:] or [1, 2]
    with tempfile.TemporaryDirectory() as scratch:
        home = Path(scratch)
        write_district(home / "schools", good, hostile)
        times = [run(home / "schools", home / f"out-{n}", n) for n in workers]
    if len(times) > 1:
        print(f"{workers[0]} worker to {workers[-1]}: {times[0] / times[-1]:.2f} times as fast")


if __name__ == "__main__":
    main()
