"""The page setter: typst, given pages as data."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

from campusmap.carto.typeface import FALLBACK, FAMILY, font_folder, own_families, own_typefaces

_STANDARD: Final = "ua-1"  # tagged for screen readers; typst refuses to write what would not conform
# Letters that every page's typefaces hold, in this order, whatever is on it: then pages have them in common. What else
# a page needs, its own hold besides.
_SPECIMEN: Final = "".join(map(chr, (*range(0x21, 0x7F), *range(0xA1, 0x180)))) + "–—‘’“”•…→≤≥×·"
_ANY_DAY: Final = date(2000, 1, 1)  # of a page: the day of issue is the packet's


def set_pages(pages: list[dict[str, Any]], folder: Path, title: str = "", issued: date = _ANY_DAY) -> bytes:
    """Return pages as PDF: with a title a whole document, without one to be taken apart, behind a specimen.

    ``folder`` holds the pictures that pages name, and takes what the page setter reads.
    """
    import typst

    data = {
        "title": title or "sheet",
        "specimen": "" if title else _SPECIMEN,
        "year": issued.year,
        "month": issued.month,
        "day": issued.day,
        "fonts": [FAMILY, *own_families(), FALLBACK],
        "sheets": pages,
    }
    (folder / "packet.json").write_text(json.dumps(data), "utf-8")
    main = folder / "packet.typ"
    main.write_bytes(files("campusmap.render").joinpath("packet.typ").read_bytes())
    for n, face in enumerate(own_typefaces()):
        (folder / f"own-{n}.otf").write_bytes(face.content)
    pdf = typst.compile(
        str(main), root=str(folder), font_paths=[str(font_folder()), str(folder)], ignore_system_fonts=True,
        pdf_standards=_STANDARD, timestamp=datetime(issued.year, issued.month, issued.day, tzinfo=UTC),
    )  # fmt: skip
    return bytes(pdf)
