"""The rules asked about one drawing alone: the same ids, words and mends as ``check`` gives."""

from __future__ import annotations

from functools import cache
from typing import Final

from campusmap.model.finding import Finding, Severity
from campusmap.model.places import Campus
from campusmap.model.project import CampusEntry, Project
from campusmap.rules.evidence import Evidence
from campusmap.rules.registry import load_rules
from campusmap.rules.rule import Rule
from campusmap.rules.run import review

# The families that a drawing answers by itself, and the rules of others; besides them all that report what reading
# it left behind. The rest needs a project, tables, other floors.
FAMILIES: Final = frozenset({"DXF", "ROM", "NUM"})
SINGLE: Final = frozenset({"FLR003", "FLR005", "PLC014"})
FOLDERS: Final = ("doors", "drawings", "floors", "numbering", "placement", "rooms", "vector")  # where all of these are
READING: Final = ("dxf.", "rooms.", "place.", "vector.")
PROJECTS: Final = frozenset({"PLC001"})  # a drawing alone has no place on the ground
_RANK: Final = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.NOTE: 2}


@cache
def drawing_rules() -> tuple[Rule, ...]:
    """Return the rules that one drawing can be judged by."""
    asked = (
        rule for rule in load_rules(FOLDERS) if rule.family in FAMILIES or rule.id in SINGLE or _is_of_reading(rule)
    )
    return tuple(rule for rule in asked if rule.id not in PROJECTS)


def _is_of_reading(rule: Rule) -> bool:
    return any(code.startswith(READING) for code in rule.codes)


def find_faults(campus: Campus) -> tuple[Finding, ...]:
    """Judge the campus that a single drawing makes; every fault is told apart, the gravest rule first."""
    project = Project(CampusEntry(campus.id, campus.name))
    found = review(Evidence(campus, project), drawing_rules(), one_by_one=True).findings
    return tuple(sorted(found, key=lambda finding: (_RANK[finding.severity], finding.id)))
