"""What a well-formed campus.toml can still get wrong: repeated ids, missing files, unfinished placements."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Final

from campusmap.geometry.bearing import read_compass
from campusmap.ingest.project_files import check_files
from campusmap.ingest.project_pictures import check_pictures, name_part
from campusmap.ingest.project_problems import Problem
from campusmap.ingest.project_values import check_values
from campusmap.model.numbering import Numbering
from campusmap.model.project import SOUTHERNMOST, BuildingEntry, FloorEntry, Pair, Placement, Project
from campusmap.model.settings import Ng911
from campusmap.numbering.scheme import load_presets
from campusmap.numbering.template import PATTERNS, unknown_fields

# Ids become file names, parts of ids and bookmarks, on every operating system.
SAFE_ID: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_READ_BY_ALL: Final = ("method", "mirrored", "confirmed")
# Which other keys of a placement each method reads; "none" leaves all as they are, for later.
_READ_BY: Final = {
    "control_points": {"points", "scale", "crs"}, "anchor": {"drawing", "lonlat", "bearing_deg"}, "geodata": set(),
    "wld": {"file", "crs"}, "world_file": {"file", "crs"}, "frame": {"matrix", "crs"},
    "fit": {"points", "bearing_deg", "crs"},
}  # fmt: skip
SAFE_ID_FIX: Final = "use letters, digits, dots, hyphens and underscores only"


def check_project(project: Project, folder: Path) -> list[Problem]:
    """Return what is wrong with a project that fits the schema; files are looked for relative to ``folder``."""
    return list(_check_finite(project, "")) or [
        *_check_campus(project),
        *_check_buildings(project.building),
        *_check_placements(project),
        *check_values(project),
        *_check_settings(project),
        *_check_ng911(project.ng911),
        *check_pictures(project),
        *check_files(_list_files(project), folder),
    ]


def _check_finite(value: Any, key: str) -> Iterator[Problem]:
    """Find inf and nan, which TOML allows."""
    if isinstance(value, float) and not math.isfinite(value):
        yield Problem(key, "must be a number, not inf or nan", "write the number")
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from _check_finite(item, f"{key}[{index}]")
    elif is_dataclass(value):
        for field in fields(value):
            yield from _check_finite(getattr(value, field.name), f"{key}.{field.name}".lstrip("."))


def _check_campus(project: Project) -> Iterator[Problem]:
    yield from _check_id(project.campus.id, "campus.id")
    entrance = project.campus.main_entrance
    ids = [building.id for building in project.building]
    if entrance is not None and entrance.building not in ids:
        known = ", ".join(ids) or "none yet"
        yield Problem(
            "campus.main_entrance.building", f'no building has the id "{entrance.building}"', f"name one of: {known}"
        )


def _check_id(identity: str, key: str) -> Iterator[Problem]:
    if not SAFE_ID.fullmatch(identity):
        yield Problem(key, f'"{identity}" cannot be an id', SAFE_ID_FIX)


def _check_buildings(buildings: tuple[BuildingEntry, ...]) -> Iterator[Problem]:
    yield from _check_unique(((b.id, f"building[{i}].id") for i, b in enumerate(buildings)), "id")
    for index, building in enumerate(buildings):
        key = f"building[{index}]"
        yield from _check_id(building.id, f"{key}.id")
        yield from _check_side(building.side_a, f"{key}.side_a")
        yield from _check_floors(building.floor, key)


def _check_side(side: str | float, key: str) -> Iterator[Problem]:
    if isinstance(side, str) and side and read_compass(side) is None:
        yield Problem(
            key, f'"{side}" is no compass direction', 'write "south", "southwest" ..., or an azimuth as a number'
        )
    elif isinstance(side, float) and not 0 <= side <= 360:
        yield Problem(key, f"{side:g} is no azimuth", "write degrees clockwise from true north, 0 to 360")


def _check_floors(floors: tuple[FloorEntry, ...], key: str) -> Iterator[Problem]:
    yield from _check_unique(((f.id, f"{key}.floor[{i}].id") for i, f in enumerate(floors)), "id")
    yield from _check_unique(((str(f.ordinal), f"{key}.floor[{i}].ordinal") for i, f in enumerate(floors)), "ordinal")
    whole = [(name_part(f), f"{key}.floor[{i}].plan") for i, f in enumerate(floors) if f.plan and f.window is None]
    yield from _check_unique(whole, "plan, without a window or a level")
    for index, floor in enumerate(floors):
        yield from _check_id(floor.id, f"{key}.floor[{index}].id")
        if floor.window and not (floor.window[0] < floor.window[2] and floor.window[1] < floor.window[3]):
            yield Problem(f"{key}.floor[{index}].window", "is empty", "write [x_min, y_min, x_max, y_max]")


def _check_unique(values: Iterable[tuple[str, str]], what: str) -> Iterator[Problem]:
    """Find values that repeat, letter case aside, since ids become file names."""
    first: dict[str, str] = {}
    for value, key in values:
        other = first.setdefault(value.casefold(), key)
        if other != key:
            yield Problem(key, f'"{value}" is also at {other}', f"give each its own {what}")


def _check_placements(project: Project) -> Iterator[Problem]:
    for placement, key in _list_placements(project):
        yield from _check_placement(placement, key)


def _list_placements(project: Project) -> Iterator[tuple[Placement, str]]:
    for index, building in enumerate(project.building):
        if building.placement:
            yield building.placement, f"building[{index}].placement"
        for number, floor in enumerate(building.floor):
            if floor.placement:
                yield floor.placement, f"building[{index}].floor[{number}].placement"


def _check_placement(placement: Placement, key: str) -> Iterator[Problem]:
    if placement.method == "anchor":
        yield from _check_lonlat(placement.lonlat, f"{key}.lonlat")
    elif placement.method == "control_points":
        yield from _check_points(placement, key)
    elif placement.method in {"wld", "world_file"} and not placement.file:
        yield Problem(f"{key}.file", "is missing", "name the world file")
    elif placement.method == "frame":
        yield from _check_matrix(placement, key)
    elif placement.method == "fit":
        yield from _check_each_point(placement, key)
    yield from _check_idle(placement, key)


def _check_matrix(placement: Placement, key: str) -> Iterator[Problem]:
    fix = "copy matrix and crs from the floors layer of a kit"
    if placement.matrix is None:
        yield Problem(f"{key}.matrix", "is missing", fix)
    elif placement.matrix[0] * placement.matrix[4] == placement.matrix[1] * placement.matrix[3]:
        yield Problem(f"{key}.matrix", "squeezes everything onto a line", fix)
    if not placement.crs:
        yield Problem(f"{key}.crs", "is missing", fix)


def _check_idle(placement: Placement, key: str) -> Iterator[Problem]:
    """Find keys that would change a placement by another method and do nothing by this one."""
    read = _READ_BY.get(placement.method)
    if placement.method == "control_points" and all(point.ground is None for point in placement.points):
        read = _READ_BY["control_points"] - {"crs"}
    for field in fields(placement) if read is not None else ():
        if field.name not in {*_READ_BY_ALL, *(read or ())} and getattr(placement, field.name) != field.default:
            fix = 'set method = "frame"' if field.name == "matrix" else "take it away"
            yield Problem(f"{key}.{field.name}", f'does nothing with method "{placement.method}"', fix)


def _check_points(placement: Placement, key: str) -> Iterator[Problem]:
    if len(placement.points) < 2:
        yield Problem(f"{key}.points", f"has {len(placement.points)} points", "give two, better three or more")
    yield from _check_each_point(placement, key)


def _check_each_point(placement: Placement, key: str) -> Iterator[Problem]:
    for index, point in enumerate(placement.points):
        where = f"{key}.points[{index}]"
        if (point.lonlat is None) == (point.ground is None):
            yield Problem(where, "needs either lonlat or ground", "give one of the two")
        elif point.lonlat is not None:
            yield from _check_lonlat(point.lonlat, f"{where}.lonlat")
        elif not placement.crs:
            yield Problem(where, "gives ground coordinates without a crs", 'add crs = "EPSG:..." to the placement')


def _check_lonlat(lonlat: Pair | None, key: str) -> Iterator[Problem]:
    if lonlat is None:
        yield Problem(key, "is missing", "write [longitude, latitude]")
        return
    lon, lat = lonlat
    if abs(lon) <= 180 and SOUTHERNMOST <= lat <= 90:
        return
    if abs(lon) <= 180 and abs(lat) <= 90:
        yield Problem(key, f"[{lon}, {lat}] lies in Antarctica", "write longitude first, then latitude")
        return
    swapped = abs(lat) <= 180 and abs(lon) <= 90
    fix = "write longitude first" if swapped else "write [longitude, latitude] in degrees"
    yield Problem(key, f"[{lon}, {lat}] is no place on Earth", fix)


def _check_settings(project: Project) -> Iterator[Problem]:
    try:
        re.compile(project.numbering.pattern)
    except re.error as error:
        what = f"is not a regular expression ({error})"
        yield Problem("numbering.pattern", what, "see numbering in the documentation")
    yield from _check_scheme(project.numbering)


def _check_scheme(numbering: Numbering) -> Iterator[Problem]:
    """Find presets and fields of templates that do not exist."""
    presets = [name for name in load_presets() if name]
    if numbering.preset and numbering.preset not in presets:
        close = get_close_matches(numbering.preset, presets, n=1)
        fix = f'did you mean "{close[0]}"?' if close else f"write one of {', '.join(presets)}"
        yield Problem("numbering.preset", f'no preset is called "{numbering.preset}"', fix)
    for key in ("suffix", "corridor", "stair", "lift", "shaft", "door"):
        for name in unknown_fields(getattr(numbering, key) or ""):
            fix = f"the fields are {', '.join(f'{{{field}}}' for field in PATTERNS)}"
            yield Problem(f"numbering.{key}", f"{{{name}}} is no field of a template", fix)


def _check_ng911(told: Ng911) -> Iterator[Problem]:
    """Find codes and a domain name that no 911 centre's software would take."""
    for key, code in (("country", told.country), ("state", told.state)):
        if code and not re.fullmatch("[A-Z]{2}", code):
            yield Problem(f"ng911.{key}", f'"{code}" is no code', 'write two capitals: "US", "CA"')
    if told.agency and not re.fullmatch(r"([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}", told.agency):
        yield Problem("ng911.agency", f'"{told.agency}" is no domain name', 'write one like "psap.example.gov"')
    for key in ("agency", "municipality", "county"):
        if len(getattr(told, key)) > 100:
            yield Problem(f"ng911.{key}", "is longer than 100 characters", "shorten it")
    if len(told.post_code) > 7:
        yield Problem("ng911.post_code", f'"{told.post_code}" is longer than 7 characters', "write the first part only")


def _list_files(project: Project) -> Iterator[tuple[str, str]]:
    """Return every file that the project names, with its key."""
    for key, vector in (("footprints.file", project.footprints), ("areas.file", project.areas)):
        if vector is not None:
            yield vector.file or "?", key
    for index, entry in enumerate(project.imagery):
        yield entry.file or "?", f"imagery[{index}].file"
    for index, font in enumerate(project.packet.fonts):
        yield font or "?", f"packet.fonts[{index}]"
    for index, building in enumerate(project.building):
        for number, floor in enumerate(building.floor):
            yield floor.plan, f"building[{index}].floor[{number}].plan"
    for placement, key in _list_placements(project):
        if placement.method in {"wld", "world_file"}:
            yield placement.file, f"{key}.file"
