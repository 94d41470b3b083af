"""Digests of what is drawn on a sheet.

One is of all but the stamp, so that an unchanged page is known without printing it; another of the layers to the last
bit, so that they need not be drawn again.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import fields, replace
from operator import attrgetter
from typing import Final

import numpy as np
import shapely

from campusmap.carto.sheet import Badge, Ink, PageLayer, Sheet, Words

_POINT_BYTES: Final = 16
_KINDS: Final = (
    "Point",
    "LineString",
    "LinearRing",
    "Polygon",
    "MultiPoint",
    "MultiLineString",
    "MultiPolygon",
    "GeometryCollection",
)  # by their numbers in GEOS


def digest_sheet(sheet: Sheet) -> Sheet:
    """Return the sheet with its fact's digest filled in: SHA-256 over heading, marks to 0.01 pt, words and tables."""
    digest = hashlib.sha256()
    for piece in _pieces(sheet):
        digest.update(piece)
    return replace(sheet, fact=replace(sheet.fact, digest=digest.hexdigest()))


def _pieces(sheet: Sheet) -> Iterator[bytes | memoryview]:
    words = (sheet.id, sheet.section, sheet.title, sheet.subtitle, sheet.paper, sheet.words, sheet.tables, sheet.spots)
    yield repr(words).encode("utf-8", "replace")
    for picture in sheet.pictures:
        yield picture.jpeg
        yield repr((picture.box, picture.window, picture.alt)).encode("utf-8", "replace")
    for layer in sheet.layers:
        yield from _layer_pieces(layer)


def _layer_pieces(layer: PageLayer) -> Iterator[bytes | memoryview]:
    yield layer.name.encode("utf-8", "replace")
    shapes = np.array([item.shape for item in layer.items if isinstance(item, Ink)], np.object_)
    points = memoryview((np.round(shapely.get_coordinates(shapes), 2) + 0.0).tobytes())
    ends = (_POINT_BYTES * shapely.get_num_coordinates(shapes).cumsum()).tolist()
    places = iter(zip(shapely.get_type_id(shapes).tolist(), [0, *ends], ends, strict=False))
    for item in layer.items:
        if isinstance(item, Ink):
            kind, start, end = next(places)
            yield f"{item.style} {_KINDS[kind]}".encode()
            yield points[start:end]
        else:
            yield repr(item).encode("utf-8", "replace")


def digest_exactly(sheet: Sheet) -> str:
    """Return the digest of all that a sheet's page is made from but the stamp, to the last bit."""
    rest = digest_sheet(replace(sheet, layers=(), spots=())).fact.digest
    return hashlib.sha256(f"{rest} {digest_layers(sheet.layers)}".encode("ascii")).hexdigest()


def digest_layers(layers: Iterable[PageLayer]) -> str:
    """Return the digest of all that layers hold: SHA-256 over their texts and numbers, and their shapes bit by bit."""
    told, shapes = [], []
    for layer in layers:
        told.append([layer.name, layer.alt, [_tell_item(item) for item in layer.items]])
        shapes += [item.shape for item in layer.items if isinstance(item, Ink)]
    digest = hashlib.sha256(json.dumps(told).encode("ascii"))
    for each in shapely.to_wkb(np.array(shapes, np.object_)).tolist():
        digest.update(each)
    return digest.hexdigest()


def _tell_item(item: Ink | Words | Badge) -> tuple[object, ...]:
    if isinstance(item, Ink):
        return "ink", item.style, item.subject
    return ("words", *_WORDS(item)) if isinstance(item, Words) else ("badge", *_BADGE(item))


_WORDS, _BADGE = (attrgetter(*(field.name for field in fields(kind))) for kind in (Words, Badge))
