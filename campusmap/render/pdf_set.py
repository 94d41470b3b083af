"""The page setter: typst, given pages as data."""

from __future__ import annotations

import json
import os
from datetime import UTC, date, datetime
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from campusmap.carto.typeface import FALLBACK, FAMILY, font_folder, own_families, own_typefaces

if TYPE_CHECKING:
    from typst import Compiler

_STANDARD: Final = "ua-1"  # tagged for screen readers; typst refuses to write what would not conform
# Letters that every page's typefaces hold, in this order, whatever is on it: then pages have them in common. What else
# a page needs, its own hold besides.
_SPECIMEN: Final = "".join(map(chr, (*range(0x21, 0x7F), *range(0xA1, 0x180)))) + "–—‘’“”•…→≤≥×·"
_ANY_DAY: Final = date(2000, 1, 1)  # of a page: the day of issue is the packet's
_SET_IN: Final[set[int]] = set()  # the processes, of this one and those that it is a copy of, that set pages


def set_pages(pages: list[dict[str, Any]], folder: Path, title: str = "", issued: date = _ANY_DAY) -> Path:
    """Return a PDF of pages: with a title a whole document, without one to be taken apart, behind a specimen.

    ``folder`` holds the pictures that pages name, and takes what the page setter reads and writes. In a copy of
    a process that has set pages, RuntimeError is raised: the setter would wait for threads that were not copied.
    """
    _SET_IN.add(os.getpid())
    if len(_SET_IN) > 1:
        raise RuntimeError("pages are set in a copy of a process that has set some")
    data = {
        "title": title or "sheet",
        "specimen": "" if title else _SPECIMEN,
        "year": issued.year,
        "month": issued.month,
        "day": issued.day,
        "fonts": [FAMILY, *own_families(), FALLBACK],
        "sheets": pages,
    }
    main, pdf = folder / "packet.typ", folder / "packet.pdf"
    (folder / "packet.json").write_text(json.dumps(data), "utf-8")
    main.write_bytes(_read_template())
    _page_setter(folder).compile(
        str(main), str(pdf), root=str(folder), pdf_standards=[_STANDARD],
        timestamp=datetime(issued.year, issued.month, issued.day, tzinfo=UTC),
    )  # fmt: skip
    return pdf


def _page_setter(folder: Path) -> Compiler:
    """Return a page setter with our typefaces, or of its own for a project that has more: they must lie in a folder."""
    for n, face in enumerate(own_typefaces()):
        (folder / f"own-{n}.otf").write_bytes(face.content)
    return _start_setter(str(font_folder()), str(folder)) if own_typefaces() else _usual_setter()


@cache
def _usual_setter() -> Compiler:
    """Return the page setter that reads our typefaces once for all pages."""
    return _start_setter(str(font_folder()))


def _start_setter(*folders: str) -> Compiler:
    import typst

    return typst.Compiler(font_paths=list(folders), ignore_system_fonts=True)


@cache
def _read_template() -> bytes:
    return files("campusmap.render").joinpath("packet.typ").read_bytes()
