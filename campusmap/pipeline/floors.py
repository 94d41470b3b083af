"""From one drawing to the floors it holds: read, align, place, assemble, in a process of its own."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path

from shapely import MultiPolygon

from campusmap.georeference.methods import NO_RULING, Ruling
from campusmap.ingest.drawing import is_dwg
from campusmap.ingest.project_pictures import name_part
from campusmap.model.feature import RoomCorrection, Trace
from campusmap.model.frame import Frame
from campusmap.model.places import Floor
from campusmap.model.plan import Picture, Plan
from campusmap.model.project import BuildingEntry, FloorEntry, IndoorColumns, LayerRoles
from campusmap.model.source import Notice, Ref
from campusmap.pipeline.beside import digest_files, find_beside
from campusmap.pipeline.cache import current_cache, digest_of
from campusmap.pipeline.cache_place import DRAWINGS
from campusmap.pipeline.workers import work_side_by_side
from campusmap.units import count_of


@dataclass(frozen=True, slots=True)
class DrawingJob:
    """One drawing and the floors that are taken from it."""

    folder: Path
    plan: str  # as campus.toml names it
    name: str  # as findings name it
    epsg: int | None
    roles: LayerRoles
    columns: IndoorColumns | None
    floors: tuple[tuple[BuildingEntry, FloorEntry], ...]
    rulings: dict[str, Ruling] = field(default_factory=dict)  # by floor id: what the footprint decided
    traces: tuple[Trace, ...] = ()  # what people traced, where the drawing is only a picture
    footprints: tuple[tuple[str, MultiPolygon], ...] = ()  # of the buildings of such floors, by building id
    corrections: tuple[RoomCorrection, ...] = ()  # what people split and merged on its floors


@dataclass(frozen=True, slots=True)
class Drawn:
    """The floors of one drawing, and what is to be said of the drawing as a whole."""

    floors: tuple[Floor, ...]
    notices: tuple[Notice, ...]


def draw_floors(
    jobs: Iterable[DrawingJob], tell: Callable[[Drawn], None] = lambda _: None
) -> tuple[dict[str, Floor], tuple[Notice, ...]]:
    """Return every floor by its id, and the notices of drawings that serve several floors.

    The drawings are read side by side, the largest first; InputError tells of all that cannot be used. ``tell`` is told
    what each drawing holds as it is read, which is not said of one that was kept.
    """
    ordered = sorted(jobs, key=lambda job: -(job.folder / job.plan).stat().st_size)
    drawn: list[Drawn] = current_cache().recall_all(
        DRAWINGS,
        [(name_job(job), list_job_inputs(job)) for job in ordered],
        lambda missing: work_side_by_side(draw_drawing, [ordered[n] for n in missing], lambda job: job.name, tell),
    )
    floors = {floor.id: floor for one in drawn for floor in one.floors}
    return floors, tuple(notice for one in sorted(drawn, key=_first_floor) for notice in one.notices)


def name_job(job: DrawingJob) -> str:
    """Return what a drawing's step is called: its file and the floors that are taken from it."""
    floors = ", ".join(f"{building.id}/{floor.id}" for building, floor in job.floors)
    return f"{job.name} for {floors}{', placed by the footprint' if job.rulings else ''}"


def list_job_inputs(job: DrawingJob) -> dict[str, str]:
    """Return the digests of all that the floors of a drawing are made from."""
    path = job.folder / job.plan
    placements = [placement for b, f in job.floors for placement in (b.placement, f.placement) if placement]
    named = {job.folder / placement.file for placement in placements if placement.file}
    found = digest_files({*find_beside(path), *filter(Path.is_file, named)}, job.folder)
    if is_dwg(path):
        found["the DWG converter, which is not watched"] = os.urandom(16).hex()
    written = (
        job.plan, job.name, job.epsg, job.roles, job.columns, job.floors, job.rulings, job.corrections, job.traces,
        job.footprints,
    )  # fmt: skip
    return {**found, "campus.toml": digest_of(written)}


def _first_floor(drawn: Drawn) -> str:
    return drawn.floors[0].id


def draw_drawing(job: DrawingJob) -> Drawn:
    """Read a drawing, each level once, and assemble each floor that is taken from it."""
    from campusmap.georeference.align import align_floor
    from campusmap.georeference.corrections import lay_corrections
    from campusmap.georeference.place import place_plan
    from campusmap.pipeline.floor_windows import choose_window, unplace
    from campusmap.rooms.assemble import assemble_floor

    plans = _read_levels(job)
    floors, told = [], set[Notice]()
    for building, written in job.floors:
        plan = plans[name_part(written)]
        if plan.picture is not None:
            floors.append(_trace(job, plan, plan.picture, (building, written)))
            told |= set(plan.notices)
            continue
        alone, _ = align_floor(plan, written, None, None, job.folder)
        choice = choose_window(plan, written, alone.unit)
        entry = choice.entry
        ruling = job.rulings.get(f"{building.id}/{entry.id}", NO_RULING)
        frame, said = align_floor(plan, entry, entry.placement or building.placement, job.epsg, job.folder, ruling)
        frame = unplace(frame, choice.why_unplaced, alone)
        placed = place_plan(plan, frame, entry.window)
        mine = [one for one in job.corrections if one.floor == f"{building.id}/{entry.id}"]
        floor = assemble_floor(placed, frame, entry, building.id, lay_corrections(mine, frame.matrix))
        about = [notice for notice in plan.notices if _is_about(notice, entry, plans, len(job.floors))]
        told |= set(about)
        said = (*choice.notices, *said, *_beyond(plan, placed))
        floors.append(_with_notices(floor, job.name, (*about, *said, *floor.notices)))
    rest = dict.fromkeys(notice for plan in plans.values() for notice in plan.notices if notice not in told)
    return Drawn(tuple(floors), tuple(replace(notice, building=_shared_building(job)) for notice in rest))


def _read_levels(job: DrawingJob) -> dict[str, Plan]:
    """Return the plan of each level or page that a floor takes, by what that part of the file is called."""
    from campusmap.ingest.drawing import read_drawing

    path, parts = job.folder / job.plan, {name_part(entry): entry for _, entry in job.floors}
    return {
        part: read_drawing(
            path, name=job.name, overrides=job.roles, level=one.level, columns=job.columns, page=one.page
        )
        for part, one in parts.items()
    }


def _trace(job: DrawingJob, plan: Plan, picture: Picture, of: tuple[BuildingEntry, FloorEntry]) -> Floor:
    """Assemble a floor from what was traced on its picture."""
    from campusmap.georeference.picture import align_picture
    from campusmap.rooms.traced import Tracing, trace_floor

    building, entry = of
    frame, said = align_picture(plan, picture, entry, job.epsg, job.folder)
    own = tuple(trace for trace in job.traces if trace.floor == f"{building.id}/{entry.id}")
    if own and not frame.placed:
        count = count_of(len(own), "traced room or opening", "traced rooms and openings")
        text = f"{count} not drawn: {frame.why_unplaced}"
        said = (*said, Notice("trace.unused", text, own[0].ref.file, own[0].ref, count=len(own)))
        own = ()
    tracing = Tracing(entry, building.id, own, dict(job.footprints).get(building.id, MultiPolygon()))
    floor = trace_floor(plan, frame, tracing)
    return _with_notices(floor, job.name, (*plan.notices, *said, *floor.notices))


def _is_about(notice: Notice, entry: FloorEntry, plans: dict[str, Plan], floors: int) -> bool:
    """Tell whether a notice of a file is about one floor: the only one, the one level that has it, or its window."""
    if floors == 1:
        return True
    if len(plans) > 1 and sum(notice in plan.notices for plan in plans.values()) == 1:
        return True
    return _is_within(notice, entry)


def _beyond(plan: Plan, placed: Plan) -> tuple[Notice, ...]:
    """Return what placing added to the notices of the plan."""
    return tuple(notice for notice in placed.notices if notice not in plan.notices)


def _is_within(notice: Notice, entry: FloorEntry) -> bool:
    """Tell whether a notice of a drawing that several floors share has its place in this floor's window."""
    if entry.window is None or notice.ref is None or notice.ref.x is None or notice.ref.y is None:
        return False
    x_min, y_min, x_max, y_max = entry.window
    return x_min <= notice.ref.x <= x_max and y_min <= notice.ref.y <= y_max


def _with_notices(floor: Floor, plan_file: str, notices: Iterable[Notice]) -> Floor:
    building = floor.id.partition("/")[0]
    addressed = tuple(replace(notice, building=building, floor=floor.id) for notice in dict.fromkeys(notices))
    return replace(floor, plan_file=plan_file, notices=addressed)


def _shared_building(job: DrawingJob) -> str:
    buildings = {building.id for building, _ in job.floors}
    return buildings.pop() if len(buildings) == 1 else ""


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
