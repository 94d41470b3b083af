"""How many times the time and memory of parsing a drawing does a whole inspection of it take?

    python tests/bench/read_ratio.py [RUNS] [DRAWING ...]

Both sides are fresh processes, imports included, run in turn: one only calls ``ezdxf.readfile``, the other is
``campusmap inspect`` with rooms and openings written. Without drawings it takes the large office, the second sample
drawing package and the three floors of the first, which are inspected in one process. Processor time and memory are of
all processes that a side starts, looked at twenty times a second: times are added up, and memory is the greatest
sum of their proportional shares (pages that several processes share count once). Linux only.
"""

from __future__ import annotations

import compileall
import os
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

LOOK_S = 0.05
ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT.parent / "shared" / "data"
PACKAGE = [DATA / "contoso_pkg1" / f"{floor}.ezdwg.dxf" for floor in ("Basement", "Ground", "Level_2")]
READ = "import sys, ezdxf\nfor path in sys.argv[1:]:\n    ezdxf.readfile(path)\n"
INSPECT = """
import sys
from pathlib import Path
from campusmap.pipeline.inspect import examine_drawing, openings_geojson, rooms_geojson
for path in sys.argv[2:]:
    found = examine_drawing(Path(path))
    Path(sys.argv[1], "rooms.geojson").write_text(rooms_geojson(found), encoding="utf-8")
    Path(sys.argv[1], "openings.geojson").write_text(openings_geojson(found), encoding="utf-8")
"""


@dataclass(frozen=True, slots=True)
class Cost:
    """Wall seconds, processor seconds of all processes, and the peak of their memory in megabytes."""

    wall_s: float
    cpu_s: float
    peak_mb: float


def measure(code: str, *words: str, good: tuple[int, ...] = (0,)) -> Cost:
    """Run code in a fresh interpreter, a session of its own, and return what it took; ``good`` are its exit codes.

    What is measured has its bytecode, as an installed program has: translating ours takes a second a process.
    """
    compileall.compile_dir(ROOT / "campusmap", quiet=1)
    spent: dict[int, float] = {}
    peak = 0.0
    started = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-c", code, *words], cwd=ROOT, stdout=subprocess.DEVNULL, start_new_session=True
    )
    while process.poll() is None:
        times = {pid: cpu_s for pid in members(process.pid) if (cpu_s := cpu_seconds(pid)) is not None}
        spent |= times
        peak = max(peak, sum(map(share_mb, times)))
        time.sleep(LOOK_S)
    if process.returncode not in good:
        raise SystemExit(f"failed with exit code {process.returncode}: {' '.join(words)}")
    return Cost(time.perf_counter() - started, sum(spent.values()), peak)


def members(session: int) -> list[int]:
    """List the processes of a session."""
    found = []
    for pid in filter(str.isdigit, (folder.name for folder in Path("/proc").iterdir())):
        with suppress(OSError):
            if os.getsid(int(pid)) == session:
                found.append(int(pid))
    return found


def cpu_seconds(pid: int) -> float | None:
    """Return the processor seconds that a process has taken itself; None if it is gone."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii", errors="replace").rpartition(")")[2].split()
    except OSError:
        return None
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def share_mb(pid: int) -> float:
    """Return a process's proportional share of memory in megabytes, nothing if it is gone."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines()
    except OSError:
        return 0.0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024.0


def compare(name: str, drawings: list[Path], runs: int) -> None:
    """Print both sides run by run and the medians of their ratios."""
    words = [str(path) for path in drawings]
    print(f"{name}: {sum(path.stat().st_size for path in drawings) / 1e6:.1f} MB")
    ratios: list[tuple[float, float, float]] = []
    for _ in range(runs):
        with tempfile.TemporaryDirectory() as scratch:
            read, inspected = measure(READ, *words), measure(INSPECT, scratch, *words)
        ratios.append((inspected.wall_s / read.wall_s, inspected.cpu_s / read.cpu_s, inspected.peak_mb / read.peak_mb))
        for what, cost in (("ezdxf.readfile", read), ("inspect", inspected)):
            print(f"  {what:14} {cost.wall_s:6.2f} s wall {cost.cpu_s:6.2f} s cpu {cost.peak_mb:6.0f} MB")
    wall, cpu, peak = (statistics.median(column) for column in zip(*ratios, strict=True))
    print(f"  median ratio: wall {wall:.2f}, cpu {cpu:.2f}, peak memory {peak:.2f}")


def main() -> None:
    """Compare the drawings named, or the known ones."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 3
    if len(sys.argv) > 2:
        for path in sys.argv[2:]:
            compare(Path(path).name, [Path(path).resolve()], runs)
        return
    compare("wrld_x14", [DATA / "large" / "wrld_x14" / "wrld_x14.dxf"], runs)
    compare("contoso_pkg2", [DATA / "contoso_pkg2" / "Ground.ezdwg.dxf"], runs)
    compare("contoso_pkg1, three floors", PACKAGE, runs)


if __name__ == "__main__":
    main()
