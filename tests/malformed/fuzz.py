"""Read mutants in this process: ``python tests/malformed/fuzz.py READER COUNT [SEED]`` tells what became of them.

A reader passes when every mutant is read or refused with a code and in time. Of drawings, the entities that their
bytes hold must be accounted for; of the entities that an independent count of ``0 / TYPE`` pairs finds, too.
"""

from __future__ import annotations

import faulthandler
import sys
import tempfile
import time
import traceback
import warnings
import zipfile
from collections import Counter
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parents[1]), str(HERE.parent)]

from malformed.mutants import BYTES, DRAWING, LINES, Mutation, mutants  # noqa: E402
from malformed.reading import outcome, tally_gap  # noqa: E402

# Reader, the case whose file is changed, the file, and how it is changed.
SEEDS: dict[str, tuple[tuple[str, str, tuple[Mutation, ...]], ...]] = {
    "dxf": (
        ("dxf/sound", "plan.dxf", DRAWING), ("dxf/text-surrogate", "plan.dxf", DRAWING), ("dxf/rich", "plan.dxf", DRAWING),  # noqa: E501
        ("dxf/binary-sound", "plan.dxf", BYTES),
    ),
    "geojson": (("footprints/sound", "footprints.geojson", (*BYTES, *LINES)), ("plans/rooms-sound", "plan.geojson", (*BYTES, *LINES))),  # noqa: E501
    "shp": (("footprints/shp-sound", "footprints.shp", BYTES), ("footprints/shp-sound", "footprints.dbf", BYTES),
            ("footprints/shp-sound", "footprints.shx", BYTES), ("footprints/shp-sound", "footprints.prj", BYTES)),
    "gpkg": (("footprints/gpkg-sound", "footprints.gpkg", BYTES),),
    "fgb": (("footprints/fgb-sound", "footprints.fgb", BYTES),),
    "imdf": (("archives/imdf-sound", "plan.zip", (*BYTES, *LINES)),),
    "csv": (("tables/csv-sound", "rooms.csv", (*BYTES, *LINES)),),
    "xlsx": (("tables/xlsx-sound", "rooms.xlsx", (*BYTES, *LINES)),),
    "toml": (("projects/toml-sound", "campus.toml", (*BYTES, *LINES)),),
    "ledger": (("ledgers/ledger-sound", "ledger.json", (*BYTES, *LINES)),),
    "picture": (("pictures/png-sound", "air.png", BYTES), ("pictures/jpg-sound", "air.jpg", BYTES),
                ("pictures/tif-sound", "air.tif", BYTES), ("pictures/png-sound", "air.pgw", (*BYTES, *LINES))),
    "world": (("worlds/wld-sound", "plan.wld", (*BYTES, *LINES)),),
}  # fmt: skip
PACKED = {"imdf", "xlsx"}
SLOW_S = 10.0  # of processor time; all seeds are small


@dataclass
class Tally:
    """What became of the mutants."""

    ends: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)
    slowest_s: float = 0.0


def read_mutants(reader: str, count: int, seed: int = 0) -> Tally:
    """Read ``count`` mutants of a reader's seeds, in turn."""
    tally = Tally()
    each = -(-count // len(SEEDS[reader]))
    with tempfile.TemporaryDirectory(prefix="mutants-") as folder, zipfile.ZipFile(HERE / "corpus.zip") as corpus:
        for number, (case, file, ways) in enumerate(SEEDS[reader]):
            place = Path(folder, str(number))
            place.mkdir()
            for member in corpus.namelist():
                if member.startswith(f"{case}/"):
                    (place / member.rpartition("/")[2]).write_bytes(corpus.read(member))
            original = (place / file).read_bytes()
            source = mutants(original, ways, f"{reader} {number} {seed}", reader in PACKED)
            for index, data in enumerate(islice(source, each)):
                (place / file).write_bytes(data)
                judge(tally, case, place, f"{case} {file} seed {seed} mutant {index}", data)
    return tally


def judge(tally: Tally, case: str, place: Path, name: str, data: bytes) -> None:
    """Read one mutant and enter how it ended."""
    started = time.process_time()
    faulthandler.dump_traceback_later(120, exit=True)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            ends = outcome(case.partition("/")[0], place)
        if case.startswith("dxf/") and ends.startswith("accepted") and (gap := tally_gap(place / "plan.dxf", data)):
            ends = "fault"
            tally.faults.append(f"{name}: {gap}")
    except Exception as fault:
        ends = "fault"
        at = traceback.extract_tb(fault.__traceback__)[-1]
        tally.faults.append(f"{name}: {type(fault).__name__}: {str(fault)[:120]!r} in {at.filename}:{at.lineno}")
    finally:
        faulthandler.cancel_dump_traceback_later()
    seconds = time.process_time() - started
    if seconds > SLOW_S:
        tally.faults.append(f"{name}: took {seconds:.1f} s")
    tally.slowest_s = max(tally.slowest_s, seconds)
    tally.ends[
        ends.partition(" ")[0]
        if ends.startswith("refused") or ends == "fault"
        else "accepted"
        if ends == "accepted"
        else "accepted with notices"
    ] += 1


def main() -> None:
    reader, count, *rest = sys.argv[1:]
    started, cpu = time.monotonic(), time.process_time()
    tally = read_mutants(reader, int(count), int(rest[0]) if rest else 0)
    print(f"{reader}: {dict(tally.ends)}, slowest {tally.slowest_s:.2f} s, {time.process_time() - cpu:.0f} s of processor "  # noqa: E501
          f"time, {time.monotonic() - started:.0f} s")  # fmt: skip
    kinds: dict[str, list[str]] = {}
    for fault in tally.faults:
        kinds.setdefault(fault.partition(": ")[2], []).append(fault)
    for kind, own in sorted(kinds.items(), key=lambda item: -len(item[1]))[:40]:
        print(f"  {len(own):>5}  {kind}\n         first {own[0].partition(': ')[0]}")


if __name__ == "__main__":
    main()
