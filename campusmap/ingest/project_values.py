"""Numbers and texts of campus.toml that fit their type and say nothing that can be: most are in another unit."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from typing import Final

from campusmap.ingest.project_problems import Problem
from campusmap.model.project import BuildingEntry, Project

Limits = Mapping[str, tuple[float, float]]  # the least and the most by key

# The least and the most that a key can sensibly hold, by section, in the unit of its name (tool defaults: wide enough
# for anything that stands, and too narrow for a number in another unit, or with a slip of the decimal point).
_LIMITS: Final[dict[str, Limits]] = {
    "grid": {"cell_m": (1.0, 10_000.0)},
    "hard_corners": {
        "leaf_depth_in": (0.5, 6.0), "min_width_m": (0.05, 10.0), "area_per_person_m2": (0.05, 10.0),
        "safer_within_m": (0.0, 1_000.0),
    },
    "reach": {
        "speed_m_s": (0.1, 10.0), "stair_s": (0.0, 600.0), "handling_s": (0.0, 600.0), "one_way_s": (1.0, 3_600.0),
        "round_trip_s": (1.0, 7_200.0), "extinguisher_m": (1.0, 1_000.0), "key_box_m": (0.1, 1_000.0),
        "proposals": (0, 100),
    },
    "numbering": {
        "width": (1, 20), "max_length": (1, 40), "floor_places": (1, 10), "spare": (0, 1_000),
        "building_width": (1, 20),
    },
}  # fmt: skip
_OF_BUILDING: Final = {"year_built": (1000, 2200)}
_OF_PREPLAN: Final = {"storeys_above": (0, 200), "storeys_below": (0, 50), "occupant_load": (0, 1_000_000)}
_OF_FLOOR: Final = {"elevation_m": (-500.0, 9_000.0)}
_OF_PLACEMENT: Final = {"bearing_deg": (-360.0, 360.0)}


def check_values(project: Project) -> Iterator[Problem]:
    """Find numbers that cannot be meant, and texts that say nothing."""
    for section, limits in _LIMITS.items():
        yield from _check_limits(getattr(project, section), limits, section)
    if not project.reach.round_trip_s > project.reach.handling_s:
        yield Problem("reach.round_trip_s", "leaves no time beside handling_s to walk", "make it longer")
    for index, picture in enumerate(project.imagery):
        yield from _check_limits(picture, {"max_pixels": (1, math.inf)}, f"imagery[{index}]")
    for index, building in enumerate(project.building):
        yield from _check_building(building, f"building[{index}]")
    yield from _check_texts(project)


def _check_building(building: BuildingEntry, key: str) -> Iterator[Problem]:
    yield from _check_limits(building, _OF_BUILDING, key)
    yield from _check_limits(building.preplan, _OF_PREPLAN, f"{key}.preplan")
    yield from _check_limits(building.placement, _OF_PLACEMENT, f"{key}.placement")
    for index, floor in enumerate(building.floor):
        yield from _check_limits(floor, _OF_FLOOR, f"{key}.floor[{index}]")
        yield from _check_limits(floor.placement, _OF_PLACEMENT, f"{key}.floor[{index}].placement")


def _check_limits(table: object, limits: Limits, key: str) -> Iterator[Problem]:
    """Find values of a table that lie beyond their limits; None is nothing to judge."""
    for name, (least, most) in limits.items():
        value = getattr(table, name) if table is not None else None
        if value is not None and not least <= value <= most:
            wanted = f"be {least:,g} to {most:,g}" if most < math.inf else f"be at least {least:g}"
            yield Problem(f"{key}.{name}", f"must {wanted}, not {value:,g}", "look at its unit, or leave it out")


def _check_texts(project: Project) -> Iterator[Problem]:
    if not project.campus.name.strip():
        yield Problem("campus.name", "is blank", "write what the school is called")
    if project.campus.verified is not None and not project.campus.verified.who.strip():
        yield Problem("campus.verified.who", "is blank", "write who walked the campus")
    if project.packet.map_url and not re.match(r"[a-z][a-z0-9+.-]*:.", project.packet.map_url, re.IGNORECASE):
        fix = "begin it with https://, or as the school's server wants it"
        yield Problem("packet.map_url", f'"{project.packet.map_url[:60]}" is no address that a phone opens', fix)
    for key, letters in (("grid.skip", project.grid.skip), ("numbering.skip_letters", project.numbering.skip_letters)):
        if letters and not re.fullmatch("[A-Za-z]*", letters):
            yield Problem(key, f'"{letters[:60]}" holds what is no letter from A to Z', 'write letters only, as "IO"')
