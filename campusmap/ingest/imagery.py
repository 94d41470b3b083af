"""Aerial pictures: warped to true north, cropped to the campus, re-encoded small and without metadata."""

from __future__ import annotations

import io
import math
from pathlib import Path, PurePosixPath
from typing import Final

import numpy as np
from numpy.typing import NDArray
from shapely import Polygon, get_coordinates

from campusmap.errors import InputError
from campusmap.geometry.fit import Coords, Matrix, apply_matrix
from campusmap.ingest.imagery_source import Picture, open_picture
from campusmap.ingest.imagery_warp import Target, trace_coverage, warp_picture
from campusmap.model.places import Imagery, TrueNorth
from campusmap.model.project import ImageryEntry
from campusmap.model.source import Notice

JPEG_QUALITY: Final = 80  # tool default: no visible loss on air photos at a tenth of the size
WHOLE: Final = 0.98  # share of the extent above which a picture counts as covering it all (tool default)
MIN_COVER: Final = 0.001  # share of the extent below which a picture is not worth a file (tool default)


def read_imagery(
    path: Path, entry: ImageryEntry, north: TrueNorth, epsg: int, extent: Polygon
) -> tuple[Imagery | None, tuple[Notice, ...]]:
    """Read an aerial picture into the true-north frame, covering ``extent`` (campus CRS) as far as it reaches.

    GeoTIFF, or JPEG or PNG with a world file. None, with a notice, when it does not reach the campus or says
    nowhere where it lies. Raises InputError for what is damaged, too large or without a coordinate system.
    """
    name = _shown_name(entry.file, path)
    with open_picture(path, entry, name) as picture:
        said = list(picture.said)
        target = _lay_target(picture, north, epsg, extent, entry.max_pixels) if picture.placed else None
        if target is None:
            said += [] if not picture.placed else [("imagery.outside", "the picture does not reach the campus")]
            return None, _to_notices(said, name)
        rgb, mask = warp_picture(picture, target)
    coverage = trace_coverage(mask, target)
    share = coverage.intersection(extent).area / extent.area if coverage else 0.0
    if coverage is None or share < MIN_COVER:
        return None, _to_notices([*said, ("imagery.outside", "the picture holds nothing of the campus")], name)
    if share < WHOLE:
        said.append(("imagery.partial", f"the picture covers {share:.0%} of the campus and its surroundings"))
    if target.reduced > 1.01:
        text = f"the picture was reduced {target.reduced:.1f} times, to {target.pixel_m:.2f} m a pixel"
        said.append(("imagery.reduced", text))
    return _to_imagery(rgb, target, coverage, entry, name), _to_notices(said, name)


def _shown_name(file: str, path: Path) -> str:
    """Return the name under the campus folder, or the bare name of a file outside it."""
    outside = Path(file).is_absolute() or ".." in PurePosixPath(file.replace("\\", "/")).parts
    return path.name if outside else file.replace("\\", "/")


def _to_notices(said: list[tuple[str, str]], name: str) -> tuple[Notice, ...]:
    return tuple(Notice(code, text, name) for code, text in said)


def _lay_target(picture: Picture, north: TrueNorth, epsg: int, extent: Polygon, max_pixels: int) -> Target | None:
    """Return the grid of pixels, true north up, over what picture and extent share; None when they share nothing."""
    outline = picture.outline(epsg)
    shared = outline.intersection(extent)
    if shared.is_empty or shared.area == 0:
        return None
    x_min, y_min, x_max, y_max = _box(get_coordinates(shared), north.matrix)
    finest = math.sqrt(_in_frame(outline, north.matrix).area / (picture.width * picture.height))
    width_m, height_m = x_max - x_min, y_max - y_min
    pixel = max(finest, math.sqrt(width_m * height_m / max_pixels))
    columns, rows = math.ceil(width_m / pixel - 1e-6), math.ceil(height_m / pixel - 1e-6)
    if columns * rows > max_pixels:  # the cap beats the last part of a pixel
        columns, rows = max(1, columns - 1), max(1, rows - 1)
    return Target(round(x_min, 3), round(y_max, 3), round(pixel, 6), columns, rows, north.matrix, epsg, pixel / finest)


def _in_frame(shape: Polygon, matrix: Matrix) -> Polygon:
    return Polygon(apply_matrix(matrix, shape.exterior.coords))


def _box(coords: Coords, matrix: Matrix) -> tuple[float, float, float, float]:
    moved = apply_matrix(matrix, coords)
    (x_min, y_min), (x_max, y_max) = moved.min(axis=0).tolist(), moved.max(axis=0).tolist()
    return x_min, y_min, x_max, y_max


def _to_imagery(rgb: NDArray[np.uint8], target: Target, coverage: Polygon, entry: ImageryEntry, name: str) -> Imagery:
    return Imagery(
        file=name,
        jpeg=_encode(rgb, name),
        width_px=target.columns,
        height_px=target.rows,
        bounds=target.bounds,
        coverage=coverage,
        source=entry.source,
        licence=entry.licence,
        captured=entry.captured.isoformat() if entry.captured else "",
        pixel_m=target.pixel_m,
    )


def _encode(rgb: NDArray[np.uint8], name: str) -> bytes:
    """Write a JPEG from bare pixels, so that no metadata of the source can come along."""
    from PIL import Image

    stream = io.BytesIO()
    try:
        Image.fromarray(np.ascontiguousarray(np.moveaxis(rgb, 0, -1)), "RGB").save(
            stream, "JPEG", quality=JPEG_QUALITY, optimize=True
        )
    except (OSError, ValueError) as error:
        raise InputError(
            name, "cannot be written as JPEG", "lower max_pixels in campus.toml", code="imagery.unwritable"
        ) from error
    return stream.getvalue()
