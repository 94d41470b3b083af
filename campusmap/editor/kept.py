"""The page as it stood when a campus was last open, so that the next opening need not wait for drawings to be read.

It is shown with a line that says so, until the campus is judged as it is now; then what differs is told to it as news.
"""

from __future__ import annotations

import hashlib
import json
import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from campusmap.pipeline.cache_place import choose_folder, program_digest

NAME: Final = "editor.page"
MAX_BYTES: Final = 1 << 28  # what is larger was not written by us (tool default)
WAITING: Final = "The campus is being read again. Until then this is how it stood when it was last open here."


@dataclass(frozen=True, slots=True)
class Kept:
    """A page and the facts that are in it, ready for JSON."""

    html: bytes
    facts: dict[str, Any]


def keep_page(campus: Path, html: str, facts: dict[str, Any]) -> None:
    """Keep a page of a campus folder, if that can be; a full disk costs time, not the change that was made."""
    home = choose_folder(campus)
    if home is None:
        return
    told, page = json.dumps(facts, ensure_ascii=True).encode("ascii"), html.encode("utf-8")
    head = {"program": program_digest(), "sha256": hashlib.sha256(told + page).hexdigest(), "facts": len(told)}
    part = home / f"{NAME}.{os.getpid()}"
    try:
        part.write_bytes(json.dumps(head).encode("ascii") + b"\n" + told + page)
        part.replace(home / NAME)
    except OSError:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def recall_page(campus: Path) -> Kept | None:
    """Return the page that this very program kept of a campus folder, None where there is none that is whole."""
    home = choose_folder(campus)
    try:
        if home is None or (home / NAME).stat().st_size > MAX_BYTES:
            return None
        line, _, body = (home / NAME).read_bytes().partition(b"\n")
        head = json.loads(line)
        if head["program"] != program_digest() or head["sha256"] != hashlib.sha256(body).hexdigest():
            return None
        return Kept(body[head["facts"] :], json.loads(body[: head["facts"]]))
    except (OSError, ValueError, TypeError, LookupError):
        return None
