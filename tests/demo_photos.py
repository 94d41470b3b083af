"""The demo campus with a photo of an exterior door, and one of it and a key box together."""

from __future__ import annotations

import io
from dataclasses import replace
from functools import cache
from random import Random

from demo_campus import demo_kit
from PIL import Image

from campusmap.model.kit import Kit
from campusmap.model.photo import Photo


def jpeg(width: int, height: int, colour: tuple[int, int, int]) -> bytes:
    image = Image.frombytes("RGB", (40, 30), Random(str(colour)).randbytes(3600)).resize((width, height))
    image.paste(colour, (width // 4, height // 4, width // 2, height // 2))
    stream = io.BytesIO()
    image.save(stream, "JPEG")
    return stream.getvalue()


@cache
def photo_kit() -> Kit:
    """Return the demo kit with two photos: of the main entrance, and of it with the first key box."""
    kit = demo_kit()
    main = next(building for building in kit.campus.buildings if building.id == "main")
    door = next(o for f in main.floors for o in f.openings if o.exterior and o.number == main.main_entrance)
    box = next(marker for marker in kit.campus.markers if marker.kind == "KEY_BOX")
    photos = (
        Photo("photos/1.jpg", jpeg(640, 480, (150, 40, 40)), 640, 480, (door.id,), "2026-08-12"),
        Photo("photos/2.jpg", jpeg(360, 640, (40, 40, 150)), 360, 640, (door.id, box.id)),
    )
    return replace(kit, campus=replace(kit.campus, photos=photos))
