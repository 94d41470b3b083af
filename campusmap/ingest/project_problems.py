"""What the validator finds wrong with campus.toml, as sentences a clerk can act on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, is_dataclass
from difflib import get_close_matches
from typing import Any, Final, get_args, get_type_hints

from campusmap.model.project import Project


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong: the key's path ("building[2].floor[0].units"), what is wrong, what to do."""

    key: str
    what: str
    fix: str


# What the validator's error types mean to a person: what is wrong, what to do.
_SENTENCES: Final = {
    "missing": ("is missing", "add it"),
    "string_type": ("must be a text", 'write it in quotes, like "12"'),
    "int": ("must be a whole number", "write it without quotes or decimals"),
    "float": ("must be a number", "write it without quotes"),
    "bool": ("must be true or false", "write one of them, without quotes"),
    "date": ("must be a date", "write it like 2026-09-01, without quotes"),
    "too_long": ("has too many values", "give exactly as many as the documentation shows"),
    "too_short": ("has too few values", "give exactly as many as the documentation shows"),
    "tuple": ("must be a list", "write it in square brackets"),
    "dataclass_type": ("must be a table", "write it as a [section] or in braces"),
}


def list_problems(errors: Iterable[Mapping[str, Any]]) -> list[Problem]:
    """Turn the validator's errors into problems, in the order of the file's schema, each key once."""
    problems: dict[str, Problem] = {}
    for error in errors:
        if not _is_noise(error):
            problem = _to_problem(error)
            problems.setdefault(problem.key, problem)
    return list(problems.values())


def _is_noise(error: Mapping[str, Any]) -> bool:
    """Tell whether an error is about the branch of a union that the person did not mean."""
    loc = error["loc"]
    if error["type"] == "literal_error" and isinstance(error["input"], dict):
        return True
    return bool(error["type"] == "dataclass_type" and loc[-1] == "GuessedUnit")


def _to_problem(error: Mapping[str, Any]) -> Problem:
    kind, key = error["type"], _key_path(error["loc"])
    if kind == "unexpected_keyword_argument":
        return Problem(key, "is not a key that is known here", _suggest_key(error["loc"]))
    if kind == "literal_error":
        expected = error["ctx"]["expected"].replace("'", '"')
        return Problem(key, f"{_show(error['input'])} is not a choice here", f"write one of {expected}")
    if kind == "missing" and isinstance(error["loc"][-1], int):
        kind = "too_short"
    found = next((text for start, text in _SENTENCES.items() if kind.startswith(start)), None)
    what, fix = found or (str(error["msg"]), "see the documentation of campus.toml")
    shown = "" if kind in {"missing", "too_short"} else f", not {_show(error['input'])}"
    return Problem(key, what + shown, fix)


def _show(value: object) -> str:
    text = f'"{value}"' if isinstance(value, str) else str(value)
    return text if len(text) <= 60 else text[:57] + "..."


def _is_key(part: str | int) -> bool:
    """Tell whether a part of a location is a key of the file, not the validator's name for a branch of a union."""
    return isinstance(part, int) or not ("[" in part or part == "GuessedUnit")


def _key_path(loc: tuple[str | int, ...]) -> str:
    path = ""
    for part in filter(_is_key, loc):
        path += f"[{part}]" if isinstance(part, int) else f".{part}"
    return path.lstrip(".") or "the file"


def _suggest_key(loc: tuple[str | int, ...]) -> str:
    known = _known_keys(loc[:-1])
    close = get_close_matches(str(loc[-1]), known, n=1)
    return f'did you mean "{close[0]}"?' if close else f"the keys here are {', '.join(known)}"


def _known_keys(loc: tuple[str | int, ...]) -> list[str]:
    """Return the keys that the schema has at a location."""
    record: type[Any] = Project
    for part in loc:
        if isinstance(part, str):
            hint = get_type_hints(record).get(part)
            record = _record_in(hint) or record
    return [field.name for field in fields(record)]


def _record_in(hint: Any) -> type[Any] | None:
    """Return the dataclass that a type hint holds, however wrapped."""
    if isinstance(hint, type) and is_dataclass(hint):
        return hint
    return next((found for found in map(_record_in, get_args(hint)) if found), None)
