"""The numbering catalogue: every item answered by rules, or said to be not assessed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from campusmap.model.finding import Review
from campusmap.rules.examples import clean, evidence_of
from campusmap.rules.reference_items import ITEMS, Item, answer_item
from campusmap.rules.registry import find_rule
from campusmap.rules.run import review

every_item = pytest.mark.parametrize("item", ITEMS, ids=[item.id for item in ITEMS])
CLEAN = review(evidence_of(clean()))


def test_every_item_of_the_catalogue_is_there_once() -> None:
    asked = [f"N-R{n:02}" for n in range(1, 33)] + [f"N-D{n:02}" for n in range(1, 16)]
    assert [item.id for item in ITEMS] == asked


@every_item
def test_an_item_has_rules_or_says_what_is_missing(item: Item) -> None:
    assert item.rules or item.gap
    assert all(find_rule(rule_id) is not None for rule_id in item.rules)


@every_item
def test_each_rule_of_an_item_makes_it_found(item: Item) -> None:
    for rule_id in item.rules:
        rule = find_rule(rule_id)
        assert rule is not None
        assert answer_item(item, review(evidence_of(rule.bad))) == "found"


@every_item
def test_what_cannot_be_judged_is_never_passed(item: Item) -> None:
    said = answer_item(item, CLEAN)
    assert said.startswith("not assessed: ") if item.gap else said == "nothing found"
    assert answer_item(item, Review()) == said


def test_a_rule_that_could_not_judge_leaves_its_item_open() -> None:
    from campusmap.rules.examples import sketch, with_building

    rule = find_rule("DOR003")
    assert rule is not None and isinstance(rule.good, str)
    said = review(evidence_of(sketch(rule.good) + with_building(main_entrance="")))
    item = next(item for item in ITEMS if item.id == "N-D03")
    assert answer_item(item, said).startswith("not assessed: the main entrance is not named")


def test_the_page_of_the_catalogue_holds_the_items() -> None:
    import campusmap.rules

    page = (Path(campusmap.rules.__file__).parent / "README.md").read_text(encoding="utf-8")
    for item in ITEMS:
        row = next(line for line in page.splitlines() if line.startswith(f"| {item.id} "))
        assert all(rule_id in row for rule_id in item.rules)
        assert bool(re.search("not assessed", row)) is bool(item.gap)
