"""A photo that is added on the page: made small there and bare here, named in the row, and shown on the card."""

from __future__ import annotations

import base64
import csv
import io
from pathlib import Path
from typing import Any

import pytest
from editor.conftest import Edit, Page
from editor.small_school import write_school
from PIL import Image

from campusmap.editor.order import Order
from campusmap.editor.pictures import keep_picture
from campusmap.errors import InputError


def picture_with_place(size: tuple[int, int]) -> bytes:
    """Return a JPEG as a telephone writes it: large, and with the place where it was taken."""
    exif, out = Image.Exif(), io.BytesIO()
    exif.get_ifd(34853).update({1: "N", 2: (39.0, 57.0, 0.0)})
    Image.linear_gradient("L").resize(size).convert("RGB").save(out, "JPEG", exif=exif)
    assert dict(Image.open(out).getexif().get_ifd(34853))
    return out.getvalue()


def rows(folder: Path) -> list[dict[str, str]]:
    return list(csv.DictReader((folder / "markers.csv").read_text("utf-8").splitlines()))


def test_a_photo_is_added_and_shown_and_a_day_that_is_none_is_told(browser: Any, edit: Edit, tmp_path: Path) -> None:
    folder = write_school(tmp_path / "school")
    (folder / "markers.csv").write_text("kind,label,building,floor,room\nAED,Hall,A,1,100\n", "utf-8")
    at = Page(browser, edit(folder))
    at.open("m0")
    with at.page.expect_file_chooser() as chooser:
        at.page.click("#photo-key")
    chooser.value.set_files({"name": "a.jpg", "mimeType": "image/jpeg", "buffer": picture_with_place((2600, 1700))})
    at.sign("Ann")
    at.wait("document.getElementById('edit-photo').value !== ''")
    at.page.fill("#edit-pad_expiry", "next May")
    at.page.keyboard.press("Tab")
    assert at.page.locator("#edit-pad_expiry-hint").is_visible()
    at.page.fill("#edit-pad_expiry", "2027-02-30")
    at.page.keyboard.press("Tab")
    assert at.page.locator("#edit-pad_expiry-hint").is_visible()
    at.page.fill("#edit-pad_expiry", "2027-05-31")
    at.page.keyboard.press("Tab")
    assert at.page.locator("#edit-pad_expiry-hint").is_hidden()
    at.settle()
    (row,) = rows(folder)
    assert (row["edited_by"], row["pad_expiry"]) == ("Ann", "2027-05-31")
    with Image.open(folder / "photos" / row["photo"]) as kept:
        assert max(kept.size) == 1280
        assert not kept.getexif()
    at.wait("window.campusmap.facts.photos.length === 1")
    at.page.evaluate("window.campusmap.change({ chosen: '' })")
    at.open("m0")
    at.wait("[...document.querySelectorAll('#card .photos img')].some((one) => one.naturalWidth > 100)")
    assert at.errors == []
    at.context.close()


def test_what_is_no_picture_is_refused_and_nothing_is_written(tmp_path: Path) -> None:
    text = base64.b64encode(b"no picture at all").decode()
    for said in ({"of": "m", "jpeg": text}, {"of": "m", "jpeg": "%%"}, {"of": "m", "jpeg": 3}):
        with pytest.raises(InputError):
            keep_picture(tmp_path, Order(said, "Ann", "2026-11-01"))
    assert list(tmp_path.iterdir()) == []
    jpeg = base64.b64encode(picture_with_place((40, 30))).decode()
    hostile = Order({"of": "../../etc/passwd\x00", "jpeg": jpeg}, "Ann", "2026-11-01")
    names = {keep_picture(tmp_path, hostile) for _ in range(2)}
    assert [path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*.*")] == [
        f"photos/{one}" for one in names
    ]
