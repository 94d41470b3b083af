"""The layers of a kit and their columns: a contract that outside programs rely on."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final, Literal, TypeVar

from shapely.geometry.base import BaseGeometry

from campusmap.export import building_rows, reach_rows, room_rows, safety_rows, way_rows
from campusmap.export.where import Grounds, round_shapes
from campusmap.kept import recall
from campusmap.model.analysis import Analysis
from campusmap.model.finding import Review
from campusmap.model.kit import Edition, Kit
from campusmap.model.places import Campus

Made = TypeVar("Made")
Value = str | int | float | bool | None
Record = tuple[Mapping[str, Value], BaseGeometry | None]
Kind = Literal["text", "int", "float", "bool"]
Shape = Literal["Point", "LineString", "Polygon", "MultiPolygon"]

_NUMBERS: Final[dict[str, Kind]] = {
    "ordinal": "int", "occupants": "int", "capacity": "int", "floors": "int", "row": "int", "column": "int",
    "area_m2": "float", "lon": "float", "lat": "float", "nearest_door_m": "float", "nearest_aed_m": "float",
    "width_m": "float", "depth_m": "float", "elevation_m": "float", "residual_m": "float", "offset_m": "float",
    "length_m": "float", "length_ft": "float", "leg_m": "float", "leg": "int", "legs": "int", "exposed_m2": "float",
    "set_back_m": "float", "reveal_left_m": "float", "reveal_right_m": "float", "exterior": "bool", "placed": "bool",
    "limit_m": "float", "gained_m2": "float", "rank": "int",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Layer:
    """One layer: its name, the type of its shapes, its columns in order, and what makes its records."""

    name: str
    shape: Shape
    columns: tuple[str, ...]
    make: Callable[[Kit, Grounds], list[Record]]

    def kind_of(self, column: str) -> Kind:
        """Return the type of a column; ``assumed`` is a yes or no of sightlines and a text of hard corners."""
        if column == "assumed":
            return "bool" if self.name == "sightlines" else "text"
        return _NUMBERS.get(column, "text")


def _layer(name: str, shape: Shape, columns: str, make: Callable[[Kit, Grounds], list[Record]]) -> Layer:
    return Layer(name, shape, tuple(columns.split()), make)


LAYERS: Final = (
    _layer(
        "buildings", "MultiPolygon",
        "id number name radio_name address main_entrance sides floors",
        building_rows.list_buildings,
    ),
    _layer(
        "floors", "MultiPolygon",
        "id building name ordinal code elevation_m placed placement unit residual_m offset_m matrix crs"
        " source_file",
        building_rows.list_floors,
    ),
    _layer(
        "spaces", "Polygon",
        "id building floor ordinal number posted_number name aliases use suite occupants lockable area_m2 grid usng lon"
        " lat nearest_door nearest_door_m nearest_aed nearest_aed_m hard_corner method source_file source_handle"
        " compass quadrant floor_words",
        room_rows.list_spaces,
    ),
    _layer(
        "openings", "LineString",
        "id building floor ordinal kind number exterior space_a space_b width_m class lock locks_from_inside"
        " access_control covering glazing swing grid usng lon lat source_file source_handle side compass",
        room_rows.list_openings,
    ),
    _layer(
        "markers", "Point",
        "id kind label building floor ordinal space attributes grid usng lon lat source_file",
        safety_rows.list_markers,
    ),
    _layer(
        "hard_corners", "MultiPolygon",
        "id space_id number building floor ordinal status area_m2 capacity assumed confirmed_by confirmed_on"
        " exposed_m2",
        safety_rows.list_hard_corners,
    ),
    _layer(
        "sightlines", "LineString",
        "space_id opening_id case depth_m assumed set_back_m reveal_left_m reveal_right_m",
        safety_rows.list_sightlines,
    ),
    _layer(
        "routes", "LineString",
        "id space_id number purpose opening_id marker_id building floor ordinal leg legs leg_m length_m length_ft"
        " stairs locked to_space_id",
        way_rows.list_routes,
    ),
    _layer(
        "coverage", "MultiPolygon",
        "id place building floor ordinal kind limit limit_m area_m2 spaces spaces_in_part spaces_unknown why",
        reach_rows.list_coverage,
    ),
    _layer(
        "proposals", "Point",
        "id kind rank building floor ordinal space_id gained gained_m2 grid usng lon lat",
        reach_rows.list_proposals,
    ),
    _layer(
        "grid", "Polygon",
        "cell row column usng lon lat",
        building_rows.list_cells,
    ),
)  # fmt: skip


# What of the analysis layers of the buildings are made from: that they need not be made again when a marker is moved.
_OF_BUILDINGS: Final = {
    "spaces": ("assessments", "reach", "orientations"),
    "openings": ("orientations",),
    "sightlines": ("sightlines",),
}


def recall_layer(step: str, layer: Layer, kit: Kit, make: Callable[[Kit], Made]) -> Made:
    """Return what is made of a layer as it was kept; what the layer is not made from is not handed to ``make``."""
    wanted = _OF_BUILDINGS.get(layer.name)
    if wanted is None:
        return make(kit)
    whole, edition = kit.campus, Edition("", kit.edition.audience, "", "")
    campus = Campus(whole.id, "", whole.epsg, whole.buildings, north=whole.north, grid=whole.grid)
    analysis = Analysis(**{name: getattr(kit.analysis, name) for name in wanted})
    made_from = {
        "layer": layer.name,
        "the buildings": whole.buildings,
        "the ground": (whole.id, whole.epsg, whole.north, whole.grid),
        "the analysis": tuple(getattr(kit.analysis, name) for name in wanted),
        "campus.toml": (kit.project, edition),
    }
    return recall(step, made_from, lambda: make(Kit(campus, kit.project, analysis, Review(), edition)))


def make_records(layer: Layer, kit: Kit) -> list[Record]:
    """Return a layer's records in order of their columns' text, every column present, empty texts as None.

    Shapes are in the campus CRS, rounded to the millimetre; None on floors that are not placed.
    """
    if not _MADE or _MADE[0][0] is not kit:
        _MADE[:] = [(kit, {})]
    known = _MADE[0][1]
    if layer.name not in known:
        rows = recall_layer("layer", layer, kit, lambda cut: _make_rows(layer, cut))
        known[layer.name] = [(dict(zip(layer.columns, row, strict=True)), shape) for row, shape in rows]
    return known[layer.name]


def _make_rows(layer: Layer, kit: Kit) -> list[tuple[tuple[Value, ...], BaseGeometry | None]]:
    """Return the values of each record without their columns' names, in half the text."""
    made = layer.make(kit, Grounds(kit.campus))
    shapes = round_shapes([shape for _, shape in made])
    rows = [
        (tuple(_blank_to_none(row.get(c)) for c in layer.columns), shape)
        for (row, _), shape in zip(made, shapes, strict=True)
    ]
    return sorted(rows, key=lambda record: [str(value) for value in record[0]])


_MADE: Final[list[tuple[Kit, dict[str, list[Record]]]]] = []  # of the last kit: three exporters write the same records


def _blank_to_none(value: Value) -> Value:
    return None if value == "" else value
