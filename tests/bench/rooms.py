"""How many rooms does reading a drawing find, and which?

    python tests/bench/rooms.py [NAME ...] [--variant clean|rough] [--seed N] [--limit N] [--jobs 1|2]
                                [--each] [--missed] [--notes] [--keep DIR]

NAME is a drawing set or the beginning of one (westport, contoso_pkg1, school ...); without any, the whole table.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
if __name__ == "__main__":  # this file's own folder must not shadow the package of the same name
    sys.path[:1] = [str(ROOT), str(ROOT / "tests")]

from floors.cases import REAL, Case, drawn_cases  # noqa: E402
from floors.sources import SOURCES  # noqa: E402
from rooms.score import Room, Tally, missed_rooms, tally_rooms  # noqa: E402
from shapely.geometry import shape  # noqa: E402

from campusmap.pipeline.inspect import examine_drawing, rooms_geojson  # noqa: E402

DATA = ROOT.parent / "shared" / "data"
CLEAN = {"recall_75": 0.97, "precision_75": 0.98, "numbers": 0.99}
ROUGH = {"recall_75": 0.92, "precision_75": 0.96, "numbers": 0.98}
TARGETS: dict[str, dict[str, float]] = {
    "contoso_pkg2": {"recall_50": 0.85, "recall_75": 0.75, "precision_50": 0.88},
    "contoso_pkg1": {"recall_75": 1.0, "precision_75": 1.0, "numbers": 1.0},
    "contoso_pkg1-open": {"recall_50": 0.75},
    "ifc_duplex-1": {},  # open plan: reported, not invented
    "ifc_duplex-2": {"recall_50": 0.90},
    "ifc_largebuilding": {"recall_50": 1.0},
    **{f"{name} clean": CLEAN for name in (*SOURCES, "school")},
    **{f"{name} rough": ROUGH for name in (*SOURCES, "school")},
}
SHORT = {"recall_50": "R50", "recall_75": "R75", "precision_50": "P50", "precision_75": "P75", "numbers": "num"}


@dataclass(frozen=True)
class Result:
    """What came of one drawing."""

    case: Case
    tally: Tally
    found: str
    seconds: float
    units: str
    crash: str = ""

    def rooms(self) -> list[Room]:
        """List the found rooms in metres of the drawing's axes."""
        return read_rooms(self.found)

    def methods(self) -> str:
        """Count the found rooms by how they came to be."""
        counts = Counter(f["properties"]["method"] for f in json.loads(self.found)["features"])
        return ", ".join(f"{method} {count}" for method, count in sorted(counts.items()))


def read_rooms(text: str) -> list[Room]:
    """Read found rooms back from their GeoJSON."""
    return [(shape(f["geometry"]), f["properties"]["number"] or "") for f in json.loads(text)["features"]]


def measure(case: Case) -> Result:
    """Read one drawing and score its rooms; a crash is a drawing in which nothing was found, and is printed."""
    started = time.perf_counter()
    try:
        examination = examine_drawing(case.path, case.ignore)
        found, units, crash = rooms_geojson(examination), examination.unit.name, ""
    except Exception as error:  # whatever it is, the table goes on
        found, units, crash = '{"features": []}', "?", f"{type(error).__name__}: {error}"
    seconds = time.perf_counter() - started
    return Result(case, tally_rooms(case.true, read_rooms(found), case.voids), found, seconds, units, crash)


def cases_of(name: str, seed: int, scratch: Path, limit: int | None) -> Iterator[Case]:
    """List the drawings of one row."""
    if name in REAL:
        yield from list(REAL[name](DATA))[:limit]
    else:
        source, variant = name.split()
        yield from drawn_cases(DATA, source, variant, seed, scratch, limit)


def heading() -> str:
    """Return the table's first line."""
    titles = ("true", "found", "R@.5", "R@.75", "P@.5", "P@.75", "IoU", "number", "s")
    return f"{'drawing set':<24}" + "".join(f"{title:>7}" for title in titles) + "  target"


def row(name: str, tally: Tally, seconds: float, target: str = "") -> str:
    """Return one line of the table."""
    shares = "".join(f"{share:>7.3f}" for share in tally.shares().values())
    return f"{name:<24}{tally.true:>7}{tally.found:>7}{shares}{seconds:>7.1f}  {target}".rstrip()


def verdict(name: str, tally: Tally) -> str:
    """Say which targets a row meets."""
    shares = tally.shares()
    bits = [f"{SHORT[key]} {goal:.2f} {_ok(shares[key] >= goal)}" for key, goal in TARGETS[name].items()]
    return ", ".join(bits) or "none (open plan)"


def _ok(is_met: bool) -> str:
    return "ok" if is_met else "MISS"


def print_set(name: str, results: list[Result], args: argparse.Namespace) -> None:
    """Print a row, and what was asked for below it."""
    total = sum((result.tally for result in results), Tally())
    print(row(name, total, sum(r.seconds for r in results), verdict(name, total)), flush=True)
    for result in results:
        print_floor(result, args)
        if args.keep:
            (args.keep / f"{result.case.name}.found.geojson").write_text(result.found, encoding="utf-8")


def print_floor(result: Result, args: argparse.Namespace) -> None:
    """Print what was asked for about one floor."""
    case = result.case
    if result.crash:
        print(f"    {case.name}: CRASHED with {result.crash}")
    if args.each:
        print(row("  " + case.name[:22], result.tally, result.seconds, f"{result.units}; {result.methods()}"))
    if args.notes:
        print(f"    {case.name}: {', '.join(f'{count} {what}' for what, count in sorted((+case.notes).items()))}")
    for line in missed_rooms(case.true, result.rooms(), case.voids) if args.missed else ():
        print(f"    {case.name}: {line}")


def parse() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", metavar="NAME")
    parser.add_argument("--variant", choices=("clean", "rough"))
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--limit", type=int, help="floors of each set, at most")
    parser.add_argument("--jobs", type=int, choices=(1, 2), default=1)
    parser.add_argument("--each", action="store_true", help="a row for each floor")
    parser.add_argument("--missed", action="store_true", help="name rooms missed at 0.75, wrong numbers, inventions")
    parser.add_argument("--notes", action="store_true", help="what was mended or left out when the truth was read")
    parser.add_argument("--keep", type=Path, help="keep drawings drawn and rooms found here")
    return parser.parse_args()


def main() -> None:
    """Print the table."""
    args = parse()
    names = [n for n in TARGETS if not args.names or n.startswith(tuple(args.names))]
    names = [n for n in names if not args.variant or n in REAL or n.endswith(args.variant)]
    if args.keep:
        args.keep.mkdir(parents=True, exist_ok=True)
    print(heading())
    with tempfile.TemporaryDirectory() as scratch:
        folder = args.keep or Path(scratch)
        for name in names:
            cases = cases_of(name, args.seed, folder, args.limit)
            print_set(name, list(_measured(cases, args.jobs)), args)


def _measured(cases: Iterator[Case], jobs: int) -> Iterator[Result]:
    if jobs == 1:
        yield from map(measure, cases)
        return
    with ProcessPoolExecutor(jobs) as pool:
        yield from pool.map(partial(measure), cases)


if __name__ == "__main__":
    main()
