"""Lines that hold nothing out of the ordinary, read straight from their tags: most of a plan, and dear to parse."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any, Final, NamedTuple

import numpy as np

from campusmap.ingest.dxf_filter import Flags
from campusmap.ingest.dxf_scan import Record, Scan
from campusmap.ingest.dxf_tags import Ints, Tags

XYZ = tuple[float, float, float]


class PlainLine(NamedTuple):
    """One LINE of model space; ``place`` is its rank among the file's entities."""

    place: int
    layer: str
    handle: str
    owner: str
    start: XYZ
    end: XYZ
    linetype: str = ""  # "" is the layer's own


class PlainLines(NamedTuple):
    """The plain lines of a drawing in the order of the file, and the rank of every other entity by its handle."""

    lines: tuple[PlainLine, ...] = ()
    places: dict[str, int] = {}  # noqa: RUF012 - never changed

    def among(self, entities: Iterable[Any]) -> Iterator[Any]:
        """Yield parsed entities and the plain lines in the order of the file."""
        waiting = iter(self.lines)
        line = next(waiting, None)
        for entity in entities:
            place = self.places.get(entity.dxf.get("handle") or "", -1)
            while line is not None and line.place < place:
                yield line
                line = next(waiting, None)
            yield entity
        if line is not None:
            yield line
        yield from waiting


NO_LINES: Final = PlainLines()

# Group codes of a LINE as programs since R2000 write it: handle, owner, layer and looks, then two points. Nothing that
# could hide it, put it on a sheet or attach data to it. Source: DXF reference, ENTITIES section, LINE.
_LOOKS: Final = r"( (6|62|48|370|420|430|440|347|348|390|284))*"
_CODES: Final = re.compile(rf"0 5 330 100{_LOOKS} 8{_LOOKS} 100( 39)? 10 20( 30)? 11 21( 31)?( 39)?( 210 220 230)?")
_WHOLE: Final = (62, 370, 420, 440, 284)  # whose values are whole numbers
_FARTHEST: Final = 1e9  # drawing units; what is farther off is left to the parser and its tests (tool default)


def find_lines(scan: Scan, keep: Flags) -> tuple[list[Record], PlainLines]:
    """Return the records of the plain lines among those to ``keep``, and the lines.

    None are found where what the parser makes of the others might depend on them: in files before R2000, in binary
    ones, and where an entity lacks a handle.
    """
    places = {record.handle: place for place, record in enumerate(scan.entities)}
    handles = all(record.handle for record in scan.entities) and len(places) == len(scan.entities)
    nested = all(handle for block in scan.blocks for _, _, handle in block.inserts)
    modern = scan.header.get("$ACADVER", "") >= "AC1015" and scan.tags.numbers is None
    if not (handles and nested and modern):
        return [], PlainLines()
    records = [r for r in scan.entities if r.kind == "LINE" and r.stop == r.first + 1 and keep[r.first]]
    lone = _lone_handles(scan.tags)
    lines = [line for line in _read(scan, records, places) if line.handle in lone]
    taken = [scan.entities[line.place] for line in lines]
    return taken, PlainLines(tuple(lines), places)


def _lone_handles(tags: Tags) -> frozenset[str]:
    """Return the handles that nothing else in the file has, too, which the parser would remark on."""
    counts = Counter(tags.texts(np.flatnonzero((tags.codes == 5) | (tags.codes == 105))))
    return frozenset(handle.decode("ascii", "replace") for handle, count in counts.items() if count == 1)


def _read(scan: Scan, records: list[Record], places: dict[str, int]) -> Iterator[PlainLine]:
    """Yield those of some LINE records that are plain, in order."""
    heads = np.append(scan.heads, len(scan.tags.codes))
    firsts = np.array([record.first for record in records], dtype=np.int64)
    begins, counts = heads[firsts], heads[firsts + 1] - heads[firsts]
    found: list[PlainLine] = []
    for count in np.unique(counts).tolist():
        alike = np.flatnonzero(counts == count)
        rows = begins[alike][:, None] + np.arange(count)
        layouts, kind = np.unique(scan.tags.codes[rows], axis=0, return_inverse=True)
        for n, codes in enumerate(layouts.tolist()):
            if _CODES.fullmatch(" ".join(map(str, codes))):
                found += _read_alike(scan, codes, rows[kind.ravel() == n], places)
    return iter(sorted(found))


def _read_alike(scan: Scan, codes: list[int], rows: Ints, places: dict[str, int]) -> Iterator[PlainLine]:
    """Yield the plain ones of lines with the same group codes; ``rows`` are their tags, a line a row."""
    tags = scan.tags
    first = {code: codes.index(code) for code in set(codes)}
    second = codes.index(100, first[100] + 1)
    bare = [column for column, code in enumerate(codes) if code in (5, 8, 100, 330)]
    tight = np.all([_is_tight(tags, rows[:, column]) for column in bare], axis=0)
    whole = [column for column, code in enumerate(codes) if code in _WHOLE]
    for column in whole:
        tight &= [_is_whole(text) for text in tags.texts(rows[:, column])]
    marks = zip(tags.texts(rows[:, first[100]]), tags.texts(rows[:, second]), strict=True)
    tight &= [both == (b"AcDbEntity", b"AcDbLine") for both in marks]
    points = [
        list(map(float, tags.texts(rows[:, first[c]]))) if c in first else [0.0] * len(rows)
        for c in (10, 20, 30, 11, 21, 31)
    ]
    tight &= np.all(np.abs(points) <= _FARTHEST, axis=0)
    names = (
        [raw.decode(scan.encoding, "surrogateescape") for raw in tags.texts(rows[:, first[c]])] for c in (8, 5, 330)
    )
    styles = tags.texts(rows[:, first[6]]) if 6 in first else [b""] * len(rows)
    for plain, style, layer, handle, owner, *xyz in zip(tight.tolist(), styles, *names, *points, strict=True):
        if plain and layer and handle in places:
            linetype = style.decode(scan.encoding, "surrogateescape")
            yield PlainLine(places[handle], layer, handle, owner, tuple(xyz[:3]), tuple(xyz[3:]), linetype)


def without_sheets(plain: PlainLines, document: Any) -> PlainLines:
    """Leave out the lines that belong to paper space by their owner alone, as the parser does."""
    model, paper = (document.block_records.get(name).dxf.handle for name in ("*Model_Space", "*Paper_Space"))
    return plain._replace(lines=tuple(line for line in plain.lines if line.owner == model or line.owner != paper))


def _is_whole(text: bytes) -> bool:
    return text.lstrip(b"-").isdigit()


def _is_tight(tags: Tags, index: Ints) -> Any:
    """Tell which of some values have no blanks around them, which the parser keeps and a scan does not."""
    raw = np.frombuffer(tags.data, dtype=np.uint8)
    starts, stops = tags.starts[index], tags.stops[index]
    return (stops > starts) & (raw[starts] > 32) & (raw[np.maximum(stops - 1, starts)] > 32)
