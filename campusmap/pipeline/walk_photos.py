"""Photos of a walk-through: made bare by the reader of photos, named after what they show and after their bytes."""

from __future__ import annotations

import hashlib
import io
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from campusmap.errors import InputError
from campusmap.ingest.photos import FOLDER, read_picture
from campusmap.model.walk import WalkFile
from campusmap.pipeline.walk_changes import Cells, Thing
from campusmap.safety.room_rows import read_list

SIDE_PX: Final = 1280  # as the page shrinks them; tool default
KEPT_APART: Final = "walk"  # the folder in photos/ for pictures of what no row of a table can name


@dataclass(slots=True)
class Taken:
    """Photos to be written, by path in the campus folder, and the notes that name those that no row can."""

    files: dict[str, bytes] = field(default_factory=dict)
    notes: dict[tuple[str, str], str] = field(default_factory=dict)  # by subject and who


def take_photos(files: Iterable[WalkFile], things: Mapping[str, Thing], folder: Path, cells: Cells) -> Taken:
    """Read every photo of what is on the plans; one that the reader refuses raises InputError, before any is written.

    A door's or a device's goes into its row's cell ``photo``; one of a room, or of a device without a row, is kept
    apart, where the map does not look, and the note of what was checked names it.
    """
    taken = Taken()
    named: dict[str, list[str]] = defaultdict(list)
    told: dict[tuple[str, str], list[str]] = defaultdict(list)
    for file in files:
        for answer in (each for each in file.answers if each.id in things):
            thing = things[answer.id]
            has_row = thing.kind == "door" or (thing.kind == "device" and thing.row is not None)
            for n, data in enumerate(answer.photos, 1):
                jpeg = _read(file.file, f"photo {n} of {answer.name or answer.id}", data)
                path = _name(answer.id, jpeg, apart=not has_row)
                if not (folder / path).is_file():
                    taken.files[path] = jpeg
                if has_row:
                    named[answer.id].append(Path(path).name)
                else:
                    told[answer.id, answer.who].append(path)
    taken.notes = {key: f"photo {', '.join(dict.fromkeys(paths))}" for key, paths in told.items()}
    for id_, names in named.items():
        row = things[id_].row
        before = read_list(row, "photo") if row is not None else ()
        after = tuple(dict.fromkeys((*before, *names)))
        if after != before:
            cells.put(id_, photo="; ".join(after))
    return taken


def _read(file: str, what: str, data: bytes) -> bytes:
    photo, why = read_picture(io.BytesIO(data), what, side_px=SIDE_PX)
    if photo is None:
        raise InputError(file, f"{what} {why}", "take it again on the page, and save the answers anew")
    return photo.jpeg


def _name(id_: str, jpeg: bytes, *, apart: bool) -> str:
    stem = re.sub(r"[^A-Za-z0-9]+", "-", id_).strip("-").lower()[:40] or "photo"
    name = f"walk-{stem}-{hashlib.sha256(jpeg).hexdigest()[:8]}.jpg"
    return f"{FOLDER}/{KEPT_APART}/{name}" if apart else f"{FOLDER}/{name}"
