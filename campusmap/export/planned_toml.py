"""Planned numbers of buildings into campus.toml: a line or two change, the rest stays as people wrote it."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Mapping
from typing import Any, Final

from campusmap.errors import InputError

_TABLE: Final = re.compile(r"\s*\[")
_BUILDING: Final = re.compile(r"\s*\[\[\s*building\s*\]\]\s*(#.*)?$")
FILE: Final = "campus.toml"


def plan_toml(text: str, numbers: Mapping[str, str]) -> str:
    """Return campus.toml with planned numbers of buildings, by id; raise InputError where it cannot be edited.

    A building's planned number stands in ``posted_number``; ``posted_on`` goes, and what it dated becomes ``number``.
    The result is read again and must differ from the text in these keys alone.
    """
    lines = text.splitlines(keepends=True)
    for building, number in sorted(numbers.items()):
        span = find_building(lines, building)
        if span is None:
            raise _unwritable(building, number)
        lines[span[0] : span[1]] = _plan(lines[span[0] : span[1]], number)
    done = "".join(lines)
    expected = tomllib.loads(text)
    for entry in expected["building"]:
        if entry["id"] in numbers:
            _expect(entry, numbers[entry["id"]])
    try:
        is_right = tomllib.loads(done) == expected
    except tomllib.TOMLDecodeError:
        is_right = False
    if not is_right:
        raise _unwritable(*next(iter(sorted(numbers.items()))))
    return done


def _unwritable(building: str, number: str) -> InputError:
    fix = f'write posted_number = "{number}" into its table by hand'
    return InputError(FILE, f"is written in a way in which the building {building} is not edited by this program", fix)


def _expect(entry: dict[str, Any], number: str) -> None:
    if entry.pop("posted_on", None) is not None:
        entry["number"] = entry.get("posted_number") or entry.get("number", "")
    entry["posted_number"] = number


def find_building(lines: list[str], building: str) -> tuple[int, int] | None:
    """Return the first line of a building's own keys, its header, and the line after the last; None without one."""
    for start, line in enumerate(lines):
        if not _BUILDING.match(line):
            continue
        stop = next((n for n in range(start + 1, len(lines)) if _TABLE.match(lines[n])), len(lines))
        own = tomllib.loads("".join(lines[start + 1 : stop])) if _parses(lines[start + 1 : stop]) else {}
        if own.get("id") == building:
            return start, stop
    return None


def _parses(lines: list[str]) -> bool:
    try:
        tomllib.loads("".join(lines))
    except tomllib.TOMLDecodeError:
        return False
    return True


def _plan(lines: list[str], number: str) -> list[str]:
    """Write a planned number into the lines of one building."""
    own = tomllib.loads("".join(lines[1:]))
    if "posted_on" in own:
        lines = [line for line in lines if key_of(line) != "posted_on"]
        lines = _set_key(lines, "number", own.get("posted_number") or own.get("number", ""))
    return _set_key(lines, "posted_number", number)


def _set_key(lines: list[str], key: str, value: str) -> list[str]:
    """Set a key in place, else after the building's number, else after its id."""
    at = next((n for n, line in enumerate(lines) if key_of(line) == key), None)
    if at is not None:
        return [*lines[:at], _with_value(lines[at], value), *lines[at + 1 :]]
    near = {key_of(line): n for n, line in enumerate(lines)}
    after = near.get("number", near.get("id", 0))
    indent = re.match(r"\s*", lines[after])
    end = "\r\n" if lines[after].endswith("\r\n") else "\n"
    if not lines[after].endswith("\n"):
        lines = [*lines[:after], lines[after] + end, *lines[after + 1 :]]
    new = f"{indent[0] if indent else ''}{key} = {json.dumps(value, ensure_ascii=False)}{end}"
    return [*lines[: after + 1], new, *lines[after + 1 :]]


def _with_value(line: str, value: str) -> str:
    """Replace a key's one-line text, keeping what stands around it; another form is left for the check to refuse."""
    return re.sub(
        r"""(=\s*)("[^"\\]*"|'[^']*')""", lambda m: m[1] + json.dumps(value, ensure_ascii=False), line, count=1
    )


def key_of(line: str) -> str:
    """Return the key that a line sets, "" for none."""
    found = re.match(r"\s*([A-Za-z0-9_-]+)\s*=", line)
    return found[1] if found else ""
