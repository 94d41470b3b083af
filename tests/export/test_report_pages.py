"""Both report pages in a real browser: filters, hostile texts, no request, a narrow screen, paper, no script."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from campusmap.export.findings_html import findings_html
from campusmap.export.requirements_html import requirements_html
from campusmap.model.kit import Edition, Kit
from campusmap.model.project import Waiver
from campusmap.model.settings import RequirementSettings
from campusmap.rules.demo import TWO_BUILDINGS, TWO_FLOORS
from campusmap.rules.examples import (
    evidence_of,
    sketches,
    with_building,
    with_campus,
    with_project,
    with_spaces,
    without_marker,
)
from campusmap.rules.lines.judge import judge_requirements
from campusmap.rules.run import review

HOSTILE = (
    "</script><script>hacked=1</script>", "<img src=x onerror=hacked=1>", "\u202eevil", "\ud800lone", "{{7*7}}",
    "W" * 300, "'\"><svg onload=hacked=1>",
)  # fmt: skip
PAGES: dict[str, Callable[[Kit], str]] = {"findings": findings_html, "requirements": requirements_html}


def kit_with(name: str) -> Kit:
    waiver = Waiver("MRK011", "sketch", "ordered", date(2026, 12, 31))
    settings = RequirementSettings(("core", "tx", "ten-essential-actions"))
    change = sketches({**TWO_FLOORS, "annex": TWO_BUILDINGS["annex"]})
    change += without_marker("AED", "BLEEDING_KIT", "KEY_BOX") + with_spaces(
        "101", number="", posted_number="", name=name
    )
    change += with_spaces("203", floor_index=1, number="", posted_number="", name="") + with_building(1, name=name)
    change += with_spaces(two_way="")
    change += with_project(waiver=(waiver,), requirements=settings) + with_campus(name=name)
    evidence = evidence_of(change)
    said = review(evidence)
    edition = Edition("2026-03-02", "responder", "0a1b2c3d", "campusmap 0")
    answers = judge_requirements(evidence, said)
    return Kit(evidence.campus, evidence.project, evidence.analysis, said, edition, requirements=answers)


@pytest.fixture(scope="module")
def kit() -> Kit:
    return kit_with("Music Room")


class Opened:
    def __init__(self, context: Any, path: Path) -> None:
        self.page = context.new_page()
        self.errors: list[str] = []
        self.requests: list[str] = []
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("console", lambda m: self.errors.append(m.text) if m.type in ("error", "warning") else None)
        self.page.goto(path.as_uri())

    def shown(self) -> list[str]:
        texts: list[str] = self.page.eval_on_selector_all(
            "[data-item]", "items => items.filter(i => i.checkVisibility()).map(i => i.textContent)"
        )
        return texts


def open_page(browser: Any, folder: Path, text: str, **options: Any) -> Opened:
    path = folder / "page.html"
    path.write_bytes(text.encode("utf-8", "replace"))
    return Opened(browser.new_context(**options), path)


@pytest.fixture
def findings(browser: Any, tmp_path: Path, kit: Kit) -> Opened:
    return open_page(browser, tmp_path, findings_html(kit))


def test_everything_is_shown_and_counted_at_first(findings: Opened, kit: Kit) -> None:
    assert len(findings.shown()) == len(kit.review.findings)
    assert findings.page.inner_text(".shown") == f"{len(kit.review.findings)} shown"
    assert findings.errors == [] and len(findings.requests) == 1


def test_severity_place_and_words_filter_together(findings: Opened, kit: Kit) -> None:
    page, total = findings.page, len(kit.review.findings)
    notes = sum(f.severity == "NOTE" and not f.waived for f in kit.review.findings)
    assert notes
    page.uncheck("input[value=note]")
    assert len(findings.shown()) == total - notes
    assert page.inner_text(".shown") == f"{total - notes} of {total} shown"
    page.check("input[value=note]")
    page.select_option("select", "main/2")
    upstairs = [f for f in kit.review.findings if f.floor == "main/2"]
    assert upstairs and len(findings.shown()) == len(upstairs)
    page.select_option("select", "main")
    assert len(findings.shown()) == len([f for f in kit.review.findings if f.building == "main"])
    page.select_option("select", "")
    page.fill("input[type=search]", "MÚSIC room")
    named = findings.shown()
    assert named and all("music" in text.lower() for text in named)
    page.fill("input[type=search]", "no such word")
    assert findings.shown() == [] and page.is_visible(".nothing-shown")
    page.click("[data-act=clear]")
    assert len(findings.shown()) == total and not page.is_visible(".nothing-shown")


def test_empty_places_go_with_their_headings(findings: Opened) -> None:
    findings.page.select_option("select", "main/2")
    headings = findings.page.eval_on_selector_all(
        "h2, h3", "all => all.filter(h => h.checkVisibility()).map(h => h.innerText)"
    )
    assert [heading.split("\n")[0].rstrip(" 0123456789") for heading in headings] == ["Main Building", "Level"]


def test_the_spot_lies_inside_its_window(findings: Opened) -> None:
    """Marked shapes are drawn and seen: each lies within the window that shows it."""
    outside = findings.page.eval_on_selector_all(
        "svg.spot",
        """all => all.filter(svg => {
            const frame = svg.getBoundingClientRect();
            const marks = [...svg.querySelectorAll('.hit, .ring')].map(m => m.getBoundingClientRect());
            return !marks.length || marks.some(m => !m.width || m.left < frame.left || m.right > frame.right
                || m.top < frame.top || m.bottom > frame.bottom);
        }).length""",
    )
    assert outside == 0
    assert findings.page.locator("svg.spot").count() >= 2
    assert findings.page.evaluate("document.querySelector('svg.spot use').getBoundingClientRect().width") > 50


def test_requirements_filter_by_answer_and_pack(browser: Any, tmp_path: Path, kit: Kit) -> None:
    opened = open_page(browser, tmp_path, requirements_html(kit))
    lines = [(pack.id, line) for pack in kit.requirements.packs for line in pack.lines]
    assert len(opened.shown()) == len(lines)
    for value in ("person", "not-assessed", "pass"):
        if opened.page.locator(f"input[value={value}]").count():
            opened.page.uncheck(f"input[value={value}]")
    failing = [(pack, line) for pack, line in lines if line.answer == "fail"]
    assert len(opened.shown()) == len(failing)
    opened.page.select_option("select", "core")
    assert len(opened.shown()) == len([pack for pack, _ in failing if pack == "core"]) > 0
    assert opened.errors == []


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_runs_over_a_narrow_screen(browser: Any, tmp_path: Path, kit: Kit, name: str, scheme: str) -> None:
    size = {"width": 390, "height": 844}
    opened = open_page(browser, tmp_path, PAGES[name](kit_with("W" * 300)), viewport=size, color_scheme=scheme)
    assert opened.page.evaluate("document.documentElement.scrollWidth") <= 390
    small = opened.page.eval_on_selector_all(
        ".filters button, .filters select, .filters .box, .filters input[type=search]",
        "all => all.filter(e => e.getBoundingClientRect().height < 44).map(e => e.outerHTML)",
    )
    assert small == []


@pytest.mark.parametrize("name", PAGES)
def test_hostile_texts_run_nothing(browser: Any, tmp_path: Path, name: str) -> None:
    for text in HOSTILE:
        opened = open_page(browser, tmp_path, PAGES[name](kit_with(text)))
        assert opened.page.evaluate("typeof hacked") == "undefined"
        assert opened.errors == [] and len(opened.requests) == 1
        opened.page.fill("input[type=search]", text[:50].replace("\ud800", ""))
        opened.page.close()


@pytest.mark.parametrize("name", PAGES)
def test_without_scripts_it_is_a_plain_list(browser: Any, tmp_path: Path, kit: Kit, name: str) -> None:
    opened = open_page(browser, tmp_path, PAGES[name](kit), java_script_enabled=False)
    text = opened.page.inner_text("main")
    said = [f.message for f in kit.review.findings] if name == "findings" else [
        line.title for pack in kit.requirements.packs for line in pack.lines
    ]  # fmt: skip
    assert all(words in text for words in said)
    assert not opened.page.is_visible("form.filters")


@pytest.mark.parametrize("name", PAGES)
def test_paper_shows_what_the_filters_leave(browser: Any, tmp_path: Path, kit: Kit, name: str) -> None:
    opened = open_page(browser, tmp_path, PAGES[name](kit), color_scheme="dark")
    document = pypdfium2.PdfDocument(io.BytesIO(opened.page.pdf(format="Letter")))
    text = " ".join(" ".join(page.get_textpage().get_text_range() for page in document).split())
    said = [f.title for f in kit.review.findings] if name == "findings" else [
        line.title for pack in kit.requirements.packs for line in pack.lines
    ]  # fmt: skip
    assert all(" ".join(words.split()) in text for words in said)
    assert "Show all" not in text
    corner = document[0].render(scale=0.2).to_pil().getpixel((3, 3))
    assert min(corner[:3]) > 250  # white, whatever the screen is


def test_a_waived_finding_is_shown_with_its_reason(findings: Opened) -> None:
    findings.page.uncheck("input[value=waived]")
    assert not any("Waived: ordered" in text for text in findings.shown())
    findings.page.check("input[value=waived]")
    assert any("Waived: ordered (until 2026-12-31)" in text for text in findings.shown())


def test_a_check_of_the_policy_can_fail(browser: Any, tmp_path: Path, kit: Kit) -> None:
    """A foreign script is refused by the page's own policy, and the test would see it."""
    page = findings_html(replace(kit)).replace("</body>", "<script>hacked = 1</script></body>")
    opened = open_page(browser, tmp_path, page)
    assert opened.page.evaluate("typeof hacked") == "undefined"
    assert any("Content Security Policy" in error for error in opened.errors)
