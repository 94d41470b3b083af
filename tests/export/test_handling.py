"""How files are to be handled is said in each format, as other programs read it there."""

from __future__ import annotations

import json
import sqlite3
import zipfile
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import ezdxf
import pyogrio
import pytest
from demo_campus import demo_kit

from campusmap.carto.packet import Packet
from campusmap.export.table import EXPORTERS
from campusmap.model.kit import Kit

STATUTE = 'Exempt under § 12-34; "keep" <b>it</b> %%u from {the} public'
FILES = ("gpkg", "geojson", "imdf", "ng911", "rooms_dxf", "osm", "resgrid")


def stated(text: str) -> Kit:
    kit = demo_kit()
    return replace(kit, project=replace(kit.project, campus=replace(kit.project.campus, handling=text)))


def write(kit: Kit, folder: Path) -> Path:
    folder.mkdir()
    for name in FILES:
        EXPORTERS[name](kit, Packet(), folder)
    return folder


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(stated(STATUTE), tmp_path_factory.mktemp("handling") / "kit")


def test_every_geojson_says_it_beside_its_features(written: Path) -> None:
    paths = sorted(written.rglob("*.geojson"))
    assert {path.name for path in paths} >= {"spaces.geojson", "osm.geojson", "resgrid.geojson", "main-1.geojson"}
    assert {json.loads(path.read_text("utf-8"))["handling"] for path in paths} == {STATUTE}
    with zipfile.ZipFile(written / "imdf.zip") as archive:
        said = [json.loads(archive.read(name)).get("handling") for name in archive.namelist() if "geojson" in name]
    assert len(said) > 10 and set(said) == {STATUTE}


@pytest.mark.parametrize("name", ["campus.gpkg", "ng911.gpkg"])
def test_every_layer_of_a_geopackage_is_described_by_it(written: Path, name: str) -> None:
    with closing(sqlite3.connect(written / name)) as base:
        rows = base.execute("SELECT table_name, description FROM gpkg_contents WHERE data_type = 'features'").fetchall()
    assert rows and all(description.endswith(STATUTE) for _, description in rows)
    for layer, _ in rows:
        assert pyogrio.read_info(written / name, layer=layer)["layer_metadata"]["DESCRIPTION"].endswith(STATUTE)


def test_the_drawing_says_it_in_its_properties_and_on_it(written: Path) -> None:
    drawing = ezdxf.readfile(written / "rooms.dxf")
    shown = STATUTE.replace("%%", "% %")
    assert drawing.header.custom_vars.get("Handling") == shown
    assert shown in {text.dxf.text for text in drawing.modelspace().query('TEXT[layer=="NOTE"]')}
    assert not drawing.audit().has_errors


def test_a_project_that_states_none_gets_the_packets_words(tmp_path: Path) -> None:
    folder = write(stated(""), tmp_path / "kit")
    said = json.loads((folder / "osm.geojson").read_text("utf-8"))["handling"]
    assert "security-sensitive" in said


def test_surrogates_and_line_ends_break_nothing(tmp_path: Path) -> None:
    folder = write(stated("one\ntwo \ud800 three"), tmp_path / "kit")
    assert json.loads((folder / "osm.geojson").read_bytes())["handling"] == "one two ? three"
    assert pyogrio.read_info(folder / "campus.gpkg", layer="spaces")["layer_metadata"]["DESCRIPTION"].endswith(
        "one two ? three"
    )
