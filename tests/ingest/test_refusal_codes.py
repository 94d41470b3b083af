"""Each refusal of a file has a code, and each code is somewhere given."""

from __future__ import annotations

import ast
from pathlib import Path

from campusmap.model.notice import NOTICES
from campusmap.model.refusal import REFUSALS

PACKAGE = Path(__file__).resolve().parents[2] / "campusmap"
KINDS = {"InputError", "LimitError", "FaultError"}
FILES = [*(PACKAGE / "ingest").glob("*.py"), PACKAGE / "georeference/worldfile.py", PACKAGE / "pipeline/guard.py",
         PACKAGE / "pipeline/workers.py"]  # fmt: skip


def given_codes() -> dict[str, list[str]]:
    """Return where each code is given; "" for refusals without one."""
    found: dict[str, list[str]] = {}
    for path in FILES:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in KINDS:
                codes = [word.value for word in node.keywords if word.arg == "code"]
                code = codes[0].value if codes and isinstance(codes[0], ast.Constant) else ""
                found.setdefault(str(code), []).append(f"{path.name}:{node.lineno}")
    return found


def test_each_refusal_has_a_code_of_the_vocabulary() -> None:
    given = given_codes()
    assert given.pop("", []) == []
    assert set(given) == set(REFUSALS)


def test_no_code_means_two_things() -> None:
    assert not set(REFUSALS) & set(NOTICES)
