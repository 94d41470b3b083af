"""Pictures of doors and devices: upright, small, and without anything that a camera wrote beside the pixels."""

from __future__ import annotations

import io
import re
import warnings
from datetime import date
from pathlib import Path
from typing import Any, BinaryIO, Final

from campusmap.model.photo import Photo
from campusmap.model.source import Notice

FOLDER: Final = "photos"
FORMATS: Final = ("JPEG", "PNG", "WEBP")
MAX_SIDE_PX: Final = 640  # the width of a telephone twice over; tool default
MAX_BYTES: Final = 90_000  # of one picture as shown; tool default
MAX_TOTAL_BYTES: Final = 1_500_000  # of all pictures, so that the map can still be mailed; tool default
MAX_FILE_BYTES: Final = 40_000_000  # tool default; a telephone's largest pictures have some 15 MB
MAX_PIXELS: Final = 120_000_000  # tool default; a telephone's largest sensor has 108 million
QUALITIES: Final = (78, 64, 50, 36)  # of JPEG, tried in turn until a picture fits; tool default
_DAMAGED: Final = "is damaged or cannot be opened"
_LITTER: Final = frozenset({"thumbs.db", "desktop.ini", "readme.md", "readme.txt"})
# EXIF tags: the part that holds the time, when the picture was taken, when it was digitised. Source: CIPA DC-008, 4.6.
_EXIF_PART, _TAKEN, _DIGITISED = 0x8769, 0x9003, 0x9004


def list_photos(folder: Path) -> tuple[str, ...]:
    """Return the files of a campus folder's ``photos``, as paths in the campus folder, in order."""
    photos = folder / FOLDER
    if not photos.is_dir():
        return ()
    names = sorted(path.name for path in photos.iterdir() if path.is_file())
    return tuple(f"{FOLDER}/{name}" for name in names if name.casefold() not in _LITTER and not name.startswith("."))


def read_photos(
    folder: Path, wanted: tuple[tuple[str, tuple[str, ...]], ...]
) -> tuple[tuple[Photo, ...], tuple[Notice, ...]]:
    """Read pictures, the most wanted first, each with the ids of what it shows, until the cap is reached.

    A picture that cannot be read, and one that is over the cap, is left out with a notice.
    """
    photos: list[Photo] = []
    said: list[Notice] = []
    left = MAX_TOTAL_BYTES
    for file, shows in wanted:
        photo, why = _read_photo(folder / file, file, shows)
        if photo is None:
            said.append(Notice("photo.unreadable", f"{file} {why}", file))
        elif len(photo.jpeg) > left:
            text = f"{file} would take the pictures over {MAX_TOTAL_BYTES / 1e6:.1f} MB, so the map does not show it"
            said.append(Notice("photo.dropped", text, file))
        else:
            photos.append(photo)
            left -= len(photo.jpeg)
    return tuple(photos), tuple(said)


def _read_photo(path: Path, file: str, shows: tuple[str, ...]) -> tuple[Photo | None, str]:
    """Return a picture, or None and why it cannot be shown."""
    try:
        if path.stat().st_size > MAX_FILE_BYTES:
            return None, f"has more than {MAX_FILE_BYTES / 1e6:.0f} MB"
    except OSError:
        return None, _DAMAGED
    return read_picture(path, file, shows)


def read_picture(
    source: Path | BinaryIO, file: str, shows: tuple[str, ...] = (), side_px: int = MAX_SIDE_PX
) -> tuple[Photo | None, str]:
    """Return a picture made small and bare, its longer side ``side_px`` at most, or None and why it cannot be shown."""
    from PIL import Image, UnidentifiedImageError  # lazy: most campuses have no photos

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of large pictures, which are refused below, and of odd EXIF
            with Image.open(source, formats=FORMATS) as image:
                if image.width * image.height > MAX_PIXELS:
                    return None, f"has {image.width:,} x {image.height:,} pixels"
                return _shrink(image, file, shows, side_px), ""
    except UnidentifiedImageError:
        return None, "is no JPEG, PNG or WebP"
    except (OSError, ValueError, SyntaxError, MemoryError, Image.DecompressionBombError):
        return None, _DAMAGED


def _shrink(image: Any, file: str, shows: tuple[str, ...], side_px: int) -> Photo:
    """Turn a picture upright, then scale it, then write its pixels alone: no EXIF, place, profile or thumbnail."""
    from PIL import Image, ImageOps

    taken_on = _read_date(image)
    image.draft("RGB", (2 * side_px, 2 * side_px))  # a JPEG is decoded no larger than needed
    upright = ImageOps.exif_transpose(image)
    flat = Image.new("RGB", upright.size, (255, 255, 255))
    flat.paste(upright.convert("RGB"), mask=upright.convert("RGBA") if upright.has_transparency_data else None)
    flat.thumbnail((side_px, side_px), Image.Resampling.LANCZOS, reducing_gap=3.0)
    return Photo(file, _encode(flat, MAX_BYTES * side_px // MAX_SIDE_PX), flat.width, flat.height, shows, taken_on)


def _encode(image: Any, most: int) -> bytes:
    data = b""
    for quality in QUALITIES:
        stream = io.BytesIO()
        image.save(stream, "JPEG", quality=quality, optimize=True)
        data = stream.getvalue()
        if len(data) <= most:
            break
    return data


def _read_date(image: Any) -> str:
    """Return the day on which a picture was taken as its camera wrote it, "" for none or an impossible one."""
    part = image.getexif().get_ifd(_EXIF_PART)
    found = re.match(r"(\d{4}):(\d\d):(\d\d)\b", str(part.get(_TAKEN) or part.get(_DIGITISED) or ""))
    try:
        return date(*map(int, found.groups())).isoformat() if found else ""
    except ValueError:
        return ""
