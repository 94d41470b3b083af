"""The first campus.toml: look at the files, guess, and write every guess where a person will confirm it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Final

from campusmap.errors import InputError
from campusmap.georeference.unit import UnitGuess, judge_unit
from campusmap.ingest.indoor_item import LevelFact
from campusmap.numbering.levels import BY_FILE, BY_LABEL, BY_ORDER, Level
from campusmap.pipeline.floor_guess import guess_levels
from campusmap.pipeline.footprint_guess import FootprintGuess, guess_footprint
from campusmap.pipeline.init_text import Box, FloorGuess, Site, project_lines
from campusmap.pipeline.output import make_folder, unwritable
from campusmap.pipeline.workers import read_apart

SHARED: Final = 0.5  # of the smaller plan's width and depth: plans that overlap so far share one origin (tool default)
ALIKE: Final = 0.2  # of the first floor's corners must be drawn again for a shift to be believed (tool default)
WINDOW_ORDER: Final = "no label says which floor it is, so the order in the drawing counts"
MAX_ID: Final = 60  # letters; the id becomes a folder's name


@dataclass(frozen=True, slots=True)
class Proposal:
    """The text of a campus.toml, and what a person has to do, in order."""

    text: str
    to_do: tuple[str, ...]


def propose_project(
    folder: Path,
    plans: Sequence[Path],
    footprints: Path | None,
    at: tuple[float, float] | None,
    bearing_deg: float | None,
    *,
    fit: bool = False,
) -> Proposal:
    """Return a campus.toml for one building drawn in ``plans``, a floor each.

    ``at`` is the (lon, lat) of the middle of the plans, ``bearing_deg`` the azimuth of the drawings' +y; without
    them each floor stays unplaced until a person places it. ``fit`` lists the poses in which the drawing fits the
    footprint instead, of which ``bearing_deg`` may choose one. Raises InputError for a file that cannot be read or
    a folder that is a project already.
    """
    refuse_project(folder)
    name = _campus_name(folder)
    floors = _guess_floors(list({plan.resolve(): plan for plan in plans}.values()))
    if footprints is not None and not footprints.is_file():
        raise InputError(str(footprints), "there is no such file", "check the path given with --footprints")
    outline = guess_footprint(footprints, (name, "main"), at) if footprints else None
    poses = _guess_poses(floors, outline) if fit else None
    site = Site(folder, _slug(name), name, at, bearing_deg, outline, poses)
    return Proposal("\n".join(project_lines(site, floors)) + "\n", tuple(_to_do(site, floors)))


def _guess_poses(floors: list[FloorGuess], footprint: FootprintGuess | None) -> tuple[tuple[float, float], ...]:
    """Return the poses in which the anchor floor fits the footprint; none where it is not known which one it is."""
    from campusmap.pipeline.pose_guess import guess_bearings

    if footprint is None:
        raise InputError("--fit", "needs a footprint to fit to", "give --footprints")
    anchor = next(floor for floor in floors if floor.anchor)
    return guess_bearings(anchor.plan, footprint.outline) if footprint.outline else ()


def refuse_project(folder: Path) -> None:
    """Raise InputError when a folder cannot become a project: it is one already, or it is a file."""
    if (folder / "campus.toml").exists():
        raise InputError(str(folder / "campus.toml"), "already exists", "edit it, or name another folder")
    if folder.exists() and not folder.is_dir():
        raise InputError(str(folder), "is a file", "name the new folder first, then --plan and the drawings")
    if folder.suffix.lower() in {".dxf", ".dwg", ".geojson", ".gpkg", ".shp", ".zip", ".imdf"}:
        raise InputError(str(folder), "looks like a drawing", "name the new folder first, then --plan and the drawings")


def _guess_floors(plans: list[Path]) -> list[FloorGuess]:
    """Guess the floors of every building, the lowest first: those in each drawing, one a level of an indoor file."""
    sheets = [sheet for plan in plans for sheet in _list_sheets(plan)]
    buildings = dict.fromkeys(sheet.building for sheet in sheets)
    return [floor for name in buildings for floor in _guess_building([s for s in sheets if s.building == name])]


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A drawing, or one level of an indoor file."""

    plan: Path
    level: LevelFact | None = None
    key: str = ""  # "" where the file has only one level
    page: int | None = None  # of a PDF of several pages

    @property
    def building(self) -> str:
        """Return the building as the file names it."""
        return self.level.building if self.level else ""


def _list_sheets(plan: Path) -> list[_Sheet]:
    from campusmap.ingest.drawing import read_levels
    from campusmap.ingest.picture import count_pages, is_pdf

    try:
        str(plan).encode()
    except UnicodeEncodeError as error:
        raise InputError(ascii(plan.name), "has a name that is not Unicode", "rename the file") from error
    if is_pdf(plan):
        pages = read_apart(partial(count_pages, name=plan.name), plan, name=plan.name)
        return [_Sheet(plan, page=n if pages > 1 else None) for n in range(1, pages + 1)]
    levels = read_apart(partial(read_levels, name=plan.name), plan, name=plan.name)
    if len(levels) > 1:
        return [_Sheet(plan, level, level.key) for level in levels]
    return [_Sheet(plan, levels[0] if levels else None)]


def _guess_building(sheets: list[_Sheet]) -> list[FloorGuess]:
    drawn = [(floor, _stated_level(sheet)) for sheet in sheets for floor in _look_at(sheet)]
    named = [floor.name if floor.why == BY_LABEL or not floor.window else "" for floor, _ in drawn]
    levels = guess_levels([stated or name for (_, stated), name in zip(drawn, named, strict=True)])
    floors = [_at_level(floor, level) for (floor, _), level in zip(drawn, levels, strict=True)]
    ordered = sorted(floors, key=lambda floor: floor.ordinal)
    anchor = min(ordered, key=lambda floor: (floor.picture, abs(floor.ordinal), floor.ordinal))
    placed = [replace(floor, twin=_twin(floor, anchor)) for floor in ordered]
    return [
        replace(floor, apart=not _share_origin(floor, anchor), anchor=other is anchor)
        for floor, other in zip(placed, ordered, strict=True)
    ]


def _stated_level(sheet: _Sheet) -> Level | None:
    """Return the level that an indoor file states for a floor, None when nothing tells where it stands."""
    level = sheet.level
    if level is None or level.rank is None:
        return None
    below = f"B{-level.rank:g}" if level.rank < 0 else f"{level.rank:g}"
    return Level(level.rank, id=below if level.name == level.key else _slug(level.name), why=BY_FILE)


def _look_at(sheet: _Sheet) -> list[FloorGuess]:
    """Read a drawing and return the floors in it, named but not yet put in order."""
    from campusmap.georeference.extent import plan_extent
    from campusmap.ingest.drawing import read_drawing
    from campusmap.pipeline.floor_windows import tell_floors

    read = partial(read_drawing, name=sheet.plan.name, level=sheet.key, page=sheet.page)
    plan = read_apart(read, sheet.plan, name=sheet.plan.name)
    if plan.picture is not None:
        none = UnitGuess("m", stated=True, certain=True, why="")
        name = _floor_name(sheet.plan) + (f" page {sheet.page}" if sheet.page else "")
        return [FloorGuess(sheet.plan, "", name, 0, "", none, None, "", picture=True, page=sheet.page)]
    unit = judge_unit(plan)
    geodata = plan.geodata.crs if plan.geodata else ""
    numbered = not plan.stated or any(label.tag == "NUMBER" for label in plan.labels)
    whole = FloorGuess(
        sheet.plan, "", _sheet_name(sheet), 0, "", unit, plan_extent(plan), geodata, stated=plan.stated,
        level=sheet.key, building=sheet.building, numbered=numbered,
    )  # fmt: skip
    return [
        replace(
            whole,
            name=floor.title or whole.name,
            why=BY_LABEL if floor.title else "",
            extent=plan_extent(plan, floor.window),
            window=floor.window,
            told_by=floor.told_by,
            shift=floor.shift,
            alike=floor.alike,
        )
        for floor in tell_floors(plan, unit.name).told
    ] or [whole]


def _sheet_name(sheet: _Sheet) -> str:
    if sheet.level is None or not sheet.key:
        return _floor_name(sheet.plan)
    return sheet.level.name if sheet.level.name != sheet.level.key else f"Level {sheet.level.key}"


def _at_level(floor: FloorGuess, level: Level) -> FloorGuess:
    untold = floor.window is not None and level.why == BY_ORDER
    why = WINDOW_ORDER if untold else floor.why if floor.why and level.why != BY_ORDER else level.why
    return replace(floor, id=level.id, ordinal=level.ordinal, why=why)


def _twin(floor: FloorGuess, anchor: FloorGuess) -> tuple[float, float] | None:
    """Return where on a floor of the anchor's own drawing the anchor's middle lies, when the walls tell."""
    known = [one.alike >= ALIKE or one.shift == (0.0, 0.0) for one in (floor, anchor)]
    if floor is anchor or floor.plan != anchor.plan or floor.window is None or not all(known):
        return None
    x, y = anchor.centre
    return round(x + floor.shift[0] - anchor.shift[0], 3), round(y + floor.shift[1] - anchor.shift[1], 3)


def _floor_name(path: Path) -> str:
    stem = re.sub(r"(?i)\.(ezdwg|dwg|dxf)$", "", path.stem)
    words = " ".join(re.sub(r"[_.]+", " ", stem).split())
    return words or path.name


def _share_origin(floor: FloorGuess, anchor: FloorGuess) -> bool:
    """Tell whether two plans lie so far on top of each other that one point places both."""
    if floor is anchor:
        return True
    if floor.extent is None or anchor.extent is None or floor.unit.name != anchor.unit.name:
        return False
    return all(_overlap(floor.extent, anchor.extent, axis) >= SHARED for axis in (0, 1))


def _overlap(one: Box, other: Box, axis: int) -> float:
    """Return the overlap of two boxes along an axis as a share of the shorter side."""
    shorter = min(one[axis + 2] - one[axis], other[axis + 2] - other[axis])
    common = min(one[axis + 2], other[axis + 2]) - max(one[axis], other[axis])
    return common / shorter if shorter > 0 else 0.0


def _campus_name(folder: Path) -> str:
    words = " ".join(re.split(r"[-_\s]+", folder.resolve().name)).strip() or "Campus"
    return words.title() if words == words.lower() else words


def _slug(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name.casefold()).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:MAX_ID].strip("-") or "campus"


def _to_do(site: Site, floors: list[FloorGuess]) -> list[str]:
    """Say what a person has to confirm, the things that keep floors off the map first."""
    doubtful = [floor for floor in floors if not floor.unit.certain]
    units = ", ".join(f"{floor.id} ({floor.unit.name}?)" for floor in doubtful)
    by_order = any(floor.why in (BY_ORDER, WINDOW_ORDER) for floor in floors) and len(floors) > 1
    pictures = any(floor.picture for floor in floors)
    windows = any(floor.window is not None for floor in floors)
    steps = [
        f"units: measure a door in the drawing, then set confirmed = true for floor {units}" if doubtful else "",
        _place_step(site, [floor for floor in floors if not floor.picture]),
        "pictures: in `campusmap edit`, Trace: place each picture, then draw its rooms and doors" if pictures else "",
        "floors: put the ordinals in order; the names do not say which floor is which" if by_order else "",
        "windows: see that each floor's window in the drawing is the right one" if windows else "",
        _footprint_step(site.footprint),
        "main_entrance: name its building and door",
    ]
    return [step for step in steps if step]


def _place_step(site: Site, floors: list[FloorGuess]) -> str:
    if all(floor.stated for floor in floors):
        return ""
    if site.poses is not None:
        chosen = site.bearing_deg is not None
        return "" if chosen else "placement: choose a bearing_deg, or give one door or stair, then set confirmed = true"
    if site.at is None and not all(floor.geodata for floor in floors):
        return "placement: give two or more points known in the drawing and on the ground"
    if site.at is None or site.bearing_deg is None or any(floor.apart for floor in floors):
        return "placement: look at the map over an aerial picture, then set confirmed = true"
    return ""


def _footprint_step(guess: FootprintGuess | None) -> str:
    if guess is None:
        return ""
    return "footprint: see that it is this building" if guess.key else f"footprint: choose one of {guess.file.name}"


def write_project(folder: Path, text: str) -> Path:
    """Write campus.toml into a folder that has none; raise InputError when it has one or cannot be written."""
    refuse_project(folder)
    make_folder(folder)
    target = folder / "campus.toml"
    try:
        with target.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except OSError as error:
        raise unwritable(target, error) from error
    return target
