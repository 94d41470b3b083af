"""A kit that was built before, read back from its own files as a snapshot of the campus."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from shapely import LineString, MultiPolygon, Point, Polygon
from shapely.geometry.base import BaseGeometry

from campusmap.errors import InputError
from campusmap.model.change import Snapshot
from campusmap.model.frame import Frame
from campusmap.model.places import Building, Campus, Floor, Marker, Opening, OpeningKind, Space, Use

LAYERS: Final = ("buildings", "floors", "spaces", "openings", "markers", "hard_corners")
_BUILD: Final = "build the whole kit with `campusmap build`"
Row = dict[str, Any]


def read_kit(folder: Path, epsg: int | None = None) -> Snapshot:
    """Read a kit folder's manifest.json and campus.gpkg; shapes come in ``epsg``, by default the kit's own CRS.

    Floors without coordinates come without shapes. Raises InputError for a folder that is no whole kit.
    """
    facts = _read_manifest(folder)
    rows, own = _read_layers(folder, epsg)
    read = assemble_snapshot(facts["campus"]["id"], facts["campus"]["name"], epsg or own, rows)
    edition, verified = facts["edition"], facts["campus"].get("verified_on", "")
    sheets = {entry["sheet"]: entry["digest"] for entry in facts.get("sheets", ())}
    titles = {entry["sheet"]: entry.get("title", "") for entry in facts.get("sheets", ())}
    return replace(
        read, issued=edition["issued"], fingerprint=edition["fingerprint"], verified_on=verified, sheets=sheets,
        titles=titles,
    )  # fmt: skip


def assemble_snapshot(key: str, name: str, epsg: int | None, rows: dict[str, list[Row]]) -> Snapshot:
    """Make a snapshot, not yet dated, of rows by layer with the kit's columns and ``shape``."""
    campus = Campus(key, name, epsg, _buildings(rows), markers=_markers(rows["markers"]))
    outcomes = {row["id"]: row["hard_corner"] for row in rows["spaces"] if row["hard_corner"]}
    corners = rows.get("hard_corners")
    confirmed = None if corners is None else frozenset(r["space_id"] for r in corners if r["status"] == "confirmed")
    return Snapshot(campus, "", "", outcomes=outcomes, confirmed=confirmed)


def _read_manifest(folder: Path) -> dict[str, Any]:
    path = folder / "manifest.json"
    try:
        facts = json.loads(path.read_text("utf-8"))
        if not all(isinstance(facts[key][part], str) for key, part in _NEEDED):
            raise TypeError
    except OSError:
        raise InputError(
            str(folder), "holds no manifest.json, so it is not a kit", "give a kit's folder", code="kit.no_manifest"
        ) from None
    except (ValueError, KeyError, TypeError, RecursionError):
        raise InputError(str(path), "cannot be read", f"the kit is damaged: {_BUILD}", code="kit.damaged") from None
    return dict(facts)


_NEEDED: Final = (("campus", "id"), ("campus", "name"), ("edition", "issued"), ("edition", "fingerprint"))


def _read_layers(folder: Path, epsg: int | None) -> tuple[dict[str, list[Row]], int | None]:
    import geopandas as gpd  # type: ignore[import-untyped]
    from pyogrio.errors import DataLayerError, DataSourceError  # type: ignore[import-untyped]

    path = folder / "campus.gpkg"
    if not path.is_file():
        raise InputError(str(folder), "holds no campus.gpkg to compare", _BUILD, code="kit.no_layers")
    try:
        frames = {layer: gpd.read_file(path, layer=layer, engine="pyogrio") for layer in LAYERS}
    except (DataSourceError, DataLayerError):
        raise InputError(str(path), "cannot be read", f"the kit is damaged: {_BUILD}", code="kit.damaged") from None
    crs = frames["spaces"].crs
    if epsg is not None and crs is not None:
        frames = {layer: frame.to_crs(epsg) for layer, frame in frames.items()}
    return {layer: _to_rows(frame) for layer, frame in frames.items()}, crs.to_epsg() if crs is not None else None


def _to_rows(frame: Any) -> list[Row]:
    """Return plain rows: missing texts as "", missing numbers as None; ``shape`` is the geometry or None."""
    rows = []
    columns = [column for column in frame.columns if column != "geometry"]
    values = frame[columns].astype(object).where(frame[columns].notna(), None).to_dict("records")
    for row, shape in zip(values, frame.geometry, strict=True):
        rows.append({**row, "shape": shape if isinstance(shape, BaseGeometry) and not shape.is_empty else None})
    return sorted(rows, key=lambda row: str(row["id"]))


def _buildings(rows: dict[str, list[Row]]) -> tuple[Building, ...]:
    spaces, openings = _by_floor(rows["spaces"]), _by_floor(rows["openings"])
    floors = defaultdict(list)
    for row in rows["floors"]:
        floors[row["building"]].append(_floor(row, spaces[row["id"]], openings[row["id"]]))
    return tuple(
        Building(
            row["id"],
            row["number"] or "",
            row["name"] or "",
            row["shape"] or MultiPolygon(),
            tuple(floors[row["id"]]),
            main_entrance=row["main_entrance"] or "",
        )
        for row in rows["buildings"]
    )


def _by_floor(rows: list[Row]) -> defaultdict[str, list[Row]]:
    groups = defaultdict(list)
    for row in rows:
        groups[row["floor"]].append(row)
    return groups


def _floor(row: Row, spaces: list[Row], openings: list[Row]) -> Floor:
    placed = bool(row["placed"])
    frame = Frame(row["placement"] or "", (1.0, 0.0, 0.0, 0.0, 1.0, 0.0), placed, True, row["unit"] or "", "kit", True)
    outline = row["shape"] or MultiPolygon()
    return Floor(
        row["id"], row["name"] or "", int(row["ordinal"]), outline, frame, tuple(_space(space) for space in spaces),
        tuple(_opening(opening) for opening in openings),
    )  # fmt: skip


def _space(row: Row) -> Space:
    return Space(
        row["id"], row["number"] or "", row["shape"] or Polygon(), Use(row["use"]), row["name"] or "",
        row["posted_number"] or "", method=row["method"] or "",
    )  # fmt: skip


def _opening(row: Row) -> Opening:
    return Opening(
        row["id"], OpeningKind(row["kind"]), row["shape"] or LineString(),
        tuple(side for side in (row["space_a"], row["space_b"]) if side), row["number"] or "",
        class_=row["class"] or "", lock=row["lock"] or "", locks_from_inside=row["locks_from_inside"] or "",
    )  # fmt: skip


def _markers(rows: list[Row]) -> tuple[Marker, ...]:
    return tuple(
        Marker(
            row["id"],
            row["kind"] or "",
            row["label"] or "",
            row["building"] or "",
            row["floor"] or "",
            row["space"] or "",
            row["shape"] if isinstance(row["shape"], Point) else None,
            **_own_fields(row["attributes"]),
        )
        for row in rows
    )


def _own_fields(text: str | None) -> dict[str, Any]:
    """Return a marker's status and attributes, which share one JSON object in the table."""
    fields = json.loads(text) if text else {}
    return {"status": fields.pop("status", ""), "attributes": fields}
