"""Pages that were set alone, laid under the stamps of a packet: one PDF, whichever of the pages were kept.

The stamps are a whole document already, a page a sheet. To each of its pages come the page's own content, structure,
links and bookmarks; objects that are alike, such as typefaces, are written once.
"""

from __future__ import annotations

import hashlib
import re
import zlib
from collections.abc import Sequence
from typing import Final

from campusmap.render.pdf_page import (
    KEY,
    OBJECT,
    SHEET,
    STRUCT_PARENTS,
    Heading,
    SetPage,
    SetterError,
    find,
    list_numbers,
    list_resources,
    mark,
    parent_tree,
    read_written,
    reference,
    references,
)

_STANDS: Final = re.compile("[\ue000\U00010000-\U0010ffff]")
_NAME: Final = re.compile(rb"/([a-z]+\d+)(?= (?:[-.\d]+ Tf|cs|CS|gs|Do|scn|SCN|sh)\b)")
_MARK: Final = re.compile(rb"(?<=/MCID )\d+")
_KIDS: Final = re.compile(rb"(?<=/K\[)[\d ]+(?=\])")
_HEIGHT: Final = re.compile(rb"/MediaBox\[\S+ \S+ \S+ ([^\]]+)\]")
_STAMP: Final = b"s"  # begins the names of a stamp's resources, which would be those of the page's


def join_pages(stamps: bytes, pages: Sequence[SetPage], more: Sequence[str]) -> bytes:
    """Return the document of ``stamps`` with a page under each, and ``more`` in each page's dictionary."""
    joined = _Joined(stamps)
    if len(joined.sheets) != len(pages):
        raise SetterError("there are not as many stamps as pages")
    for number, (page, extra) in enumerate(zip(pages, more, strict=True)):
        joined.add(number, page, extra)
    return joined.finish()


class _Joined:
    """A document that grows by a page at a time; its objects are those of the stamps, then those of the pages."""

    def __init__(self, stamps: bytes) -> None:
        written = read_written(stamps)
        self.texts, self.streams, self.trailer = written.texts, written.streams, written.trailer
        self.catalog = written.find(b"Root")
        self.tree = reference(self.texts[self.catalog], b"StructTreeRoot")
        [self.document] = references(self.texts[self.tree], b"K")
        self.sheets = references(self.texts[reference(self.texts[self.catalog], b"Pages")], b"Kids")
        self.leaves = _list_leaves(self.texts, self.tree, self.sheets)
        self.stamp_tops = _sort_tops(self.texts, self.document)
        self.tops: list[int] = []
        self.linked: list[int] = []
        self.ids: list[tuple[str, int]] = []
        self.headings: list[tuple[Heading, int]] = []
        self._alike: dict[tuple[str, bytes], int] = {}

    def add(self, place: int, page: SetPage, extra: str) -> None:
        """Lay a page under the stamp at a place."""
        sheet = self.sheets[place]
        numbers = {page.page: sheet, page.document: self.document}
        for each, marked, stream in page.shared:
            numbers[each] = self._share(self._fill(marked, place, numbers), stream)
        numbers |= {each: len(self.texts) + n for n, (each, _) in enumerate(page.own, 1)}
        for each, marked in page.own:
            self.texts[numbers[each]] = self._fill(marked, place, numbers).encode("latin-1")
        content = self._add(page.content[0].encode("latin-1"), page.content[1])
        self._move_stamp(sheet, len(page.leaves))
        self._describe(sheet, page, numbers, b"%d 0 R" % content, extra)
        self.leaves[sheet][:0] = [numbers[each] for each in page.leaves]
        self.linked += [numbers[each] for each in page.linked]
        self.tops += [numbers[each] for each in page.tops] + self.stamp_tops.get(sheet, [])
        self.ids += [(f"P{place + 1}{name}", numbers[each]) for name, each in page.ids]
        self.headings += [(heading, sheet) for heading in page.headings]

    def finish(self) -> bytes:
        """Return the document as a file."""
        self._add_structure()
        more = b"/PageLabels<</Nums[0<</S/D/St 1>>]>>"
        if self.headings:
            more += b"/Outlines %d 0 R" % self._add_outline()
        about = re.sub(rb"/Outlines \d+ 0 R", b"", self.texts[self.catalog])
        self.texts[self.catalog] = about.removesuffix(b">>") + more + b">>"
        return _write(self.texts, self.streams, self.trailer)

    def _add(self, text: bytes, stream: bytes = b"") -> int:
        number = len(self.texts) + 1
        self.texts[number] = text
        if stream:
            self.streams[number] = stream
        return number

    def _share(self, text: str, stream: bytes) -> int:
        known = self._alike.get((text, stream))
        if known is None:
            known = self._alike[text, stream] = self._add(text.encode("latin-1"), stream)
        return known

    def _fill(self, marked: str, place: int, numbers: dict[int, int]) -> str:
        """Put into an object's text what its characters stand for."""

        def say(found: re.Match[str]) -> str:
            code = ord(found[0])
            if code >= SHEET:
                return self._lead(code - SHEET - 1)
            if code >= KEY:
                return str(len(self.sheets) + len(self.linked) + code - KEY)
            return f"{numbers[code - OBJECT]} 0 R" if code >= OBJECT else f"P{place + 1}"

        return _STANDS.sub(say, marked)

    def _lead(self, place: int) -> str:
        """Return the destination of a link: the upper left corner of a sheet, nothing where there are not so many."""
        if place >= len(self.sheets):
            return ""
        sheet = self.sheets[place]
        return f"/Dest[{sheet} 0 R/XYZ 0 {find(_HEIGHT, self.texts[sheet]).decode('ascii')} 0]"

    def _move_stamp(self, sheet: int, by: int) -> None:
        """Number the marks in a stamp's content behind those of the page, and name its resources apart from them."""
        number = reference(self.texts[sheet], b"Contents")
        content = zlib.decompress(self.streams[number])
        content = _NAME.sub(rb"/" + _STAMP + rb"\1", content)
        content = _MARK.sub(lambda found: b"%d" % (int(found[0]) + by), content)
        self.streams[number] = zlib.compress(content)
        self.texts[number] = b"<</Length %d/Filter/FlateDecode>>" % len(self.streams[number])
        for leaf in sorted(set(self.leaves[sheet])):
            self.texts[leaf] = _KIDS.sub(lambda found: _move_all(found[0], by), self.texts[leaf])

    def _describe(self, sheet: int, page: SetPage, numbers: dict[int, int], content: bytes, extra: str) -> None:
        """Write a page's dictionary: that of the stamp with what the page has."""
        about = self.texts[sheet]
        stamp = mark(self.texts[reference(about, b"Resources")])
        named = [(kind, name, numbers[ord(where) - OBJECT]) for kind, name, where in page.resources]
        named += [
            (kind, f"{_STAMP.decode()}{name}", ord(where) - OBJECT) for kind, name, where in list_resources(stamp)
        ]
        kinds = {kind: "".join(f"/{name} {n} 0 R" for of, name, n in named if of == kind) for kind, _, _ in named}
        resources = "".join(f"/{kind}<<{listed}>>" for kind, listed in sorted(kinds.items()))
        links = "".join(f"{numbers[each]} 0 R " for each in page.links)
        about = re.sub(rb"/Resources \d+ 0 R", f"/Resources<<{resources}>>".encode("ascii"), about)
        about = re.sub(rb"/StructParents \d+", b"/StructParents %d" % self.sheets.index(sheet), about)
        about = re.sub(rb"/Contents (\d+ 0 R)", rb"/Contents[" + content + rb" \1]", about)
        annots = f"/Annots[{links.rstrip()}]" if links else ""
        self.texts[sheet] = about.removesuffix(b">>") + f"{annots}{extra}>>".encode("latin-1")

    def _add_structure(self) -> None:
        """Write the roots of the structure: what is read in which order, what content belongs to what, and all ids."""
        about = self.texts[self.document]
        self.texts[self.document] = re.sub(rb"/K\[[^\]]*\]", b"/K[%s]" % _list(self.tops), about)
        arrays = [self._add(b"[%s]" % _list(self.leaves[sheet])) for sheet in self.sheets]
        keys = b" ".join(b"%d %d 0 R" % pair for pair in enumerate((*arrays, *self.linked)))
        ids = b"".join(b"(%s)%d 0 R" % (name.encode("ascii"), number) for name, number in sorted(self.ids))
        tree = b"/ParentTree<</Nums[%s]>>/ParentTreeNextKey %d" % (keys, len(arrays) + len(self.linked))
        if ids:
            tree += b"/IDTree<</Names[%s]>>" % ids
        root = re.sub(rb"/ParentTree<<.*?>>|/ParentTreeNextKey \d+|/IDTree<<.*?>>", b"", self.texts[self.tree])
        self.texts[self.tree] = root.removesuffix(b">>") + tree + b">>"

    def _add_outline(self) -> int:
        """Write the bookmarks of all pages; return the number of what holds them."""
        root = self._add(b"")
        items = [(heading, sheet, self._add(b"")) for heading, sheet in self.headings]
        above: list[int] = [root]
        parents, kids = dict[int, int](), dict[int, list[int]]({root: []})
        for heading, _, number in items:
            above = above[: heading.level + 1]
            parents[number] = above[-1]
            kids.setdefault(above[-1], []).append(number)
            above.append(number)
        for heading, sheet, number in items:
            beside = kids[parents[number]]
            at = beside.index(number)
            text = f"<</Parent {parents[number]} 0 R"
            text += f"/Next {beside[at + 1]} 0 R" if at + 1 < len(beside) else ""
            text += f"/Prev {beside[at - 1]} 0 R" if at else ""
            text += f"{_span(kids[number])}/Count -{len(kids[number])}" if number in kids else ""
            text += f"/Title{heading.title}/Dest[{sheet} 0 R{heading.place}]>>"
            self.texts[number] = text.encode("latin-1")
        tops = kids[root]
        self.texts[root] = f"<</Type/Outlines{_span(tops)}/Count {len(tops)}>>".encode("ascii")
        return root


def _list_leaves(texts: dict[int, bytes], tree: int, sheets: list[int]) -> dict[int, list[int]]:
    """Return the elements of each page's content, mark by mark."""
    keys, found = parent_tree(texts[tree]), dict[int, list[int]]()
    for sheet in sheets:
        found[sheet] = list_numbers(texts[keys[int(find(STRUCT_PARENTS, texts[sheet]))]])
    return found


def _sort_tops(texts: dict[int, bytes], document: int) -> dict[int, list[int]]:
    """Return the elements that no other holds, by page."""
    found: dict[int, list[int]] = {}
    for top in references(texts[document], b"K"):
        found.setdefault(reference(texts[top], b"Pg"), []).append(top)
    return found


def _move_all(numbers: bytes, by: int) -> bytes:
    return b" ".join(b"%d" % (int(each) + by) for each in numbers.split())


def _list(numbers: Sequence[int]) -> bytes:
    return b" ".join(b"%d 0 R" % each for each in numbers)


def _span(numbers: Sequence[int]) -> str:
    return f"/First {numbers[0]} 0 R/Last {numbers[-1]} 0 R"


def _write(texts: dict[int, bytes], streams: dict[int, bytes], trailer: bytes) -> bytes:
    """Return objects as a file, with the digest of all as its id: ISO 32000-2, 7.5."""
    pieces, places, at = [b"%PDF-1.7\n%\x80\x80\x80\x80\n"], list[int](), 0
    for number in range(1, len(texts) + 1):
        at += len(pieces[-1])
        places.append(at)
        stream = b"\nstream\n%s\nendstream" % streams[number] if number in streams else b""
        pieces.append(b"%d 0 obj\n%s%s\nendobj\n" % (number, texts[number], stream))
    start = at + len(pieces[-1])
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    identity = hashlib.sha256(b"".join(pieces)).hexdigest()[:32].encode("ascii")
    root, info = (reference(trailer, name) for name in (b"Root", b"Info"))
    pieces.append(b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(texts) + 1, table))
    pieces.append(b"trailer\n<</Size %d/Root %d 0 R/Info %d 0 R" % (len(texts) + 1, root, info))
    pieces.append(b"/ID[<%s><%s>]>>\nstartxref\n%d\n%%%%EOF\n" % (identity, identity, start))
    return b"".join(pieces)
