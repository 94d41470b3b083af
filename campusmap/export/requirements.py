"""The requirement report: requirements.json and requirements.html."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Final

from campusmap.export.report_page import write_texts
from campusmap.export.requirements_html import INTRO, requirements_html
from campusmap.model.kit import Kit
from campusmap.model.requirement import Answer, LineAnswer, PackAnswer

__all__ = ["requirements_html", "requirements_json", "write_requirements"]

VERSION: Final = 1


def write_requirements(kit: Kit, folder: Path) -> list[Path]:
    """Write the two requirement files of a kit and return their paths."""
    texts = {"requirements.json": requirements_json(kit), "requirements.html": requirements_html(kit)}
    return write_texts(texts, folder)


def requirements_json(kit: Kit) -> str:
    """Return the answers as JSON: version, note, and each pack with its counts and lines."""
    packs = [pack_record(pack) for pack in kit.requirements.packs]
    document = {"version": VERSION, "note": INTRO, "issued": kit.edition.issued, "packs": packs}
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"


def pack_record(pack: PackAnswer) -> dict[str, object]:
    """Return a pack as a record."""
    return {
        "id": pack.id,
        "name": pack.name,
        "citation": pack.citation,
        "url": pack.url,
        "note": pack.note,
        "counts": {answer.value: pack.count(answer) for answer in Answer},
        "unverified": pack.unverified,
        "lines": [line_record(line) for line in pack.lines],
    }


def line_record(line: LineAnswer) -> dict[str, object]:
    """Return a line as a record; ``verified`` tells whether the section's text was read in the original."""
    return {**asdict(line), "answer": line.answer.value, "verified": line.grade == "V"}
