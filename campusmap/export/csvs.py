"""rooms.csv, doors.csv, markers.csv: the layers' columns without geometry, for spreadsheets."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Final

from campusmap.export.columns import LAYERS, Value, make_records
from campusmap.model.kit import Kit

_FILES: Final = {"rooms.csv": "spaces", "doors.csv": "openings", "markers.csv": "markers"}
# What makes a spreadsheet take a text for a formula, also as wide characters. Source: OWASP, CSV injection.
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "\N{FULLWIDTH EQUALS SIGN}", "\N{FULLWIDTH PLUS SIGN}",
                   "\N{FULLWIDTH HYPHEN-MINUS}", "\N{FULLWIDTH COMMERCIAL AT}")  # fmt: skip


def write_csvs(kit: Kit, folder: Path) -> list[Path]:
    """Write the three tables as UTF-8 with a byte order mark and CRLF, as Excel opens them right."""
    paths = []
    for name in _FILES:
        path = folder / name
        path.write_bytes(make_csv(name, kit).encode("utf-8-sig", "replace"))
        paths.append(path)
    return paths


def make_csv(name: str, kit: Kit) -> str:
    """Return one table; doors.csv leaves windows out."""
    layer = next(layer for layer in LAYERS if layer.name == _FILES[name])
    rows = (row for row, _ in make_records(layer, kit) if name != "doors.csv" or row["kind"] != "window")
    return csv_text(layer.columns, rows)


def csv_text(columns: Sequence[str], rows: Iterable[Mapping[str, Value]]) -> str:
    """Return rows as CSV with CRLF, every cell safe for spreadsheets."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([make_cell(row[column]) for column in columns] for row in rows)
    return stream.getvalue()


def make_cell(value: Value) -> str:
    """Return a cell that no spreadsheet runs: a text that looks like a formula gets an apostrophe in front."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if not isinstance(value, str):
        return str(value)
    text = value.replace("\0", "")
    return f"'{text}" if text.lstrip(" ").startswith(_FORMULA) else text
