"""Harbor Middle: the list of planted faults."""

from __future__ import annotations

from typing import Any

MAIN = "plans/main floors.dxf"

# fault | severity | file | building | floor | number | what is wrong | rule family
FAULTS = f"""
units-missing | ERROR | plans/gym.dxf | GYM | 1 | | Header and campus.toml state no unit | units.missing
plan-mirrored | ERROR | plans/annex.dxf | N | 1 | | Control points fit only with a reflection | place.mirrored
number-duplicate | ERROR | {MAIN} | MAIN | 1 | 114 | Two rooms are both drawn as 114; one is 116 | numbering.duplicate
number-missing | ERROR | {MAIN} | MAIN | 2 | | The workroom between 205 and 209 bears no number | numbering.missing
number-wrong-floor | ERROR | {MAIN} | MAIN | 2 | 314 | A room of floor 2 begins with 3; it should be 214 | numbering.floor_digit
door-number-missing | ERROR | {MAIN} | MAIN | 1 | | The outside door between D3 and D5 has no number | numbering.door_missing
room-in-list-not-drawn | WARNING | rooms.csv | MAIN | 1 | 117 | The list has a Reading Room that is not drawn | reconcile.not_drawn
room-in-list-not-drawn | WARNING | rooms.csv | MAIN | 1 | 116 | The list has 116; the drawing calls it 114 | reconcile.not_drawn
room-in-list-not-drawn | WARNING | rooms.csv | MAIN | 2 | 214 | The list has 214; the drawing calls it 314 | reconcile.not_drawn
room-drawn-not-in-list | WARNING | rooms.csv | N | 1 | 127 | Drawn but not in the list | reconcile.not_listed
room-drawn-not-in-list | WARNING | rooms.csv | MAIN | 2 | 314 | Drawn but not in the list | reconcile.not_listed
room-name-differs | NOTE | rooms.csv | MAIN | 1 | 111 | Library in the drawing, Computer Lab in the list | reconcile.name
room-name-differs | NOTE | rooms.csv | MAIN | 1 | 103 | Classroom in the drawing, a French room in the list | reconcile.name
marker-room-unknown | ERROR | markers.csv | MAIN | 1 | 199 | An extinguisher in a room that does not exist | marker.no_room
marker-kind-unknown | WARNING | markers.csv | MAIN | 1 | | "Tide gauge" is no kind of marker | marker.unknown_kind
layer-frozen-walls | WARNING | {MAIN} | MAIN | 2 | 209 | A frozen layer, A-WALL-PH2, holds walls | drawing.frozen
layer-frozen-tags | WARNING | {MAIN} | MAIN | 2 | 209A | A frozen layer, A-AREA-IDEN-PH2, holds a room tag | drawing.frozen
xref-missing | WARNING | {MAIN} | MAIN | 1 | | Reference ..\\xref\\HARBOR-MECH.dwg is not bound and not there | drawing.xref
imagery-old | WARNING | imagery/harbor_2021.jpg | | | | Captured 2021-03-02, more than three years ago | imagery.age
survey-stale | WARNING | survey.csv | MAIN | 1 | 101 | Hard corner confirmed on another version of the plan | hard_corner.stale
not-verified | WARNING | campus.toml | | | | No walk-through is recorded | campus.verified
aed-missing-on-floor | WARNING | markers.csv | MAIN | 2 | | No AED on the second floor | safety.aed
key-box-missing | WARNING | markers.csv | GYM | | | No key box and no statement that there is none | safety.key_box
"""
KEYS = "fault severity file building floor number note expect".split()


def harbor_faults(gaps: list[tuple[float, float]]) -> list[dict[str, Any]]:
    """Return the planted faults; ``gaps`` are the corners that do not meet, in drawing units."""
    rows = [dict(zip(KEYS, (cell.strip() for cell in line.split("|")), strict=True)) for line in FAULTS.strip().splitlines()]
    return [_entry(row) for row in rows] + [_gap(spot) for spot in gaps]


def _entry(row: dict[str, str]) -> dict[str, Any]:
    where = {key: row[key] for key in ("file", "building", "floor", "number") if row[key]}
    head = {key: row[key] for key in ("fault", "severity")}
    return {**head, "where": where, "note": row["note"], "expect": row["expect"], "rule": ""}


def _gap(spot: tuple[float, float]) -> dict[str, Any]:
    x, y = (round(value, 2) for value in spot)
    where = {"file": MAIN, "building": "MAIN", "floor": "1" if x < 2600 else "2", "x": x, "y": y}
    note = "Two wall faces miss each other at a corner by 1 to 2 in; healed, and said so"
    return {"fault": "corner-gap", "severity": "NOTE", "where": where, "note": note, "expect": "drawing.healed", "rule": ""}
