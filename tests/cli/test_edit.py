"""What ``campusmap edit`` says where it cannot begin."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from campusmap.cli.edit import command
from campusmap.errors import InputError

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("missing", ["waitress", "werkzeug"])
def test_a_missing_extra_is_named(missing: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, missing, None)
    with pytest.raises(InputError, match=r"needs the extra \[edit\]"):
        CliRunner().invoke(command, [str(tmp_path)], catch_exceptions=False)


def test_a_broken_installation_is_not_a_missing_extra(tmp_path: Path) -> None:
    broken = "import sys; sys.modules['campusmap.editor.serve'] = None; from campusmap.cli import main; main()"
    command = [sys.executable, "-c", broken, "edit", tmp_path]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=30, check=False)
    assert run.returncode == 3
    assert "internal error: ModuleNotFoundError" in run.stderr
