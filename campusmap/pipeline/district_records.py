"""What is kept of each campus of a district between runs, and the row of one that came to nothing."""

from __future__ import annotations

import hashlib
import json
import re
import tomllib
from contextlib import suppress
from dataclasses import replace
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

import campusmap
from campusmap.audience.allow import AUDIENCES, Audience
from campusmap.export.manifest import verify_kit
from campusmap.model.district import CampusJob, CampusRow, Done, Outcome, done_to_json, json_to_done
from campusmap.pipeline.edition import kit_name
from campusmap.pipeline.output import replace_file

PROJECT: Final = "campus.toml"
RECORDS: Final = ".district"  # beside the kits: what each was made from, so that a later run can keep it
_PEEK_BYTES: Final = 4_000_000  # as much of a campus.toml as its reader takes
_PEEK_LETTERS: Final = 200  # of a name that nobody has judged; tool default


def fail(job: CampusJob, outcome: Outcome, said: str) -> CampusRow:
    """Return the row of a campus without a new kit; an earlier one that is whole still serves, and is named."""
    facts = peek(Path(job.folder))
    identity, name, address = (facts.get(key, "") for key in ("id", "name", "address"))
    target = Path(job.out) / kit_name(identity, job_audience(job)) if identity else None
    earlier = read_record(target) if target else None
    if target is None or earlier is None or verify_kit(target):
        return CampusRow(job.label, outcome, said, identity, name, address)
    return replace(earlier[2], label=job.label, outcome=outcome, said=said)


def peek(folder: Path) -> dict[str, str]:
    """Return id, name and address as campus.toml states them, as far as a glance can tell: its reader judges it.

    An id that could not be a folder's name is left out.
    """
    try:
        with (folder / PROJECT).open("rb") as file:
            stated = tomllib.loads(file.read(_PEEK_BYTES).decode("utf-8-sig"))["campus"]
        facts = {key: str(stated[key])[:_PEEK_LETTERS] for key in ("id", "name", "address") if key in stated}
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return {}
    return facts if re.fullmatch(r"\w[\w.-]*", facts.get("id", "x")) else facts | {"id": ""}


def job_audience(job: CampusJob) -> Audience:
    """Return the audience of a job, which crossed from another process as a text."""
    return next(audience for audience in AUDIENCES if audience == job.audience)


@cache
def digest_code() -> str:
    """Return one digest over the program's own files: another program makes another kit."""
    root = Path(str(files("campusmap")))
    whole = hashlib.sha256(campusmap.__version__.encode())
    for path in sorted(root.rglob("*")):
        if path.is_file() and "__pycache__" not in path.parts:
            whole.update(f"{path.relative_to(root).as_posix()}\0".encode() + path.read_bytes())
    return whole.hexdigest()


def write_record(target: Path, inputs: str, row: CampusRow) -> None:
    """Note beside a kit what it was made from and what its row says."""
    facts = {"inputs": inputs, "manifest": digest_manifest(target), "done": json.loads(done_to_json(Done(row)))}
    replace_file(_record_path(target), json.dumps(facts, sort_keys=True, indent=1).encode("ascii"))


def read_record(target: Path) -> tuple[str, str, CampusRow] | None:
    """Return the digests of inputs and manifest and the row; None where there is none, or a damaged one."""
    try:
        facts: dict[str, Any] = json.loads(_record_path(target).read_bytes())
        return str(facts["inputs"]), str(facts["manifest"]), json_to_done(json.dumps(facts["done"])).row
    except (OSError, ValueError, TypeError, KeyError):
        return None


def _record_path(target: Path) -> Path:
    return target.parent / RECORDS / f"{target.name}.json"


def digest_manifest(target: Path) -> str:
    """Return the digest of a kit's manifest, "" where there is none."""
    with suppress(OSError):
        return hashlib.sha256((target / "manifest.json").read_bytes()).hexdigest()
    return ""
