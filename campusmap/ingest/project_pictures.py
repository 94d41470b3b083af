"""What campus.toml can get wrong about floors whose plan is only a picture."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Final

from campusmap.ingest.picture import SUFFIXES
from campusmap.ingest.project_problems import Problem
from campusmap.model.project import FloorEntry, Placement, Project

METHODS: Final = ("control_points", "world_file", "anchor", "frame", "none")
_IDLE: Final = ("level", "columns", "window", "units", "layers")


def check_pictures(project: Project) -> Iterator[Problem]:
    """Find keys that do nothing for a picture, or only for one, and placements that lay no picture."""
    for number, building in enumerate(project.building):
        for index, floor in enumerate(building.floor):
            key, kind = f"building[{number}].floor[{index}]", picture_kind(floor)
            yield from _check_picture(floor, key, kind) if kind else _check_drawing(floor, key)


def picture_kind(floor: FloorEntry) -> str:
    """Return "picture" or "PDF" where a floor's plan is, by its name, only that; else ""."""
    return SUFFIXES.get(PurePosixPath(floor.plan.replace("\\", "/")).suffix.casefold(), "")


def name_part(floor: FloorEntry) -> str:
    """Name what of its plan a floor takes: the whole file, a level or a page."""
    part = f", level {floor.level}" if floor.level else f", page {floor.page}" if floor.page else ""
    return floor.plan + part


def _check_drawing(floor: FloorEntry, key: str) -> Iterator[Problem]:
    for name in ("page", "pixel_m"):
        if getattr(floor, name) is not None:
            yield Problem(f"{key}.{name}", "does nothing for a drawing", "take it away")


def _check_picture(floor: FloorEntry, key: str, kind: str) -> Iterator[Problem]:
    for name in _IDLE:
        if getattr(floor, name):
            yield Problem(f"{key}.{name}", "does nothing for a plan that is only a picture", "take it away")
    if floor.page is not None and (kind != "PDF" or floor.page < 1):
        yield Problem(f"{key}.page", "is the page of a PDF, from 1", "mend it, or take it away")
    if floor.pixel_m is not None and not floor.pixel_m > 0:
        yield Problem(f"{key}.pixel_m", f"must be more than 0, not {floor.pixel_m}", "write metres on the ground")
    if floor.placement is not None:
        yield from _check_placement(floor.placement, floor, f"{key}.placement", kind)


def _check_placement(placement: Placement, floor: FloorEntry, key: str, kind: str) -> Iterator[Problem]:
    if placement.method not in METHODS:
        fix = f"write one of {', '.join(METHODS)}"
        yield Problem(f"{key}.method", f'"{placement.method}" lays no picture', fix)
    if placement.method == "world_file" and kind == "PDF":
        yield Problem(f"{key}.method", "counts pixels, of which a PDF page has none", 'write "control_points"')
    if placement.method == "anchor" and floor.pixel_m is None:
        fix = "set pixel_m for the floor: metres on the ground that a pixel is wide (of a PDF page: a point, 1/72 inch)"
        yield Problem(f"{key}.method", '"anchor" does not say how large the picture is', fix)
    if placement.scale == "locked":
        yield Problem(f"{key}.scale", "does nothing for a picture, whose points say its size", "take it away")
