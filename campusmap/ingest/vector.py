"""Footprints and site areas: GeoJSON, Shapefile, GeoPackage and FlatGeobuf, in any CRS, to features in lon, lat."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import numpy as np
from shapely import GeometryCollection, force_2d, get_coordinates, make_valid, transform
from shapely.geometry.base import BaseGeometry

from campusmap.errors import InputError
from campusmap.geometry.geodesy import LONLAT, is_known_crs, metres_per_degree, project_coords, transformer
from campusmap.ingest.characters import drop_unseen
from campusmap.ingest.vector_effort import Effort
from campusmap.ingest.vector_gdal import read_flatgeobuf, read_geopackage, read_shapefile
from campusmap.ingest.vector_geojson import read_geojson
from campusmap.ingest.vector_layer import RawFeature, RawLayer
from campusmap.model.feature import CORRECTIONS, IN_DRAWING, Feature
from campusmap.model.project import VectorFile
from campusmap.model.source import Notice, Ref
from campusmap.units import count_of, say_area

MAX_NOTICES: Final = 20  # one by one; the rest are counted in the last (tool default)

Reader = Callable[[Path, VectorFile, str], RawLayer]

# How the bytes of a format begin.
_MAGIC: Final[tuple[tuple[bytes, Reader], ...]] = (
    (b"SQLite format 3\x00", read_geopackage),
    (b"fgb\x03fgb", read_flatgeobuf),
    (b"\x00\x00\x27\x0a", read_shapefile),
)


def read_features(path: Path, spec: VectorFile, name: str) -> tuple[tuple[Feature, ...], tuple[Notice, ...]]:
    """Read a vector file into features in (lon, lat); ``name`` is what findings call the file.

    The format is told by the content, never by the suffix alone. A feature that cannot be read, and a shape that
    had to be repaired, is a notice. Raises InputError for a file that cannot be used as a whole.
    """
    return finish_layer(_choose_reader(path, name)(path, spec, name), spec, name)


def finish_layer(layer: RawLayer, spec: VectorFile, name: str) -> tuple[tuple[Feature, ...], tuple[Notice, ...]]:
    """Bring what a reader found to (lon, lat) and mend it; as ``read_features``."""
    if not layer.features:
        raise InputError(name, "has no features", "export the layer again with its features", code="vector.empty")
    crs, notices = _choose_crs(layer, spec, name)
    effort = Effort()
    finished = [_finish(raw, crs, spec, name, effort) for raw in layer.features]
    _refuse_unearthly(finished, crs, name)
    said = [notice for _, own in finished for notice in own]
    features = tuple(feature for feature, _ in finished if feature is not None)
    return features, layer.notices + notices + _repaired_texts(layer.features, name) + _shorten(said)


def _choose_reader(path: Path, name: str) -> Reader:
    try:
        with path.open("rb") as file:
            head = file.read(512)
    except OSError as error:
        raise InputError(name, "cannot be opened", "check the path in campus.toml", code="vector.unreadable") from error
    for magic, reader in _MAGIC:
        if head.startswith(magic):
            return reader
    if head.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] in (b"{", b"["):
        return read_geojson
    fix = "give GeoJSON, a Shapefile's .shp, a GeoPackage or a FlatGeobuf, not packed"
    raise InputError(
        name, "is in no vector format that is read here" if head else "is empty", fix, code="vector.format"
    )


def _choose_crs(layer: RawLayer, spec: VectorFile, name: str) -> tuple[str, tuple[Notice, ...]]:
    """Return the file's own CRS, else the project's, else the format's."""
    crs = layer.crs or spec.crs or layer.default_crs
    if not crs:
        raise InputError(
            name,
            "states no coordinate system",
            'add its .prj, or crs = "EPSG:..." in campus.toml',
            code="vector.no_crs",
        )
    if not is_known_crs(crs):
        raise InputError(
            name,
            f"is in a coordinate system that is not known ({crs[:60]})",
            "export it in EPSG:4326",
            code="vector.crs_unknown",
        )
    if layer.crs and spec.crs and spec.crs != layer.crs:
        text = f"campus.toml says crs = {spec.crs!r}, but the file states its own, which is used"
        return crs, (Notice("vector.crs_ignored", text, name),)
    return crs, ()


@dataclass(frozen=True, slots=True)
class _Shape:
    """A shape in lon, lat and what became of it; ``why`` says that it cannot be used."""

    geometry: BaseGeometry | None
    why: str = ""
    repair: str = ""


def _finish(
    raw: RawFeature, crs: str, spec: VectorFile, name: str, effort: Effort
) -> tuple[Feature | None, tuple[Notice, ...]]:
    ref = Ref(name, place=raw.place)
    if raw.geometry is None and _lies_in_drawing(raw, spec):
        return _to_feature(raw, GeometryCollection(), spec, ref), ()
    shape = _Shape(None, raw.why) if raw.geometry is None else _make_sound(_to_lonlat(raw.geometry, crs), effort)
    if shape.geometry is None:
        return None, (Notice("vector.unread", f"{raw.place} was left out: {shape.why}", name, ref),)
    repairs = "; ".join(filter(None, (raw.repair, shape.repair)))
    said = (Notice("vector.repaired", f"{raw.place}: {repairs}", name, ref),) if repairs else ()
    return _to_feature(raw, shape.geometry, spec, ref), said


def _lies_in_drawing(raw: RawFeature, spec: VectorFile) -> bool:
    """Tell whether a feature splits or merges rooms at places of a drawing, so that it needs no shape on the ground."""
    kind = raw.attributes.get(spec.kind, "").strip().casefold()
    return kind in CORRECTIONS and bool(raw.attributes.get(IN_DRAWING))


def _to_feature(raw: RawFeature, geometry: BaseGeometry, spec: VectorFile, ref: Ref) -> Feature:
    cells = {_clean(key): _clean(value) for key, value in raw.attributes.items()}
    folded = {key.casefold(): value for key, value in cells.items()}

    def cell(wanted: str) -> str:
        return cells.get(wanted, folded.get(wanted.casefold(), ""))

    identity = cell(spec.id) or _clean(raw.id)
    return Feature(identity, cell(spec.number), cell(spec.name), cell(spec.kind), geometry, cells, ref)


def _clean(text: str) -> str:
    """Compose letters and accents, drop what cannot be seen, and turn line ends into blanks."""
    return unicodedata.normalize("NFC", drop_unseen(" ".join(text.split()))).strip()


def _repaired_texts(features: Iterable[RawFeature], name: str) -> tuple[Notice, ...]:
    """Tell of features whose attributes held characters that cannot be seen."""
    texts = ((raw, (raw.id, *raw.attributes, *raw.attributes.values())) for raw in features)
    odd = [raw.place for raw, own in texts if any(drop_unseen(text) != text.replace("\r", "") for text in own)]
    if not odd:
        return ()
    text = f"attributes of {count_of(len(odd), 'feature')} held characters that cannot be shown, the first {odd[0]}"
    return (Notice("vector.text_repaired", text, name, Ref(name, place=odd[0]), count=len(odd)),)


def _to_lonlat(geometry: BaseGeometry, crs: str) -> BaseGeometry:
    flat = force_2d(geometry)
    if crs == LONLAT:
        return flat
    projector = transformer(crs, LONLAT)
    return transform(flat, lambda coords: project_coords(projector, coords))


def _make_sound(geometry: BaseGeometry, effort: Effort) -> _Shape:
    if geometry.is_empty:
        return _Shape(None, "its shape is empty")
    coords = get_coordinates(geometry)
    if not np.isfinite(coords).all():
        return _Shape(None, "it has coordinates that are no numbers or lie outside their coordinate system")
    if np.abs(coords).max() > 180:
        return _Shape(geometry)  # the whole file is refused for it
    if np.ptp(coords[:, 0]) > 180:
        return _Shape(None, "it crosses the 180 degree meridian")
    return _Shape(geometry) if geometry.is_valid else _repair(geometry, effort)


def _repair(geometry: BaseGeometry, effort: Effort) -> _Shape:
    why = effort.spend_on(geometry)
    if why:
        return _Shape(None, why)
    mended = make_valid(geometry, method="structure", keep_collapsed=False)
    if mended.is_empty or not mended.is_valid:
        return _Shape(None, "its shape is folded together to nothing")
    # What is repaired crossed itself, so that its own area means nothing: loops of opposite turn cancel out.
    area = say_area(_area_m2(mended))
    return _Shape(mended, repair=f"the outline crossed or touched itself and was repaired; it now encloses {area}")


def _area_m2(geometry: BaseGeometry) -> float:
    per_lon, per_lat = metres_per_degree(min(90.0, max(-90.0, float(get_coordinates(geometry)[0, 1]))))
    return float(geometry.area) * per_lon * per_lat


_SOUTHERNMOST: Final = -64.0  # degrees; the southernmost school, at Esperanza Base, is at 63.4 S


def _refuse_unearthly(finished: list[tuple[Feature | None, tuple[Notice, ...]]], crs: str, name: str) -> None:
    """Refuse a file with longitudes or latitudes that do not exist, or that lie where no school can.

    Then its CRS is not what it says, or latitude comes first: a place in the eastern United States is in Antarctica.
    """
    for feature in (each for each, _ in finished if each is not None and not each.geometry.is_empty):
        west, south, east, north = feature.geometry.bounds
        if north < _SOUTHERNMOST:
            problem = f"has a shape at {west:.6g}, {south:.6g}, which is in Antarctica if longitude comes first"
            raise InputError(
                name, problem, "write longitude before latitude", feature.ref.place, code="vector.unearthly"
            )
        if max(abs(west), abs(east)) <= 180 and max(abs(south), abs(north)) <= 90:
            continue
        swapped = max(abs(west), abs(east)) <= 90 and max(abs(south), abs(north)) <= 180
        problem = f"has a point at {west:.6g}, {south:.6g}, which is no longitude and latitude"
        fix = "write longitude before latitude" if swapped else f'name its true crs in campus.toml (not "{crs[:20]}")'
        raise InputError(name, problem, fix, feature.ref.place, code="vector.unearthly")


def _shorten(notices: list[Notice]) -> tuple[Notice, ...]:
    """Keep the first notices of each code one by one and count the rest in one more."""
    kept: list[Notice] = []
    for code in sorted({notice.code for notice in notices}):
        own = [notice for notice in notices if notice.code == code]
        kept += own[:MAX_NOTICES]
        rest = own[MAX_NOTICES:]
        if rest:
            text = f"{len(rest)} more like this, the last {rest[-1].ref.place if rest[-1].ref else ''}"
            kept.append(replace(rest[-1], text=text, count=len(rest)))
    return tuple(kept)
