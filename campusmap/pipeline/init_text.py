"""campus.toml as text: for a facilities person to read, every guess marked, every line that waits commented."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final, get_args

from campusmap.georeference.unit import UnitGuess
from campusmap.model.settings import PackName, RequirementSettings
from campusmap.numbering.levels import BY_LABEL, BY_NAME
from campusmap.pipeline.footprint_guess import FootprintGuess

Box = tuple[float, float, float, float]
MAX_CHOICES: Final = 12  # outlines listed to choose from (tool default)


@dataclass(frozen=True, slots=True)
class FloorGuess:
    """One drawing, or a window of it, taken for one floor; ``apart``: it is not drawn where the anchor floor is."""

    plan: Path
    id: str
    name: str
    ordinal: int
    why: str
    unit: UnitGuess
    extent: Box | None
    geodata: str
    apart: bool = False
    anchor: bool = False
    stated: bool = False  # rooms, unit and place are stated by the file
    level: str = ""
    building: str = ""  # as the file names it
    numbered: bool = True
    window: Box | None = None  # in the drawing, where it holds several floors
    told_by: str = ""
    shift: tuple[float, float] = (0.0, 0.0)  # from the first floor of the same drawing
    alike: float = 0.0  # how much of the first floor is drawn again at that shift
    picture: bool = False  # nothing of it is read: it is placed and traced by hand
    page: int | None = None
    twin: tuple[float, float] | None = None  # the drawing's point where the anchor floor has its middle

    @property
    def centre(self) -> tuple[float, float]:
        """Return the middle of the plan in drawing units."""
        x_min, y_min, x_max, y_max = self.extent or (0.0, 0.0, 0.0, 0.0)
        return round((x_min + x_max) / 2, 3), round((y_min + y_max) / 2, 3)


@dataclass(frozen=True, slots=True)
class Site:
    """What is known of the whole: where the folder is, what the campus is called, where it lies."""

    folder: Path
    id: str
    name: str
    at: tuple[float, float] | None  # lon, lat
    bearing_deg: float | None
    footprint: FootprintGuess | None
    poses: tuple[tuple[float, float], ...] | None = None  # bearing and overlap of each, where a fit is asked for


def project_lines(site: Site, floors: list[FloorGuess]) -> Iterator[str]:
    """Yield the lines of a campus.toml: one building, or those that an indoor file names."""
    yield "# Written by `campusmap init`. Lines with confirmed = false are guesses: look, mend, then say true."
    yield "# Lines that begin with # wait for you: take the # away and fill them in."
    yield ""
    yield from _campus_lines(site)
    yield from _footprint_lines(site)
    yield from _requirement_lines()
    names = list(dict.fromkeys(floor.building for floor in floors))
    for number, name in enumerate(names, 1):
        own = [floor for floor in floors if floor.building == name]
        yield from _building_lines(site, name, number if len(names) > 1 else 0)
        anchor = next(floor for floor in own if floor.anchor)
        yield from _placement_lines(site, anchor)
        for floor in own:
            yield from _floor_lines(site, floor, anchor)


def _campus_lines(site: Site) -> Iterator[str]:
    yield "[campus]"
    yield f"id = {_quote(site.id)}  # names the kit's folder; letters, digits and hyphens"
    yield f"name = {_quote(site.name)}"
    yield '# address = ""'
    yield '# main_entrance = { building = "main", door = "1" }  # without it exterior doors cannot be checked clockwise'
    yield ""


def _footprint_lines(site: Site) -> Iterator[str]:
    guess = site.footprint
    if guess is None:
        return
    yield "[footprints]"
    yield f"file = {_quote(_relative(guess.file, site.folder))}"
    if guess.id_column:
        yield f"id = {_quote(guess.id_column)}  # the column that tells the outlines apart"
    if guess.columns:
        yield f"# id, number, name: which columns hold them, if others. There are: {_comment(', '.join(guess.columns))}"
    yield ""


def _requirement_lines() -> Iterator[str]:
    others = ", ".join(name for name in get_args(PackName) if name not in RequirementSettings().presets)
    yield "[requirements]"
    presets = ", ".join(map(_quote, RequirementSettings().presets))
    yield f"presets = [{presets}]  # a guess: what most mapping laws share; add your state's. There are:"
    yield f"# {others}"
    yield ""


def _building_lines(site: Site, name: str, number: int) -> Iterator[str]:
    yield from ([""] if number > 1 else [])
    yield "[[building]]"
    yield f"id = {_quote(f'building-{number}' if number else 'main')}"
    yield '# number = "1"  # the number on the outside of the building'
    yield f"name = {_quote(name or site.name)}"
    guess = site.footprint
    if guess is not None and guess.key:
        yield f"footprint = {_quote(guess.key)}  # a guess: {_comment(guess.why)}"
    elif guess is not None:
        shown = ", ".join(_quote(choice) for choice in guess.choices[:MAX_CHOICES])
        rest = f" and {len(guess.choices) - MAX_CHOICES} more" if len(guess.choices) > MAX_CHOICES else ""
        yield f'# footprint = ""  # {_comment(guess.why or f"which outline it is: {shown}{rest}")}'


def _placement_lines(site: Site, anchor: FloorGuess) -> Iterator[str]:
    """Place the building by the anchor floor's middle, or leave room for control points; pictures have their own."""
    if anchor.picture:
        return
    yield ""
    yield "[building.placement]  # for all its floors; a floor drawn elsewhere has a placement of its own"
    if anchor.stated:
        yield f'method = "geodata"  # {_comment(anchor.plan.name)} states its coordinates'
        return
    if site.poses is not None:
        yield from _fit_lines(site, site.poses, anchor)
        return
    if site.at is not None:
        yield from _anchor_lines(site, anchor, confirmed=site.bearing_deg is not None)
        return
    x_min, y_min, x_max, y_max = (round(value, 3) for value in anchor.extent or (0.0, 0.0, 100.0, 100.0))
    yield 'method = "none"  # not placed, so drawn without coordinates; replace this line by the six below'
    yield '# method = "control_points"'
    yield "# points = [  # corners of the building: in the drawing, and longitude, latitude read off an aerial map"
    yield f"#     {{ drawing = [{x_min}, {y_min}], lonlat = [-122.00000, 47.00000] }},"
    yield f"#     {{ drawing = [{x_max}, {y_min}], lonlat = [-122.00000, 47.00000] }},"
    yield f"#     {{ drawing = [{x_max}, {y_max}], lonlat = [-122.00000, 47.00000] }},"
    yield "# ]"


def _fit_lines(site: Site, poses: tuple[tuple[float, float], ...], anchor: FloorGuess) -> Iterator[str]:
    """List the poses in which the anchor floor fits the footprint, and leave the choice to a person."""
    yield 'method = "fit"  # the outline of the ground floor is laid on the footprint; a person chooses which way'
    if site.bearing_deg is not None:
        yield f"bearing_deg = {site.bearing_deg}  # azimuth of the drawing's up, true north; chooses the pose"
        return
    for bearing, overlap in poses:
        yield f"# bearing_deg = {bearing}  # overlaps the footprint to {overlap:.0%}; azimuth of the drawing's up"
    if not poses:
        yield "# bearing_deg = 0.0  # no pose was found: see that footprint and units are right, then check"
    x, y = anchor.centre
    yield f"# points = [{{ drawing = [{x}, {y}], lonlat = [-122.00000, 47.00000] }}]  # or one door or stair"
    yield "confirmed = false"


def _anchor_lines(site: Site, floor: FloorGuess, *, confirmed: bool) -> Iterator[str]:
    lon, lat = site.at or (0.0, 0.0)
    yield 'method = "anchor"'
    x, y = floor.twin or floor.centre
    where = "where the placed floor has its middle, in" if floor.twin else "the middle of"
    yield f"drawing = [{x}, {y}]  # {where} {_comment(floor.plan.name)}"
    yield f"lonlat = [{lon}, {lat}]"
    if site.bearing_deg is None:
        yield "bearing_deg = 0.0  # a guess: azimuth of the drawing's up, clockwise from true north"
    else:
        yield f"bearing_deg = {site.bearing_deg}  # azimuth of the drawing's up, clockwise from true north"
    if not confirmed:
        yield "confirmed = false"


def _floor_lines(site: Site, floor: FloorGuess, anchor: FloorGuess) -> Iterator[str]:
    yield ""
    yield "[[building.floor]]"
    yield f"id = {_quote(floor.id)}"
    yield f"name = {_quote(floor.name)}"
    yield f"ordinal = {floor.ordinal}  # a guess, {floor.why}; 0 is the floor of the main entrance"
    yield f"plan = {_quote(_relative(floor.plan, site.folder))}"
    yield from ([f"level = {_quote(floor.level)}"] if floor.level else [])
    if floor.window is not None:
        yield f"window = [{', '.join(map(str, floor.window))}]  # a guess, told by {_comment(floor.told_by)}"
    if floor.picture:
        yield from _picture_lines(floor)
    elif floor.stated:
        yield from (
            [] if floor.numbered else ['# columns = { number = "" }  # no room numbers were found: which column?']
        )
    else:
        yield from _unit_lines(floor.unit)
    if floor.why in (BY_NAME, BY_LABEL):
        yield '# code = ""  # what room numbers on this floor begin with; left out, it is taken from the numbers'
    yield from _own_placement_lines(site, floor, anchor)


def _picture_lines(floor: FloorGuess) -> Iterator[str]:
    yield from ([f"page = {floor.page}"] if floor.page else [])
    yield "# A picture: place it in `campusmap edit` (Trace), or by a world file that counts its pixels:"
    yield '# placement = { method = "world_file", file = "plan.pgw", crs = "EPSG:26910" }'


def _unit_lines(unit: UnitGuess) -> Iterator[str]:
    if unit.certain:
        yield f"units = {_quote(unit.name)}  # {_comment(unit.why)}"
    else:
        yield f"units = {{ value = {_quote(unit.name)}, confirmed = false }}  # {_comment(unit.why)}"


def _own_placement_lines(site: Site, floor: FloorGuess, anchor: FloorGuess) -> Iterator[str]:
    """Place a floor that carries its own georeference, or that is drawn elsewhere than the anchor floor."""
    if floor.picture:
        return
    if floor.stated or anchor.stated:
        if floor.stated is not anchor.stated:
            yield "[building.floor.placement]"
            yield f'method = "{"geodata" if floor.stated else "none"}"  # unlike the other floors'
    elif floor.geodata and site.at is None:
        yield "[building.floor.placement]"
        yield f'method = "geodata"  # the drawing carries a georeference, in {_comment(floor.geodata)}'
        yield "confirmed = false"
    elif floor.apart and site.at is not None:
        how = "its middle is set on theirs" if floor.twin is None else "the same walls and stairs are set on theirs"
        yield f"[building.floor.placement]  # it is not drawn where the other floors are, so {how}"
        yield from _anchor_lines(site, floor, confirmed=False)
    elif floor.twin is not None and floor.apart:
        yield f"# It is drawn away from the others: the middle of the entrance floor is {list(floor.twin)} here,"
        yield "# so this floor needs a placement of its own, its points shifted likewise."


def _relative(path: Path, folder: Path) -> str:
    try:
        return Path(os.path.relpath(path.resolve(), folder.resolve())).as_posix()
    except ValueError:  # another drive
        return path.resolve().as_posix()


def _quote(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _comment(text: str) -> str:
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())
