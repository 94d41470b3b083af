"""The files that campus.toml names: what is not there, and which file may be meant."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from difflib import get_close_matches
from pathlib import Path, PurePosixPath

from campusmap.ingest.project_problems import Problem


def check_files(named: Iterable[tuple[str, str]], folder: Path) -> Iterator[Problem]:
    """Find files that are not there; ``named`` holds each with its key. A plan may be an archive that was unpacked."""
    named = list(named)
    used = frozenset(folder / name for name, _ in named)
    for name, key in named:
        is_there = _is_file(folder / name) or (key.endswith(".plan") and _is_file(folder / name / "unit.geojson"))
        if name and not is_there:
            shown = name if name.isprintable() else name.encode("unicode_escape").decode()
            yield Problem(key, f'the file "{shown}" is not there', _say_meant(name, folder, used))


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):  # a name too long or with a null character
        return False


def _say_meant(name: str, folder: Path, used: Container[Path]) -> str:
    """Say what to do: a backslash separates nothing (TOML makes a line break of one and an n), a name is misspelt."""
    if "\\" in name or not name.isprintable():
        return 'write / between folders, as in "plans/floor1.dxf"'
    path = PurePosixPath(name)
    try:
        others = [one for one in sorted((folder / path.parent).iterdir()) if one not in used and one.is_file()]
    except (OSError, ValueError):
        others = []
    there = {one.name.casefold(): one.name for one in others}
    close = get_close_matches(path.name.casefold(), there, n=1, cutoff=0.8)
    if close:
        return f'did you mean "{path.with_name(there[close[0]])}"?'
    return "paths are relative to the folder of campus.toml"
