"""Typefaces that a project names for its packet: checked, and cut down to what a page setter needs."""

from __future__ import annotations

import hashlib
import io
from pathlib import Path
from typing import Any, Final

from campusmap.errors import InputError
from campusmap.model.printing import Typeface

MAX_BYTES: Final = 64 << 20  # the largest typefaces for Chinese, Japanese and Korean take 20 to 30 MB (tool default)
_MAGIC: Final = (b"\x00\x01\x00\x00", b"OTTO", b"true", b"ttcf")  # OpenType 1.9, "Organization of an OpenType Font"
# What sets a line upright at its default weight; hints, variations, tables of other makers and signatures stay behind.
_KEPT: Final = frozenset({
    "BASE", "CFF ", "CFF2", "GDEF", "GPOS", "GSUB", "OS/2", "cmap", "glyf", "head", "hhea", "hmtx", "loca", "maxp",
    "name", "post", "vhea", "vmtx",
})  # fmt: skip
_RESTRICTED: Final = 2  # OS/2 fsType, bits 0 to 3: "must not be modified, embedded or exchanged"
_ANOTHER: Final = "name a TrueType or OpenType file (.ttf, .otf, .ttc) under [packet] fonts in campus.toml"


def read_typeface(path: Path, name: str) -> Typeface:
    """Read a typeface, the first of a collection; raise InputError for what is none, is damaged or may not be embedded.

    It gets a family name of its own making, from its digest, so that no name in the file can stand for another.
    """
    data = _read_bytes(path, name)
    family = f"Campus {hashlib.sha256(data).hexdigest()[:12]}"
    try:
        font, advances = _take_apart(data)
        content = _rename(font, family)
    except MemoryError:
        raise
    except Exception as error:  # the library lets whatever a damaged table leads to through
        raise InputError(name, "is damaged and cannot be read", _ANOTHER, code="typeface.damaged") from error
    if font["OS/2"].fsType & 0xF == _RESTRICTED:
        raise InputError(name, "may not be embedded in files, says its maker", _ANOTHER, code="typeface.restricted")
    return Typeface(family, content, advances)


def _read_bytes(path: Path, name: str) -> bytes:
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise InputError(
            name, "cannot be opened", "check the path in campus.toml", code="typeface.unreadable"
        ) from error
    if len(data) > MAX_BYTES:
        raise InputError(name, f"is larger than {MAX_BYTES >> 20} MB", _ANOTHER, code="typeface.too_large")
    if not data.startswith(_MAGIC):
        raise InputError(name, "is no TrueType or OpenType typeface", _ANOTHER, code="typeface.format")
    return data


def _take_apart(data: bytes) -> tuple[Any, dict[int, float]]:
    """Return a typeface without what is not needed, and each character's advance in em."""
    from fontTools.ttLib import TTFont  # type: ignore[import-untyped]  # lazy: most campuses need none

    font = TTFont(io.BytesIO(data), fontNumber=0, recalcBBoxes=False, recalcTimestamp=False)
    for tag in {*font.reader.keys()} - _KEPT:
        del font[tag]
    unit, widths = font["head"].unitsPerEm, font["hmtx"].metrics
    characters: dict[int, Any] = font.getBestCmap() or {}
    advances = {code: round(widths[glyph][0] / unit, 4) for code, glyph in sorted(characters.items())}
    if not advances or not font["OS/2"]:
        raise ValueError("no characters")
    return font, advances


def _rename(font: Any, family: str) -> bytes:
    """Return the file under another name, as a regular weight."""
    names: Any = font["name"]
    names.names = []
    for key, text in ((1, family), (2, "Regular"), (4, family), (6, family.replace(" ", ""))):  # "name" IDs
        names.setName(text, key, 3, 1, 0x409)
    style: Any = font["OS/2"]
    style.usWeightClass, style.usWidthClass, style.fsSelection = 400, 5, 0x40
    font["head"].macStyle = 0
    written = io.BytesIO()
    font.save(written, reorderTables=None)
    return written.getvalue()
