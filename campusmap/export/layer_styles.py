"""The table of styles in campus.gpkg, which QGIS opens its layers with: QML, and SLD for others.

Source: the table as QGIS 3 saves it (QgsOgrProvider), QML of QGIS 3.28, OGC 05-077r4 (Symbology Encoding 1.1).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import Final
from xml.etree import ElementTree as ET

from campusmap.export.columns import Value
from campusmap.export.layer_looks import LayerLook, Look
from campusmap.export.xml_text import add, to_bytes

NAME: Final = "layer_styles"
_TABLE: Final = f"""
CREATE TABLE {NAME} (id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, f_table_catalog TEXT(256),
  f_table_schema TEXT(256), f_table_name TEXT(256), f_geometry_column TEXT(256), styleName TEXT(30), styleQML TEXT,
  styleSLD TEXT, useAsDefault BOOLEAN, description TEXT, owner TEXT(30), ui TEXT(30),
  update_time DATETIME DEFAULT CURRENT_TIMESTAMP)
"""
_COLUMN: Final = "geom"  # as GDAL names it, and geopackage.py
_GEOMETRY_NUMBERS: Final = {"marker": "0", "line": "1", "fill": "2"}
_SE: Final = "http://www.opengis.net/se"
_MM_PER_PIXEL: Final = 0.28  # the pixel that symbology encoding takes for granted
_MARKER_MM: Final = 3.0
_LABEL_PT: Final = 8


def add_styles(base: sqlite3.Connection, looks: Sequence[LayerLook], changed: str) -> None:
    """Write a style for each layer into a GeoPackage, as its default; ``changed`` is a UTC date and time."""
    rows = [
        ("", "", look.layer, _COLUMN, look.layer, to_qml(look), to_sld(look), 1, "campusmap", "", None, changed)
        for look in looks
    ]
    base.execute(_TABLE)
    base.execute(
        "INSERT INTO gpkg_contents (table_name, data_type, identifier, description, last_change, srs_id)"
        " VALUES (?, 'attributes', ?, '', ?, 0)",
        (NAME, NAME, changed),
    )
    marks = ", ".join("?" * 12)
    base.executemany(
        f"INSERT INTO {NAME} (f_table_catalog, f_table_schema, f_table_name, f_geometry_column, styleName,"  # noqa: S608 -- no text from outside
        f" styleQML, styleSLD, useAsDefault, description, owner, ui, update_time) VALUES ({marks})",
        rows,
    )


def to_qml(look: LayerLook) -> str:
    """Return a layer's style as QGIS reads it: one rule a look."""
    root = ET.Element(
        "qgis", version="3.28.0", styleCategories="Symbology|Labeling", labelsEnabled=str(int(bool(look.label)))
    )
    renderer = add(root, "renderer-v2", type="RuleRenderer", symbollevels="0", enableorderby="0", forceraster="0")
    rules = add(renderer, "rules", key="{campusmap}")
    symbols = add(renderer, "symbols")
    for number, one in enumerate(look.looks):
        condition = " AND ".join(f'"{column}" = {_quote(value)}' for column, value in one.wanted)
        rule = add(rules, "rule", symbol=str(number), label=one.title, key=f"{{campusmap-{look.layer}-{number}}}")
        if condition or number:
            rule.set("filter", condition or "ELSE")
        _add_symbol(symbols, look.geometry, one, str(number))
    if look.label:
        _add_labels(root, look.label)
    add(root, "blendMode", "0")
    add(root, "layerGeometryType", _GEOMETRY_NUMBERS[look.geometry])
    return to_bytes(root).decode()


def _quote(value: Value) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return "'" + str(value).replace("'", "''") + "'"


def _rgba(colour: str) -> str:
    """Return "#rrggbb" or "#rrggbbaa" as QGIS writes colours; nothing is drawn of "none"."""
    digits = colour.lstrip("#")
    if colour == "none" or len(digits) < 6:
        return "0,0,0,0"
    parts = [int(digits[i : i + 2], 16) for i in range(0, len(digits), 2)]
    return ",".join(map(str, (*parts[:3], parts[3] if len(parts) > 3 else 255)))


def _add_symbol(symbols: ET.Element, geometry: str, look: Look, name: str) -> None:
    symbol = add(symbols, "symbol", type=geometry, name=name, alpha="1", clip_to_extent="1", force_rhr="0")
    dash = "dash" if look.is_dashed else "solid"
    width = str(look.width_mm)
    made: dict[str, tuple[str, dict[str, str]]] = {
        "fill": ("SimpleFill", {
            "color": _rgba(look.fill), "style": "no" if look.fill == "none" else "solid", "outline_width_unit": "MM",
            "outline_color": _rgba(look.stroke), "outline_width": width, "outline_style": dash,
        }),
        "line": ("SimpleLine", {
            "line_color": _rgba(look.stroke), "line_width": width, "line_style": dash, "line_width_unit": "MM",
        }),
        "marker": ("SimpleMarker", {
            "name": "circle", "color": _rgba(look.fill), "outline_color": _rgba(look.stroke), "outline_width": width,
            "size": str(_MARKER_MM), "size_unit": "MM",
        }),
    }  # fmt: skip
    kind, options = made[geometry]
    layer = add(symbol, "layer", **{"class": kind}, enabled="1", locked="0")
    layer.set("pass", "0")
    table = add(layer, "Option", type="Map")
    for key, value in options.items():
        add(table, "Option", name=key, type="QString", value=value)
    for key, value in options.items():  # as versions before 3.26 read it
        add(layer, "prop", k=key, v=value)


def _add_labels(root: ET.Element, column: str) -> None:
    settings = add(add(root, "labeling", type="simple"), "settings", calloutType="simple")
    style = add(settings, "text-style", fieldName=column, fontSize=str(_LABEL_PT), fontSizeUnit="Point",
                textColor="0,0,0,255", isExpression="0")  # fmt: skip
    add(style, "text-buffer", bufferDraw="1", bufferSize="0.8", bufferSizeUnits="MM", bufferColor="255,255,255,255")
    add(settings, "placement", placement="1", centroidInside="1")
    add(settings, "rendering", drawLabels="1", obstacle="0")


def to_sld(look: LayerLook) -> str:
    """Return a layer's style by OGC SLD 1.1."""
    root = ET.Element(
        "StyledLayerDescriptor",
        {
            "version": "1.1.0",
            "xmlns": "http://www.opengis.net/sld",
            "xmlns:se": _SE,
            "xmlns:ogc": "http://www.opengis.net/ogc",
        },
    )
    named = add(root, "NamedLayer")
    add(named, "se:Name", look.layer)
    style = add(add(named, "UserStyle"), "se:FeatureTypeStyle")
    for number, one in enumerate(look.looks):
        rule = add(style, "se:Rule")
        add(rule, "se:Name", one.title)
        if one.wanted:
            _add_filter(rule, one)
        elif number:
            add(rule, "se:ElseFilter")
        _add_symbolizer(rule, look.geometry, one)
    return to_bytes(root).decode()


def _add_filter(rule: ET.Element, look: Look) -> None:
    parent = add(rule, "ogc:Filter")
    if len(look.wanted) > 1:
        parent = add(parent, "ogc:And")
    for column, value in look.wanted:
        equal = add(parent, "ogc:PropertyIsEqualTo")
        add(equal, "ogc:PropertyName", column)
        add(equal, "ogc:Literal", str(value).lower() if isinstance(value, bool) else str(value))


def _add_symbolizer(rule: ET.Element, geometry: str, look: Look) -> None:
    if geometry == "line":
        _add_paint(add(rule, "se:LineSymbolizer"), "none", look)
    elif geometry == "fill":
        _add_paint(add(rule, "se:PolygonSymbolizer"), look.fill, look)
    else:
        graphic = add(add(rule, "se:PointSymbolizer"), "se:Graphic")
        mark = add(graphic, "se:Mark")
        add(mark, "se:WellKnownName", "circle")
        _add_paint(mark, look.fill, look)
        add(graphic, "se:Size", str(round(_MARKER_MM / _MM_PER_PIXEL)))


def _add_paint(parent: ET.Element, fill: str, look: Look) -> None:
    if fill != "none":
        add(add(parent, "se:Fill"), "se:SvgParameter", fill[:7], name="fill")
    if look.stroke != "none":
        stroke = add(parent, "se:Stroke")
        add(stroke, "se:SvgParameter", look.stroke[:7], name="stroke")
        add(stroke, "se:SvgParameter", f"{look.width_mm / _MM_PER_PIXEL:.2f}", name="stroke-width")
        if look.is_dashed:
            add(stroke, "se:SvgParameter", "6 3", name="stroke-dasharray")
