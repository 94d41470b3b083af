"""Pages that were set alone, laid under the stamps of a packet: one PDF, whichever of the pages were kept.

The stamps are a whole document already, a page a sheet. Each becomes a form, which is drawn over the page's own content
with its own typefaces and marks (ISO 32000-2, 8.10 and 14.7.5.2); to the document's structure come those of the pages.
"""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, cast

from pikepdf import Array, Dictionary, Name, Object, ObjectStreamMode, OutlineItem, Page, Pdf, Stream, String

LINK: Final = "sheet:"  # begins what a link to a sheet is handed to the page setter as
_REFERENCE: Final = re.compile(rb"(\d+) 0 R")


@dataclass(frozen=True, slots=True)
class SetPage:
    """A page that was set: the last of a PDF, and what is drawn with on it by kind and name, each with its digest."""

    pdf: bytes
    resources: tuple[tuple[str, str, str], ...]


def take_page(pdf: Path) -> SetPage:
    """Return the last page of a PDF, with ids in its structure that no other page has.

    A file is read in a third of the time that the same bytes in memory take, which are asked for through Python.
    """
    with Pdf.open(pdf) as alone:
        resources = tuple((kind, name, _fingerprint(each, alone)) for kind, name, each in _resources(alone))
        names = _ids(alone)
        if not names:
            return SetPage(pdf.read_bytes(), resources)
        own = hashlib.sha256(alone.pages[-1].Contents.read_raw_bytes()).hexdigest()[:12]
        alone.Root.StructTreeRoot.IDTree.Names = _flat((String(own + str(name)), head) for name, head in names)
        for each in alone.objects:
            if isinstance(each, Dictionary) and each.get("/S") in ("/TH", "/TD"):
                _mark_ids(each, own)
        del alone.pages[:-1]
        return SetPage(_save(alone), resources)


def _resources(alone: Pdf) -> Iterator[tuple[str, str, Object]]:
    """Yield what is drawn with on the last page, such as typefaces, by kind and name."""
    for kind, named in alone.pages[-1].Resources.items():
        for name, each in named.items() if isinstance(named, Dictionary) else ():
            yield kind, name, each


def _mark_ids(cell: Object, own: str) -> None:
    """Begin a cell's id, and those of the heads that it names, with what is its page's own."""
    if "/ID" in cell:
        cell.ID = String(own + str(cell.ID))
    for about in cell.A:
        if "/Headers" in about:
            about.Headers = Array([String(own + str(each)) for each in about.Headers])


def join_pages(stamps: Path, pages: Sequence[SetPage], viewports: Sequence[Dictionary | None]) -> bytes:
    """Return the document of ``stamps`` with a page and a viewport under each; the same bytes for the same input.

    Pages are written beside ``stamps`` to be read.
    """
    with ExitStack() as opened:
        packet = opened.enter_context(Pdf.open(stamps))
        joined = _Joined(packet)
        for place, (page, viewport) in enumerate(zip(pages, viewports, strict=True)):
            path = stamps.with_name(f"page-{place}.pdf")
            path.write_bytes(page.pdf)
            joined.lay_under(place, opened.enter_context(Pdf.open(path)), page, viewport)
        joined.finish()
        packet.Root.PageLabels = Dictionary(Nums=Array([0, Dictionary(S=Name.D, St=1)]))
        return _save(packet)


class _Joined:
    """A document of stamps that gets a page under each."""

    def __init__(self, packet: Pdf) -> None:
        self._packet = packet
        self._tree = packet.Root.StructTreeRoot
        self._document = self._tree.K[0]
        self._stamped = _parents(packet)
        self._draw_stamp = packet.make_stream(b"/Stamp Do")
        self._resources: dict[str, Object] = {}
        self._tops: list[Object] = []
        self._keys: list[Object] = []
        self._ids: list[tuple[Object, Object]] = []
        self._links: list[Object] = []
        self._bookmarks: list[OutlineItem] = []

    def lay_under(self, place: int, alone: Pdf, known: SetPage, viewport: Dictionary | None) -> None:
        """Lay a page under the stamp at a place."""
        stamp, page = self._packet.pages[place].obj, self._copy_page(alone, known)
        own = self._packet.copy_foreign(alone.Root.StructTreeRoot.K[0])
        self._add_keys(alone, page)
        self._tops += [*own.K, *self._draw(stamp, page)]
        self._ids += [(name, self._packet.copy_foreign(head)) for name, head in _ids(alone)]
        if viewport is not None:
            page.VP = Array([viewport])
        self._packet.pages[place] = Page(page)
        with alone.open_outline() as outline:
            self._bookmarks += [_move(item, place) for item in outline.root]

    def _copy_page(self, alone: Pdf, known: SetPage) -> Object:
        """Copy a page, which has what is alike, such as typefaces, in common with the pages before."""
        page = self._packet.copy_foreign(alone.pages[-1].obj)
        for kind, name, digest in known.resources:
            mine = page.Resources[kind]
            mine[name] = self._resources.setdefault(digest, mine[name])
        return page

    def _add_keys(self, alone: Pdf, page: Object) -> None:
        """Say of a page's content, and of its links, to which elements of the structure they belong."""
        parents, before = _parents(alone), alone.pages[-1].obj
        page.StructParents = self._key(self._packet.copy_foreign(parents[before.StructParents]))
        for link, was in zip(page.get("/Annots", ()), before.get("/Annots", ()), strict=True):
            link.StructParent = self._key(self._packet.copy_foreign(parents[was.StructParent]))
            self._links.append(link)

    def _key(self, belongs_to: Object) -> int:
        self._keys.append(belongs_to)
        return len(self._keys) - 1

    def _draw(self, stamp: Object, page: Object) -> list[Object]:
        """Draw a stamp on a page as a form; return the elements of the form's content."""
        elements, form = self._stamped[stamp.StructParents], stamp.Contents
        looks = {"Type": Name.XObject, "Subtype": Name.Form, "BBox": stamp.MediaBox, "Resources": stamp.Resources}
        for name, value in (looks | {"StructParents": self._key(elements)}).items():
            form[f"/{name}"] = value
        if "/XObject" not in page.Resources:
            page.Resources.XObject = Dictionary()
        page.Resources.XObject.Stamp = form
        page.Contents = Array([page.Contents, self._draw_stamp])
        for each in elements:
            each.Pg = page
            each.K = Array([Dictionary(Type=Name.MCR, Pg=page, Stm=form, MCID=mark) for mark in each.K])
        return list(elements)

    def finish(self) -> None:
        """Let links, bookmarks and structure lead to the pages."""
        self._lead_links()
        for each in self._tops:
            each.P = self._document
        self._document.K = Array(self._tops)
        self._tree.ParentTree = Dictionary(Nums=_flat(enumerate(self._keys)))
        self._tree.ParentTreeNextKey = len(self._keys)
        if self._ids:
            self._tree.IDTree = Dictionary(Names=_flat(sorted(self._ids, key=lambda pair: str(pair[0]))))
        with self._packet.open_outline() as outline:
            outline.root[:] = self._bookmarks

    def _lead_links(self) -> None:
        """Let each link lead to the upper left corner of the sheet it names, or nowhere if there is no such sheet."""
        pages = [page.obj for page in self._packet.pages]
        for link in self._links:
            number = int(str(link.A.URI).removeprefix(LINK))
            del link.A
            link.Contents = String(f"page {number}")
            if number <= len(pages):
                target = pages[number - 1]
                link.Dest = Array([target, Name.XYZ, 0, target.MediaBox[3], 0])


def _parents(document: Pdf) -> dict[Any, Object]:
    """Return the structure's elements by the keys of the content that belongs to them."""
    return dict(_pairs(document.Root.StructTreeRoot.ParentTree.Nums))


def _ids(document: Pdf) -> list[tuple[Any, Object]]:
    """Return the ids of a structure's elements, with these."""
    tree = document.Root.StructTreeRoot
    return _pairs(tree.IDTree.Names) if "/IDTree" in tree else []


def _pairs(array: Object) -> list[tuple[Any, Object]]:
    flat = list(array)
    return list(zip(flat[::2], flat[1::2], strict=True))


def _flat(pairs: Iterable[tuple[Any, Object]]) -> Array:
    return Array([each for pair in pairs for each in pair])


def _move(item: OutlineItem, place: int) -> OutlineItem:
    """Return a page's bookmark, with those below it, as one of the page at a place."""
    _, _, left, top, _ = cast("Array", item.destination)
    moved = OutlineItem(item.title, place, "XYZ", left=float(left), top=float(top))
    moved.children = [_move(each, place) for each in item.children]
    moved.is_closed = True
    return moved


def _fingerprint(each: Object, document: Pdf) -> str:
    """Return the digest of an object and all that it refers to."""
    drawn = isinstance(each, Stream)
    text = (each.stream_dict if drawn else each).unparse(resolved=True)
    below = [_fingerprint(document.get_object(int(number), 0), document) for number in _REFERENCE.findall(text)]
    text = _REFERENCE.sub(b"", text) + "".join(below).encode("ascii")
    return hashlib.sha256(text + (each.read_raw_bytes() if drawn else b"")).hexdigest()


def _save(document: Pdf) -> bytes:
    out = io.BytesIO()
    document.save(out, deterministic_id=True, fix_metadata_version=False, object_stream_mode=ObjectStreamMode.generate)
    return out.getvalue()
