"""How soon is the editor there, how smoothly does a marker follow the pointer, how long until a change is judged?

    python tests/bench/edit.py [FOLDER]

The command runs on a copy of a campus (cedar-ridge-high unless told otherwise). "Usable" is from the request of the
page to two frames after its load event; the program has read the drawings by then. Dragging is a mouse that takes a
marker across the map for two seconds; the frames between are counted. "Judged" is from the click that places a marker
to the facts of the whole campus with it on the page. All three depend on what else the machine does meanwhile, so its
load is printed.
"""

from __future__ import annotations

import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
ON_LOAD = """
window.addEventListener('load', () => requestAnimationFrame(() => requestAnimationFrame(() => {
  window.usable = performance.now();
})));
"""
COUNT_FRAMES = """
() => {
  window.frames_ms = [];
  let last = 0;
  const tick = now => { if (last) { frames_ms.push(now - last); } last = now; requestAnimationFrame(tick); };
  requestAnimationFrame(tick);
}
"""
CHOOSE = """
() => {
  const behind = window.campusmap, n = behind.facts.markers.findIndex(one => one.at && one.f !== undefined);
  behind.openRef('m' + n);
  const box = document.getElementById('map_campus').getBoundingClientRect(), at = behind.recordOf('m' + n).at;
  const [x, y] = behind.toMap(at[0] / 100, at[1] / 100), p = behind.map.latLngToContainerPoint([y, x]);
  return [box.left + p.x, box.top + p.y];
}
"""
DRAG_S = 2.0


def start(folder: Path) -> tuple[subprocess.Popen[str], str]:
    """Start the editor; return it and the address that it printed."""
    process = subprocess.Popen(
        [sys.executable, "-m", "campusmap", "edit", str(folder), "--no-browser"], cwd=ROOT, text=True,
        stdout=subprocess.PIPE, env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    assert process.stdout is not None
    found = re.search(r"http://\S+", process.stdout.readline())
    assert found is not None
    return process, found[0]


def measure(browser: Any, address: str) -> dict[str, float]:
    """Open the page, drag a marker, place another; return seconds, and frames a second."""
    page = browser.new_page(viewport={"width": 1400, "height": 850})
    page.add_init_script(ON_LOAD)
    page.goto(address)
    usable = page.evaluate("window.usable")
    while usable is None:
        page.wait_for_timeout(20)
        usable = page.evaluate("window.usable")
    frames = drag(page)
    result = {"usable_s": usable / 1000, "frames_per_s": 1000 / statistics.mean(frames), "judged_s": place(page)}
    result["slowest_frames_per_s"] = 1000 / sorted(frames)[int(len(frames) * 0.95)]
    page.close()
    return result


def drag(page: Any) -> list[float]:
    """Take a marker across the map for a while; return the milliseconds of each frame meanwhile."""
    x, y = page.evaluate(CHOOSE)
    page.wait_for_timeout(300)
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 10, y + 10)
    page.evaluate(COUNT_FRAMES)
    end, step = time.monotonic() + DRAG_S, 0
    while time.monotonic() < end:
        step += 1
        page.mouse.move(x + 150 * ((step % 40) / 20 - 1), y + 90 * ((step % 26) / 13 - 1))
    frames: list[float] = page.evaluate("window.frames_ms.slice()")
    page.keyboard.press("Escape")
    page.mouse.up()
    return frames


def place(page: Any) -> float:
    """Place a marker and return the seconds until the page shows it judged."""
    page.keyboard.press("Alt+m")
    page.click('[data-kind="AED"]')
    page.fill("#who-name", "Bench")
    page.keyboard.press("Enter")
    page.wait_for_selector("#mode:not([hidden])")
    begun = time.monotonic()
    page.keyboard.press("Enter")
    page.wait_for_selector("#edit-label")
    while not page.evaluate("window.campusmap.isSettled()"):
        page.wait_for_timeout(20)
    return time.monotonic() - begun


def main() -> None:
    """Measure and print."""
    from playwright.sync_api import sync_playwright

    source = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "sample_campuses" / "cedar-ridge-high"
    chromium = next(found for found in map(shutil.which, NAMES) if found)
    with tempfile.TemporaryDirectory() as home, sync_playwright() as play:
        process, address = start(Path(shutil.copytree(source, Path(home) / source.name)))
        browser = play.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        for name, value in measure(browser, address).items():
            print(f"{name:22}{value:8.2f}")
        browser.close()
        process.kill()
        process.communicate()
    print(f"load average          {os.getloadavg()[0]:8.2f}")


if __name__ == "__main__":
    main()
