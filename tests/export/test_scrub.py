"""A scrubbed drawing has the fault of the drawing it was made from, and nothing of its names and places."""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import ezdxf
import pytest

from campusmap.errors import InputError
from campusmap.export.scrub import scrub_dxf
from campusmap.export.scrub_words import Words
from campusmap.ingest.dxf import read_plan

NAMES = (
    "Quillfeather",
    "Zanzibar",
    "MARZIPAN",
    "Okapi",
    "Wombat",
    "Tapioca",
    "Yodel",
    "Kumquat",
    "Gherkin",
    "Fandango",
)
ROOT = Path(__file__).resolve().parents[2]
PLANS = sorted((ROOT / "sample_campuses").glob("*/plans/*.dxf"))


@pytest.fixture(autouse=True)
def same_drawing_each_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let ezdxf write no time of day: new words are chosen by the bytes, and one in some thousands holds a name."""
    monkeypatch.setattr(ezdxf.options, "write_fixed_meta_data_for_testing", True)


def named_drawing(version: str = "R2010") -> ezdxf.document.Drawing:
    """Draw a room at a state plane's coordinates, with a name wherever a drawing can hold one."""
    document = ezdxf.new(version, units=6)
    space = document.modelspace()
    document.header["$PROJECTNAME"] = NAMES[0]
    document.header.custom_vars.append(NAMES[1], NAMES[2])
    document.layers.add(f"A-WALL-{NAMES[3]}")
    document.layers.add(f"A-AREA-IDEN-{NAMES[3]}")
    document.styles.add(NAMES[4], font=f"{NAMES[5]}.ttf")
    document.appids.add(NAMES[6])
    block = document.blocks.new(f"{NAMES[7]}_DOOR", base_point=(729000.5, 4510000.5))
    block.add_line((729000.5, 4510000.5), (729001.5, 4510000.5))
    x, y = 729_512.125, 4_510_317.375
    wall = space.add_lwpolyline([(x, y), (x + 9, y), (x + 9, y + 7), (x, y + 7)], close=True)
    wall.dxf.layer = f"A-WALL-{NAMES[3]}"
    wall.set_xdata(NAMES[6], [(1000, f"drawn by {NAMES[8]}"), (1010, (x, y, 0)), (1040, 4510317.375)])
    space.add_blockref(f"{NAMES[7]}_DOOR", (x + 3, y), dxfattribs={"layer": f"A-WALL-{NAMES[3]}"})
    on = {"layer": f"A-AREA-IDEN-{NAMES[3]}", "style": NAMES[4]}
    space.add_text(f"{NAMES[9]} 4711", height=0.3, dxfattribs=on).set_placement((x + 4, y + 3))
    space.add_mtext(rf"{{\f{NAMES[5]}|b0;{NAMES[8]}}}\P4712 %%d", dxfattribs={**on, "insert": (x + 4, y + 4)})
    space.add_circle((-x, y), 0.4, dxfattribs={"extrusion": (0, 0, -1)})
    space.add_image(document.add_image_def(f"C:\\{NAMES[1]}\\plan.png", (10, 10)), (x, y), (1, 1))
    return document


def to_bytes(document: ezdxf.document.Drawing, kind: str = "asc") -> bytes:
    stream: Any = io.StringIO() if kind == "asc" else io.BytesIO()
    document.write(stream, fmt=kind)
    return stream.getvalue().encode("utf-8") if kind == "asc" else stream.getvalue()


def with_comment(data: bytes) -> bytes:
    return b"999\nby Quillfeather of Zanzibar\n" + data


def cut(data: bytes) -> bytes:
    return data[: len(data) * 3 // 4]


def misspell(data: bytes) -> bytes:
    return data.replace(b"\nENTITIES\n", b"\nENTITES\n")


def lose_line(data: bytes) -> bytes:
    at = data.index(b"\nLWPOLYLINE\n", data.index(b"\nENTITIES\n"))
    return data[:at] + b"\nQuillfeather 4510317.375" + data[at:]


def wrong_encoding(data: bytes) -> bytes:
    return data.replace(b"4711", b"Caf\xe9 47")


def comma(data: bytes) -> bytes:
    return re.sub(rb"(\n 10\n7295\d\d)\.(\d+)\n", rb"\1,\2\n", data, count=1)


def unitless(data: bytes) -> bytes:
    return re.sub(rb"\$INSUNITS\n 70\n\d+", b"$INSUNITS\n 70\n0", re.sub(rb"\n +70\n", b"\n 70\n", data))


FAULTS: tuple[Callable[[bytes], bytes], ...] = (
    with_comment, cut, misspell, lose_line, wrong_encoding, comma, unitless,
)  # fmt: skip


def outcome(data: bytes, folder: Path) -> tuple[Any, ...]:
    """Return what the reader says of a drawing: codes and roles, or the sentence without names."""
    path = folder / "x.dxf"
    path.write_bytes(data)
    try:
        plan = read_plan(path, name="x.dxf")
    except InputError as error:
        return re.sub(r'"[^"]*"|\d+', "", error.problem), error.fix
    roles = Counter(layer.role.value for layer in plan.layers)
    return Counter(notice.code for notice in plan.notices), roles, len(plan.strokes), len(plan.labels)


def coordinates(data: bytes) -> set[str]:
    """Return the numbers of a text file that only a place can be: seven digits or more."""
    return {found.decode() for found in re.findall(rb"\d{5,}\.\d+", data) if float(found) > 7e5}


def assert_nothing_left(data: bytes, scrubbed: bytes) -> None:
    assert [name for name in NAMES if name.lower().encode() in scrubbed.lower()] == []
    assert not re.search(rb"(?<!\d)471[12](?!\d)", scrubbed)  # room numbers; times and ids have digits in plenty
    assert not {number for number in coordinates(data) if number.encode() in scrubbed}
    assert b"4510317" not in scrubbed
    assert b"729512" not in scrubbed


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.__name__)
def test_fault_stays_and_names_and_places_go(fault: Callable[[bytes], bytes], tmp_path: Path) -> None:
    data = fault(to_bytes(named_drawing()))
    scrubbed = scrub_dxf(data, "x.dxf")
    assert coordinates(data)
    assert_nothing_left(data, scrubbed)
    assert outcome(scrubbed, tmp_path) == outcome(data, tmp_path)
    assert scrub_dxf(data, "x.dxf") == scrubbed


@pytest.mark.parametrize("version", ["R12", "R2000", "R2018"])
@pytest.mark.parametrize("kind", ["asc", "bin"])
def test_versions_and_binary_files(version: str, kind: str, tmp_path: Path) -> None:
    document = ezdxf.new(version, units=6) if version == "R12" else named_drawing(version)
    if version == "R12":
        document.modelspace().add_text("Quillfeather 4711").set_placement((729512.125, 4510317.375))
        document.modelspace().add_line((729512.125, 4510317.375), (729522.125, 4510317.375), {"layer": "Zanzibar"})
    data = to_bytes(document, kind)
    scrubbed = scrub_dxf(data, "x.dxf")
    assert_nothing_left(data if kind == "asc" else b"", scrubbed)
    if kind == "bin":
        assert len(scrubbed) == len(data)
        assert __import__("struct").pack("<d", 4510317.375) not in scrubbed
    assert outcome(scrubbed, tmp_path) == outcome(data, tmp_path)


def test_shapes_and_blocks_stay_where_they_were_to_one_another(tmp_path: Path) -> None:
    data = to_bytes(named_drawing())
    shapes = []
    for text in (data, scrub_dxf(data, "x.dxf")):
        (tmp_path / "x.dxf").write_bytes(text)
        plan = read_plan(tmp_path / "x.dxf", name="x.dxf")
        points = [point for stroke in plan.strokes for point in stroke.points]
        shapes.append([(round(x - points[0][0], 3), round(y - points[0][1], 3)) for x, y in points])
    assert shapes[0] == shapes[1]
    assert len(shapes[0]) > 10


def said_words(data: bytes) -> set[bytes]:
    """Return the words of four letters or more that a text file's texts say, by a reader of its own."""
    lines = [line.strip() for line in data.split(b"\n")]
    found, kind = set(), b""
    for code, value in zip(lines[::2], lines[1::2], strict=False):
        kind = value if code == b"0" else kind
        if code == b"1" and kind in {b"TEXT", b"MTEXT", b"ATTRIB"}:
            found |= {word.lower() for word in re.findall(rb"[A-Za-z]{4,}", re.sub(rb"\\[fp][^;]*;", b"", value))}
    return found


@pytest.mark.parametrize("path", PLANS[-6:], ids=lambda path: f"{path.parents[1].name} {path.stem}")
def test_samples_keep_their_notices_and_lose_every_word(path: Path, tmp_path: Path) -> None:
    data = path.read_bytes()
    scrubbed = scrub_dxf(data, path.name)
    words = said_words(data)
    assert len(words) > 5
    assert words & said_words(scrubbed) == set()
    assert outcome(scrubbed, tmp_path) == outcome(data, tmp_path)


def test_names_of_other_scripts_go_and_stay_apart() -> None:
    names = [name.encode() for name in ("стены", "двери", "办公甲", "办公乙", r"\U+0391\U+0392", r"\U+0393\U+0392")]
    names += ["окна".encode("cp1251"), "пола".encode("cp1251")]
    words = Words(b"key")
    given = [words.scrub_name(name) for name in names]
    assert len({*given, *names}) == 2 * len(names)
    assert [len(name) for name in given] == [len(name) for name in names]
    assert [name.decode() for name in given[:6]]  # UTF-8 stays UTF-8
    assert all(re.fullmatch(rb"(\\U\+[0-9A-F]{4}){2}", name) for name in given[4:6])


@pytest.mark.full
def test_real_and_broken_drawings_keep_their_outcome(real_data: Path, tmp_path: Path) -> None:
    folders = ("aspose_bad_dxf", "dxf_app_broken", "acadsharp_versions", "gdal_autotest_dxf", "ezdxf_integration")
    paths = [
        path for name in folders for path in sorted((real_data / name).rglob("*.dxf")) if path.stat().st_size < 3e6
    ]
    # Heights of flat shapes in a tilted plane that state none cannot be moved along with it.
    tilted = {"additional-entities.dxf", "ocs2wcs2.dxf"}
    odd = []
    for path in paths:
        data = path.read_bytes()
        if path.name not in tilted and outcome(scrub_dxf(data, path.name), tmp_path)[:2] != outcome(data, tmp_path)[:2]:
            odd.append(path.name)
    assert len(paths) > 40
    assert odd == []


@pytest.mark.parametrize("data", [b"AC1032" + bytes(100), b"PK\x03\x04" + bytes(100)])
def test_what_is_no_dxf_is_refused(data: bytes) -> None:
    with pytest.raises(InputError):
        scrub_dxf(data, "x.dxf")
