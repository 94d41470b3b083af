"""Readers of real buildings whose rooms are known: one floor after another, in metres."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pyproj
import shapely
from floors.truth import MITRE, Cell, Door, TrueFloor, largest, make_sane, polygons, project, to_metres
from shapely import Point
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

Row = tuple[dict[str, Any], BaseGeometry]


def _rows(path: Path) -> list[Row]:
    features = json.loads(path.read_text(encoding="utf-8"))["features"]
    return [(f["properties"], shapely.force_2d(shape(f["geometry"]))) for f in features if f["geometry"]]


def _way(rows: list[Row]) -> pyproj.Transformer:
    x0, y0, x1, y1 = shapely.total_bounds([geometry for _, geometry in rows])
    return to_metres((x0 + x1) / 2, (y0 + y1) / 2)


def westport(folder: Path) -> Iterator[TrueFloor]:
    """Read walls, doors and windows; the rooms are what they leave free. The floors hold no room numbers: given here.

    Stairs, lifts and shafts count as rooms of their own. What lies open to the outline (canopies) is no room.
    """
    for level, name in enumerate(("gf", "1", "2", "3", "4", "5", "6")):
        rows = _rows(folder / f"westport-house-floor-{name}.geojson")
        way = _way(rows)
        yield _westport_floor(name, level, [(p, project(g, way)) for p, g in rows])


def _westport_floor(name: str, level: int, rows: list[Row]) -> TrueFloor:
    notes: Counter[str] = Counter()
    of = {kind: [shapely.make_valid(g) for p, g in rows if p["type"] == kind] for kind in {p["type"] for p, _ in rows}}
    outline = shapely.union_all(of["building_outline"])
    bodies = [*of["wall"], *of.get("window", []), *of.get("door", [])]
    solid = shapely.union_all(bodies).buffer(0.03, **MITRE).buffer(-0.03, **MITRE)  # hairlines between wall and door
    shafts = [g for kind in ("stairs", "elevator", "inaccessible_space") for g in of.get(kind, [])]
    free = shapely.union_all([outline, *shafts]).difference(solid)
    cells = [Cell(largest(g.difference(solid)), kind="stair") for g in shafts]
    rest = free.difference(shapely.union_all(shafts)).buffer(-0.05, **MITRE).buffer(0.05, **MITRE)
    edge = outline.buffer(-0.1).boundary
    for part in polygons(rest):
        is_outside = part.intersection(outline.boundary.buffer(0.1)).area > 0.1 and part.intersects(edge)
        notes["strips open to the outside left out"] += is_outside
        cells += [] if is_outside else [Cell(part)]
    cells.sort(key=lambda c: (round(c.shape.centroid.y / 4), c.shape.centroid.x))
    cells = [Cell(c.shape, f"{level}{k:02d}", "", c.kind) for k, c in enumerate(cells, 1)]
    doors = [Door(g.centroid, _long_side(g)) for g in of.get("door", [])]
    return make_sane(TrueFloor(f"westport-{name}", cells, doors, solid, notes=notes))


def _long_side(body: BaseGeometry) -> float:
    corners = shapely.get_coordinates(shapely.minimum_rotated_rectangle(body))
    sides = [Point(corners[k]).distance(Point(corners[k + 1])) for k in (0, 1)]
    return max(sides)


def hpi(folder: Path) -> Iterator[TrueFloor]:
    """Read room polygons with names such as "G-2.E.06/07" and door points; open areas count as corridor."""
    for path in sorted(folder.glob("*_*.geojson")):
        rows = _rows(path)
        way = _way(rows)
        cells = [
            Cell(largest(shapely.make_valid(project(g, way))), *_hpi_label(p), _hpi_kind(p))
            for p, g in rows
            if polygons(g)
        ]
        doors = [Door(project(g, way), float(p.get("width", 0))) for p, g in rows if isinstance(g, Point)]
        yield make_sane(TrueFloor(f"hpi-{path.stem}", cells, doors))


def _hpi_label(facts: dict[str, Any]) -> tuple[str, str]:
    text = str(facts.get("name-de") or facts.get("name") or "")
    is_number = any(c.isdigit() for c in text) and not re.search(r"[^\W\d_]{4}", text)
    return (text, str(facts.get("type") or "").replace("-", " ").title()) if is_number else ("", text)


def _hpi_kind(facts: dict[str, Any]) -> str:
    if facts.get("highway") == "elevator" or facts.get("type") == "elevator":
        return "lift"
    if facts.get("highway") == "steps" or facts.get("type") in ("stairwell", "staircase"):
        return "stair"
    open_kinds = facts.get("indoor") in ("corridor", "area") and facts.get("type") != "underground-parking"
    return "corridor" if open_kinds and not _hpi_label(facts)[0] else "room"


def wayfinder(folder: Path) -> Iterator[TrueFloor]:
    """Read rooms with ids such as "sf443", names in Chinese and their own door points; posters are no rooms."""
    for level in range(1, 10):
        rows = [row for row in _rows(folder / f"sf_{level}f.geojson") if row[0]["type"] not in ("point", "poster")]
        way = _way(rows)
        cells = [_fju_cell(p, project(g, way)) for p, g in rows if polygons(g)]
        places = {text for p, _ in rows for text in re.findall(r"\d+\.\d+,\d+\.\d+", str(p.get("door", "")))}
        spots = [project(Point(*map(float, text.split(","))), way) for text in sorted(places)]
        yield make_sane(TrueFloor(f"wayfinder-{level}F", cells, [Door(spot) for spot in spots]))


def _fju_cell(facts: dict[str, Any], geometry: BaseGeometry) -> Cell:
    kind = {"corridor": "corridor", "stair": "stair", "elevator": "lift"}.get(facts["type"], "room")
    number = str(facts["id"]).upper() if str(facts["id"]).startswith("sf") else ""
    return Cell(largest(shapely.make_valid(geometry)), number, str(facts.get("name", "")), kind)


def polymap(folder: Path) -> Iterator[TrueFloor]:
    """Read units and opening lines by level; numbers and names in Russian, many units without any."""
    units, openings = _rows(folder / "unit.geojson"), _rows(folder / "opening.geojson")
    levels = sorted({p["level_id"] for p, _ in units})
    for k, level in enumerate(levels):
        mine = [row for row in units if row[0]["level_id"] == level]
        way = _way(mine)
        cells = [
            Cell(largest(shapely.make_valid(project(g, way))), *_polymap_label(p), _polymap_kind(p)) for p, g in mine
        ]
        lines = [project(g, way) for p, g in openings if p["level_id"] == level]
        doors = [Door(line.interpolate(0.5, normalized=True), min(max(line.length, 0.7), 2.4)) for line in lines]
        yield make_sane(TrueFloor(f"polymap-{k + 1}", cells, doors))


def _polymap_label(facts: dict[str, Any]) -> tuple[str, str]:
    short = str((facts["alt_name"] or {}).get("ru") or "").strip(" -")
    long = str((facts["name"] or {}).get("ru") or "").strip(" -")
    number = short if any(c.isdigit() for c in short) else ""
    return number, long.replace(number, "").strip(" ,") if number else short or long


def _polymap_kind(facts: dict[str, Any]) -> str:
    return {"walkway": "corridor", "stairs": "stair", "elevator": "lift"}.get(facts["category"], "room")


SOURCES: dict[str, tuple[str, Callable[[Path], Iterator[TrueFloor]]]] = {
    "westport": ("westport_house", westport),
    "hpi": ("hpi_campus_indoor", hpi),
    "wayfinder": ("wayfinder_fju", wayfinder),
    "polymap": ("polymap_spbstu_imdf", polymap),
}
