"""Plans that are only pictures: a PNG, a JPEG or a page of a PDF, told by their content and sized before they open."""

from __future__ import annotations

import io
import struct
import warnings
import zlib
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from campusmap.errors import InputError

if TYPE_CHECKING:
    from PIL.Image import Image

SUFFIXES: Final = {".png": "picture", ".jpg": "picture", ".jpeg": "picture", ".pdf": "PDF"}
MAX_PIXELS: Final = 100_000_000  # tool default; a sheet of 36 x 24 inch at 340 dots an inch
MAX_BYTES: Final = 200_000_000  # tool default
MAX_POINTS: Final = (
    14_400.0  # a PDF page's longest side, 200 inches: the most that Acrobat makes (PDF 32000-1, annex C)
)
SHOWN_PIXELS: Final = 6_000_000  # of the picture under the editor's map; tool default
DOTS_PER_POINT: Final = 150 / 72  # at which a PDF page is shown; tool default
JPEG_QUALITY: Final = 82  # tool default: lines stay lines
_HEAD: Final = 1024  # bytes in which a PDF's mark is looked for (PDF 32000-1, annex H, note 13)
_TAIL: Final = 4096  # bytes in which a PNG's end is looked for; some programs write a little more behind it
_ORIENTATION: Final = 0x0112  # EXIF tag
# What the library raises for damage, wherever in the file it is.
_DAMAGE: Final = (OSError, ValueError, SyntaxError, EOFError, KeyError, TypeError, struct.error, zlib.error)
_AGAIN: Final = "export it again; it may be cut short"


def is_picture(path: Path) -> bool:
    """Tell whether a floor's plan is, by its name, only a picture."""
    return path.suffix.casefold() in SUFFIXES


def is_pdf(path: Path) -> bool:
    """Tell whether a floor's plan is, by its name, a PDF."""
    return SUFFIXES.get(path.suffix.casefold()) == "PDF"


def tell_format(path: Path, name: str) -> str:
    """Return "PNG", "JPEG" or "PDF", as the bytes say; raise InputError for others, and where the name says another."""
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            head = file.read(_HEAD)
    except OSError as error:
        fix = "check the path in campus.toml"
        raise InputError(name, "cannot be opened", fix, code="picture.unreadable") from error
    if size > MAX_BYTES:
        raise InputError(name, "is larger than 200 MB", "export it smaller", code="picture.too_large")
    marks = {
        "PNG": head.startswith(b"\x89PNG\r\n\x1a\n"),
        "JPEG": head.startswith(b"\xff\xd8\xff"),
        "PDF": b"%PDF-" in head,
    }
    found = next((kind for kind, is_it in marks.items() if is_it), "")
    if not found or (found == "PDF") is not is_pdf(path):
        problem = f"is not what its name says: its content is {f'a {found}' if found else 'no PNG, JPEG or PDF'}"
        raise InputError(name, problem, "export the plan as PNG, JPEG or PDF", code="picture.format")
    return found


@contextmanager
def open_image(path: Path, kind: str, name: str) -> Iterator[Image]:
    """Open a PNG or JPEG whose size is bearable; what fails inside the block becomes InputError."""
    from PIL import Image  # lazy: few campuses have such a floor

    if kind == "PNG" and lacks_end(path):
        raise InputError(name, "is cut short", "export it again", code="picture.damaged")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the library's own word on size, which is judged below
        try:
            with Image.open(path, formats=(kind,)) as image:
                _refuse_large(image.width * image.height, f"{image.width:,} x {image.height:,} pixels", name)
                yield image
        except Image.DecompressionBombError:
            _refuse_large(MAX_PIXELS + 1, "hundreds of millions of pixels", name)
        except _DAMAGE as error:
            raise InputError(name, "is damaged and cannot be read", _AGAIN, code="picture.damaged") from error


def lacks_end(path: Path) -> bool:
    """Tell whether a PNG is without its last chunk: what is missing of it would be black."""
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - _TAIL))
        return b"IEND" not in file.read()


def _refuse_large(pixels: int, size: str, name: str) -> None:
    if pixels > MAX_PIXELS:
        fix = "export it with 100 million pixels at most"
        raise InputError(name, f"has {size}", fix, code="picture.too_large")


def is_turned(image: Image) -> bool:
    """Tell whether a camera's "turn me" flag is set."""
    return image.getexif().get(_ORIENTATION, 1) not in (0, 1)


@contextmanager
def open_page(path: Path, page: int | None, name: str) -> Iterator[Any]:
    """Open a page of a PDF, the only one where ``page`` is None; what fails inside the block becomes InputError."""
    import pypdfium2  # type: ignore[import-untyped]  # lazy: few campuses have such a floor

    with _refusing(name), closing(pypdfium2.PdfDocument(path)) as document:
        opened = document[_choose_page(len(document), page, name)]
        width, height = opened.get_size()
        _refuse_sheet(width, height, name)
        yield opened


@contextmanager
def _refusing(name: str) -> Iterator[None]:
    """Turn what the PDF library cannot open or show into InputError."""
    from pypdfium2 import PdfiumError

    try:
        yield
    except PdfiumError as error:
        if "password" in str(error).casefold():
            fix = "save it without a password"
            raise InputError(name, "opens with a password only", fix, code="picture.locked") from error
        raise InputError(name, "is damaged and cannot be read", _AGAIN, code="picture.damaged") from error


def count_pages(path: Path, name: str) -> int:
    """Return how many pages a PDF has; raise InputError for what is none."""
    import pypdfium2

    tell_format(path, name)
    with _refusing(name), closing(pypdfium2.PdfDocument(path)) as document:
        return len(document)


def _choose_page(pages: int, page: int | None, name: str) -> int:
    if page is None and pages == 1:
        return 0
    if page is not None and 1 <= page <= pages:
        return page - 1
    said = "campus.toml does not say which one is this floor" if page is None else f"none of them is page {page}"
    raise InputError(name, f"has {pages} pages, and {said}", f"set page = 1 to {pages}", code="picture.page")


def _refuse_sheet(width: float, height: float, name: str) -> None:
    if not (1 <= width <= MAX_POINTS and 1 <= height <= MAX_POINTS):
        problem = f"its page is {width / 72:,.1f} x {height / 72:,.1f} inch large"
        raise InputError(name, problem, "export a page of 200 inch at most", code="picture.too_large")


def page_dots(width: float, height: float) -> float:
    """Return how many pixels are shown of a PDF page's point, so that the page stays within what is shown."""
    return float(min(DOTS_PER_POINT, (SHOWN_PIXELS / (width * height)) ** 0.5))


Shown = tuple[bytes, int, int, float, float]


def show_picture(path: Path, name: str, page: int | None) -> Shown:
    """Return a plan as a small JPEG of bare pixels, its size in them, and its size as its placement counts it.

    Raises InputError as the plan's reader does.
    """
    kind = tell_format(path, name)
    if kind == "PDF":
        with open_page(path, page, name) as opened:
            width, height = opened.get_size()
            image = opened.render(scale=page_dots(width, height), may_draw_forms=False).to_pil()
            return _to_jpeg(image, float(width), float(height))
    with open_image(path, kind, name) as image:
        whole = _to_colours(image)
        whole.thumbnail(_shown_size(*image.size))
        return _to_jpeg(whole, float(image.width), float(image.height))


def _shown_size(width: int, height: int) -> tuple[int, int]:
    share = min(1.0, (SHOWN_PIXELS / (width * height)) ** 0.5)
    return max(1, round(width * share)), max(1, round(height * share))


def _to_colours(image: Image) -> Image:
    """Return eight bits a colour; sixteen bits of grey would be cut off, not scaled, by the library."""
    if image.mode.startswith("I"):
        return image.point(lambda value: value * (1 / 256)).convert("L").convert("RGB")
    return image.convert("RGBA" if image.has_transparency_data else "RGB")


def _to_jpeg(image: Image, width: float, height: float) -> Shown:
    from PIL import Image as Pillow

    paper = Pillow.new("RGB", image.size, "white")
    paper.paste(image.convert("RGB"), mask=image.getchannel("A") if image.mode == "RGBA" else None)
    stream = io.BytesIO()
    paper.save(stream, "JPEG", quality=JPEG_QUALITY)
    return stream.getvalue(), *image.size, width, height
