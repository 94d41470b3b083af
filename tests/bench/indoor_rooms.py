"""How many room polygons of the real indoor files come out as spaces, with which shape and number?

    python tests/bench/indoor_rooms.py [WORD]

The truth is counted with json, Shapely and pyproj alone (tests/ingest/indoor_truth.py). WORD picks floors by name.
"""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from ingest.indoor_truth import Case, list_cases  # noqa: E402 - the path is set first
from rooms.score import match  # noqa: E402

from campusmap.model.project import IndoorColumns  # noqa: E402
from campusmap.pipeline.inspect import examine_drawing  # noqa: E402

HEAD = (
    f"{'floor':24} {'rooms':>5} {'spaces':>6} {'IoU>.75':>7} {'mean IoU':>8} {'numbers':>9} {'doors':>5} {'join 2':>6}"
)


def row(case: Case) -> tuple[int, ...]:
    """Print one floor and return its counts."""
    columns = IndoorColumns(**case.columns) if case.columns else None
    floor = examine_drawing(case.path, (), case.level, columns).floor
    pairs = match([room.polygon for room in case.rooms], [space.outline for space in floor.spaces])
    good = [(case.rooms[i], floor.spaces[j]) for i, j, iou in pairs if iou > 0.75]
    stated = sum(bool(room.number) for room, _ in good)
    right = sum(bool(room.number) and room.number == space.number for room, space in good)
    mean = sum(iou for *_, iou in pairs) / max(1, len(pairs))
    doors = [o for o in floor.openings if o.kind.value != "window"]
    joined = sum(len(door.joins) == 2 for door in doors)
    print(
        f"{case.name:24} {len(case.rooms):5} {len(floor.spaces):6} {len(good):7} {mean:8.3f} {right:4}/{stated:4} "
        f"{len(doors):5} {joined:6}"
    )
    return len(case.rooms), len(floor.spaces), len(good), right, stated, len(doors), joined


def main() -> None:
    """Print a row a floor, and the sums."""
    word = sys.argv[1] if len(sys.argv) > 1 else ""
    print(HEAD)
    rows = [row(case) for case in list_cases(ROOT.parent / "shared" / "data") if word in case.name]
    rooms, spaces, good, right, stated, doors, joined = (sum(column) for column in zip(*rows, strict=True))
    print(f"{'all':24} {rooms:5} {spaces:6} {good:7} {'':8} {right:4}/{stated:4} {doors:5} {joined:6}")


if __name__ == "__main__":
    main()
