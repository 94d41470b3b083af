"""Planned numbers in people's tables and campus.toml: read by other readers, and nothing else changes."""

from __future__ import annotations

import csv
import io
import re
import tomllib
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from openpyxl.styles import Font

from campusmap.errors import InputError
from campusmap.export.planned_csv import Edit, new_csv, plan_csv
from campusmap.export.planned_toml import plan_toml
from campusmap.export.planned_xlsx import plan_xlsx
from campusmap.ingest.tables_csv import read_csv

PLAN = Edit(3, {"posted_number": "107", "posted_on": ""})


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("line_end", ["\r\n", "\n"])
def test_a_table_keeps_everything_but_the_cells_of_the_plan(encoding: str, separator: str, line_end: str) -> None:
    rows = [
        ["Number", "Posted Number", "posted_on", "Ma colonne", "name"],
        ["101", "101", "2025-01-01", "  as it is  ", '"a ""quoted"" name, with; marks"'],
        ["103", "", "x", "café", '"two\nlines"'],
        [""],
        ["105", "", "", "", "Lehrer"],
    ]
    text = line_end.join(separator.join(row) for row in rows)
    planned = plan_csv(text.encode(encoding), "rooms.csv", [PLAN, Edit(None, {"number": "109", "id": "m/1/109"})])
    rows[2][1:3] = ["107", ""]
    rows[0].append("id")
    expected = line_end.join(separator.join(row) for row in [*rows, ["109", "", "", "", "", "m/1/109"]])
    assert planned.decode("utf-16" if encoding == "utf-16" else encoding) == expected
    assert planned[:3] == text.encode(encoding)[:3]


def test_what_excel_wrote_first_stays() -> None:
    content = b"sep=;\r\nnumber;note\r\n101;a\r\n\r\n102;b\r\n\r\n"
    planned = plan_csv(content, "rooms.csv", [Edit(4, {"posted_number": "9"}), Edit(None, {"number": "3"})])
    assert planned == b"sep=;\r\nnumber;note;posted_number\r\n101;a\r\n\r\n102;b;9\r\n3\r\n\r\n"


def test_rows_are_counted_as_the_reader_counts_them(tmp_path: Path) -> None:
    text = 'number,note\n101,"a\nb ""c"" "\n\n102,x"" y\n"1,03",\n'
    path = tmp_path / "rooms.csv"
    path.write_text(text, "utf-8")
    for row, cells in read_csv(path).rows[1:]:
        if cells:
            planned = plan_csv(text.encode(), "rooms.csv", [Edit(row, {"note": "HERE"})])
            back = list(csv.reader(io.StringIO(planned.decode(), newline="")))
            assert [n for n, each in enumerate(back, 1) if "HERE" in each] == [row]
            assert back[row - 1][0] == cells[0]


def test_a_table_that_cannot_hold_the_letters_is_refused_whole() -> None:
    with pytest.raises(InputError, match="cp1252"):
        plan_csv("number,name\n101,caf\xe9\n".encode("cp1252"), "rooms.csv", [Edit(2, {"name": "Ł"})])
    with pytest.raises(InputError, match="row 2"):
        plan_csv(b'number,name\n101,"open\n', "rooms.csv", [Edit(2, {"name": "x"})])


def test_a_new_table_opens_in_excel() -> None:
    made = new_csv(("number", "name"), [{"number": "101", "name": 'Lab "A", wet'}, {"number": "102"}])
    assert made.startswith(b"\xef\xbb\xbf")
    assert list(csv.DictReader(io.StringIO(made.decode("utf-8-sig")))) == [
        {"number": "101", "name": 'Lab "A", wet'}, {"number": "102", "name": ""},
    ]  # fmt: skip


def test_a_workbook_keeps_its_other_sheets_and_looks(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    sheet.title = "rooms"
    for row in (["number", "Posted number", "mine"], ["0101", None, "=1+1"], [103, 103, "x"]):
        sheet.append(row)
    sheet["A1"].font = Font(bold=True)
    sheet["C3"].comment = Comment("ask Ann", "me")
    book.create_sheet("other")["A1"] = "kept"
    book.save(tmp_path / "rooms.xlsx")
    edits = [Edit(2, {"posted_number": "0107", "posted_on": ""}), Edit(None, {"number": "0109"})]
    (tmp_path / "done.xlsx").write_bytes(plan_xlsx(tmp_path / "rooms.xlsx", edits))
    back = load_workbook(tmp_path / "done.xlsx")
    values = [[cell.value for cell in row] for row in back["rooms"].iter_rows()]
    assert values == [
        ["number", "Posted number", "mine", "posted_on"], ["0101", "0107", "=1+1", None], [103, 103, "x", None],
        ["0109", None, None, None],
    ]  # fmt: skip
    assert back["rooms"]["A1"].font.bold and back["rooms"]["C3"].comment.text == "ask Ann"
    assert back["other"]["A1"].value == "kept"


TOML = """# Ours. [[building]] is one house.
[campus]
id = "c"   # never change

[[building]]
  id = "A"          # north
  number = '7'      # on the wall
  name = "[[building]]"
  preplan = { storeys_above = 2 }

  [[building.floor]]
  id = "1"
  ordinal = 0

[[building]]
id = "B"
name = "Annex"
"""


def test_a_buildings_plan_is_a_line_more() -> None:
    done = plan_toml(TOML, {"A": "8", "B": "9"})
    added = [line for line in done.splitlines() if line not in TOML.splitlines()]
    assert added == ['  posted_number = "8"', 'posted_number = "9"']
    assert [line for line in done.splitlines() if line not in added] == TOML.splitlines()
    again = plan_toml(done, {"A": "5"})
    assert '  posted_number = "5"' in again and '"8"' not in again


def test_a_posted_number_becomes_the_buildings_when_the_next_is_planned() -> None:
    posted = TOML.replace("number = '7'", "number = '7'\n  posted_number = \"8\" # new\n  posted_on = 2026-01-02")
    entry = tomllib.loads(plan_toml(posted, {"A": "9"}))["building"][0]
    assert (entry["number"], entry["posted_number"], "posted_on" in entry) == ("8", "9", False)


@pytest.mark.parametrize(
    "text", ['building = [{ id = "A", number = "1" }]\n', TOML.replace("number = '7'", 'number = """7"""')]
)
def test_what_cannot_be_edited_is_left_to_a_person(text: str) -> None:
    posted = text.replace('"""7"""', '"""7"""\n  posted_number = """8"""\n  posted_on = 2026-01-02')
    with pytest.raises(InputError, match=re.escape('posted_number = "3"')):
        plan_toml(posted, {"A": "3"})
