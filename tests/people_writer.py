"""A program that keeps changing a campus folder and says each change that was made; for tests that kill it."""

from __future__ import annotations

import sys
from pathlib import Path

from campusmap.model.edit import Change
from campusmap.pipeline.people import save_changes


def write_rows(folder: Path, who: str, count: int) -> None:
    """Add a row and type three letters into it, over and over; a line on stdout follows each change."""
    for n in range(count):
        row = {"kind": "AED", "label": f"{who}-{n}", "building": "A"}
        save_changes(folder, [Change("markers", None, row)], who, "place")
        print(f"{who}-{n}", flush=True)
        for typed in ("a", "ab", "abc"):
            save_changes(folder, [Change("markers", row, {**row, "note": typed})], who, "note", group=f"{who}-{n}")
            row["note"] = typed
            print(f"{who}-{n} {typed}", flush=True)


if __name__ == "__main__":
    write_rows(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]))
