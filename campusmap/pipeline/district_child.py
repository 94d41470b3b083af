"""One campus of a district, built in a process that does nothing else and ends with it.

``python -m campusmap.pipeline.district_child`` reads a job as a line of JSON and writes the row as JSON: so a cluster's
worker, which may have no child processes of multiprocessing, starts one.
"""

from __future__ import annotations

import hashlib
import os
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final

from campusmap.errors import CampusmapError, InputError
from campusmap.export.manifest import verify_kit
from campusmap.ingest.files import file_source
from campusmap.ingest.project import read_project
from campusmap.model.district import (
    CampusJob,
    CampusRow,
    Done,
    NamedBuilding,
    Outcome,
    PackCount,
    done_to_json,
    json_to_job,
)
from campusmap.model.finding import Severity
from campusmap.model.kit import Kit
from campusmap.model.project import Project
from campusmap.model.requirement import summarise
from campusmap.pipeline.build import build_kit
from campusmap.pipeline.district_records import (
    digest_code,
    digest_manifest,
    fail,
    job_audience,
    read_record,
    write_record,
)
from campusmap.pipeline.edition import kit_name
from campusmap.pipeline.inputs import list_sources
from campusmap.pipeline.workers import work_alone
from campusmap.safety.checks import count_checked

_PAGES: Final = ("map.html", "packet.pdf", "findings.html", "requirements.html")
# Libraries that would start a thread for each processor: a campus has one worker, which is one process.
_ONE_THREAD: Final = ("RAYON_NUM_THREADS", "GDAL_NUM_THREADS", "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS")


def build_campus(job: CampusJob) -> Done:
    """Build the kit of one campus, or keep the one that is there; whatever goes wrong becomes the row's sentence."""
    started = time.monotonic()
    work_alone()
    os.environ.update(dict.fromkeys(_ONE_THREAD, "1"))
    try:
        row = _build(job)
    except CampusmapError as error:
        row = fail(job, Outcome.REFUSED, str(error))
    except MemoryError:
        row = fail(job, Outcome.FAILED, "the memory did not suffice; build this campus alone")
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        row = fail(job, Outcome.FAILED, f"{where}{error.strerror or error}; check its rights and the space left")
    except Exception as error:
        words = f"internal error: {type(error).__name__}: {error}; `campusmap --debug build` shows where"
        row = fail(job, Outcome.FAILED, words)
    return Done(row, round(time.monotonic() - started, 2), peak_memory_mib())


def _build(job: CampusJob) -> CampusRow:
    if job.code != digest_code():
        problem = "this worker has another version of campusmap than the one that asks"
        raise InputError("--dask", problem, "install the same on every machine")
    folder = Path(job.folder)
    project = read_project(folder)
    audience = job_audience(job)
    target = Path(job.out) / kit_name(project.campus.id, audience)
    inputs = _digest_inputs(job, folder, project, target)
    if kept := _read_kept(job, target, inputs):
        return replace(kept, label=job.label, outcome=Outcome.KEPT, said=_say_kept(kept))
    kit, _ = build_kit(folder, target, only=job.only, audience=audience, issued=job.issued)
    if faults := verify_kit(target):
        raise InputError(f"{target.name}/{faults[0].file}", faults[0].fault, "build this campus again")
    row = _describe(job, kit, target)
    write_record(target, inputs, row)
    return row


def _say_kept(row: CampusRow) -> str:
    return f"made from the same files, so the kit of {row.issued} was kept"


def _describe(job: CampusJob, kit: Kit, target: Path) -> CampusRow:
    campus, verified = kit.campus, kit.project.campus.verified
    levels = [finding.severity for finding in kit.review.findings if not finding.waived]
    packs = tuple(
        PackCount(p.id, p.name, p.passes, p.fails, p.needs_a_person, p.not_assessed)
        for p in summarise(kit.requirements)
    )  # fmt: skip
    some, all_, oldest = count_checked(campus, kit.analysis.survey)
    buildings = tuple(NamedBuilding(b.number, b.name, b.radio_name, b.address) for b in campus.buildings)
    return CampusRow(
        job.label, Outcome.BUILT, "", campus.id, campus.name, campus.address, campus.state_id, target.name,
        kit.edition.issued, kit.edition.fingerprint, verified.when.isoformat() if verified else "",
        all_, some, oldest.isoformat() if oldest else "",
        levels.count(Severity.ERROR), levels.count(Severity.WARNING), levels.count(Severity.NOTE),
        tuple(page for page in _PAGES if (target / page).is_file()), packs, buildings,
    )  # fmt: skip


def _digest_inputs(job: CampusJob, folder: Path, project: Project, target: Path) -> str:
    """Return one digest over every file that the kit can depend on, the program, and what is asked of it."""
    whole = hashlib.sha256(f"{job.code}\n{job.audience}\n{' '.join(job.only)}\n".encode())
    lines = {f"{source.file}\0{source.sha256}" for source in list_sources(folder, project)}
    for path in _list_files(folder, target.parent):
        source = file_source(path, folder, "file")
        lines.add(f"{source.file}\0{source.sha256}")
    whole.update("\n".join(sorted(lines)).encode("utf-8", "surrogateescape"))
    return whole.hexdigest()


def _list_files(folder: Path, out: Path) -> Iterator[Path]:
    """Yield the campus folder's files, without hidden ones and what a district writes there itself."""
    for above, folders, names in os.walk(folder):
        here = Path(above)
        folders[:] = [name for name in folders if not name.startswith(".") and (here / name).resolve() != out]
        yield from (here / name for name in names if not name.startswith(".") and (here / name).is_file())


def _read_kept(job: CampusJob, target: Path, inputs: str) -> CampusRow | None:
    """Return the row of the kit that is there, if it was made from just these inputs and is whole."""
    record = read_record(target)
    if record is None or record[0] != inputs or not (job.any_issue or record[2].issued == job.issued):
        return None
    return record[2] if record[1] == digest_manifest(target) and not verify_kit(target) else None


def peak_memory_mib() -> int:
    """Return the largest memory that this process or a child of it has held, 0 where the system does not tell."""
    try:
        import resource
    except ImportError:  # not a POSIX system
        return 0
    unit = 2**20 if sys.platform == "darwin" else 2**10
    return max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)) // unit


def main() -> None:
    """Build the campus of the job on standard input; end at once when whoever asked is gone."""
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # what a library may print is no answer
    job = json_to_job(sys.stdin.readline())
    threading.Thread(target=_end_with_the_asker, daemon=True).start()
    with answers:
        answers.write(done_to_json(build_campus(job)))


def _end_with_the_asker() -> None:
    """Wait for the end of standard input, past its buffer, whose lock a process forked meanwhile would wait for."""
    while os.read(0, 1):
        pass
    os._exit(1)


if __name__ == "__main__":
    main()
