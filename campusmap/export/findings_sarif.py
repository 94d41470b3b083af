"""The findings as SARIF 2.1.0, for tools that collect what checkers say.

Source: OASIS SARIF 2.1.0, sections 3.14 (run), 3.27 (result), 3.33 (logical location).
"""

from __future__ import annotations

import json
from typing import Any, Final
from urllib.parse import quote

from campusmap import __version__
from campusmap.model.finding import Finding, Severity
from campusmap.model.kit import Kit

SCHEMA: Final = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS: Final = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "note"}


def findings_sarif(kit: Kit) -> str:
    """Return every finding as one SARIF run; waived ones carry their waiver as a suppression."""
    findings = kit.review.findings
    ids = sorted({finding.id for finding in findings})
    by_id = {finding.id: finding for finding in findings}
    driver = {"name": "campusmap", "version": __version__, "rules": [_rule(by_id[rule]) for rule in ids]}
    results = [_result(finding, ids.index(finding.id)) for finding in findings]
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2, ensure_ascii=True) + "\n"


def _rule(finding: Finding) -> dict[str, Any]:
    return {
        "id": finding.id,
        "shortDescription": {"text": finding.title},
        "help": {"text": finding.fix},
        "defaultConfiguration": {"level": _LEVELS[finding.severity]},
    }


def _result(finding: Finding, rule_index: int) -> dict[str, Any]:
    where = {
        key: getattr(finding, key) for key in ("building", "floor", "number", "grid", "place", "x", "y", "lon", "lat")
    }
    result: dict[str, Any] = {
        "ruleId": finding.id,
        "ruleIndex": rule_index,
        "level": _LEVELS[finding.severity],
        "message": {"text": f"{finding.message}. {finding.fix}"},
        "locations": [_location(finding)],
        "properties": {key: value for key, value in where.items() if value not in (None, "")},
    }
    if finding.waived:
        result["suppressions"] = [{"kind": "external", "justification": finding.waived}]
    return result


def _location(finding: Finding) -> dict[str, Any]:
    """Return the file, and the layer and handle in it, or the thing that is at fault, by name."""
    inside = "/".join(word for word in (finding.layer, finding.handle) if word)
    location: dict[str, Any] = {"logicalLocations": [{"fullyQualifiedName": inside or finding.subject or "campus"}]}
    if finding.file:
        location["physicalLocation"] = {"artifactLocation": {"uri": quote(finding.file)}}
    return location
