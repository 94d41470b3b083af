"""Lines and light polylines with nothing out of the ordinary, read from their tags: most of a plan, dear to parse."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import chain
from operator import attrgetter
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from campusmap.ingest.dxf_bare import (
    FARTHEST,
    LOOKS,
    REACTOR_MARKS,
    REACTORS,
    WHOLE,
    Bare,
    Spared,
    Values,
    is_whole,
    lone_records,
    plain_blocks,
    read_polylines,
)
from campusmap.ingest.dxf_fields import Fields
from campusmap.ingest.dxf_filter import Flags
from campusmap.ingest.dxf_scan import Scan
from campusmap.ingest.dxf_tags import Ints, Tags

Floats = NDArray[np.float64]

XYZ = tuple[float, float, float]


class PlainLine(NamedTuple):
    """One LINE; ``place`` is its record's number."""

    place: int
    layer: str
    handle: str
    owner: str
    start: XYZ
    end: XYZ
    linetype: str = ""  # "" is the layer's own


class PlainLines(NamedTuple):
    """What the parser is spared: the plain lines and polylines of model space in the order of the file, and blocks'.

    ``places`` has the record of every other entity of model space by its handle.
    """

    lines: tuple[PlainLine | Bare, ...] = ()
    places: dict[str, int] = {}  # noqa: RUF012 - never changed
    blocks: dict[str, Spared] = {}  # noqa: RUF012 - never changed; by name in lower case

    def among(self, entities: Iterable[Any]) -> Iterator[Any]:
        """Yield the parsed entities of model space and the plain ones in the order of the file."""
        return Spared(self.lines, self.places).among(entities)

    def in_block(self, block: Any) -> Iterable[Any]:
        """Return the entities of a parsed block, the plain ones among them."""
        spared = self.blocks.get(block.name.lower())
        return spared.among(block) if spared else block


NO_LINES: Final = PlainLines()

# Group codes of a LINE as programs since R2000 write it: handle, owner, layer and looks, then two points. Nothing that
# could hide it, put it on a sheet or attach data to it. Source: DXF reference, ENTITIES section, LINE.
_CODES: Final = re.compile(
    rf"0 5{REACTORS} 330 100{LOOKS} 8{LOOKS} 100( 39)? 10 20( 30)? 11 21( 31)?( 39)?( 210 220 230)?"
)


def find_lines(scan: Scan, keep: Flags) -> tuple[list[int], PlainLines]:
    """Return the records of what is plain among those to ``keep``, and what they say.

    None are found where what the parser makes of the others might depend on them: in files before R2000, in binary
    ones, and where an entity lacks a handle.
    """
    places = {record.handle: record.first for record in scan.entities}
    handles = "" not in places and len(places) == len(scan.entities)
    nested = all(handle for block in scan.blocks for _, _, handle in block.inserts)
    modern = scan.header.get("$ACADVER", "") >= "AC1015" and scan.tags.numbers is None
    if not (handles and nested and modern):
        return [], PlainLines()
    kept = keep.tolist()
    lone = [r for r in scan.entities if r.kind in ("LINE", "LWPOLYLINE") and r.stop == r.first + 1 and kept[r.first]]
    shared = _shared_handles(scan.tags)
    lines = [line for line in _read(scan, [r.first for r in lone if r.kind == "LINE"]) if line.handle not in shared]
    rows = read_polylines(scan, [r.first for r in lone if r.kind == "LWPOLYLINE"])
    bent = (row for row in rows if row.handle not in shared)
    spared: list[PlainLine | Bare] = sorted([*lines, *bent], key=attrgetter("place"))
    blocks = dict(_read_blocks(scan, keep, shared))
    taken = [*spared, *chain.from_iterable(block.entities for block in blocks.values())]
    return [one.place for one in taken], PlainLines(tuple(spared), places, blocks)


def _read_blocks(scan: Scan, keep: Flags, shared: frozenset[str]) -> Iterator[tuple[str, Spared]]:
    """Yield the plain lines and polylines of each block; of a block in which an entity lacks a handle, none."""
    found = dict(plain_blocks(scan, keep))
    records = np.array(list(chain.from_iterable(found.values())), dtype=np.int64)
    handle = dict(zip(records.tolist(), Fields(scan.tags, scan.heads, scan.encoding).texts(records, 5), strict=True))
    lines = _read(scan, lone_records(scan, found.values(), b"LINE"))
    rows = read_polylines(scan, lone_records(scan, found.values(), b"LWPOLYLINE"))
    plain = {one.place: one for one in (*map(as_bare, lines), *rows)}
    for name, inside in found.items():
        places = {handle[record]: record for record in inside}
        if "" not in places and shared.isdisjoint(places):
            yield name, Spared(tuple(plain[record] for record in inside if record in plain), places)


def as_bare(line: PlainLine) -> Bare:
    """Return a plain line as an entity that answers what the parser's would."""
    dxf = Values(layer=line.layer, handle=line.handle, start=line.start, end=line.end, linetype=line.linetype)
    return Bare(line.place, "LINE", line.owner, dxf)


def _shared_handles(tags: Tags) -> frozenset[str]:
    """Return the handles that several things in the file have, which the parser would remark on."""
    handles = tags.texts(np.flatnonzero((tags.codes == 5) | (tags.codes == 105)))
    if len(set(handles)) == len(handles):
        return frozenset()
    counts = Counter(handles)
    return frozenset(handle.decode("ascii", "replace") for handle, count in counts.items() if count > 1)


def _read(scan: Scan, records: list[int]) -> Iterator[PlainLine]:
    """Yield those of some LINE records that are plain, in order."""
    heads = np.append(scan.heads, len(scan.tags.codes))
    firsts = np.array(records, dtype=np.int64)
    begins, counts = heads[firsts], heads[firsts + 1] - heads[firsts]
    found: list[PlainLine] = []
    for count in np.unique(counts).tolist():
        alike = np.flatnonzero(counts == count)
        rows = begins[alike][:, None] + np.arange(count)
        layouts: dict[bytes, list[int]] = {}
        codes = scan.tags.codes[rows]
        for row, layout in enumerate(map(bytes, np.ascontiguousarray(codes).view(np.uint8))):
            layouts.setdefault(layout, []).append(row)
        for which in layouts.values():
            if _CODES.fullmatch(" ".join(map(str, codes[which[0]].tolist()))):
                found += _read_alike(scan, codes[which[0]].tolist(), rows[which], firsts[alike[which]])
    return iter(sorted(found))


def _read_alike(scan: Scan, codes: list[int], rows: Ints, records: Ints) -> Iterator[PlainLine]:
    """Yield the plain ones of lines with the same group codes; ``rows`` are their tags, a line a row."""
    tags = scan.tags
    first = {code: codes.index(code) for code in set(codes)}
    first[330] = first[100] - 1
    second = codes.index(100, first[100] + 1)
    bare = [column for column, code in enumerate(codes) if code in (5, 8, 100, 330)]
    tight = np.all([_is_tight(tags, rows[:, column]) for column in bare], axis=0)
    whole = [column for column, code in enumerate(codes) if code in WHOLE]
    for column in whole:
        tight &= [is_whole(text) for text in tags.texts(rows[:, column])]
    marks = zip(tags.texts(rows[:, first[100]]), tags.texts(rows[:, second]), strict=True)
    tight &= [both == (b"AcDbEntity", b"AcDbLine") for both in marks]
    groups = [tags.texts(rows[:, column]) for column, code in enumerate(codes) if code == 102]
    tight &= [list(pair) in REACTOR_MARKS for pair in zip(*groups, strict=True)] if groups else True
    points = [
        list(map(float, tags.texts(rows[:, first[c]]))) if c in first else [0.0] * len(rows)
        for c in (10, 20, 30, 11, 21, 31)
    ]
    tight &= np.all(np.abs(points) <= FARTHEST, axis=0)
    names = (
        [raw.decode(scan.encoding, "surrogateescape") for raw in tags.texts(rows[:, first[c]])] for c in (8, 5, 330)
    )
    styles = (
        [raw.decode(scan.encoding, "surrogateescape") for raw in tags.texts(rows[:, first[6]])] if 6 in first else []
    )
    each = zip(records.tolist(), tight.tolist(), styles or [""] * len(rows), *names, *points, strict=True)
    for place, plain, style, layer, handle, owner, *xyz in each:
        if plain and layer and handle:
            yield PlainLine(place, layer, handle, owner, tuple(xyz[:3]), tuple(xyz[3:]), style)


def without_sheets(plain: PlainLines, document: Any) -> PlainLines:
    """Leave out what belongs to paper space by its owner alone, as the parser does; its blocks must all be there."""
    if not all(name in document.blocks for name in plain.blocks):
        raise LookupError("a block that was spared the parser is called otherwise by it")
    model, paper = (document.block_records.get(name).dxf.handle for name in ("*Model_Space", "*Paper_Space"))
    return plain._replace(lines=tuple(line for line in plain.lines if line.owner == model or line.owner != paper))


def line_keys(plain: PlainLines, tolerance: float) -> Iterator[tuple[object, ...]]:
    """Yield for each plain line what it is known by as a curve: layer and geometry, whichever way it was drawn."""
    lines = [line for line in plain.lines if isinstance(line, PlainLine)]
    ends = np.array([(*line.start[:2], *line.end[:2]) for line in lines]).reshape(-1, 4)
    cells = np.rint(ends / tolerance * 10.0)
    grids = cells.astype(np.int64).tolist() if cells.size and np.abs(cells).max() < _BITS else map(_as_whole, cells)
    for line, (x0, y0, x1, y1) in zip(lines, grids, strict=True):
        one, other = (x0, y0), (x1, y1)
        yield ((line.layer.lower(), None, False, (one, other) if one <= other else (other, one)),)


_BITS: Final = 2.0**62  # what 64 bits hold


def _as_whole(row: Floats) -> list[int]:
    return [int(value) for value in row]


def _is_tight(tags: Tags, index: Ints) -> Any:
    """Tell which of some values have no blanks around them, which the parser keeps and a scan does not."""
    raw = np.frombuffer(tags.data, dtype=np.uint8)
    starts, stops = tags.starts[index], tags.stops[index]
    return (stops > starts) & (raw[starts] > 32) & (raw[np.maximum(stops - 1, starts)] > 32)
