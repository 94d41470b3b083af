"""Paint a pseudo-aerial picture: grass, roofs, lots, roads and trees, aligned with the footprints to the pixel."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
from PIL import Image, ImageDraw, ImageFilter
from shapely import LineString, Point, Polygon, box, prepare
from shapely.affinity import translate
from shapely.geometry.base import BaseGeometry
from shapely.ops import unary_union

from generator.ground import Site

Colour = tuple[int, int, int]
Box = tuple[float, float, float, float]
Area = tuple[str, str, str, BaseGeometry]  # id, kind, name, shape in site feet
GRASS, ASPHALT, CONCRETE = (96, 118, 68), (92, 92, 94), (176, 172, 160)
COLOURS: dict[str, Colour] = {
    "parking": ASPHALT,
    "road": (104, 103, 102),
    "field": (78, 128, 60),
    "courtyard": (150, 150, 130),
    "water": (58, 82, 92),
    "staging": (98, 98, 98),
    "playground": (170, 132, 92),
    "neighbour": (128, 116, 100),
}
ROOFS: tuple[Colour, ...] = ((206, 204, 198), (186, 182, 176), (160, 150, 140), (214, 212, 208), (140, 142, 146))
SHADOW = 90  # of 255


@dataclass
class Picture:
    """A picture over a box in the site's projected CRS; ``pixel_m`` is the ground size of a pixel."""

    site: Site
    bounds: Box
    pixel_m: float
    seed: str
    image: Image.Image = field(init=False)
    rng: Random = field(init=False)

    def __post_init__(self) -> None:
        x0, y0, x1, y1 = self.bounds
        size = (round((x1 - x0) / self.pixel_m), round((y1 - y0) / self.pixel_m))
        self.image = Image.new("RGB", size, GRASS)
        self.rng = Random(self.seed)

    def to_pixels(self, shape: BaseGeometry) -> list[list[tuple[float, float]]]:
        """Return a site shape's rings or lines in pixels."""
        x0, _, _, y1 = self.bounds
        ground = self.site.shape_to_crs(shape)
        parts: list[Any] = list(getattr(ground, "geoms", [ground]))
        lines = [part.exterior if isinstance(part, Polygon) else part for part in parts]
        return [[((x - x0) / self.pixel_m, (y1 - y) / self.pixel_m) for x, y in line.coords] for line in lines]

    def fill(self, shape: BaseGeometry, colour: Colour) -> None:
        """Fill a polygon given in site feet."""
        draw = ImageDraw.Draw(self.image)
        for ring in self.to_pixels(shape):
            draw.polygon(ring, fill=colour)

    def stroke(self, line: BaseGeometry, colour: Colour, width_m: float) -> None:
        """Draw a line given in site feet."""
        draw = ImageDraw.Draw(self.image)
        for points in self.to_pixels(line):
            draw.line(points, fill=colour, width=max(1, round(width_m / self.pixel_m)))

    def shade(self, shapes: list[BaseGeometry], shift_ft: tuple[float, float]) -> None:
        """Cast the shadows of some shapes, all at once."""
        veil = Image.new("L", self.image.size, 0)
        draw = ImageDraw.Draw(veil)
        for shape in shapes:
            for ring in self.to_pixels(translate(shape, *shift_ft)):
                draw.polygon(ring, fill=SHADOW)
        black = Image.new("RGB", self.image.size)
        self.image.paste(black, (0, 0), veil.filter(ImageFilter.GaussianBlur(1.5)))

    def grain(self) -> None:
        """Roughen everything: broad patches of brightness, fine grain."""
        width, height = self.image.size
        numbers = np.random.default_rng(sum(map(ord, self.seed)))
        broad = numbers.normal(0, 1, (height // 40 + 2, width // 40 + 2)).astype(np.float32)
        patches = np.asarray(Image.fromarray(broad).resize((width, height), Image.Resampling.BICUBIC))
        fine = numbers.normal(0, 4.5, (height, width))
        smooth = np.asarray(self.image.filter(ImageFilter.GaussianBlur(0.6)), dtype=np.float32)
        pixels = smooth + (6 * patches + fine)[:, :, None]
        self.image = Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8))

    def save(self, path: Path) -> None:
        """Write the JPEG and its world file (pixel centre of the upper left corner)."""
        path.parent.mkdir(parents=True, exist_ok=True)
        self.image.save(path, quality=80)
        x0, _, _, y1 = self.bounds
        half = self.pixel_m / 2
        lines = (self.pixel_m, 0.0, 0.0, -self.pixel_m, x0 + half, y1 - half)
        path.with_suffix(".jgw").write_text("".join(f"{value:.6f}\n" for value in lines), encoding="ascii")


def paint_areas(picture: Picture, areas: list[Area]) -> None:
    """Paint roads, lots, fields and water, in that order of covering."""
    for wanted in ("road", "staging", "neighbour", "parking", "field", "courtyard", "playground", "water"):
        for _, kind, _, shape in areas:
            if kind != wanted:
                continue
            if isinstance(shape, LineString):
                picture.stroke(shape, CONCRETE, 9.5)
                picture.stroke(shape, COLOURS[kind], 7.5)
            else:
                picture.fill(shape, COLOURS[kind])
            if kind in ("parking", "staging"):
                _stalls(picture, shape)
            elif kind == "neighbour":
                _roof(picture, shape.buffer(-25), len(shape.wkt))


def _stalls(picture: Picture, lot: BaseGeometry) -> None:
    x0, y0, x1, y1 = lot.bounds
    x = x0 + 10
    while x < x1 - 8:
        for y in range(int(y0) + 12, int(y1) - 18, 42):
            picture.stroke(LineString([(x, y), (x, y + 17)]), (200, 200, 196), 0.2)
            if picture.rng.random() < 0.45:
                colour = picture.rng.choice(
                    ((30, 32, 36), (190, 192, 196), (120, 30, 30), (60, 76, 110), (228, 228, 226))
                )
                picture.fill(
                    Polygon([(x + 1.5, y + 1), (x + 7.5, y + 1), (x + 7.5, y + 16), (x + 1.5, y + 16)]), colour
                )
        x += 9


def _roof(picture: Picture, shape: BaseGeometry, salt: int) -> None:
    if shape.is_empty:
        return
    red, green, blue = ROOFS[salt % len(ROOFS)]
    picture.shade([shape], (6, 5))
    picture.fill(shape, (red - 34, green - 34, blue - 34))
    picture.fill(shape.buffer(-1.5, join_style="mitre"), (red, green, blue))
    machines = _machines(picture.rng, shape)
    picture.shade(machines, (2, 1.6))
    for machine in machines:
        picture.fill(machine, (120, 122, 124))


def _machines(rng: Random, roof: BaseGeometry) -> list[BaseGeometry]:
    x0, y0, x1, y1 = roof.bounds
    spots = [(rng.uniform(x0, x1), rng.uniform(y0, y1)) for _ in range(int(roof.area / 2500))]
    inner = roof.buffer(-4)
    units = [box(x, y, x + 9, y + 6) for x, y in spots]
    return [unit for unit in units if inner.contains(unit)]


def paint_buildings(picture: Picture, shapes: list[BaseGeometry]) -> None:
    """Paint a concrete apron, a shadow and a roof with its machines for every building."""
    for shape in shapes:
        picture.fill(shape.buffer(7, join_style="mitre"), CONCRETE)
    for salt, shape in enumerate(shapes):
        _roof(picture, shape, salt)


def paint_trees(picture: Picture, keep_off: BaseGeometry, extent: Box, count: int) -> None:
    """Scatter trees over the grass, clear of everything built."""
    prepare(keep_off)
    x0, y0, x1, y1 = extent
    rng = picture.rng
    spots = [(rng.uniform(x0, x1), rng.uniform(y0, y1), rng.uniform(6, 14)) for _ in range(count)]
    spots = [(x, y, r) for x, y, r in spots if not keep_off.intersects(Point(x, y).buffer(r))]
    picture.shade([Point(x, y).buffer(r, quad_segs=3) for x, y, r in spots], (4, 4))
    for x, y, r in spots:
        green = rng.randrange(-14, 14)
        picture.fill(Point(x, y).buffer(r, quad_segs=3), (52 + green, 78 + green, 42))
        picture.fill(Point(x - r / 4, y + r / 4).buffer(r / 2, quad_segs=2), (74 + green, 100 + green, 56))


def built_over(areas: list[Area], buildings: list[BaseGeometry]) -> BaseGeometry:
    """Return everything that trees keep off."""
    ground = [
        shape.buffer(24) if isinstance(shape, LineString) else shape.buffer(8)
        for _, kind, _, shape in areas
        if kind != "courtyard"
    ]
    return unary_union([*ground, *(building.buffer(18) for building in buildings)])


def extent_in_crs(site: Site, extent_ft: Box, step_m: float) -> Box:
    """Return the projected box round a box in site feet, rounded outwards to whole steps."""
    x0, y0, x1, y1 = extent_ft
    bounds = site.shape_to_crs(Polygon([(x0, y0), (x1, y0), (x1, y1), (x0, y1)])).bounds
    low = [step_m * int(v // step_m) for v in bounds[:2]]
    high = [step_m * int(v // step_m + 1) for v in bounds[2:]]
    return low[0], low[1], high[0], high[1]
