"""The QR code of a sheet and the code printed beside it: both lead to the sheet's place in the map."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np
import shapely
from shapely import MultiPolygon

from campusmap.carto.codes import Place, list_places, place_codes, qr_text
from campusmap.carto.paper import Paper
from campusmap.carto.qr import qr_modules, trace_outlines
from campusmap.carto.sheet import Ink, Sheet, Words
from campusmap.model.kit import Kit

QR_PT: Final = 42.0
_TOP: Final = 17.0
_LEAST_MODULE_PT: Final = 1.0  # finer modules are lost on a copier; tool default


@dataclass(frozen=True, slots=True)
class PlaceMark:
    """What a sheet's QR code holds, and the code to type."""

    text: str
    code: str


Marks = Mapping[Place, PlaceMark]


def place_marks(kit: Kit) -> Marks:
    """Return the mark of every place of the campus."""
    codes = place_codes(kit.campus)
    url, fingerprint = kit.project.packet.map_url, kit.edition.fingerprint
    return {place: PlaceMark(qr_text(fingerprint, place, url), codes[place]) for place in list_places(kit.campus)}


def sheet_place(sheet: Sheet, kit: Kit) -> Place:
    """Return the place that a sheet shows: a floor, a building, an exterior door, else the campus."""
    kind = {"F": "floor", "H": "floor", "WALK": "floor", "B": "building"}.get(sheet.id.partition("-")[0], "campus")
    return Place(kind, sheet.subject if kind != "campus" else kit.campus.id)


def draw_mark(mark: PlaceMark, paper: Paper) -> Iterator[Ink | Words]:
    """Draw a sheet's mark in its place in the head."""
    yield draw_qr(mark.text, paper.right - QR_PT, _TOP, QR_PT)
    yield Words(mark.code, paper.right - QR_PT - 4.0, 58.5, 8.0, True, anchor="end")


def draw_spots(sheet: Sheet, marks: Marks) -> Iterator[Ink | Words]:
    """Draw the QR codes that stand elsewhere on a sheet, each with its code under it."""
    for spot in sheet.spots:
        if mark := marks.get(Place(spot.kind, spot.id)):
            yield draw_qr(mark.text, spot.x, spot.y, spot.size)
            yield Words(mark.code, spot.x + spot.size / 2, spot.y + spot.size + 6.0, 8.0, True, anchor="middle")


@lru_cache(maxsize=1024)  # every sheet of a floor bears the same code
def draw_qr(text: str, x: float, y: float, size: float) -> Ink:
    """Draw a QR code with its quiet zone in a square; it corrects a quarter as much where that is too fine to print."""
    modules = _modules(text, "M")
    if size / len(modules) < _LEAST_MODULE_PT:
        modules = _modules(text, "L")
    corners, ring_of = trace_outlines(modules)
    rings = np.asarray(shapely.linearrings(corners * (size / len(modules)) + (x, y), indices=ring_of))
    return Ink(MultiPolygon(np.asarray(shapely.polygons(rings)).tolist()), "sheet.qr")  # painted even-odd


_modules = lru_cache(maxsize=1024)(qr_modules)
