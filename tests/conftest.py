"""What every test may ask for."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[1]
os.environ["CAMPUSMAP_CACHE"] = "off"  # every test builds anew, but those of the cache


@pytest.fixture(scope="session")
def samples() -> Path:
    """Return the folder of the sample campuses."""
    return ROOT / "sample_campuses"


@pytest.fixture(scope="session")
def real_data() -> Path:
    """Return the folder of real drawings beside the project, or skip."""
    folder = ROOT.parent / "shared" / "data"
    if not folder.is_dir():
        pytest.skip("the real drawings are not beside the project")
    return folder


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Return a headless Chromium; tests/check.py sees to it that there is one."""
    from playwright.sync_api import sync_playwright

    names = ("chromium", "chromium-browser", "google-chrome", "chrome")
    path = next((found for found in map(shutil.which, names) if found), None)
    options = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
    with sync_playwright() as play:
        chromium = play.chromium.launch(executable_path=path, args=options)
        yield chromium
        chromium.close()
