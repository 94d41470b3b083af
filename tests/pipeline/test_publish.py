"""A kit folder holds the old kit or the new one, whatever happens in between."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from demo_campus import demo_kit

from campusmap.errors import InputError, LockedError
from campusmap.export.manifest import write_manifest
from campusmap.pipeline.lock import hold_lock
from campusmap.pipeline.publish import refuse_campus, refuse_unwritable, staged


def make_kit(folder: Path, word: str) -> None:
    with staged(folder) as staging:
        (staging / "map.html").write_text(word)
        write_manifest(demo_kit(), staging)


def test_new_kit_takes_the_place_of_the_old(tmp_path: Path) -> None:
    make_kit(tmp_path / "kit", "old")
    make_kit(tmp_path / "kit", "new")
    assert (tmp_path / "kit" / "map.html").read_text() == "new"
    assert [path.name for path in tmp_path.iterdir()] == ["kit"]


def test_failed_build_leaves_the_old_kit(tmp_path: Path) -> None:
    make_kit(tmp_path / "kit", "old")
    with pytest.raises(RuntimeError), staged(tmp_path / "kit") as staging:
        (staging / "map.html").write_text("half")
        raise RuntimeError
    assert (tmp_path / "kit" / "map.html").read_text() == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["kit"]


def test_foreign_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "letters.txt").write_text("not ours")
    with pytest.raises(InputError, match="not a kit's"):
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


def test_file_put_into_a_kit_is_not_swept_away(tmp_path: Path) -> None:
    make_kit(tmp_path / "kit", "old")
    (tmp_path / "kit" / "notes.txt").write_text("mine")
    with pytest.raises(InputError, match=r"notes\.txt"):
        make_kit(tmp_path / "kit", "new")
    assert (tmp_path / "kit" / "notes.txt").read_text() == "mine"


def test_manifest_of_something_else_makes_no_kit(tmp_path: Path) -> None:
    (tmp_path / "app").mkdir()
    (tmp_path / "app" / "manifest.json").write_text('{"name": "web app", "files": []}')
    with pytest.raises(InputError, match=r"manifest\.json"):
        make_kit(tmp_path / "app", "new")


def test_kit_of_a_build_killed_between_the_renames_comes_back(tmp_path: Path) -> None:
    make_kit(tmp_path / "kit", "old")
    (tmp_path / "kit").rename(tmp_path / ".kit.old")
    with pytest.raises(RuntimeError), staged(tmp_path / "kit"):
        raise RuntimeError
    assert (tmp_path / "kit" / "map.html").read_text() == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["kit"]


def test_interrupt_between_the_renames_puts_the_old_kit_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make_kit(tmp_path / "kit", "old")
    rename = Path.rename

    def interrupted(self: Path, target: Path) -> Path:
        if self.name == ".kit.staging":
            raise KeyboardInterrupt
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", interrupted)
    with pytest.raises(KeyboardInterrupt):
        make_kit(tmp_path / "kit", "new")
    assert (tmp_path / "kit" / "map.html").read_text() == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["kit"]


@pytest.mark.parametrize("out", [".", "..", "../.."])
def test_campus_folder_and_those_above_it_are_refused(out: str, tmp_path: Path) -> None:
    (tmp_path / "school").mkdir()
    with pytest.raises(InputError, match="campus folder"):
        refuse_campus(tmp_path / "school" / out, tmp_path / "school")
    refuse_campus(tmp_path / "school" / "output", tmp_path / "school")


def test_place_that_cannot_be_written_is_told_beforehand(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(InputError, match="is a file"):
        refuse_unwritable(tmp_path / "file" / "kit")
    with pytest.raises(InputError, match="is a file"), hold_lock(tmp_path / "file" / "kit"):
        pass
    refuse_unwritable(tmp_path / "new" / "kit")


def test_blank_lock_is_another_builder_till_it_is_old(tmp_path: Path) -> None:
    lock = tmp_path / ".kit.lock"
    lock.write_text("")
    with pytest.raises(LockedError), hold_lock(tmp_path / "kit"):
        pass
    os.utime(lock, (0, 0))
    with hold_lock(tmp_path / "kit"):
        assert lock.read_text().split()[0] == str(os.getpid())
