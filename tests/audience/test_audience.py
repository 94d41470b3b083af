"""Nobody's kit holds what its audience may not know, and the search would see it if it did."""

from __future__ import annotations

import base64
import json
import re
import shutil
import sqlite3
import struct
import zipfile
import zlib
from dataclasses import fields, is_dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from demo_campus import demo_kit
from demo_photos import jpeg
from shapely import Point

from campusmap.audience.allow import EXPORTERS as FOR_AUDIENCE
from campusmap.audience.allow import FIELDS, Audience
from campusmap.audience.filter import filter_campus
from campusmap.errors import LeakError
from campusmap.export.manifest import write_manifest
from campusmap.export.table import EXPORTERS
from campusmap.model import analysis, places
from campusmap.model.kit import Kit
from campusmap.model.photo import Photo
from campusmap.model.places import Contact, Marker, Recipient
from campusmap.pipeline.build import build_kit, cut_kit
from campusmap.pipeline.leaks import refuse_leaks

LOWER: list[Audience] = ["staff", "public"]


def _canary(n: int) -> str:
    return f"Zq{n:03d}Canary{n * 7919 % 1000:03d}"


@cache
def _secret_kit() -> tuple[Kit, tuple[str, ...]]:
    """Return a kit with a canary in every text that the staff, and so the public, may not know."""
    kit, canaries = demo_kit(), [_canary(n) for n in range(40)]
    left = iter(canaries)
    building, *others = sorted(kit.campus.buildings, key=lambda b: b.id != "main")
    floor = building.floors[0]
    spaces = tuple(
        replace(space, notes=next(left), two_way=next(left), panic=next(left), lockable=next(left)) if n < 4 else space
        for n, space in enumerate(floor.spaces)
    )
    openings = tuple(
        replace(door, lock=next(left), access_control=next(left), covering=next(left)) if n < 4 else door
        for n, door in enumerate(floor.openings)
    )
    floor = replace(floor, spaces=spaces, openings=openings)
    inside = floor.outline.centroid
    key_box = Marker(
        "m-key", "KEY_BOX", next(left), building.id, floor.id, at=Point(inside.x + 0.37, inside.y + 0.21),
        attributes={next(left): next(left), "contents": next(left), "pin": "Zq9#"},
    )  # fmt: skip
    campus = replace(
        kit.campus,
        buildings=(replace(building, floors=(floor, *building.floors[1:])), *others),
        markers=(*kit.campus.markers, key_box),
        contacts=(Contact(next(left), next(left), next(left), next(left)),),
        recipients=(Recipient(next(left), next(left), next(left)),),
        photos=(Photo(f"photos/{next(left)}.jpg", jpeg(64, 48, (9, 99, 199)), 64, 48, (key_box.id,)),),
    )
    return replace(kit, campus=campus), tuple(text for text in canaries if text not in set(left))


def _write(kit: Kit, packet: Any, folder: Path) -> Path:
    folder.mkdir()
    for name in EXPORTERS:
        if name in FOR_AUDIENCE[kit.edition.audience]:  # type: ignore[index]
            EXPORTERS[name](kit, packet, folder)
    write_manifest(kit, folder)
    return folder


@pytest.fixture(scope="module", params=LOWER)
def built(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Kit, Kit, Path]:
    whole, _ = _secret_kit()
    cut, packet = cut_kit(whole, request.param)
    return whole, cut, _write(cut, packet, tmp_path_factory.mktemp(request.param) / "kit")


def _every_byte(folder: Path) -> bytes:
    """Return all that a kit's files hold, unpacked by this test's own means."""
    blocks = []
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            data = path.read_bytes()
            blocks.append(data)
            for stream in re.findall(rb"stream\r?\n(.*?)endstream", data, re.DOTALL):
                try:
                    blocks.append(zlib.decompressobj().decompress(stream))
                except zlib.error:
                    blocks.append(stream)
    return b"\n".join(blocks)


def test_no_canary_is_in_any_byte(built: tuple[Kit, Kit, Path]) -> None:
    whole, cut, folder = built
    canaries = _secret_kit()[1]
    data = _every_byte(folder)
    assert len(canaries) >= 36
    assert not [text for text in canaries if text.encode() in data or text.encode("utf-16-be") in data]
    refuse_leaks(whole, cut, folder)


def test_no_canary_is_in_the_printed_words(built: tuple[Kit, Kit, Path]) -> None:
    import pypdfium2 as pdfium  # type: ignore[import-untyped]

    document = pdfium.PdfDocument(built[2] / "packet.pdf")
    text = "\n".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    assert built[1].campus.name in text
    assert not [word for word in _secret_kit()[1] if word in text]


def test_the_public_kit_has_no_inside() -> None:
    whole, _ = _secret_kit()
    cut = filter_campus(whole.campus, "public")
    assert all(not building.floors for building in cut.buildings) and not cut.markers
    assert [b.footprint for b in cut.buildings] == [b.footprint for b in whole.campus.buildings]


def _facts(value: Any) -> set[str]:
    """Return every text of a record, by this test's own walk."""
    if isinstance(value, str):
        return {value}
    if isinstance(value, dict):
        return set().union(*(_facts(item) for pair in value.items() for item in pair), set())
    if isinstance(value, tuple):
        return set().union(*(_facts(item) for item in value), set())
    if is_dataclass(value):
        return set().union(*(_facts(getattr(value, field.name)) for field in fields(value)), set())
    return set()


def test_each_audience_knows_less_than_the_one_above() -> None:
    campus = _secret_kit()[0].campus
    responder, staff, public = (_facts(filter_campus(campus, who)) for who in ("responder", "staff", "public"))
    assert public < staff < responder


def test_the_lists_name_fields_that_exist() -> None:
    for audience, lists in FIELDS.items():
        for record, names in lists.items():
            kind = getattr(places, record, None) or getattr(analysis, record)
            assert names <= {field.name for field in fields(kind)}, (audience, record)


@pytest.mark.parametrize(
    "plant",
    ["a text in a zip", "a text in HTML", "a vertex in GeoJSON", "a vertex in the map", "doubles", "a packed page",
     "UTF-16", "a short field", "a name in the GeoPackage", "a photo", "a photo on the page"],
)  # fmt: skip
def test_a_planted_leak_is_caught(plant: str, built: tuple[Kit, Kit, Path], tmp_path: Path) -> None:
    whole, cut, folder = built
    canary = _secret_kit()[1][0]
    target = tmp_path / "kit"
    target.mkdir()
    shutil.copy(folder / "campus.gpkg", target)  # one file that may be there beside the one that may not
    refuse_leaks(whole, cut, target)
    x, y = _hidden_point(whole)
    _PLANTS[plant](target, canary, whole, (x, y))
    with pytest.raises(LeakError):
        refuse_leaks(whole, cut, target)


def _hidden_point(whole: Kit) -> tuple[float, float]:
    """Return where the key box hangs, which neither staff nor the public may know."""
    return next((m.at.x, m.at.y) for m in whole.campus.markers if m.id == "m-key" and m.at)


def _lonlat(whole: Kit, point: tuple[float, float]) -> tuple[float, float]:
    import pyproj

    return pyproj.Transformer.from_crs(whole.campus.epsg, 4326, always_xy=True).transform(*point)  # type: ignore[no-any-return]


def _plant_zip(folder: Path, canary: str, whole: Kit, point: Any) -> None:
    with zipfile.ZipFile(folder / "extra.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("deep/inside.txt", "x" * 50 + canary)


def _plant_html(folder: Path, canary: str, whole: Kit, point: Any) -> None:
    (folder / "extra.html").write_text(f"<p title='{canary}'>nothing</p>")


def _plant_geojson(folder: Path, canary: str, whole: Kit, point: Any) -> None:
    lon, lat = _lonlat(whole, point)
    (folder / "extra.geojson").write_text(json.dumps({"coordinates": [round(lon, 7), round(lat, 7)]}))


def _plant_map(folder: Path, canary: str, whole: Kit, point: Any) -> None:
    assert whole.campus.north
    a, b, c, d, e, f = whole.campus.north.matrix
    x, y = (round((m * point[0] + n * point[1] + o) * 100) for m, n, o in ((a, b, c), (d, e, f)))
    facts = {"scenes": [{"layers": {"x": [["A", "s", "", [[1, 1, x - 1, y - 1]]]]}}], "grounds": {}}
    (folder / "extra.html").write_text(f'<script type="application/json" id="facts">{json.dumps(facts)}</script>')


def _plant_doubles(folder: Path, canary: str, whole: Kit, point: Any) -> None:
    (folder / "extra.bin").write_bytes(b"abc" + struct.pack("<2d", round(point[0], 3), round(point[1], 3)))


def _plant_packed(folder: Path, canary: str, whole: Kit, point: Any) -> None:
    packer = zlib.compressobj(9, wbits=-15)
    block = base64.b64encode(packer.compress(json.dumps({"a": canary}).encode()) + packer.flush()).decode()
    (folder / "extra.html").write_text(f'<script type="application/deflate" id="facts">{block}</script>')


def _plant_utf16(folder: Path, canary: str, whole: Kit, point: Any) -> None:
    (folder / "extra.bin").write_bytes(b"\xfe\xff" + canary.encode("utf-16-be"))


def _plant_field(folder: Path, canary: str, whole: Kit, point: Any) -> None:
    (folder / "extra.csv").write_text("a,b\r\nx,Zq9#\r\n")


def _plant_name(folder: Path, canary: str, whole: Kit, point: Any) -> None:
    with sqlite3.connect(folder / "campus.gpkg") as base:
        for trigger in ("ST_IsEmpty", "ST_MinX", "ST_MaxX", "ST_MinY", "ST_MaxY"):
            base.create_function(trigger, 1, lambda _: 1)
        base.execute("UPDATE buildings SET name = ?", (canary,))
    base.close()


def _plant_photo(folder: Path, canary: str, whole: Kit, point: Any) -> None:
    (folder / "extra.bin").write_bytes(b"abc" + whole.campus.photos[0].jpeg)


def _plant_photo_page(folder: Path, canary: str, whole: Kit, point: Any) -> None:
    block = base64.b64encode(whole.campus.photos[0].jpeg).decode()
    (folder / "extra.html").write_text(f'<script type="image/jpeg" id="photo-0">{block}</script>')


_PLANTS = {
    "a text in a zip": _plant_zip, "a text in HTML": _plant_html, "a vertex in GeoJSON": _plant_geojson,
    "a vertex in the map": _plant_map, "doubles": _plant_doubles, "a packed page": _plant_packed,
    "UTF-16": _plant_utf16, "a short field": _plant_field, "a name in the GeoPackage": _plant_name,
    "a photo": _plant_photo, "a photo on the page": _plant_photo_page,
}  # fmt: skip


@pytest.mark.parametrize("audience", LOWER)
def test_the_kit_of_a_sample_passes_its_own_search(audience: Audience, tmp_path: Path) -> None:
    folder = Path(__file__).parents[2] / "sample_campuses" / "maple-elementary"
    kit, target = build_kit(folder, tmp_path / "kit", audience=audience, issued="2026-11-01")
    assert kit.edition.audience == audience and (target / "map.html").is_file()
    assert (target / "rooms.csv").is_file() is (audience == "staff")
    assert not any("key box" in text.casefold() for text in _facts(kit.campus))


@pytest.mark.full
@pytest.mark.parametrize("audience", LOWER)
@pytest.mark.parametrize("campus", ["cedar-ridge-high", "harbor-middle"])
def test_the_kits_of_larger_samples_pass_their_own_search(campus: str, audience: Audience, tmp_path: Path) -> None:
    folder = Path(__file__).parents[2] / "sample_campuses" / campus
    build_kit(folder, tmp_path / "kit", audience=audience, issued="2026-11-01")
