"""Shapes that people draw by hand: one feature of overrides.geojson changes, the rest of the file stays as it is."""

from __future__ import annotations

import json
from collections.abc import Sequence
from json import JSONDecoder
from typing import Any, Final

from campusmap.errors import ConflictError, InputError
from campusmap.model.edit import OVERRIDES, Change

_NEW: Final = '{\n"type": "FeatureCollection",\n"features": [\n]\n}\n'
_BLANK: Final = " \t\r\n"
Span = tuple[int, int, dict[str, Any]]


def merge_features(content: bytes | None, changes: Sequence[Change]) -> tuple[bytes, tuple[Change, ...]]:
    """Return overrides.geojson with changes made, and the changes; raise InputError or ConflictError.

    A feature is known by all that it says. Other features keep their bytes, order and whatever else they hold. With the
    last one the file goes, since one without any is refused.
    """
    mark = "\ufeff" if content is not None and content.startswith(b"\xef\xbb\xbf") else ""
    text = _decode(content) if content is not None else _NEW
    for change in changes:
        text = _make(text, change)
    return (mark + text).encode("utf-8") if _find_features(text)[0] else b"", tuple(changes)


def read_feature_list(content: bytes) -> list[dict[str, Any]]:
    """Return every feature as it is written; raise InputError for a file that is no collection of features."""
    return [feature for _, _, feature in _find_features(_decode(content))[0]]


def _decode(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(OVERRIDES, "is not UTF-8", "save it as UTF-8") from error


def _make(text: str, change: Change) -> str:
    spans, end = _find_features(text)
    new = json.dumps(change.after, ensure_ascii=False) if change.after is not None else ""
    if change.before is None:
        return text[:end] + (",\n" if spans else "\n") + new + text[end:]
    at = next((n for n, (_, _, feature) in enumerate(spans) if feature == change.before), None)
    if at is None:
        raise ConflictError("this shape was changed or taken away by somebody else meanwhile")
    start, stop, _ = spans[at]
    if change.after is not None:
        return text[:start] + new + text[stop:]
    if at > 0:
        return text[: spans[at - 1][1]] + text[stop:]
    return text[:start] + (text[spans[1][0] :] if len(spans) > 1 else text[stop:])


def _find_features(text: str) -> tuple[list[Span], int]:
    """Return where each feature stands in a text, and where a further one is to be put."""
    try:
        start = _find_member(text, "features")
        return _list_items(text, start)
    except (ValueError, IndexError) as error:
        fix = "mend it, or put it aside so that a new one is begun"
        raise InputError(OVERRIDES, "is no GeoJSON collection of features", fix) from error


def _find_member(text: str, name: str) -> int:
    """Return where the value of a member of the outermost object begins."""
    decoder, at = JSONDecoder(), _skip(text, 0)
    if text[at] != "{":
        raise ValueError(text[at])
    at = _skip(text, at + 1)
    while True:
        key, at = decoder.raw_decode(text, at)
        at = _skip(text, _expect(text, _skip(text, at), ":"))
        if key == name:
            return at
        _, at = decoder.raw_decode(text, at)
        at = _skip(text, _expect(text, _skip(text, at), ","))


def _list_items(text: str, at: int) -> tuple[list[Span], int]:
    decoder, spans = JSONDecoder(), list[Span]()
    last = _expect(text, at, "[")
    at = _skip(text, last)
    while text[at] != "]":
        value, stop = decoder.raw_decode(text, at)
        if not isinstance(value, dict):
            raise ValueError(type(value).__name__)
        spans.append((at, stop, value))
        last, at = stop, _skip(text, stop)
        if text[at] == ",":
            at = _skip(text, at + 1)
    return spans, last


def _skip(text: str, at: int) -> int:
    while text[at] in _BLANK:
        at += 1
    return at


def _expect(text: str, at: int, mark: str) -> int:
    if text[at] != mark:
        raise ValueError(text[at])
    return at + 1
