"""Aerial pictures: marks painted at known places must come out where pyproj says, north up, clean at the edges."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import numpy as np
import pytest
import rasterio
from PIL import Image
from pyproj import CRS, Transformer
from rasterio.transform import Affine
from scipy import ndimage
from shapely import Point, Polygon

from campusmap.errors import InputError
from campusmap.geometry.geodesy import true_north
from campusmap.ingest.imagery import read_imagery
from campusmap.model.notice import NOTICES
from campusmap.model.places import TrueNorth
from campusmap.model.project import ImageryEntry

DATA = Path(__file__).resolve().parents[2].parent / "shared" / "data"
EPSG = 32610
LON, LAT = -120.05, 38.5  # at the zone's edge: convergence 1.84 degrees, which a missed turn would show
CENTRE = Transformer.from_crs(4326, EPSG, always_xy=True).transform(LON, LAT)
SIZE = 800
# Ground metres about the centre, x east and y true north (azimuthal equidistant: independent of our own frame).
LOCAL = f"+proj=aeqd +lat_0={LAT} +lon_0={LON} +datum=WGS84 +units=m"
MARKS = [(0.0, 0.0), (60.0, 60.0), (-60.0, 60.0), (50.0, -70.0)]
EXTENT = Point(CENTRE).buffer(120)


@pytest.fixture(scope="module")
def north():
    frame = true_north(EPSG, *CENTRE)
    return TrueNorth(frame.matrix, frame.to_lonlat, frame.convergence_deg)


def lay(crs, pixel_m=0.4, turn_deg=0.0, unit=1.0):
    """Return a transform of SIZE x SIZE pixels centred on the campus in a CRS."""
    x, y = Transformer.from_crs(4326, crs, always_xy=True).transform(LON, LAT)
    size = pixel_m / unit
    turned = Affine.translation(x, y) @ Affine.rotation(turn_deg) @ Affine.scale(size, -size)
    return turned @ Affine.translation(-SIZE / 2, -SIZE / 2)


def paint(crs, transform, bands=3, dtype=np.uint8):
    """Paint dark discs of 3 m on grey at MARKS."""
    to_crs = Transformer.from_crs(LOCAL, crs, always_xy=True)
    image = np.full((bands, SIZE, SIZE), 170, dtype=dtype)
    rows, columns = np.mgrid[0:SIZE, 0:SIZE]
    for mark in MARKS:
        column, row = ~transform @ to_crs.transform(*mark)
        edge = ~transform @ to_crs.transform(mark[0] + 3, mark[1])
        radius = np.hypot(edge[0] - column, edge[1] - row)
        image[:, np.hypot(columns + 0.5 - column, rows + 0.5 - row) < radius] = 20
    return image


def write(path, crs, image, transform, **options):
    profile = {"driver": "GTiff", "width": SIZE, "height": SIZE, "count": len(image), "dtype": image.dtype.name}
    with rasterio.open(path, "w", crs=crs, transform=transform, **profile, **options) as dataset:
        dataset.write(image)
    return path


def read(path, north, extent=EXTENT, **fields):
    imagery, notices = read_imagery(path, ImageryEntry(path.name, **fields), north, EPSG, extent)
    assert {n.code for n in notices} <= set(NOTICES)
    return imagery, [n.code for n in notices]


def find_marks(imagery):
    """Return the discs' centres in TrueNorth metres."""
    pixels = np.asarray(Image.open(io.BytesIO(imagery.jpeg)).convert("L"))
    assert pixels.shape == (imagery.height_px, imagery.width_px)
    labels, count = ndimage.label(pixels < 95)
    centres = np.array(ndimage.center_of_mass(labels > 0, labels, range(1, count + 1)))
    x_min, y_min, x_max, y_max = imagery.bounds
    x = x_min + (centres[:, 1] + 0.5) * (x_max - x_min) / imagery.width_px
    y = y_max - (centres[:, 0] + 0.5) * (y_max - y_min) / imagery.height_px
    return np.column_stack((x, y))


def check_marks(imagery, tolerance_m=0.25):
    found = find_marks(imagery)
    assert len(found) == len(MARKS)
    for mark in MARKS:
        assert np.hypot(*(found - mark).T).min() < tolerance_m


@pytest.mark.parametrize(
    ("crs", "turn_deg", "unit"),
    [
        ("EPSG:32610", 0, 1), ("EPSG:32611", 0, 1), ("EPSG:26910", 33, 1), ("EPSG:2226", 0, 1200 / 3937),
        ("EPSG:3857", 0, 0.7826),
    ],
)  # fmt: skip
def test_marks_come_out_where_they_are(tmp_path, north, crs, turn_deg, unit):
    transform = lay(crs, turn_deg=turn_deg, unit=unit)
    imagery, codes = read(write(tmp_path / "a.tif", crs, paint(crs, transform), transform), north)
    check_marks(imagery)
    assert codes == [] and imagery.pixel_m == pytest.approx(0.4, rel=0.02)
    assert imagery.coverage.intersection(EXTENT).area == pytest.approx(EXTENT.area, rel=0.01)


def test_the_cap_reduces_and_keeps_the_place(tmp_path, north):
    transform = lay("EPSG:32611")
    path = write(tmp_path / "a.tif", "EPSG:32611", paint("EPSG:32611", transform), transform)
    imagery, codes = read(path, north, max_pixels=60_000)
    assert imagery.width_px * imagery.height_px <= 60_000 and codes == ["imagery.reduced"]
    check_marks(imagery, 0.5)


@pytest.mark.parametrize(("suffix", "world"), [(".png", ".pgw"), (".jpg", ".jgw"), (".png", ".wld")])
@pytest.mark.parametrize("crs_from", ["prj", "entry"])
def test_a_picture_with_a_world_file(tmp_path, north, suffix, world, crs_from):
    transform = lay("EPSG:26910")
    image = np.moveaxis(paint("EPSG:26910", transform), 0, -1)
    Image.fromarray(image).save(tmp_path / f"a{suffix}")
    a, b, c, d, e, f = tuple(transform)[:6]
    lines = (a, d, b, e, c + (a + b) / 2, f + (d + e) / 2)  # of the middle of the upper left pixel
    (tmp_path / f"a{world}").write_text("\n".join(f"{value:.10f}" for value in lines))
    if crs_from == "prj":
        (tmp_path / "a.prj").write_text(CRS.from_epsg(26910).to_wkt("WKT1_ESRI"))
    imagery, codes = read(tmp_path / f"a{suffix}", north, crs="EPSG:26910" if crs_from == "entry" else "")
    check_marks(imagery)
    assert codes == []


def test_edges_without_data_are_white_and_not_covered(tmp_path, north):
    transform = lay("EPSG:32610", pixel_m=0.2)  # 160 m wide: less than the extent
    image = paint("EPSG:32610", transform, bands=4)
    image[3] = 255
    image[:, :, :200] = 0  # transparent black on the west quarter
    path = write(tmp_path / "a.tif", "EPSG:32610", image, transform, photometric="RGB", alpha="YES")
    imagery, codes = read(path, north)
    assert codes == ["imagery.partial"]
    pixels = np.asarray(Image.open(io.BytesIO(imagery.jpeg)))
    assert pixels[:, :100].min() > 240 and not find_marks(imagery)[:, 0].min() < -45
    assert imagery.coverage.area == pytest.approx(160 * 120, rel=0.02)
    assert not imagery.coverage.contains(Point(CENTRE[0] - 60, CENTRE[1]))


def test_a_hole_of_nodata_is_white(tmp_path, north):
    transform = lay("EPSG:32610")
    image = paint("EPSG:32610", transform)
    image[:, 500:540, 500:540] = 0
    imagery, _ = read(write(tmp_path / "a.tif", "EPSG:32610", image, transform, nodata=0), north)
    check_marks(imagery)
    assert len(imagery.coverage.interiors) == 1


def test_grey_palette_and_16_bit_pictures(tmp_path, north):
    transform = lay("EPSG:32610")
    grey = paint("EPSG:32610", transform, bands=1)
    check_marks(read(write(tmp_path / "g.tif", "EPSG:32610", grey, transform), north)[0])
    deep = paint("EPSG:32610", transform).astype(np.uint16) * 200
    check_marks(read(write(tmp_path / "d.tif", "EPSG:32610", deep, transform), north)[0])
    path = write(tmp_path / "p.tif", "EPSG:32610", (grey > 100).astype(np.uint8), transform, photometric="palette")
    with rasterio.open(path, "r+") as dataset:
        dataset.write_colormap(1, {0: (10, 0, 0, 255), 1: (200, 200, 190, 255)})
    check_marks(read(path, north)[0])
    with pytest.raises(InputError, match="8 bits"):
        read(write(tmp_path / "f.tif", "EPSG:32610", grey.astype(np.float32), transform), north)


def test_what_the_project_says_travels_and_what_the_camera_says_does_not(tmp_path, north):
    transform = lay("EPSG:32610")
    path = write(tmp_path / "a.tif", "EPSG:32610", paint("EPSG:32610", transform), transform)
    with rasterio.open(path, "r+") as dataset:
        dataset.update_tags(TIFFTAG_ARTIST="CANARY", TIFFTAG_DOCUMENTNAME="CANARY")
    imagery, _ = read(path, north, source="USGS", licence="public domain", captured=date(2025, 6, 1))
    assert (imagery.file, imagery.source, imagery.licence) == ("a.tif", "USGS", "public domain")
    assert imagery.captured == "2025-06-01"
    assert b"CANARY" in path.read_bytes() and b"CANARY" not in imagery.jpeg and b"Exif" not in imagery.jpeg
    assert imagery.jpeg == read(path, north)[0].jpeg


def test_a_camera_turn_beside_a_world_file_is_told(tmp_path, north):
    transform = lay("EPSG:32610")
    exif = Image.Exif()
    exif[0x0112] = 6
    Image.fromarray(np.moveaxis(paint("EPSG:32610", transform), 0, -1)).save(tmp_path / "a.jpg", exif=exif)
    a, _, c, _, e, f = tuple(transform)[:6]
    (tmp_path / "a.jgw").write_text(f"{a}\n0\n0\n{e}\n{c + a / 2}\n{f + e / 2}\n")
    imagery, codes = read(tmp_path / "a.jpg", north, crs="EPSG:32610")
    assert codes == ["imagery.orientation"]
    check_marks(imagery)


def test_a_picture_elsewhere_or_nowhere_is_left_out_and_told(tmp_path, north):
    transform = lay("EPSG:32610")
    path = write(tmp_path / "a.tif", "EPSG:32610", paint("EPSG:32610", transform), transform)
    assert read(path, north, Point(CENTRE[0] + 5000, CENTRE[1]).buffer(100)) == (None, ["imagery.outside"])
    Image.new("RGB", (50, 50)).save(tmp_path / "b.png")
    assert read(tmp_path / "b.png", north) == (None, ["imagery.no_world"])
    empty = np.zeros((3, SIZE, SIZE), np.uint8)
    path = write(tmp_path / "c.tif", "EPSG:32610", empty, transform, nodata=0)
    assert read(path, north) == (None, ["imagery.outside"])


CASES = ["no crs", "bad crs", "cut tif", "cut jpg", "cut png", "huge", "text", "missing", "svg"]


@pytest.mark.parametrize("case", CASES)
def test_what_cannot_be_used_is_one_sentence(tmp_path, north, case):
    transform = lay("EPSG:32610")
    image = paint("EPSG:32610", transform)
    path = tmp_path / "a.tif"
    crs = ""
    if case in {"no crs", "bad crs"}:
        write(path, None, image, transform)
        crs = "EPSG:1234567" if case == "bad crs" else ""
    elif case == "cut tif":
        write(path, "EPSG:32610", image + np.random.default_rng(1).integers(0, 9, image.shape, np.uint8), transform)
        path.write_bytes(path.read_bytes()[: SIZE * SIZE])
    elif case in {"cut jpg", "cut png"}:
        path = tmp_path / f"a.{case[4:]}"
        noise = np.random.default_rng(1).integers(0, 255, (SIZE, SIZE, 3), np.uint8)
        Image.fromarray(noise).save(path)
        path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
        a, _, c, _, e, f = tuple(transform)[:6]
        path.with_suffix(".wld").write_text(f"{a}\n0\n0\n{e}\n{c}\n{f}\n")
        crs = "EPSG:32610"
    elif case == "huge":
        profile = {"driver": "GTiff", "width": 20_000, "height": 5_001, "count": 3, "dtype": "uint8", "tiled": True}
        with rasterio.open(path, "w", crs="EPSG:32610", transform=transform, SPARSE_OK=True, **profile):
            pass
    elif case != "missing":
        path.write_text("<svg/>" if case == "svg" else "II but no picture")
    with pytest.raises(InputError) as caught:
        read(path, north, crs=crs)
    assert str(tmp_path) not in str(caught.value) and "\n" not in str(caught.value)


def sample(name):
    path = DATA / name
    if not path.exists():
        pytest.skip("the shared pictures are not here")
    return path


def lay_north(epsg, centre):
    frame = true_north(epsg, *centre)
    return TrueNorth(frame.matrix, frame.to_lonlat, frame.convergence_deg)


@pytest.mark.parametrize("name", ["naip_2015/derived/naip_crop.png", "naip_2015/derived/naip_crop.jpg"])
def test_the_real_crops_agree_with_the_geotiff(name):
    centre = (488000.0, 5207500.0)
    frame, extent = lay_north(26914, centre), Point(centre).buffer(900)
    pictures = []
    for path in (sample("naip_2015/m_4709963_se_14_1_20150926.tif"), sample(name)):
        imagery, notices = read_imagery(path, ImageryEntry(path.name), frame, 26914, extent)
        assert notices == ()
        pictures.append((imagery.bounds, np.asarray(Image.open(io.BytesIO(imagery.jpeg)).convert("L"), dtype=float)))
    assert pictures[0][0] == pytest.approx(pictures[1][0], abs=0.01)
    assert np.corrcoef(pictures[0][1].ravel(), pictures[1][1].ravel())[0, 1] > 0.98


def test_the_real_drone_picture_keeps_its_ragged_edge():
    path, centre = sample("pix4d_drone/pix4d_alpha_nodata.tif"), (297584.0, 9050543.0)
    frame, extent = lay_north(32750, centre), Point(centre).buffer(200)
    imagery, notices = read_imagery(path, ImageryEntry(path.name), frame, 32750, extent)
    assert [n.code for n in notices] == ["imagery.partial"] and isinstance(imagery.coverage, Polygon)
    with rasterio.open(path) as dataset:
        seen = (dataset.dataset_mask() > 0).sum() * abs(dataset.transform.determinant)
    assert imagery.coverage.area == pytest.approx(seen, rel=0.02)


def test_the_real_damaged_picture_is_refused():
    path = sample("rasterio_rgb/corrupt.tif")
    x, y = Transformer.from_crs(3857, 32652, always_xy=True).transform(14322158, 4532715)
    with pytest.raises(InputError, match="damaged"):
        read_imagery(path, ImageryEntry(path.name), lay_north(32652, (x, y)), 32652, Point(x, y).buffer(400))
