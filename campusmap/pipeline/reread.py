"""A staged kit read back before it takes the old one's place, by readers that share no code with its writers."""

from __future__ import annotations

import hashlib
import json
import re
import sqlite3
import zipfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Any, Final
from xml.etree import ElementTree as ET

from campusmap.errors import InputError
from campusmap.kept import recall

# What is read back sooner than it is looked up that it was.
_CHEAP: Final = frozenset({".csv", ".dxf"})
_SMALL: Final = 30_000  # bytes; tool default
_BLOCKS: Final = re.compile(rb'<script type="application/json"[^>]*>(.*?)</script>', re.DOTALL)

# What no manifest lists: itself, and the signature over it.
_UNLISTED: Final = {"manifest.json", "manifest.json.minisig"}


class _DamageError(Exception):
    """A file is not what its kind has to be."""


def refuse_damaged(staging: Path, target: Path) -> None:
    """Raise InputError when a kit's files are not those of its manifest, or one of them cannot be read back."""
    fault = next(find_damage(staging), "")
    if fault:
        problem = f"was not written, since {fault}"
        raise InputError(str(target), problem, "build it again on a disk that is sound and has room")


def find_damage(kit: Path) -> Iterator[str]:
    """Yield what is wrong with a kit's files, as the second half of a sentence."""
    try:
        listed = {entry["file"]: entry for entry in json.loads((kit / "manifest.json").read_bytes())["files"]}
    except (OSError, ValueError, TypeError, KeyError):
        yield "manifest.json cannot be read back"
        return
    present = {path.relative_to(kit).as_posix() for path in kit.rglob("*") if path.is_file()} - _UNLISTED
    yield from (f"{name} and the manifest do not agree" for name in sorted(present ^ listed.keys()))
    counts: dict[str, int] = {}
    for name in sorted(present & listed.keys()):
        yield from _judge(kit / name, name, listed[name], counts)
    yield from _unlike_layers(kit, counts)


def _judge(path: Path, name: str, entry: dict[str, Any], counts: dict[str, int]) -> Iterator[str]:
    """Yield what is wrong with a file; ``counts`` takes in how many features it holds, if it holds any."""
    content = path.read_bytes()
    if len(content) != entry["size"] or hashlib.sha256(content).hexdigest() != entry["sha256"]:
        yield f"{name} is not as the manifest has it"
        return
    read = partial(_READERS.get(path.suffix, _read_any), path, content)
    made_from = {"the file": (name, entry["size"], entry["sha256"])}
    try:
        found = read() if path.suffix in _CHEAP or len(content) < _SMALL else recall("check", made_from, read)
    except Exception:
        yield f"{name} cannot be read back"
    else:
        counts |= {name: found} if isinstance(found, int) else {}


def _require(claim: bool) -> None:
    if not claim:
        raise _DamageError


def _read_any(_path: Path, content: bytes) -> None:
    _require(bool(content))


def _read_json(_path: Path, content: bytes) -> int | None:
    """Return how many features a text holds; None where it is no collection."""
    found = json.loads(content)
    return len(found["features"]) if isinstance(found, dict) and "features" in found else None


def _read_html(_path: Path, content: bytes) -> None:
    _require(content.rstrip().endswith(b"</html>"))
    for block in _BLOCKS.findall(content):
        json.loads(block)


def _read_table(_path: Path, content: bytes) -> None:
    _require(content.decode("utf-8-sig").endswith("\n"))


def _read_drawing(_path: Path, content: bytes) -> None:
    _require(content.rstrip().endswith(b"EOF"))


def _read_pdf(_path: Path, content: bytes) -> None:
    import pypdfium2  # type: ignore[import-untyped]

    if b"/Encrypt" in content:  # nobody but who has the password can read further
        _require(content.startswith(b"%PDF-") and content.rstrip().endswith(b"%%EOF"))
        return
    with closing(pypdfium2.PdfDocument(content)) as document:
        _require(len(document) > 0)


def _read_database(path: Path, _content: bytes) -> None:
    with closing(_open(path)) as database:
        _require(database.execute("pragma quick_check").fetchone() == ("ok",))


def _read_archive(path: Path, _content: bytes) -> None:
    with zipfile.ZipFile(path) as archive:
        _require(archive.testzip() is None)
        for name in archive.namelist():
            if name.endswith((".kml", ".xml")):
                ET.fromstring(archive.read(name))  # noqa: S314 - what was written a moment ago
            elif name.endswith((".json", ".geojson")):
                json.loads(archive.read(name))


_READERS: Final[dict[str, Callable[[Path, bytes], int | None]]] = {
    ".json": _read_json,
    ".geojson": _read_json,
    ".html": _read_html,
    ".csv": _read_table,
    ".dxf": _read_drawing,
    ".pdf": _read_pdf,
    ".gpkg": _read_database,
    ".zip": _read_archive,
    ".kmz": _read_archive,
}


def _unlike_layers(kit: Path, counts: Mapping[str, int]) -> Iterator[str]:
    """Yield the layers of which GeoPackage and GeoJSON hold unlike numbers: a valid layer without rows is no layer."""
    if not (kit / "campus.gpkg").is_file():
        return
    with closing(_open(kit / "campus.gpkg")) as database:
        layers = [layer for (layer,) in database.execute("select table_name from gpkg_contents order by 1")]
        for layer in layers:
            name = f"geojson/{layer}.geojson"
            if (kit / name).is_file():
                [rows] = database.execute(f'select count(*) from "{layer}"').fetchone()  # noqa: S608 - our layers
                if rows != counts.get(name):
                    yield f"campus.gpkg and {name} do not hold the same"


def _open(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)
