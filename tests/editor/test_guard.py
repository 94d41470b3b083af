"""Who is not the editor's own page is refused, and nothing is written."""

from __future__ import annotations

import http.client
import json
import socket
from pathlib import Path
from typing import Any

import pytest
from editor.conftest import Edit, Running

ORDER = {"do": "place", "kind": "AED", "floor": -1, "at": [[0, 0]], "who": "Mallory"}


@pytest.fixture(scope="module")
def cookie(edit: Edit, running: Running) -> str:
    """Open the printed address once, as a browser does."""
    status, headers, _ = ask(running, "GET", f"/?key={running.key}")
    assert status == 303
    given = headers["set-cookie"]
    assert "HttpOnly" in given
    assert "SameSite=Strict" in given
    assert running.key not in given
    return given.split(";")[0]


def ask(
    editor: Running, method: str, path: str, headers: dict[str, str] | None = None, body: bytes | None = None
) -> tuple[int, dict[str, str], bytes]:
    line = http.client.HTTPConnection("127.0.0.1", editor.port, timeout=20)
    line.request(method, path, body, headers or {})
    answer = line.getresponse()
    found = answer.status, {key.lower(): value for key, value in answer.getheaders()}, answer.read()
    line.close()
    return found


def own(editor: Running, cookie: str, **others: str) -> dict[str, str]:
    """Return the headers of the editor's own page; others take their place, "" takes them away."""
    headers = {"Host": f"127.0.0.1:{editor.port}", "Origin": f"http://127.0.0.1:{editor.port}", "Cookie": cookie,
               "Content-Type": "application/json", "Sec-Fetch-Site": "same-origin"}  # fmt: skip
    named = {key.replace("_", "-"): value for key, value in others.items()}
    return {key: value for key, value in {**headers, **named}.items() if value}


def snapshot(folder: Path) -> dict[str, bytes]:
    files = [path for path in folder.rglob("*") if path.is_file() and path.name != "lock"]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


@pytest.mark.parametrize(
    ("changed", "status"),
    [
        ({"Cookie": ""}, 403),
        ({"Cookie": "campusmap-edit=1"}, 403),
        ({"Host": "evil.example"}, 403),
        ({"Host": "localhost"}, 403),
        ({"Host": "127.0.0.1"}, 403),
        ({"Origin": "http://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": ""}, 403),
        ({"Sec_Fetch_Site": "cross-site"}, 403),
        ({"Sec_Fetch_Site": "same-site"}, 403),
        ({"Content_Type": "text/plain"}, 422),
        ({"Content_Type": "application/x-www-form-urlencoded"}, 422),
    ],
)
def test_a_strange_write_is_refused(running: Running, cookie: str, changed: dict[str, str], status: int) -> None:
    before = snapshot(running.folder)
    headers = own(running, cookie, **changed)
    for path in ("/change", "/undo", "/redo"):
        assert ask(running, "POST", path, headers, json.dumps(ORDER).encode())[0] == status
    assert snapshot(running.folder) == before


@pytest.mark.parametrize(
    "headers", [{}, {"Cookie": ""}, {"Host": "rebound.example:80"}, {"Sec_Fetch_Site": "cross-site"}]
)
def test_the_page_is_for_its_own_browser(running: Running, cookie: str, headers: dict[str, str]) -> None:
    status, _, body = ask(running, "GET", "/", own(running, cookie, Origin="", **headers))
    assert status == (403 if headers else 200)
    assert (b"Maple" in body) is (not headers)
    assert ask(running, "GET", "/news?since=0", own(running, cookie, Origin="", **headers))[0] == status


def test_the_address_opens_once(running: Running, cookie: str) -> None:
    assert ask(running, "GET", f"/?key={running.key}")[0] == 403
    assert ask(running, "GET", "/?key=guess")[0] == 403
    assert ask(running, "GET", "/?key=")[0] == 403


def test_an_address_of_another_name_does_not_spend_the_key(edit: Edit, tmp_path: Path, samples: Path) -> None:
    import shutil

    editor = edit(Path(shutil.copytree(samples / "maple-elementary", tmp_path / "m")))
    assert ask(editor, "GET", f"/?key={editor.key}", {"Host": "rebound.example"})[0] == 403
    assert ask(editor, "GET", f"/?key={editor.key}")[0] == 303
    editor.kill()


@pytest.mark.parametrize(
    "path",
    ["/../campus.toml", "/%2e%2e/%2e%2e/etc/passwd", "/campus.toml", "//etc/passwd", "/..%5c..%5ccampus.toml",
     "/news/../x", "/change", "/index.html", "/photos/a.jpg", "/%00"],
)  # fmt: skip
def test_there_is_nothing_beside_the_page(running: Running, cookie: str, path: str) -> None:
    assert ask(running, "GET", path, own(running, cookie, Origin=""))[0] == 404


@pytest.mark.parametrize("method", ["PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "HEAD"])
def test_other_methods_are_refused(running: Running, cookie: str, method: str) -> None:
    assert ask(running, method, "/change", own(running, cookie))[0] >= 400


def test_what_is_too_large_is_refused(running: Running, cookie: str) -> None:
    before = snapshot(running.folder)
    large = json.dumps({**ORDER, "who": "x" * 300_000}).encode()
    assert ask(running, "POST", "/change", own(running, cookie), large)[0] == 413
    line = socket.create_connection(("127.0.0.1", running.port), timeout=20)
    head = "".join(f"{k}: {v}\r\n" for k, v in own(running, cookie, Content_Length="99999999999").items())
    line.sendall(f"POST /change HTTP/1.1\r\n{head}\r\n".encode() + b"{" * 65536)
    assert b" 413 " in line.recv(4096).split(b"\r\n")[0]
    line.close()
    assert snapshot(running.folder) == before


HOSTILE: list[Any] = [
    None, [], "x", 7, {}, {"do": "place"}, {**ORDER, "who": ""}, {**ORDER, "who": "x" * 81}, {**ORDER, "who": 3},
    {**ORDER, "kind": "../../x"}, {**ORDER, "kind": 3}, {**ORDER, "at": "0,0"}, {**ORDER, "at": [[1e999, 0]]},
    {**ORDER, "at": [[1, 2, 3]]}, {**ORDER, "at": []}, {**ORDER, "floor": 99}, {**ORDER, "floor": True},
    {**ORDER, "do": "__class__"},
    *({"who": "M", "do": "fields", "table": table, "row": 2, "seen": seen, "fields": new} for table, seen, new in (
        ("../campus", {}, {"label": "x"}),
        ("survey", {}, {"who": "x"}),
        ("contacts", {"role": "Principal"}, {"phone": "1"}),
        ("markers", {"kind": "AED"}, {"lon": "0"}),
        ("markers", {"kind": "AED"}, {"label": "=1+1"}),
        ("markers", {"kind": "AED"}, {"label": {"a": 1}}),
        ("rooms", {}, {"nowhere": "x"}),
    )),
    {"who": "M", "do": "fields", "table": "rooms", "subject": "MAIN/1/nowhere", "fields": {"name": "x"}},
    {"who": "M", "do": "corner", "room": "MAIN/1/101", "value": "safe"},
    {"who": "M", "do": "draw", "room": "MAIN/1/101", "ring": [[0, 0], [1, 1]]},
    {"who": "M", "do": "draw", "room": "MAIN/1/101", "ring": [[0, 0], [1, 1], [1, 0], [0, 1]]},
    {"who": "M", "do": "entrance", "door": "nowhere"},
]  # fmt: skip


@pytest.mark.parametrize("said", HOSTILE, ids=range(len(HOSTILE)))
def test_what_cannot_be_read_writes_nothing(running: Running, cookie: str, said: Any) -> None:
    before = snapshot(running.folder)
    status, _, body = ask(running, "POST", "/change", own(running, cookie), json.dumps(said).encode())
    assert status == 422, body
    assert "internal" not in body.decode()
    assert snapshot(running.folder) == before


@pytest.mark.parametrize("body", [b"", b"{", b"[" * 50_000, b"\xff\xfe", b'{"who": "a"' + b" " * 1000])
def test_what_is_no_json_writes_nothing(running: Running, cookie: str, body: bytes) -> None:
    before = snapshot(running.folder)
    assert ask(running, "POST", "/change", own(running, cookie), body)[0] == 422
    assert snapshot(running.folder) == before


def test_every_answer_forbids_frames_and_keeping(running: Running, cookie: str) -> None:
    for path in ("/", "/nowhere"):
        _, headers, body = ask(running, "GET", path, own(running, cookie, Origin=""))
        assert headers["cache-control"] == "no-store"
        assert headers["x-frame-options"] == "DENY"
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "no-referrer"
        assert "access-control-allow-origin" not in headers
    _, _, body = ask(running, "GET", "/", own(running, cookie, Origin=""))
    assert b"connect-src 'self'" in body
    assert b"default-src 'none'" in body


def test_only_the_loopback_address_answers(running: Running) -> None:
    others = {info[4][0] for info in socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)} - {"127.0.0.1"}
    for address in others:
        with pytest.raises(OSError):
            socket.create_connection((str(address), running.port), timeout=2).close()
