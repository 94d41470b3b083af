"""The search of a finished kit for what its audience may not know."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from html import escape
from importlib.resources import files
from importlib.resources.abc import Traversable
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from campusmap.audience.withheld import LONG, Withheld, list_withheld
from campusmap.errors import LeakError
from campusmap.geometry.geodesy import project_coords, xy_to_lonlat
from campusmap.georeference.grid import campus_to_north
from campusmap.ingest.written import Written, read_written
from campusmap.model.kit import Kit
from campusmap.model.places import TrueNorth

Floats = NDArray[np.float64]
Pairs = set[tuple[int, int]]
_RESOURCES: Final = (".py", ".js", ".css", ".html", ".toml", ".typ", ".md", ".svg")
_SCAN: Final = b"\xff\xda"  # the marker before a JPEG's pixels. Source: ITU-T T.81, B.1.1.3
_PROBE: Final = 300  # bytes; a multiple of three (tool default)
_DEGREES: Final = re.compile(rb"(-?\d{1,3}\.\d{4,})[,\s]+(-?\d{1,3}\.\d{4,})")
# Millimetres, the map's centimetres, and the seventh decimal of a degree, to which every file rounds.
_MILLI, _CENTI, _DEGREE = 1e3, 1e2, 1e7


def refuse_leaks(whole: Kit, cut: Kit, folder: Path, tell: Callable[[str], None] = lambda _: None) -> None:
    """Raise LeakError if a file in the folder holds a text or a vertex that the audience may not know.

    Every byte is searched, unpacked where it is packed. ``tell`` is given the withheld texts that cannot be told from
    what the audience may see, such as a room called like its building; these are not held against the kit.
    """
    withheld = list_withheld(whole, cut)
    own = _own_words()
    names = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    written = [read_written(folder / name, name) for name in names]
    stands_in = (_look_up("\n".join(sorted(withheld.permitted)).casefold()), _look_up(own))
    long = {text for text in withheld.long if not _is_told(text, lambda said: any(held(said) for held in stands_in))}
    for file in written:
        hits = [*find_texts(file, long), *find_fields(file, withheld, own), *find_vertices(file, withheld, whole),
                *find_pictures(file, withheld.pictures)]  # fmt: skip
        if hits:
            raise LeakError(f"{file.name}: holds what the {cut.edition.audience} kit must not: {hits[0]}; "
                            "nothing was written; please report this as a fault of campusmap")  # fmt: skip
    collided = sorted(withheld.long - long)
    if collided:
        tell(f"withheld, but also found among what may be seen: {', '.join(collided)}")


def _is_told(text: str, stands: Callable[[str], bool]) -> bool:
    """Tell whether a text, or each phrase of it between marks, stands among the texts that may be seen."""
    folded = text.casefold()
    phrases = [phrase.strip() for phrase in re.split(r"[,;:\u00b7()/]", folded) if phrase.strip()]
    return stands(folded) or all(stands(phrase) for phrase in phrases)


@cache
def _look_up(seen: str) -> Callable[[str], bool]:
    """Return what tells whether a text stands in a long one: where no run of bytes is its beginning, it does not."""
    runs = _windows(seen.encode("utf-8", "surrogatepass"))

    @cache
    def stands(text: str) -> bool:
        start = text.encode("utf-8", "surrogatepass")[:LONG]
        if len(start) == LONG:
            run = np.uint64(int.from_bytes(start, "big"))
            k = int(np.searchsorted(runs, run))
            if k == len(runs) or runs[k] != run:
                return False
        return text in seen

    return stands


@cache
def _own_words() -> str:
    """Return every text of the program itself, folded: its words are no secret of anybody's."""
    return "\n".join(sorted(_resources(files("campusmap"))))


def _resources(folder: Traversable) -> Iterator[str]:
    for item in folder.iterdir():
        if item.is_dir():
            yield from _resources(item)
        elif item.name.endswith(_RESOURCES):
            yield item.read_text(encoding="utf-8").casefold()


def find_texts(file: Written, secret: Iterable[str]) -> Iterator[str]:
    """Yield the texts that stand anywhere in the bytes of a file, as written in UTF-8, UTF-16, JSON or HTML."""
    forms = sorted({(form, text) for text in secret for form in _forms(text)})
    starts = np.array([int.from_bytes(form[:LONG], "big") for form, _ in forms], dtype=np.uint64)
    for block in file.blocks:
        present = np.isin(starts, _windows(block))
        for (form, text), possible in zip(forms, present.tolist(), strict=True):
            if possible and form in block:
                yield f'the text "{text}"'


def _forms(text: str) -> set[bytes]:
    clean = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    written = {clean, escape(clean), json.dumps(clean)[1:-1], json.dumps(clean, ensure_ascii=False)[1:-1]}
    return {form.encode() for form in written} | {clean.encode("utf-16-be"), clean.encode("utf-16-le")}


def _windows(block: bytes) -> NDArray[np.uint64]:
    """Return every run of LONG bytes as a number."""
    data = np.frombuffer(block, dtype=np.uint8).astype(np.uint64)
    if len(data) < LONG:
        return np.zeros(0, dtype=np.uint64)
    total = np.zeros(len(data) - LONG + 1, dtype=np.uint64)
    for k in range(LONG):
        total = (total << np.uint64(8)) | data[k : len(data) - LONG + 1 + k]
    return np.unique(total)


def find_fields(file: Written, withheld: Withheld, own: str) -> Iterator[str]:
    """Yield the short texts that a file holds as a field or a word; bare figures and the program's words are not."""
    for text in sorted(withheld.short & file.texts):
        figures = text.replace(".", "").isdecimal() and len(text) < LONG
        if not figures and text.casefold() not in own:
            yield f'the field "{text}"'


def find_pictures(file: Written, pictures: Iterable[bytes]) -> Iterator[str]:
    """Yield the photos that a file holds, as bytes or as base64, known by the middle of their scan."""
    for jpeg in pictures:
        scan = max(jpeg.rfind(_SCAN), 0)  # the tables before it are the same in many pictures
        middle = (scan + len(jpeg)) // 6 * 3  # a multiple of three, at which base64 begins anew
        part = jpeg[middle : middle + _PROBE]
        if any(part in block or base64.b64encode(part) in block for block in file.blocks):
            yield "a photo"


def find_vertices(file: Written, withheld: Withheld, whole: Kit) -> Iterator[str]:
    """Yield the withheld vertices that a file holds: as pairs of doubles, of degrees, or of centimetres on the map."""
    if whole.campus.epsg is None or whole.campus.north is None:
        return
    projector, north = xy_to_lonlat(whole.campus.epsg), whole.campus.north
    metres = _secret_pairs(withheld, lambda points: points, _MILLI)
    degrees = _secret_pairs(withheld, lambda points: project_coords(projector, points), _DEGREE)
    for block in file.blocks:
        if any(_hold_doubles(block, pairs, factor) for pairs, factor in ((metres, _MILLI), (degrees, _DEGREE))):
            yield "a vertex of the inside, as two doubles"
        if degrees & {(round(float(x) * _DEGREE), round(float(y) * _DEGREE)) for x, y in _DEGREES.findall(block)}:
            yield "a vertex of the inside, in degrees"
    if isinstance(file.facts, dict) and "scenes" in file.facts:
        drawn = set(_drawn(file.facts["scenes"], file.facts["grounds"]))
        if drawn & _secret_pairs(withheld, lambda points: _to_north(north, points), _CENTI):
            yield "a vertex of the inside, drawn on the map"


def _secret_pairs(withheld: Withheld, move: Callable[[Floats], Floats], factor: float) -> Pairs:
    """Return the withheld vertices in another CRS, in units of 1 / factor."""
    return {(round(x * factor), round(y * factor)) for x, y in move(withheld.vertices).tolist()}


def _to_north(north: TrueNorth, points: Floats) -> Floats:
    return np.array([campus_to_north(north, x, y) for x, y in points.tolist()]).reshape(-1, 2)


def _hold_doubles(block: bytes, pairs: Pairs, factor: float) -> bool:
    """Tell whether two doubles in a row, at any byte, are one of the pairs (in units of 1 / factor)."""
    xs = np.array(sorted({x for x, _ in pairs}), dtype=float)
    for start in range(min(8, len(block) - 15)):
        values = np.frombuffer(block, dtype="<f8", count=(len(block) - start) // 8, offset=start)
        with np.errstate(invalid="ignore", over="ignore"):
            whole = np.round(values * factor)
        at = np.flatnonzero(np.isin(whole[:-1], xs))
        if any((int(whole[n]), int(whole[n + 1])) in pairs for n in at.tolist() if np.isfinite(whole[n + 1])):
            return True
    return False


def _drawn(*scenes: Any) -> Iterator[tuple[int, int]]:
    """Yield the points of every list of whole numbers, which the map writes as a start and steps."""
    for value in scenes:
        if isinstance(value, dict):
            yield from _drawn(*value.values())
        elif isinstance(value, list) and len(value) >= 2 and all(type(item) is int for item in value):
            even = np.array(value[: len(value) // 2 * 2]).reshape(-1, 2)
            yield from map(tuple, even.cumsum(axis=0).tolist())
        elif isinstance(value, list):
            numbers = [item for item in value if type(item) is int]
            yield from pairwise(numbers)
            yield from _drawn(*value)
