"""The packet as PDF, read back with PDFium, which had no part in writing it."""

from __future__ import annotations

import ctypes
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium
import pytest

from campusmap.carto.packet import Packet, lay_out
from campusmap.carto.sheet import Sheet, Words
from campusmap.model.kit import Kit
from campusmap.model.places import Campus
from campusmap.render.pdf import render_packet, write_packet

LETTER = (792.0, 612.0)


@dataclass(frozen=True)
class Run:
    """One text object: what it says, its box from the lower left corner, the size of its type on the page."""

    text: str
    box: tuple[float, float, float, float]
    size_pt: float
    upright: bool


def text_runs(page: pypdfium2.PdfPage) -> list[Run]:
    textpage = page.get_textpage()
    runs = []
    for item in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT], max_depth=8):
        size = ctypes.c_float()
        pdfium.FPDFTextObj_GetFontSize(item.raw, size)
        length = pdfium.FPDFTextObj_GetText(item.raw, textpage.raw, None, 0)
        buffer = ctypes.create_string_buffer(length)
        pdfium.FPDFTextObj_GetText(item.raw, textpage.raw, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)), length)
        text = buffer.raw[: length - 2].decode("utf-16-le")
        a, b, c, d, *_ = item.get_matrix().get()
        scale = (abs(a * d - b * c)) ** 0.5
        runs.append(Run(text, item.get_bounds(), size.value * scale, abs(b) < 1e-6 or abs(a) < 1e-6))
    textpage.close()
    return [run for run in runs if run.text.strip()]


def page_text(page: pypdfium2.PdfPage) -> str:
    textpage = page.get_textpage()
    text = textpage.get_text_bounded()
    textpage.close()
    return text


def sizes_of(page: pypdfium2.PdfPage, wanted: set[str]) -> list[float]:
    """Return the largest size at which each wanted word stands on a page."""
    textpage, found = page.get_textpage(), []
    for word in sorted(wanted):
        search = textpage.search(word, match_case=True, match_whole_word=True)
        sizes = []
        while (hit := search.get_next()) is not None:
            sizes.append(pdfium.FPDFText_GetFontSize(textpage.raw, hit[0]))
        search.close()
        found += [max(sizes)] if sizes else []
    textpage.close()
    return found


def test_pages_are_letter_landscape_a_sheet_a_page(document: pypdfium2.PdfDocument, packet: Packet) -> None:
    assert len(document) == len(packet.sheets)
    assert {page.get_size() for page in document} == {LETTER}


def test_the_cover_is_read_from_the_schools_name(document: pypdfium2.PdfDocument, kit: Kit) -> None:
    assert " ".join(page_text(document[0]).split()).startswith(kit.campus.name)


def test_every_room_number_is_on_its_floors_page(document: pypdfium2.PdfDocument, packet: Packet, kit: Kit) -> None:
    pages: dict[str, str] = {}
    for sheet, page in zip(packet.sheets, document, strict=True):
        pages[sheet.subject] = pages.get(sheet.subject, "") + page_text(page)
    for building in kit.campus.buildings:
        for floor in building.floors:
            words = pages[floor.id].split()
            assert {s.shown_number for s in floor.spaces if s.shown_number} <= set(words)


def test_type_is_no_smaller_than_promised(document: pypdfium2.PdfDocument, packet: Packet, kit: Kit) -> None:
    floors = {f.id: {s.shown_number for s in f.spaces} - {""} for b in kit.campus.buildings for f in b.floors}
    for sheet, page in zip(packet.sheets, document, strict=True):
        assert min(run.size_pt for run in text_runs(page)) >= 5.99, sheet.id
        sizes = sizes_of(page, floors.get(sheet.subject, set()))
        assert len(sizes) == len(floors.get(sheet.subject, ()))
        assert all(size >= 7.99 for size in sizes), sheet.id


def test_the_facts_tell_the_truth(document: pypdfium2.PdfDocument, packet: Packet) -> None:
    for fact, page in zip(packet.facts, document, strict=True):
        assert min(run.size_pt for run in text_runs(page)) == pytest.approx(fact.smallest_pt, abs=0.01), fact.sheet


def test_no_words_overlap_and_none_leave_the_page(document: pypdfium2.PdfDocument, packet: Packet) -> None:
    for sheet, page in zip(packet.sheets, document, strict=True):
        runs = text_runs(page)
        for run in runs:
            left, bottom, right, top = run.box
            assert 18 <= left < right <= LETTER[0] - 18, (sheet.id, run)
            assert 8 <= bottom < top <= LETTER[1] - 18, (sheet.id, run)
        upright = [run for run in runs if run.upright]
        pairs = [(a, b) for n, a in enumerate(upright) for b in upright[:n] if overlap(a.box, b.box)]
        assert not pairs, (sheet.id, pairs[:3])


def overlap(one: tuple[float, ...], other: tuple[float, ...], slack: float = 0.8) -> bool:
    across = min(one[2], other[2]) - max(one[0], other[0])
    return across > slack and min(one[3], other[3]) - max(one[1], other[1]) > slack


def test_fonts_are_embedded_and_no_other_is_used(document: pypdfium2.PdfDocument) -> None:
    names = set()
    for page in document:
        for item in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT], max_depth=8):
            font = pdfium.FPDFTextObj_GetFont(item.raw)
            assert pdfium.FPDFFont_GetIsEmbedded(font) == 1
            buffer = ctypes.create_string_buffer(200)
            pdfium.FPDFFont_GetBaseFontName(font, buffer, 200)
            names.add(buffer.value.decode().partition("+")[2].partition("-")[0])
    assert names == {"AtkinsonHyperlegibleNext"}


def test_it_is_tagged_titled_and_names_nobody(pdf: bytes, document: pypdfium2.PdfDocument) -> None:
    assert document.get_metadata_value("Title") == "Demo School: responder packet"
    assert document.get_metadata_value("Author") == ""
    assert document.get_metadata_value("CreationDate").startswith("D:20250815")
    assert b"/MarkInfo" in pdf or pdfium.FPDFCatalog_IsTagged(document.raw)
    assert tempfile.gettempdir().encode() not in pdf
    outline = [item.get_title() for item in document.get_toc()]
    assert "Building 1 · Main Building" in outline


def test_the_same_bytes_twice(pdf: bytes, packet: Packet, kit: Kit, tmp_path: Path) -> None:
    [path] = write_packet(packet, kit, tmp_path)
    assert path.read_bytes() == pdf


def test_every_sheet_carries_school_edition_and_stamp(document: pypdfium2.PdfDocument, kit: Kit) -> None:
    for number, page in enumerate(document, 1):
        text = " ".join(page_text(page).split())
        for words in ("Demo School", "00-001", "DRAFT", kit.edition.fingerprint, f"sheet {number} of {len(document)}"):
            assert words in text, (number, words)
        assert "NOT FIELD-VERIFIED" not in text


def test_the_stamp_does_not_move_what_is_drawn(packet: Packet, kit: Kit, document: pypdfium2.PdfDocument) -> None:
    clean = replace(
        kit,
        review=replace(kit.review, findings=()),
        project=replace(kit.project, campus=replace(kit.project.campus, verified=None)),
    )
    other = pypdfium2.PdfDocument(render_packet(packet, clean))
    try:
        assert len(other) == len(document)
        for n in range(len(document)):
            text = page_text(other[n])
            assert "NOT FIELD-VERIFIED" in text
            assert "DRAFT" not in text
            drawn = [{run for run in text_runs(page) if 30 < run.box[1] < 540} for page in (document[n], other[n])]
            assert n == 0 or drawn[0] == drawn[1]
    finally:
        other.close()


HOSTILE = [
    '#read("/etc/passwd")',
    "*bold* $x$ `raw` <label> @ref",
    "</text><script>",
    "\u202eevil\u0000\ud800",
    "x" * 900,
    "教室 Ⅷ Ω Ж",
]


def test_hostile_words_are_printed_and_never_run(kit: Kit) -> None:
    rooms = [space for building in kit.campus.buildings for floor in building.floors for space in floor.spaces]
    names = {space.id: HOSTILE[n % len(HOSTILE)] for n, space in enumerate(rooms)}
    campus = _rename(kit.campus, names)
    campus = replace(
        campus,
        name='#panic("x") ' + HOSTILE[4],
        address=HOSTILE[1],
        contacts=(replace(kit.campus.contacts[0], name=HOSTILE[0]),),
    )
    packet = lay_out(campus, kit.project, kit.analysis)
    document = pypdfium2.PdfDocument(render_packet(packet, replace(kit, campus=campus)))
    try:
        text = " ".join(page_text(page) for page in document)
        assert '#read("/etc/passwd")' in " ".join(text.split())
        assert "root:" not in text
        assert all((fact.overlaps, fact.clipped) == (0, 0) for fact in packet.facts)
    finally:
        document.close()


def _rename(campus: Campus, names: dict[str, str]) -> Campus:
    buildings = tuple(
        replace(
            b, floors=tuple(replace(f, spaces=tuple(replace(s, name=names[s.id]) for s in f.spaces)) for f in b.floors)
        )
        for b in campus.buildings
    )
    return replace(campus, buildings=buildings)


def test_a_sheet_of_words_only(kit: Kit) -> None:
    sheet = Sheet("X", "Title", "Title", "demo", words=(Words("one\ntwo", 100, 100, 9, pitch_pt=11),))
    document = pypdfium2.PdfDocument(render_packet(Packet("x", (sheet,)), kit))
    try:
        one, two = (next(run for run in text_runs(document[0]) if run.text.strip() == word) for word in ("one", "two"))
        assert one.box[1] - two.box[1] == pytest.approx(11, abs=0.5)
        assert pytest.approx(one.box[1], abs=0.6) == 612 - 100
    finally:
        document.close()
