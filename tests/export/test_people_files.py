"""Rows, shapes and keys that people keep: only what a change touches is written, and nobody's word is overwritten."""

from __future__ import annotations

import csv
import io
import json
import tomllib
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from campusmap.errors import ConflictError, InputError
from campusmap.export.people_features import merge_features
from campusmap.export.people_keys import merge_keys
from campusmap.export.people_rows import merge_table
from campusmap.model.edit import Change, invert

PATH = Path("markers.csv")
LINES = [
    "Kind;Label;Meine Spalte;building;room",
    "AED;erster;  bleibt  ;A;101",
    "# nur eine Bemerkung;;;;",
    'AED;zweiter;"mit; und ""Zeichen""";A;102',
    "",
    "KEY_BOX;Tresor;;A;",
]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("line_end", ["\r\n", "\n"])
@pytest.mark.parametrize("last", ["", "\n"])
def test_only_the_cells_of_a_change_are_written(encoding: str, line_end: str, last: str) -> None:
    text = line_end.join(LINES).replace("Tresor", "Trésor") + (line_end if last else "")
    seen = {"kind": "AED", "label": "zweiter", "room": "102"}
    done, made = merge_table(PATH, text.encode(encoding), [Change("markers", seen, {**seen, "label": "neu"}, 4)])
    assert done.decode("utf-16" if encoding == "utf-16" else encoding) == text.replace("zweiter", "neu")
    assert done[:3] == text.encode(encoding)[:3]
    back, _ = merge_table(PATH, done, [invert(made[0])])
    assert back == text.encode(encoding)


@pytest.mark.parametrize("last", ["", "\r\n"])
def test_a_row_that_is_taken_away_comes_back_as_it_was(last: str) -> None:
    lines = [line for line in LINES if line or last]
    content = ("\r\n".join(lines) + last).encode()
    for row, label in ((2, "erster"), (4, "zweiter"), (len(lines), "Tresor")):
        done, made = merge_table(PATH, content, [Change("markers", {"label": label}, None, row)])
        assert done.decode() == "\r\n".join(lines[: row - 1] + lines[row:]) + last
        assert merge_table(PATH, done, [invert(made[0])])[0] == content


def test_a_row_is_found_where_it_stands_now() -> None:
    content = "\n".join([LINES[0], "HYDRANT;neu;;;", *LINES[2:], LINES[1]]).encode()
    seen = {"kind": "AED", "label": "erster", "meine_spalte": "bleibt", "building": "A", "room": "101"}
    done, made = merge_table(PATH, content, [Change("markers", seen, {"label": "eins"}, 2)])
    assert done == content.replace(b"erster", b"eins")
    assert made[0].row == 7


def test_cells_of_others_stay_and_the_same_cell_is_asked_about() -> None:
    content = "\n".join(LINES).replace("zweiter", "umgezogen").encode()
    seen = {"kind": "AED", "label": "zweiter", "building": "A", "room": "102"}
    done, _ = merge_table(PATH, content, [Change("markers", seen, {**seen, "note": "hoch"}, 4)])
    assert b'AED;umgezogen;"mit; und ""Zeichen""";A;102;hoch' in done
    with pytest.raises(ConflictError) as asked:
        merge_table(PATH, content, [Change("markers", seen, {**seen, "label": "meins"}, 4)])
    assert asked.value.now is not None
    assert asked.value.now["label"] == "umgezogen"
    with pytest.raises(ConflictError):
        merge_table(PATH, content, [Change("markers", seen, None, 4)])


def test_a_row_that_is_gone_is_asked_about_and_never_guessed() -> None:
    seen = {"kind": "AED", "label": "dritter", "building": "A", "room": "103"}
    with pytest.raises(ConflictError, match="gone"):
        merge_table(PATH, "\n".join(LINES).encode(), [Change("markers", seen, {**seen, "label": "x"}, 4)])


@pytest.mark.parametrize("text", ['=HYPERLINK("http://x")', "@SUM(1)", "x" * 2001])
def test_what_a_spreadsheet_would_run_is_refused(text: str) -> None:
    with pytest.raises(InputError):
        merge_table(PATH, None, [Change("markers", None, {"kind": "AED", "label": text})])


def test_hostile_cells_stay_in_their_cell() -> None:
    label = 'a";"b\n=c,\x00d\u202e'
    done, _ = merge_table(PATH, None, [Change("markers", None, {"kind": "AED", "label": label})])
    rows = list(csv.DictReader(io.StringIO(done.decode("utf-8-sig"), newline="")))
    assert [row["label"] for row in rows] == ['a";"b\n=c,d\u202e']


def test_a_workbook_takes_cells_and_gives_no_rows_away(tmp_path: Path) -> None:
    book = Workbook()
    for row in (["Kind", "Label", "Mine"], ["AED", "one", 7]):
        book.active.append(row)  # type: ignore[union-attr]
    path = tmp_path / "markers.xlsx"
    book.save(path)
    seen = {"kind": "AED", "label": "one"}
    done, _ = merge_table(path, path.read_bytes(), [Change("markers", seen, {**seen, "label": "uno"})])
    cells = [[c.value for c in row] for row in load_workbook(io.BytesIO(done)).active.iter_rows()]  # type: ignore[union-attr]
    assert cells == [["Kind", "Label", "Mine"], ["AED", "uno", 7]]
    with pytest.raises(InputError, match="moves no rows"):
        merge_table(path, path.read_bytes(), [Change("markers", seen, None, 2)])


SHAPES = (
    '{"name": "mine", "type": "FeatureCollection",\n  "features": [\n   {"type":"Feature", "a":[1,  2]} ,\n'
    '   {"b":  "ü"}\n  ], "x": 1}\n'
)


def test_other_shapes_keep_their_bytes() -> None:
    new = {"type": "Feature", "properties": {"kind": "hard_corner"}}
    added, _ = merge_features(SHAPES.encode(), [Change("overrides.geojson", None, new)])
    assert [f for f in json.loads(added)["features"] if f == new]
    assert added.decode().startswith(SHAPES.split("\n  ],", maxsplit=1)[0])
    assert merge_features(added, [Change("overrides.geojson", new, None)])[0].decode() == SHAPES
    gone, _ = merge_features(SHAPES.encode(), [Change("overrides.geojson", {"b": "ü"}, None)])
    assert json.loads(gone)["features"] == [{"type": "Feature", "a": [1, 2]}]
    first, _ = merge_features(
        SHAPES.encode(), [Change("overrides.geojson", {"type": "Feature", "a": [1, 2]}, {"a": 3})]
    )
    assert json.loads(first) == {**json.loads(SHAPES), "features": [{"a": 3}, {"b": "ü"}]}
    with pytest.raises(ConflictError):
        merge_features(SHAPES.encode(), [Change("overrides.geojson", {"b": "other"}, None)])


@pytest.mark.parametrize(
    "text", ["", "[]", '{"features": 3}', '{"features": [', '{"type": "Feature"}', '{"features": [1]}']
)
def test_what_is_no_collection_of_shapes_is_refused(text: str) -> None:
    with pytest.raises(InputError):
        merge_features(text.encode(), [Change("overrides.geojson", None, {"a": 1})])


PROJECT = """# ours
[campus]   # the school
id = "c"
name = "C"   # keep
main_entrance = { building = "A", door = "1" } # front

[[building]]
id = "A"
main_entrance = '1'  # as posted

[[building]]
  id = "B"
"""


@pytest.mark.parametrize(
    ("place", "before", "after"),
    [
        ("campus", {"building": "A", "door": "1"}, {"building": "B", "door": 'x"y'}),
        ("building A", "1", "2"),
        ("building B", None, "7"),
        ("building A", "1", None),
    ],
)
def test_one_key_changes_and_comments_stay(place: str, before: object, after: object) -> None:
    change = Change("campus.toml", {"main_entrance": before}, {"main_entrance": after}, place=place)
    done, _ = merge_keys(PROJECT.encode(), [change])
    expected = tomllib.loads(PROJECT)
    table = expected["campus"] if place == "campus" else expected["building"]["AB".index(place[-1])]
    table.pop("main_entrance", None)
    if after is not None:
        table["main_entrance"] = after
    assert tomllib.loads(done.decode()) == expected
    kept = [line for line in PROJECT.splitlines() if line.startswith("#") or "keep" in line]
    assert all(line in done.decode() for line in kept)
    assert tomllib.loads(merge_keys(done, [invert(change)])[0].decode()) == tomllib.loads(PROJECT)


def test_a_key_that_somebody_else_changed_is_asked_about() -> None:
    change = Change("campus.toml", {"main_entrance": "9"}, {"main_entrance": "2"}, place="building A")
    with pytest.raises(ConflictError):
        merge_keys(PROJECT.encode(), [change])


def test_a_project_that_cannot_be_edited_is_refused() -> None:
    odd = PROJECT.replace("main_entrance = '1'", "main_entrance = '''1'''")
    change = Change("campus.toml", {"main_entrance": "1"}, {"main_entrance": "2"}, place="building A")
    with pytest.raises(InputError, match="by hand"):
        merge_keys(odd.encode(), [change])


PLACED = """[campus]
id = "c"
[[building]]
id = "A"
[building.placement]   # by hand
method = "control_points"
points = [
    { drawing = [1200.0, 960.0], lonlat = [-95.2137, 41.3482] }, # corner
    { drawing = [4800, 960.0], lonlat = [-95.21269427,41.34787829] },
]
[[building]]
id = "B"
[[building.floor]]
id = "1"
placement = { method = "anchor", lonlat = [-95.2137, 41.3482] }
"""


def test_a_control_point_moves_and_nothing_else() -> None:
    old = {"drawing": [4800, 960.0], "lonlat": [-95.21269427, 41.34787829]}
    change = Change("campus.toml", {"point": old}, {"point": {**old, "lonlat": [-95.0, 41.5]}}, place="placement A")
    done, made = merge_keys(PLACED.encode(), [change])
    assert done.decode() == PLACED.replace("[-95.21269427,41.34787829]", "[-95.0, 41.5]")
    back = merge_keys(done, [invert(made[0])])[0].decode()
    assert tomllib.loads(back) == tomllib.loads(PLACED)
    with pytest.raises(ConflictError):
        merge_keys(done, [change])
