"""How soon is the editor there, how smoothly does a marker follow the pointer, how long until a change is judged?

    python tests/bench/edit.py [FOLDER]

The command runs on a copy of a campus (cedar-ridge-high unless told otherwise), once as on the first day, when the
drawings are read before everybody's eyes, and again, when the page of the day before is shown at once. "Painted" is
from the start of the command to two frames after the page's load event, "page" the part of it from the request of the
page, "floors" until every drawing is read and shown, so that the campus can be marked, and "findings" until it is
judged as it is now. "Processor" is the processor time of the command and its readers until then, which depends less on
what else the machine does. Dragging is a mouse that takes a marker across the
map for two seconds; the frames between are counted. "Judged" is from the click that places a marker to the facts of the
whole campus with it on the page. All depend on what else the machine does meanwhile, so its load is printed.
"""

from __future__ import annotations

import contextlib
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


def start(folder: Path, cache: Path | None = None) -> tuple[subprocess.Popen[str], str]:
    """Start the editor; return it and the address that it printed."""
    kept = {"CAMPUSMAP_CACHE": str(cache)} if cache else {}
    process = subprocess.Popen(
        [sys.executable, "-m", "campusmap", "edit", str(folder), "--no-browser"], cwd=ROOT, text=True,
        stdout=subprocess.PIPE, env={**os.environ, "PYTHONPATH": str(ROOT), **kept},
    )  # fmt: skip
    assert process.stdout is not None
    found = re.search(r"http://\S+", process.stdout.readline())
    assert found is not None
    return process, found[0]


def open_page(browser: Any, folder: Path, cache: Path) -> tuple[Any, Any, dict[str, float]]:
    """Start the command and open its page; return the process, the page, and the seconds that each took."""
    begun = time.monotonic()
    process, address = start(folder, cache)
    printed = time.monotonic()
    page = browser.new_page(viewport={"width": 1400, "height": 850})
    page.add_init_script(ON_LOAD)
    page.goto(address)
    while page.evaluate("window.usable") is None:
        page.wait_for_timeout(10)
    usable = page.evaluate("window.usable") / 1000
    opened = {"painted_s": printed - begun + usable, "page_s": usable}
    until(page, "campusmap.facts.reading.stage !== 'drawings' && !campusmap.facts.desk.trouble")
    opened["floors_s"] = time.monotonic() - begun
    until(page, "!campusmap.facts.reading.stage && !campusmap.facts.desk.trouble")
    return process, page, opened | {"findings_s": time.monotonic() - begun, "processor_s": processor_s(process.pid)}


def until(page: Any, script: str) -> None:
    """Wait until a script is true on a page that may be loaded anew meanwhile."""
    while not page.evaluate(f"Boolean(window.campusmap && {script})"):
        page.wait_for_timeout(20)


def processor_s(pid: int) -> float:
    """Return the processor time of a process, its children and those that they waited for; 0 off Linux."""
    stats = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            fields = path.read_text().rpartition(")")[2].split()
            stats[int(path.parent.name)] = int(fields[1]), sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")
    family = {pid}
    while more := {one for one, (parent, _) in stats.items() if parent in family} - family:
        family |= more
    return sum(stats[one][1] for one in family if one in stats)


def work(page: Any) -> dict[str, float]:
    """Drag a marker, place another; return frames a second, and seconds."""
    frames = drag(page)
    slowest = sorted(frames)[int(len(frames) * 0.95)]
    return {"frames_per_s": 1000 / statistics.mean(frames), "slowest_frames_per_s": 1000 / slowest,
            "judged_s": place(page)}  # fmt: skip


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
        folder, cache = Path(shutil.copytree(source, Path(home) / source.name)), Path(home) / "cache"
        cache.mkdir()
        browser = play.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        for when in ("first", "again"):
            process, page, took = open_page(browser, folder, cache)
            took |= work(page) if when == "again" else {}
            for name, value in took.items():
                print(f"{when} {name:22}{value:8.2f}", flush=True)
            page.close()
            process.kill()
            process.communicate()
        browser.close()
    print(f"load average          {os.getloadavg()[0]:8.2f}")


if __name__ == "__main__":
    main()
