"""What a kit shows, as the ledger remembers it, and what changed since the edition before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, replace
from typing import Final

import shapely
from shapely.geometry.base import BaseGeometry

from campusmap.carto.bulletin import APART
from campusmap.change.compare import compare_editions
from campusmap.export.columns import LAYERS, Value, make_records
from campusmap.ingest.edition import read_edition
from campusmap.model.change import Comparison
from campusmap.model.kit import Kit
from campusmap.model.ledger import SHOWN, Ledger, Row, Shown

KEPT: Final = 2  # editions remembered: the last, and the one before it


def show_edition(kit: Kit) -> Shown:
    """Return what a kit shows, with its packet's sheets in order."""
    verified = kit.project.campus.verified
    return Shown(
        kit.edition.issued,
        kit.edition.fingerprint,
        verified.when.isoformat() if verified else "",
        f"EPSG:{kit.campus.epsg}" if kit.campus.epsg else "",
        kit.project.packet.sheets,
        tuple((f.sheet, f.title, f.digest) for f in kit.sheets if not f.sheet.startswith(APART)),
        {
            layer.name: tuple(_keep(row, shape, SHOWN[layer.name]) for row, shape in make_records(layer, kit))
            for layer in LAYERS
            if layer.name in SHOWN
        },
        tuple(asdict(contact) for contact in kit.campus.contacts),
    )


def _keep(row: Mapping[str, Value], shape: BaseGeometry | None, columns: str) -> Row:
    kept: Row = {column: row[column] for column in columns.split() if row[column] is not None}
    return kept | ({"shape": shapely.to_wkt(shape, rounding_precision=2, trim=True)} if shape else {})


def remember(old: Ledger, shown: Shown) -> tuple[Shown, ...]:
    """Return the editions that a ledger remembers once one more is issued; the same date takes its own place."""
    before = [each for each in old.shown if each.issued != shown.issued]
    return tuple(sorted([*before, shown], key=lambda each: each.issued)[-KEPT:])


def compare_with_last(kit: Kit, ledger: Ledger | None) -> Comparison | None:
    """Compare a kit with the last edition issued before its date; None where the ledger remembers none.

    Pages are not compared with those of a packet that was printed with another choice of sheets.
    """
    earlier = [each for each in (ledger.shown if ledger else ()) if each.issued < kit.edition.issued]
    if not earlier:
        return None
    now, last = show_edition(kit), max(earlier, key=lambda each: each.issued)
    before = read_edition(last, kit.campus)
    if last.choice != now.choice:
        before = replace(before, sheets={}, titles={})
    return compare_editions(before, read_edition(now, kit.campus))
