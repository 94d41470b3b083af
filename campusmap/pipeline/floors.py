"""From one drawing to the floors it holds: read, align, place, assemble, in a process of its own."""

from __future__ import annotations

import multiprocessing
import os
import sys
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from types import ModuleType

from shapely import MultiPolygon

from campusmap.model.frame import Frame
from campusmap.model.places import Floor
from campusmap.model.project import BuildingEntry, FloorEntry, LayerRoles
from campusmap.model.source import Notice, Ref

_PRELOAD = ["campusmap.ingest.dxf", "campusmap.rooms.assemble", "campusmap.georeference.align"]


@dataclass(frozen=True, slots=True)
class DrawingJob:
    """One drawing and the floors that are taken from it."""

    folder: Path
    plan: str  # as campus.toml names it
    name: str  # as findings name it
    epsg: int | None
    roles: LayerRoles
    floors: tuple[tuple[BuildingEntry, FloorEntry], ...]


def draw_floors(jobs: Iterable[DrawingJob]) -> dict[str, Floor]:
    """Return every floor by its id, reading the drawings side by side; raise the first InputError."""
    ordered = sorted(jobs, key=lambda job: -(job.folder / job.plan).stat().st_size)
    workers = min(os.cpu_count() or 1, len(ordered))
    if workers < 2:
        floors = [floor for job in ordered for floor in draw_drawing(job)]
    else:
        with ProcessPoolExecutor(workers, mp_context=_context()) as pool:
            with _hidden_main():
                drawn = pool.map(draw_drawing, ordered)
            floors = [floor for batch in drawn for floor in batch]
    return {floor.id: floor for floor in floors}


def _context() -> multiprocessing.context.BaseContext:
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(_PRELOAD)
    return context


@contextmanager
def _hidden_main() -> Iterator[None]:
    """Start workers without the caller's main module: they have no use for it, and it may not bear a second run."""
    main = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = main


def draw_drawing(job: DrawingJob) -> list[Floor]:
    """Read a drawing once and assemble each floor that is taken from it."""
    from campusmap.georeference.align import align_floor
    from campusmap.georeference.place import place_plan
    from campusmap.ingest.dxf import read_plan
    from campusmap.rooms.assemble import assemble_floor

    plan = read_plan(job.folder / job.plan, name=job.name, overrides=job.roles)
    floors = []
    for building, entry in job.floors:
        frame, said = align_floor(plan, entry, entry.placement or building.placement, job.epsg, job.folder)
        floor = assemble_floor(place_plan(plan, frame, entry.window), frame, entry, building.id)
        floors.append(
            replace(floor, plan_file=job.name, notices=_addressed((*plan.notices, *said, *floor.notices), floor))
        )
    return floors


def _addressed(notices: Iterable[Notice], floor: Floor) -> tuple[Notice, ...]:
    building = floor.id.partition("/")[0]
    unique = dict.fromkeys(notices)
    return tuple(replace(notice, building=building, floor=floor.id) for notice in unique)


def undrawn_floor(building: BuildingEntry, entry: FloorEntry) -> Floor:
    """Return a floor that campus.toml names without a drawing: it stays in the list, and a rule says so."""
    frame = Frame(
        "none", (1.0, 0.0, 0.0, 0.0, 1.0, 0.0), placed=False, confirmed=False, unit="m", unit_source="none",
        unit_confirmed=True, why_unplaced="no drawing",
    )  # fmt: skip
    identity = f"{building.id}/{entry.id}"
    said = Notice(
        "floor.no_plan",
        "campus.toml names no drawing for this floor",
        identity,
        Ref("campus.toml"),
        building.id,
        identity,
    )
    return Floor(
        identity, entry.name or entry.id, entry.ordinal, MultiPolygon(), frame, code=entry.code,
        elevation_m=entry.elevation_m, notices=(said,),
    )  # fmt: skip
