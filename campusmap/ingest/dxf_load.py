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

from ezdxf.lldxf.const import DXFVersionError

from campusmap.errors import InputError
from campusmap.ingest.dxf_expansion import refuse_scanned
from campusmap.ingest.dxf_filter import Dropped, choose_records, cut, explain_unparsed
from campusmap.ingest.dxf_layers import LayerTable
from campusmap.ingest.dxf_plain import NO_LINES, PlainLines, find_lines, without_sheets
from campusmap.ingest.dxf_recover import Recovery, explain_damage, read_leniently
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
    recovery: Recovery | None = None
    plain: PlainLines = NO_LINES  # which the parser was spared


def load_drawing(path: Path, file: str, overrides: LayerRoles) -> Loaded:
    """Scan, filter and parse a drawing; raise InputError for one that cannot be read as it stands."""
    data = read_bytes(path, file)
    digest = hashlib.sha256(data).hexdigest()
    binary = data.startswith(BINARY_MARK)
    if not binary:
        data = normalise_lines(data)
    scan = scan_tags(file, split_tags(data))
    layers, tolerance = LayerTable(scan.layers, overrides), find_tolerance(scan)
    refuse_scanned(file, scan, layers)
    if not binary:
        try:
            kept, dropped, plain = filter_bytes(scan, layers)
            document = parse(kept, scan)
            plain = without_sheets(plain, document)
            return Loaded(digest, without_tags(scan), layers, dropped, tolerance, document, plain=plain)
        except MemoryError:
            raise
        except Exception:  # noqa: S110 - read all: the parser's line numbers are then the file's own
            pass
    try:
        dropped, document = explain_unparsed(scan, layers), parse(data, scan)
        return Loaded(digest, without_tags(scan), layers, dropped, tolerance, document)
    except DXFVersionError as fault:
        problem = f'its DXF version "{scan.header.get("$ACADVER", "")[:24]}" is not known'
        raise InputError(file, problem, "save it as DXF R12 or later", code="dxf.version") from fault
    except MemoryError:
        raise
    except Exception as fault:  # the parser lets many kinds of exception through for a damaged file
        damage = explain_damage(file, scan, fault)
        if binary:
            raise damage from fault
        return recover_drawing(digest, scan, layers, damage)


def filter_bytes(scan: Scan, layers: LayerTable) -> tuple[bytes, Dropped, PlainLines]:
    """Return the bytes that the parser must see, what a named rule leaves out, and the lines that it can be spared."""
    keep, dropped = choose_records(scan, layers)
    taken, plain = find_lines(scan, keep)
    keep[taken] = False
    return cut(scan, keep), dropped, plain


def recover_drawing(digest: str, scan: Scan, layers: LayerTable, damage: InputError) -> Loaded:
    """Parse a damaged drawing leniently; raise what is wrong with it if that fails, too."""
    try:
        document, dropped, objects, repairs = read_leniently(scan, layers)
    except MemoryError:
        raise
    except Exception:
        raise damage from None
    recovery = Recovery(damage, objects, repairs)
    return Loaded(digest, without_tags(scan), layers, dropped, find_tolerance(scan), document, recovery)


def read_bytes(path: Path, file: str) -> bytes:
    """Read a file that may be a DXF drawing; refuse what plainly is none."""
    try:
        if path.stat().st_size > MAX_BYTES:
            raise InputError(
                file, "the drawing is larger than a gigabyte", "split or purge it in CAD", code="dxf.too_large"
            )
        data = path.read_bytes()
    except FileNotFoundError:
        raise InputError(
            file, "there is no such file", "correct the path or put the drawing there", code="dxf.unreadable"
        ) from None
    except OSError as fault:
        problem = f"the file cannot be read ({fault.strerror})"
        raise InputError(file, problem, "check that it is a file you may read", code="dxf.unreadable") from None
    if not data.strip():
        raise InputError(file, "the file is empty", "export the drawing from CAD again", code="dxf.empty")
    return data


def parse(data: bytes, scan: Scan) -> Any:
    """Parse a drawing with ezdxf's strict reader, which lets many kinds of exception through."""
    from ezdxf.document import Drawing
    from ezdxf.lldxf.tagger import binary_tags_loader

    if data.startswith(BINARY_MARK):
        return Drawing.load(binary_tags_loader(data, errors="surrogateescape"))
    return Drawing.read(io.StringIO(lend_version(data, scan).decode(scan.encoding, "surrogateescape")))


VERSION: Final = b"  0\nSECTION\n  2\nHEADER\n  9\n$ACADVER\n  1\nAC1015\n  0\nENDSEC\n"


def lend_version(data: bytes, scan: Scan) -> bytes:
    """Add a version, behind all other sections, to a drawing without header but with the marks of R13 and later.

    The parser takes it for R12 otherwise and loses what follows the first mark, such as the layer.
    """
    if "HEADER" in scan.sections or not (scan.tags.codes == 100).any():
        return data
    end = data.rindex(scan.tags.data[scan.tags.heads[-1] : scan.tags.stops[-1]])
    return data[:end] + VERSION + data[end:]


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
