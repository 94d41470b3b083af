"""Read a damaged drawing a second time, leniently, and refuse with place and cause what cannot be read even so."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Final

import numpy as np

from campusmap.errors import InputError
from campusmap.ingest.dxf_fields import Fields
from campusmap.ingest.dxf_filter import Dropped, choose_records, cut
from campusmap.ingest.dxf_layers import LayerTable
from campusmap.ingest.dxf_numbers import EXPORT_AGAIN, place_of
from campusmap.ingest.dxf_scan import Scan

# Objects that lead to a layout, a georeference or a clipped insert; all others draw nothing (DXF reference, OBJECTS).
NEEDED_OBJECTS: Final = frozenset({
    "DICTIONARY", "ACDBDICTIONARYWDFLT", "DICTIONARYVAR", "ACDBPLACEHOLDER", "LAYOUT", "PLOTSETTINGS", "GEODATA",
    "MLINESTYLE", "SPATIAL_FILTER",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Recovery:
    """How a damaged drawing was read: what was wrong with it, and how much was left out or put right."""

    damage: InputError
    objects: int  # that draw nothing and were left out
    repairs: int


def read_leniently(scan: Scan, layers: LayerTable) -> tuple[Any, Dropped, int, int]:
    """Parse an ASCII drawing in ezdxf's recover mode, without the objects that draw nothing.

    Returns the document, what the filter left out, the number of objects left out and of repairs to entities.
    Raises whatever the parser raises.
    """
    from ezdxf import recover
    from ezdxf.entities.dxfgfx import DXFGraphic

    keep, dropped = choose_records(scan, layers)
    low, high = scan.sections.get("OBJECTS", (0, 0))
    names = [scan.tags.text(i).decode("ascii", "replace").upper() for i in scan.heads[low:high].tolist()]
    spare = np.array([name not in NEEDED_OBJECTS for name in names], dtype=np.bool_)
    keep[low:high] &= ~spare
    document, auditor = recover.read(io.BytesIO(cut(scan, keep)))
    repairs = sum(isinstance(row.entity, DXFGraphic) for row in (*auditor.fixes, *auditor.errors))
    return document, dropped, int(spare.sum()), repairs


def explain_damage(file: str, scan: Scan, fault: Exception) -> InputError:
    """Say in plain words what a parser stumbled over in a drawing, and where; to be raised or quoted."""
    text = " ".join(str(fault).split())
    for pattern, problem in DAMAGES:
        if found := re.search(pattern, text):
            parts = {key: value[:24] for key, value in found.groupdict().items()}
            return InputError(
                file, problem.format(**parts), EXPORT_AGAIN, find_place(scan, **parts), code="dxf.damaged"
            )
    kind = kind_at_fault(fault.__traceback__)
    problem = f"the data of a {kind} is incomplete or garbled" if kind else "its structure is damaged"
    return InputError(file, problem, EXPORT_AGAIN, code="dxf.damaged")


DAMAGES: Final = (
    (r"Invalid binary data near line: (?P<line>\d+)", "binary data is cut or garbled"),
    (r'Invalid tag \(code=\S+, value="(?P<value>.*)"\) near line: (?P<line>\d+)', '"{value}" is no number'),
    (r"Missing required (?P<axis>\w) coordinate near line: (?P<line>\d+)", "a point lacks its {axis} coordinate"),
    (
        r"missing '(?P<part>\w+)' subclass in (?P<kind>\w+)\(#(?P<handle>\w+)\)",
        "a {kind} lacks the mark {part}, without which its values cannot be told apart",
    ),
    (r"Invalid handle (?P<value>.*)\.", "an entity's handle is empty or no hexadecimal number"),
    (r"structure error in (?P<section>\w+) section", "the {section} section is garbled"),
    (r"name has to be a string", "an entry of the TABLES section has no name"),
)  # fmt: skip


def find_place(scan: Scan, line: str = "", handle: str = "", **_: str) -> str:
    """Name the place of a line or of the record with a handle, "" if neither is known."""
    if line:
        tag = min(max(0, (int(line) - 1) // 2), len(scan.tags.codes) - 1)
        record = max(0, int(np.searchsorted(scan.heads, tag, side="right")) - 1)
        kind = scan.tags.text(int(scan.heads[record])).decode("ascii", "replace")
        return place_of(scan.tags, tag, kind, Fields(scan.tags, scan.heads, scan.encoding).text(record, 8))
    return f"handle {handle}" if handle not in ("", "None") else ""


def kind_at_fault(trace: TracebackType | None) -> str:
    """Return the type of the entity that a parser was decoding when it gave up, "" if it was none."""
    kind = ""
    while trace is not None:
        kind = str(getattr(trace.tb_frame.f_locals.get("self"), "DXFTYPE", "")) or kind
        trace = trace.tb_next
    return kind
