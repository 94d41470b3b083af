"""A photo that somebody adds on the page: made small and bare, and put into the campus's photos folder."""

from __future__ import annotations

import base64
import hashlib
import io
import re
from pathlib import Path
from typing import Final

from campusmap.editor.order import Order
from campusmap.errors import InputError
from campusmap.ingest.photos import FOLDER, read_picture
from campusmap.pipeline.durable import write_whole
from campusmap.pipeline.workers import read_apart

SIDE_PX: Final = 1280  # as the walk-through keeps its photos; tool default


def keep_picture(folder: Path, order: Order) -> str:
    """Write a photo of what the order names into the photos folder, and return the file's name.

    It is named after what it shows and after its bytes, so that it takes no other's place, and twice the same is one
    file. Raises InputError for what is no picture, or cannot be written.
    """
    data = _decode(order.text("jpeg"))
    photo, why = read_apart(_read, data, name="this photo")
    if not photo:
        raise InputError("this photo", why, "take it again, or save it as a JPEG first")
    stem = re.sub(r"[^A-Za-z0-9]+", "-", order.text("of")).strip("-").lower()[:40] or "photo"
    path = folder / FOLDER / f"{stem}-{hashlib.sha256(photo).hexdigest()[:8]}.jpg"
    try:
        path.parent.mkdir(exist_ok=True)
        if not path.is_file():
            write_whole(path, photo)
    except OSError as error:
        raise InputError("this photo", f"cannot be written: {error.strerror}", "make room on the disk") from error
    return path.name


def _decode(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except ValueError as error:
        raise InputError("this photo", "did not arrive whole", "add it again") from error


def _read(data: bytes) -> tuple[bytes, str]:
    photo, why = read_picture(io.BytesIO(data), "this photo", side_px=SIDE_PX)
    return (photo.jpeg, "") if photo is not None else (b"", why)
