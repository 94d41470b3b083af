"""The KMZ and the TAK package, read back by GDAL, by the standard's own schema, and by hand."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET

import pyogrio
import pyproj
import pytest
import shapely
from demo_campus import EPSG, demo_kit
from fastkml.validator import get_schema_parser
from lxml import etree
from PIL import Image

from campusmap.export.graphic import draw_graphic
from campusmap.export.kmz import write_kmz, write_tak
from campusmap.model.kit import Kit
from campusmap.model.places import Marker

KML = "{http://www.opengis.net/kml/2.2}"


@pytest.fixture(scope="module")
def kmz(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_kmz(demo_kit(), tmp_path_factory.mktemp("kmz"))[0]


def _doc(path: Path) -> bytes:
    with zipfile.ZipFile(path) as archive:
        assert archive.namelist() == ["doc.kml", "files/grid.jpg"]
        return archive.read("doc.kml")


def test_the_document_keeps_the_schema_of_kml(kmz: Path) -> None:
    schema = get_schema_parser()
    document = etree.fromstring(_doc(kmz))
    assert schema.validate(document), schema.error_log


def test_gdal_finds_every_placed_room_where_it_is(kmz: Path, tmp_path: Path) -> None:
    kit = demo_kit()
    (tmp_path / "doc.kml").write_bytes(_doc(kmz))
    back = pyproj.Transformer.from_crs(4326, EPSG, always_xy=True).transform
    read = {}
    for layer, _ in pyogrio.list_layers(tmp_path / "doc.kml"):
        frame = pyogrio.read_dataframe(tmp_path / "doc.kml", layer=layer)
        column = next(name for name in frame.columns if name.casefold() == "description")
        for name, about, shape in zip(frame["Name"], frame[column], frame.geometry, strict=True):
            read[name, str(about).rpartition("id: ")[2]] = shapely.transform(shape, back, interleaved=False)
    count = 0
    for floor in (f for b in kit.campus.buildings for f in b.floors):
        for space in floor.spaces:
            hits = [shape for (name, key), shape in read.items() if key == space.id]
            assert len(hits) == (1 if floor.frame.placed else 0), space.id
            if hits:
                count += 1
                assert hits[0].hausdorff_distance(space.outline) < 0.03
    assert count > 30
    doors = [n for n, _ in read if n.startswith("Door ")]
    assert len(doors) == sum(
        o.exterior and bool(o.shown_number)
        for b in kit.campus.buildings
        for f in b.floors
        if f.frame.placed
        for o in f.openings
    )


def test_floors_above_the_ground_are_hidden_at_first(kmz: Path) -> None:
    folders = ET.fromstring(_doc(kmz)).iter(f"{KML}Folder")
    seen = {
        f.findtext(f"{KML}name"): f.findtext(f"{KML}visibility")
        for f in folders
        if f.find(f"{KML}visibility") is not None
    }
    ordinals = {
        f"{b.name}, {f.name}": f.ordinal for b in demo_kit().campus.buildings for f in b.floors if f.frame.placed
    }
    assert seen == {name: "1" if ordinal == 0 else "0" for name, ordinal in ordinals.items()}


def test_the_overlay_is_north_up_and_covers_the_grid(kmz: Path) -> None:
    kit = demo_kit()
    overlay = next(ET.fromstring(_doc(kmz)).iter(f"{KML}GroundOverlay"))
    box = {
        tag: float(overlay.findtext(f"{KML}LatLonBox/{KML}{tag}") or "nan")
        for tag in ("north", "south", "east", "west")
    }
    assert overlay.find(f"{KML}LatLonBox/{KML}rotation") is None
    grid, north = kit.campus.grid, kit.campus.north
    assert grid is not None and north is not None
    geod = pyproj.Geod(ellps="WGS84")
    _, _, wide = geod.inv(box["west"], box["south"], box["east"], box["south"])
    _, _, high = geod.inv(box["west"], box["south"], box["west"], box["north"])
    assert wide == pytest.approx(grid.columns * grid.cell_m, rel=0.001)
    assert high == pytest.approx(grid.rows * grid.cell_m, rel=0.001)
    graphic = draw_graphic(kit.campus)
    assert graphic is not None
    with Image.open(io.BytesIO(graphic.jpeg)) as image:
        assert image.size[0] / image.size[1] == pytest.approx(grid.columns / grid.rows, rel=0.01)
        assert max(image.size) == 2400 and not image.getexif()


def test_the_tak_package_lists_what_it_holds(tmp_path: Path) -> None:
    (path,) = write_tak(demo_kit(), tmp_path)
    with zipfile.ZipFile(path) as archive:
        names = archive.namelist()
        root = ET.fromstring(archive.read("MANIFEST/manifest.xml"))
        inner = [zipfile.ZipFile(io.BytesIO(archive.read(name))).namelist() for name in names[1:]]
    assert root.tag == "MissionPackageManifest" and root.get("version") == "2"
    parameters = {p.get("name"): p.get("value") for p in root.findall("Configuration/Parameter")}
    assert parameters["uid"] and str(parameters["name"]).startswith(demo_kit().campus.name)
    assert [c.get("zipEntry") for c in root.findall("Contents/Content")] == names[1:] and len(names) == 3
    assert all(members == ["doc.kml", "files/grid.jpg"] for members in inner)


def test_pictures_and_archives_are_not_compressed_again(kmz: Path, tmp_path: Path) -> None:
    for path in (kmz, *write_tak(demo_kit(), tmp_path)):
        with zipfile.ZipFile(path) as archive:
            assert archive.testzip() is None
            for info in archive.infolist():
                stored = info.filename.endswith((".jpg", ".kmz"))
                assert info.compress_type == (zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED)
                assert (info.compress_size == info.file_size) == stored


def test_hostile_texts_stay_texts(tmp_path: Path) -> None:
    bad = "</name><script>alert(1)</script>&\x00\ud800]]>"
    kit: Kit = demo_kit()
    at = kit.campus.buildings[0].footprint.representative_point()
    marker = Marker("m-bad", "AED", bad, at=at, attributes={bad: bad})
    (path,) = write_kmz(replace(kit, campus=replace(kit.campus, name=bad, markers=(marker,))), tmp_path)
    names = [n.text for n in ET.fromstring(_doc(path)).iter(f"{KML}name")]
    assert "</name><script>alert(1)</script>&\ufffd\ufffd]]>" in names


def test_a_campus_without_coordinates_still_gets_a_document(tmp_path: Path) -> None:
    kit = demo_kit()
    bare = replace(kit, campus=replace(kit.campus, epsg=None, north=None, grid=None))
    (path,) = write_kmz(bare, tmp_path)
    with zipfile.ZipFile(path) as archive:
        assert archive.namelist() == ["doc.kml"]
        assert not list(ET.fromstring(archive.read("doc.kml")).iter(f"{KML}Placemark"))
