"""How many times the cost of reading its drawings does a campus cost to build?

    python tests/bench/build_ratio.py [CAMPUS] [RUNS]

All sides are fresh processes, imports included, run in turn: ``ezdxf.readfile`` over the drawings in one process;
GDAL's ``ogr2ogr`` turning each into GeoJSON; a whole build, cold, with nothing kept; the same build again, warm; warm
after one marker has moved; and cold, pinned to one processor. Printed are seconds of the clock and of the processors,
run by run, and the medians of the ratios of each run. Linux only.
"""

from __future__ import annotations

import csv
import os
import re
import shutil
import statistics
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from read_ratio import READ, ROOT, Cost, measure

# A build in the process that measure() starts; ONE pins it to one processor. It ends with 1 where it finds errors.
BUILD = """
import os, sys
if sys.argv.pop(1) == "ONE":
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
from campusmap.cli import run
run()
"""
OGR = """
import subprocess, sys
for n, path in enumerate(sys.argv[2:]):
    subprocess.run(["ogr2ogr", "-f", "GeoJSON", f"{sys.argv[1]}/{n}.geojson", path], check=True, capture_output=True)
"""


def copy_campus(folder: Path, scratch: Path) -> Path:
    """Copy a campus, so that a marker of it can be moved; drawings outside it are named by their full path."""
    copy = scratch / folder.name
    shutil.copytree(folder, copy)
    text = (copy / "campus.toml").read_text("utf-8")
    outside = re.sub(r'"(\.\./[^"]+)"', lambda found: f'"{(folder / found[1]).resolve()}"', text)
    (copy / "campus.toml").write_text(outside, "utf-8")
    return copy


def list_drawings(folder: Path) -> list[str]:
    """List the drawings that campus.toml names."""
    named = re.findall(r'^plan = "([^"]+\.dxf)"', (folder / "campus.toml").read_text("utf-8"), re.MULTILINE)
    return sorted({str((folder / name).resolve()) for name in named})


def move_marker(folder: Path) -> bool:
    """Move the first marker that has a place half a metre or so; tell whether there was one."""
    path = folder / "markers.csv"
    if not path.is_file():
        return False
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for column, step in (("x", 0.5), ("lon", 5e-6)):
        for row in rows:
            if row.get(column):
                row[column] = f"{float(row[column]) + step:.7f}"
                with path.open("w", encoding="utf-8", newline="") as file:
                    writer = csv.DictWriter(file, list(rows[0]))
                    writer.writeheader()
                    writer.writerows(rows)
                return True
    return False


def run_sides(folder: Path, scratch: Path) -> Iterator[tuple[str, Cost]]:
    """Run every side once, and yield what each took."""
    plans = list_drawings(folder)
    os.environ["CAMPUSMAP_CACHE"] = str(scratch / "kept")
    yield "ezdxf.readfile", measure(READ, *plans)
    (scratch / "ogr").mkdir()
    if shutil.which("ogr2ogr"):
        yield "ogr2ogr", measure(OGR, str(scratch / "ogr"), *plans)
    campus = copy_campus(folder, scratch)
    build = ("build", str(campus), "-o", str(scratch / "kit"), "--issued", "2026-01-01")
    yield "cold", measure(BUILD, "ALL", *build, good=(0, 1))
    yield "warm", measure(BUILD, "ALL", *build, good=(0, 1))
    if move_marker(campus):
        yield "marker moved", measure(BUILD, "ALL", *build, good=(0, 1))
    yield "one processor", measure(BUILD, "ONE", *build, "--no-cache", good=(0, 1))


def print_medians(runs: list[dict[str, Cost]]) -> None:
    """Print the medians of the ratios, each of two sides of one run."""
    for side, other in (
        ("cold", "ezdxf.readfile"), ("cold", "ogr2ogr"), ("warm", "cold"), ("marker moved", "cold"),
        ("one processor", "cold"),
    ):  # fmt: skip
        both = [(run[side], run[other]) for run in runs if side in run and other in run]
        if both:
            wall = statistics.median(one.wall_s / two.wall_s for one, two in both)
            cpu = statistics.median(one.cpu_s / two.cpu_s for one, two in both)
            print(f"{side} to {other}: median ratio {wall:.2f} by the clock, {cpu:.2f} by the processors")


def main() -> None:
    """Print what each side took, run by run, and the ratios."""
    folder = Path(sys.argv[1]).resolve() if len(sys.argv) > 1 else ROOT / "sample_campuses" / "cedar-ridge-high"
    plans = list_drawings(folder)
    size_mb = sum(Path(path).stat().st_size for path in plans) / 1e6
    print(f"{folder.name}: {len(plans)} drawings, {size_mb:.1f} MB", flush=True)
    runs = []
    for _ in range(int(sys.argv[2]) if len(sys.argv) > 2 else 3):
        with tempfile.TemporaryDirectory() as scratch:
            runs.append(dict[str, Cost]())
            for side, cost in run_sides(folder, Path(scratch)):
                runs[-1][side] = cost
                print(f"{side:15} {cost.wall_s:7.2f} s wall {cost.cpu_s:7.2f} s cpu {cost.peak_mb:6.0f} MB", flush=True)
    print_medians(runs)


if __name__ == "__main__":
    main()
