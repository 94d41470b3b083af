"""The gridded reference graphic: the campus from above with grid and building numbers, true north up, as a picture."""

from __future__ import annotations

import io
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
import shapely
from PIL import Image, ImageDraw, ImageFont

from campusmap.carto.scene import mover
from campusmap.carto.typeface import font_folder, settable_text
from campusmap.georeference.grid import north_to_lonlat
from campusmap.kept import recall
from campusmap.model.places import Campus, Grid, Imagery

# Enough for a house number at the size of a campus, small enough for a telephone (tool default).
MOST_PX: Final = 2400
_FONT: Final = "AtkinsonHyperlegibleNext-Bold.ttf"


@dataclass(frozen=True, slots=True)
class Picture:
    """A JPEG, north up, and the box of longitudes and latitudes that it covers: west, south, east, north."""

    jpeg: bytes
    box: tuple[float, float, float, float]


def lonlat_box(campus: Campus, bounds: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
    """Return west, south, east, north of a box in TrueNorth metres, whose sides are meridians and parallels here.

    A meridian strays from the box's side by under a decimetre within 500 m of the campus's middle.
    """
    assert campus.north is not None  # noqa: S101 -- the callers have a grid, which needs it
    x_min, y_min, x_max, y_max = bounds
    middle = (x_min + x_max) / 2, (y_min + y_max) / 2
    west, east = (north_to_lonlat(campus.north, x, middle[1])[0] for x in (x_min, x_max))
    south, north = (north_to_lonlat(campus.north, middle[0], y)[1] for y in (y_min, y_max))
    return west, south, east, north


def draw_graphic(campus: Campus) -> Picture | None:
    """Draw the campus's grid over its aerial picture, white ground where there is none; None without a grid."""
    built = tuple(replace(building, floors=()) for building in campus.buildings)
    seen = Campus(campus.id, "", campus.epsg, built, imagery=campus.imagery, north=campus.north, grid=campus.grid)
    return recall("graphic", {"the campus from above": seen}, lambda: _draw_graphic(seen), campus.id)


def _draw_graphic(campus: Campus) -> Picture | None:
    grid = campus.grid
    if grid is None or campus.north is None:
        return None
    bounds = (grid.x_min, grid.y_max - grid.rows * grid.cell_m, grid.x_min + grid.columns * grid.cell_m, grid.y_max)
    scale = MOST_PX / max(bounds[2] - bounds[0], bounds[3] - bounds[1])
    size = round((bounds[2] - bounds[0]) * scale), round((bounds[3] - bounds[1]) * scale)
    picture = Image.new("RGB", size, "white")
    for aerial in campus.imagery:
        _paste(picture, aerial, bounds, scale)
    draw = ImageDraw.Draw(picture)
    _draw_buildings(draw, campus, bounds, scale)
    _draw_grid(draw, grid, scale)
    stream = io.BytesIO()
    picture.save(stream, "JPEG", quality=82, optimize=True)
    return Picture(stream.getvalue(), lonlat_box(campus, bounds))


def _paste(picture: Image.Image, aerial: Imagery, bounds: tuple[float, float, float, float], scale: float) -> None:
    x_min, y_min, x_max, y_max = aerial.bounds
    size = max(1, round((x_max - x_min) * scale)), max(1, round((y_max - y_min) * scale))
    with Image.open(io.BytesIO(aerial.jpeg)) as image:
        picture.paste(
            image.convert("RGB").resize(size), (round((x_min - bounds[0]) * scale), round((bounds[3] - y_max) * scale))
        )


def _draw_buildings(
    draw: ImageDraw.ImageDraw, campus: Campus, bounds: tuple[float, float, float, float], scale: float
) -> None:
    move = mover(campus)
    font = ImageFont.truetype(font_folder() / _FONT, 40)
    for building in campus.buildings:
        shape = move(building.footprint)
        for part in getattr(shape, "geoms", [shape]):
            if part.is_empty:
                continue
            corners = (shapely.get_coordinates(part.exterior) - (bounds[0], bounds[3])) * (scale, -scale)
            points = [(float(x), float(y)) for x, y in np.round(corners, 1).tolist()]
            draw.line(points, fill="white", width=7, joint="curve")
            draw.line(points, fill="#12355b", width=4, joint="curve")
        if not shape.is_empty:
            at = shape.representative_point()
            where = ((at.x - bounds[0]) * scale, (bounds[3] - at.y) * scale)
            words = settable_text(building.number or building.name or building.id)
            draw.text(where, words, "#12355b", font, "mm", stroke_width=5, stroke_fill="white")


def _draw_grid(draw: ImageDraw.ImageDraw, grid: Grid, scale: float) -> None:
    step = grid.cell_m * scale
    font = ImageFont.truetype(font_folder() / _FONT, round(min(40.0, step * 0.22)))
    width, height = grid.columns * step, grid.rows * step
    for n in range(grid.columns + 1):
        draw.line([(n * step, 0), (n * step, height)], fill="#f2c200", width=2)
    for n in range(grid.rows + 1):
        draw.line([(0, n * step), (width, n * step)], fill="#f2c200", width=2)
    for row in range(grid.rows):
        for column in range(grid.columns):
            where = (column * step + 6, row * step + 4)
            name = f"{grid.letters[row]}{column + 1}"
            draw.text(where, name, "black", font, "la", stroke_width=3, stroke_fill="white")
