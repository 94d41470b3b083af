"""Decode DXF texts and find the box that each covers."""

from __future__ import annotations

import math
import re
import unicodedata
from dataclasses import dataclass
from typing import Any, Final

from ezdxf.math import Vec3

from campusmap.ingest.characters import drop_unseen
from campusmap.ingest.dxf_curve import XYZ

CHARACTER_WIDTH: Final = 0.6  # of the cap height, for Latin text in the usual CAD fonts (tool default)
LINE_PITCH: Final = 5.0 / 3.0  # of the cap height, times the spacing factor. Source: DXF reference, MTEXT group 44
CODE_PAGES: Final = {"1": "cp932", "2": "cp950", "3": "cp949", "4": "johab", "5": "cp936"}  # \M+nXXXX


@dataclass(slots=True)
class Text:
    """One decoded text; ``right`` and ``top`` are the middles of its box's right and upper sides."""

    kind: str
    layer: str
    handle: str
    text: str
    centre: XYZ
    right: XYZ
    top: XYZ
    tag: str = ""
    repaired: bool = False
    target: XYZ | None = None  # the tip of the leader


def read_text(entity: Any) -> Text:
    """Decode a TEXT, MTEXT, ATTRIB or ATTDEF and box it, in the coordinates of what holds it."""
    kind = entity.dxftype()
    inner = entity.virtual_mtext_entity() if getattr(entity, "has_embedded_mtext_entity", False) else entity
    multiline = inner.dxftype() == "MTEXT"
    raw = inner.all_columns_raw_content() if multiline else inner.dxf.get("text", "")
    text, repaired = clean_text(decode_mtext(raw) if multiline else decode_text(raw))
    corners = mtext_box(inner, text) if multiline else text_box(inner, text)
    tag = clean_text(entity.dxf.get("tag", ""))[0] if kind in ("ATTRIB", "ATTDEF") else ""
    return Text(kind, entity.dxf.get("layer", "0"), entity.dxf.get("handle") or "", text, *corners, tag, repaired)


def decode_text(raw: str) -> str:
    """Decode the %% codes and character escapes of a single-line TEXT."""
    return _PERCENT.sub(_percent, _ESCAPED.sub(_escaped, raw))


_PERCENT: Final = re.compile(r"%%(\d{3}|.)", re.DOTALL)
_ESCAPED: Final = re.compile(r"\\U\+([0-9A-Fa-f]{4})|\\M\+([1-5])([0-9A-Fa-f]{4})")
_SIGNS: Final = {"c": "\u2300", "d": "\u00b0", "p": "\u00b1", "%": "%", "u": "", "o": "", "k": ""}


def _percent(match: re.Match[str]) -> str:
    code = match.group(1)
    return chr(int(code)) if len(code) == 3 else _SIGNS.get(code.lower(), match.group())


def _escaped(match: re.Match[str]) -> str:
    if match.group(1):
        return chr(int(match.group(1), 16))
    data = bytes.fromhex(match.group(3)).lstrip(b"\0")
    return data.decode(CODE_PAGES[match.group(2)], errors="replace")


_MTEXT: Final = re.compile(
    r"\\U\+(?P<hex>[0-9A-Fa-f]{4})|\\M\+(?P<page>[1-5])(?P<multi>[0-9A-Fa-f]{4})"
    r"|\\S(?P<stack>[^;\\]*);|(?P<line>\\[PNX]|\^J)|(?P<space>\\~|\^I)|\\(?P<literal>[\\{}])"
    r"|\\[LlOoKk]|\\[ACcFfHhQTtWwpI][^;\\{}]*;|\\[ACc]\d+|\\[HQTW][-\d.]+x?|[{}]|\^M|\^(?P<caret> )"
    r"|%%(?P<percent>\d{3}|.)",
    re.DOTALL,
)


def decode_mtext(raw: str) -> str:
    """Decode an MTEXT's formatting codes: new lines kept, fractions as " 1/2", fonts and colours dropped."""
    return _MTEXT.sub(_mtext_code, raw)


def _mtext_code(match: re.Match[str]) -> str:
    found = match.groupdict()
    if found["hex"] or found["page"]:
        return _ESCAPED.sub(_escaped, match.group())
    if found["stack"] is not None:
        parts = [part.strip() for part in re.split(r"[\^/#]", found["stack"]) if part.strip()]
        return ("" if len(parts) < 2 else " ") + "/".join(parts)  # "3 1/2", but "m2"
    if found["percent"]:
        return _PERCENT.sub(_percent, match.group())
    if found["line"]:
        return "\n"
    if found["space"]:
        return " "
    return found["literal"] or ("^" if found["caret"] else "")


def clean_text(text: str) -> tuple[str, bool]:
    """Return the text in NFC without control characters and bidi overrides, and whether anything was repaired."""
    plain = drop_unseen(text)
    tidy = "\n".join(" ".join(line.split()) for line in unicodedata.normalize("NFC", plain).split("\n"))
    return tidy.strip(), plain != text


def line_width(line: str, height: float) -> float:
    """Estimate how wide a line of text is; wide (CJK) characters are square."""
    wide = sum(1 for c in line if unicodedata.east_asian_width(c) in "WF")
    return height * (CHARACTER_WIDTH * (len(line) - wide) + wide)


_ACROSS: Final = {0: 0.5, 1: 0.0, 2: -0.5, 3: 0.5, 4: 0.0, 5: 0.5}  # TEXT group 72 -> centre from the anchor
_UP: Final = {0: 0.5, 1: 0.5, 2: 0.0, 3: -0.5}  # TEXT group 73
BACKWARD, UPSIDE_DOWN = 2, 4  # TEXT group 71


def text_box(entity: Any, text: str) -> tuple[XYZ, XYZ, XYZ]:
    """Return a single-line text's box centre, right-middle and top-middle from its justification."""
    dxf = entity.dxf
    halign, valign, height = dxf.get("halign", 0), dxf.get("valign", 0), abs(dxf.get("height", 1.0))
    first, second = Vec3(dxf.get("insert", Vec3())), dxf.get("align_point")
    anchor, angle = (first, dxf.get("rotation", 0.0))
    width = line_width(text, height) * abs(dxf.get("width", 1.0) or 1.0)
    if second is not None and (halign or valign):
        second = Vec3(second)
        if halign in (3, 5):  # aligned or fitted between two points on the base line
            angle, width = (second - first).angle_deg, first.distance(second) or width
        else:
            anchor = second
    flags = dxf.get("text_generation_flag", 0)
    across = _ACROSS.get(halign, 0.5) * (-1.0 if flags & BACKWARD else 1.0)
    up = (0.0 if halign == 4 else _UP.get(valign, 0.5)) * (-1.0 if flags & UPSIDE_DOWN else 1.0)
    is_mirrored = bool(flags & BACKWARD) != bool(flags & UPSIDE_DOWN)  # both together only turn it by half
    return box_points(entity, anchor, angle, across * width, up * height, width, -height if is_mirrored else height)


def mtext_box(entity: Any, text: str) -> tuple[XYZ, XYZ, XYZ]:
    """Return a multi-line text's box centre, right-middle and top-middle from its attachment point."""
    dxf = entity.dxf
    height, attachment = abs(dxf.get("char_height", 1.0)), dxf.get("attachment_point", 1) - 1
    width, tall = line_spread(text, height, abs(dxf.get("width", 0.0)), dxf.get("line_spacing_factor", 1.0))
    across, up = (0.5, 0.0, -0.5)[attachment % 3] * width, (-0.5, 0.0, 0.5)[attachment // 3 % 3] * tall
    if dxf.hasattr("text_direction"):  # in world coordinates, unlike the angle
        direction = entity.ocs().from_wcs(Vec3(dxf.text_direction))
        angle = direction.angle_deg
    else:
        angle = dxf.get("rotation", 0.0)
    anchor = entity.ocs().from_wcs(Vec3(dxf.get("insert", Vec3())))
    return box_points(entity, anchor, angle, across, up, width, tall)


def line_spread(text: str, height: float, limit: float, spacing: float) -> tuple[float, float]:
    """Return width and height of lines of text that wrap at a width of ``limit``, 0 for none."""
    lines = text.split("\n")
    width, count = max(line_width(line, height) for line in lines), len(lines)
    if limit > height:  # narrower limits are left over from other programs, not real wrapping
        count = sum(max(1, math.ceil(line_width(line, height) / limit - 1e-6)) for line in lines)
        width = min(width, limit)
    return width, height * (1.0 + (count - 1) * LINE_PITCH * spacing)


def box_points(
    entity: Any, anchor: Vec3, angle_deg: float, across: float, up: float, width: float, height: float
) -> tuple[XYZ, XYZ, XYZ]:
    """Place a box in its text's plane and return its centre, right-middle and top-middle in world coordinates.

    A negative height puts the top below the centre, as in a mirror.
    """
    x_axis = Vec3.from_deg_angle(angle_deg)
    y_axis = x_axis.orthogonal()
    centre = anchor + x_axis * across + y_axis * up
    points = [centre, centre + x_axis * (width / 2.0), centre + y_axis * (height / 2.0)]
    ocs = entity.ocs() if entity.dxf.hasattr("extrusion") else None
    if ocs is not None and ocs.transform:
        points = list(ocs.points_to_wcs(points))
    a, b, c = (p.xyz for p in points)
    return a, b, c
