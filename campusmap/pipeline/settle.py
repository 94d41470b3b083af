"""Floors in the places that their buildings' footprints bear out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from shapely import MultiPolygon

from campusmap.georeference.methods import Ruling
from campusmap.georeference.settle import judge_building
from campusmap.model.places import Floor
from campusmap.model.source import Notice
from campusmap.pipeline.floors import DrawingJob, Drawn, draw_floors


def settle_floors(
    jobs: Sequence[DrawingJob],
    footprints: Mapping[str, MultiPolygon],
    tell: Callable[[Drawn], None] = lambda _: None,
) -> tuple[dict[str, Floor], tuple[Notice, ...]]:
    """Draw every floor, hold it against its building's footprint, and draw anew what that decides otherwise.

    ``footprints`` are in the campus CRS, by building id. Returns as ``draw_floors`` does.
    """
    floors, said = draw_floors(jobs, tell)
    epsg = next((job.epsg for job in jobs if job.epsg), None)
    if epsg is None:
        return floors, said
    rulings = _judge_all(jobs, footprints, floors, epsg)
    told = {key: _told(floors[key], ruling) for key, ruling in rulings.items() if not _moves(ruling)}
    moved = {key: ruling for key, ruling in rulings.items() if _moves(ruling)}
    again = [replace(job, rulings=moved) for job in jobs if any(f"{b.id}/{f.id}" in moved for b, f in job.floors)]
    redrawn, _ = draw_floors(again) if again else ({}, ())
    return floors | redrawn | told, said


def find_settled(
    jobs: Sequence[DrawingJob], footprints: Mapping[str, MultiPolygon], floors: Mapping[str, Floor]
) -> dict[str, Floor]:
    """Return those of some floors, as drawn first, that are placed and stay where they are by the footprints."""
    epsg = next((job.epsg for job in jobs if job.epsg), None)
    placed = {key: floor for key, floor in floors.items() if floor.frame.placed}
    rulings = _judge_all(jobs, footprints, placed, epsg) if epsg is not None else {}
    return {key: floor for key, floor in placed.items() if key not in rulings or not _moves(rulings[key])}


def _judge_all(
    jobs: Sequence[DrawingJob], footprints: Mapping[str, MultiPolygon], floors: Mapping[str, Floor], epsg: int
) -> dict[str, Ruling]:
    entries = {building.id: building for job in jobs for building, _ in job.floors}
    rulings: dict[str, Ruling] = {}
    for identity, entry in sorted(entries.items()):
        rulings |= judge_building(entry, floors, footprints.get(identity, MultiPolygon()), epsg)
    return rulings


def _moves(ruling: Ruling) -> bool:
    """Tell whether a ruling places a floor or takes it off its place, so that it must be drawn anew."""
    return ruling.matrix is not None or bool(ruling.why)


def _told(floor: Floor, ruling: Ruling) -> Floor:
    """Return a floor that stays where it is with what is to be said of it."""
    building = floor.id.partition("/")[0]
    said = tuple(Notice(code, text, floor.plan_file, None, building, floor.id) for code, text in ruling.said)
    return replace(floor, notices=floor.notices + said)
