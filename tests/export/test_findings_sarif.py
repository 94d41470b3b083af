"""SARIF says the same as the findings, with waivers as suppressions."""

from __future__ import annotations

import json
from dataclasses import replace

from demo_campus import demo_kit

from campusmap.export.findings_sarif import findings_sarif


def test_every_finding_is_a_result() -> None:
    kit = demo_kit()
    first = replace(kit.review.findings[0], waived="accepted until 2027-01-01", file="plans/a b.dxf", layer="A-WALL")
    findings = (first, *kit.review.findings[1:])
    run = json.loads(findings_sarif(replace(kit, review=replace(kit.review, findings=findings))))["runs"][0]
    rules = run["tool"]["driver"]["rules"]
    assert [result["ruleId"] for result in run["results"]] == [finding.id for finding in findings]
    assert all(rules[result["ruleIndex"]]["id"] == result["ruleId"] for result in run["results"])
    assert {result["level"] for result in run["results"]} <= {"error", "warning", "note"}
    assert run["results"][0]["suppressions"][0]["justification"] == "accepted until 2027-01-01"
    assert run["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "plans/a%20b.dxf"
    assert sum("suppressions" in result for result in run["results"]) == 1
