"""Keys of campus.toml: one line changes, the rest stays as people wrote it."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Mapping, Sequence
from typing import Any, Final

from campusmap.errors import ConflictError, InputError
from campusmap.export.planned_toml import find_building, key_of
from campusmap.model.edit import PROJECT, Change, list_differences

_HEAD: Final = re.compile(r"\s*\[\s*campus\s*\]\s*(#.*)?$")
_BUILDING: Final = re.compile(r"\s*\[\[\s*building\s*\]\]")
_FLOOR: Final = re.compile(r"\s*\[\[\s*building\s*\.\s*floor\s*\]\]")
_TABLE: Final = re.compile(r"\s*\[")
_NUMBER: Final = re.compile(r"[-+]?[0-9][-+.0-9_eE]*")
# A value that stands on one line: a text, or an inline table of texts.
_POINT: Final = re.compile(r"\{[^{}]*\}")
_LONLAT: Final = re.compile(r"(\blonlat\s*=\s*)\[[^\]]*\]")
_VALUE: Final = re.compile(r"""(=\s*)("[^"\\\n]*"|'[^'\n]*'|\{[^{}\n]*\})""")


def merge_keys(content: bytes | None, changes: Sequence[Change]) -> tuple[bytes, tuple[Change, ...]]:
    """Return campus.toml with changes made to its tables, and the changes; raise InputError or ConflictError.

    A value None takes a key away. The result is read again and must differ from the text in these keys alone.
    """
    if content is None:
        raise InputError(PROJECT, "is not there any more", "write one with `campusmap init`")
    mark = b"\xef\xbb\xbf" if content.startswith(b"\xef\xbb\xbf") else b""
    text = content.decode("utf-8-sig")
    for change in changes:
        text = _make(text, change)
    return mark + text.encode("utf-8"), tuple(changes)


def _table_of(data: dict[str, Any], place: str) -> dict[str, Any]:
    if place == "campus":
        found: dict[str, Any] = data.get("campus", {})
        return found
    identity, _, floor = place.partition(" ")[2].partition("/")
    own: dict[str, Any] = next((each for each in data.get("building", []) if each.get("id") == identity), {})
    return next((each for each in own.get("floor", []) if each.get("id") == floor), {}) if floor else own


def _make(text: str, change: Change) -> str:
    if change.place.startswith("placement "):
        return _move_point(text, change) if "point" in (change.after or {}) else _write_numbers(text, change)
    wanted = list_differences(change)
    data = tomllib.loads(text)
    now = _table_of(data, change.place)
    seen = change.before or {}
    for key, value in wanted.items():
        if now.get(key) not in (seen.get(key), value):
            raise ConflictError(f"somebody else changed {key} in {PROJECT} meanwhile", {key: now.get(key)})
    done = _write(text, change.place, wanted)
    expected = tomllib.loads(text)
    _set_all(_table_of(expected, change.place), wanted)
    if _parse(done) != expected:
        fix = f"write {', '.join(wanted)} of {change.place} by hand"
        raise InputError(PROJECT, "is written in a way in which this program does not edit it", fix)
    return done


def _move_point(text: str, change: Change) -> str:
    """Write another lonlat into the inline table of one control point, wherever its placement stands."""
    old, new = (dict((side or {}).get("point", {})) for side in (change.before, change.after))
    expected = tomllib.loads(text)
    points = _points_of(expected, change.place.removeprefix("placement "))
    if old not in points:
        raise ConflictError("somebody else changed this control point meanwhile")
    points[points.index(old)]["lonlat"] = new["lonlat"]
    pair = f"[{', '.join(map(_to_degrees, new['lonlat']))}]"
    for found in _POINT.finditer(text):
        if _parse(f"p = {found[0]}").get("p") == old:
            moved = _LONLAT.sub(lambda match: match[1] + pair, found[0])
            done = text[: found.start()] + moved + text[found.end() :]
            if _parse(done) == expected:
                return done
    fix = f"write lonlat = {new['lonlat']} of that point by hand"
    raise InputError(PROJECT, "is written in a way in which this program moves no control point", fix)


def _write_numbers(text: str, change: Change) -> str:
    """Write other numbers into the keys of a placement, wherever and however it stands: nothing else may differ."""
    for key, value in list_differences(change).items():
        expected = tomllib.loads(text)
        placement = _placement_of(expected, change.place.removeprefix("placement "))
        if placement.get(key) not in ((change.before or {}).get(key), value):
            raise ConflictError(f"somebody else changed {key} in {PROJECT} meanwhile", {key: placement.get(key)})
        placement[key] = value
        written = (
            text[: found.end(1)] + _write_over(found[2], value) + text[found.end() :]
            for found in re.finditer(rf"(\b{key}\s*=\s*)(\[[^\[\]]*\]|[-+.\w]+)", text)
        )
        done = next((each for each in written if _parse(each) == expected), None)
        if done is None:
            fix = f"write {key} = {_to_toml(value)} of {change.place} by hand"
            raise InputError(PROJECT, "is written in a way in which this program does not edit it", fix)
        text = done
    return text


def _write_over(written: str, value: Any) -> str:
    """Return a number, or a list of numbers, as it was laid out, with other numbers."""
    numbers = iter(map(_to_toml, value if isinstance(value, list | tuple) else [value]))
    return _NUMBER.sub(lambda match: next(numbers, match[0]), written)


def _to_degrees(value: float) -> str:
    """Write degrees to the millimetre, or as somebody wrote them with more digits, who gets them back by an undo."""
    text = f"{value:.8f}".rstrip("0")
    text = f"{text}0" if text.endswith(".") else text
    return text if float(text) == value else repr(float(value))


def _points_of(data: dict[str, Any], place: str) -> list[dict[str, Any]]:
    """Return the points of a building's placement, or of a floor's ("A/1")."""
    found: list[dict[str, Any]] = _placement_of(data, place).get("points", [])
    return found


def _placement_of(data: dict[str, Any], place: str) -> dict[str, Any]:
    building, _, floor = place.partition("/")
    owner = _table_of(data, f"building {building}")
    if floor:
        owner = next((each for each in owner.get("floor", []) if each.get("id") == floor), {})
    found: dict[str, Any] = owner.get("placement", {})
    return found


def _set_all(table: dict[str, Any], wanted: Mapping[str, Any]) -> None:
    for key, value in wanted.items():
        table.pop(key, None)
        if value is not None:
            table[key] = value


def _parse(text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return {}


def _write(text: str, place: str, wanted: Mapping[str, Any]) -> str:
    lines = text.splitlines(keepends=True)
    span = _find_table(lines, place)
    if span is None:
        return text
    own = lines[span[0] : span[1]]
    for key, value in wanted.items():
        own = _set_key(own, key, value)
    return "".join([*lines[: span[0]], *own, *lines[span[1] :]])


def _find_table(lines: list[str], place: str) -> tuple[int, int] | None:
    if place == "campus":
        return _find_campus(lines)
    building, _, floor = place.partition(" ")[2].partition("/")
    span = find_building(lines, building)
    return _find_floor(lines, span[1], floor) if span and floor else span


def _find_floor(lines: list[str], start: int, floor: str) -> tuple[int, int] | None:
    """Return the lines of a floor's own keys, its header first, in what follows a building's."""
    tables = [n for n in range(start, len(lines)) if _TABLE.match(lines[n])]
    for n, stop in zip(tables, [*tables[1:], len(lines)], strict=True):
        if _BUILDING.match(lines[n]):
            return None
        if _FLOOR.match(lines[n]) and any(
            key_of(line) == "id" and _parse(line).get("id") == floor for line in lines[n:stop]
        ):
            return n, stop
    return None


def _find_campus(lines: list[str]) -> tuple[int, int] | None:
    start = next((n for n, line in enumerate(lines) if _HEAD.match(line)), None)
    if start is None:
        return None
    return start, next((n for n in range(start + 1, len(lines)) if _TABLE.match(lines[n])), len(lines))


def _set_key(lines: list[str], key: str, value: Any) -> list[str]:
    """Set a key where it stands, take it away, or put it after the table's name or id."""
    at = next((n for n, line in enumerate(lines) if key_of(line) == key), None)
    if at is not None and value is None:
        return [*lines[:at], *lines[at + 1 :]]
    if value is None:
        return lines
    if at is not None:
        written = _VALUE.sub(lambda found: found[1] + _to_toml(value), lines[at], count=1)
        return [*lines[:at], written, *lines[at + 1 :]]
    near = {key_of(line): n for n, line in enumerate(lines)}
    after = next((near[name] for name in ("name", "number", "id") if name in near), 0)
    end = "\r\n" if lines[after].endswith("\r\n") else "\n"
    above = lines[after] if lines[after].endswith("\n") else lines[after] + end
    indent = re.match(r"\s*", above)
    new = f"{indent[0] if indent else ''}{key} = {_to_toml(value)}{end}"
    return [*lines[:after], above, new, *lines[after + 1 :]]


def _to_toml(value: Any) -> str:
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{key} = {_to_toml(part)}" for key, part in value.items()) + " }"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(_to_toml, value)) + "]"
    if isinstance(value, float):
        return _to_degrees(value)
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007F")
