"""The import doctor: one drawing, no project; what is in it, what it is taken for, and which rooms come out."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import shapely
from shapely import LineString, Polygon

from campusmap.carto.marks import Area, Layer, Line, Mark, Scene
from campusmap.carto.scene import floor_scene
from campusmap.georeference.align import align_floor
from campusmap.georeference.plan_floors import DrawnFloors, find_floors
from campusmap.ingest.dxf import read_plan
from campusmap.ingest.dxf_load import collector_off
from campusmap.ingest.layers import IGNORED, override_patterns, role_of_name
from campusmap.model.analysis import Analysis
from campusmap.model.places import Building, Campus, Floor
from campusmap.model.plan import Plan
from campusmap.model.project import FloorEntry, GuessedUnit, LayerRoles
from campusmap.model.source import Notice
from campusmap.pipeline.inspect_floors import FoundFloor, examine_floors
from campusmap.pipeline.unit_guess import UnitGuess, judge_unit
from campusmap.render.picture import scene_to_svg
from campusmap.rooms.parts import Stages
from campusmap.units import METRES_PER_UNIT


@dataclass(frozen=True, slots=True)
class Examination:
    """All that reading one drawing brought to light; ``idle`` are the patterns to ignore that fit no layer."""

    plan: Plan
    unit: UnitGuess
    stages: Stages
    notices: tuple[Notice, ...]
    idle: tuple[str, ...] = ()
    drawn: DrawnFloors = field(default_factory=DrawnFloors)
    floors: tuple[FoundFloor, ...] = ()  # of a drawing that holds several, or one beside other things

    @property
    def floor(self) -> Floor:
        """Return the floor that came out, in local metres."""
        return self.stages.floor


def examine_drawing(path: Path, ignore: tuple[str, ...] = ()) -> Examination:
    """Read a drawing as one unplaced floor, or as the floors it holds; raise InputError when it cannot be read."""
    plan = read_plan(path, name=path.name, overrides=LayerRoles(ignore=ignore))
    unit = judge_unit(plan)
    entry = FloorEntry(id="floor", ordinal=0, name=path.stem, units=GuessedUnit(unit.name))  # type: ignore[arg-type]
    frame, _ = align_floor(plan, entry, None, None, path.parent)
    drawn = find_floors(plan, METRES_PER_UNIT[unit.name])
    with collector_off():  # it would walk the plan's strokes again and again
        stages, floors, said = examine_floors(plan, frame, entry, drawn)
    idle = tuple(pattern for pattern in ignore if not _fits_some(pattern, plan))
    return Examination(plan, unit, stages, (*plan.notices, *said, *stages.floor.notices), idle, drawn, floors)


def _fits_some(pattern: str, plan: Plan) -> bool:
    patterns = override_patterns(LayerRoles(ignore=(pattern,)))
    return any(role_of_name(fact.name, patterns)[1] == IGNORED for fact in plan.layers)


def rooms_geojson(examination: Examination) -> str:
    """Write the rooms as GeoJSON in the drawing's own axes, metres."""
    floor_of = {space.id: one.id for one in examination.floors for space in one.floor.spaces}
    rows = [
        (
            s.outline,
            {
                "id": s.id,
                "number": s.number,
                "name": s.name,
                "use": s.use.value,
                "method": s.method,
                "layer": s.refs[0].layer,
                "handle": s.refs[0].handle,
                "labels": list(s.labels),
                "floor": floor_of.get(s.id, ""),
                "shaft": s.shaft,
            },
        )
        for s in examination.floor.spaces
    ]
    return _feature_collection(rows, examination)


def openings_geojson(examination: Examination) -> str:
    """Write doors, windows and openings as GeoJSON in the drawing's own axes, metres."""
    floor_of = {opening.id: one.id for one in examination.floors for opening in one.floor.openings}
    rows = [
        (
            o.line,
            {
                "id": o.id,
                "kind": o.kind.value,
                "number": o.number,
                "joins": list(o.joins),
                "exterior": o.exterior,
                "swing": o.swing,
                "width_m": round(o.line.length, 3),
                "floor": floor_of.get(o.id, ""),
                "layer": o.refs[0].layer,
                "handle": o.refs[0].handle,
            },
        )
        for o in examination.floor.openings
    ]
    return _feature_collection(rows, examination)


def _feature_collection(rows: Iterable[tuple[Polygon | LineString, dict[str, Any]]], examination: Examination) -> str:
    features = [
        {"type": "Feature", "properties": row, "geometry": shapely.geometry.mapping(shape)} for shape, row in rows
    ]
    unit = examination.unit.name
    head = {"coordinates": "the drawing's own axes, metres", "units": unit, "unit_scale_m": METRES_PER_UNIT[unit]}
    return json.dumps({"type": "FeatureCollection", **head, "features": features}, ensure_ascii=False, indent=1) + "\n"


def picture_svg(examination: Examination) -> str:
    """Draw the floor as the map would."""
    floor = examination.floor
    building = Building("drawing", "", examination.plan.file, floor.outline, (floor,))
    campus = Campus("drawing", examination.plan.file, None, (building,))
    return scene_to_svg(floor_scene(campus, building, floor, Analysis()))


def stage_pictures(examination: Examination) -> dict[str, str]:
    """Draw each stage of reading: barriers, faces kept, faces dropped, doorways, rooms."""
    stages = examination.stages
    barriers = [Line(LineString(pair), "floor.outline") for pair in stages.barriers]
    pictures: dict[str, list[Mark]] = {
        "1-barriers": [*barriers],
        "2-faces": [*(Area(cell.shape, "space.unknown") for cell in stages.cells), *barriers],
        "3-dropped": [*(Area(drop.shape, "site.staging") for drop in stages.dropped), *barriers],
        "4-doorways": [*barriers, *(Line(doorway.line, "door.exterior") for doorway in stages.doorways)],
    }
    drawn = {name: scene_to_svg(_stage_scene(name, marks)) for name, marks in pictures.items() if marks}
    return {**drawn, "5-rooms": picture_svg(examination)}


def _stage_scene(name: str, marks: list[Mark]) -> Scene:
    shapes = [mark.shape for mark in marks if isinstance(mark, Area | Line)]
    x_min, y_min, x_max, y_max = (float(value) for value in shapely.total_bounds(shapes))
    return Scene(
        name, name, placed=False, bounds=(x_min, y_min, x_max, y_max), layers=(Layer(name, name, tuple(marks)),)
    )
