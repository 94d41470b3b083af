"""The page setter: typst, given pages as data."""

from __future__ import annotations

import json
import tempfile
from datetime import UTC, date, datetime
from importlib.resources import files
from pathlib import Path
from typing import Any, Final, Self

from campusmap.carto.typeface import FALLBACK, FAMILY, font_folder, own_families, own_typefaces

_STANDARD: Final = "ua-1"  # tagged for screen readers; typst refuses to write what would not conform
# Letters that every page's typefaces hold, in this order, whatever is on it: then pages have them in common. What else
# a page needs, its own hold besides.
_SPECIMEN: Final = "".join(map(chr, (*range(0x21, 0x7F), *range(0xA1, 0x180)))) + "–—‘’“”•…→≤≥×·"
_ANY_DAY: Final = date(2000, 1, 1)  # of a page: the day of issue is the packet's


class Setter:
    """Sets pages in a folder of its own."""

    def __init__(self, issued: date) -> None:
        self._issued = issued
        self._open = tempfile.TemporaryDirectory()
        self.folder = Path(self._open.name)
        self._compiler: Any = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._open.cleanup()

    def set_pages(self, pages: list[dict[str, Any]], title: str = "") -> bytes:
        """Return pages as PDF: with a title a whole document, without one to be taken apart, behind a specimen."""
        day = self._issued if title else _ANY_DAY
        data = {
            "title": title or "sheet",
            "specimen": "" if title else _SPECIMEN,
            "year": day.year,
            "month": day.month,
            "day": day.day,
            "fonts": [FAMILY, *own_families(), FALLBACK],
            "sheets": pages,
        }
        (self.folder / "packet.json").write_text(json.dumps(data), "utf-8")
        at = datetime(day.year, day.month, day.day, tzinfo=UTC)
        return bytes(self._ready().compile(format="pdf", pdf_standards=_STANDARD, timestamp=at))

    def _ready(self) -> Any:
        """Return typst with its typefaces, read once."""
        if self._compiler is None:
            import typst

            main = self.folder / "packet.typ"
            main.write_bytes(files("campusmap.render").joinpath("packet.typ").read_bytes())
            for n, face in enumerate(own_typefaces()):
                (self.folder / f"own-{n}.otf").write_bytes(face.content)
            fonts = [str(font_folder()), str(self.folder)]
            self._compiler = typst.Compiler(str(main), str(self.folder), fonts, ignore_system_fonts=True)
        return self._compiler
