"""Waivers: a finding that somebody answers for, with a reason and an end date. It is kept, and does not count."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from campusmap.model.finding import Finding
from campusmap.model.project import Waiver
from campusmap.rules.evidence import Evidence


def apply_waivers(findings: Iterable[Finding], evidence: Evidence) -> list[Finding]:
    """Return the findings, those that a waiver covers on the issue date with its reason and end date."""
    live = [waiver for waiver in evidence.project.waiver if waiver.until >= evidence.today]
    return [_waived(finding, live) for finding in findings]


def covers(waiver: Waiver, finding: Finding) -> bool:
    """Tell whether a waiver names a finding: its rule, and its model id, number or file."""
    names = {finding.subject, finding.number, finding.file} - {""}
    return waiver.rule == finding.id and waiver.subject in names


def _waived(finding: Finding, live: list[Waiver]) -> Finding:
    for waiver in live:
        if covers(waiver, finding):
            return replace(finding, waived=f"{waiver.reason} (until {waiver.until.isoformat()})")
    return finding
