"""What leads out of the packet: QR codes, printed codes, links, page labels, georeference, a password."""

from __future__ import annotations

import io
import json
import math
import subprocess
import tempfile
from collections import Counter
from dataclasses import replace
from pathlib import Path

import numpy as np
import pikepdf
import pypdfium2
import pyproj
import pytest
import zxingcpp

from campusmap.carto.badges import badge_letters
from campusmap.carto.codes import CODE_LENGTH, Place, place_codes, qr_text
from campusmap.carto.mark import sheet_place
from campusmap.carto.packet import Packet, lay_out
from campusmap.carto.sheet import Ink, Sheet, Words
from campusmap.model.kit import Kit
from campusmap.model.printing import PacketSettings
from campusmap.render.pdf import render_packet
from campusmap.render.pdf_finish import lock_pdf

DPI = 150
WORDS = "blue door 7"


def read_codes(page: pypdfium2.PdfPage) -> set[str]:
    grey = page.render(scale=DPI / 72).to_pil().convert("L")
    return {code.text for code in zxingcpp.read_barcodes(np.asarray(grey))}


@pytest.mark.parametrize("url", ["", "https://maps.harbor.example.org/demo-school/map.html"])
def test_every_code_decodes_from_the_page_in_grey_and_leads_to_its_place(packet: Packet, kit: Kit, url: str) -> None:
    linked = replace(kit, project=replace(kit.project, packet=PacketSettings(map_url=url)))
    document = pypdfium2.PdfDocument(render_packet(packet, linked, "mono"))
    codes = place_codes(kit.campus)
    try:
        for sheet, page in zip(packet.sheets, document, strict=True):
            places = [sheet_place(sheet, kit), *(Place(spot.kind, spot.id) for spot in sheet.spots)]
            assert read_codes(page) == {qr_text(kit.edition.fingerprint, place, url) for place in places}, sheet.id
            textpage = page.get_textpage()
            words = textpage.get_text_bounded().split()
            textpage.close()
            assert {codes[place] for place in places} <= set(words), sheet.id
    finally:
        document.close()
    assert all(len(code) <= 10 for code in codes.values())
    assert CODE_LENGTH <= 10


def test_every_room_door_and_marker_is_on_its_floors_page(
    document: pypdfium2.PdfDocument, packet: Packet, kit: Kit
) -> None:
    pages: dict[str, list[str]] = {}
    for sheet, page in zip(packet.sheets, document, strict=True):
        textpage = page.get_textpage()
        if sheet.id.startswith("F-"):
            pages.setdefault(sheet.subject, []).extend(textpage.get_text_bounded().split())
        textpage.close()
    shown = {subject for sheet in packet.sheets for subject in sheet.shows if sheet.id.startswith("F-")}
    for building in kit.campus.buildings:
        for floor in building.floors:
            words = set(pages[floor.id])
            assert {s.shown_number for s in floor.spaces} - {""} <= words
            assert {o.shown_number for o in floor.openings if o.exterior} - {""} <= words
    drawn = [m for m in kit.campus.markers if m.floor and m.at is not None and not m.status]
    letters = Counter((m.floor, badge_letters(m.kind, m.label)) for m in drawn)
    for (floor_id, text), count in letters.items():
        assert pages[floor_id].count(text) > count, (floor_id, text)  # each of them, and the legend's
    assert len(letters) > 5
    assert {marker.id for marker in drawn} <= shown


def test_the_index_links_to_the_pages_it_names(pdf: bytes, packet: Packet) -> None:
    with pikepdf.open(io.BytesIO(pdf)) as document:
        numbers = {page.objgen: n for n, page in enumerate(document.pages, 1)}
        index = next(n for n, sheet in enumerate(packet.sheets) if sheet.id == "INDEX")
        links = [a for a in document.pages[index].get("/Annots", []) if a.Subtype == "/Link"]
        wanted = sorted(int(row[-1].text.partition(",")[0].partition("-")[0])
                        for table in packet.sheets[index].tables for row in table.rows)  # fmt: skip
        assert sorted(numbers[_target(document, link)] for link in links) == wanted
        assert str(document.Root.Lang) == "en"
        assert document.Root.MarkInfo.Marked
        assert int(document.Root.PageLabels.Nums[1].St) == 1
        assert len(document.Root.Outlines.First.keys()) > 0


def _target(document: pikepdf.Pdf, link: pikepdf.Object) -> tuple[int, int]:
    there = link.get("/Dest") if "/Dest" in link else link.A.D
    if isinstance(there, pikepdf.String | pikepdf.Name):
        names = pikepdf.NameTree(document.Root.Names.Dests)
        there = names[str(there)]
        there = there.D if isinstance(there, pikepdf.Dictionary) else there
    page: tuple[int, int] = there[0].objgen
    return page


def test_gdal_finds_a_known_door_within_a_metre(pdf: bytes, packet: Packet, kit: Kit, tmp_path: Path) -> None:
    """GDAL, which had no part in writing, says where on the page the door is; the badge's leader starts there."""
    (tmp_path / "packet.pdf").write_bytes(pdf)
    to_lonlat = pyproj.Transformer.from_crs(kit.campus.epsg, 4326, always_xy=True)
    geod = pyproj.Geod(ellps="WGS84")
    seen = 0
    for n, sheet in enumerate(packet.sheets, 1):
        if not sheet.id.startswith("F-") or sheet.window is None:
            continue
        info = subprocess.run(
            ["gdalinfo", "-json", f"PDF:{n}:{tmp_path / 'packet.pdf'}"], check=True, capture_output=True, text=True
        )
        facts = json.loads(info.stdout)
        a, b, c, d, e, f = facts["geoTransform"]
        pixels = facts["size"][0] / (sheet.paper.width * sheet.paper.magnified)
        floor = next(x for building in kit.campus.buildings for x in building.floors if x.id == sheet.subject)
        for door in floor.openings:
            middle = door.line.interpolate(0.5, normalized=True)
            assert kit.campus.north
            na, nb, nc, nd, ne, nf = kit.campus.north.matrix
            x, y = sheet.window.to_page(na * middle.x + nb * middle.y + nc, nd * middle.x + ne * middle.y + nf)
            lon, lat = a + b * x * pixels + c * y * pixels, d + e * x * pixels + f * y * pixels
            _, _, off = geod.inv(lon, lat, *to_lonlat.transform(middle.x, middle.y))
            assert off < 1.0
            seen += 1
    assert seen > 5


def test_a_sheet_that_is_not_placed_has_no_georeference(pdf: bytes, packet: Packet) -> None:
    with pikepdf.open(io.BytesIO(pdf)) as document:
        for sheet, page in zip(packet.sheets, document.pages, strict=True):
            assert ("/VP" in page) == (sheet.window is not None), sheet.id
        unplaced = [sheet for sheet in packet.sheets if sheet.subject == "annex/0" and sheet.id.startswith("F-")]
        assert unplaced
        assert all(sheet.window is None for sheet in unplaced)


def test_scale_bars_measure_right(pdf: bytes, packet: Packet) -> None:
    """Each bar is as long on the page as its label says on the ground, by the viewport's own corners."""
    geod = pyproj.Geod(ellps="WGS84")
    with pikepdf.open(io.BytesIO(pdf)) as document:
        for sheet, page in zip(packet.sheets, document.pages, strict=True):
            if sheet.window is None:
                continue
            x0, _, x1, _ = (float(v) for v in page.VP[0].BBox)
            gpts = [float(v) for v in page.VP[0].Measure.GPTS]
            _, _, wide = geod.inv(gpts[1], gpts[0], gpts[7], gpts[6])
            metres_per_point = wide / (x1 - x0)
            assert metres_per_point / 0.0254 * 72 == pytest.approx(sheet.fact.scale, rel=0.005)
            for points, metres in drawn_bars(sheet):
                assert points * metres_per_point == pytest.approx(metres, rel=0.005), sheet.id


def drawn_bars(sheet: Sheet) -> list[tuple[float, float]]:
    """Return how long each scale bar of a sheet is as drawn, in points, with the metres that its last word claims."""
    items = [item for layer in sheet.layers if layer.name == "panel" for item in layer.items]
    units = {"ft": 0.3048, "m": 1.0}
    bars = []
    for words in (item for item in items if isinstance(item, Words) and item.text.partition(" ")[2] in units):
        number, _, unit = words.text.partition(" ")
        plates = [item.shape.bounds for item in items if isinstance(item, Ink) and item.style == "sheet.plate"]
        x0, _, x1, _ = min(plates, key=lambda b: abs((b[1] + b[3]) / 2 - (words.y - 2.4)) + abs(b[2] - words.x))
        bars.append((x1 - x0, float(number) * units[unit]))
    assert len(bars) == 2, sheet.id
    return bars


def test_a_locked_packet_opens_with_its_password_alone(pdf: bytes, tmp_path: Path) -> None:
    path = tmp_path / "packet.pdf"
    path.write_bytes(pdf)
    lock_pdf(path, WORDS)
    with pytest.raises(pikepdf.PasswordError):
        pikepdf.open(path)
    with pikepdf.open(path, password=WORDS) as document:
        assert document.encryption.R == 6
        assert document.encryption.bits == 256
        assert len(document.pages) > 5
    with pytest.raises(pypdfium2.PdfiumError):
        pypdfium2.PdfDocument(path)


def test_the_file_says_nothing_of_who_made_it(pdf: bytes) -> None:
    with pikepdf.open(io.BytesIO(pdf)) as document:
        texts = [str(value) for value in document.docinfo.values()] + [
            bytes(document.Root.Metadata.read_bytes()).decode()
        ]
        home = str(Path.home())
        assert not any(home in text or tempfile.gettempdir() in text for text in texts)
        assert "/Author" not in document.docinfo


def test_pages_have_the_size_of_their_paper(kit: Kit) -> None:
    settings = PacketSettings(paper="a3", sheets=("campus",), poster="a1")
    packet = lay_out(kit.campus, replace(kit.project, packet=settings), kit.analysis)
    for sheets, size in ((packet.sheets, (420, 297)), (packet.poster, (840, 594))):
        document = pypdfium2.PdfDocument(render_packet(Packet(packet.name, sheets), kit))
        try:
            for page in document:
                for points, millimetres in zip(page.get_size(), size, strict=True):
                    assert math.isclose(points / 72 * 25.4, millimetres, abs_tol=0.5)
        finally:
            document.close()
