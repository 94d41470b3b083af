"""A campus whose every text attacks something: the whole kit is built, and nothing in it runs, breaks or escapes."""

from __future__ import annotations

import csv
import json
import os
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import ezdxf
import pypdfium2
import pytest

from campusmap.pipeline.inspect import examine_drawing
from campusmap.pipeline.inspect_pictures import picture_svg, stage_pictures

ROOT = Path(__file__).resolve().parents[2]
SECRET = "TOP-SECRET-4711"
PROOF = str(7 * 191)  # appears where a template was carried out
PLAN = "plan & {{7*191}} #read $x$ 'q' ünï 雪.dxf".replace("*", "x")  # an asterisk is no file name on Windows

# What a drawing, a table and a settings file can all hold.
TEXTS = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</script><script>alert(2)</script>",
    "{{7*191}}",
    "{% raw %}{{7*191}}",
    "${7*191}",
    "`x` ${7*191} `y`",
    '#read("secret.txt")',
    "#(7*191) #{7*191} $7*191$",
    "*bold* _it_ $x$ @ref <label>",
    "// note /* open",
    "= head == - list + enum / term",
    "=1+1",
    "+1 555 0100",
    "@SUM(A1)",
    "-2+3",
    "&amp;&lt;b&gt;",
    "__proto__",
    "constructor",
    "../../../etc/passwd",
    "%s %d {0} {name}",
    "NaN",
    "null",
    "W" * 300,
)
# What only a drawing can hold, in its own escapes, and what is left of it: Arabic, Thai and Chinese, a turned
# direction, a lone surrogate, a null, a bell, an emoji in two halves.
ESCAPED = (
    ("\\U+0645\\U+062F\\U+0631\\U+0633\\U+0629", "مدرسة"),
    ("\\U+0E2B\\U+0E49\\U+0E2D\\U+0E07", "ห้อง"),
    ("\\U+6559\\U+5BA4", "教室"),
    ("\\U+202Eevil\\U+202C", "evil"),
    ("lone \\U+D800 half", "half"),
    ("nul \\U+0000 \\U+0007 bell", "bell"),
    ("fire \\U+D83D\\U+DD25", "fire"),
    ("%%c12 %%d \\\\ ^J", "12"),
)
ALL = (*TEXTS, *(text for text, _ in ESCAPED))
COLUMNS, SIDE_M = 6, 5.0


def draw_plan(path: Path) -> None:
    """Draw a room for each text, numbered from 101, with doors, hostile layers, blocks and attributes."""
    document = ezdxf.new("R2010", units=ezdxf.units.M)
    space = document.modelspace()
    for index in range(len(ALL)):
        x, y = (index % COLUMNS) * SIDE_M, (index // COLUMNS) * SIDE_M
        room = [(x, y), (x + SIDE_M, y), (x + SIDE_M, y + SIDE_M), (x, y + SIDE_M)]
        space.add_lwpolyline(room, close=True, dxfattribs={"layer": "ROOMS {{7x191}} LAYERTEXT"})
        space.add_text(str(101 + index), height=0.3, dxfattribs={"layer": "LABELS"}).set_placement((x + 1, y + 3))
        space.add_text(f"TEXT{index:02}", height=0.2, dxfattribs={"layer": "LABELS"}).set_placement((x + 1, y + 2))
    block = document.blocks.new("BLOCK ${7} {{7x191}}")
    block.add_attdef("TAG", (0, 0))
    insert = space.add_blockref(block.name, (2, 2), dxfattribs={"layer": "FURN LAYERTEXT"})
    insert.add_attrib("TAG", "TEXT00", (2, 2))
    document.saveas(path)
    drawn = path.read_text("utf-8").replace("LAYERTEXT", "<img src=x onerror=alert(3)>")
    for index, text in enumerate(ALL):
        drawn = drawn.replace(f"TEXT{index:02}", text)
    path.write_text(drawn, "utf-8")


def write_table(path: Path, columns: str, rows: list[tuple[str, ...]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([columns.split(), *rows])


def write_folder(folder: Path) -> None:
    (folder / "secret.txt").write_text(SECRET)
    draw_plan(folder / PLAN)
    quoted = {name: json.dumps(text) for name, text in zip("abcdefgh", TEXTS, strict=False)}
    (folder / "campus.toml").write_text(
        """[campus]
id = "hostile"
name = {a}
address = {h}
handling = {d}
[layers]
room = ["ROOMS*"]
label = ["LABELS"]
[[building]]
id = "main"
number = "1"
name = {b}
radio_name = {e}
address = {c}
preplan = {{ construction = {h}, roof = {b}, hazards = {f} }}
placement = {{ method = "anchor", lonlat = [-84.3, 39.9], drawing = [0, 0], bearing_deg = 10.0 }}
[[building.floor]]
id = "1"
name = {g}
ordinal = 0
plan = {plan}
units = "m"
""".format(**quoted, plan=json.dumps(PLAN)),
        "utf-8",
    )
    numbers = [(str(101 + index), text) for index, text in enumerate(TEXTS)]
    write_table(
        folder / "rooms.csv", "building floor number posted_number name aliases notes",
        [("1", "1", number, text[:20] if int(number) % 2 else "", text, text, text) for number, text in numbers],
    )  # fmt: skip
    write_table(
        folder / "markers.csv", "kind label building floor room x y drawing serial",
        [("AED", text, "1", "1", number, "", "", "", text) for number, text in numbers]
        + [(text, text, "1", "1", number, "", "", "../../../etc/passwd", text) for number, text in numbers],
    )  # fmt: skip
    write_table(folder / "contacts.csv", "role name organisation phone radio", [(text,) * 5 for text in TEXTS])
    write_table(folder / "recipients.csv", "agency role copy delivered_on edition", [(t, t, "1", "", t) for t in TEXTS])


@pytest.fixture(scope="module")
def kit(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the kit of the hostile campus."""
    home = tmp_path_factory.mktemp("hostile")
    folder = home / "campus"
    folder.mkdir()
    write_folder(folder)
    before = {path.name for path in folder.iterdir()}
    done = subprocess.run(
        [sys.executable, "-m", "campusmap", "build", folder, "-o", home / "kit", "--issued", "2026-03-04"],
        cwd=folder, env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 1, done.stderr
    assert {path.name for path in folder.iterdir()} == before
    assert sorted(path.name for path in home.iterdir()) == ["campus", "kit"]
    return home / "kit"


def test_files_keep_their_names(kit: Path) -> None:
    names = {path.relative_to(kit).as_posix() for path in kit.rglob("*") if path.is_file()}
    assert {name for name in names if name.startswith("markup/")} == {"markup/plan_7x191_read_x_q_uni.dxf"}
    assert {name for name in names if not name.startswith(("geojson/", "markup/", "resgrid/"))} == {
        "map.html", "packet.pdf", "findings.html", "findings.json", "findings.csv", "rooms.csv", "doors.csv",
        "markers.csv", "campus.gpkg", "campus.kmz", "tak.zip", "imdf.zip", "ng911.gpkg", "rooms.dxf", "osm.geojson",
        "resgrid.geojson", "manifest.json",
    }  # fmt: skip


def test_markup_is_a_sound_drawing(kit: Path) -> None:
    (path,) = (kit / "markup").iterdir()
    document = ezdxf.readfile(path)
    assert not document.audit().has_errors
    assert {layer.dxf.name for layer in document.layers} <= {
        "0", "Defpoints", "CAMPUSMAP-ERROR", "CAMPUSMAP-WARNING", "CAMPUSMAP-NOTE", "CAMPUSMAP-GENERAL",
    }  # fmt: skip
    notes = document.modelspace().query("MTEXT")
    assert len(notes) > 1 and all(SECRET not in note.plain_text() for note in notes)


def test_pictures_of_the_drawing_are_only_shapes_and_words(tmp_path: Path) -> None:
    draw_plan(tmp_path / "plan.dxf")
    found = examine_drawing(tmp_path / "plan.dxf")
    for svg in (picture_svg(found), *stage_pictures(found).values()):
        tags = {node.tag.rpartition("}")[2] for node in ElementTree.fromstring(svg).iter()}
        assert tags <= {"svg", "title", "rect", "path", "text"}


def test_nothing_is_carried_out(kit: Path) -> None:
    for path in kit.rglob("*"):
        if path.suffix in {".html", ".json", ".csv", ".geojson"}:
            assert SECRET not in path.read_text("utf-8-sig"), path


@pytest.mark.parametrize("name", ["map.html", "findings.html"])
def test_no_page_runs_anything(kit: Path, browser: Any, name: str) -> None:
    context = browser.new_context(offline=True)
    page, heard = context.new_page(), []
    page.on("dialog", lambda dialog: (heard.append(dialog.message), dialog.dismiss()))
    page.on("pageerror", lambda error: heard.append(str(error)))
    page.on("console", lambda said: heard.append(said.text) if said.type in ("error", "warning") else None)
    page.on("request", lambda request: heard.append(request.url) if request.url.startswith("http") else None)
    page.goto((kit / name).as_uri())
    page.wait_for_timeout(500)
    shown = page.inner_text("body")
    assert "<script>alert(1)</script>" in page.title() + shown
    assert page.locator("img[src=x]").count() == 0
    assert PROOF not in shown
    assert heard == []
    context.close()


@pytest.mark.parametrize("text", ["{{7*191}}", '"><img src=x', "__proto__", "#read("])
def test_map_finds_and_shows_the_text_itself(kit: Path, browser: Any, text: str) -> None:
    context = browser.new_context(offline=True)
    page = context.new_page()
    page.goto((kit / "map.html").as_uri())
    page.fill("input[type=search], input[type=text]", text)
    page.wait_for_timeout(300)
    assert text in page.inner_text("body")
    context.close()


def test_packet_prints_the_texts_themselves(kit: Path) -> None:
    document = pypdfium2.PdfDocument(kit / "packet.pdf")
    printed = "".join(page.get_textpage().get_text_bounded() for page in document)
    flat = "".join(printed.split())
    document.close()
    assert SECRET not in flat
    assert PROOF not in flat
    for text in ("<script>alert(1)</script>", "{{7*191}}", '#read("secret.txt")', "*bold*_it_$x$@ref", "=1+1"):
        assert text in flat, text


def test_tables_hold_no_formula(kit: Path) -> None:
    for path in kit.glob("*.csv"):
        with path.open(encoding="utf-8-sig", newline="") as file:
            for row in csv.reader(file):
                risky = [cell for cell in row if cell.lstrip(" ").startswith(("=", "+", "-", "@", "\t", "\r"))]
                assert [cell for cell in risky if not _is_number(cell)] == [], path


def _is_number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return True


def test_layers_can_be_read(kit: Path) -> None:
    spaces = json.loads((kit / "geojson" / "spaces.geojson").read_text("utf-8"))["features"]
    names = {feature["properties"]["name"] for feature in spaces}
    assert {'"><img src=x onerror=alert(1)>', "=1+1", '#read("secret.txt")'} <= names
    with sqlite3.connect(kit / "campus.gpkg") as database:
        assert len(database.execute("SELECT id FROM spaces").fetchall()) == len(spaces)
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    database.close()


def test_letters_of_other_scripts_arrive(kit: Path) -> None:
    table = (kit / "rooms.csv").read_text("utf-8-sig")
    for _, left in ESCAPED:
        assert left in table, left
    assert not any(letter in table for letter in ("\x00", "\x07", "\ud800"))


def test_every_drawn_text_is_a_room(kit: Path) -> None:
    with (kit / "rooms.csv").open(encoding="utf-8-sig", newline="") as file:
        numbers = {row["number"] for row in csv.DictReader(file)}
    assert {str(101 + index) for index in range(len(ALL))} <= numbers
