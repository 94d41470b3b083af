"""Open a DXF file strictly: scan its bytes, leave out what is not needed, parse the rest, or say why not."""

from __future__ import annotations

import gc
import hashlib
import io
import logging
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from campusmap.errors import InputError
from campusmap.ingest.dxf_filter import Dropped, explain_unparsed, filter_bytes
from campusmap.ingest.dxf_layers import LayerTable
from campusmap.ingest.dxf_numbers import EXPORT_AGAIN
from campusmap.ingest.dxf_scan import Scan, scan_tags, without_tags
from campusmap.ingest.dxf_tags import BINARY_MARK, normalise_lines, split_tags
from campusmap.ingest.dxf_tolerance import find_tolerance
from campusmap.model.project import LayerRoles
from campusmap.model.source import Notice, Ref

MAX_BYTES: Final = 1 << 30  # a gigabyte; a parsed drawing takes twenty times its size (tool default)


@dataclass(frozen=True, slots=True)
class Loaded:
    """A parsed drawing beside what its bytes say; the bytes themselves and their tags are let go."""

    sha256: str
    scan: Scan
    layers: LayerTable
    dropped: Dropped
    tolerance: float  # how far a flattened curve may stray, drawing units
    document: Any


def load_drawing(path: Path, file: str, overrides: LayerRoles) -> Loaded:
    """Scan, filter and parse a drawing; raise InputError for one that cannot be read as it stands."""
    data = read_bytes(path, file)
    digest = hashlib.sha256(data).hexdigest()
    binary = data.startswith(BINARY_MARK)
    if not binary:
        data = normalise_lines(data)
    scan = scan_tags(file, split_tags(data))
    layers, tolerance = LayerTable(scan.layers, overrides), find_tolerance(scan)
    if not binary:
        try:
            kept, dropped = filter_bytes(scan, layers)
            slim = without_tags(scan)
            return Loaded(digest, slim, layers, dropped, tolerance, parse(kept, scan.encoding, file))
        except InputError:
            pass  # read the whole file instead: the parser's line numbers are then the file's own
    dropped = explain_unparsed(scan, layers)
    return Loaded(digest, without_tags(scan), layers, dropped, tolerance, parse(data, scan.encoding, file))


def read_bytes(path: Path, file: str) -> bytes:
    """Read a file that may be a DXF drawing; refuse what plainly is none."""
    try:
        if path.stat().st_size > MAX_BYTES:
            raise InputError(file, "the drawing is larger than a gigabyte", "split or purge it in CAD")
        data = path.read_bytes()
    except FileNotFoundError:
        raise InputError(file, "there is no such file", "correct the path or put the drawing there") from None
    except OSError as fault:
        problem = f"the file cannot be read ({fault.strerror})"
        raise InputError(file, problem, "check that it is a file you may read") from None
    if not data.strip():
        raise InputError(file, "the file is empty", "export the drawing from CAD again")
    if data.startswith(b"AC10"):
        problem = "this is a DWG drawing under a .dxf name"
        raise InputError(file, problem, "open it in CAD and save it as DXF")
    return data


def parse(data: bytes, encoding: str, file: str) -> Any:
    """Parse a drawing with ezdxf's strict reader; any refusal becomes one sentence."""
    from ezdxf.document import Drawing
    from ezdxf.lldxf.const import DXFVersionError
    from ezdxf.lldxf.tagger import binary_tags_loader

    try:
        with collector_off():
            if data.startswith(BINARY_MARK):
                return Drawing.load(binary_tags_loader(data, errors="surrogateescape"))
            return Drawing.read(io.StringIO(data.decode(encoding, "surrogateescape")))
    except DXFVersionError as fault:
        problem = f"its DXF version is not supported ({one_line(fault)})"
        raise InputError(file, problem, "save it as DXF R12 or later") from fault
    except Exception as fault:  # the parser lets many kinds of exception through for a damaged file
        raise InputError(file, f"the drawing is damaged ({one_line(fault)})", EXPORT_AGAIN) from fault


def one_line(fault: Exception) -> str:
    """Return an exception's message as one short line without a full stop."""
    text = " ".join(str(fault).split())[:160].rstrip(".!")
    return text if " " in text else f"{type(fault).__name__} {text}".strip()


@contextmanager
def collector_off() -> Iterator[None]:
    """Pause the garbage collector, which otherwise walks the growing document again and again."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


@contextmanager
def overhear(name: str) -> Iterator[list[str]]:
    """Collect what a library logs as warnings, instead of letting it reach the screen."""
    remarks: list[str] = []
    handler = logging.Handler(logging.WARNING)
    handler.emit = lambda record: remarks.append(record.getMessage())  # type: ignore[method-assign]
    logger = logging.getLogger(name)
    spreads, logger.propagate = logger.propagate, False
    logger.addHandler(handler)
    try:
        yield remarks
    finally:
        logger.removeHandler(handler)
        logger.propagate = spreads


def remark_notices(file: str, remarks: Iterable[str]) -> Iterable[Notice]:
    """Turn the parser's remarks into notices, one for each kind of remark."""
    shown: dict[str, str] = {}
    counts: Counter[str] = Counter()
    for remark in remarks:
        kind = re.sub(r"#?\b[0-9A-Fa-f]+\b", "", remark)  # the same but for handles and numbers
        shown.setdefault(kind, " ".join(remark.split())[:200].rstrip("."))
        counts[kind] += 1
    for kind, count in counts.items():
        yield Notice("dxf.parser_remark", f"the DXF parser remarks: {shown[kind]}", file, Ref(file), count=count)
