"""A school to be walked, and people who walk it: they press the page's keys in headless Chromium, without a network."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from numbering.schools import House, School, make_storey, write_school

ANSWER = """(told) => {
  const press = (node) => { if (!node) { throw new Error("no key"); } node.click(); };
  const wanted = new Map(told), floors = document.getElementById("walk-stage");
  for (const option of floors.options) {
    floors.value = option.value;
    floors.dispatchEvent(new Event("change"));
    for (const card of document.querySelectorAll("#walk-list > li")) {
      const said = wanted.get(card.dataset.id);
      if (!said) { continue; }
      if (said.checked) { press(card.querySelector(".check." + said.checked)); }
      const more = () => { if (!card.querySelector(".more")) { press(card.querySelector(".more-key")); } };
      if (said.number) {
        more();
        const field = card.querySelector("[aria-label^='Number on the sign'] input");
        field.value = said.number;
        field.dispatchEvent(new Event("input"));
      }
      if (said.note) {
        more();
        const area = card.querySelector("textarea");
        area.value = said.note;
        area.dispatchEvent(new Event("input"));
      }
    }
  }
}"""


def write_walked_school(folder: Path, per_side: int = 3, storeys: int = 2) -> Path:
    """Write a campus of one building with ``2 * per_side + 3`` rooms a storey."""
    floors = tuple(make_storey(level, per_side, 7.0, 1) for level in range(storeys))
    return write_school(School(7, (House("b1", "1", floors, (0.0, 0.0), 20.0),)), folder)


class Walker:
    """One person with a device of their own."""

    def __init__(self, browser: Any, page_file: Path, who: str, **options: Any) -> None:
        self.context = browser.new_context(offline=True, accept_downloads=True, **options)
        self.errors: list[str] = []
        self.who = who
        self.file = page_file
        self.open()

    def open(self) -> None:
        """Open the page, as after a restart of the device."""
        self.page = self.context.new_page()
        self.page.set_default_timeout(20_000)
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("console", lambda m: self.errors.append(m.text) if m.type in ("error", "warning") else None)
        self.page.on("request", self._watch)
        self.page.goto(self.file.as_uri())
        self.page.wait_for_selector("html[data-ready]", state="attached")
        if not self.page.input_value("#walk-name"):
            self.page.fill("#walk-name", self.who)

    def _watch(self, request: Any) -> None:
        if not request.url.startswith(("file:", "data:", "blob:")):
            self.errors.append(request.url)

    def answer(self, told: dict[str, dict[str, str]]) -> None:
        """Press and type what is told, by the id of each thing."""
        self.page.evaluate(ANSWER, list(told.items()))
        self.page.wait_for_selector("html[data-writing='0']", state="attached")

    def save(self, path: Path) -> Path:
        """Save the answers and return the file."""
        with self.page.expect_download() as waiting:
            self.page.click("#walk-save")
        waiting.value.save_as(path)
        assert not self.errors, self.errors
        return path


def items_of(page_file: Path) -> list[dict[str, Any]]:
    """Return what a page asks about, from its block of facts, in its order."""
    text = page_file.read_text("utf-8").split('id="facts">')[1].split("</script>")[0]
    return [item for stage in json.loads(text)["stages"] for item in stage["items"]]


def read_table(folder: Path, name: str) -> list[dict[str, str]]:
    """Read a table with Python's own reader."""
    with (folder / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def snapshot(folder: Path) -> dict[str, bytes]:
    """Return every file that people keep, by name."""
    paths: Iterable[Path] = (
        path for path in folder.rglob("*") if path.is_file() and ".campusmap-edit" not in path.parts
    )
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(paths)}
