"""Nothing in or beside an aerial picture leads its reader to another file, a host, or a known fault of a library."""

from __future__ import annotations

import os
import struct
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import rasterio
from PIL import Image
from rasterio.transform import Affine

from campusmap.errors import InputError
from campusmap.ingest.imagery_source import DRIVERS_OFF, open_picture
from campusmap.ingest.tiff import MAX_DIRECTORIES, refuse_ycbcr
from campusmap.model.project import ImageryEntry

ROOT = Path(__file__).resolve().parents[2]
SIZE = 64
OTHER = """<VRTDataset rasterXSize="{size}" rasterYSize="{size}">{bands}</VRTDataset>"""
BAND = """<VRTRasterBand dataType="Byte" band="{band}"><SimpleSource><SourceFilename relativeToVRT="1">other.tif
</SourceFilename><SourceBand>{band}</SourceBand></SimpleSource></VRTRasterBand>"""


def write(path: Path, value: int, size: int = SIZE, **more: object) -> Path:
    profile = {"width": size, "height": size, "count": 3, "dtype": "uint8", "crs": "EPSG:32610", **more}
    pixels = np.full((3, size, size), value, np.uint8)
    with rasterio.open(path, "w", driver="GTiff", transform=Affine(1, 0, 5e5, 0, -1, 4.3e6), **profile) as file:
        file.write(pixels)
    return path


def write_vrt(path: Path, size: int, bands: int, more: str = "") -> None:
    write(path.parent / "other.tif", 10, size)
    text = "".join(BAND.format(band=band + 1) for band in range(bands)).replace("\n", "")
    path.write_text(OTHER.format(size=size, bands=text + more), "utf-8")


def open_bands(path: Path) -> np.ndarray:
    with open_picture(path, ImageryEntry(path.name), path.name) as picture:
        return picture.dataset.read(out_shape=(3, SIZE // 4, SIZE // 4))


def run(script: str, *given: Path) -> set[str]:
    """Return the lines that a process prints that knows nothing of what this one has switched off."""
    settings = {name: value for name, value in os.environ.items() if name not in {"OGR_SKIP", "GDAL_SKIP"}}
    done = subprocess.run(
        [sys.executable, "-c", script, *given], cwd=ROOT, env=settings, capture_output=True, text=True, check=True
    )
    return set(done.stdout.split("\n"))


def test_an_overview_beside_a_picture_is_not_looked_at(tmp_path: Path) -> None:
    path = write(tmp_path / "air.tif", 200)
    write_vrt(tmp_path / "air.tif.ovr", SIZE // 2, 3)
    script = """
import sys, rasterio
with rasterio.open(sys.argv[1]) as plain: print(plain.read(out_shape=(3, 16, 16)).max())
"""
    assert run(script, path) == {"10", ""}  # the library by itself shows the other file
    assert open_bands(path).min() == 200


def test_a_mask_beside_a_picture_is_a_tiff_or_refused(tmp_path: Path) -> None:
    path = write(tmp_path / "air.tif", 200)
    write_vrt(tmp_path / "air.tif.MSK", SIZE, 1)
    with pytest.raises(InputError, match=r"air\.tif\.MSK"):
        open_bands(path)
    (tmp_path / "air.tif.MSK").unlink()
    write(tmp_path / "air.tif.msk", 255)
    assert open_bands(path).min() == 200


def directory(*tags: tuple[int, int, int, bytes], order: str, following: int = 0) -> bytes:
    """Return a directory; tags are number, type, count and the value or its place."""
    rows = b"".join(struct.pack(f"{order}HHI", *tag[:3]) + tag[3].ljust(4, b"\0") for tag in tags)
    return struct.pack(f"{order}H", len(tags)) + rows + struct.pack(f"{order}I", following)


def tags(colours: int, compression: int | None, order: str) -> list[tuple[int, int, int, bytes]]:
    known = [] if compression is None else [(259, 3, 1, struct.pack(f"{order}H", compression))]
    return [*known, (262, 3, 1, struct.pack(f"{order}H", colours))]


def tiff(*directories: bytes, order: str = "<") -> bytes:
    return (b"II*\0" if order == "<" else b"MM\0*") + struct.pack(f"{order}I", 8) + b"".join(directories)


@pytest.mark.parametrize("order", "<>")
@pytest.mark.parametrize(("colours", "compression", "refused"), [
    (6, 1, True), (6, None, True), (6, 5, True), (6, 6, True), (6, 7, False), (2, 1, False), (1, None, False),
])  # fmt: skip
def test_ycbcr_is_read_as_jpeg_only(
    tmp_path: Path, order: str, colours: int, compression: int | None, refused: bool
) -> None:
    """In the first directory, in one behind it, and in one below it."""
    plain = tags(2, 1, order)
    odd = tags(colours, compression, order)
    second = 8 + len(directory(*plain, order=order))
    below = 8 + len(directory(*plain, (330, 4, 1, b""), order=order))
    for data in (
        tiff(directory(*odd, order=order), order=order),
        tiff(directory(*plain, order=order, following=second), directory(*odd, order=order), order=order),
        tiff(directory(*plain, (330, 4, 1, struct.pack(f"{order}I", below)), order=order),
             directory(*odd, order=order), order=order),
    ):  # fmt: skip
        (tmp_path / "air.tif").write_bytes(data)
        if refused:
            with pytest.raises(InputError, match="YCbCr"):
                refuse_ycbcr(tmp_path / "air.tif", "air.tif")
        else:
            refuse_ycbcr(tmp_path / "air.tif", "air.tif")


@pytest.mark.parametrize("big", [False, True])
def test_files_of_the_libraries_themselves(tmp_path: Path, big: bool) -> None:
    """JPEG's own YCbCr, which is common on aerial pictures, as GDAL writes it; the other one as Pillow does."""
    sound = write(tmp_path / "air.tif", 200, photometric="YCBCR", compress="JPEG", BIGTIFF="YES" if big else "NO")
    assert abs(int(open_bands(sound).mean()) - 200) < 3
    Image.new("YCbCr", (SIZE, SIZE), (200, 128, 128)).save(tmp_path / "odd.tif", big_tiff=big)
    with pytest.raises(InputError, match="YCbCr") as caught:
        open_bands(tmp_path / "odd.tif")
    assert caught.value.code == "imagery.ycbcr"


@pytest.mark.parametrize("data", [
    b"II*\0", b"II*\0\x08\0", tiff(), tiff(b"\xff\xff"), tiff(directory(*tags(2, 1, "<"), order="<")[:-6]),
    b"MM\0+" + b"\xff" * 12,
])  # fmt: skip
def test_what_is_cut_short_is_left_to_the_reader(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "air.tif").write_bytes(data)
    refuse_ycbcr(tmp_path / "air.tif", "air.tif")


def test_a_chain_of_directories_ends(tmp_path: Path) -> None:
    one = len(directory(*tags(2, 1, "<"), order="<"))
    loop = tiff(directory(*tags(2, 1, "<"), order="<", following=8))
    (tmp_path / "air.tif").write_bytes(loop)
    refuse_ycbcr(tmp_path / "air.tif", "air.tif")
    chain = [directory(*tags(2, 1, "<"), order="<", following=8 + one * (n + 1)) for n in range(MAX_DIRECTORIES + 2)]
    (tmp_path / "air.tif").write_bytes(tiff(*chain))
    with pytest.raises(InputError, match="pages"):
        refuse_ycbcr(tmp_path / "air.tif", "air.tif")


def test_drivers_that_follow_links_are_off(tmp_path: Path) -> None:
    """A fresh process that has read a picture knows none of them, but does know the format's own."""
    path = write(tmp_path / "air.tif", 200)
    script = """
import sys
from pathlib import Path
import rasterio
from campusmap.ingest.imagery_source import open_picture
from campusmap.model.project import ImageryEntry
if sys.argv[1:]:
    with open_picture(Path(sys.argv[1]), ImageryEntry("air.tif"), "air.tif"): pass
with rasterio.Env() as env: print("\\n".join(env.drivers()))
"""
    ours, control = run(script, path), run(script)
    assert {"VRT", "HTTP", "WMS"} <= control  # they are there until they are switched off
    assert {"GTiff", "JPEG", "PNG"} <= ours
    assert not ours & set(DRIVERS_OFF)
