"""Changes to people's files: taken back, made good, kept whole by two programs at once and by one that is killed."""

from __future__ import annotations

import csv
import json
import random
import subprocess
import sys
import time
from itertools import pairwise
from pathlib import Path

import pytest

from campusmap.errors import ConflictError
from campusmap.model.edit import Change
from campusmap.pipeline.journal import FILE, HOME
from campusmap.pipeline.people import read_journal, recover, redo_last, save_changes, undo_last

WRITER = Path(__file__).parents[1] / "people_writer.py"
ROOT = Path(__file__).parents[2]
START = b"kind,label,building,note,theirs\r\nAED,old,A,,keep\r\n"


def read_rows(folder: Path) -> list[dict[str, str]]:
    with (folder / "markers.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, restval=""))


def begin(folder: Path) -> Path:
    (folder / "markers.csv").write_bytes(START)
    return folder


def relabel(folder: Path, before: str, after: str, who: str = "Ann", group: str = "") -> None:
    seen = {"kind": "AED", "label": before}
    save_changes(folder, [Change("markers", seen, {**seen, "label": after}, 2)], who, "relabel", group)


def test_undo_and_redo_walk_back_and_forth(tmp_path: Path) -> None:
    folder, labels = begin(tmp_path), ["old", "b", "c", "d"]
    for before, after in pairwise(labels):
        relabel(folder, before, after)
    for label in reversed(labels[:-1]):
        assert undo_last(folder, "Ann") is not None
        assert read_rows(folder)[0]["label"] == label
    assert undo_last(folder, "Ann") is None
    assert (folder / "markers.csv").read_bytes() == START
    for label in labels[1:]:
        assert redo_last(folder, "Ann") is not None
        assert read_rows(folder)[0]["label"] == label
    assert redo_last(folder, "Ann") is None
    undo_last(folder, "Ann")
    relabel(folder, "c", "e")
    assert redo_last(folder, "Ann") is None
    undo_last(folder, "Ann")
    undo_last(folder, "Ann")
    assert read_rows(folder)[0]["label"] == "b"


def test_a_file_that_was_begun_goes_with_its_last_row(tmp_path: Path) -> None:
    shape = {"type": "Feature", "properties": {"kind": "hard_corner"}}
    both = [Change("overrides.geojson", None, shape), Change("survey", None, {"subject": "A/1", "fact": "hard_corner"})]
    save_changes(tmp_path, both, "Ann", "draw")
    assert (tmp_path / "survey.csv").exists()
    undo_last(tmp_path, "Ann")
    assert [path.name for path in tmp_path.iterdir()] == [HOME]
    redo_last(tmp_path, "Ann")
    assert json.loads((tmp_path / "overrides.geojson").read_bytes())["features"] == [shape]
    (tmp_path / "markers.csv").write_bytes(b"kind,label\n")
    save_changes(tmp_path, [Change("markers", None, {"kind": "AED"})], "Ann", "place")
    undo_last(tmp_path, "Ann")
    assert (tmp_path / "markers.csv").read_bytes() == b"kind,label\n"


def test_typing_is_taken_back_as_one(tmp_path: Path) -> None:
    folder, words = begin(tmp_path), ["old", "o", "on", "one"]
    for before, after in pairwise(words):
        relabel(folder, before, after, group="field 1")
    relabel(folder, "one", "two", group="field 2")
    undo_last(folder, "Ann")
    assert read_rows(folder)[0]["label"] == "one"
    undo_last(folder, "Ann")
    assert (folder / "markers.csv").read_bytes() == START
    redo_last(folder, "Ann")
    redo_last(folder, "Ann")
    assert read_rows(folder)[0]["label"] == "two"


def test_everybody_takes_back_their_own(tmp_path: Path) -> None:
    folder = begin(tmp_path)
    save_changes(folder, [Change("markers", None, {"kind": "KEY_BOX", "label": "box"})], "Bob", "place")
    relabel(folder, "old", "new")
    assert undo_last(folder, "Bob") is not None
    assert [row["label"] for row in read_rows(folder)] == ["new"]
    assert undo_last(folder, "Bob") is None
    relabel(folder, "new", "newer", who="Bob")
    with pytest.raises(ConflictError):
        undo_last(folder, "Ann")
    assert [row["label"] for row in read_rows(folder)] == ["newer"]


def test_a_change_of_two_files_is_refused_whole(tmp_path: Path) -> None:
    folder = begin(tmp_path)
    shape = {"type": "Feature", "properties": {"kind": "hard_corner"}}
    both = [Change("overrides.geojson", None, shape), Change("markers", {"label": "gone"}, None)]
    with pytest.raises(ConflictError):
        save_changes(folder, both, "Ann", "draw")
    assert not (folder / "overrides.geojson").exists()
    assert (folder / "markers.csv").read_bytes() == START
    assert read_journal(folder) == []


def test_what_the_journal_promised_is_finished(tmp_path: Path) -> None:
    folder = begin(tmp_path)
    relabel(folder, "old", "new")
    journal = folder / HOME / FILE
    lines = journal.read_bytes().splitlines(keepends=True)
    assert [json.loads(line).get("done") for line in lines] == [None, 1]
    for rest in (b"", b'{"done', lines[1][:-1]):  # killed before the note, within it, and before its line was ended
        (folder / "markers.csv").write_bytes(START)
        journal.write_bytes(lines[0] + rest)
        assert [entry.number for entry in recover(folder)] == [1]
        assert read_rows(folder)[0]["label"] == "new"
        assert journal.read_bytes() == b"".join(lines)
    journal.write_bytes(lines[0][:-40])  # killed within the promise: the change was never said to be made
    (folder / "markers.csv").write_bytes(START)
    assert recover(folder) == []
    assert (folder / "markers.csv").read_bytes() == START
    relabel(folder, "old", "again")
    assert read_rows(folder)[0]["label"] == "again"


def start_writer(folder: Path, who: str, count: int) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, str(WRITER), str(folder), who, str(count)], stdout=subprocess.PIPE, text=True, cwd=ROOT,
        env={"PYTHONPATH": str(ROOT)},
    )  # fmt: skip


def test_two_programs_lose_no_row(tmp_path: Path) -> None:
    folder = begin(tmp_path)
    writers = [start_writer(folder, who, 12) for who in ("ann", "bob")]
    for writer in writers:
        writer.communicate(timeout=120)
    assert [writer.returncode for writer in writers] == [0, 0]
    rows = read_rows(folder)
    assert {row["label"] for row in rows} == {"old", *(f"{who}-{n}" for who in ("ann", "bob") for n in range(12))}
    assert {row["note"] for row in rows if row["label"] != "old"} == {"abc"}
    assert rows[0]["theirs"] == "keep"


def kill_and_look(folder: Path, seed: int) -> None:
    """Kill a writer at a random moment: what it had said is there, and at most one change more."""
    writer = start_writer(folder, f"w{seed}", 500)
    assert writer.stdout is not None
    first = writer.stdout.readline()
    time.sleep(random.Random(seed).uniform(0, 0.15))
    writer.kill()
    said = [first.strip(), *writer.stdout.read().split("\n")[:-1]]
    writer.wait()
    writer.stdout.close()
    recover(folder)
    notes = {row["label"]: row["note"] for row in read_rows(folder) if row["label"].startswith(f"w{seed}-")}
    expected: dict[str, str] = {}
    for line in said:
        label, _, typed = line.partition(" ")
        expected[label] = typed
    behind = {label: note for label, note in notes.items() if expected.get(label) != note}
    assert set(expected) <= set(notes)
    assert len(behind) <= 1
    assert all(note.startswith(expected.get(label, "")) for label, note in behind.items())
    assert all(len(note) - len(expected.get(label, "")) <= 1 for label, note in behind.items())


@pytest.mark.parametrize("kills", [4, pytest.param(100, marks=pytest.mark.full)])
def test_a_killed_program_leaves_whole_files(tmp_path: Path, kills: int) -> None:
    folder = begin(tmp_path)
    for seed in range(kills):
        kill_and_look(folder, seed)
    assert read_rows(folder)[0] == {"kind": "AED", "label": "old", "building": "A", "note": "", "theirs": "keep"}
    assert sorted(path.name for path in folder.iterdir()) == [HOME, "markers.csv"]


def test_what_a_killed_program_wrote_beside_a_file_goes(tmp_path: Path) -> None:
    save_changes(tmp_path, [Change("markers", None, {"kind": "AED", "note": "hall"})], "Ann", "place")
    journal = tmp_path / HOME / FILE
    lines = journal.read_bytes().splitlines(keepends=True)
    journal.write_bytes(b"".join(lines[:-1]))  # killed before it noted that the file is written
    fresh = tmp_path / ".markers.csv.new"
    fresh.write_bytes(b"kind,no")
    content = (tmp_path / "markers.csv").read_bytes()
    recover(tmp_path)
    assert not fresh.exists()
    assert (tmp_path / "markers.csv").read_bytes() == content
