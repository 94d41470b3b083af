"""The editor as a command that runs, and a browser on the page that it serves."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Error

ROOT = Path(__file__).parents[2]
Edit = Callable[..., "Running"]


class Running:
    """One editor: its folder, the address that it printed, and what it writes besides."""

    def __init__(self, folder: Path, cache: str = "off") -> None:
        self.folder = folder
        command = [sys.executable, "-m", "campusmap", "edit", str(folder), "--no-browser"]
        self.process = subprocess.Popen(
            command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
            env={**os.environ, "PYTHONPATH": str(ROOT), "CAMPUSMAP_CACHE": cache},
        )  # fmt: skip
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        found = re.search(r"http://127\.0\.0\.1:(\d+)/\?key=(\S+)", line)
        assert found, (line, self.process.communicate())
        self.address, self.port, self.key = found[0], int(found[1]), found[2]

    def kill(self) -> None:
        """End it as a power cut would."""
        self.process.kill()
        self.process.communicate()


@pytest.fixture(scope="session")
def edit() -> Iterator[Edit]:
    started: list[Running] = []

    def start(folder: Path, cache: str = "off") -> Running:
        started.append(Running(folder, cache))
        return started[-1]

    yield start
    for one in started:
        one.kill()


@pytest.fixture(scope="session")
def maple(samples: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the smallest sample, for one editor of a whole run."""
    return Path(shutil.copytree(samples / "maple-elementary", tmp_path_factory.mktemp("edit") / "maple"))


@pytest.fixture(scope="module")
def folder(samples: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the smallest sample, for the tests of one file."""
    return Path(shutil.copytree(samples / "maple-elementary", tmp_path_factory.mktemp("folder") / "maple"))


@pytest.fixture(scope="session")
def running(edit: Edit, maple: Path) -> Running:
    return edit(maple)


def is_fault(message: Any) -> bool:
    """Tell whether a line on the console is a fault; that a change is asked about is none."""
    return message.type in ("error", "warning") and "409 (CONFLICT)" not in message.text


class Page:
    """A browser's page on an editor, with every error that it met; ``whole`` waits until the campus is judged."""

    def __init__(self, browser: Any, editor: Any, *, whole: bool = True, **options: Any) -> None:
        self.context = browser.new_context(**{"viewport": {"width": 1400, "height": 850}, **options})
        self.context.set_default_timeout(15_000)
        self.page = self.context.new_page()
        self.errors: list[str] = []
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("console", lambda m: self.errors.append(m.text) if is_fault(m) else None)
        self.page.goto(editor.address)
        if whole:
            self.settle()

    def wait(self, script: str) -> None:
        """Wait until a script is true; the page's own policy forbids the browser's ways of waiting for one."""
        give_up = time.monotonic() + 90
        while not self.says(script):
            assert time.monotonic() < give_up, (script, self.page.inner_text("#desk"), self.errors)
            self.page.wait_for_timeout(50)

    def says(self, script: str) -> bool:
        """Tell whether a script is true now; a page that is being loaded anew says nothing."""
        try:
            return bool(self.page.evaluate(script))
        except Error as error:
            if "context was destroyed" not in str(error):
                raise
            return False

    def settle(self) -> None:
        """Wait until what was changed last is judged and shown."""
        self.wait("Boolean(window.campusmap && window.campusmap.isSettled())")

    def sign(self, name: str) -> None:
        """Give a name, when asked who is at work."""
        self.page.fill("#who-name", name)
        self.page.keyboard.press("Enter")

    def sign_if_asked(self, name: str) -> None:
        """Give a name where the page asks who is at work."""
        if self.page.locator("#who-name").count():
            self.sign(name)

    def ref_of_room(self, number: str) -> str:
        """Return the page's name of the room with a number."""
        n = self.page.evaluate("(number) => window.campusmap.facts.rooms.findIndex((one) => one.n === number)", number)
        return f"r{n}"

    def ref_of(self, table: str, identity: str) -> str:
        """Return the page's name of a room, door or marker by its id."""
        letter = table[0]
        n = self.page.evaluate(
            "([t, i]) => window.campusmap.facts[t].findIndex((one) => one.i === i)", [table, identity]
        )
        assert n >= 0, identity
        return f"{letter}{n}"

    def open(self, ref: str) -> None:
        """Choose a thing on the map."""
        self.page.evaluate("(ref) => window.campusmap.openRef(ref)", ref)

    def point_of(self, ref: str) -> tuple[float, float]:
        """Return where a thing stands in the window, in pixels."""
        script = """(ref) => {
          const box = document.getElementById("map_campus").getBoundingClientRect(), behind = window.campusmap;
          const at = behind.recordOf(ref).at, [x, y] = behind.toMap(at[0] / 100, at[1] / 100);
          const p = behind.map.latLngToContainerPoint([y, x]);
          return [box.left + p.x, box.top + p.y];
        }"""
        x, y = self.page.evaluate(script, ref)
        return float(x), float(y)
