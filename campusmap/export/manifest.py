"""manifest.json: what a kit holds, from what and when, so that any change shows."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from campusmap.model.finding import Severity
from campusmap.model.kit import Kit
from campusmap.model.requirement import Answer

NAME: Final = "manifest.json"
SIGNATURE: Final = "manifest.json.minisig"  # over the manifest, so it is not listed in it
VERSION: Final = 1


@dataclass(frozen=True, slots=True)
class Fault:
    """One way in which a kit differs from its manifest."""

    file: str
    fault: str


def write_manifest(kit: Kit, folder: Path) -> Path:
    """Write the digest and size of every file in the folder, the edition, the program and the sources."""
    facts: dict[str, Any] = {
        "version": VERSION,
        "campus": _campus_facts(kit),
        "edition": {
            "issued": kit.edition.issued,
            "audience": kit.edition.audience,
            "fingerprint": kit.edition.fingerprint,
        },
        "program": kit.edition.program,
        "sheets": [{"sheet": sheet.sheet, "title": sheet.title, "digest": sheet.digest} for sheet in kit.sheets],
        "findings": _count_findings(kit),
        "requirements": {
            pack.id: {answer.value: pack.count(answer) for answer in Answer} for pack in kit.requirements.packs
        },
        "sources": [
            {"file": source.file, "role": source.role, "sha256": source.sha256, "size": source.size}
            for source in sorted(kit.campus.sources, key=lambda source: (source.file, source.role))
        ],
        "files": [{"file": name, **_digest(path)} for name, path in _list_files(folder).items()],
    }
    path = folder / NAME
    path.write_bytes(_to_bytes(facts | {"manifest_sha256": _own_digest(facts)}))
    return path


def _campus_facts(kit: Kit) -> dict[str, str]:
    verified = kit.project.campus.verified
    facts = {"id": kit.campus.id, "name": kit.campus.name}
    return facts | ({"verified_on": verified.when.isoformat()} if verified else {})


def _count_findings(kit: Kit) -> dict[str, int]:
    counts = Counter(finding.severity for finding in kit.review.findings if not finding.waived)
    return {severity.value: counts[severity] for severity in Severity}


def _list_files(folder: Path) -> dict[str, Path]:
    """Return every file but the manifest and its signature by its path inside the folder, in order."""
    found = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if not path.is_dir()}
    return {name: found[name] for name in sorted(found) if name not in (NAME, SIGNATURE)}


def _digest(path: Path) -> dict[str, str | int]:
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return {"sha256": digest, "size": path.stat().st_size}


def _to_bytes(facts: dict[str, Any]) -> bytes:
    return (json.dumps(facts, indent=1, sort_keys=True, ensure_ascii=True) + "\n").encode("ascii")


def _own_digest(facts: dict[str, Any]) -> str:
    return hashlib.sha256(_to_bytes(facts)).hexdigest()


def verify_kit(folder: Path) -> list[Fault]:
    """Return every difference between a kit's files and its manifest, the manifest's own faults first."""
    try:
        data = (folder / NAME).read_bytes()
    except OSError:
        return [Fault(NAME, "is missing, so this folder is not a kit")]
    try:
        facts = json.loads(data)
        own = facts.pop("manifest_sha256")
        listed = {entry["file"]: {"sha256": entry["sha256"], "size": entry["size"]} for entry in facts["files"]}
    except (ValueError, TypeError, KeyError, AttributeError):
        return [Fault(NAME, "is damaged and cannot be read")]
    if own != _own_digest(facts) or data != _to_bytes(facts | {"manifest_sha256": own}):
        return [Fault(NAME, "was changed after it was written")]
    return _compare(listed, _list_files(folder))


def _compare(listed: dict[str, dict[str, Any]], present: dict[str, Path]) -> list[Fault]:
    faults = [Fault(name, "is missing") for name in sorted(listed.keys() - present.keys())]
    faults += [Fault(name, "is not in the manifest") for name in sorted(present.keys() - listed.keys())]
    changed = (name for name in sorted(listed.keys() & present.keys()) if _digest(present[name]) != listed[name])
    return faults + [Fault(name, "was changed") for name in changed]
