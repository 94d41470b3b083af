"""Texts: decoding, boxes, and what happens to them in blocks."""

from __future__ import annotations

import math
from pathlib import Path

import ezdxf
import pyogrio
import pytest
from ezdxf.document import Drawing
from ezdxf.enums import MTextEntityAlignment, TextEntityAlignment

from campusmap.ingest.dxf import read_plan
from campusmap.ingest.dxf_text import clean_text, decode_mtext, decode_text
from campusmap.model.plan import Label, Plan


def read(doc: Drawing, folder: Path, encoding: str | None = None) -> Plan:
    path = folder / "plan.dxf"
    doc.saveas(path, encoding=encoding)
    return read_plan(path, name="plan.dxf")


@pytest.mark.parametrize(
    ("raw", "plain"),
    [
        (r"{\fArial|b0|i0;Room}\P101", "Room\n101"),
        (r"\pxqc;Kitchen", "Kitchen"),
        (r"\A1;\C1;101", "101"),
        (r"\C1red", "red"),
        (r"\H0.7x;Lab\~2", "Lab 2"),
        (r"3{\H0.7x;\S1/2;}\"", '3 1/2\\"'),
        (r"\S1^ 2;", " 1/2"),
        (r"m\S2^;", "m2"),
        (r"\S5#8;", " 5/8"),
        (r"25.4 m{\H0.7x;\S2^;}", "25.4 m2"),
        (r"{\fSimSun|b0|i0|c134|p2;\U+6559\U+5BA4} 201", "\u6559\u5ba4 201"),
        (r"\pi-2,l2,t2;\pxqc;{\C7;\c255;ART\P\Ltwo\l}\N3", "ART\ntwo\n3"),
        (r"\Ftxt.shx;{\fArial|b1|i0|c0|p34;B}\fArial|b0|i0;204", "B204"),
        (r"C:\projects\new", r"C:\projects\new"),
        (r"%%c10 90%%d %%p1", "\u230010 90\u00b0 \u00b11"),
        (r"\LStairs\l", "Stairs"),
        (r"a\\b \{x\}", r"a\b {x}"),
        (r"caf\U+00e9", "caf\u00e9"),
        (r"\M+18BB3\M+18EBA", "\u6559\u5ba4"),
        (r"A^IB^J2", "A B\n2"),
        (r"\W0.8;\T1.1;\Q15;101", "101"),
    ],
)
def test_multi_line_codes(raw: str, plain: str) -> None:
    assert decode_mtext(raw) == plain


@pytest.mark.parametrize(
    ("raw", "plain"),
    [
        ("%%uROOM 101%%u", "ROOM 101"),
        ("45%%d", "45\u00b0"),
        ("%%c20", "\u230020"),
        ("%%065", "A"),
        ("100%%%", "100%"),
        (r"\U+0042\U+0031", "B1"),
        (r"C:\path", r"C:\path"),
    ],
)
def test_single_line_codes(raw: str, plain: str) -> None:
    assert decode_text(raw) == plain


def test_texts_are_cleaned() -> None:
    assert clean_text(" B1\u202e01\x07 ") == ("B101", True)
    assert clean_text("Caf\udce9") == ("Caf\ufffd", True)
    assert clean_text("e\u0301tage  2") == ("\u00e9tage 2", False)


def test_undecodable_bytes_are_noticed(tmp_path: Path) -> None:
    doc = ezdxf.new("R2010")
    doc.modelspace().add_text("CafXX")
    doc.modelspace().add_text("Świetlica żółta")
    path = tmp_path / "plan.dxf"
    doc.saveas(path)
    path.write_bytes(path.read_bytes().replace(b"CafXX", b"Caf\xe9\xff"))
    plan = read_plan(path, name="plan.dxf")
    assert plan.labels[0].text == "Caf\ufffd\ufffd"
    assert [n.code for n in plan.notices] == ["dxf.text_repaired"]


@pytest.mark.parametrize(("version", "page"), [("R12", "cp1250"), ("R2000", "cp1251"), ("R2004", "gbk")])
def test_old_code_pages(tmp_path: Path, version: str, page: str) -> None:
    text = {"cp1250": "Ložnice č. 5", "cp1251": "Класс 12", "gbk": "教室 101"}[page]
    doc = ezdxf.new(version)
    doc.encoding = page
    doc.modelspace().add_text(text, dxfattribs={"layer": "A-AREA-IDEN"})
    assert read(doc, tmp_path).labels[0].text == text


ALIGNMENTS = {
    TextEntityAlignment.LEFT: (0.5, 0.5),
    TextEntityAlignment.CENTER: (0.0, 0.5),
    TextEntityAlignment.RIGHT: (-0.5, 0.5),
    TextEntityAlignment.TOP_LEFT: (0.5, -0.5),
    TextEntityAlignment.MIDDLE: (0.0, 0.0),
    TextEntityAlignment.MIDDLE_CENTER: (0.0, 0.0),
    TextEntityAlignment.MIDDLE_RIGHT: (-0.5, 0.0),
    TextEntityAlignment.BOTTOM_CENTER: (0.0, 0.5),
}


@pytest.mark.parametrize("alignment", list(ALIGNMENTS))
@pytest.mark.parametrize("rotation", [0.0, 30.0])
def test_text_boxes_follow_the_alignment(tmp_path: Path, alignment: TextEntityAlignment, rotation: float) -> None:
    doc = ezdxf.new()
    doc.modelspace().add_text("1234", height=2, rotation=rotation).set_placement((10, 20), align=alignment)
    (label,) = read(doc, tmp_path).labels
    across, up = ALIGNMENTS[alignment]
    assert (label.width, label.height, label.rotation_deg) == pytest.approx((4.8, 2, rotation))
    assert to_local(label, (10, 20)) == pytest.approx((across * 4.8, up * 2), abs=1e-6)


def to_local(label: Label, anchor: tuple[float, float]) -> tuple[float, float]:
    """Return the box centre seen from the anchor along the text's own axes."""
    dx, dy, angle = label.x - anchor[0], label.y - anchor[1], math.radians(label.rotation_deg)
    return dx * math.cos(angle) + dy * math.sin(angle), dy * math.cos(angle) - dx * math.sin(angle)


def test_fitted_text_lies_between_its_points(tmp_path: Path) -> None:
    doc = ezdxf.new()
    doc.modelspace().add_text("101", height=1).set_placement((0, 0), (6, 0), align=TextEntityAlignment.FIT)
    (label,) = read(doc, tmp_path).labels
    assert (label.x, label.y, label.width) == pytest.approx((3, 0.5, 6))


@pytest.mark.parametrize(("point", "across", "up"), [(1, 0.5, -0.5), (5, 0, 0), (9, -0.5, 0.5), (8, 0, 0.5)])
def test_multi_line_boxes(tmp_path: Path, point: int, across: float, up: float) -> None:
    doc = ezdxf.new()
    text = doc.modelspace().add_mtext("Room\\P1012", dxfattribs={"char_height": 3})
    text.set_location((5, 6), attachment_point=MTextEntityAlignment(point))
    (label,) = read(doc, tmp_path).labels
    assert label.text == "Room\n1012"
    assert (label.width, label.height) == pytest.approx((4 * 1.8, 3 + 5))
    assert (label.x, label.y) == pytest.approx((5 + across * label.width, 6 + up * label.height))


@pytest.mark.parametrize(("flags", "across", "up"), [(0, 0.5, 0.5), (2, -0.5, 0.5), (4, 0.5, -0.5), (6, -0.5, -0.5)])
@pytest.mark.parametrize("rotation", [0.0, 90.0, 200.0])
def test_backward_and_upside_down_texts(tmp_path: Path, flags: int, across: float, up: float, rotation: float) -> None:
    doc = ezdxf.new()
    text = doc.modelspace().add_text("1234", height=2, rotation=rotation, dxfattribs={"width": 0.5})
    text.dxf.insert, text.dxf.text_generation_flag = (10, 20), flags
    (label,) = read(doc, tmp_path).labels
    assert (label.width, label.height) == pytest.approx((2.4, 2))
    assert to_local(label, (10, 20)) == pytest.approx((across * 2.4, up * 2), abs=1e-6)


def test_texts_in_nested_and_mirrored_blocks(tmp_path: Path) -> None:
    doc = ezdxf.new()
    inner = doc.blocks.new("INNER")
    inner.add_text("12", height=1, dxfattribs={"layer": "0"}).set_placement((2, 0), align=TextEntityAlignment.MIDDLE)
    inner.add_attdef("FIXED", (0, 0), "LAB", dxfattribs={"flags": 2, "layer": "A-AREA-IDEN", "height": 1})
    inner.add_attdef("OPEN", (0, 0), "DEFAULT")
    doc.blocks.new("OUTER").add_blockref("INNER", (1, 0), dxfattribs={"rotation": 90})
    doc.modelspace().add_blockref("OUTER", (10, 0), dxfattribs={"layer": "A-AREA-IDEN", "xscale": -2, "yscale": 2})
    labels = {label.text: label for label in read(doc, tmp_path).labels}
    assert set(labels) == {"12", "LAB"}
    label = labels["12"]
    assert (label.x, label.y, label.height) == pytest.approx((8, 4, 2))
    assert (label.layer, label.block, labels["LAB"].tag) == ("A-AREA-IDEN", "INNER", "FIXED")


def test_multi_line_attributes(tmp_path: Path) -> None:
    doc = ezdxf.new("R2018")
    doc.blocks.new("TAG")
    insert = doc.modelspace().add_blockref("TAG", (0, 0))
    attribute = insert.add_attrib("ROOM", "", (0, 0))
    attribute.set_mtext(doc.modelspace().add_mtext("Lab\\P{\\C1;203}"))
    attribute.dxf.flags = 1
    doc.modelspace().delete_entity(doc.modelspace()[-1])
    plan = read(doc, tmp_path)
    assert plan.inserts[0].attributes == {"ROOM": "Lab\n203"}
    assert [(label.text, label.tag) for label in plan.labels] == [("Lab\n203", "ROOM")]


def test_mirrored_ocs_texts(tmp_path: Path) -> None:
    doc = ezdxf.new()
    text = doc.modelspace().add_text("7", height=1, dxfattribs={"extrusion": (0, 0, -1)})
    text.set_placement((-5, 3), align=TextEntityAlignment.MIDDLE_CENTER)
    (label,) = read(doc, tmp_path).labels
    assert (label.x, label.y) == pytest.approx((5, 3))


def test_constant_attributes_are_drawn_with_every_insert(tmp_path: Path) -> None:
    doc = ezdxf.new()
    tag = doc.blocks.new("TAG")
    tag.add_attdef("KIND", (0, 1), "ROOM", dxfattribs={"flags": 2})
    tag.add_attdef("NUMBER", (0, 0), "000")
    for x, number in ((0, "101"), (9, "102")):
        doc.modelspace().add_blockref("TAG", (x, 0)).add_attrib("NUMBER", number, (x, 0))
    texts = sorted((label.text, label.tag) for label in read(doc, tmp_path).labels)
    assert texts == [("101", "NUMBER"), ("102", "NUMBER"), ("ROOM", "KIND"), ("ROOM", "KIND")]


def test_columns_of_one_text_are_one_text(real_data: Path) -> None:
    """The other reader, GDAL, keeps the code for the break between columns and lists old files' columns one by one."""
    for name in ("mtext_columns_R2018.dxf", "mtext_columns_R2007.dxf"):
        path = real_data / "ezdxf_integration" / name
        frame = pyogrio.read_dataframe(path, columns=["Text"], read_geometry=False)
        theirs = "".join("".join(text.replace("\\N", " ").split()) for text in frame.Text.dropna())
        ours = ["".join(label.text.split()) for label in read_plan(path, name=name).labels]
        assert len(ours) == 3 and sorted("".join(ours)) == sorted(theirs)
