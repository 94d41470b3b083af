"""Spreadsheets: every way in which people save them gives the same text; against csv and openpyxl's own writers."""

from __future__ import annotations

import csv
import datetime as dt
import io
import unicodedata
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from campusmap.errors import InputError
from campusmap.ingest.tables import find_tables, read_tables
from campusmap.model.notice import NOTICES

ROWS = [["Building", "Posted Number", "number", "Name"], ["MAIN", "B-1", "0101", "Café"], ["MAIN", "", "1E5", "Gym"]]


def write_csv(path, rows=ROWS, encoding="utf-8", delimiter=",", head=""):
    text = io.StringIO(newline="")
    text.write(head)
    csv.writer(text, delimiter=delimiter).writerows(rows)
    path.write_bytes(text.getvalue().encode(encoding))


def write_xlsx(path, rows=ROWS, **formats):
    book = Workbook()
    for row in rows:
        book.active.append(row)
    for cell, number_format in formats.items():
        book.active[cell].number_format = number_format
    book.save(path)


def read(folder):
    tables = read_tables(folder)
    assert {notice.code for notice in tables.notices} <= set(NOTICES)
    return tables


def refuse(folder):
    with pytest.raises(InputError) as caught:
        read(folder)
    assert str(folder) not in str(caught.value) and "\n" not in str(caught.value)
    return str(caught.value)


def check(tables, codes=()):
    assert [row.cells for row in tables.rooms] == [
        {"building": "MAIN", "posted_number": "B-1", "number": "0101", "name": "Café"},
        {"building": "MAIN", "posted_number": "", "number": "1E5", "name": "Gym"},
    ]
    assert [row.ref.place for row in tables.rooms] == ["row 2", "row 3"]
    assert tables.present == {"rooms"} and [n.code for n in tables.notices] == list(codes)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_every_csv_reads_the_same(tmp_path, encoding, delimiter):
    write_csv(tmp_path / "rooms.csv", encoding=encoding, delimiter=delimiter)
    check(read(tmp_path), ["table.encoding"] if encoding == "cp1252" else [])


def test_excels_separator_line_is_not_a_row(tmp_path):
    write_csv(tmp_path / "rooms.csv", delimiter=";", head="sep=;\r\n")
    check(read(tmp_path))


def test_a_workbook_reads_the_same(tmp_path):
    write_xlsx(tmp_path / "Rooms.XLSX")
    check(read(tmp_path))


def test_numbers_and_dates_come_as_excel_shows_them(tmp_path):
    values = [101, 101.0, 7, 3.14, 0.1 + 0.2, 1e20, True, dt.date(2026, 8, 12), dt.datetime(2026, 8, 12, 9, 30), None]
    header = [f"c{i}" for i in range(len(values))]
    write_xlsx(tmp_path / "survey.xlsx", [["subject", "fact", *header], ["s", "f", *values]], E2="0000")
    [row] = read(tmp_path).survey
    assert [row.get(c) for c in header] == [
        "101", "101", "0007", "3.14", "0.3", "1e+20", "TRUE", "2026-08-12", "2026-08-12 09:30", ""
    ]  # fmt: skip


def test_quoted_newlines_blank_rows_and_short_rows_keep_their_numbers(tmp_path):
    (tmp_path / "rooms.csv").write_text('number,notes\n\n101,"two\nlines"\n,\n102\n="0103", x \n')
    rows = read(tmp_path).rooms
    assert [(r.get("number"), r.get("notes"), r.ref.place) for r in rows] == [
        ("101", "two\nlines", "row 3"), ("102", "", "row 5"), ("0103", "x", "row 6")
    ]  # fmt: skip


def test_unknown_columns_are_kept_and_cells_without_a_column_are_told(tmp_path):
    (tmp_path / "markers.csv").write_text("kind,Serial  no-1,\nAED,77,lost\nAED,78,,\n")
    tables = read(tmp_path)
    assert tables.markers[0].cells == {"kind": "AED", "serial_no_1": "77"}
    [notice] = tables.notices
    assert notice.code == "table.stray_cells" and notice.ref.place == "row 2" and notice.count == 1


def test_a_sheet_named_like_the_table_is_read_and_the_others_are_told(tmp_path):
    book = Workbook()
    book.active.append(["readme"])
    book.create_sheet("Contacts").append(["role", "name"])
    book["Contacts"].append(["Principal", "A"])
    book.save(tmp_path / "contacts.xlsx")
    tables = read(tmp_path)
    assert tables.contacts[0].get("name") == "A" and [n.code for n in tables.notices] == ["table.sheets"]


def test_a_formula_without_a_result_is_told(tmp_path):
    write_xlsx(tmp_path / "rooms.xlsx", [["number", "name"], ["101", "=A2&A2"]])
    tables = read(tmp_path)
    assert tables.rooms[0].get("name") == "" and "the first in B2" in tables.notices[0].text


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("rooms.csv", b"", "is empty"),
        ("rooms.csv", b"\n\n,,\n", "is empty"),
        ("rooms.csv", b"Number,number\n1,2\n", 'has the column "number" twice'),
        ("rooms.csv", b"building,nummer\nA,1\n", 'has no column "number"; name the column so in the first row (is'),
        ("rooms.csv", b'number\n101\n"102\n103\n', "row 3: cannot be read (unexpected end of data)"),
        ("rooms.csv", b"number\n" + b"x" * 200_000, "row 2: cannot be read (field larger"),
        ("rooms.csv", b"number\n\x81\x8d\n", "in no encoding"),
        ("rooms.csv", b"PK\x03\x04" + bytes(range(256)), "is a workbook, though its name says CSV; save it as"),
        ("rooms.csv", b"\xd0\xcf\x11\xe0" * 200, "is a workbook, though its name says CSV"),
        ("rooms.csv", b"number\n" + b"1\n" * 50_001, "more than 50,000 rows"),
        ("rooms.csv", b"number" + b",x" * 300, "more than 200 columns"),
        ("rooms.xlsx", b"PK not a workbook", "is no .xlsx workbook"),
        ("rooms.xlsx", b"\xd0\xcf\x11\xe0" * 200, "is no .xlsx workbook"),
        ("rooms.xls", b"", "is a spreadsheet that is not read"),
    ],
)
def test_what_cannot_be_used_is_one_sentence(tmp_path, name, content, said):
    (tmp_path / name).write_bytes(content)
    assert said in refuse(tmp_path)


def test_a_table_in_two_formats_is_refused(tmp_path):
    write_csv(tmp_path / "rooms.csv")
    write_xlsx(tmp_path / "rooms.xlsx")
    assert "is there twice, as rooms.csv and rooms.xlsx" in refuse(tmp_path)


def test_other_files_are_no_tables(tmp_path):
    for name in ("~$rooms.xlsx", "rooms.txt", "old rooms.csv", "rooms.csv.bak"):
        (tmp_path / name).write_bytes(b"?")
    assert find_tables(tmp_path) == {} and read(tmp_path).present == frozenset()


def test_a_workbook_that_unpacks_to_far_more_is_refused_unopened(tmp_path):
    with zipfile.ZipFile(tmp_path / "rooms.xlsx", "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/worksheets/sheet1.xml", b" " * 110_000_000)
    assert "unpacks to 110 MB" in refuse(tmp_path)


def test_one_cell_in_the_farthest_corner_costs_nothing(tmp_path):
    book = Workbook()
    book.active.append(["number"])
    book.active.append(["101"])
    book.active["XFD1048576"] = "x"
    book.save(tmp_path / "rooms.xlsx")
    assert len(read(tmp_path).rooms) == 1


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(0, 4000), st.binary(min_size=1, max_size=4))
def test_a_damaged_workbook_is_read_or_refused(tmp_path, at, put):
    path = tmp_path / "rooms.xlsx"
    if not (tmp_path / "good").exists():
        write_xlsx(path)
        path.rename(tmp_path / "good")
    content = bytearray((tmp_path / "good").read_bytes())
    at %= len(content)
    content[at : at + len(put)] = put
    path.write_bytes(content)
    try:
        read(tmp_path)
    except InputError as error:
        assert "\n" not in str(error)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), min_size=1, max_size=6), max_size=5))
def test_any_text_comes_back(tmp_path, cells):
    write_csv(tmp_path / "rooms.csv", [["number", "name"], *[["x", cell] for cell in cells]])
    trimmed = [unicodedata.normalize("NFC", cell).replace("\u00a0", " ").strip() for cell in cells]
    assert [row.get("name") for row in read(tmp_path).rooms] == trimmed


@pytest.mark.parametrize(
    ("table", "wrong", "right"),
    [
        ("openings", "Glasing", "glazing"),
        ("openings", "Door Lock", "lock"),
        ("openings", "glass", "glazing"),
        ("openings", "Photos", "photo"),
        ("markers", "Longitude", "lon"),
        ("markers", "lattitude", "lat"),
        ("markers", "Room No", "room"),
        ("rooms", "Room Name", "name"),
        ("rooms", "ocupants", "occupants"),
        ("contacts", "organization", "organisation"),
        ("survey", "plan_diggest", "plan_digest"),
    ],
)
def test_a_column_that_is_nearly_one_that_is_missing_is_told(tmp_path, table, wrong, right):
    column = {"openings": "door", "markers": "kind", "rooms": "number", "contacts": "role"}.get(table, "subject,fact")
    path = tmp_path / f"{table}.csv"
    path.write_text(f"{column},{wrong}\n", "utf-8")
    (notice,) = read(tmp_path).notices
    assert notice.code == "table.column_misnamed" and notice.ref.place == "row 1"
    assert f'"{right}"' in notice.text
    path.write_text(f"{column},{wrong},{right}\n", "utf-8")
    assert read(tmp_path).notices == ()


def test_columns_that_are_people_s_own_are_left_alone(tmp_path):
    (tmp_path / "rooms.csv").write_text("number,asset_id,floor_area,sort,ceiling,phone\n1,2,3,4,5,6\n", "utf-8")
    (tmp_path / "markers.csv").write_text("kind,maker,serial_no,locked,cabinet,held_by\nAED,A,B,C,D,E\n", "utf-8")
    assert read(tmp_path).notices == ()


@pytest.mark.parametrize("cell", ["=1+1", "=B2", "#N/A", "#REF!", "#DIV/0!"])
def test_a_formula_without_its_result_is_told_with_its_row(tmp_path, cell):
    write_csv(tmp_path / "rooms.csv", [["number", "name"], ["101", "Art"], ["102", cell], ['="0103"', "#1 = #2"]])
    tables = read_tables(tmp_path)
    (notice,) = tables.notices
    assert (notice.code, notice.ref.place, notice.count) == ("table.formula", "row 3", 1) and cell in notice.text
    assert [row.get("number") for row in tables.rooms] == ["101", "102", "0103"]


def test_a_row_that_makes_a_thing_twice_is_told(tmp_path):
    aed = ["AED", "AED, lobby", "101"]
    cameras = [["camera", "", "101"]] * 2
    write_csv(tmp_path / "markers.csv", [["kind", "label", "room"], aed, *cameras, aed])
    write_csv(tmp_path / "rooms.csv", [["number"], ["101"], ["101"]])  # which reconciling tells
    (notice,) = read_tables(tmp_path).notices
    assert (notice.code, notice.ref.place) == ("table.row_twice", "row 5") and "in row 2 and row 5" in notice.text
