"""Plans that are only pictures: sized and told by their content, refused in one sentence."""

from __future__ import annotations

import io
import struct
import zlib
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from PIL import Image, ImageDraw

from campusmap.errors import InputError
from campusmap.ingest.drawing import read_drawing
from campusmap.ingest.picture import MAX_PIXELS, SHOWN_PIXELS, show_picture
from campusmap.ingest.picture_plan import read_picture_plan


def write_pdf(path: Path, *pages: tuple[int, int]) -> Path:
    """Write a PDF of blank pages of so many points, the second one with a black square in its upper left corner."""
    with pikepdf.new() as document:
        for number, size in enumerate(pages):
            page = document.add_blank_page(page_size=size)
            if number == 1:
                page.Contents = document.make_stream(f"0 0 0 rg 36 {size[1] - 108} 72 72 re f".encode())
        document.save(path)
    return path


def write_png(path: Path, size: tuple[int, int] = (60, 40)) -> Path:
    Image.new("L", size, 255).save(path, "PNG")
    return path


def png_of_size(width: int, height: int) -> bytes:
    """Return a PNG of a few hundred bytes that claims to be so large."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(bytes(9))) + chunk(b"IEND", b"")


def refusal(path: Path, page: int | None = None) -> InputError:
    with pytest.raises(InputError) as caught:
        read_picture_plan(path, path.name, page)
    assert "\n" not in str(caught.value)
    return caught.value


def test_a_png_is_a_plan_without_strokes(tmp_path: Path) -> None:
    plan = read_drawing(write_png(tmp_path / "a.png"), name="a.png")
    assert plan.picture is not None
    assert (plan.picture.width, plan.picture.height, plan.picture.unit) == (60.0, 40.0, "px")
    assert (plan.strokes, plan.labels, plan.notices) == ((), (), ())


def test_a_pdf_page_is_a_plan_in_points(tmp_path: Path) -> None:
    path = write_pdf(tmp_path / "a.pdf", (612, 792), (1224, 792))
    plan = read_drawing(path, name="a.pdf", page=2)
    assert plan.picture is not None
    assert (plan.picture.width, plan.picture.height, plan.picture.unit) == (1224.0, 792.0, "pt")
    jpeg, columns, rows, width, height = show_picture(path, "a.pdf", 2)
    assert (width, height) == (1224.0, 792.0)
    image = Image.open(io.BytesIO(jpeg)).convert("L")
    assert image.size == (columns, rows)
    # The square of one inch stands half an inch from the upper left corner: rows run down, as control points count.
    box = image.point(lambda grey: 255 if grey < 128 else 0).getbbox()
    assert box is not None
    places = [box[0] * width / columns, box[1] * height / rows, box[2] * width / columns, box[3] * height / rows]
    assert places == pytest.approx([36, 36, 108, 108], abs=1.0)


def test_a_page_is_named_where_there_are_several(tmp_path: Path) -> None:
    path = write_pdf(tmp_path / "a.pdf", (612, 792), (612, 792))
    assert "has 2 pages, and campus.toml does not say which" in str(refusal(path))
    assert "none of them is page 3" in str(refusal(path, 3))
    assert refusal(path).code == "picture.page"


def test_a_huge_picture_is_refused_before_it_is_opened(tmp_path: Path) -> None:
    bomb = tmp_path / "a.png"
    for width, height in ((60_000, 60_000), (MAX_PIXELS // 10, 11)):
        bomb.write_bytes(png_of_size(width, height))
        assert bomb.stat().st_size < 200
        assert refusal(bomb).code == "picture.too_large"


def test_a_large_page_is_shown_small_and_a_huge_one_refused(tmp_path: Path) -> None:
    _, columns, rows, *_ = show_picture(write_pdf(tmp_path / "a.pdf", (3600, 2400)), "a.pdf", None)
    assert 0.9 * SHOWN_PIXELS < columns * rows < 1.01 * SHOWN_PIXELS
    with pikepdf.open(tmp_path / "a.pdf") as document:
        document.pages[0].MediaBox = [0, 0, 20_000, 400]
        document.save(tmp_path / "b.pdf")
    assert refusal(tmp_path / "b.pdf").code == "picture.too_large"


@pytest.mark.parametrize(("name", "content"), [
    ("a.png", b"GIF89a" + bytes(40)), ("a.jpg", b"<svg xmlns='http://www.w3.org/2000/svg'/>"), ("a.pdf", bytes(100)),
    ("a.png", b"%PDF-1.7 hidden"), ("a.pdf", b"\x89PNG\r\n\x1a\n" + bytes(40)), ("a.png", b""),
])  # fmt: skip
def test_what_is_something_else_is_refused(tmp_path: Path, name: str, content: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    assert refusal(path).code == "picture.format"


def test_damage_is_told_and_not_traced_on(tmp_path: Path) -> None:
    whole = io.BytesIO()
    image = Image.effect_noise((300, 200), 80)
    image.save(whole, "PNG")
    path = tmp_path / "a.png"
    path.write_bytes(whole.getvalue()[: len(whole.getvalue()) // 2])
    assert refusal(path).code == "picture.damaged"
    path.write_bytes(whole.getvalue()[:5000] + bytes(2000) + whole.getvalue()[7000:])
    assert refusal(path).code == "picture.damaged"
    image.save(tmp_path / "b.jpg", "JPEG")
    (tmp_path / "b.jpg").write_bytes((tmp_path / "b.jpg").read_bytes()[:4000])
    assert refusal(tmp_path / "b.jpg").code == "picture.damaged"
    (tmp_path / "c.pdf").write_bytes(b"%PDF-1.7\n1 0 obj\n<<")
    assert refusal(tmp_path / "c.pdf").code == "picture.damaged"


def test_a_locked_pdf_is_refused(tmp_path: Path) -> None:
    write_pdf(tmp_path / "a.pdf", (612, 792))
    with pikepdf.open(tmp_path / "a.pdf") as document:
        document.save(tmp_path / "b.pdf", encryption=pikepdf.Encryption(owner="x", user="y"))
    assert refusal(tmp_path / "b.pdf").code == "picture.locked"


def test_a_turned_photo_is_told(tmp_path: Path) -> None:
    image = Image.new("L", (60, 40), 255)
    exif = image.getexif()
    exif[0x0112] = 6
    image.save(tmp_path / "a.jpg", "JPEG", exif=exif)
    plan = read_picture_plan(tmp_path / "a.jpg", "a.jpg")
    assert [notice.code for notice in plan.notices] == ["picture.orientation"]
    assert plan.picture is not None
    assert (plan.picture.width, plan.picture.height) == (60.0, 40.0)


def test_what_is_shown_holds_nothing_but_pixels(tmp_path: Path) -> None:
    image = Image.new("RGBA", (80, 40), (0, 0, 0, 0))
    ImageDraw.Draw(image).rectangle((0, 0, 9, 9), fill=(255, 0, 0, 255))
    image.save(tmp_path / "a.png", comment="secret", exif=b"Exif\x00\x00secret")
    jpeg, *size = show_picture(tmp_path / "a.png", "a.png", None)
    assert b"secret" not in jpeg
    assert size == [80, 40, 80.0, 40.0]
    shown = Image.open(io.BytesIO(jpeg)).convert("RGB")
    assert min(shown.getpixel((60, 30))) > 250  # type: ignore[arg-type, type-var]  # what was clear is paper


def test_pictures_made_to_break_readers_are_shown_or_refused(real_data: Path, tmp_path: Path) -> None:
    found = sorted(path for path in (real_data / "pillow_image_bombs").iterdir() if path.is_file())
    shown = 0
    for path in found:
        for name in ("a.png", "a.jpg", "a.pdf"):
            (tmp_path / name).write_bytes(path.read_bytes())
            try:
                read_picture_plan(tmp_path / name, name)
                shown += len(show_picture(tmp_path / name, name, None)[0]) > 0
            except InputError as refused:
                assert str(refused.code).startswith("picture."), path.name
    assert len(found) > 40
    assert shown > 0


def test_pages_are_opened_by_the_library_that_is_pinned() -> None:
    assert pypdfium2.PdfDocument  # the run-time dependency that reads packets back
