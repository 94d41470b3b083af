"""A page that was set alone, taken apart, so that it can be kept and put together with others.

The page setter writes each object in plain text, none in an object stream (ISO 32000-2, 7.5). What refers to another
object is marked by one character outside Latin-1, in which all else is kept, so that it can be numbered anew at once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

OBJECT: Final = 0x10000  # and the number of an object of the page: stands for a reference to it
KEY: Final = 0xF0000  # and the number of a link, from 0: stands for its key in the tree from content to structure
SHEET: Final = 0x100000  # and a number, from 1: stands for a link's way to that sheet, if there is one
OWN: Final = "\ue000"  # stands for what tells a page's ids from those of others
LINK: Final = "sheet:"  # how a link to a sheet is handed to the page setter
_TOKEN: Final = re.compile(rb"\\.|[()]|(\d+) 0 R", re.DOTALL)
STRUCT_PARENTS: Final = re.compile(rb"/StructParents (\d+)")
_STRUCT_PARENT: Final = re.compile(rb"/StructParent (\d+)")
_ID: Final = re.compile(rb"U\d+x\d+y\d+")  # as the page setter names the heads of tables
_REFERENCE: Final = re.compile("[\U00010000-\U000effff]")
_KNOWN: Final = frozenset({"Type", "Resources", "MediaBox", "StructParents", "Tabs", "Parent", "Contents", "Annots"})

Texts = Mapping[int, bytes]
Streams = Mapping[int, bytes]


class SetterError(RuntimeError):
    """The page setter wrote a PDF otherwise than this program knows."""


@dataclass(frozen=True, slots=True)
class Written:
    """A PDF as the page setter wrote it: its objects' texts and streams by number."""

    texts: dict[int, bytes]
    streams: dict[int, bytes]
    trailer: bytes

    def find(self, name: bytes) -> int:
        """Return the number of the object that the trailer names."""
        return reference(self.trailer, name)


@dataclass(frozen=True, slots=True)
class Heading:
    """A bookmark: its level from 0, its title and its place on the page, as a PDF has them."""

    level: int
    title: str
    place: str


@dataclass(frozen=True, slots=True)
class SetPage:
    """One page's objects, each with its number on the page.

    ``shared`` are those that pages may have in common, such as typefaces, those that others refer to first; ``own`` are
    the elements of its structure and its links, of which ``leaves`` are those of its content, mark by mark, ``tops``
    those that no other holds, ``links`` the links and ``linked`` the elements that these belong to.
    """

    page: int
    document: int
    content: tuple[str, bytes]
    resources: tuple[tuple[str, str, str], ...]
    shared: tuple[tuple[int, str, bytes], ...]
    own: tuple[tuple[int, str], ...]
    leaves: tuple[int, ...]
    tops: tuple[int, ...]
    links: tuple[int, ...]
    linked: tuple[int, ...]
    ids: tuple[tuple[str, int], ...]
    headings: tuple[Heading, ...]


def read_written(pdf: bytes) -> Written:
    """Take a PDF of the page setter apart into its objects."""
    start = int(pdf[pdf.rindex(b"startxref") + 9 :].split(maxsplit=1)[0])
    table, _, trailer = pdf[start:].partition(b"trailer")
    used = [(int(at), n) for n, at in enumerate(re.findall(rb"^(\d{10}) \d{5} [nf]", table, re.MULTILINE)) if n]
    ends = [*[at for at, _ in sorted(used)][1:], start]
    texts, streams = dict[int, bytes](), dict[int, bytes]()
    for (at, number), end in zip(sorted(used), ends, strict=True):
        head, _, rest = pdf[at:end].partition(b" 0 obj\n")
        if head != b"%d" % number or not rest.rstrip().endswith(b"\nendobj"):
            raise SetterError("an object is not where the table has it")
        text, stream, data = rest[: rest.rindex(b"\nendobj")].partition(b"\nstream\n")
        texts[number] = text
        if stream:
            streams[number] = data[: data.rindex(b"\nendstream")]
    return Written(texts, streams, trailer)


def find(pattern: re.Pattern[bytes], text: bytes) -> bytes:
    """Return what a pattern's group finds in an object's text, where it has to stand."""
    found = pattern.search(text)
    if found is None:
        raise SetterError(f"nothing is like {pattern.pattern.decode('ascii')}")
    return found[1]


def reference(text: bytes, name: bytes) -> int:
    """Return the number of the object that a dictionary has under a name."""
    return int(find(re.compile(rb"/" + name + rb" (\d+) 0 R"), text))


def references(text: bytes, name: bytes) -> list[int]:
    """Return the numbers of the objects in an array of a dictionary; none if it has no such array."""
    found = re.search(rb"/" + name + rb"\[((?:\d+ 0 R ?)*)\]", text)
    return list_numbers(found[1]) if found else []


def list_numbers(array: bytes) -> list[int]:
    """Return the numbers of the objects that an array refers to."""
    return [int(each) for each in re.findall(rb"(\d+) 0 R", array)]


def parent_tree(root: bytes) -> dict[int, int]:
    """Return what the tree from content to structure holds under each key."""
    found = re.search(rb"/ParentTree<</Nums\[([^\]]*)\]", root)
    pairs = re.findall(rb"(\d+) (\d+) 0 R", found[1]) if found else ()
    return {int(key): int(number) for key, number in pairs}


def take_page(pdf: bytes) -> SetPage:
    """Take the last page of a PDF of the page setter out of it."""
    written = read_written(pdf)
    texts = written.texts
    catalog = texts[written.find(b"Root")]
    page = references(texts[reference(catalog, b"Pages")], b"Kids")[-1]
    root = texts[reference(catalog, b"StructTreeRoot")]
    [document] = references(root, b"K")
    about = texts[page]
    if (
        set(re.findall(r"/([A-Za-z]+)(?=[ /\[]?)", re.sub(rb"/Type/Page|/Tabs/S", b"", about).decode("latin-1")))
        - _KNOWN
    ):
        raise SetterError("a page holds what is not known")
    keys, links = parent_tree(root), references(about, b"Annots")
    own = [n for n, text in texts.items() if n != document and text.startswith(b"<</Type/StructElem")]
    resources = list_resources(mark(texts[reference(about, b"Resources")]))
    content = reference(about, b"Contents")
    ids = re.findall(rb"\((" + _ID.pattern + rb")\)(\d+) 0 R", root)
    return SetPage(
        page, document, (mark(texts[content]), written.streams[content]), resources,
        tuple(_list_shared(written, [where for _, _, where in resources])),
        (*((n, mark(texts[n])) for n in own), *((n, _mark_link(texts[n], k)) for k, n in enumerate(links))),
        tuple(list_numbers(texts[keys[int(find(STRUCT_PARENTS, about))]])),
        tuple(references(texts[document], b"K")), tuple(links),
        tuple(keys[int(find(_STRUCT_PARENT, texts[n]))] for n in links),
        tuple((name.decode("ascii"), int(number)) for name, number in ids),
        tuple(_list_headings(texts, reference(texts[reference(catalog, b"Outlines")], b"First"), page))
        if b"/Outlines" in catalog
        else (),
    )  # fmt: skip


def mark(text: bytes) -> str:
    """Return an object's text with a character for each reference, and ids of tables' heads made the page's own."""
    pieces: list[str] = []
    depth = start = done = 0
    for token in _TOKEN.finditer(text):
        if token[0] == b"(":
            start, depth = (token.end() if depth == 0 else start), depth + 1
        elif token[0] == b")":
            depth -= 1
            if depth == 0 and _ID.fullmatch(text, start, token.start()) and _is_id(text[:start]):
                pieces += text[done:start].decode("latin-1"), OWN
                done = start
        elif depth == 0 and token[1]:
            pieces += text[done : token.start()].decode("latin-1"), chr(OBJECT + int(token[1]))
            done = token.end()
    return "".join((*pieces, text[done:].decode("latin-1")))


def _is_id(before: bytes) -> bool:
    """Tell whether a string that begins here is an id or in a list of ids: all others stand behind another name."""
    return before.endswith((b"/ID(", b"[(", b")("))


def _mark_link(written: bytes, number: int) -> str:
    """Have a link lead to the page of the sheet that it was handed to the page setter for."""
    text = re.sub(r"/StructParent \d+", f"/StructParent {chr(KEY + number)}", mark(written))
    found = re.search(rf"\({LINK}(\d+)\)", text)
    if found is None:
        raise SetterError("a link leads elsewhere")
    text = re.sub(r"/A<<[^>]*>>", "", re.sub(r"/Contents\([^)]*\)", "", text))
    leads = f"{chr(SHEET + int(found[1]))}/Contents(page {found[1]})"
    return text.replace("/Subtype/Link", f"/Subtype/Link{leads}")


def list_resources(text: str) -> tuple[tuple[str, str, str], ...]:
    """Return the resources of a page: the kind, the name and the object of each."""
    found = []
    for kind, listed in re.findall("/(\\w+)<<((?:/\\w+ [\U00010000-\U000effff])+)>>", text):
        found += [(kind, *each) for each in re.findall("/(\\w+) ([\U00010000-\U000effff])", listed)]
    if len(found) != len(_REFERENCE.findall(text)):
        raise SetterError("a page's resources are not known")
    return tuple(found)


def _list_shared(written: Written, wanted: list[str]) -> Iterator[tuple[int, str, bytes]]:
    """Yield the objects that resources are made of, each after those that it refers to."""
    seen = set[str]()

    def visit(each: str) -> Iterator[tuple[int, str, bytes]]:
        if each in seen:
            return
        seen.add(each)
        number = ord(each) - OBJECT
        text = mark(written.texts[number])
        for below in _REFERENCE.findall(text):
            yield from visit(below)
        yield number, text, written.streams.get(number, b"")

    for each in wanted:
        yield from visit(each)


def _list_headings(texts: Texts, item: int, page: int, level: int = 0) -> Iterator[Heading]:
    """Yield the bookmarks of a page from one on, with those below each."""
    text = texts[item]
    place = texts[reference(text, b"Dest")].removeprefix(b"[%d 0 R" % page).rstrip(b"]")
    title = text[text.index(b"/Title") + 6 : text.rindex(b"/Dest")]
    yield Heading(level, title.decode("latin-1"), place.decode("ascii"))
    links = text[: text.index(b"/Title")]
    if b"/First" in links:
        yield from _list_headings(texts, reference(links, b"First"), page, level + 1)
    if b"/Next" in links:
        yield from _list_headings(texts, reference(links, b"Next"), page, level)
