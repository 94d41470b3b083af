"""Scrambled campuses are put in order: proposed, planned, posted, drawn."""

from __future__ import annotations

import csv
import io
import json
import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest
from click.testing import CliRunner
from scramble import catch_up, scramble

from campusmap.cli import cli
from campusmap.model.finding import Review
from campusmap.model.places import Campus, Opening, Space
from campusmap.pipeline.campus import assemble_campus
from campusmap.pipeline.inputs import read_inputs
from campusmap.rules.evidence import Evidence
from campusmap.rules.run import review

ISSUED = "2026-11-01"


class Judged(NamedTuple):
    """A campus, and what the rules say of it."""

    campus: Campus
    review: Review


def judge(folder: Path) -> Judged:
    """Judge a campus folder as a check does, but for glass, ways and sheets, which no number depends on."""
    inputs = read_inputs(folder)
    campus = assemble_campus(inputs)
    evidence = Evidence(campus, inputs.project, inputs.tables, issued=ISSUED, ledger=inputs.ledger)
    return Judged(campus, review(evidence))


@cache
def judged(source: Path) -> Judged:
    return judge(source)


def numbering(kit: Judged) -> list[str]:
    families = ("NUM", "DOR001", "DOR002", "DOR003", "DOR004", "DOR005", "DOR010", "DOR013", "BLD001", "BLD002")
    return sorted(f.id + " " + f.message for f in kit.review.findings if f.id.startswith(families))


def number(folder: Path, out: Path, *options: str) -> str:
    done = CliRunner().invoke(cli, ["number", str(folder), "-o", str(out), "--issued", ISSUED, *options])
    assert done.exit_code == 0, done.output
    return done.output


def shown(kit: Judged) -> dict[str, str]:
    floors = [floor for building in kit.campus.buildings for floor in building.floors]
    return {thing.id: thing.shown_number for floor in floors for thing in (*floor.spaces, *floor.openings)}


def things(kit: Judged) -> list[Space | Opening]:
    floors = [floor for building in kit.campus.buildings for floor in building.floors]
    return [thing for floor in floors for thing in (*floor.spaces, *floor.openings)]


def post(folder: Path) -> int:
    """Fill posted_on in wherever a number is planned, as a person does when the signs are up."""
    count = 0
    for name in ("rooms.csv", "openings.csv"):
        path = folder / name
        if not path.exists():
            continue
        rows = list(csv.DictReader(io.StringIO(path.read_text("utf-8-sig"))))
        for row in rows:
            row.pop(None, None)  # type: ignore[call-overload]
            if row["posted_number"] and not row["posted_on"]:
                row["posted_on"] = "2026-10-30"
                count += 1
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, rows[0].keys())
            writer.writeheader()
            writer.writerows(rows)
    return count


def put_in_order(source: Path, home: Path, seed: int, share: float) -> tuple[Path, Path]:
    """Scramble, propose, record, post; hold every step to what it promises; return the campus and the proposal."""
    folder, out = home / "campus", home / "numbers"
    assert min(scramble(source, folder, seed, share).values()) > 0
    before = judge(folder)
    assert len(numbering(before)) > 3
    number(folder, out, "--write")
    changes = json.loads((out / "numbers.json").read_text("utf-8"))["changes"]
    planned = judge(folder)
    assert shown(planned) == shown(before), "an unposted number is shown"
    assert {t.id: t.planned_number for t in things(planned) if t.planned_number} == {c["id"]: c["new"] for c in changes}
    assert post(folder) == len(changes)
    posted = judge(folder)
    assert {c["id"]: shown(posted)[c["id"]] for c in changes} == {c["id"]: c["new"] for c in changes}
    old = [c for c in changes if c["kind"] != "door" and c["old"]]
    left = [line for line in numbering(posted) if not line.startswith("NUM018")]
    assert left == [line for line in numbering(judged(source)) if line in left]
    told = [line for line in numbering(posted) if line.startswith("NUM018")]
    counts = [re.match(r"NUM018 (\d+) rooms", line) for line in told]
    assert sum(int(count[1]) if count else 1 for count in counts) == len(old)
    return folder, out


def files(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def test_a_scrambled_campus_posted_has_no_numbering_finding(samples: Path, tmp_path: Path) -> None:
    folder = tmp_path / "campus"
    scramble(samples / "maple-elementary", folder, 1, 0.4)
    number(folder, tmp_path / "numbers", "--write")
    changes = json.loads((tmp_path / "numbers" / "numbers.json").read_text("utf-8"))["changes"]
    assert len(changes) > 5 and post(folder) == len(changes)
    assert {line.split()[0] for line in numbering(judge(folder))} == {"NUM018"}  # the drawing has not caught up
    held = files(folder)
    assert "No number has to change." in number(folder, tmp_path / "again", "--write")
    assert files(folder) == held


@pytest.mark.full
@pytest.mark.parametrize("seed", [1, 2, 6, 7, 8])
def test_a_scrambled_campus_is_put_in_order(samples: Path, tmp_path: Path, seed: int) -> None:
    folder, out = put_in_order(samples / "maple-elementary", tmp_path, seed, 0.4)
    held = files(folder)
    said = number(folder, tmp_path / "again", "--write")
    assert "No number has to change." in said and "Nothing was to be recorded." in said
    assert files(folder) == held
    assert catch_up(folder / "plans" / "main.dxf", out / "dxf" / "main.dxf")
    drawn = judge(folder)
    assert numbering(drawn) == numbering(judged(samples / "maple-elementary")) == []
    assert not [f for f in drawn.review.findings if f.id.startswith("LST")]


@pytest.mark.full
@pytest.mark.parametrize("seed", [3, 4, 5])
def test_a_scrambled_high_school_is_put_in_order(samples: Path, tmp_path: Path, seed: int) -> None:
    folder, _ = put_in_order(samples / "cedar-ridge-high", tmp_path, seed, 0.3)
    held = files(folder)
    assert "No number has to change." in number(folder, tmp_path / "again", "--write")
    assert files(folder) == held
