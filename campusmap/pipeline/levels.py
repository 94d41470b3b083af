"""Levels of indoor files that no floor of the project takes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from campusmap.ingest.drawing import is_indoor, read_levels
from campusmap.ingest.files import source_name
from campusmap.ingest.indoor_levels import find_levels
from campusmap.model.project import FloorEntry, Project
from campusmap.model.source import Notice, Ref
from campusmap.pipeline.workers import read_apart
from campusmap.units import count_of


def list_left_levels(folder: Path, project: Project) -> Iterator[Notice]:
    """Yield a notice for each level with rooms that is on no floor, so that none is lost unseen."""
    entries: dict[str, list[FloorEntry]] = defaultdict(list)
    for building in project.building:
        for entry in building.floor:
            if entry.plan and is_indoor(folder / entry.plan):
                entries[entry.plan].append(entry)
    for plan, floors in entries.items():
        yield from _left_in(folder / plan, source_name(folder / plan, folder), floors, project)


def _left_in(path: Path, name: str, floors: list[FloorEntry], project: Project) -> Iterator[Notice]:
    roles, columns = floors[0].layers or project.layers, floors[0].columns
    levels = read_apart(partial(read_levels, name=name, overrides=roles, columns=columns), path, name=name)
    taken = {level.key for floor in floors if floor.level for level in find_levels(levels, floor.level)}
    for level in levels if all(floor.level for floor in floors) else ():
        if level.key not in taken:
            where = f" of {level.building}" if level.building else ""
            called = f" ({level.name})" if level.name != level.key else ""
            rooms = count_of(level.rooms, "room")
            text = f'level "{level.key}"{called}{where} with {rooms} is on no floor of campus.toml'
            yield Notice("vector.level_left", text, name, Ref(name, place=f"level {level.key}"), count=level.rooms)
