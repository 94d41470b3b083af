"""Harbor Middle: the list of planted faults."""

from __future__ import annotations

from typing import Any

MAIN = "plans/main floors.dxf"

# What kind of rule should speak, by the rule that does.
EXPECT = {
    "DOR001": "doors.missing",
    "DOR005": "doors.gap",
    "DXF004": "drawing.xref",
    "DXF006": "drawing.frozen",
    "HRD004": "hard_corner.stale",
    "IMG003": "imagery.age",
    "LST001": "lists.not_drawn",
    "LST002": "lists.not_listed",
    "LST003": "lists.ambiguous",
    "LST004": "lists.name",
    "MRK001": "markers.unknown_kind",
    "MRK002": "markers.no_room",
    "MRK020": "markers.aed",
    "NUM002": "numbering.missing",
    "NUM004": "numbering.duplicate",
    "NUM006": "numbering.floor_digit",
    "PLC002": "units.missing",
    "PLC004": "place.mirrored",
    "REQ001": "campus.verified",
    "TBL005": "tables.encoding",
}

# fault | severity | file | building | floor | number | rule | what is wrong
FAULTS = f"""
units-missing | ERROR | plans/gym.dxf | GYM | 1 |  | PLC002 | Header and campus.toml state no unit
plan-mirrored | ERROR | plans/annex.dxf | N | 1 |  | PLC004 | Control points fit only with a reflection
number-duplicate | ERROR | {MAIN} | MAIN | 1 | 114 | NUM004 | Two rooms are drawn as 114; one is 116
number-missing | WARNING | {MAIN} | MAIN | 2 |  | NUM002 | The workroom east of 205 bears no number
number-wrong-floor | WARNING | {MAIN} | MAIN | 2 | 314 | NUM006 | A room of floor 2 begins with 3
door-number-missing | ERROR | {MAIN} | MAIN | 1 |  | DOR001 | The east door, between D3 and D5, has no number
door-number-gap | WARNING | {MAIN} | MAIN | 1 |  | DOR005 | For want of that number the doors jump from 3 to 5
room-in-list-not-drawn | WARNING | rooms.csv | MAIN | 1 | 117 | LST001 | A Reading Room that is not drawn
room-in-list-not-drawn | WARNING | rooms.csv | MAIN | 1 | 116 | LST001 | The drawing calls it 114
room-in-list-not-drawn | WARNING | rooms.csv | MAIN | 2 | 214 | LST001 | The drawing calls it 314
room-drawn-not-in-list | NOTE | rooms.csv | N | 1 | 127 | LST002 | Drawn but not in the list
room-drawn-not-in-list | NOTE | rooms.csv | MAIN | 2 | 314 | LST002 | Drawn but not in the list
room-row-ambiguous | WARNING | rooms.csv | MAIN | 1 | 114 | LST003 | One row for 114, two rooms of that number
room-name-differs | NOTE | rooms.csv | MAIN | 1 | 111 | LST004 | Library in the drawing, Computer Lab in the list
room-name-differs | NOTE | rooms.csv | MAIN | 1 | 103 | LST004 | Classroom in the drawing, French in the list
table-old-letters | NOTE | rooms.csv |  |  |  | TBL005 | Saved with semicolons and Windows-1252 letters
marker-room-unknown | WARNING | markers.csv | MAIN | 1 | 199 | MRK002 | An extinguisher in a room that does not exist
marker-kind-unknown | WARNING | markers.csv | MAIN | 1 |  | MRK001 | "Tide gauge" is no kind of marker
aed-missing-on-floor | NOTE | markers.csv | MAIN | 2 |  | MRK020 | No AED on the second floor
layer-frozen-walls | WARNING | {MAIN} | MAIN | 2 | 209 | DXF006 | A frozen layer, A-WALL-PH2, holds walls
layer-frozen-tags | WARNING | {MAIN} | MAIN | 2 | 209A | DXF006 | A frozen layer, A-AREA-IDEN-PH2, holds a tag
xref-missing | WARNING | {MAIN} | MAIN |  |  | DXF004 | ..\\xref\\HARBOR-MECH.dwg is attached, not bound, not there
imagery-old | WARNING | imagery/harbor_2021.jpg |  |  |  | IMG003 | Captured 2021-03-02, more than three years ago
survey-stale | WARNING | survey.csv | MAIN | 1 | 101 | HRD004 | Confirmed on another version of the plan
not-verified | WARNING | campus.toml |  |  |  | REQ001 | No walk-through is recorded
"""
KEYS = ("fault", "severity", "file", "building", "floor", "number", "rule", "note")


def harbor_faults(gaps: list[tuple[float, float]]) -> list[dict[str, Any]]:
    """Return the planted faults; ``gaps`` are the corners that do not meet, in drawing units."""
    rows = [
        dict(zip(KEYS, (cell.strip() for cell in line.split("|")), strict=True)) for line in FAULTS.strip().splitlines()
    ]
    return [_entry(row) for row in rows] + [_gap(spot) for spot in gaps]


def _entry(row: dict[str, str]) -> dict[str, Any]:
    where = {key: row[key] for key in ("file", "building", "floor", "number") if row[key]}
    head = {key: row[key] for key in ("fault", "severity")}
    return {**head, "where": where, "note": row["note"], "expect": EXPECT[row["rule"]], "rule": row["rule"]}


def _gap(spot: tuple[float, float]) -> dict[str, Any]:
    x, y = (round(value, 2) for value in spot)
    where = {"file": MAIN, "building": "MAIN", "floor": "1" if x < 2600 else "2", "x": x, "y": y}
    note = "Two wall faces miss each other at a corner by 1 to 2 in; healed, and said so"
    return {
        "fault": "corner-gap",
        "severity": "NOTE",
        "where": where,
        "note": note,
        "expect": "drawing.healed",
        "rule": "ROM003",
    }
