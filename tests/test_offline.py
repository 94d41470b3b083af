"""Every command, and the map in a browser, in a network namespace without a network.

Where no namespace may be made, a module that every Python loads first keeps it from connecting to anything but this
machine's own pipes, and GDAL is given a proxy that is not there.
"""

from __future__ import annotations

import http.server
import json
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from many_schools import write_district

ROOT = Path(__file__).resolve().parents[1]
MAPLE = ROOT / "sample_campuses" / "maple-elementary"
BLOCK = """import socket
connect = socket.socket.connect
def refuse(self, address):
    if self.family != getattr(socket, "AF_UNIX", None):
        raise OSError("no network")
    return connect(self, address)
socket.socket.connect = socket.socket.connect_ex = refuse
"""
FETCH = "import sys, urllib.request; urllib.request.urlopen(sys.argv[1], timeout=5).read()"
GDAL_FETCH = "import sys, pyogrio; pyogrio.read_info('/vsicurl/' + sys.argv[1] + '/x.geojson')"
OPEN_MAP = """import sys
from playwright.sync_api import sync_playwright
options = ["--no-sandbox", "--disable-gpu"]
with sync_playwright() as play:
    browser = play.chromium.launch(executable_path=sys.argv[2] or None, args=options)
    page = browser.new_page()
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(sys.argv[1])
    page.fill("#q", "103")
    page.keyboard.press("Enter")
    page.wait_for_selector("#card:visible")
    assert len(asked) == 1, asked
    print(page.inner_text("#card h2"))
"""


@cache
def namespace() -> tuple[str, ...]:
    """Return the command that runs another without a network, empty where there is none."""
    for command in (("unshare", "-n"), ("unshare", "-rn")):
        if (
            shutil.which("unshare")
            and subprocess.run([*command, "true"], capture_output=True, check=False).returncode == 0
        ):
            return command
    return ()


def run(folder: Path, *command: str | Path, isolated: bool = True) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    if isolated and not namespace():
        (folder / "block").mkdir(exist_ok=True)
        (folder / "block" / "sitecustomize.py").write_text(BLOCK)
        environment |= {"PYTHONPATH": os.pathsep.join((str(folder / "block"), str(ROOT)))}
        environment |= {"GDAL_HTTP_PROXY": "127.0.0.1:9"}
    before = namespace() if isolated else ()
    return subprocess.run(
        [*before, *command], cwd=folder, env=environment, capture_output=True, text=True, check=False, timeout=600
    )


@pytest.fixture(scope="module")
def address() -> Iterator[tuple[str, list[str]]]:
    """Serve on this machine; yield the address and what was asked."""
    asked: list[str] = []

    class Answer(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(404 if "geojson" in self.path else 200)
            self.end_headers()

        do_HEAD = do_GET  # noqa: N815 - the name is the library's

        def log_message(self, *_: object) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Answer)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", asked
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize("code", [FETCH, GDAL_FETCH], ids=["python", "gdal"])
def test_isolation_is_real(code: str, address: tuple[str, list[str]], tmp_path: Path) -> None:
    url, asked = address
    asked.clear()
    run(tmp_path, sys.executable, "-c", code, url, isolated=False)
    assert asked
    asked.clear()
    assert run(tmp_path, sys.executable, "-c", code, url).returncode != 0
    assert asked == []


@pytest.fixture(scope="module")
def kit(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("offline")
    shutil.copytree(MAPLE, home / "maple")
    done = run(home, sys.executable, "-m", "campusmap", "issue", "maple", "-o", "kit", "--issued", "2026-11-27")
    assert done.returncode in {0, 1}, done.stderr
    return home / "kit"


PLAN = "maple/plans/main.dxf"
COMMANDS = {
    "init": ["init", "new", "--plan", PLAN],
    "inspect": ["inspect", PLAN],
    "check": ["check", "maple"],
    "build": ["build", "maple", "-o", "built", "--audience", "public"],
    "diff": ["diff", "kit", "kit"],
    "number": ["number", "maple"],
    "verify": ["verify", "kit"],
    "rules": ["rules"],
    "explain": ["explain", "DRW001"],
    "scrub": ["scrub", PLAN, "-o", "scrubbed.dxf"],
    "district": ["district", "schools", "-o", "out", "--only", "map"],
    "issue": ["issue", "maple", "-o", "kit", "--issued", "2026-11-27"],
}


def test_list_of_commands_is_whole() -> None:
    from campusmap.cli import COMMANDS as ALL

    assert set(COMMANDS) >= {name for name in ALL if name not in {"edit", "walk"}}


LONG = ("build", "number")  # another build each; what they add is held by the long form


@pytest.mark.parametrize(
    "name",
    [
        pytest.param(name, marks=pytest.mark.full if name in LONG else ())
        for name in COMMANDS
        if name != "issue"  # that one made the kit
    ],
)
def test_command_needs_no_network(name: str, kit: Path) -> None:
    if name == "district":
        write_district(kit.parent / "schools", 1, 0)
    words = COMMANDS[name]
    if name == "explain":
        rules = run(kit.parent, sys.executable, "-m", "campusmap", "rules", "--format", "json")
        words = ["explain", json.loads(rules.stdout)[0]["id"]]
    done = run(kit.parent, sys.executable, "-m", "campusmap", *words)
    assert done.returncode in {0, 1}, done.stderr
    assert "Traceback" not in done.stderr


def test_map_opens_without_a_network(kit: Path) -> None:
    names = ("chromium", "chromium-browser", "google-chrome", "chrome")
    path = next((found for found in map(shutil.which, names) if found), "")
    done = run(kit.parent, sys.executable, "-c", OPEN_MAP, (kit / "map.html").as_uri(), path)
    assert done.returncode == 0, done.stderr
    assert "103" in done.stdout
