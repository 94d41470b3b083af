"""Warping: the pixels of a picture onto a grid in the true-north frame."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from shapely import Polygon, get_parts, transform, union_all
from shapely.geometry import shape

from campusmap.errors import InputError
from campusmap.geometry.fit import Matrix, apply_matrix, compose, invert_matrix
from campusmap.geometry.geodesy import project_coords, transformer
from campusmap.ingest.imagery_source import Picture

Bytes = NDArray[np.uint8]

WHITE: Final = 255
TRACE_PX: Final = 400  # the coverage is traced on a mask at most this wide (tool default)


@dataclass(frozen=True, slots=True)
class Target:
    """A grid of square pixels, true north up: upper left corner and pixel size in TrueNorth metres."""

    x_min: float
    y_max: float
    pixel_m: float
    columns: int
    rows: int
    north: Matrix  # campus CRS to TrueNorth
    epsg: int
    reduced: float  # this pixel's size over the source's

    @property
    def bounds(self) -> tuple[float, float, float, float]:
        """Return x_min, y_min, x_max, y_max in TrueNorth metres, rounded to the millimetre."""
        y_min, x_max = self.y_max - self.rows * self.pixel_m, self.x_min + self.columns * self.pixel_m
        return (self.x_min, round(y_min, 3), round(x_max, 3), self.y_max)

    @property
    def matrix(self) -> Matrix:
        """Return the matrix from column and row to the campus CRS, which turns the grid by the convergence."""
        to_north = (self.pixel_m, 0.0, self.x_min, 0.0, -self.pixel_m, self.y_max)
        return compose(invert_matrix(self.north), to_north)


def warp_picture(picture: Picture, target: Target) -> tuple[Bytes, NDArray[np.bool_]]:
    """Return (3, rows, columns) colours, white where there are none, and the (rows, columns) mask of data."""
    rgb, mask, matrix = _read_part(picture, target)
    rgb[:, mask == 0] = WHITE  # before warping, so that no black or stray colour bleeds into the edge
    warped = _reproject(rgb, matrix, picture, target, "bilinear", WHITE)
    seen = _reproject(mask[np.newaxis], matrix, picture, target, "nearest", 0)[0] > 0
    warped[:, ~seen] = WHITE
    return warped, seen


def trace_coverage(mask: NDArray[np.bool_], target: Target) -> Polygon | None:
    """Return the largest connected area with data, in the campus CRS, to a pixel of a coarse mask."""
    from rasterio.features import shapes  # type: ignore[import-untyped]
    from rasterio.transform import Affine  # type: ignore[import-untyped]

    step = max(1, math.ceil(max(mask.shape) / TRACE_PX))
    coarse = mask[::step, ::step].astype(np.uint8)
    found = [shape(outline) for outline, value in shapes(coarse, coarse > 0, transform=Affine.scale(step)) if value]
    whole = union_all([part.intersection(_frame_box(target)) for part in found])
    polygons = [part for part in get_parts(whole) if isinstance(part, Polygon)]
    if not polygons:
        return None
    largest = max(polygons, key=lambda part: float(part.area))
    simple = largest.simplify(step)
    return transform(
        simple if isinstance(simple, Polygon) else largest, lambda coords: apply_matrix(target.matrix, coords)
    )


def _frame_box(target: Target) -> Polygon:
    return Polygon([(0, 0), (target.columns, 0), (target.columns, target.rows), (0, target.rows)])


def _read_part(picture: Picture, target: Target) -> tuple[Bytes, Bytes, Matrix]:
    """Read what lies under the target, thinned to about its pixel size; return colours, mask and their matrix."""
    from rasterio.enums import Resampling  # type: ignore[import-untyped]
    from rasterio.windows import Window  # type: ignore[import-untyped]

    column, row, width, height = _source_window(picture, target)
    thin = max(1.0, target.reduced / 2)  # twice the target's density, so that the warp still smooths
    shape_px = (max(1, math.ceil(height / thin)), max(1, math.ceil(width / thin)))
    dataset, window = picture.dataset, Window(column, row, width, height)
    palette = _palette(dataset)
    smooth = Resampling.nearest if palette is not None or thin == 1 else Resampling.average
    indexes = [1, 2, 3] if dataset.count >= 3 else [1]
    bands = dataset.read(indexes, window=window, out_shape=(len(indexes), *shape_px), resampling=smooth)
    mask = dataset.dataset_mask(window=window, out_shape=shape_px)
    rgb = _to_rgb(bands, mask, palette, picture.name)
    part = (width / shape_px[1], 0.0, float(column), 0.0, height / shape_px[0], float(row))
    return rgb, np.asarray(mask, dtype=np.uint8), compose(picture.matrix, part)


def _source_window(picture: Picture, target: Target) -> tuple[int, int, int, int]:
    """Return column, row, width, height of the part of the picture under the target, with a margin."""
    steps = np.linspace(0, 1, 9)
    grid = np.array([(x * target.columns, y * target.rows) for x in steps for y in steps])
    coords = project_coords(transformer(f"EPSG:{target.epsg}", picture.crs), apply_matrix(target.matrix, grid))
    cells = apply_matrix(invert_matrix(picture.matrix), coords)
    margin = 4 + math.ceil(2 * target.reduced)
    low = np.clip(np.floor(cells.min(axis=0)) - margin, 0, [picture.width - 1, picture.height - 1]).astype(int)
    high = np.clip(np.ceil(cells.max(axis=0)) + margin, low + 1, [picture.width, picture.height]).astype(int)
    return int(low[0]), int(low[1]), int(high[0] - low[0]), int(high[1] - low[1])


def _palette(dataset: Any) -> Bytes | None:
    try:
        colours = dataset.colormap(1)
    except ValueError:
        return None
    table = np.zeros((256, 3), dtype=np.uint8)
    for index, colour in colours.items():
        if index < 256:
            table[index] = colour[:3]
    return table


def _to_rgb(bands: NDArray[Any], mask: NDArray[Any], palette: Bytes | None, name: str) -> Bytes:
    if palette is not None and bands.dtype == np.uint8:
        return np.ascontiguousarray(np.moveaxis(palette[bands[0]], -1, 0))
    if bands.dtype == np.uint16:
        bands = _stretch(bands, mask)
    if bands.dtype != np.uint8:
        raise InputError(
            name, f"has pixels of type {bands.dtype}", "export it with 8 bits a colour", code="imagery.pixel_type"
        )
    return np.ascontiguousarray(bands if len(bands) == 3 else np.repeat(bands[:1], 3, axis=0))


def _stretch(bands: NDArray[Any], mask: NDArray[Any]) -> Bytes:
    """Scale 16-bit colours, of which sensors use 10 to 14, so that all but the brightest half per cent fit."""
    seen = bands[:, mask > 0]
    bright = max(1.0, float(np.percentile(seen, 99.5))) if seen.size else 1.0
    return np.round(np.clip(bands / bright, 0, 1) * 255).astype(np.uint8)


def _reproject(bands: Bytes, matrix: Matrix, picture: Picture, target: Target, resampling: str, fill: int) -> Bytes:
    from rasterio.crs import CRS  # type: ignore[import-untyped]
    from rasterio.enums import Resampling
    from rasterio.transform import Affine
    from rasterio.warp import reproject  # type: ignore[import-untyped]

    out = np.full((len(bands), target.rows, target.columns), fill, dtype=np.uint8)
    reproject(
        bands,
        out,
        src_transform=Affine(*matrix),
        src_crs=CRS.from_user_input(picture.crs),
        dst_transform=Affine(*target.matrix),
        dst_crs=CRS.from_epsg(target.epsg),
        resampling=Resampling[resampling],
        init_dest_nodata=False,
        num_threads=1,
    )
    return out
