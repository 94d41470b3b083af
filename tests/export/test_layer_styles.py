"""Styles in campus.gpkg: the table that QGIS looks for, QML and SLD as XML, and a rule for every feature."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from demo_campus import demo_kit

from campusmap.export.columns import LAYERS
from campusmap.export.gpkg import write_gpkg
from campusmap.model.places import Marker

SE, OGC = "{http://www.opengis.net/se}", "{http://www.opengis.net/ogc}"
# As QGIS creates it. Source: QgsOgrProviderMetadata::saveStyle.
COLUMNS = {
    *("id", "f_table_catalog", "f_table_schema", "f_table_name", "f_geometry_column", "styleName", "styleQML"),
    *("styleSLD", "useAsDefault", "description", "owner", "ui", "update_time"),
}
NUMBERS = {"Point": "0", "LineString": "1", "Polygon": "2", "MultiPolygon": "2"}


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_gpkg(demo_kit(), tmp_path_factory.mktemp("styles"))[0]


def styles(path: Path) -> dict[str, tuple[ET.Element, ET.Element]]:
    with closing(sqlite3.connect(path)) as base:
        rows = base.execute("SELECT f_table_name, styleQML, styleSLD FROM layer_styles").fetchall()
    return {name: (ET.fromstring(qml), ET.fromstring(sld)) for name, qml, sld in rows}


def test_the_table_is_the_one_that_qgis_looks_for(path: Path) -> None:
    with closing(sqlite3.connect(path)) as base:
        assert {row[1] for row in base.execute("PRAGMA table_info(layer_styles)")} == COLUMNS
        rows = base.execute(
            "SELECT f_table_name, f_geometry_column, useAsDefault, update_time FROM layer_styles"
        ).fetchall()
        columns = dict(base.execute("SELECT table_name, column_name FROM gpkg_geometry_columns").fetchall())
        told = base.execute("SELECT data_type FROM gpkg_contents WHERE table_name = 'layer_styles'").fetchall()
        assert base.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert rows == [(layer.name, columns[layer.name], 1, "2025-08-15T00:00:00.000Z") for layer in LAYERS]
    assert told == [("attributes",)]


def test_the_same_bytes_twice(path: Path, tmp_path: Path) -> None:
    assert write_gpkg(demo_kit(), tmp_path)[0].read_bytes() == path.read_bytes()


@pytest.mark.parametrize("layer", LAYERS, ids=lambda layer: layer.name)
def test_every_rule_has_its_symbol(layer: object, path: Path) -> None:
    known = next(one for one in LAYERS if one is layer)
    qml, sld = styles(path)[known.name]
    assert qml.tag == "qgis" and qml.findtext("layerGeometryType") == NUMBERS[known.shape]
    rules, symbols = qml.findall("renderer-v2/rules/rule"), qml.findall("renderer-v2/symbols/symbol")
    assert [rule.get("symbol") for rule in rules] == [symbol.get("name") for symbol in symbols] != []
    options = {"fill": "color", "line": "line_color", "marker": "color"}
    for symbol in symbols:
        colour = symbol.find(f"layer/Option/Option[@name='{options[symbol.attrib['type']]}']")
        assert colour is not None and re.fullmatch(r"\d+,\d+,\d+,\d+", colour.attrib["value"])
    drawn = sld.findall(f"*/*/{SE}FeatureTypeStyle/{SE}Rule")
    assert [rule.findtext(f"{SE}Name") for rule in drawn] == [rule.get("label") for rule in rules]
    assert rules[-1].get("filter") in {None, "ELSE"} and not drawn[-1].find(f"{OGC}Filter")


def test_one_rule_fits_each_feature(path: Path) -> None:
    """QGIS's conditions are SQL: SQLite counts what each takes."""
    with closing(sqlite3.connect(path)) as base:
        for name, (qml, _) in styles(path).items():
            conditions = [rule.get("filter") for rule in qml.findall("renderer-v2/rules/rule")]
            said = [c for c in conditions if c not in {None, "ELSE"}]
            total = " + ".join(f"coalesce(({c}), 0)" for c in said) or "0"
            most, least = base.execute(f'SELECT max({total}), min({total}) FROM "{name}"').fetchone()
            assert (most or 0) <= 1
            if name == "spaces":
                assert least == 1
            assert all(base.execute(f'SELECT count(*) FROM "{name}" WHERE {c}').fetchone()[0] for c in said)


def test_nothing_is_named_that_the_layer_does_not_hold(path: Path, tmp_path: Path) -> None:
    kit = demo_kit()
    few = tuple(marker for marker in kit.campus.markers if marker.kind == "AED")
    (bare,) = write_gpkg(replace(kit, campus=replace(kit.campus, markers=few)), tmp_path)
    assert b"Key box" in path.read_bytes() and b"Key box" not in bare.read_bytes()


def test_hostile_texts_do_not_reach_the_styles(tmp_path: Path) -> None:
    kit = demo_kit()
    bad = "' OR 1=1; <script>alert(1)</script>"
    (path,) = write_gpkg(replace(kit, campus=replace(kit.campus, markers=(Marker("m", bad, bad),))), tmp_path)
    with closing(sqlite3.connect(path)) as base:
        assert base.execute("SELECT count(*) FROM layer_styles WHERE styleQML LIKE '%alert%'").fetchone() == (0,)
