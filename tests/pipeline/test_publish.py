"""A kit folder holds the old kit or the new one, whatever happens in between."""

from __future__ import annotations

import errno
import os
import shutil
import socket
import sqlite3
import subprocess
import sys
import tempfile
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest
from demo_campus import demo_kit

from campusmap.carto.packet import lay_out
from campusmap.errors import InputError, LockedError
from campusmap.export.manifest import write_manifest
from campusmap.export.table import EXPORTERS
from campusmap.pipeline import publish
from campusmap.pipeline.durable import swap_folders
from campusmap.pipeline.lock import hold_lock
from campusmap.pipeline.output import write_output
from campusmap.pipeline.publish import refuse_campus, refuse_unwritable, staged


def make_kit(folder: Path, word: str) -> None:
    with staged(folder) as staging:
        (staging / "map.html").write_text(f"<html>{word}</html>")
        write_manifest(demo_kit(), staging)


def test_new_kit_takes_the_place_of_the_old(tmp_path: Path) -> None:
    make_kit(tmp_path / "kit", "old")
    make_kit(tmp_path / "kit", "new")
    assert (tmp_path / "kit" / "map.html").read_text() == "<html>new</html>"
    assert [path.name for path in tmp_path.iterdir()] == ["kit"]


def test_failed_build_leaves_the_old_kit(tmp_path: Path) -> None:
    make_kit(tmp_path / "kit", "old")
    with pytest.raises(RuntimeError), staged(tmp_path / "kit") as staging:
        (staging / "map.html").write_text("half")
        raise RuntimeError
    assert (tmp_path / "kit" / "map.html").read_text() == "<html>old</html>"
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
    assert (tmp_path / "kit" / "map.html").read_text() == "<html>old</html>"
    assert [path.name for path in tmp_path.iterdir()] == ["kit"]


def test_interrupt_between_the_renames_puts_the_old_kit_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make_kit(tmp_path / "kit", "old")
    rename = Path.rename

    def interrupted(self: Path, target: Path) -> Path:
        if self.name == ".kit.staging":
            raise KeyboardInterrupt
        return rename(self, target)

    monkeypatch.setattr(publish, "swap_folders", lambda *_: False)
    monkeypatch.setattr(Path, "rename", interrupted)
    with pytest.raises(KeyboardInterrupt):
        make_kit(tmp_path / "kit", "new")
    assert (tmp_path / "kit" / "map.html").read_text() == "<html>old</html>"
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


def test_lock_names_process_host_and_start(tmp_path: Path) -> None:
    with hold_lock(tmp_path / "kit"):
        pid, host, taken, *_ = (tmp_path / ".kit.lock").read_text().split()
    assert (int(pid), host) == (os.getpid(), socket.gethostname())
    assert datetime.fromisoformat(taken).tzinfo is not None


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux says when a process started")
def test_number_of_a_dead_builder_given_to_another_process_keeps_no_lock(tmp_path: Path) -> None:
    (tmp_path / ".kit.lock").write_text(f"{os.getpid()} {socket.gethostname()} 2020-01-01T00:00:00Z 1")
    with hold_lock(tmp_path / "kit"):
        assert not (tmp_path / ".kit.lock").read_text().endswith(" 1")


def test_lock_of_another_machine_is_never_broken(tmp_path: Path) -> None:
    (tmp_path / ".kit.lock").write_text("1 elsewhere 2020-01-01T00:00:00Z")
    with pytest.raises(LockedError, match="process 1 on elsewhere"), hold_lock(tmp_path / "kit"):
        pass
    assert (tmp_path / ".kit.lock").exists()


def test_leftovers_of_a_killed_build_are_cleaned(tmp_path: Path) -> None:
    make_kit(tmp_path / "kit", "old")
    for word in ("staging", "scratch", "old"):
        (tmp_path / f".kit.{word}" / "geojson").mkdir(parents=True)
        (tmp_path / f".kit.{word}" / "geojson" / "floors.geojson").write_text("half")
    make_kit(tmp_path / "kit", "new")
    assert [path.name for path in tmp_path.iterdir()] == ["kit"]


def test_old_kit_that_was_being_deleted_does_not_come_back(tmp_path: Path) -> None:
    (tmp_path / ".kit.old").mkdir()
    (tmp_path / ".kit.old" / "map.html").write_text("what is left of it")
    with pytest.raises(RuntimeError), staged(tmp_path / "kit"):
        raise RuntimeError
    assert list(tmp_path.iterdir()) == []


def test_folders_take_each_others_place_in_one_step(tmp_path: Path) -> None:
    for word in ("one", "other"):
        (tmp_path / word).mkdir()
        (tmp_path / word / word).touch()
    if swap_folders(tmp_path / "one", tmp_path / "other"):
        assert (tmp_path / "one" / "other").exists() and (tmp_path / "other" / "one").exists()
    else:
        assert sys.platform not in {"linux", "darwin"}
    assert not swap_folders(tmp_path / "one", tmp_path / "missing")


def test_temporary_files_of_a_build_lie_where_the_next_one_finds_them(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError), staged(tmp_path / "kit"):
        assert Path(tempfile.mkdtemp()).parent == tmp_path / ".kit.scratch"
        raise RuntimeError
    assert Path(tempfile.gettempdir()) != tmp_path / ".kit.scratch"


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-20])


def _empty_a_layer(path: Path) -> None:
    with closing(sqlite3.connect(path)) as database:
        database.create_function("ST_IsEmpty", 1, lambda _: 0)
        database.create_function("ST_MinX", 1, lambda _: 0.0)
        for (name,) in database.execute("select name from sqlite_master where type = 'trigger'").fetchall():
            database.execute(f'drop trigger "{name}"')
        database.execute("delete from spaces")
        database.commit()


# What a writer may leave without an error, and what the digests cannot tell since they were taken of it.
DAMAGE = {
    "findings.json": _cut,
    "map.html": _cut,
    "rooms.csv": lambda path: path.write_bytes(path.read_bytes()[:-1]),
    "packet.pdf": lambda path: path.write_bytes(path.read_bytes()[:400]),
    "campus.kmz": _cut,
    "rooms.dxf": _cut,
    "campus.gpkg": lambda path: path.write_bytes(path.read_bytes()[: path.stat().st_size // 2]),
    "campus.gpkg without rows": _empty_a_layer,
    "geojson/floors.geojson": _cut,
    "geojson/floors.geojson of no features": lambda path: path.write_text("{}"),
}


@pytest.fixture(scope="module")
def whole_kit(tmp_path_factory: pytest.TempPathFactory) -> Path:
    kit, folder = demo_kit(), tmp_path_factory.mktemp("whole") / "kit"
    with staged(folder) as staging:
        for name in ("map", "packet", "findings", "csv", "gpkg", "geojson", "kmz", "rooms_dxf"):
            EXPORTERS[name](kit, lay_out(kit.campus, kit.project, kit.analysis), staging)
        write_manifest(kit, staging)
    return folder


@pytest.mark.parametrize("what", DAMAGE)
def test_file_that_cannot_be_read_back_leaves_the_old_kit(what: str, whole_kit: Path, tmp_path: Path) -> None:
    make_kit(tmp_path / "kit", "old")
    file = what.split(maxsplit=1)[0]
    told = "campus.gpkg and geojson" if "rows" in what or "features" in what else file
    with pytest.raises(InputError, match=told) as refused, staged(tmp_path / "kit") as staging:
        shutil.copytree(whole_kit, staging, dirs_exist_ok=True)
        DAMAGE[what](staging / file)
        write_manifest(demo_kit(), staging)
    assert "was not written" in str(refused.value)
    assert (tmp_path / "kit" / "map.html").read_text() == "<html>old</html>"
    assert [path.name for path in tmp_path.iterdir()] == ["kit"]


def test_file_changed_after_its_digest_was_taken_leaves_the_old_kit(tmp_path: Path) -> None:
    make_kit(tmp_path / "kit", "old")
    with pytest.raises(InputError, match="not as the manifest has it"), staged(tmp_path / "kit") as staging:
        (staging / "map.html").write_text("<html>new</html>")
        write_manifest(demo_kit(), staging)
        (staging / "map.html").write_text("<html>odd</html>")
    assert (tmp_path / "kit" / "map.html").read_text() == "<html>old</html>"


def test_file_put_into_the_kit_during_a_build_is_not_swept_away(tmp_path: Path) -> None:
    make_kit(tmp_path / "kit", "old")
    with pytest.raises(InputError, match=r"notes\.txt"), staged(tmp_path / "kit") as staging:
        (staging / "map.html").write_text("<html>new</html>")
        write_manifest(demo_kit(), staging)
        (tmp_path / "kit" / "notes.txt").write_text("mine")
    assert (tmp_path / "kit" / "notes.txt").read_text() == "mine"


@pytest.mark.parametrize(
    "error", [OSError(errno.ENOSPC, "No space left on device"), sqlite3.OperationalError("disk I/O error")]
)
def test_full_disk_is_told_in_one_sentence(error: Exception, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make_kit(tmp_path / "kit", "old")
    if not isinstance(error, OSError):
        monkeypatch.setattr(publish, "LEAST_ROOM", 1 << 62)
    with pytest.raises(InputError, match="disk with room"), staged(tmp_path / "kit"):
        raise error
    assert (tmp_path / "kit" / "map.html").read_text() == "<html>old</html>"


def test_result_file_that_cannot_be_written_leaves_the_old_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_output(tmp_path / "rooms.json", "old")

    def no_room(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", no_room)
    with pytest.raises(InputError, match="No space"):
        write_output(tmp_path / "rooms.json", "new")
    assert [(path.name, path.read_text()) for path in tmp_path.iterdir()] == [("rooms.json", "old")]


def test_every_file_is_flushed_before_the_manifest_and_the_folder_after(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    flushed: list[str] = []
    fsync = os.fsync

    def note(handle: int) -> None:
        flushed.append(Path(f"/proc/self/fd/{handle}").readlink().name)
        fsync(handle)

    if not Path("/proc/self/fd").is_dir():
        pytest.skip("the names of open files are Linux's to tell")
    monkeypatch.setattr(os, "fsync", note)
    with staged(tmp_path / "kit") as staging:
        (staging / "map.html").write_text("<html></html>")
        (staging / "zzz").mkdir()
        (staging / "zzz" / "a.json").write_text("{}")
        write_manifest(demo_kit(), staging)
    assert flushed == ["map.html", "a.json", "manifest.json", "zzz", ".kit.staging", tmp_path.name]
