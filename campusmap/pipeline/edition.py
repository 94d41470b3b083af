"""The edition: when a kit was issued, for whom, and from what."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Final

import campusmap
from campusmap.audience.allow import Audience
from campusmap.errors import InputError
from campusmap.model.kit import Edition
from campusmap.model.source import Source

KITS: Final = Path("output")  # where kits go without -o, each under its campus's name


def read_issue_date(text: str = "") -> tuple[str, str]:
    """Return the issue date in ISO form and where it came from: the option, SOURCE_DATE_EPOCH, or today."""
    if text:
        try:
            return date.fromisoformat(text).isoformat(), "--issued"
        except ValueError:
            raise InputError("--issued", f"{text!r} is not a date", "write it as YYYY-MM-DD") from None
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if epoch:
        return _read_epoch(epoch), "SOURCE_DATE_EPOCH"
    return datetime.now().astimezone().date().isoformat(), "today"


def _read_epoch(text: str) -> str:
    try:
        return datetime.fromtimestamp(int(text), UTC).date().isoformat()
    except (ValueError, OverflowError, OSError):
        fix = "set it to seconds since 1970, or give --issued"
        raise InputError("SOURCE_DATE_EPOCH", f"{text[:40]!r} is not a time", fix) from None


def stamp_edition(sources: Iterable[Source], issued: str, audience: str) -> Edition:
    """Return the edition; its fingerprint covers every source, the program's version, audience and issue date."""
    lines = sorted(f"{source.role} {source.file} {source.sha256}" for source in sources)
    text = "\n".join([*lines, campusmap.__version__, audience, issued])
    fingerprint = hashlib.sha256(text.encode("utf-8")).hexdigest()[:8]
    return Edition(issued, audience, fingerprint, f"campusmap {campusmap.__version__}")


def kit_name(campus: str, audience: Audience) -> str:
    """Return the folder of a kit: the campus's id, with the audience where that is not the responders."""
    return campus if audience == "responder" else f"{campus}-{audience}"
