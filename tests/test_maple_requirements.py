"""The sample school passes what can be judged of the core pack; a row or key taken out of its folder fails one line."""

from __future__ import annotations

import csv
import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from campusmap.export.table import EXPORTERS
from campusmap.model.requirement import Answer, PackAnswer
from campusmap.pipeline.build import judge_campus

MAPLE = Path(__file__).resolve().parents[1] / "sample_campuses" / "maple-elementary"
ISSUED = "2026-11-01"
EVERYTHING = tuple(EXPORTERS)
LEFT_OPEN = {"R40", "R41", "R43"}  # windows without numbers, no cameras, nobody counted
OF_SHEETS = {"R38", "R39"}  # the others need none laid out
Edit = Callable[[Path], None]


def packs_of(folder: Path, *, sheets: bool = True, exporters: tuple[str, ...] = EVERYTHING) -> tuple[PackAnswer, ...]:
    kit, _ = judge_campus(folder, issued=ISSUED, sheets=sheets, exporters=exporters)
    return kit.requirements.packs


def failing(packs: tuple[PackAnswer, ...]) -> dict[str, str]:
    """Return what fails, but for the lines of the Ohio pack that the sample fails as it stands."""
    found = {line.id: line.said for pack in packs for line in pack.lines if line.answer is Answer.FAIL}
    return {line: said for line, said in found.items() if line not in LEFT_OPEN}


def without_rows(table: str, word: str) -> Edit:
    def edit(folder: Path) -> None:
        path = folder / f"{table}.csv"
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.reader(file))
        kept = [row for row in rows if word not in row]
        assert len(kept) < len(rows)
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(kept)

    return edit


def without_areas(*kinds: str) -> Edit:
    def edit(folder: Path) -> None:
        path = folder / "areas.geojson"
        areas = json.loads(path.read_text("utf-8"))
        kept = [feature for feature in areas["features"] if feature["properties"]["kind"] not in kinds]
        assert len(kept) < len(areas["features"])
        path.write_text(json.dumps({**areas, "features": kept}), "utf-8")

    return edit


def in_project(pattern: str, new: str = "") -> Edit:
    def edit(folder: Path) -> None:
        path = folder / "campus.toml"
        text, count = re.subn(pattern, new, path.read_text("utf-8"), flags=re.MULTILINE)
        assert count == 1
        path.write_text(text, "utf-8")

    return edit


EDITS: dict[str, Edit] = {
    "R03": in_project(r'^agency = "psap.*\n'),
    "R11": in_project(r"^\[\[imagery\]\]\n(\S.*\n)+"),
    "R12": in_project(r"^captured = .*\n"),
    "R20": without_rows("markers", "HAZARD"),
    "R21": without_rows("survey", "gas_shutoff"),
    "R23": without_rows("markers", "KEY_BOX"),
    "R24": without_rows("markers", "AED"),
    "R25": without_rows("markers", "Bleeding control kit"),
    "R26": without_areas("parking"),
    "R27": without_areas("field", "playground"),
    "R28": without_areas("road"),
    "R29": without_areas("neighbour"),
    "R30": in_project(r"^verified = .*\n"),
    "R31": in_project(r"when = 2026-08-12", "when = 2019-08-12"),
    "R33": without_rows("recipients", "Law enforcement"),
    "R34": in_project(r"^handling = .*\n"),
    "R38": in_project(r"^state_id = .*\n"),
    "R39": in_project(r"^\[requirements\]\n", '[packet]\nsheets = ["floors", "buildings"]\n\n[requirements]\n'),
}
SHORT = ("R21", "R30", "R39")
CASES = [line if line in SHORT else pytest.param(line, marks=pytest.mark.full) for line in EDITS]


def test_what_can_be_judged_passes() -> None:
    core = packs_of(MAPLE)[0]
    assert [(line.id, line.said) for line in core.lines if line.answer in (Answer.FAIL, Answer.PERSON)] == []
    assert [line.id for line in core.lines if line.answer is Answer.NOT_ASSESSED] == ["R04"]  # nothing was issued


@pytest.mark.parametrize("line", CASES)
def test_a_row_or_key_taken_out_fails_one_line(line: str, tmp_path: Path) -> None:
    folder = tmp_path / "maple"
    shutil.copytree(MAPLE, folder)
    EDITS[line](folder)
    found = failing(packs_of(folder, sheets=line in OF_SHEETS))
    assert set(found) == {line}, found


@pytest.mark.parametrize(
    ("left_out", "line"),
    [
        ("imdf", "R03"),
        pytest.param("gpkg", "R01", marks=pytest.mark.full),
        pytest.param("map", "R02", marks=pytest.mark.full),
    ],
)
def test_files_that_are_not_written_fail_one_line(left_out: str, line: str) -> None:
    written = tuple(name for name in EVERYTHING if name != left_out)
    assert set(failing(packs_of(MAPLE, sheets=False, exporters=written))) == {line}
