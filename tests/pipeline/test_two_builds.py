"""Two builds of one folder are the same bytes, wherever and however they run, and betray nothing of the machine."""

from __future__ import annotations

import base64
import io
import os
import re
import shutil
import socket
import subprocess
import sys
import zlib
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest

ROOT = Path(__file__).resolve().parents[2]
PLACE, PERSON = "zanzibar-office", "quillfeather"  # words that no drawing holds


def build(folder: Path, out: Path, cwd: Path, **variables: str) -> None:
    command = [sys.executable, "-m", "campusmap", "build", folder, "-o", out, "--issued", "2026-02-03"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), **variables}
    done = subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode in {0, 1}, done.stderr


@pytest.fixture(scope="module")
def kits(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    home = tmp_path_factory.mktemp(PLACE)
    shutil.copytree(ROOT / "sample_campuses" / "maple-elementary", home / PERSON / "campus")
    names = {"USER": PERSON, "LOGNAME": PERSON, "USERNAME": PERSON, "HOME": str(home)}
    build(home / PERSON / "campus", home / "one", home, TZ="Asia/Tokyo", LC_ALL="C", PYTHONHASHSEED="1", **names)
    build(
        ROOT / "sample_campuses" / "maple-elementary", Path("two"), home,
        TZ="America/Lima", LC_ALL="C.UTF-8", LANG="de_DE.UTF-8", PYTHONHASHSEED="77", SOURCE_DATE_EPOCH="1",
    )  # fmt: skip
    return home / "one", home / "two"


def read_files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_two_builds_are_the_same_bytes(kits: tuple[Path, Path]) -> None:
    one, two = (read_files(kit) for kit in kits)
    assert len(one) > 10
    assert one.keys() == two.keys()
    assert [name for name in one if one[name] != two[name]] == []


def open_up(name: str, data: bytes) -> Iterator[bytes]:
    """Yield a file's bytes, and what is packed in them."""
    yield data
    if name.endswith(".html"):
        packed = re.findall(rb'type="application/deflate"[^>]*>([^<]+)<', data)
        yield from (zlib.decompress(base64.b64decode(part), -15) for part in packed)
    if name.endswith(".pdf"):
        with pikepdf.open(io.BytesIO(data)) as document:
            for thing in document.objects:
                if isinstance(thing, pikepdf.Stream):
                    yield bytes(
                        thing.get_raw_stream_buffer() if "/DCT" in str(thing.get("/Filter")) else thing.read_bytes()
                    )
                else:
                    yield repr(thing).encode()


def test_nothing_names_the_machine(kits: tuple[Path, Path]) -> None:
    host = socket.gethostname()
    words = [PLACE, PERSON, str(ROOT), sys.prefix, *([host] if len(host) > 5 else [])]
    found = [
        (name, word)
        for name, data in read_files(kits[0]).items()
        for part in open_up(name, data)
        for word in words
        if word.encode() in part or word.encode("utf-16-be") in part
    ]
    assert found == []
    assert any(b"Maple" in part for part in open_up("map.html", (kits[0] / "map.html").read_bytes()))


def test_one_process_makes_what_several_make(tmp_path: Path) -> None:
    code = (
        "import sys, campusmap.pipeline.workers as workers\nfrom pathlib import Path\n"
        "from campusmap.pipeline.build import build_kit\n"
        "if sys.argv[1] == 'alone':\n    workers.work_alone()\n"
        "build_kit(Path(sys.argv[2]), Path(sys.argv[3]), only=('geojson', 'rooms_dxf'), issued='2026-02-03')\n"
    )
    for n, way in enumerate(("alone", "beside")):
        environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONHASHSEED": str(3 + n)}
        command = [sys.executable, "-c", code, way, ROOT / "sample_campuses" / "maple-elementary", tmp_path / way]
        subprocess.run(command, check=True, env=environment)
    one, two = read_files(tmp_path / "alone"), read_files(tmp_path / "beside")
    assert [name for name in one if one[name] != two[name]] == []
