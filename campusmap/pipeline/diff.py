"""Two kits held against each other."""

from __future__ import annotations

from pathlib import Path

from campusmap.change.compare import compare_editions
from campusmap.errors import InputError
from campusmap.export.manifest import verify_kit
from campusmap.ingest.kit import read_kit
from campusmap.model.change import Comparison
from campusmap.pipeline.workers import read_apart


def compare_kits(old: Path, new: Path) -> Comparison:
    """Compare two kit folders; raise InputError for one that is no kit, was changed, or is of another campus."""
    for folder in (old, new):
        if not folder.is_dir():
            raise InputError(str(folder), "is not a folder", "give the folder that holds the kit")
        faults = verify_kit(folder)
        if faults:
            fix = "compare kits as they were built; `campusmap verify` lists what differs"
            raise InputError(str(folder), f"{faults[0].file} {faults[0].fault}", fix)
    after = read_apart(read_kit, new, name=str(new))
    before = read_apart(read_kit, old, after.campus.epsg, name=str(old))
    if before.campus.id != after.campus.id:
        problem = f'is a kit of campus "{after.campus.id}", the other of "{before.campus.id}"'
        raise InputError(str(new), problem, "compare two editions of one campus")
    return compare_editions(before, after)
