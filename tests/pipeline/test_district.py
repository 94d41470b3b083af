"""Many campuses: each a kit or a row with the reason, the same bytes however they are built, and no more than once."""

from __future__ import annotations

import csv
import hashlib
import json
import multiprocessing
import os
import shutil
import signal
import threading
import time
from pathlib import Path
from typing import Any

import pytest
from many_schools import write_district, write_school

from campusmap.errors import InputError, LockedError
from campusmap.model.district import CampusJob, District, Done, Outcome
from campusmap.pipeline.build import build_kit
from campusmap.pipeline.district import Asked, run_district
from campusmap.pipeline.district_local import run_local
from campusmap.pipeline.district_records import digest_code
from campusmap.pipeline.lock import hold_lock

DAY = "2026-11-27"
CSV_ONLY = ("csv",)
PAGES = ("csv", "findings", "map")


def run(schools: Path, out: Path, **asked: Any) -> tuple[District, list[Done]]:
    return run_district((schools,), Asked(out, DAY, dated=True, **{"workers": 2, **asked}))


def outcomes(district: District) -> dict[str, str]:
    return {row.label.rpartition("/")[2]: row.outcome.value for row in district.rows}


def digests(out: Path) -> dict[str, str]:
    """Return the digest of every file of every kit, read from the disk."""
    files = [path for kit in out.iterdir() if (kit / "manifest.json").is_file() for path in kit.rglob("*")]
    return {
        path.relative_to(out).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in files
        if path.is_file()
    }


def is_whole(kit: Path) -> bool:
    """Hold a kit's files against its manifest without the program's own reader."""
    listed = {one["file"]: one["sha256"] for one in json.loads((kit / "manifest.json").read_text())["files"]}
    present = {path.relative_to(kit).as_posix(): path for path in kit.rglob("*") if path.is_file()}
    present.pop("manifest.json")
    return listed == {name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in present.items()}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, list[str], District, list[Done]]:
    home = tmp_path_factory.mktemp("district")
    bad = write_district(home / "schools", 6, 1)
    return home / "schools", home / "out", bad, *run(home / "schools", home / "out", only=PAGES)


def check_built(out: Path, bad: list[str], district: District, done: list[Done], total: int) -> None:
    assert [name for name, outcome in outcomes(district).items() if outcome != "built"] == bad
    assert len(district.rows) == len(done) == total
    assert sum(is_whole(out / row.kit) for row in district.rows if row.kit) == total - len(bad)
    assert all(row.said and row.name and not row.kit for row in district.rows if row.outcome is Outcome.REFUSED)
    assert 0 < max(one.peak_mib for one in done) < 1024


def test_bad_school_is_a_row_and_the_others_are_kits(
    built: tuple[Path, Path, list[str], District, list[Done]],
) -> None:
    _, out, bad, district, done = built
    check_built(out, bad, district, done, 7)
    assert list((out / ".district").iterdir())
    assert not [path.name for path in out.iterdir() if path.name.endswith((".lock", ".staging", ".part"))]


@pytest.mark.full
def test_two_hundred_schools_with_five_hostile_ones(tmp_path: Path) -> None:
    bad = write_district(tmp_path / "schools", 195, 5)
    district, done = run(tmp_path / "schools", tmp_path / "out")
    check_built(tmp_path / "out", bad, district, done, 200)
    assert len({row.said for row in district.rows if row.outcome is Outcome.REFUSED}) == 5


def test_summary_has_a_row_a_campus(built: tuple[Path, Path, list[str], District, list[Done]]) -> None:
    _, out, bad, district, _ = built
    with (out / "district.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["folder"] for row in rows] == [row.label for row in district.rows]
    assert {row["outcome"] for row in rows if row["folder"].endswith(tuple(bad))} == {"refused"}
    one = next(row for row in rows if row["outcome"] == "built")
    found = json.loads((out / one["kit"] / "findings.json").read_text())["counts"]
    assert [int(one[name]) for name in ("errors", "warnings", "notes")] == [
        found[name] for name in ("ERROR", "WARNING", "NOTE")
    ]
    assert json.loads((out / "district.json").read_text())["rows"][0]["label"] == rows[0]["folder"]


def test_kit_is_that_of_a_single_build(
    built: tuple[Path, Path, list[str], District, list[Done]], tmp_path: Path
) -> None:
    schools, out, bad, *_ = built
    name = next(path.name for path in sorted(schools.iterdir()) if path.name not in bad)
    kit, target = build_kit(schools / name, tmp_path / "kit", only=PAGES, issued=DAY)
    assert (target / "manifest.json").read_bytes() == (out / kit.campus.id / "manifest.json").read_bytes()


def test_second_run_builds_only_what_changed(
    built: tuple[Path, Path, list[str], District, list[Done]], tmp_path: Path
) -> None:
    schools, out, bad, *_ = built
    shutil.copytree(schools, tmp_path / "schools")
    shutil.copytree(out, tmp_path / "out")
    good = [path.name for path in sorted(schools.iterdir()) if path.name not in bad]
    with (tmp_path / "schools" / good[0] / "markers.csv").open("a") as file:
        file.write("AED,AED 2,main,2,201\n")
    damaged = tmp_path / "out" / f"school-{good[1][1:]}" / "rooms.csv"
    damaged.write_bytes(damaged.read_bytes() + b"x")
    untouched = f"school-{good[2][1:]}/manifest.json"
    inode = (tmp_path / "out" / untouched).stat().st_ino
    district, _ = run(tmp_path / "schools", tmp_path / "out", only=PAGES)
    changed = {name: outcome for name, outcome in outcomes(district).items() if outcome != "kept"}
    assert changed == {good[0]: "built", good[1]: "built", bad[0]: "refused"}
    assert (tmp_path / "out" / untouched).stat().st_ino == inode
    assert "kept" in next(row.said for row in district.rows if row.label.endswith(good[2]))
    assert is_whole(damaged.parent)


def test_campus_that_is_refused_later_keeps_its_kit_and_says_so(tmp_path: Path) -> None:
    write_school(tmp_path / "schools" / "a", 1)
    run(tmp_path / "schools", tmp_path / "out", only=CSV_ONLY)
    (tmp_path / "schools" / "a" / "plans" / "1.dxf").write_bytes(b"")
    district, _ = run(tmp_path / "schools", tmp_path / "out", only=CSV_ONLY)
    row = district.rows[0]
    assert (row.outcome, row.kit, row.issued) == (Outcome.REFUSED, "school-0001", DAY)
    assert "1.dxf" in row.said
    assert is_whole(tmp_path / "out" / row.kit)


def jobs(schools: Path, out: Path) -> list[CampusJob]:
    out.mkdir()
    return [
        CampusJob(str(folder), folder.name, str(out), DAY, False, "responder", CSV_ONLY, digest_code())
        for folder in sorted(schools.iterdir())
    ]


@pytest.mark.skipif(os.name == "nt", reason="the signal is POSIX's")
def test_killed_worker_takes_only_its_campus_along(tmp_path: Path) -> None:
    write_district(tmp_path / "schools", 3, 0)
    killed: list[int] = []

    def kill_one() -> None:
        while not killed:
            for process in multiprocessing.active_children():
                if process.pid and not killed:
                    os.kill(process.pid, signal.SIGKILL)
                    killed.append(process.pid)
            time.sleep(0.01)

    thread = threading.Thread(target=kill_one)
    thread.start()
    done = list(run_local(jobs(tmp_path / "schools", tmp_path / "out"), 2))
    thread.join()
    assert sorted(one.row.outcome.value for one in done) == ["built", "built", "failed"]
    assert "signal 9" in next(one.row.said for one in done if one.row.outcome is Outcome.FAILED)


def test_campus_that_never_ends_is_ended(tmp_path: Path) -> None:
    write_school(tmp_path / "schools" / "a", 1)
    done = list(run_local(jobs(tmp_path / "schools", tmp_path / "out"), 1, limit_s=0.05))
    assert "longer than 0.05 s" in done[0].row.said
    assert [path.name for path in (tmp_path / "out").iterdir()] == []


def test_twins_are_told_and_only_one_is_built(tmp_path: Path) -> None:
    write_school(tmp_path / "schools" / "a", 1)
    write_school(tmp_path / "schools" / "b", 1)
    district, _ = run(tmp_path / "schools", tmp_path / "out", only=CSV_ONLY)
    assert outcomes(district) == {"a": "built", "b": "refused"}
    assert "schools/a has the same id" in district.rows[1].said


def test_folders_without_a_campus_are_told(tmp_path: Path) -> None:
    write_school(tmp_path / "schools" / "a", 1)
    (tmp_path / "schools" / "letters").mkdir()
    district, _ = run(tmp_path / "schools", tmp_path / "out", only=CSV_ONLY)
    assert outcomes(district) == {"a": "built", "letters": "not a campus"}
    assert len(district.campuses) == 1


def test_what_cannot_be_used_is_refused_before_any_work(tmp_path: Path) -> None:
    write_school(tmp_path / "schools" / "a", 1)
    (tmp_path / "empty").mkdir()
    for folders, out, word in (
        ((tmp_path / "nowhere",), tmp_path / "out", "not a folder"),
        ((tmp_path / "empty",), tmp_path / "out", "no folder in it does"),
        ((tmp_path / "schools",), tmp_path / "schools", "holds the campus folder"),
    ):
        with pytest.raises(InputError, match=word):
            run_district(folders, Asked(out, DAY, dated=True))
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "index.html").write_text("<h1>Our home page</h1>")
    with pytest.raises(InputError, match="not written by campusmap"):
        run(tmp_path / "schools", tmp_path / "out")
    with hold_lock(tmp_path / "other" / "district"), pytest.raises(LockedError):
        run(tmp_path / "schools", tmp_path / "other")
    assert (tmp_path / "out" / "index.html").read_text() == "<h1>Our home page</h1>"


def test_scheduler_that_is_not_there_is_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_school(tmp_path / "schools" / "a", 1)
    monkeypatch.setattr("campusmap.pipeline.district_dask._CONNECT_S", 1)
    with pytest.raises(InputError, match="no scheduler answers"):
        run(tmp_path / "schools", tmp_path / "out", dask="tcp://127.0.0.1:9")


@pytest.mark.skipif(os.name == "nt", reason="the signal is POSIX's")
@pytest.mark.filterwarnings("ignore")
def test_cluster_makes_the_same_kits_also_when_a_worker_dies(tmp_path: Path) -> None:
    from distributed import Client, LocalCluster

    write_district(tmp_path / "schools", 3, 1)
    run(tmp_path / "schools", tmp_path / "here", only=CSV_ONLY)
    options = {"n_workers": 2, "threads_per_worker": 1, "dashboard_address": None, "silence_logs": 50}
    with LocalCluster(**options) as cluster, Client(cluster) as client:
        before = client.run(os.getpid)
        timer = threading.Timer(1.5, os.kill, (next(iter(before.values())), signal.SIGKILL))
        timer.start()
        asked = Asked(tmp_path / "there", DAY, dated=True, only=CSV_ONLY, dask=cluster.scheduler_address)
        district, _ = run_district((tmp_path / "schools",), asked)
        timer.join()
        client.wait_for_workers(2, timeout=180)
        assert set(client.run(os.getpid).values()) != set(before.values())
    assert sorted(outcomes(district).values()) == ["built"] * 3 + ["refused"]
    assert digests(tmp_path / "there") == digests(tmp_path / "here")
    assert len(digests(tmp_path / "here")) >= 3 * 4
    for name in ("district.csv", "district.json", "district.html", "index.html"):
        assert (tmp_path / "there" / name).read_bytes() == (tmp_path / "here" / name).read_bytes()
