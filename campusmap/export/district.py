"""The summary of a district: district.csv, district.json, district.html, and index.html for dispatchers."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from typing import Final

from campusmap.export.csvs import csv_text
from campusmap.export.district_html import MARK, age_days, district_html
from campusmap.model.district import CampusRow, District, PackCount
from campusmap.render.web.finder import render_finder

__all__ = ["MARK", "write_district"]

VERSION: Final = 1
_COLUMNS: Final = (
    "folder", "outcome", "said", "id", "name", "address", "state_id", "kit", "issued", "fingerprint", "verified_on",
    "verified_days", "rooms", "rooms_checked", "oldest_check", "oldest_check_days", "errors", "warnings", "notes",
)  # fmt: skip
_PACK_COLUMNS: Final = ("passes", "fails", "needs_a_person", "not_assessed")


def write_district(district: District) -> dict[str, str]:
    """Return the texts of the summary by file name; the same rows give the same texts."""
    return {
        "district.csv": district_csv(district),
        "district.json": district_json(district),
        "district.html": district_html(district),
        "index.html": render_finder(district),
    }


def district_csv(district: District) -> str:
    """Return a row for each campus, with four columns for each pack that any campus chose; begins with a BOM."""
    packs = sorted({pack.id for row in district.rows for pack in row.packs})
    columns = (*_COLUMNS, *(f"{pack}_{count}" for pack in packs for count in _PACK_COLUMNS))
    rows = ({**dict.fromkeys(columns), **dict(_cells(row, district.issued))} for row in district.rows)
    return "\ufeff" + csv_text(columns, rows)


def _cells(row: CampusRow, issued: str) -> Iterator[tuple[str, str | int | None]]:
    facts = asdict(row) | {"folder": row.label, "outcome": row.outcome.value}
    facts["verified_days"] = age_days(row.verified_on, issued)
    facts["oldest_check_days"] = age_days(row.oldest_check, issued)
    yield from (
        (column, facts[column]) for column in _COLUMNS if row.kit or column not in {"errors", "warnings", "notes"}
    )
    for pack in row.packs:
        yield from _pack_cells(pack)


def _pack_cells(pack: PackCount) -> Iterator[tuple[str, int]]:
    counts = asdict(pack)
    yield from ((f"{pack.id}_{count}", counts[count]) for count in _PACK_COLUMNS)


def district_json(district: District) -> str:
    """Return the rows as JSON."""
    return json.dumps({"version": VERSION, **asdict(district)}, indent=1, ensure_ascii=True) + "\n"
