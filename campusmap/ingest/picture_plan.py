"""A picture as a plan: nothing is read of it but its size; rooms and doors are traced on it by hand."""

from __future__ import annotations

import hashlib
from pathlib import Path

from campusmap.ingest.picture import is_turned, open_image, open_page, page_dots, tell_format
from campusmap.model.plan import Picture, Plan
from campusmap.model.source import Notice


def read_picture_plan(path: Path, name: str, page: int | None = None) -> Plan:
    """Read a PNG, a JPEG or a page of a PDF as a plan without strokes; raise InputError for what is none of these."""
    kind = tell_format(path, name)
    if kind == "PDF":
        with open_page(path, page, name) as opened:
            width, height = opened.get_size()
        picture = Picture(float(width), float(height), "pt", page_dots(width, height))
        said: tuple[Notice, ...] = ()
    else:
        picture, said = _read_image(path, kind, name)
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return Plan(
        file=name, sha256=digest, version=kind, unit="", layers=(), strokes=(), labels=(), inserts=(),
        tally=(), notices=said, picture=picture,
    )  # fmt: skip


def _read_image(path: Path, kind: str, name: str) -> tuple[Picture, tuple[Notice, ...]]:
    """Open a picture down to its last pixel, so that damage is told before somebody traces on it."""
    with open_image(path, kind, name) as image:
        picture, turned = Picture(float(image.width), float(image.height), "px"), is_turned(image)
        image.load()
    text = (
        "the picture asks to be shown turned (EXIF orientation); it is taken as it is stored, and so must its control "
        "points be"
    )
    return picture, (Notice("picture.orientation", text, name),) if turned else ()
