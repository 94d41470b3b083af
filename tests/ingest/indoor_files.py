"""Small indoor floors as GeoJSON, GeoPackage, Shapefile, FlatGeobuf and IMDF, written without the readers' help."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from typing import Any

import geopandas
import numpy as np
import shapely
from pyproj import Transformer
from shapely import LineString, Point, Polygon, box
from shapely.geometry import mapping

EPSG = 32633
ORIGIN = (410_400.0, 5_653_400.0)


def to_lonlat(shape: Any) -> Any:
    """Turn metres about ORIGIN into longitude and latitude."""
    back = Transformer.from_crs(EPSG, 4326, always_xy=True)
    return shapely.transform(shape, lambda c: np.column_stack(back.transform(c[:, 0] + ORIGIN[0], c[:, 1] + ORIGIN[1])))


def feature(shape: Any, identity: str = "", **tags: Any) -> dict[str, Any]:
    """Return a GeoJSON feature of a shape in metres."""
    geometry = None if shape is None else mapping(to_lonlat(shape))
    own = {"id": identity} if identity else {}
    return {"type": "Feature", **own, "properties": tags, "geometry": geometry}


def write_geojson(path: Path, features: list[dict[str, Any]]) -> Path:
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), "utf-8")
    return path


# A ring of corridor round a room and a yard, two rooms north of it, one of them a stair through three levels.
RING = Polygon(box(0, 0, 20, 10).exterior, [box(4, 3, 16, 7).exterior])
CORE, YARD = box(4, 3, 10, 7), box(10, 3, 16, 7)
OFFICE, STAIR = box(0, 10, 12, 16), box(12, 10, 20, 16)


def osm_floor() -> list[dict[str, Any]]:
    """Draw the floor in Simple Indoor Tagging on levels 0 and 1, with doors as nodes."""
    ground = [
        feature(RING, "way/1", indoor="corridor", level="0", ref="C0"),
        feature(CORE, "way/2", indoor="room", level="0", ref="001", name="Core"),
        feature(OFFICE, "way/3", indoor="room", level="0", ref="002", room="office"),
    ]
    both = [
        feature(STAIR, "way/4", indoor="room", level="-1-1", ref="ST1", stairs="yes"),
        feature(box(-6, 0, 0, 10), "way/5", indoor="room", level="0;1", ref="GYM"),
    ]
    upper = [feature(box(0, 0, 20, 10), "way/6", indoor="area", level="1", ref="101")]
    nodes = [
        feature(Point(6, 10), "node/1", door="hinged", level="0", width="1.2"),
        feature(Point(4, 5), "node/2", door="no", level="0"),
        feature(Point(0, 16), "node/3", door="hinged", entrance="main", level="0", ref="D1"),
        feature(Point(12, 12), "node/4", door="hinged"),
        feature(Point(60, 60), "node/5", door="hinged"),
        feature(Point(1, 1), "node/6", amenity="waste_basket", level="0"),
    ]
    return [*ground, *both, *upper, *nodes]


def typed_frame() -> geopandas.GeoDataFrame:
    """Return the ground floor as a table with columns of its own names, in metres of a UTM zone."""
    rows = [
        ("Corridor", "C0", "", RING), ("Office", "002", "Head teacher", OFFICE), ("Stair", "ST1", "", STAIR),
        ("Wall", "", "", LineString([(0, 16), (20, 16)])), ("Door", "", "", LineString([(5, 10), (6, 10)])),
    ]  # fmt: skip
    shapes = [shapely.transform(row[3], lambda c: c + ORIGIN) for row in rows]
    columns = {"ROOM_TYPE": [r[0] for r in rows], "RM": [r[1] for r in rows], "WHO": [r[2] for r in rows]}
    return geopandas.GeoDataFrame(columns, geometry=shapes, crs=EPSG)


def imdf_files() -> dict[str, list[dict[str, Any]]]:
    """Return an IMDF venue of one building with two levels; one value of each kind is off the specification."""

    def imdf(shape: Any, identity: str, kind: str, **tags: Any) -> dict[str, Any]:
        return {**feature(shape, identity, **tags), "feature_type": kind}

    def unit(shape: Any, identity: str, level: str, category: str, **tags: Any) -> dict[str, Any]:
        return imdf(shape, identity, "unit", level_id=level, category=category, **tags)

    return {
        "level": [
            imdf(box(0, 0, 20, 16), "L0", "level", ordinal=0, short_name={"en": "G"}, name={"en": "Ground"}),
            imdf(box(0, 0, 20, 16), "L1", "level", ordinal=1, short_name={"en": "1"}, name={"en": "First"}),
        ],
        "unit": [
            unit(RING, "u1", "L0", "walkway", name=None, alt_name=None),
            unit(CORE, "u2", "L0", "classroom", name={"de": "Klasse 7", "en": "Class 7"}, alt_name={"en": "007"}),
            unit(OFFICE, "u3", "L0", "nonsense", name=None, alt_name=None),
            unit(STAIR, "u4", "L0", "stairs", name={"en": "Stair 1"}, alt_name=None),
            unit(box(0, 0, 20, 16), "u5", "L1", "library", name={"en": "Library 101"}, alt_name=None),
        ],
        "opening": [imdf(LineString([(5, 10), (6, 10)]), "o1", "opening", level_id="L0", category="automobile")],
        "occupant": [imdf(None, "t1", "occupant", name={"en": "Head teacher"}, anchor_id="a1")],
        "anchor": [imdf(Point(6, 12), "a1", "anchor", unit_id="u3")],
        "relationship": [imdf(None, "r1", "relationship", category="traversal")],
    }


def write_imdf_zip(path: Path, inside: str = "") -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(f"{inside}manifest.json", json.dumps({"version": "1.0.0", "language": "en"}))
        for kind, features in imdf_files().items():
            text = json.dumps({"type": "FeatureCollection", "features": features})
            archive.writestr(f"{inside}{kind}.geojson", text)
    return path


def write_imdf_folder(folder: Path) -> Path:
    folder.mkdir()
    (folder / "manifest.json").write_text(json.dumps({"version": "1.0.0", "language": "en"}), "utf-8")
    for kind, features in imdf_files().items():
        write_geojson(folder / f"{kind}.geojson", features)
    return folder
