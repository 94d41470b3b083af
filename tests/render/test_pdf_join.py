"""Pages that were set alone and joined, read back with qpdf, which had no part in writing them."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest

from campusmap.carto.packet import Packet
from campusmap.carto.paper import LETTER
from campusmap.carto.sheet import Cell, Sheet, Table, Words
from campusmap.kept import kept_by
from campusmap.model.codec import decode, encode
from campusmap.model.kit import Kit
from campusmap.render.pdf import render_packet

TRAPS = ("12 0 R", "(U1x0y0)", "/ID(U1x0y0)", "a ) b ( c \\", "/StructParent 3", "stream\nendstream\nendobj")

# In a process of its own, in which no page was set yet; the second packet is set after the first, as a poster is.
SHARED = """
import hashlib, os, sys
sys.path.insert(0, "tests")
from demo_campus import demo_kit
from campusmap.carto.packet import Packet
from campusmap.carto.sheet import Sheet
from campusmap.pipeline.forks import share_work
from campusmap.render import pdf
from campusmap.shared import shared_by

took, recall = [], pdf._recall_page
pdf._recall_page = lambda *about: os.write(1, b"%d\\n" % os.getpid()) and recall(*about)
kit, packet = demo_kit(), Packet("x", tuple(Sheet(f"S{n}", f"S{n}", f"S{n}", "demo") for n in range(12)))
alone = len(sys.argv) > 1
with shared_by(None if alone else share_work):
    for _ in range(2):
        print(hashlib.sha256(pdf.render_packet(packet, kit)).hexdigest(), flush=True)
"""


def open_pdf(pdf: bytes) -> pikepdf.Pdf:
    document = pikepdf.open(io.BytesIO(pdf))
    assert document.check_pdf_syntax() == []
    return document


def marks_of(page: pikepdf.Page | pikepdf.Object) -> list[int]:
    """List the numbers of the marked content of a page or form, in the order of drawing."""
    found = []
    for operands, operator in pikepdf.parse_content_stream(page):
        if str(operator) == "BDC" and isinstance(operands[1], pikepdf.Dictionary) and "/MCID" in operands[1]:
            found.append(int(operands[1].MCID))
    return found


def elements(root: pikepdf.Object) -> Iterator[pikepdf.Object]:
    """Yield the elements of a structure in the order of reading, each before those that it holds."""
    for kid in root.get("/K", ()):
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            assert kid.P.objgen == root.objgen
            yield kid
            yield from elements(kid)


def test_marked_content_and_structure_lead_to_one_another(pdf: bytes) -> None:
    document = open_pdf(pdf)
    tree = pikepdf.NumberTree(document.Root.StructTreeRoot.ParentTree)
    held = {each.objgen for each in elements(document.Root.StructTreeRoot)}
    for page in document.pages:
        leaves = list(tree[int(page.obj.StructParents)])
        marks = marks_of(page)
        assert sorted(marks) == list(range(len(leaves)))
        for mark in marks:
            assert leaves[mark].objgen in held
            assert leaves[mark].Pg.objgen == page.obj.objgen
            assert mark in [kid for kid in leaves[mark].K if isinstance(kid, int)]
        stamp = page.obj.Resources.XObject.Stamp
        stamped = list(tree[int(stamp.StructParents)])
        assert sorted(marks_of(stamp)) == list(range(len(stamped)))
        for mark, leaf in enumerate(stamped):
            assert leaf.objgen in held
            assert [(kid.Stm.objgen, kid.Pg.objgen, kid.MCID) for kid in leaf.K if mark == kid.MCID] == [
                (stamp.objgen, page.obj.objgen, mark)
            ]
        for link in page.obj.get("/Annots", ()):
            assert any(kid.get("/Obj").objgen == link.objgen for kid in tree[int(link.StructParent)].K
                       if isinstance(kid, pikepdf.Dictionary))  # fmt: skip


def test_heads_of_tables_are_found_by_ids_of_their_own(pdf: bytes) -> None:
    document = open_pdf(pdf)
    root = document.Root.StructTreeRoot
    named = {str(each.ID): each.objgen for each in elements(root) if "/ID" in each}
    listed = [str(name) for name in list(root.IDTree.Names)[::2]]
    assert listed == sorted(set(listed))
    assert set(listed) == set(named) != set()
    wanted = {str(head) for each in elements(root) if each.S == "/TD" for a in each.A for head in a.get("/Headers", ())}
    assert wanted <= set(named)


def test_bookmarks_and_links_lead_to_the_sheets_that_they_name(pdf: bytes, packet: Packet) -> None:
    document = open_pdf(pdf)
    places = {page.obj.objgen: n for n, page in enumerate(document.pages, 1)}
    with document.open_outline() as outline:
        assert [places[item.destination[0].objgen] for item in outline.root] == list(range(1, len(packet.sheets) + 1))
    links = [link for page in document.pages for link in page.obj.get("/Annots", ())]
    named = [(int(re.fullmatch(r"page (\d+)", str(link.Contents))[1]), link) for link in links]  # type: ignore[index]
    led = [(n, places[link.Dest[0].objgen]) for n, link in named if n <= len(places)]
    assert led
    assert all(n == place for n, place in led)


def test_what_people_wrote_is_no_part_of_the_file_s_own_language(kit: Kit) -> None:
    rows = tuple((Cell(trap), Cell("2")) for trap in TRAPS)
    table = Table(60, 120, (200, 60), ("Name", "Sheet"), rows, (14.0,) * len(rows), 8, 10, 16)
    words = (Words(TRAPS[3], 60, 80, 12, role="h1"),)
    sheets = tuple(Sheet(name, TRAPS[0], TRAPS[0], "demo", words=words, tables=(table,)) for name in "XY")
    document = open_pdf(render_packet(Packet("x", sheets), kit))
    titles = [str(each.T) for each in elements(document.Root.StructTreeRoot) if "/T" in each]
    assert titles.count(TRAPS[3]) == titles.count(TRAPS[0]) == len(sheets)


def test_a_kept_page_gives_the_same_bytes_and_a_changed_one_is_set_again(kit: Kit) -> None:
    kept: dict[str, str] = {}
    made: list[str] = []

    def keep(step: str, _: str, made_from: object, make: object) -> object:
        key = f"{step} {made_from}"
        if key not in kept:
            made.append(step)
            kept[key] = encode(make())  # type: ignore[operator]
        return decode(kept[key])

    def packet(text: str) -> Packet:
        texts = ("one", text, "three é ﬁ")
        return Packet("x", tuple(Sheet(t, t, t, "demo", words=(Words(t, 90, 90, 9),), paper=LETTER) for t in texts))

    with kept_by(keep):
        first = render_packet(packet("two"), kit)
        assert made.count("page") == 3
        assert render_packet(packet("two"), kit) == first
        changed = render_packet(packet("other"), kit)
        assert made.count("page") == 4
    assert first == render_packet(packet("two"), kit)
    assert changed == render_packet(packet("other"), kit) != first


def test_pages_have_their_typefaces_in_common(pdf: bytes) -> None:
    document = open_pdf(pdf)
    fonts = {font.objgen for page in document.pages for font in page.obj.Resources.Font.values()}
    assert len(fonts) < len(document.pages)


@pytest.mark.parametrize("count", [1, 2])
def test_a_packet_of_few_pages(count: int, kit: Kit) -> None:
    sheets = tuple(Sheet(f"S{n}", f"S{n}", f"S{n}", "demo") for n in range(count))
    assert len(open_pdf(render_packet(Packet("x", sheets), kit)).pages) == count


@pytest.mark.skipif(sys.platform != "linux", reason="a platform without fork")
def test_pages_set_by_copies_are_the_same_and_no_copy_waits_for_a_setter_s_threads() -> None:
    root = Path(__file__).resolve().parents[2]
    shared, alone = (
        subprocess.run([sys.executable, "-c", SHARED, *more], cwd=root, capture_output=True, text=True, check=True)
        for more in ((), ("alone",))
    )
    said = [set(run.stdout.split()) for run in (shared, alone)]
    digests = [{word for word in words if len(word) == 64} for words in said]
    assert len(digests[0]) == 1
    assert digests[0] == digests[1]
    assert [len(words) - 1 for words in said] >= [min(2, len(os.sched_getaffinity(0))), 1]  # processes that set pages
