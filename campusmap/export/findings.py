"""The findings report: findings.json, findings.csv and findings.html."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import Final

from campusmap.export.findings_html import findings_html
from campusmap.export.report_page import write_texts
from campusmap.model.finding import Finding, Severity
from campusmap.model.kit import Kit

__all__ = ["findings_csv", "findings_html", "findings_json", "write_findings"]

VERSION: Final = 1
COLUMNS: Final = (
    "id", "severity", "title", "message", "subject", "building", "floor", "number", "file", "layer", "handle",
    "x", "y", "lon", "lat", "grid", "place", "fix", "trap", "waived",
)  # fmt: skip
# A spreadsheet takes a cell that begins so for a formula. Source: OWASP, CSV injection.
_FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r")


def write_findings(kit: Kit, folder: Path) -> list[Path]:
    """Write the three findings files of a kit and return their paths."""
    texts = {
        "findings.json": findings_json(kit),
        "findings.csv": findings_csv(kit),
        "findings.html": findings_html(kit),
    }
    return write_texts(texts, folder)


def findings_json(kit: Kit) -> str:
    """Return the findings as JSON: open ones under ``findings``, the rest under ``waived`` and ``not_assessed``."""
    review = kit.review
    open_ones = [finding for finding in review.findings if not finding.waived]
    document = {
        "version": VERSION,
        "campus": {"id": kit.campus.id, "name": kit.campus.name},
        "edition": asdict(kit.edition),
        "counts": _counts(open_ones)
        | {"waived": len(review.findings) - len(open_ones), "not_assessed": len(review.not_assessed)},
        "findings": [finding_record(finding) for finding in open_ones],
        "waived": [finding_record(finding) for finding in review.findings if finding.waived],
        "not_assessed": [asdict(skip) for skip in review.not_assessed],
    }
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"


def findings_csv(kit: Kit) -> str:
    """Return all findings as CSV for a spreadsheet, waived ones last; no cell can act as a formula.

    Begins with a byte order mark, without which Excel misreads accents.
    """
    rows = [
        finding_record(finding) for finding in sorted(kit.review.findings, key=lambda finding: bool(finding.waived))
    ]
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows([neutralise(row[column]) for column in COLUMNS] for row in rows)
    return "\ufeff" + out.getvalue()


def finding_record(finding: Finding) -> dict[str, object]:
    """Return a finding as a record, by column name."""
    values = asdict(finding)
    return {column: values[column] for column in COLUMNS}


def neutralise(cell: object) -> object:
    """Put an apostrophe before text that a spreadsheet would run as a formula; numbers stay numbers."""
    if isinstance(cell, str) and cell.lstrip(" ").startswith(_FORMULA_STARTS):
        return f"'{cell}"
    return "" if cell is None else cell


def _counts(findings: Iterable[Finding]) -> dict[str, int]:
    severities = [finding.severity for finding in findings]
    return {severity.value: severities.count(severity) for severity in Severity}
