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
from campusmap.model.places import Campus
from campusmap.render.web.payload import make_payload
from campusmap.render.web.plain import make_plain
from campusmap.render.web.shell import fill_slots, make_shell

# Above this size the facts are compressed; below, a person can read them in the file. Tool default.
_PLAIN_LIMIT_BYTES: Final = 2_000_000


def render_map(kit: Kit) -> str:
    """Return map.html: one page that holds everything, asks for nothing and runs only its own script.

    Text from files enters in three ways only: as an escaped JSON block, as escaped text in title, heading and the
    table for browsers without scripts, and as base64 (aerial pictures and photos).
    """
    name = clean_text(kit.campus.name)
    return fill_slots(
        make_shell(),
        {
            "title": escape(f"{name} - campus map"),
            "school": escape(name),
            "data": _data_block(make_payload(kit)),
            "pictures": _picture_blocks(kit.campus),
            "plain": clean_text(make_plain(kit)),
        },
    )


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


def _picture_blocks(campus: Campus) -> str:
    """Return the aerial pictures and the photos, each in a block that no browser reads by itself."""
    named = [(f"aerial-{n}", picture.jpeg) for n, picture in enumerate(campus.imagery)]
    named += [(f"photo-{n}", photo.jpeg) for n, photo in enumerate(campus.photos)]
    return "".join(
        f'<script type="image/jpeg" id="{name}">{base64.b64encode(jpeg).decode("ascii")}</script>\n'
        for name, jpeg in named
    )
