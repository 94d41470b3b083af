"""Typefaces of a project, drawn for the tests and read back with FreeType, which had no part in reading them."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from drawn_typeface import WIDTHS, draw_typeface
from fontTools.ttLib import TTCollection, TTFont
from PIL import ImageFont

from campusmap.errors import InputError
from campusmap.ingest import typeface
from campusmap.ingest.typeface import read_typeface


def test_a_typeface_is_measured_and_gets_a_name_that_is_nobody_elses(tmp_path: Path) -> None:
    read = read_typeface(draw_typeface(tmp_path / "own.ttf"), "own.ttf")
    seen = ImageFont.truetype(io.BytesIO(read.content), 1000, layout_engine=ImageFont.Layout.BASIC)
    assert {chr(code) for code in read.advances} == set(WIDTHS)
    assert all(seen.getlength(char) / 1000 == read.advances[ord(char)] == wide / 1000 for char, wide in WIDTHS.items())
    assert seen.getname() == (read.family, "Regular") and read.family.startswith("Campus ")
    assert read_typeface(tmp_path / "own.ttf", "own.ttf") == read


def test_the_first_typeface_of_a_collection_is_taken(tmp_path: Path) -> None:
    one = draw_typeface(tmp_path / "one.ttf")
    pack = TTCollection()
    pack.fonts = [TTFont(one), TTFont(draw_typeface(tmp_path / "two.ttf", family="Another"))]
    pack.save(tmp_path / "pack.ttc")
    assert read_typeface(tmp_path / "pack.ttc", "pack.ttc").advances == read_typeface(one, "one.ttf").advances


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"wOF2" + bytes(60), "typeface.format"),
        (b"<svg>", "typeface.format"),
        (b"", "typeface.format"),
        (b"OTTO" + bytes(8), "typeface.damaged"),
        (b"ttcf\x00\x01\x00\x00\xff\xff\xff\xff", "typeface.damaged"),
        (b"\x00\x01\x00\x00" + b"\xff" * 400, "typeface.damaged"),
    ],
)
def test_what_is_no_typeface_is_refused_in_one_sentence(tmp_path: Path, content: bytes, code: str) -> None:
    (tmp_path / "x.ttf").write_bytes(content)
    with pytest.raises(InputError) as refused:
        read_typeface(tmp_path / "x.ttf", "x.ttf")
    assert refused.value.code == code
    assert "[packet] fonts" in str(refused.value)


def test_a_typeface_that_is_cut_short_is_refused_wherever_it_is_cut(tmp_path: Path) -> None:
    whole = draw_typeface(tmp_path / "own.ttf").read_bytes()
    for length in range(4, len(whole) - 4, 97):
        (tmp_path / "cut.ttf").write_bytes(whole[:length])
        with pytest.raises(InputError) as refused:
            read_typeface(tmp_path / "cut.ttf", "cut.ttf")
        assert refused.value.code == "typeface.damaged", length


def test_what_may_not_be_embedded_is_too_large_or_is_not_there_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = []
    for path in (draw_typeface(tmp_path / "shut.ttf", embedding=2), tmp_path / "none.ttf"):
        with pytest.raises(InputError) as refused:
            read_typeface(path, path.name)
        found.append(refused.value.code)
    assert read_typeface(draw_typeface(tmp_path / "view.ttf", embedding=8), "view.ttf").advances
    monkeypatch.setattr(typeface, "MAX_BYTES", 100)
    with pytest.raises(InputError) as refused:
        read_typeface(tmp_path / "view.ttf", "view.ttf")
    assert [*found, refused.value.code] == ["typeface.restricted", "typeface.unreadable", "typeface.too_large"]
