"""Light polylines, and what plain blocks hold, read from their tags: they answer what the parser's entities would."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

import numpy as np

from campusmap.ingest.dxf_filter import Flags
from campusmap.ingest.dxf_scan import FOLLOWERS, Scan
from campusmap.ingest.dxf_tags import Tags


class Values(dict[str, Any]):
    """The values of an entity, asked for as the parser's are."""

    def __getattr__(self, name: str) -> Any:
        return self[name]

    def hasattr(self, name: str) -> bool:
        """Tell whether the file states a value."""
        return name in self


@dataclass(slots=True)
class Bare:
    """One LINE or LWPOLYLINE; ``place`` is its record's number. ``lwpoints`` are rows x, y, two widths, bulge."""

    place: int
    kind: str
    owner: str
    dxf: Values
    lwpoints: Sequence[tuple[float, float, float, float, float]] = ()
    closed: bool = False

    @property
    def handle(self) -> str:
        """Return the handle."""
        return str(self.dxf["handle"])

    def dxftype(self) -> str:
        """Return the DXF type."""
        return self.kind


class Spared(NamedTuple):
    """What a block holds that was not parsed, and the record of everything else in it by its handle."""

    entities: tuple[Any, ...] = ()
    places: dict[str, int] = {}  # noqa: RUF012 - never changed

    def among(self, entities: Iterable[Any]) -> Iterator[Any]:
        """Yield parsed entities and those that were not in the order of the file."""
        waiting = iter(self.entities)
        bare = next(waiting, None)
        for entity in entities:
            place = self.places.get(entity.dxf.get("handle") or "", -1)
            while bare is not None and bare.place < place:
                yield bare
                bare = next(waiting, None)
            yield entity
        if bare is not None:
            yield bare
        yield from waiting


REACTORS: Final = "( 102( 330)+ 102)?"  # who else in the file wants to hear of changes
REACTOR_MARKS: Final[tuple[list[bytes], ...]] = ([], [b"{ACAD_REACTORS", b"}"])
# Group codes of an LWPOLYLINE as programs since R2000 write it; each vertex may have an id, two widths and a bulge.
LOOKS: Final = r"( (6|62|48|370|420|430|440|347|348|390|284))*"
_VERTEX: Final = r"( 10 20( 91)?( 40 41)?( 42)?( 91)?)"
_CODES: Final = re.compile(
    rf"0 5{REACTORS} 330 100{LOOKS} 8{LOOKS} 100 90 70( 43)?( 38)?( 39)?{_VERTEX}+( 210 220 230)?"
)
_TEXTS: Final = (5, 8, 100, 330)
# Codes whose values are whole numbers.
WHOLE: Final = (62, 70, 90, 91, 284, 370, 420, 440)
FARTHEST: Final = 1e9  # drawing units; what is farther off is left to the parser and its tests (tool default)


def read_polylines(scan: Scan, records: Sequence[int]) -> Iterator[Bare]:
    """Yield those of some LWPOLYLINE records that hold nothing out of the ordinary, in order."""
    heads = np.append(scan.heads, len(scan.tags.codes))
    for record in records:
        bare = _read_polyline(scan, record, int(heads[record]), int(heads[record + 1]))
        if bare is not None:
            yield bare


def _read_polyline(scan: Scan, record: int, low: int, high: int) -> Bare | None:
    codes = scan.tags.codes[low:high].tolist()
    if not _CODES.fullmatch(" ".join(map(str, codes))):
        return None
    values = _raw(scan.tags, low, high)
    if not all(_is_sound(code, value) for code, value in zip(codes, values, strict=True)):
        return None
    first = dict(zip(reversed(codes), reversed(values), strict=True))
    marks, groups = ([v for code, v in zip(codes, values, strict=True) if code == mark] for mark in (100, 102))
    points = _read_points(codes, values)
    upright = tuple(float(first.get(code, b"1" if code == 230 else b"0")) for code in (210, 220, 230)) == (0, 0, 1)
    if marks != [b"AcDbEntity", b"AcDbPolyline"] or groups not in REACTOR_MARKS or not upright or points is None:
        return None
    names = (first[8], first[5], values[codes.index(100) - 1], first.get(6, b""))
    layer, handle, owner, linetype = (name.decode(scan.encoding, "surrogateescape") for name in names)
    dxf = Values(layer=layer, handle=handle, elevation=float(first.get(38, b"0")), linetype=linetype)
    return Bare(record, "LWPOLYLINE", owner, dxf, points, bool(int(first[70]) & 1)) if layer and handle else None


def _raw(tags: Tags, low: int, high: int) -> list[bytes]:
    spans = zip(tags.starts[low:high].tolist(), tags.stops[low:high].tolist(), strict=True)
    return [tags.data[start:stop] for start, stop in spans]


def _is_sound(code: int, value: bytes) -> bool:
    """Tell whether a text has no blanks around it, which the parser keeps, and a whole number is one."""
    if code in _TEXTS:
        return value == value.strip()
    return code not in WHOLE or is_whole(value.strip())


def is_whole(value: bytes) -> bool:
    """Tell whether a text is a whole number."""
    return value.lstrip(b"-").isdigit()


def _read_points(
    codes: Sequence[int], values: Sequence[bytes]
) -> list[tuple[float, float, float, float, float]] | None:
    """Return the vertices with their bulges; None if one is too far off."""
    points: list[tuple[float, float, float, float, float]] = []
    for code, value in zip(codes[codes.index(10) :], values[codes.index(10) :], strict=True):
        if code == 10:
            x, bulge = float(value), 0.0
            points.append((x, 0.0, 0.0, 0.0, 0.0))
        elif code == 20:
            points[-1] = (x, float(value), 0.0, 0.0, bulge)
        elif code == 42:
            points[-1] = (*points[-1][:4], float(value))
    return points if all(abs(p[0]) <= FARTHEST and abs(p[1]) <= FARTHEST for p in points) else None


def plain_blocks(scan: Scan, keep: Flags) -> Iterator[tuple[str, range]]:
    """Yield name in lower case and records of each block that is drawn, is no attached drawing and has its own name."""
    counts = Counter(block.name.lower() for block in scan.blocks)
    for block in scan.blocks:
        name, inside = block.name.lower(), range(block.first + 1, block.stop - 1)
        own = counts[name] == 1 and not name.startswith(_LAYOUTS) and not block.attached
        if own and inside and keep[inside[0]] and block.name == _spelling(scan, block.first):
            yield name, inside


def _spelling(scan: Scan, record: int) -> str:
    """Return a block's name as the parser knows it, blanks and escapes and all."""
    low, high = scan.heads[record : record + 2].tolist()
    index = low + int((scan.tags.codes[low:high] == 2).argmax())
    return scan.tags.data[scan.tags.starts[index] : scan.tags.stops[index]].decode(scan.encoding, "surrogateescape")


_LAYOUTS: Final = ("*model_space", "$model_space", "*paper_space", "$paper_space")


def lone_records(scan: Scan, blocks: Iterable[range], wanted: bytes) -> list[int]:
    """Return the records of one type in some blocks that nothing belongs to."""
    found: list[int] = []
    for records in blocks:
        kinds = scan.tags.texts(scan.heads[records.start : records.stop + 1])
        pairs = zip(records, kinds, kinds[1:], strict=False)
        found += [r for r, kind, after in pairs if kind == wanted and after.upper() not in _FOLLOWERS]
    return found


_FOLLOWERS: Final = frozenset(name.encode() for name in FOLLOWERS)
