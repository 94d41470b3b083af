"""Tell whether a kit is whole, by its manifest; imports nothing from campusmap."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path


def read_issue(kit: Path) -> str:
    """Return the issue date of a kit all of whose files are as its manifest has them; raise AssertionError else."""
    facts = json.loads((kit / "manifest.json").read_bytes())
    listed = {entry["file"]: (entry["size"], entry["sha256"]) for entry in facts["files"]}
    present = {
        path.relative_to(kit).as_posix(): (path.stat().st_size, hashlib.sha256(path.read_bytes()).hexdigest())
        for path in kit.rglob("*")
        if path.is_file() and path != kit / "manifest.json"
    }
    assert listed, kit
    assert listed == present, sorted(
        name for name in listed.keys() | present.keys() if listed.get(name) != present.get(name)
    )
    issued: str = facts["edition"]["issued"]
    return issued


def digest_tree(folder: Path) -> dict[str, str]:
    """Return the digest of every file in a folder."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}
