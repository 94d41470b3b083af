"""Pictures of doors: upright, small, nothing of the camera's left; what cannot be shown is told."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from campusmap.ingest import photos
from campusmap.ingest.photos import list_photos, read_photos

RED, BLUE = (200, 30, 30), (30, 30, 200)


def draw(width: int = 1600, height: int = 900) -> Image.Image:
    """Return a picture whose left third is red and whose rest is blue."""
    image = Image.new("RGB", (width, height), BLUE)
    image.paste(RED, (0, 0, width // 3, height))
    return image


def exif(orientation: int) -> Image.Exif:
    tags = Image.Exif()
    tags[0x0112] = orientation
    tags[0x010F] = "SecretCamera"
    tags.get_ifd(0x8769)[0x9003] = "2026:08:12 14:03:11"
    tags.get_ifd(0x8825).update({1: "N", 2: (39.0, 58.0, 6.1), 3: "W", 4: (84.0, 18.0, 45.7)})
    return tags


def save(folder: Path, name: str, image: Image.Image, **options: object) -> str:
    (folder / "photos").mkdir(exist_ok=True)
    image.save(folder / "photos" / name, **options)  # type: ignore[arg-type]
    return f"photos/{name}"


def read(folder: Path, *files: str):
    return read_photos(folder, tuple((file, ("door",)) for file in files))


# Where the red third of the upright picture lies, by EXIF orientation. Source: CIPA DC-008, 4.6.5, orientation.
SIDES = {1: "left", 2: "right", 3: "right", 4: "left", 5: "top", 6: "top", 7: "bottom", 8: "bottom"}


@pytest.mark.parametrize("orientation", SIDES)
def test_pictures_stand_upright(tmp_path: Path, orientation: int) -> None:
    file = save(tmp_path, "7.jpg", draw(), exif=exif(orientation), quality=95)
    (photo,), said = read(tmp_path, file)
    pixels = np.asarray(Image.open(io.BytesIO(photo.jpeg)))
    strips = {"left": pixels[:, :20], "right": pixels[:, -20:], "top": pixels[:20], "bottom": pixels[-20:]}
    red = {side for side, strip in strips.items() if np.abs(strip.reshape(-1, 3).mean(0) - RED).max() < 25}
    assert red == {SIDES[orientation]}
    wide, high = (640, 360) if orientation < 5 else (360, 640)
    assert (photo.width_px, photo.height_px, photo.taken_on, said) == (wide, high, "2026-08-12", ())


def test_nothing_but_pixels_is_kept(tmp_path: Path) -> None:
    file = save(tmp_path, "7.jpg", draw(), exif=exif(6), comment=b"SecretComment", icc_profile=b"SecretProfile" * 40)
    assert b"SecretCamera" in (tmp_path / file).read_bytes()
    (photo,), _ = read(tmp_path, file)
    image = Image.open(io.BytesIO(photo.jpeg))
    assert not any(word in photo.jpeg for word in (b"Secret", b"Exif", b"2026"))
    assert not image.getexif()
    assert set(image.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}


def test_the_same_bytes_every_time(tmp_path: Path) -> None:
    file = save(tmp_path, "7.jpg", draw(), exif=exif(3))
    assert read(tmp_path, file)[0] == read(tmp_path, file)[0]


@pytest.mark.parametrize("name", ["7.png", "7.webp"])
def test_transparent_pictures_get_a_white_ground(tmp_path: Path, name: str) -> None:
    file = save(tmp_path, name, Image.new("RGBA", (300, 200), (0, 0, 0, 0)))
    (photo,), said = read(tmp_path, file)
    assert (photo.width_px, photo.height_px, said) == (300, 200, ())
    assert np.asarray(Image.open(io.BytesIO(photo.jpeg))).min() > 250


def test_a_noisy_picture_is_pressed_until_it_fits(tmp_path: Path) -> None:
    noise = np.random.default_rng(1).integers(0, 255, (1200, 1200, 3), dtype=np.uint8)
    file = save(tmp_path, "7.png", Image.fromarray(noise))
    (photo,), _ = read(tmp_path, file)
    assert max(photo.width_px, photo.height_px) <= 640
    assert len(photo.jpeg) <= photos.MAX_BYTES


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("7.heic", b"\x00\x00\x00\x18ftypheic", "no JPEG"),
        ("7.gif", b"GIF89a" + bytes(40), "no JPEG"),
        ("7.svg", b"<svg onload='alert(1)'/>", "no JPEG"),
        ("7.jpg", b"", "no JPEG"),
        ("8.jpg", b"\xff\xd8\xff\xe0" + bytes(200), "no JPEG"),
    ],
)
def test_what_is_no_picture_is_told(tmp_path: Path, name: str, data: bytes, says: str) -> None:
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos" / name).write_bytes(data)
    found, said = read(tmp_path, f"photos/{name}")
    assert (found, [n.code for n in said]) == ((), ["photo.unreadable"])
    assert says in said[0].text


def test_a_cut_picture_is_told(tmp_path: Path) -> None:
    file = save(tmp_path, "7.jpg", draw(), quality=95)
    whole = (tmp_path / file).read_bytes()
    (tmp_path / file).write_bytes(whole[: len(whole) // 2])
    found, said = read(tmp_path, file)
    assert (found, said[0].code) == ((), "photo.unreadable")


def test_a_bomb_is_not_decoded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = save(tmp_path, "7.png", Image.new("1", (20_000, 20_000)))
    monkeypatch.setattr(Image.Image, "load", lambda _: pytest.fail("was decoded"))
    found, said = read(tmp_path, file)
    assert (found, said[0].code) == ((), "photo.unreadable")


def test_what_is_over_the_cap_is_left_out_from_the_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    noise = np.random.default_rng(1).integers(0, 255, (640, 640, 3), dtype=np.uint8)
    files = [save(tmp_path, f"{n}.jpg", Image.fromarray(noise), quality=90) for n in range(4)]
    one = len(read(tmp_path, files[0])[0][0].jpeg)
    monkeypatch.setattr(photos, "MAX_TOTAL_BYTES", 2 * one + 10)
    found, said = read(tmp_path, *files)
    assert [photo.file for photo in found] == files[:2]
    assert [(n.code, n.subject) for n in said] == [("photo.dropped", files[2]), ("photo.dropped", files[3])]


def test_the_folder_is_listed_in_order_without_litter(tmp_path: Path) -> None:
    assert list_photos(tmp_path) == ()
    for name in ("b.jpg", "a.jpg"):
        save(tmp_path, name, draw(20, 20))
    (tmp_path / "photos" / "Thumbs.db").write_bytes(b"x")
    (tmp_path / "photos" / ".DS_Store").write_bytes(b"x")
    (tmp_path / "photos" / "more").mkdir()
    assert list_photos(tmp_path) == ("photos/a.jpg", "photos/b.jpg")
