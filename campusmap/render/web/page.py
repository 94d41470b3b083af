"""Put a kit's facts into the page's shell."""

from __future__ import annotations

import base64
import json
import re
import zlib
from html import escape
from pathlib import Path
from typing import Any, Final

from campusmap.model.kit import Kit
from campusmap.model.places import Imagery
from campusmap.render.web.payload import make_payload
from campusmap.render.web.plain import make_plain
from campusmap.render.web.shell import fill_slots, make_shell

# Above this size the facts are compressed; below, a person can read them in the file. Tool default.
_PLAIN_LIMIT_BYTES: Final = 2_000_000


def render_map(kit: Kit) -> str:
    """Return map.html: one page that holds everything, asks for nothing and runs only its own script.

    Text from files enters in three ways only: as an escaped JSON block, as escaped text in title, heading and the
    table for browsers without scripts, and as base64 (aerial pictures).
    """
    return _fill(kit, make_shell(), "campus map", _data_block(make_payload(kit)), clean_text(make_plain(kit)))


def render_editor(kit: Kit, facts: dict[str, Any]) -> str:
    """Return the editor's page: the map's own, with the parts that change things, over facts made of a kit.

    It asks the program that serves it, and nobody else; text enters it as it enters the map.
    """
    return _fill(kit, make_shell(editing=True), "editor", _data_block(facts), "<p>The editor needs a script.</p>")


def _fill(kit: Kit, shell: str, title: str, data: str, plain: str) -> str:
    name = clean_text(kit.campus.name)
    aerial = "".join(_aerial_block(n, picture) for n, picture in enumerate(kit.campus.imagery))
    texts = {
        "title": escape(f"{name} - {title}"),
        "school": escape(name),
        "data": data,
        "aerial": aerial,
        "plain": plain,
    }
    return fill_slots(shell, texts)


def write_map(kit: Kit, folder: Path) -> list[Path]:
    """Write map.html into a folder and return its path."""
    path = folder / "map.html"
    path.write_text(render_map(kit), encoding="utf-8", newline="\n")
    return [path]


def clean_text(text: str) -> str:
    """Replace what UTF-8 cannot hold (lone surrogates) and what HTML drops (NUL) by U+FFFD."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace").replace("\x00", "\ufffd")


def escape_json(value: Any) -> str:
    """Write JSON that cannot end a script element: < > & and the two line separators as escapes.

    What UTF-8 cannot hold becomes U+FFFD.
    """
    text = clean_text(json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False))
    return re.sub("[<>&\u2028\u2029]", lambda match: f"\\u{ord(match[0]):04x}", text)


def _data_block(payload: dict[str, Any], limit: int = _PLAIN_LIMIT_BYTES) -> str:
    text = escape_json(payload)
    if len(text) <= limit:
        return f'<script type="application/json" id="facts">{text}</script>'
    squeezer = zlib.compressobj(9, wbits=-15)  # raw: a gzip header would name the operating system
    packed = base64.b64encode(squeezer.compress(text.encode()) + squeezer.flush()).decode("ascii")
    return f'<script type="application/deflate" id="facts">{packed}</script>'


def _aerial_block(n: int, picture: Imagery) -> str:
    text = base64.b64encode(picture.jpeg).decode("ascii")
    return f'<script type="image/jpeg" id="aerial-{n}">{text}</script>\n'
