"""Measures, scales, windows and tables of the packet, against plain arithmetic."""

from __future__ import annotations

import math

import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import Polygon, box

from campusmap.carto.badges import LETTER_PT, badge_shape
from campusmap.carto.furniture import draw_scale_bar, round_length
from campusmap.carto.paper import LETTER, choose_scale
from campusmap.carto.sheet import Cell, Ink
from campusmap.carto.symbols import load_symbols
from campusmap.carto.tabular import Column, Form, break_table, table_height
from campusmap.carto.typeface import CAP_EM, break_lines, fit_line, font_folder, text_width
from campusmap.carto.window import OVERLAP_M, split_window, whole_window


@pytest.mark.parametrize("name", ["AtkinsonHyperlegibleNext-Bold.ttf", "AtkinsonHyperlegibleNext-Regular.ttf"])
def test_width_agrees_with_the_font_file(name: str) -> None:
    from fontTools.ttLib import TTFont

    font = TTFont(font_folder() / name)
    advances, names = font["hmtx"], font.getBestCmap()
    text = "Room B214, Façade ÅŁ 0O1Il"
    expected = sum(advances[names[ord(char)]][0] for char in text) / font["head"].unitsPerEm * 10
    assert text_width(text, 10, bold="Bold" in name) == pytest.approx(expected, rel=0.01)


@given(st.text(max_size=120), st.floats(20, 300))
@settings(max_examples=60, deadline=None)
def test_lines_never_run_over(text: str, width: float) -> None:
    for line in break_lines(text, width, 7.5):
        assert text_width(line, 7.5) <= width or len(line) == 1
    assert text_width(fit_line(text, width, 7.5), 7.5) <= width


def test_words_are_not_broken_where_they_fit() -> None:
    assert break_lines("Library and Media Centre", 42, 6) == ("Library and", "Media Centre")


@pytest.mark.parametrize("denominator", [50, 61, 240, 333, 480.0001, 9999, 70000])
def test_scale_is_never_larger_than_what_fits(denominator: float) -> None:
    scale = choose_scale(denominator)
    assert scale.denominator >= denominator - 1e-6
    assert scale.denominator == pytest.approx(scale.feet_per_inch * 12)  # 12 inches a foot: the engineer's scale


@pytest.mark.parametrize("denominator", [100, 420, 2160])
def test_scale_bar_measures_right(denominator: float) -> None:
    scale = choose_scale(denominator)
    bars = [
        item.shape
        for item in draw_scale_bar(scale, 50, 100, 104)
        if isinstance(item, Ink) and item.style == "sheet.plate"
    ]
    feet, metres = (bar.bounds[2] - bar.bounds[0] for bar in bars)
    length_ft = feet / 72 * scale.feet_per_inch
    length_m = metres / 72 * scale.feet_per_inch * 0.3048
    assert length_ft == pytest.approx(round_length(length_ft * 1.0001), rel=1e-6)
    assert length_m == pytest.approx(round_length(length_m * 1.0001), rel=1e-6)


def test_window_is_true_to_scale_and_north_up() -> None:
    window = whole_window((500.0, 900.0, 560.0, 940.0), 30, LETTER.map)
    x0, y0 = window.to_page(510, 910)
    x1, y1 = window.to_page(510, 920)
    assert x0 == pytest.approx(x1)
    assert (y0 - y1) / 72 * 0.0254 * window.scale.denominator == pytest.approx(10)
    left, top, right, bottom = window.move(box(500, 900, 560, 940)).bounds
    assert LETTER.map[0] < left < right < LETTER.map[2]
    assert LETTER.map[1] < top < bottom < LETTER.map[3]


def test_parts_cover_the_whole_with_overlap() -> None:
    bounds = (0.0, 0.0, 200.0, 90.0)
    windows = split_window(bounds, 2, 2, 30, [box(*bounds)], LETTER.map)
    assert [window.name for window in windows] == ["A", "B", "C", "D"]
    assert shapely.union_all([box(*window.part) for window in windows]).equals(box(*bounds))
    one, other = windows[0], windows[1]
    assert one.ground[2] - other.ground[0] == pytest.approx(2 * OVERLAP_M)
    assert dict(one.cuts) == {"east": "B", "south": "C"}
    for window in windows:
        drawn = window.move(box(*bounds)).bounds
        assert drawn[0] >= LETTER.map[0] - 0.01
        assert drawn[3] <= LETTER.map[3] + 0.01


def test_empty_part_is_left_out() -> None:
    corner = Polygon([(0, 0), (100, 0), (100, 20), (20, 20), (20, 100), (0, 100)])
    names = {window.name: window for window in split_window(corner.bounds, 2, 2, 30, [corner], LETTER.map)}
    assert sorted(names) == ["A", "B", "C"]
    assert all(beyond in names for window in names.values() for _, beyond in window.cuts)


def test_what_reaches_just_over_a_cut_stays_with_its_neighbour() -> None:
    """The south-west cell holds a strip of 4 m: its neighbour takes it, and every sheet's neighbours are named."""
    shapes = [box(0, 46, 100, 100), box(100, 0, 200, 100)]
    windows = {window.name: window for window in split_window((0.0, 0.0, 200.0, 100.0), 2, 2, 30, shapes, LETTER.map)}
    assert sorted(windows) == ["A", "B", "C"]
    covered = shapely.union_all([box(*window.part) for window in windows.values()])
    assert all(covered.covers(shape) for shape in shapes)
    assert windows["A"].part == (0.0, 46.0, 100.0, 100.0)
    assert dict(windows["A"].cuts) == {"east": "B and C"}
    assert dict(windows["C"].cuts) == {"west": "A", "north": "B"}


def test_long_words_break_after_a_hyphen() -> None:
    assert break_lines("Andreas-Pfitzmann-Bau", 90.0, 9.0) == ("Andreas-Pfitzmann-", "Bau")


@pytest.mark.parametrize("kind", sorted(load_symbols()))
def test_letters_lie_inside_their_frame(kind: str) -> None:
    letters = load_symbols()[kind].letters or "12"
    half_w, half_h = text_width(letters, LETTER_PT, bold=True) / 2, LETTER_PT * CAP_EM / 2
    assert badge_shape(kind, letters).contains(box(-half_w, -half_h, half_w, half_h))


def test_table_breaks_and_keeps_every_row() -> None:
    form = Form((Column("A", 60.0), Column("B", 80.0)))
    rows = [(str(n), "word " * (n % 9)) for n in range(200)]
    place = (0.0, 0.0, 140.0, 300.0)
    pages = break_table(rows, form, (place,))
    assert [row[0].text for page in pages for table in page for row in table.rows] == [str(n) for n in range(200)]
    assert all(table_height(table) <= 300.0 for page in pages for table in page)


def test_heading_row_is_not_left_alone_at_the_foot() -> None:
    form = Form((Column("A", 60.0), Column("B", 80.0)))
    rows = [("x", "y")] * 20 + [(Cell("GROUP", bold=True, span=2),)] + [("x", "y")] * 5
    for room in range(60, 300, 7):
        pages = break_table(rows, form, ((0.0, 0.0, 140.0, float(room)),))
        tables = [table for page in pages for table in page]
        assert all(len(table.rows[-1]) > 1 or len(table.rows) == 1 for table in tables[:-1])


def test_round_lengths() -> None:
    assert [round_length(x) for x in (1, 3.9, 4, 49, 99.9, 100)] == [1, 2, 4, 40, 50, 100]
    assert math.isclose(round_length(0.35), 0.2)
