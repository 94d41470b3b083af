"""The import doctor: one drawing, no project; what is in it, which rooms come out, and what is wrong with it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final

import shapely
from shapely import LineString, Polygon

from campusmap.errors import InputError
from campusmap.georeference.align import align_floor
from campusmap.georeference.plan_floors import DrawnFloors
from campusmap.georeference.unit import UnitGuess, judge_unit
from campusmap.ingest.drawing import read_drawing
from campusmap.ingest.dxf_load import collector_off
from campusmap.ingest.layers import IGNORED, override_patterns, role_of_name
from campusmap.ingest.picture import is_picture
from campusmap.model.finding import Finding
from campusmap.model.places import Building, Campus, Floor
from campusmap.model.plan import Plan
from campusmap.model.project import FloorEntry, GuessedUnit, IndoorColumns, LayerRoles
from campusmap.model.source import Notice
from campusmap.pipeline.floor_windows import tell_floors
from campusmap.pipeline.inspect_findings import find_faults
from campusmap.pipeline.inspect_floors import FoundFloor, examine_floors
from campusmap.rooms.parts import Stages
from campusmap.units import METRES_PER_UNIT

DRAWING: Final = "drawing"  # the id of campus and building
METHOD_WORDS: Final = {
    "area-polyline": "from closed room polylines",
    "walls": "from walls and doors",
    "hatch": "from hatches",
    "inferred": "shared out by labels, with no line between",
}


@dataclass(frozen=True, slots=True)
class Examination:
    """All that reading one drawing brought to light; ``idle`` are the patterns to ignore that fit no layer.

    ``campus`` holds the floor and every notice; ``findings`` is what the rules make of them.
    """

    plan: Plan
    unit: UnitGuess
    stages: Stages
    campus: Campus
    findings: tuple[Finding, ...] = ()
    idle: tuple[str, ...] = ()
    drawn: DrawnFloors = field(default_factory=DrawnFloors)
    floors: tuple[FoundFloor, ...] = ()  # of a drawing that holds several, or one beside other things

    @property
    def floor(self) -> Floor:
        """Return the floor that came out, in local metres."""
        return self.campus.buildings[0].floors[0]

    @property
    def notices(self) -> tuple[Notice, ...]:
        """Return what reading, placing and assembling have to say."""
        return self.floor.notices


@collector_off()  # it would walk the drawing's strokes again and again
def examine_drawing(
    path: Path, ignore: tuple[str, ...] = (), level: str = "", columns: IndoorColumns | None = None
) -> Examination:
    """Read a drawing, or a level of an indoor file, as one unplaced floor, or as the floors that it holds.

    Raises InputError when it cannot be read.
    """
    if is_picture(path):
        fix = "name it as the plan of a floor in campus.toml, and trace its rooms in `campusmap edit`"
        raise InputError(path.name, "is a picture, of which no lines are read", fix)
    plan = read_drawing(path, name=path.name, overrides=LayerRoles(ignore=ignore), level=level, columns=columns)
    unit = judge_unit(plan)
    units = None if unit.stated else GuessedUnit(unit.name)  # type: ignore[arg-type]
    entry = FloorEntry(id="floor", ordinal=0, name=path.stem, units=units)
    frame, said = align_floor(plan, entry, None, None, path.parent)
    drawn = tell_floors(plan, unit.name)
    stages, floors, more = examine_floors(plan, frame, entry, drawn)
    whole = (*plan.notices, *said, *more)
    campus = make_campus(path.name, [replace(stages.floor, notices=(*whole, *stages.floor.notices))])
    judged = make_campus(path.name, [one.floor for one in floors], whole) if floors else campus
    idle = tuple(pattern for pattern in ignore if not _fits_some(pattern, plan))
    return Examination(plan, unit, stages, campus, find_faults(judged), idle, drawn, floors)


def make_campus(file: str, floors: Iterable[Floor], notices: Iterable[Notice] = ()) -> Campus:
    """Return a campus of one building, so that rules and maps can take a drawing's floors."""
    own = tuple(_addressed(floor, file) for floor in floors)
    return Campus(
        DRAWING, file, None, (Building(DRAWING, "", file, own[0].outline, own),), notices=tuple(dict.fromkeys(notices))
    )


def _addressed(floor: Floor, file: str) -> Floor:
    said = tuple(replace(n, building=DRAWING, floor=floor.id) for n in dict.fromkeys(floor.notices))
    return replace(floor, plan_file=file, notices=said)


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
    if examination.plan.stated and examination.plan.geodata:
        head["coordinates"] = f"metres of {examination.plan.geodata.crs}"
    return json.dumps({"type": "FeatureCollection", **head, "features": features}, ensure_ascii=False, indent=1) + "\n"
