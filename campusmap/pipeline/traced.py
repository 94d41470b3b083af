"""Floors that people trace on pictures: which they are, what lies about them, and those that were traced anew."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from shapely import MultiPolygon, Point
from shapely.geometry.base import BaseGeometry

from campusmap.ingest.project_pictures import picture_kind
from campusmap.model.places import Campus, Floor
from campusmap.model.project import Project
from campusmap.pipeline.floors import DrawingJob, draw_floors

ABOUT_M: Final = 50.0  # as far as a building reaches from its sheet's corner (tool default)


def list_picture_floors(project: Project) -> list[str]:
    """Return the ids of the floors whose plan is only a picture, in the order of campus.toml."""
    return [
        f"{building.id}/{entry.id}"
        for building in project.building
        for entry in building.floor
        if picture_kind(entry)
    ]  # fmt: skip


def find_sheets(campus: Campus) -> list[BaseGeometry]:
    """Return the ground about the corner of each picture that is placed, where nothing else is known."""
    floors = [floor for building in campus.buildings for floor in building.floors]
    frames = [floor.frame for floor in floors if floor.frame.placed and floor.frame.on_picture]
    return [Point(frame.matrix[2], frame.matrix[5]).buffer(ABOUT_M) for frame in frames]


def give_footprints(job: DrawingJob, footprints: Mapping[str, MultiPolygon]) -> DrawingJob:
    """Give a job on a picture the footprints of its buildings, in campus metres: what is not traced lies in them."""
    if not any(picture_kind(entry) for _, entry in job.floors):
        return job
    names = sorted({building.id for building, _ in job.floors if building.id in footprints})
    return replace(job, footprints=tuple((name, footprints[name]) for name in names))


def redraw_traced(
    jobs: Sequence[DrawingJob], old: Sequence[DrawingJob], floors: Mapping[str, Floor]
) -> dict[str, Floor] | None:
    """Return every floor, those of pictures drawn anew on which something else is traced; None if more differs."""
    before = [replace(job, traces=(), footprints=()) for job in old]
    if before != [replace(job, traces=(), footprints=()) for job in jobs]:
        return None
    changed = [job for job, was in zip(jobs, old, strict=True) if job.traces != was.traces]
    return {**floors, **draw_floors(changed)[0]} if changed else None
