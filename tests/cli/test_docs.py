"""What is written from the code is fresh, and README says what really runs."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_catalogue_page_is_fresh() -> None:
    """When this fails: python -m campusmap rules --format markdown > campusmap/rules/README.md"""
    command = [sys.executable, "-m", "campusmap", "rules", "--format", "markdown"]
    said = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert (ROOT / "campusmap" / "rules" / "README.md").read_text("utf-8") == said


def test_readme_names_commands_and_files_that_exist() -> None:
    text = (ROOT / "README.md").read_text("utf-8")
    from campusmap.cli import COMMANDS

    named = set(re.findall(r"campusmap (init|inspect|check|build|verify|rules|explain|\w+)\b", text))
    assert {"init", "check", "build"} <= named & set(COMMANDS)
    for target in re.findall(r"\]\(([^)]+)\)", text):
        assert (ROOT / target).exists(), target
