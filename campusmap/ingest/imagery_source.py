"""Opening a picture: only formats we name, within a budget, with a place on the ground."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
from shapely import Polygon

from campusmap.errors import InputError
from campusmap.geometry.fit import Matrix, apply_matrix
from campusmap.geometry.geodesy import is_known_crs, project_coords, transformer
from campusmap.ingest.picture import is_turned, lacks_end
from campusmap.ingest.tiff import MAGIC, refuse_ycbcr
from campusmap.model.project import ImageryEntry

MAX_PIXELS: Final = 100_000_000  # tool default; a square kilometre at 10 cm
MAX_PRJ_BYTES: Final = 20_000

# How the bytes of a format begin, and the driver that may open it.
_MAGIC: Final = (*((magic, "GTiff") for magic in MAGIC), (b"\xff\xd8\xff", "JPEG"), (b"\x89PNG\r\n\x1a\n", "PNG"))
# Drivers that follow what a file says to other files, archives or hosts. The picture's own driver is told by its bytes;
# this keeps the library from opening what lies beside it with another.
DRIVERS_OFF: Final = (
    "VRT", "GTI", "DERIVED", "WMS", "WCS", "WMTS", "HTTP", "OGCAPI", "DAAS", "EEDA", "EEDAI", "PLMOSAIC", "PLSCENES",
    "STACIT", "STACTA", "MRF", "TIL", "DIMAP", "SAFE", "SENTINEL2", "ECRGTOC", "RPFTOC", "KMLSUPEROVERLAY",
    "Rasterlite", "MBTiles", "GPKG", "Zarr", "PDF", "netCDF", "HDF5", "HDF5Image", "HFA", "OGR_VRT",
)  # fmt: skip
_DAMAGED_FIX: Final = "export it again; it may be cut short"


@dataclass(frozen=True, slots=True)
class Picture:
    """An open picture: ``matrix`` leads from column and row to ``crs``; ``said`` is (code, text)."""

    dataset: Any
    name: str
    crs: str
    matrix: Matrix
    width: int
    height: int
    placed: bool
    said: tuple[tuple[str, str], ...]

    def outline(self, epsg: int) -> Polygon:
        """Return the picture's edge in the campus CRS, with points between the corners for its bend."""
        steps = np.linspace(0, 1, 9)[:-1]
        edge = np.concatenate((
            np.column_stack((steps, 0 * steps)), np.column_stack((0 * steps + 1, steps)),
            np.column_stack((1 - steps, 0 * steps + 1)), np.column_stack((0 * steps, 1 - steps)),
        ))  # fmt: skip
        corners = apply_matrix(self.matrix, edge * [self.width, self.height])
        coords = project_coords(transformer(self.crs, f"EPSG:{epsg}"), corners)
        if not np.isfinite(coords).all():
            raise InputError(
                self.name,
                "lies outside its own coordinate system",
                "check its crs and its world file",
                code="imagery.off_crs",
            )
        return Polygon(coords)


@contextmanager
def open_picture(path: Path, entry: ImageryEntry, name: str) -> Iterator[Picture]:
    """Open a picture and close it again; reading errors inside the block become InputError too."""
    import rasterio  # type: ignore[import-untyped]  # lazy: most campuses have no picture

    driver = _choose_driver(path, name)
    _refuse_cut(path, driver, name)
    if driver == "GTiff":
        refuse_ycbcr(path, name)
    _check_mask(path, name)
    settings = {"GDAL_ERROR_ON_LIBJPEG_WARNING": "YES", "GDAL_SKIP": ",".join(DRIVERS_OFF)}
    try:
        with warnings.catch_warnings(), rasterio.Env(**settings):
            warnings.simplefilter("ignore")  # of a missing place, which is a notice below
            # Without overviews: they may lie in another file, of any kind, and show something else.
            with rasterio.open(path, driver=driver, OVERVIEW_LEVEL="NONE") as dataset:
                yield _to_picture(dataset, path, entry, name)
    except (InputError, MemoryError):
        raise
    except Exception as error:  # the library lets GDAL's own errors through besides its documented ones
        raise InputError(name, "is damaged and cannot be read", _DAMAGED_FIX, code="imagery.damaged") from error


def _choose_driver(path: Path, name: str) -> str:
    try:
        with path.open("rb") as file:
            head = file.read(16)
    except OSError as error:
        raise InputError(
            name, "cannot be opened", "check the path in campus.toml", code="imagery.unreadable"
        ) from error
    driver = next((driver for magic, driver in _MAGIC if head.startswith(magic)), "")
    if not driver:
        raise InputError(
            name, "is no GeoTIFF, JPEG or PNG", "export the picture in one of these", code="imagery.format"
        )
    return driver


def _refuse_cut(path: Path, driver: str, name: str) -> None:
    """Refuse a PNG without its last chunk: what is missing of it would be black."""
    if driver == "PNG" and lacks_end(path):
        raise InputError(name, "is cut short", _DAMAGED_FIX, code="imagery.damaged")


def _check_mask(path: Path, name: str) -> None:
    """Refuse what lies beside a picture as its mask and is no TIFF: the library would open anything there."""
    for beside in path.parent.iterdir():
        if beside.name.casefold() == f"{path.name}.msk".casefold():
            if not _starts_as_tiff(beside):
                problem = f"has a mask beside it, {beside.name}, that is no TIFF"
                raise InputError(name, problem, "delete it or export it again", code="imagery.format")
            refuse_ycbcr(beside, f"{name}.msk")


def _starts_as_tiff(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(4) in MAGIC


def _to_picture(dataset: Any, path: Path, entry: ImageryEntry, name: str) -> Picture:
    if dataset.width * dataset.height > MAX_PIXELS:
        size = f"has {dataset.width:,} x {dataset.height:,} pixels"
        raise InputError(
            name, size, "cut it to the surroundings of the campus, 100 million pixels at most", code="imagery.too_large"
        )
    placed = not dataset.transform.is_identity and dataset.transform.determinant != 0
    said = _orientation(path)
    if not placed:
        text = "the picture says nowhere where it lies; put its world file (.pgw, .jgw, .tfw) beside it"
        return Picture(dataset, name, "", (1, 0, 0, 0, 1, 0), 0, 0, False, (*said, ("imagery.no_world", text)))
    crs = dataset.crs.to_wkt() if dataset.crs else _read_prj(path) or entry.crs
    if not crs:
        raise InputError(
            name, "states no coordinate system", 'set crs = "EPSG:..." for it in campus.toml', code="imagery.no_crs"
        )
    if not is_known_crs(crs):
        raise InputError(
            name,
            f"is in a coordinate system that is not known ({crs[:60]})",
            "export it in another",
            code="imagery.crs_unknown",
        )
    matrix: Matrix = tuple(dataset.transform)[:6]
    return Picture(dataset, name, crs, matrix, dataset.width, dataset.height, True, said)


def _read_prj(path: Path) -> str:
    """Return the text of the .prj beside a picture, "" without one."""
    for suffix in (".prj", ".PRJ"):
        beside = path.with_suffix(suffix)
        if beside.is_file():
            return beside.read_bytes()[:MAX_PRJ_BYTES].decode("utf-8-sig", errors="replace").strip()
    return ""


def _orientation(path: Path) -> tuple[tuple[str, str], ...]:
    """Tell of a camera's "turn me" flag: a world file counts columns and rows as they are stored."""
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(path, formats=("JPEG", "PNG")) as image:
            turned = is_turned(image)
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return ()  # a TIFF, or damage that the opening above reports
    text = "the picture asks to be shown turned (EXIF orientation); its world file is taken to mean it as stored"
    return (("imagery.orientation", text),) if turned else ()
