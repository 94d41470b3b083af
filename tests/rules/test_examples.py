"""Every rule, from its own declaration."""

from __future__ import annotations

import re
import string
from functools import cache
from pathlib import Path

import pytest

import campusmap.rules
from campusmap.model.finding import Review
from campusmap.model.notice import NOTICES
from campusmap.rules.evidence import Evidence
from campusmap.rules.examples import draw_example, evidence_of
from campusmap.rules.registry import FAMILIES, find_rule, list_rules, load_rules
from campusmap.rules.rule import Change, Rule
from campusmap.rules.run import judge, review

RULES = load_rules()
ROOT = Path(campusmap.rules.__file__).parent
every_rule = pytest.mark.parametrize("rule", RULES, ids=[rule.id for rule in RULES])


def evidence_for(rule: Rule, name: str) -> Evidence:
    return evidence_of(getattr(rule, name))


@cache
def review_of(sketch: str) -> Review:
    return review(evidence_of(sketch))


@every_rule
def test_bad_is_found(rule: Rule) -> None:
    findings = [finding for finding in review(evidence_for(rule, "bad")).findings if finding.id == rule.id]
    assert findings
    assert not any(re.search(r"\{[a-z_]+", finding.message) or not finding.message for finding in findings)


@every_rule
def test_good_is_clean_under_every_rule(rule: Rule) -> None:
    said = review_of(rule.good) if isinstance(rule.good, str) else review(evidence_for(rule, "good"))
    assert [finding for finding in said.findings if not finding.waived] == []
    assert said.not_assessed == ()


@every_rule
def test_good_differs_from_bad(rule: Rule) -> None:
    assert draw_example(rule.bad) != draw_example(rule.good)


@every_rule
def test_declaration_is_complete(rule: Rule) -> None:
    assert re.fullmatch(r"[A-Z]{3}\d{3}", rule.id)
    assert rule.family in FAMILIES
    assert rule.title[0].isupper() and not rule.title.endswith(".") and ". " not in rule.title
    for text in (rule.fix, rule.trap, rule.why):
        assert text.endswith((".", "!", "?")) and text[0] == text[0].upper()
    assert not rule.message.endswith(".")
    assert rule.source.name and rule.source.text and rule.source.grade in ("V", "S", "tool")
    assert rule.source.grade == "tool" or rule.source.url.startswith("http")


@every_rule
def test_file_name_begins_with_the_id(rule: Rule) -> None:
    name = rule.module.rsplit(".", 1)[-1]
    assert name.startswith(rule.id.lower() + "_")
    path = ROOT.joinpath(*rule.module.split(".")[2:]).with_suffix(".py")
    assert len(path.read_text(encoding="utf-8").splitlines()) < 90


@every_rule
def test_many_knows_only_count_and_listing(rule: Rule) -> None:
    fields = {name for _, name, _, _ in string.Formatter().parse(rule.many) if name}
    assert fields <= {"count", "listing"}


@every_rule
def test_one_rule_stands_in_one_file(rule: Rule) -> None:
    assert [other.id for other in RULES if other.module == rule.module] == [rule.id]


def test_a_family_lives_in_one_folder() -> None:
    folders = {rule.family: set() for rule in RULES}
    for rule in RULES:
        folders[rule.family].add(rule.module.rsplit(".", 2)[-2])
    assert all(len(names) == 1 for names in folders.values())
    assert set(folders) == set(FAMILIES)


def test_every_notice_is_reported_by_exactly_one_rule() -> None:
    reported = [code for rule in RULES for code in rule.codes]
    assert len(reported) == len(set(reported))
    assert set(reported) == set(NOTICES)


def test_the_catalogue_lists_every_rule_once() -> None:
    rows = list_rules()
    assert [row.id for row in rows] == sorted({rule.id for rule in RULES})
    assert len(rows) >= 60
    assert find_rule("num004") is find_rule("NUM004") is not None
    assert find_rule("ZZZ999") is None


def test_rules_are_silent_about_a_change_in_words() -> None:
    assert isinstance(RULES[0].bad, str | Change)
    assert draw_example(Change("two words")) == "two words"


def test_a_rule_judges_alone_as_in_company() -> None:
    rule = find_rule("NUM004")
    assert rule is not None
    evidence = evidence_of(rule.bad)
    alone, _ = judge(rule, evidence)
    assert alone == [finding for finding in review(evidence).findings if finding.id == "NUM004"]
