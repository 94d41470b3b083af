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


def test_readme_lists_every_column_that_is_read_and_every_kind() -> None:
    from campusmap.export.people_rows import COLUMNS as WRITTEN
    from campusmap.georeference.footprint import KIND_WORDS
    from campusmap.ingest.tables import REQUIRED
    from campusmap.ingest.tables_columns import COLUMNS
    from campusmap.safety.kinds import KINDS

    text = (ROOT / "README.md").read_text("utf-8")
    own = {"id", "drawn", "edited_by", "edited_on"}  # which the editor writes, for itself
    for table, columns in COLUMNS.items():
        assert set(WRITTEN[table]) <= set(columns) and columns[: len(REQUIRED[table])] == REQUIRED[table]
        row = re.search(rf"^\| `{table}` \| (.*) \|$", text, re.MULTILINE)
        assert row is not None
        listed = re.findall(r"`(\w+)`", row[1])
        assert set(listed) - {"none"} == set(columns) - own, table
        assert listed[: len(REQUIRED[table])] == list(REQUIRED[table])
    assert set(re.findall(r"`([A-Z_]+)`", text)) >= KINDS
    assert set(re.findall(r"`([a-z]+)`", text)) >= set(KIND_WORDS)
