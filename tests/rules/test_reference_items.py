"""The numbering catalogue: every item answered by rules that are there, on the page as in the table."""

from __future__ import annotations

from pathlib import Path

import campusmap.rules
from campusmap.rules.reference_items import ITEMS
from campusmap.rules.registry import find_rule

FAMILIES = ("NUM", "DOR", "BLD", "REQ", "RCH")


def test_every_item_of_the_catalogue_is_there_once() -> None:
    asked = [f"N-R{n:02}" for n in range(1, 33)] + [f"N-D{n:02}" for n in range(1, 16)]
    assert [item.id for item in ITEMS] == asked


def test_an_item_has_rules() -> None:
    for item in ITEMS:
        assert item.rules and len(set(item.rules)) == len(item.rules)
        assert all(rule_id.startswith(FAMILIES) and find_rule(rule_id) is not None for rule_id in item.rules)


def test_the_page_of_the_catalogue_holds_the_items() -> None:
    page = (Path(campusmap.rules.__file__).parent / "README.md").read_text(encoding="utf-8")
    for item in ITEMS:
        row = next(line for line in page.splitlines() if line.startswith(f"| {item.id} "))
        assert row.split("|")[3].split() == list(item.rules)
