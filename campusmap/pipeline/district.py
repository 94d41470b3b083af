"""Many campuses: each folder found, each kit built or kept, one row a campus whatever becomes of it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import campusmap
from campusmap.errors import InputError
from campusmap.export.district import MARK, write_district
from campusmap.model.district import CampusJob, CampusRow, District, Done, Outcome, find_twins
from campusmap.pipeline.district_records import PROJECT, digest_code, peek
from campusmap.pipeline.limits import count_processors
from campusmap.pipeline.lock import hold_lock
from campusmap.pipeline.output import make_folder, replace_file
from campusmap.pipeline.publish import refuse_campus

Told = Callable[[Done, int, int], None]


@dataclass(frozen=True, slots=True)
class Asked:
    """What a district is asked for; ``dated`` tells whether somebody named the issue date."""

    out: Path
    issued: str
    dated: bool
    audience: str = "responder"
    only: tuple[str, ...] = ()
    workers: int = 0  # 0: one for each processor
    dask: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """A folder with what people call it."""

    folder: Path
    label: str


def run_district(folders: tuple[Path, ...], asked: Asked, told: Told = lambda *_: None) -> tuple[District, list[Done]]:
    """Build every campus in the folders and write the summary; ``told`` hears of each row, its place and the total.

    Raises InputError before any work for folders without a campus and for a place that cannot hold the result.
    """
    out = asked.out.resolve()
    found, skipped = find_campuses(folders, out)
    for one in found:
        refuse_campus(out, one.folder)
    make_folder(out)
    _refuse_foreign_pages(out)
    twins = find_twins((one.label, peek(one.folder).get("id", "")) for one in found)
    alone = [one for one in found if one.label not in twins]
    jobs = [
        CampusJob(str(one.folder), one.label, str(out), asked.issued, not asked.dated, asked.audience, asked.only, code)
        for code in [digest_code()]
        for one in _largest_first(alone)
    ]
    with hold_lock(out / "district"):
        done = [Done(_twin_row(one, twins[one.label])) for one in found if one.label in twins]
        for arrived in _run(jobs, asked):
            done.append(arrived)
            told(arrived, len(done), len(found))
        rows = sorted((*(one.row for one in done), *skipped), key=lambda row: row.label)
        district = District(asked.issued, asked.audience, f"campusmap {campusmap.__version__}", tuple(rows))
        for name, text in write_district(district).items():
            replace_file(out / name, text.encode("utf-8", "replace"))
    return district, done


def _run(jobs: list[CampusJob], asked: Asked) -> Iterator[Done]:
    if asked.dask:
        from campusmap.pipeline.district_dask import run_dask

        return run_dask(jobs, asked.dask)
    from campusmap.pipeline.district_local import run_local

    return run_local(jobs, asked.workers or count_processors())


def find_campuses(folders: tuple[Path, ...], out: Path) -> tuple[list[Found], list[CampusRow]]:
    """Return each campus folder once, and a row for each folder beside them that is none."""
    found: dict[Path, Found] = {}
    skipped: list[CampusRow] = []
    for folder in folders:
        if not folder.is_dir():
            raise InputError(str(folder), "is not a folder", "give campus folders, or folders that hold them")
        if (folder / PROJECT).exists():
            found.setdefault(folder.resolve(), Found(folder.resolve(), folder.resolve().name))
            continue
        inside = [one for one in sorted(folder.iterdir()) if _may_be_campus(one, out)]
        campuses = [one for one in inside if (one / PROJECT).exists()]
        if not campuses:
            fix = "give campus folders, or folders that hold them; `campusmap init` writes campus.toml"
            raise InputError(str(folder), "holds no campus.toml, and no folder in it does", fix)
        for one in campuses:
            found.setdefault(one.resolve(), Found(one.resolve(), f"{folder.resolve().name}/{one.name}"))
        words = f"has no {PROJECT}, so it was not taken for a campus"
        skipped += [
            CampusRow(f"{folder.resolve().name}/{one.name}", Outcome.SKIPPED, words)
            for one in inside
            if one not in campuses
        ]
    return _with_own_labels(list(found.values())), skipped


def _may_be_campus(folder: Path, out: Path) -> bool:
    return folder.is_dir() and not folder.name.startswith(".") and folder.resolve() != out


def _with_own_labels(found: list[Found]) -> list[Found]:
    """Number the labels that several folders share, so that each row can be told from the others."""
    seen: dict[str, int] = {}
    own = []
    for one in found:
        seen[one.label] = seen.get(one.label, 0) + 1
        own.append(one if seen[one.label] == 1 else Found(one.folder, f"{one.label} ({seen[one.label]})"))
    return own


def _largest_first(found: list[Found]) -> list[Found]:
    """Order campuses by the size of their files, so that the last to end is no large one."""
    return sorted(found, key=lambda one: (-_size(one.folder), one.label))


def _size(folder: Path) -> int:
    total = 0
    for above, _, names in os.walk(folder):
        for name in names:
            with suppress(OSError):
                total += (Path(above) / name).stat().st_size
    return total


def _twin_row(one: Found, first: str) -> CampusRow:
    words = f"{PROJECT}, campus.id: {first} has the same id; give each campus an id of its own"
    return CampusRow(one.label, Outcome.REFUSED, words, name=peek(one.folder).get("name", ""))


def _refuse_foreign_pages(out: Path) -> None:
    """Raise InputError rather than replace somebody else's page."""
    for name in ("index.html", "district.html"):
        page = out / name
        if not page.exists():
            continue
        if not page.is_file() or MARK.encode() not in page.read_bytes()[:4000]:
            raise InputError(str(page), "was not written by campusmap", "move it, or name another folder with -o")
