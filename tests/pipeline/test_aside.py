"""A photo goes and comes with the change that named it, unless somebody else's row, or nobody of ours, put it there."""

from __future__ import annotations

import hashlib
from pathlib import Path

import openpyxl
import pytest

from campusmap.errors import ConflictError
from campusmap.model.edit import Change
from campusmap.pipeline.journal import HOME
from campusmap.pipeline.people import redo_last, save_changes, undo_last

PICTURE = b"as the editor wrote it"
NAME = f"hall-{hashlib.sha256(PICTURE).hexdigest()[:8]}.jpg"
ROWS = "kind,label,photo\nAED,Hall,\nAED,Gym,{}\n"


def begin(folder: Path, other: str = "", name: str = NAME) -> Path:
    """Let Ann add a photo to the AED in the hall."""
    (folder / "markers.csv").write_text(ROWS.format(other), "utf-8")
    (folder / "photos").mkdir()
    (folder / "photos" / name).write_bytes(PICTURE)
    seen = {"kind": "AED", "label": "Hall", "photo": ""}
    save_changes(folder, [Change("markers", seen, {"photo": name}, 2)], "Ann", "change photo")
    return folder / "photos" / name


def test_a_photo_goes_with_undo_and_comes_back_with_redo(tmp_path: Path) -> None:
    photo = begin(tmp_path)
    for _ in range(2):
        undo_last(tmp_path, "Ann")
        assert not photo.exists()
        assert (tmp_path / HOME / "photos" / NAME).read_bytes() == PICTURE
        redo_last(tmp_path, "Ann")
        assert photo.read_bytes() == PICTURE
        assert NAME in (tmp_path / "markers.csv").read_text("utf-8")


@pytest.mark.parametrize("other", [NAME, f"photos\\{NAME.upper()}", f"a.jpg; {NAME}"])
def test_what_somebody_else_names_stays(tmp_path: Path, other: str) -> None:
    photo = begin(tmp_path, other)
    undo_last(tmp_path, "Ann")
    assert photo.read_bytes() == PICTURE


def test_what_a_workbook_names_stays(tmp_path: Path) -> None:
    photo = begin(tmp_path)
    book = openpyxl.Workbook()
    book.active.append(["door", "photo"])
    book.active.append(["7", NAME])
    book.save(tmp_path / "openings.xlsx")
    undo_last(tmp_path, "Ann")
    assert photo.exists()


@pytest.mark.parametrize("name", ["hall.jpg", "hall-00000000.jpg"])
def test_what_people_put_there_themselves_stays(tmp_path: Path, name: str) -> None:
    photo = begin(tmp_path, name=name)
    undo_last(tmp_path, "Ann")
    assert photo.read_bytes() == PICTURE


def test_a_redo_that_cannot_be_made_leaves_the_photo_aside(tmp_path: Path) -> None:
    photo = begin(tmp_path)
    undo_last(tmp_path, "Ann")
    (tmp_path / "markers.csv").write_text("kind,label,photo\nAED,Hall,another.jpg\n", "utf-8")
    with pytest.raises(ConflictError):
        redo_last(tmp_path, "Ann")
    assert not photo.exists()
    assert (tmp_path / HOME / "photos" / NAME).exists()
