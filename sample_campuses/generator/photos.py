"""Paint what a telephone would have taken at a school's doors: brick, glass, a key box, an alarm panel."""

from __future__ import annotations

from pathlib import Path
from random import Random

import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageFont

Colour = tuple[int, int, int]
Box = tuple[float, float, float, float]
BRICK: Colour = (150, 84, 66)
MORTAR: Colour = (176, 164, 150)
STEEL: Colour = (74, 80, 88)
GLASS: Colour = (104, 128, 142)
PLASTER: Colour = (214, 208, 194)


def paint_wall(size: tuple[int, int], seed: str, course: int = 26) -> Image.Image:
    """Return a brick wall in running bond; ``course`` is a brick's height in pixels."""
    rng = Random(seed)
    image = Image.new("RGB", size, MORTAR)
    draw = ImageDraw.Draw(image)
    long = course * 3
    for row in range(size[1] // course + 1):
        for x in range(-long // 2 * (row % 2), size[0], long):
            shade = rng.randrange(-16, 17)
            red, green, blue = (channel + shade for channel in BRICK)
            draw.rectangle((x, row * course, x + long - 4, row * course + course - 4), fill=(red, green, blue))
    return image


def pave(image: Image.Image, top: int) -> None:
    """Lay a concrete walk below a line."""
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, top, image.width, image.height), fill=(164, 160, 152))
    for x in range(-60, image.width, 150):
        draw.line((x, image.height, x + 60, top), fill=(136, 132, 126), width=3)


def hang_leaf(image: Image.Image, box: Box, *, glazed: bool, left: bool) -> None:
    """Hang one leaf of a door: frame, glass if any, pull or bar."""
    x0, y0, x1, y1 = box
    draw = ImageDraw.Draw(image)
    draw.rectangle(box, fill=STEEL, outline=(40, 44, 50), width=5)
    if glazed:
        draw.rectangle((x0 + 22, y0 + 26, x1 - 22, y1 - 60), fill=GLASS, outline=(48, 54, 60), width=4)
        for shift in (0, 34):
            draw.line((x0 + 34 + shift, y1 - 180, x0 + 84 + shift, y0 + 70), fill=(160, 182, 192), width=8)
    handle = x1 - 16 if left else x0 + 16
    draw.line((handle, (y0 + y1) / 2 - 50, handle, (y0 + y1) / 2 + 50), fill=(206, 208, 210), width=9)


def write_sign(
    image: Image.Image, box: Box, text: str, fill: Colour = (250, 250, 246), ink: Colour = (20, 22, 26)
) -> None:
    """Fasten a sign with a text in its middle."""
    draw = ImageDraw.Draw(image)
    draw.rectangle(box, fill=fill, outline=ink, width=4)
    font = ImageFont.load_default(size=min((box[3] - box[1]) * 0.6, (box[2] - box[0]) * 1.3 / len(text)))
    draw.text(((box[0] + box[2]) / 2, (box[1] + box[3]) / 2), text, fill=ink, font=font, anchor="mm")


def paint_entrance(number: str) -> Image.Image:
    """Return a double door with glass, its number above."""
    image = paint_wall((800, 600), f"entrance-{number}")
    pave(image, 520)
    hang_leaf(image, (250, 150, 400, 524), glazed=True, left=True)
    hang_leaf(image, (400, 150, 550, 524), glazed=True, left=False)
    write_sign(image, (350, 64, 450, 140), number)
    ImageDraw.Draw(image).rectangle((582, 300, 612, 346), fill=(34, 36, 40), outline=(90, 94, 98), width=3)
    return image


def paint_side_door(number: str) -> Image.Image:
    """Return a double door without glass, its number beside it."""
    image = paint_wall((800, 600), f"side-{number}")
    pave(image, 530)
    hang_leaf(image, (270, 130, 400, 534), glazed=False, left=True)
    hang_leaf(image, (400, 130, 530, 534), glazed=False, left=False)
    write_sign(image, (560, 190, 640, 260), number)
    return image


def paint_key_box() -> Image.Image:
    """Return a key box in a brick wall, from near."""
    image = paint_wall((600, 800), "key-box", course=62)
    draw = ImageDraw.Draw(image)
    draw.rectangle((180, 250, 420, 530), fill=(30, 32, 36), outline=(12, 12, 14), width=8)
    draw.rectangle((206, 276, 394, 504), fill=(44, 47, 52), outline=(70, 74, 80), width=5)
    draw.ellipse((268, 350, 332, 414), fill=(196, 172, 96), outline=(110, 92, 44), width=6)
    draw.rectangle((296, 366, 304, 398), fill=(40, 34, 18))
    write_sign(image, (230, 430, 370, 480), "FIRE DEPT", (170, 30, 28), (250, 246, 240))
    return image


def paint_alarm_panel() -> Image.Image:
    """Return a fire alarm panel on a plastered wall."""
    image = Image.new("RGB", (800, 600), PLASTER)
    draw = ImageDraw.Draw(image)
    draw.rectangle((210, 90, 590, 520), fill=(176, 38, 34), outline=(120, 20, 18), width=8)
    draw.rectangle((250, 140, 550, 250), fill=(34, 52, 40), outline=(18, 24, 20), width=6)
    font = ImageFont.load_default(size=30)
    for n, line in enumerate(("SYSTEM NORMAL", "ZONES 1 - 6")):
        draw.text((270, 158 + 42 * n), line, fill=(150, 226, 160), font=font)
    for n, colour in enumerate(((60, 190, 80), (220, 180, 40), (120, 40, 36))):
        draw.ellipse((262 + 90 * n, 285, 292 + 90 * n, 315), fill=colour, outline=(30, 20, 18), width=3)
    for n in range(6):
        x, y = 262 + 100 * (n % 3), 350 + 70 * (n // 3)
        draw.rectangle((x, y, x + 74, y + 46), fill=(226, 224, 216), outline=(60, 20, 18), width=3)
    return image


def expose(image: Image.Image, seed: str) -> Image.Image:
    """Light a picture from one side, soften it, and give it a sensor's grain."""
    grain = np.random.default_rng(sum(map(ord, seed))).normal(0, 3, (image.height, image.width, 1))
    light = np.linspace(1.08, 0.86, image.width)[None, :, None]
    soft = np.asarray(image.filter(ImageFilter.GaussianBlur(0.8)), dtype=np.float64)
    return Image.fromarray(np.clip(soft * light + grain, 0, 255).astype(np.uint8))


def save_photo(image: Image.Image, path: Path, taken: str, *, on_its_side: bool = False) -> None:
    """Write a JPEG as a telephone does: with the time, a place and, if it was held on its side, how to turn it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    tags = Image.Exif()
    tags.get_ifd(0x8769)[0x9003] = taken
    tags.get_ifd(0x8825).update({1: "N", 2: (39.0, 58.0, 5.3), 3: "W", 4: (84.0, 18.0, 45.8)})
    tags[0x0112] = 6 if on_its_side else 1
    seen = expose(image, path.name)
    stored = seen.transpose(Image.Transpose.ROTATE_90) if on_its_side else seen
    stored.save(path, quality=72, exif=tags)


def write_photos(folder: Path) -> None:
    """Write the pictures of Maple Elementary's doors, key box and panel."""
    for name, image, on_its_side in (
        ("main entrance.jpg", paint_entrance("1"), False),
        ("7.jpg", paint_side_door("7"), False),
        ("key box.jpg", paint_key_box(), True),
        ("alarm panel.jpg", paint_alarm_panel(), False),
    ):
        save_photo(image, folder / "photos" / name, "2026:08:12 09:41:00", on_its_side=on_its_side)
