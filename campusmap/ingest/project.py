"""Read campus.toml: every problem reported at once, each with its key and what to do about it."""

from __future__ import annotations

import functools
import re
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from campusmap.errors import InputError
from campusmap.ingest.project_checks import check_project
from campusmap.ingest.project_problems import Problem, list_problems
from campusmap.model.project import Project

if TYPE_CHECKING:
    from pydantic import TypeAdapter

FILE: Final = "campus.toml"
# A key of more parts than any here has; the parser takes the square of their number.
_DEEP_KEY: Final = re.compile(r"(?:[\w-]{1,40}\.){60}")
MAX_LISTED: Final = 40  # problems told at once (tool default)
MAX_BYTES: Final = 4_000_000  # tool default; a campus of 100 buildings takes some 100 kB


def read_project(folder: Path) -> Project:
    """Return the project of a campus folder, checked for itself and against the files that it names.

    Raises InputError: one problem as one sentence, several as a list of sentences.
    """
    data = _parse(_read_text(folder))
    project, problems = _validate(data)
    if project is None:
        raise _to_error(problems)
    refuse_project(project, folder)
    return project


def refuse_project(project: Project, folder: Path) -> None:
    """Raise InputError for a project that cannot be used, such as one that names files that are not there."""
    problems = check_project(project, folder)
    if problems:
        raise _to_error(problems)


def _read_text(folder: Path) -> str:
    if not folder.is_dir():
        raise InputError(
            folder.name or str(folder),
            "is not a folder",
            "give the folder that holds campus.toml",
            code="project.unreadable",
        )
    try:
        with (folder / FILE).open("rb") as file:
            content = file.read(MAX_BYTES + 1)
    except OSError as error:
        problem = f"the folder {folder.resolve().name} has no campus.toml that can be read"
        raise InputError(FILE, problem, "write one with `campusmap init`", code="project.unreadable") from error
    if len(content) > MAX_BYTES:
        raise InputError(
            FILE, "is larger than 4 MB", "keep drawings and tables in files of their own", code="project.too_large"
        )
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise InputError(
            FILE, "is not UTF-8", "save it as UTF-8 in the editor", f"line {line}", code="project.no_encoding"
        ) from error


def _parse(text: str) -> dict[str, Any]:
    if found := _DEEP_KEY.search(text):
        place = f"line {text.count(chr(10), 0, found.start()) + 1}"
        raise InputError(FILE, "has a key of too many parts", "write [section] and key", place, code="project.toml")
    try:
        return tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        message = str(error) if isinstance(error, tomllib.TOMLDecodeError) else "nested too deeply"
        match = re.search(r"\(at line (\d+), column \d+\)|\(at end of document\)", message)
        line = f"line {match[1]}" if match and match[1] else "at the end"
        said = re.sub(r"\s*\(at .*\)$", "", message)
        fix = "texts stand in quotes, a table begins with [name]"
        if "\\" in said:
            fix = 'write / between folders, as in "plans/floor1.dxf"'
        raise InputError(FILE, f"is not valid TOML ({said})", fix, line, code="project.toml") from error


def _validate(data: dict[str, Any]) -> tuple[Project | None, list[Problem]]:
    from pydantic import ValidationError  # lazy: --help does without

    try:
        return _validator().validate_python(data), []
    except ValidationError as error:
        return None, list_problems(error.errors(include_url=False))


@functools.cache
def _validator() -> TypeAdapter[Project]:
    from pydantic import TypeAdapter

    return TypeAdapter(Project)


def _to_error(problems: list[Problem]) -> InputError:
    if len(problems) == 1:
        return InputError(FILE, problems[0].what, problems[0].fix, problems[0].key, code="project.invalid")
    lines = [f"  {problem.key}: {problem.what}; {problem.fix}" for problem in problems]
    more = [f"  and {len(lines) - MAX_LISTED} more"] if len(lines) > MAX_LISTED else []
    listed = "\n".join(lines[:MAX_LISTED] + more)
    return InputError(FILE, f"{len(problems)} problems", f"mend each of these:\n{listed}", code="project.invalid")
