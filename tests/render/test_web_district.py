"""The pages over many campuses in a real browser: a school is found, its map opens, rows sort and filter."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from many_schools import school_name
from node_tools import install_tools

from campusmap.export.district import write_district
from campusmap.model.district import CampusRow, District, NamedBuilding, Outcome, PackCount

HOSTILE = (
    "</script><script>hacked=1</script>", "<img src=x onerror=hacked=1>", "\u202eevil", "\ud800lone",
    "<!--slot:data-->", "W" * 300, "'\"><svg onload=hacked=1>", "=HYPERLINK(1)",
)  # fmt: skip
PAGES = ("map.html", "findings.html")


def row(n: int, **changes: Any) -> CampusRow:
    facts: dict[str, Any] = {
        "label": f"schools/s{n:03d}", "outcome": Outcome.BUILT, "id": f"school-{n}", "name": school_name(n),
        "address": f"{100 + n} Sugar Maple Lane, Testville", "kit": f"school-{n}", "issued": "2026-11-27",
        "fingerprint": "0a1b2c3d", "verified_on": "2026-08-12", "rooms": 40,
        "rooms_checked": n, "oldest_check": "2026-03-01" if n else "",
        "errors": n % 3 // 2, "warnings": n, "pages": PAGES,
        "packs": (PackCount("core", "Core", 3, n % 2, 0, 1),),
        "buildings": (NamedBuilding("1", "Main", f"Victor {n}", ""),),
    }  # fmt: skip
    return CampusRow(**facts | changes)


def district() -> District:
    rows = [row(n) for n in range(24)]
    gone: dict[str, Any] = {
        "outcome": Outcome.REFUSED,
        "said": "plans/1.dxf: the file is cut; copy it again",
        "packs": (),
    }
    rows.append(row(30, **gone, kit="", pages=(), issued="", name="Zeppelin School", verified_on=""))
    rows.append(row(31, **gone, name="Yonder School", issued="2025-01-02"))
    rows += [
        row(40 + n, name=text, address=text, buildings=(NamedBuilding(text, text, text, text),))
        for n, text in enumerate(HOSTILE)
    ]
    return District("2026-11-27", "responder", "campusmap 0", tuple(rows))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("pages")
    for name, text in write_district(district()).items():
        (home / name).write_bytes(text.encode("utf-8", "replace"))
    for n in range(24):
        (home / f"school-{n}").mkdir()
        (home / f"school-{n}" / "map.html").write_text(f"<title>Map {n}</title>")
    return home


Open = Callable[..., Any]


@pytest.fixture
def open_page(browser: Any, folder: Path) -> Iterator[Open]:
    contexts, faults = [], []

    def opened(name: str, width: int = 1280, **options: Any) -> Any:
        context = browser.new_context(viewport={"width": width, "height": 900}, **options)
        contexts.append(context)
        page = context.new_page()
        page.on("request", lambda r: faults.append(r.url) if not r.url.startswith(folder.as_uri()) else None)
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", lambda m: faults.append(m.text) if m.type in ("error", "warning") else None)
        page.goto((folder / name).as_uri())
        return page

    yield opened
    for context in contexts:
        context.close()
    assert faults == []


@pytest.mark.parametrize(
    ("typed", "n"),
    [("cedar hill hs", 12), (school_name(7), 7), ("victor 9", 9), ("Victor nine", 9), ("105 sugar", 5),
     ("school-11", 11), ("104 sugar maple ln", 4)],
)  # fmt: skip
def test_school_radio_name_and_address_open_the_map(typed: str, n: int, open_page: Open) -> None:
    if typed.startswith("cedar"):
        n = next(k for k in range(24) if school_name(k).startswith("Cedar Hill"))
    page = open_page("index.html")
    page.keyboard.type(typed)
    page.keyboard.press("Enter")
    page.wait_for_url("**/map.html")
    assert page.title() == f"Map {n}"


@pytest.mark.parametrize("typed", ["Seedar Hill", "Hazle Hill", "Junipper Hill"])
def test_similar_school_is_offered_and_opens_only_by_choice(typed: str, open_page: Open) -> None:
    page = open_page("index.html")
    page.keyboard.type(typed)
    assert "None has this name" in page.inner_text("#count")
    assert "Hill" in page.inner_text("#hits")
    page.keyboard.press("Enter")
    assert page.url.endswith("index.html")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/map.html")


def test_school_without_a_map_is_found_and_said_to_have_none(open_page: Open) -> None:
    page = open_page("index.html")
    page.keyboard.type("zeppelin")
    assert "No map yet" in page.inner_text("#hits")
    page.keyboard.press("Enter")
    assert "has no map yet" in page.inner_text("#count")
    page.fill("#q", "yonder")
    assert "Newer drawings were refused. Map of 2025-01-02" in page.inner_text("#hits")


def test_nothing_is_made_up(open_page: Open) -> None:
    page = open_page("index.html")
    page.keyboard.type("qqqq")
    assert "No school is like that" in page.inner_text("#count")
    page.keyboard.press("Escape")
    assert page.locator("#all li:visible").count() == len(district().rows)


@pytest.mark.parametrize("name", ["index.html", "district.html"])
@pytest.mark.parametrize("width", [1920, 1280, 360])
def test_page_fits_and_no_name_runs(name: str, width: int, open_page: Open) -> None:
    page = open_page(name, width)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.evaluate("typeof hacked") == "undefined"
    for text in ("<img src=x onerror=hacked=1>", "\ufffdlone" if name == "index.html" else "?lone"):
        assert text in page.inner_text("main")


@pytest.mark.parametrize("name", ["index.html", "district.html"])
def test_page_is_a_list_of_links_without_script(name: str, open_page: Open) -> None:
    page = open_page(name, java_script_enabled=False)
    page.get_by_role("link", name="Map" if name == "district.html" else school_name(3)).first.click()
    page.wait_for_url("**/map.html")


@pytest.mark.parametrize("name", ["index.html", "district.html"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_has_nothing_to_say(name: str, scheme: str, open_page: Open) -> None:
    page = open_page(name, 360, color_scheme=scheme, bypass_csp=True)
    page.evaluate((install_tools() / "axe-core" / "axe.min.js").read_text("utf-8"))
    if name == "index.html":
        page.fill("#q", "hill")
    found = page.evaluate("axe.run(document).then(found => found.violations.map(v => v.id + ': ' + v.nodes[0].html))")
    assert found == []


def names(page: Any) -> list[str]:
    return [text for text in page.locator("tbody tr:visible .name").all_inner_texts() if "School" in text]


def test_summary_sorts_by_any_column(open_page: Open) -> None:
    page = open_page("district.html")
    page.get_by_role("button", name="WARNING", exact=True).click()
    counts = [int(text) for text in page.locator("tbody td[data-label=WARNING]").all_inner_texts() if text.isdigit()]
    assert counts == sorted(counts, reverse=True)
    assert len(set(counts)) > 20
    page.get_by_role("button", name="Campus").click()
    shown = names(page)
    assert shown == sorted(shown, key=str.casefold)
    page.get_by_role("button", name="Campus").click()
    assert names(page) == sorted(shown, key=str.casefold, reverse=True)


def test_summary_filters_by_state_pack_and_word(open_page: Open) -> None:
    page = open_page("district.html")
    total = len(district().rows)
    assert page.inner_text(".shown") == f"{total} shown"
    for state in ("error", "warning", "pass"):
        page.uncheck(f"input[value={state}]")
    assert sorted(names(page)) == ["Yonder School", "Zeppelin School"]
    assert "plans/1.dxf: the file is cut" in page.inner_text("tbody")
    assert "The kit of 2025-01-02 still stands" in page.inner_text("tbody")
    page.get_by_role("button", name="Show all").click()
    page.select_option("select", "core")
    assert (
        page.inner_text(".shown") == f"{sum(pack.fails for r in district().rows for pack in r.packs)} of {total} shown"
    )


def test_summary_prints_every_row(open_page: Open) -> None:
    page = open_page("district.html")
    page.emulate_media(media="print")
    assert page.locator("form.filters").is_hidden()
    assert page.locator("tbody tr:visible").count() == len(district().rows)
    paper = pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True))
    assert paper[0].get_width() > paper[0].get_height()
    assert len(paper) <= len(district().rows) / 4
    paper.close()


def test_coverage_and_age_of_the_walk_are_told(open_page: Open, folder: Path) -> None:
    cells = open_page("district.html").locator("td[data-label='Walked through']")
    texts = cells.all_inner_texts()
    assert any("7 of 40 rooms checked\noldest 2026-03-01" in text for text in texts)
    assert not any(re.search(r"\b0 of 40", text) for text in texts)
    with (folder / "district.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = {line["id"]: line for line in csv.DictReader(file)}
    told = rows["school-7"]
    assert (told["rooms"], told["rooms_checked"], told["oldest_check"]) == ("40", "7", "2026-03-01")
    assert told["oldest_check_days"] == "271"  # from March 1 to November 27
    assert rows["school-0"]["oldest_check_days"] == ""


def test_spreadsheet_runs_nothing(folder: Path) -> None:
    assert "\n'=HYPERLINK" in (folder / "district.csv").read_text("utf-8-sig").replace(",", "\n")
