"""What texts are by their look, against a table written by hand."""

from __future__ import annotations

from pathlib import Path

from campusmap.ingest.dxf_text import decode_text
from campusmap.rooms.texts import text_to_kinds

TABLE = Path(__file__).with_name("text_table.txt")
Row = tuple[str, list[tuple[str, str]]]


def read_table() -> list[Row]:
    rows: list[Row] = []
    for line in TABLE.read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            kind, _, texts = line.partition(": ")
            rows += (read_row(kind, text.strip()) for text in texts.split(" | "))
    return rows


def read_row(kind: str, text: str) -> Row:
    if kind != "parts":
        return text, [(kind, decode_text(text))]
    text, _, parts = text.partition(" => ")
    return text, list(zip(("number", "name"), parts.split(" & "), strict=False))


ROWS = read_table()


def test_texts_are_read_as_what_they_are() -> None:
    found = {text: [(kind.value, value) for kind, value in text_to_kinds(decode_text(text))] for text, _ in ROWS}
    assert {text: found[text] for text, expected in ROWS if found[text] != expected} == {}


def test_table_is_long_and_holds_each_kind_and_no_text_twice() -> None:
    assert len(ROWS) >= 500 and len({text for text, _ in ROWS}) == len(ROWS)
    assert {kind for _, parts in ROWS for kind, _ in parts} == {"number", "name", "area", "other", "door"}
