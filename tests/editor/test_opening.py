"""The next opening shows the page at once, as it stood, says so, and then tells what has changed since."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from editor.conftest import ROOT, Edit, Page
from editor.small_school import write_school

from campusmap.editor.kept import NAME, WAITING, Kept, recall_page


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "cache").mkdir()
    monkeypatch.setenv("CAMPUSMAP_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


def wait_for_page(folder: Path) -> Kept:
    """Return the page that an editor keeps once it has judged the campus."""
    give_up = time.monotonic() + 20
    while (kept := recall_page(folder)) is None:
        assert time.monotonic() < give_up
        time.sleep(0.05)
    return kept


def test_what_changed_while_the_editor_was_shut_is_told(browser: Any, edit: Edit, tmp_path: Path, cache: Path) -> None:
    folder = write_school(tmp_path / "school")
    (folder / "markers.csv").write_text("kind,label,building,floor,room\nAED,Hall,A,1,100\n", "utf-8")
    first = edit(folder, str(cache))
    Page(browser, first).context.close()
    kept = wait_for_page(folder)
    first.kill()
    assert kept.facts["desk"]["trouble"] == WAITING
    assert WAITING.encode() in kept.html
    (folder / "markers.csv").write_text("kind,label,building,floor,room\nAED,Moved,A,1,101\n", "utf-8")
    at = Page(browser, edit(folder, str(cache)))
    at.wait("window.campusmap.facts.desk.trouble === ''")
    assert at.page.evaluate("window.campusmap.facts.markers.map((one) => one.l)") == ["Moved"]
    assert at.page.locator("#desk-line").is_hidden()
    at.page.reload()
    assert at.page.evaluate("window.campusmap.facts.markers.map((one) => one.l)") == ["Moved"]
    assert at.errors == []
    at.context.close()
    (home,) = cache.iterdir()
    whole = (home / NAME).read_bytes()
    (home / NAME).write_bytes(whole[:-5])
    assert recall_page(folder) is None
    (home / NAME).write_bytes(whole)
    (folder / "campus.toml").write_text("[campus\n", "utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "campusmap", "edit", str(folder), "--no-browser"], cwd=ROOT, capture_output=True,
        text=True, timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == 2, done.stderr
    assert "campus.toml" in done.stderr
    assert "Traceback" not in done.stderr
