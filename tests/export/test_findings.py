from __future__ import annotations

import csv
import io
import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from campusmap.export.findings import COLUMNS, findings_csv, findings_html, findings_json, neutralise, write_findings
from campusmap.model.kit import Edition, Kit
from campusmap.rules.examples import (
    evidence_of,
    sketch,
    with_building,
    with_campus,
    with_project,
    with_spaces,
    without_marker,
)
from campusmap.rules.rule import Change
from campusmap.rules.run import review

HOSTILE = '<script>alert("1")</script>'


def kit_of(example: str | Change) -> Kit:
    evidence = evidence_of(example)
    edition = Edition("2026-03-02", "responder", "0a1b2c3d", "campusmap 0")
    return Kit(evidence.campus, evidence.project, evidence.analysis, review(evidence), edition)


@pytest.fixture(scope="module")
def kit() -> Kit:
    from datetime import date

    from campusmap.model.project import Waiver

    waived = with_project(waiver=(Waiver("MRK011", "sketch", "ordered", date(2026, 12, 31)),))
    doors = """
              (2)
            +--/--+-----+
            | 101 | 103 |
            +--/--+--/--+
        (1) D COR1 Hall D (3)
            +-----------+
    """
    change = sketch(doors) + without_marker("AED", "BLEEDING_KIT") + waived + with_building(main_entrance="")
    return kit_of(
        change
        + with_spaces("101", name=HOSTILE, number="=1+1", posted_number="=1+1")
        + with_campus(name="O'Hare & <Sons>")
    )


def test_json_has_the_promised_columns(kit: Kit) -> None:
    document = json.loads(findings_json(kit))
    assert document["version"] == 1
    assert document["counts"]["waived"] == 1 and document["counts"]["not_assessed"] == 1
    wanted = {"id", "severity", "title", "message", "subject", "building", "floor", "number", "file"}
    wanted |= {"layer", "handle", "x", "y", "lon", "lat", "fix"}
    for finding in document["findings"] + document["waived"]:
        assert wanted <= set(finding)
    assert sum(document["counts"][name] for name in ("ERROR", "WARNING", "NOTE")) == len(document["findings"])
    assert [finding["id"] for finding in document["waived"]] == ["MRK011"]
    assert document["not_assessed"][0]["id"] == "DOR003"


def test_csv_reads_back_and_runs_no_formula(kit: Kit) -> None:
    text = findings_csv(kit)
    assert text.startswith("\ufeff")
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))
    assert tuple(rows[0]) == COLUMNS
    assert len(rows) == len(kit.review.findings)
    assert any(row["number"] == "'=1+1" for row in rows)
    for row in rows:
        texts = [cell for column, cell in row.items() if column not in ("x", "y", "lon", "lat")]
        assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in texts)
    assert [bool(row["waived"]) for row in rows] == sorted(bool(row["waived"]) for row in rows)


@pytest.mark.parametrize(
    ("cell", "safe"),
    [("=1", "'=1"), ("  @x", "'  @x"), ("\tx", "'\tx"), ("a=1", "a=1"), (-3.5, -3.5), (None, ""), ("", "")],
)
def test_neutralise(cell: object, safe: object) -> None:
    assert neutralise(cell) == safe


class Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: list[tuple[str, dict[str, str | None]]] = []
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))
        if tag != "meta":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def test_html_is_whole_escaped_and_needs_nothing(kit: Kit) -> None:
    page = findings_html(kit)
    tags = Tags()
    tags.feed(page)
    assert tags.open == []
    names = {tag for tag, _ in tags.seen}
    assert not names & {"link", "img", "iframe", "object"}
    assert [tag for tag, _ in tags.seen].count("script") == 1
    assert all(not (set(attrs) & {"style", "src", "onclick"}) for _, attrs in tags.seen)
    assert HOSTILE not in page
    assert "url(" not in page and "@import" not in page
    text = " ".join("".join(tags.text).split())
    assert "O'Hare & <Sons>" in text
    for finding in kit.review.findings:
        assert " ".join(finding.message.split()) in text


def test_html_policy_names_the_style_and_the_script_it_carries(kit: Kit) -> None:
    import base64
    import hashlib

    page = findings_html(kit)
    assert "default-src 'none'; script-src 'sha256-" in page
    for tag in ("style", "script"):
        part = re.search(rf"<{tag}>(.*?)</{tag}>", page, re.DOTALL)
        assert part is not None
        digest = base64.b64encode(hashlib.sha256(part[1].encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in page


def test_html_says_what_where_and_how(kit: Kit) -> None:
    page = findings_html(kit)
    for word in (
        "plans/main-1.dxf",
        "A-AREA-IDEN",
        "Main Building",
        "Level 1",
        "grid ",
        "Beware",
        "Waived",
        "Not assessed",
    ):
        assert word in page


def test_writing_twice_gives_the_same_bytes(kit: Kit, tmp_path: Path) -> None:
    first = {path.name: path.read_bytes() for path in write_findings(kit, tmp_path)}
    assert set(first) == {"findings.json", "findings.csv", "findings.html"}
    assert {path.name: path.read_bytes() for path in write_findings(kit, tmp_path)} == first
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(first)


def test_a_clean_campus_has_a_report_too(tmp_path: Path) -> None:
    from campusmap.rules.examples import clean

    page = findings_html(kit_of(clean()))
    assert "Nothing was found" in page
    assert json.loads(findings_json(kit_of(clean())))["findings"] == []


def test_lone_surrogates_from_drawings_do_not_stop_the_report(tmp_path: Path) -> None:
    kit = kit_of(with_spaces("101", number="\udce9", posted_number="\udce9"))
    assert all(path.stat().st_size for path in write_findings(kit, tmp_path))
