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
# Files of few tests that take minutes come first, lest one of them is left to one worker in the end.
LONGEST = (
    "test_no_loss.py", "test_real.py", "test_fuzz.py", "test_samples.py", "test_district.py", "test_walk.py",
    "test_issue.py", "test_two_builds.py", "test_trace.py", "test_axe.py", "test_cedar_map.py", "test_packet.py",
)  # fmt: skip


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the longest files first; what is in one stays in its order."""
    rank = {name: n for n, name in enumerate(LONGEST)}
    items.sort(key=lambda item: rank.get(item.path.name, len(LONGEST)))


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
