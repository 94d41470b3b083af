"""Old code pages, and files that lie about theirs."""

from __future__ import annotations

from pathlib import Path

import ezdxf
import pytest

from campusmap.ingest.dxf import read_plan
from campusmap.ingest.dxf_encoding import find_encoding, page_encoding

# Code page -> (Python's name for it, what a room is called)
PAGES = {
    "ANSI_1250": ("cp1250", "Świetlica č. 5"), "ANSI_1251": ("cp1251", "Класс 12"),
    "ANSI_1252": ("cp1252", "Büro ñ"),
    "ANSI_1253": ("cp1253", "Αίθουσα 3"), "ANSI_1254": ("cp1254", "Sınıf 4"), "ANSI_932": ("cp932", "教室１０１"),
    "ANSI_936": ("gbk", "教室 101"), "ANSI_949": ("cp949", "교실 101"), "ANSI_950": ("cp950", "教室 101"),
    "ANSI_1361": ("johab", "교실 101"), "dos850": ("cp850", "Büro"), "DOS437": ("cp437", "Büro"),
    "iso8859-2": ("iso8859-2", "Sala ćw."),
    "gb2312": ("gbk", "实验室"), "mac-roman": ("mac-roman", "Büro"),
}  # fmt: skip


def write(path: Path, version: str, page: str, encoding: str, *texts: str | bytes) -> Path:
    """Write a drawing whose header states ``page``, with texts of its own in ``encoding``."""
    doc = ezdxf.new("R2000")
    for k in range(len(texts)):
        doc.modelspace().add_text(f"@{k}@", dxfattribs={"layer": "A-AREA-IDEN"})
    doc.saveas(path)
    data = path.read_bytes().replace(b"ANSI_1252", page.encode()).replace(b"AC1015", version.encode())
    for k, text in enumerate(texts):
        data = data.replace(f"@{k}@".encode(), text if isinstance(text, bytes) else text.encode(encoding))
    path.write_bytes(data)
    return path


@pytest.mark.parametrize("page", PAGES)
def test_code_pages(tmp_path: Path, page: str) -> None:
    encoding, text = PAGES[page]
    plan = read_plan(write(tmp_path / "plan.dxf", "AC1015", page, encoding, text), name="plan.dxf")
    assert ([label.text for label in plan.labels], plan.notices) == ([text], ())


def test_utf8_from_2007_on_whatever_the_code_page(tmp_path: Path) -> None:
    texts = ("Świetlica", "Классы", "教室")
    plan = read_plan(write(tmp_path / "plan.dxf", "AC1021", "ANSI_936", "utf-8", *texts), name="plan.dxf")
    assert (tuple(label.text for label in plan.labels), plan.notices) == (texts, ())


@pytest.mark.parametrize("page", ["ANSI_1252", "ANSI_936"])
def test_utf8_in_an_old_file_is_told_from_its_bytes(tmp_path: Path, page: str) -> None:
    texts = ("Büro für Lehrer", "Świetlica żółta", "Übungsräume")
    plan = read_plan(write(tmp_path / "plan.dxf", "AC1015", page, "utf-8", *texts), name="plan.dxf")
    assert tuple(label.text for label in plan.labels) == texts
    assert [n.code for n in plan.notices] == ["dxf.encoding"]


def test_code_page_in_a_new_file_is_told_from_its_bytes(tmp_path: Path) -> None:
    texts = ("Büro", "Übung", "café")
    plan = read_plan(write(tmp_path / "plan.dxf", "AC1024", "ANSI_1252", "cp1252", *texts), name="plan.dxf")
    assert tuple(label.text for label in plan.labels) == texts
    assert [n.code for n in plan.notices] == ["dxf.encoding"]


def test_mixed_encodings_lose_only_what_cannot_be_told(tmp_path: Path) -> None:
    path = write(tmp_path / "plan.dxf", "AC1024", "ANSI_1252", "utf-8", "Świetlica żółta", b"Caf\xe9")
    plan = read_plan(path, name="plan.dxf")
    assert [label.text for label in plan.labels] == ["Świetlica żółta", "Caf\ufffd"]
    assert [n.code for n in plan.notices] == ["dxf.text_repaired"]


def test_unknown_code_pages_are_windows_1252() -> None:
    assert page_encoding({"$DWGCODEPAGE": "klingon"}) == page_encoding({}) == "cp1252"
    assert find_encoding({"$DWGCODEPAGE": "dos999"}, b"\xe9")[0] == "cp1252"
