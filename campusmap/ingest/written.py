"""What a written file really holds, read back by parsers that had no part in writing it."""

from __future__ import annotations

import base64
import csv
import io
import json
import re
import sqlite3
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, Final

# A stream of a PDF, between its two words. Source: ISO 32000-1, 7.3.8.
_STREAM: Final = re.compile(rb"stream\r?\n(.*?)endstream", re.DOTALL)
_PACKED: Final = re.compile(rb'<script type="application/deflate"[^>]*>([^<]*)<')
_FACTS: Final = re.compile(r'<script type="application/json" id="facts">(.*?)</script>', re.DOTALL)


@dataclass(frozen=True, slots=True)
class Written:
    """One file of a kit: every byte of it, unpacked where it is packed, and what it says in fields and words."""

    name: str
    blocks: tuple[bytes, ...]
    texts: frozenset[str]
    facts: Any = None  # parsed JSON, of GeoJSON and of the page's facts


def read_written(path: Path, name: str) -> Written:
    """Read a file of a kit back: HTML, PDF, GeoPackage, JSON, CSV, zip archives; of others only the bytes."""
    data = path.read_bytes()
    return _read(data, name, path)


def _read(data: bytes, name: str, path: Path | None = None) -> Written:
    suffix = name.rpartition(".")[2].casefold()
    if zipfile.is_zipfile(io.BytesIO(data)):
        return _read_zip(data, name)
    if suffix == "gpkg" and path is not None:
        return Written(name, (data,), frozenset(_gpkg_texts(path)))
    reader = {"pdf": _read_pdf, "html": _read_html, "json": _read_json, "geojson": _read_json, "csv": _read_csv}
    return reader.get(suffix, _read_bytes)(data, name)


def _read_bytes(data: bytes, name: str) -> Written:
    return Written(name, (data,), frozenset())


def _read_pdf(data: bytes, name: str) -> Written:
    text = _pdf_text(data)
    return Written(name, (data, *_inflate_streams(data), text.encode()), _words(text))


def _read_json(data: bytes, name: str) -> Written:
    facts = json.loads(data)
    return Written(name, (data,), frozenset(_strings(facts)), facts)


def _read_csv(data: bytes, name: str) -> Written:
    rows = csv.reader(io.StringIO(data.decode("utf-8-sig")))
    return Written(name, (data,), frozenset(cell for row in rows for cell in row))


def _read_zip(data: bytes, name: str) -> Written:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = [_read(archive.read(inner), inner) for inner in sorted(archive.namelist())]
    blocks = (data, *(block for part in parts for block in (part.name.encode(), *part.blocks)))
    facts = [part.facts for part in parts if part.facts is not None]
    return Written(name, blocks, frozenset(text for part in parts for text in part.texts), facts)


def _inflate_streams(data: bytes) -> Iterator[bytes]:
    for found in _STREAM.finditer(data):
        try:
            yield zlib.decompressobj().decompress(found[1])
        except zlib.error:
            yield found[1]


def _pdf_text(data: bytes) -> str:
    """Return the visible text of every page, as PDFium reads it."""
    import pypdfium2  # type: ignore[import-untyped]

    document = pypdfium2.PdfDocument(data)
    try:
        return "\n".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split()) | frozenset(line.strip() for line in text.splitlines())


def _gpkg_texts(path: Path) -> Iterator[str]:
    with sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True) as base:
        tables = [name for (name,) in base.execute("SELECT table_name FROM gpkg_contents")]
        for table in tables:
            quoted = '"' + table.replace('"', '""') + '"'
            for row in base.execute(f"SELECT * FROM {quoted}"):  # noqa: S608 -- the table's own name, quoted
                yield from (value for value in row if isinstance(value, str))
    base.close()


def _read_html(data: bytes, name: str) -> Written:
    text = data.decode("utf-8")
    packed = [zlib.decompress(base64.b64decode(block), wbits=-15) for block in _PACKED.findall(data)]
    found = _FACTS.search(text)
    facts = _join_facts([json.loads(block) for block in packed]) if packed else json.loads(found[1]) if found else None
    page = _Page()
    page.feed(text)
    words = _words("\n".join(page.seen))
    return Written(name, (data, *packed), words | frozenset(_strings(facts)), facts)


def _join_facts(blocks: list[Any]) -> Any:
    """Return the first block of a packed page with the others in it: all drawn marks stand under "scenes"."""
    return {**blocks[0], "scenes": [blocks[0].get("scenes"), *blocks[1:]]} if len(blocks) > 1 else blocks[0]


class _Page(HTMLParser):
    """Gathers what a reader sees: no scripts, no styles."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []
        self._hidden = 0

    def handle_starttag(self, tag: str, _attrs: list[tuple[str, str | None]]) -> None:
        self._hidden += tag in {"script", "style"}

    def handle_endtag(self, tag: str) -> None:
        self._hidden -= tag in {"script", "style"}

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.seen.append(data)


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from _strings(item)
    elif isinstance(value, list):
        for item in value:
            yield from _strings(item)
