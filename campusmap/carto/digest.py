"""A digest of all that is drawn on a sheet but the stamp, so that an unchanged page is known without printing it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import shapely

from campusmap.carto.sheet import Ink, PageLayer, Sheet


def digest_sheet(sheet: Sheet) -> Sheet:
    """Return the sheet with its fact's digest filled in: SHA-256 over heading, marks to 0.01 pt, words and tables."""
    digest = hashlib.sha256()
    for piece in _pieces(sheet):
        digest.update(piece)
    return replace(sheet, fact=replace(sheet.fact, digest=digest.hexdigest()))


def _pieces(sheet: Sheet) -> Iterator[bytes]:
    words = (sheet.id, sheet.section, sheet.title, sheet.subtitle, sheet.paper, sheet.words, sheet.tables, sheet.spots)
    yield repr(words).encode("utf-8", "replace")
    for picture in sheet.pictures:
        yield picture.jpeg
        yield repr((picture.box, picture.window, picture.alt)).encode("utf-8", "replace")
    for layer in sheet.layers:
        yield from _layer_pieces(layer)


def _layer_pieces(layer: PageLayer) -> Iterator[bytes]:
    yield layer.name.encode("utf-8", "replace")
    for item in layer.items:
        if isinstance(item, Ink):
            yield f"{item.style} {item.shape.geom_type}".encode()
            yield (np.round(shapely.get_coordinates(item.shape), 2) + 0.0).tobytes()
        else:
            yield repr(item).encode("utf-8", "replace")
