"""The audit of sheets: a sheet that is bad on purpose fails every line of it, and a good one none."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest
from demo_campus import demo_kit
from shapely import LineString, MultiPolygon, box
from shapely.affinity import translate

from campusmap.carto import audit
from campusmap.carto.audit import (
    contrast,
    find_alike,
    find_pale,
    find_shaded,
    find_strays,
    smallest_mark,
    to_linear,
)
from campusmap.carto.digest import digest_sheet
from campusmap.carto.facts import cut_texts
from campusmap.carto.packet import Packet, lay_out
from campusmap.carto.paper import LETTER, MARGIN, PAPERS
from campusmap.carto.plans import judge_sheet
from campusmap.carto.sheet import Badge, Cell, Ink, PageLayer, Sheet, Table, Words
from campusmap.carto.stamp import cut_foot, head_words
from campusmap.carto.style import load_styles
from campusmap.carto.symbols import SymbolKind, find_symbol, load_symbols
from campusmap.carto.typeface import text_width
from campusmap.model.printing import PacketSettings
from campusmap.rules.examples import clean, evidence_of
from campusmap.rules.run import review


@cache
def demo_packet() -> Packet:
    kit = demo_kit()
    return lay_out(kit.campus, kit.project, kit.analysis)


def bad_sheet() -> Sheet:
    room = box(100, 100, 160, 140)
    items = (
        Ink(room, "space.instruction", "r1"),
        Words("101", 300.0, 300.0, 7.0, True, anchor="middle", role="number", subject="r1"),
        Words("tiny", 400.0, 300.0, 4.0),
        Words("one", 500.0, 300.0, 9.0),
        Words("on another", 505.0, 302.0, 9.0),
        Words("off the page", 760.0, 400.0, 9.0),
        Words("in the foot", 300.0, 600.0, 9.0),
        Words("pale", 200.0, 200.0, 9.0, style="sheet.pale"),
    )
    cell = Cell("a word that is wider than its column")
    table = Table(100.0, 400.0, (30.0,), ("Head",), ((cell,),), (12.0,), 8.0, 9.0, 15.0)
    return Sheet("BAD", "Bad", "Bad", "main/1", layers=(PageLayer("labels", "", items),), tables=(table,))


def test_a_bad_sheet_fails_every_line(monkeypatch: pytest.MonkeyPatch) -> None:
    styles = audit.load_styles()
    pale = {**styles, "sheet.pale": replace(styles["sheet.text"], fill="#bbbbbb", title="Pale print")}
    monkeypatch.setattr(audit, "load_styles", lambda: pale)
    kinds = {"ONE": SymbolKind("ONE", "Q", "circle", "#000000", "One", "fire")}
    kinds["TWO"] = replace(kinds["ONE"], kind="TWO", title="Two")
    monkeypatch.setattr(audit, "find_symbol", lambda kind: kinds.get(kind) or find_symbol(kind))
    sheet = bad_sheet()
    badges = (Badge("ONE", 600.0, 200.0, "Q", 8.0), Badge("TWO", 640.0, 200.0, "Q", 8.0))
    sheet = replace(sheet, layers=(*sheet.layers, PageLayer("badges", "", badges)))
    fact = judge_sheet(sheet).fact
    assert fact.smallest_pt == 4.0
    assert fact.smallest_mark_pt == 7.0
    assert fact.overlaps >= 1
    assert fact.clipped >= 3  # over the edge, into the foot, out of a cell
    assert fact.strays == ("101",)
    assert fact.alike == ("One and Two",)
    assert any(line.startswith("Pale print (in full colour") for line in fact.pale)
    found = {
        f.id for f in review(replace(evidence_of(clean()), sheets=(replace(fact, unplaced_labels=("9",)),))).findings
    }
    wanted = {"SHT001", "SHT002", "SHT003", "SHT004", "SHT006", "SHT007", "SHT008", "SHT009"}
    assert wanted <= found


def test_the_demo_passes_every_line() -> None:
    for fact in demo_packet().facts:
        assert fact.smallest_pt >= 6.0
        assert fact.smallest_mark_pt >= 8.0, fact.sheet
        assert (fact.strays, fact.alike, fact.pale) == ((), (), ()), fact.sheet


def test_the_demo_shows_north_grid_and_legend_and_does_not_shade() -> None:
    facts = [fact for fact in demo_packet().facts if fact.scale]
    placed = [fact for fact in facts if not fact.lacks]
    assert len(placed) >= 5
    assert {fact.lacks for fact in facts if fact.lacks} <= {("north arrow", "grid")}  # floors that are not placed
    assert [(fact.sheet, fact.unexplained, fact.shaded) for fact in facts if fact.unexplained or fact.shaded] == []


def test_a_packet_without_its_legend_leaves_fills_unexplained() -> None:
    kit = demo_kit()
    project = replace(kit.project, packet=PacketSettings(sheets=("floors", "buildings")))
    told = {fact.sheet: fact.unexplained for fact in lay_out(kit.campus, project, kit.analysis).facts}
    assert load_styles()["building.footprint"].title in told["B-MAIN"]
    symbols = {symbol.title for symbol in load_symbols().values()}
    assert [sheet for sheet, titles in told.items() if symbols & set(titles)] == []  # own legends begin with symbols


@pytest.mark.parametrize(
    ("name", "address", "cut"),
    [("A School", "1 Road", ()), ("A School " * 20, "1 Road", ("school",)), ("A School", "1 Road " * 40, ("address",))],
)
def test_what_is_too_long_for_the_foot_is_told(name: str, address: str, cut: tuple[str, ...]) -> None:
    kit = demo_kit()
    campus = replace(kit.campus, name=name, address=address, state_id="")
    assert cut_foot(campus, kit.project, PAPERS["letter"], "responder") == cut


def test_a_text_that_ends_short_is_told() -> None:
    whole = Sheet("S", "S", "S", "s", words=(Words("Three dots ... and on", 0, 0, 9),))
    table = Table(0, 0, (60.0,), ("Head",), ((Cell("Culinary\nArts and Ho\u2026"),),), (20.0,), 7.5, 9.0, 14.0)
    assert cut_texts(whole, [Words("Title", 0, 0, 17)]) == ()
    cut = cut_texts(replace(whole, tables=(table,)), [Words("A long tit\u2026", 0, 0, 17)])
    assert cut == ("A long tit\u2026", "Culinary Arts and Ho\u2026")


@pytest.mark.parametrize(
    ("title", "size"),
    [
        ("Campus plan", 17.0),
        ("Heads-up: Building D  \u00b7  Gymnasium and Commons", 15.0),
        ("Building 12  \u00b7  Agricultural and Technical Education Center", 13.0),
    ],
)
def test_a_long_title_is_set_smaller_before_it_is_cut(title: str, size: float) -> None:
    [head] = head_words(Sheet("F-1", title, title, "f"))
    assert (head.text, head.size_pt) == (" ".join(title.split()), size)
    endless = title + " and everything else that is in it"
    [cut] = head_words(Sheet("F-1", endless * 2, endless * 2, "f"))
    assert cut.text.endswith("\u2026") and cut.size_pt < 13.0
    right = MARGIN + text_width(cut.text, cut.size_pt, bold=True)
    assert right <= LETTER.right - 2 * 124.0  # clear of the stamps


def test_a_dark_fill_is_a_shade(monkeypatch: pytest.MonkeyPatch) -> None:
    layer = PageLayer("rooms", "", (Ink(box(0, 0, 9, 9), "space.service"), Ink(box(0, 0, 9, 9), "wall")))
    assert find_shaded([layer], "colour") == find_shaded([layer], "mono") == ()
    styles = audit.load_styles()
    dark = {**styles, "space.service": replace(styles["space.service"], fill="#e0e0e0")}
    monkeypatch.setattr(audit, "load_styles", lambda theme: dark)
    assert find_shaded([layer], "colour") == (styles["space.service"].title,)


def test_a_led_number_is_no_stray() -> None:
    sheet = bad_sheet()
    line = Ink(LineString([(130, 120), (300, 300)]), "sheet.leader", "r1")
    led = replace(sheet, layers=(replace(sheet.layers[0], items=(*sheet.layers[0].items, line)),))
    assert find_strays(sheet) == ("101",)
    assert find_strays(led) == ()
    assert smallest_mark(Sheet("EMPTY", "", "", "")) == 99.0


def test_no_two_symbols_of_the_set_are_alike_and_none_is_pale() -> None:
    badges = tuple(Badge(kind, 100.0, 100.0, find_symbol(kind).letters, 8.0) for kind in load_symbols())
    sheet = Sheet("ALL", "", "", "", layers=(PageLayer("all", "", badges),))
    assert find_alike(sheet) == ()
    assert find_pale(sheet) == ()


@pytest.mark.parametrize(
    ("colour", "ratio"), [("#000000", 21.0), ("#ffffff", 1.0), ("#767676", 4.54), ("#ff0000", 4.0)]
)
def test_contrast_is_that_of_the_standard(colour: str, ratio: float) -> None:
    assert contrast(to_linear(colour)) == pytest.approx(ratio, abs=0.01)


def test_a_digest_tells_a_changed_sheet_from_an_unchanged_one() -> None:
    kit = demo_kit()
    before = {fact.sheet: fact.digest for fact in demo_packet().facts}
    assert all(before.values())
    assert {f.sheet: f.digest for f in lay_out(kit.campus, kit.project, kit.analysis).facts} == before
    main = next(b for b in kit.campus.buildings if b.id == "main")
    floor = main.floors[-1]
    moved = replace(floor.spaces[0], posted_number="299X")
    floors = (*main.floors[:-1], replace(floor, spaces=(moved, *floor.spaces[1:])))
    campus = replace(
        kit.campus, buildings=tuple(replace(b, floors=floors) if b.id == "main" else b for b in kit.campus.buildings)
    )
    after = {fact.sheet: fact.digest for fact in lay_out(campus, kit.project, kit.analysis).facts}
    changed = {sheet for sheet, digest in after.items() if before.get(sheet) != digest}
    assert any(sheet.startswith("F-MAIN") for sheet in changed)
    assert "CAMPUS" not in changed


@pytest.mark.parametrize("n", range(3))
def test_a_digest_tells_each_shape_as_far_as_it_prints(n: int) -> None:
    inks = [
        Ink(shape, "wall")
        for shape in (box(0, 0, 5, 5), LineString([(1, 1), (9, 3)]), MultiPolygon([box(1, 1, 2, 2), box(3, 3, 4, 4)]))
    ]

    def digest_with(shift: float, style: str = "wall") -> str:
        changed = [replace(each, shape=translate(each.shape, shift), style=style) for each in inks[n : n + 1]]
        layer = PageLayer("walls", "", (*inks[:n], *changed, Words("1", 5, 5, 8.0), *inks[n + 1 :]))
        return digest_sheet(Sheet("S", "S", "S", "s", layers=(layer,))).fact.digest

    assert digest_with(0.001) == digest_with(0.0)
    assert digest_with(0.02) != digest_with(0.0)
    assert digest_with(0.0, "column") != digest_with(0.0)
