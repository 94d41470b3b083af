"""A kit folder holds the old kit or the new one, whatever happens in between."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from campusmap.errors import InputError, LockedError
from campusmap.pipeline.lock import hold_lock
from campusmap.pipeline.publish import staged


def make_kit(folder: Path, word: str) -> None:
    with staged(folder) as staging:
        (staging / "manifest.json").write_text(word)


def test_new_kit_takes_the_place_of_the_old(tmp_path: Path) -> None:
    make_kit(tmp_path / "kit", "old")
    make_kit(tmp_path / "kit", "new")
    assert (tmp_path / "kit" / "manifest.json").read_text() == "new"
    assert [path.name for path in tmp_path.iterdir()] == ["kit"]


def test_failed_build_leaves_the_old_kit(tmp_path: Path) -> None:
    make_kit(tmp_path / "kit", "old")
    with pytest.raises(RuntimeError), staged(tmp_path / "kit") as staging:
        (staging / "map.html").write_text("half")
        raise RuntimeError
    assert (tmp_path / "kit" / "manifest.json").read_text() == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["kit"]


def test_foreign_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "letters.txt").write_text("not ours")
    with pytest.raises(InputError, match="not a kit"):
        make_kit(tmp_path, "new")
    assert (tmp_path / "letters.txt").read_text() == "not ours"


def test_second_builder_is_refused(tmp_path: Path) -> None:
    with hold_lock(tmp_path / "kit"), pytest.raises(LockedError, match="writing this kit"), hold_lock(tmp_path / "kit"):
        pass
    assert list(tmp_path.iterdir()) == []


def test_lock_of_a_dead_process_is_taken_over(tmp_path: Path) -> None:
    dead = subprocess.Popen([sys.executable, "-c", "pass"])
    dead.wait()
    import socket

    (tmp_path / ".kit.lock").write_text(f"{dead.pid} {socket.gethostname()}")
    with hold_lock(tmp_path / "kit"):
        assert (tmp_path / ".kit.lock").exists()
