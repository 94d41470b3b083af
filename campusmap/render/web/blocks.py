"""The page's facts as blocks of JSON that no text from a file can end; those of a large campus are packed apart."""

from __future__ import annotations

import base64
import json
import re
import zlib
from typing import Any, Final

# Above this size the facts are compressed; below, a person can read them in the file. Tool default.
PLAIN_LIMIT_BYTES: Final = 2_000_000


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# What the first look needs of these records: what is written on the map, and whether there is such a device. All else
# is for cards, search and lists, and is unpacked after it.
_FIRST: Final = {"rooms": _words("f n m at"), "doors": frozenset[str](), "markers": _words("k st at")}
Payload = dict[str, Any]


def write_facts(payload: Payload, limit: int = PLAIN_LIMIT_BYTES) -> str:
    """Return the script elements that hold the facts: one as it is, or, of a large campus, several packed ones.

    Packed are: what the first look needs (``facts``), the rest of the records (``facts-later``), and the scenes of the
    levels that are not shown first (``scenes``, by position of a floor), in whose place then stands 0.
    """
    text = escape_json(payload)
    if len(text) <= limit:
        return f'<script type="application/json" id="facts">{text}</script>'
    return "\n".join(_pack(name, block) for name, block in split_facts(payload).items())


def split_facts(payload: Payload) -> dict[str, Payload]:
    """Return the blocks of a large campus by name, the one that is read first foremost."""
    now = {name: [_part(record, keys, kept=True) for record in payload[name]] for name, keys in _FIRST.items()}
    later = {name: [_part(record, keys, kept=False) for record in payload[name]] for name, keys in _FIRST.items()}
    shown = min((level["o"] for level in payload["levels"]), key=lambda o: (abs(o), -o), default=0)
    first = [n for n, floor in enumerate(payload["floors"]) if floor["o"] == shown]
    scenes = {str(n): scene for n, scene in enumerate(payload["scenes"]) if n not in first}
    kept = [scene if n in first else 0 for n, scene in enumerate(payload["scenes"])]
    return {"facts": {**payload, **now, "doors": [], "scenes": kept}, "facts-later": later, "scenes": scenes}


def _part(record: Payload, keys: frozenset[str], *, kept: bool) -> Payload:
    return {key: value for key, value in record.items() if (key in keys) is kept}


def _pack(name: str, block: Payload) -> str:
    squeezer = zlib.compressobj(9, wbits=-15)  # raw: a gzip header would name the operating system
    packed = base64.b64encode(squeezer.compress(escape_json(block).encode()) + squeezer.flush()).decode("ascii")
    return f'<script type="application/deflate" id="{name}">{packed}</script>'


def clean_text(text: str) -> str:
    """Replace what UTF-8 cannot hold (lone surrogates) and what HTML drops (NUL) by U+FFFD."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace").replace("\x00", "\ufffd")


def escape_json(value: Any) -> str:
    """Write JSON that cannot end a script element: < > & and the two line separators as escapes.

    What UTF-8 cannot hold becomes U+FFFD.
    """
    text = clean_text(json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False))
    return re.sub("[<>&\u2028\u2029]", lambda match: f"\\u{ord(match[0]):04x}", text)
