from __future__ import annotations

import json
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

from campusmap.export.manifest import write_manifest
from campusmap.export.requirements import requirements_html, requirements_json, write_requirements
from campusmap.model.kit import Edition, Kit
from campusmap.model.requirement import Answer
from campusmap.model.settings import RequirementSettings
from campusmap.rules.examples import clean, evidence_of, with_campus, with_campus_entry, with_project, without_marker
from campusmap.rules.lines.judge import judge_requirements
from campusmap.rules.lines.packs import load_packs
from campusmap.rules.run import review

HOSTILE = "</script><script>alert(1)</script>"


def kit_of(*presets: str) -> Kit:
    change = clean() + with_project(requirements=RequirementSettings(presets))  # type: ignore[arg-type]
    change += without_marker("KEY_BOX") + with_campus(name=HOSTILE)
    verified = evidence_of(change).project.campus.verified
    assert verified is not None
    evidence = evidence_of(change + with_campus_entry(verified=replace(verified, who=HOSTILE)))
    said = review(evidence)
    edition = Edition("2026-03-02", "responder", "0a1b2c3d", "campusmap 0")
    answers = judge_requirements(evidence, said)
    return Kit(evidence.campus, evidence.project, evidence.analysis, said, edition, requirements=answers)


class Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        assert not {"style", "src", "onclick"} & {name for name, _ in attrs}

    def handle_data(self, data: str) -> None:
        self.words.append(data)


@pytest.mark.parametrize("name", load_packs())
def test_every_pack_says_that_it_helps_you_check(name: str) -> None:
    kit = kit_of(name)
    reader = Text()
    reader.feed(requirements_html(kit))
    text = " ".join(" ".join(reader.words).split())
    assert f"Helps you check {load_packs()[name].citation}" in text
    assert "helps you check" in text and "complies" not in text.lower() and "compliant" not in text.lower()
    for line in kit.requirements.packs[0].lines:
        assert line.title in text and line.section in text
        assert line.grade == "V" or "unverified" in text


def test_hostile_texts_stay_texts() -> None:
    kit = kit_of("core")
    page = requirements_html(kit)
    reader = Text()
    reader.feed(page)
    assert reader.tags.count("script") == 1 and HOSTILE not in page
    assert not {"img", "link", "iframe", "object"} & set(reader.tags)


def test_json_holds_every_answer() -> None:
    kit = kit_of("core", "tx", "core")
    document = json.loads(requirements_json(kit))
    assert [pack["id"] for pack in document["packs"]] == ["core", "tx"]
    assert "helps you check" in document["note"]
    core = document["packs"][0]
    assert sum(core["counts"].values()) == len(core["lines"])
    key_box = next(line for line in core["lines"] if line["id"] == "R23")
    assert key_box["answer"] == "fail" and key_box["fix"] and key_box["citation"] and key_box["verified"] is True
    missing = next(line for line in core["lines"] if line["answer"] == "not assessed")
    assert missing["missing"]


def test_manifest_holds_the_counts(tmp_path: Path) -> None:
    kit = kit_of("core")
    write_requirements(kit, tmp_path)
    manifest = json.loads(write_manifest(kit, tmp_path).read_text("utf-8"))
    pack = kit.requirements.packs[0]
    assert manifest["requirements"] == {"core": {answer.value: pack.count(answer) for answer in Answer}}
    assert {entry["file"] for entry in manifest["files"]} == {"requirements.html", "requirements.json"}


def test_without_a_pack_the_page_says_so() -> None:
    assert "No pack is chosen" in requirements_html(kit_of())
