"""Find the rules by walking this package; two rules with one id refuse to load."""

from __future__ import annotations

import pkgutil
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import Final

import campusmap.rules
from campusmap.rules.rule import Rule

FAMILIES: Final = {
    "BLD": "buildings",
    "DOR": "exterior doors",
    "DXF": "drawings",
    "EXP": "files for other programs",
    "FLR": "floors",
    "GRD": "the grid",
    "IDN": "identities",
    "HRD": "hard corners",
    "IMG": "aerial imagery",
    "LST": "room list",
    "MRK": "markers",
    "NUM": "room numbers",
    "PLC": "placement",
    "RCH": "ways on foot",
    "REQ": "requirements",
    "ROM": "rooms read from drawings",
    "SHT": "sheets",
    "SID": "sides of buildings",
    "SVY": "walk-through",
    "TBL": "tables",
    "VEC": "footprints and site areas",
    "WVR": "waivers",
}


@dataclass(frozen=True, slots=True)
class CatalogueRow:
    """A rule as the listings show it."""

    id: str
    title: str
    severity: str
    family: str
    source: str


@cache
def load_rules(folders: tuple[str, ...] = ()) -> tuple[Rule, ...]:
    """Return every rule, by id; with ``folders`` only the rules in these, and no other is imported."""
    rules: dict[str, Rule] = {}
    for name in _module_names(folders):
        for found in _rules_in(name):
            if found.id in rules:
                raise ValueError(f"{found.id} is declared in {rules[found.id].module} and in {name}")
            rules[found.id] = found
    return tuple(rules[rule_id] for rule_id in sorted(rules))


def find_rule(rule_id: str) -> Rule | None:
    """Return the rule with an id, whatever its case."""
    return next((found for found in load_rules() if found.id == rule_id.strip().upper()), None)


def list_rules(rules: Iterable[Rule] | None = None) -> tuple[CatalogueRow, ...]:
    """Return the catalogue as rows: id, title, severity, family and source."""
    return tuple(
        CatalogueRow(r.id, r.title, r.severity.value, FAMILIES[r.family], r.source.name)
        for r in (load_rules() if rules is None else rules)
    )


def _module_names(folders: tuple[str, ...]) -> list[str]:
    package = campusmap.rules
    roots = [f"{root}/{folder}" for root in package.__path__ for folder in folders] if folders else package.__path__
    stems = [f"{package.__name__}.{folder}." for folder in folders] if folders else [f"{package.__name__}."]
    found = [info for root, stem in zip(roots, stems, strict=True) for info in pkgutil.walk_packages([root], stem)]
    return sorted(info.name for info in found if not info.ispkg)


def _rules_in(module_name: str) -> list[Rule]:
    members = vars(import_module(module_name)).values()
    return [member for member in members if isinstance(member, Rule) and member.module == module_name]
