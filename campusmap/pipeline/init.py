"""The first campus.toml: look at the files, guess, and write every guess where a person will confirm it."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from campusmap.errors import InputError
from campusmap.model.plan import Plan

# Words in a file name that tell a floor, lowest first: the ordinal, and the code its room numbers begin with.
_FLOOR_WORDS: Final = (
    (r"sub.?basement|b2", -2, "B2"),
    (r"basement|bsmt|cellar|keller|untergeschoss|sotano|subsolo|sous.?sol|b1", -1, "B"),
    (r"ground|erdgeschoss|planta.?baja|rez.?de.?chaussee|main.?floor", 0, ""),
)
_ORDINALS: Final = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5}


@dataclass(frozen=True, slots=True)
class FloorGuess:
    """One drawing taken for one floor."""

    plan: Path
    id: str
    name: str
    ordinal: int
    code: str
    unit: str
    unit_reason: str
    centre: tuple[float, float]
    geodata: bool


def propose_project(
    folder: Path, plans: Sequence[Path], footprints: Path | None, at: tuple[float, float] | None, bearing_deg: float
) -> str:
    """Return the text of a campus.toml for one building drawn in ``plans``, a floor each.

    ``at`` is the (lon, lat) of the middle of the plans, ``bearing_deg`` the azimuth of the drawings' +y; without
    them each floor stays unplaced until a person places it. Raises InputError for a drawing that cannot be read.
    """
    guesses = _distinct([_guess_floor(plan) for plan in plans])
    lines = list(_campus_lines(folder, footprints))
    for guess in guesses:
        lines += _floor_lines(folder, guess, at, bearing_deg, guesses[0].centre)
    return "\n".join(lines) + "\n"


def _guess_floor(path: Path) -> FloorGuess:
    from campusmap.georeference.extent import plan_extent
    from campusmap.ingest.dxf import guess_unit, read_plan

    plan = read_plan(path, name=path.name)
    unit, reason = guess_unit(plan)
    x_min, y_min, x_max, y_max = plan_extent(plan) or (0.0, 0.0, 0.0, 0.0)
    ordinal, code = guess_ordinal(path.stem)
    name = re.sub(r"[_\s.]+", " ", path.stem.removesuffix(".ezdwg")).strip()
    centre = (round((x_min + x_max) / 2, 3), round((y_min + y_max) / 2, 3))
    return FloorGuess(
        path,
        "",
        name,
        ordinal,
        code,
        unit or plan.unit or "m",
        _unit_reason(plan, unit, reason),
        centre,
        plan.geodata is not None,
    )


def _unit_reason(plan: Plan, unit: str, reason: str) -> str:
    header = f"the header says {plan.unit}" if plan.unit else "the header states no unit"
    return f"{header}; {reason}" if unit else header


def guess_ordinal(stem: str) -> tuple[int, str]:
    """Guess a floor's ordinal and number code from a file name; (0, "") when it tells nothing."""
    words = stem.lower().replace("_", " ")
    for pattern, ordinal, code in _FLOOR_WORDS:
        if re.search(rf"(?<![a-z0-9])(?:{pattern})(?![a-z0-9])", words):
            return ordinal, code
    spelled = next((number for word, number in _ORDINALS.items() if word in words), None)
    match = re.search(r"(?:level|floor|storey|story|fl|lvl|l|f)[ .-]?(\d{1,2})(?!\d)|(\d{1,2})(?:st|nd|rd|th)", words)
    number = spelled or (int(match.group(1) or match.group(2)) if match else None)
    return (number - 1, str(number)) if number else (0, "")


def _distinct(guesses: list[FloorGuess]) -> list[FloorGuess]:
    """Give each floor an ordinal of its own, moving a repeated guess to the next free one, and an id."""
    from dataclasses import replace

    taken: dict[int, FloorGuess] = {}
    for guess in guesses:
        ordinal = guess.ordinal
        while ordinal in taken:
            ordinal += 1
        number = str(ordinal + 1) if ordinal >= 0 else f"B{-ordinal}"
        taken[ordinal] = replace(guess, ordinal=ordinal, id=number)
    return [taken[ordinal] for ordinal in sorted(taken)]


def _campus_lines(folder: Path, footprints: Path | None) -> Iterator[str]:
    name = folder.resolve().name
    yield "# Written by `campusmap init`. Lines with confirmed = false are guesses: look at them, mend them, say true."
    yield "[campus]"
    yield f"id = {_quote(_slug(name))}"
    yield f"name = {_quote(name.replace('-', ' ').replace('_', ' ').title())}"
    yield '# address = ""'
    yield '# main_entrance = { building = "main", door = "1" }'
    yield ""
    if footprints is not None:
        yield "[footprints]"
        yield f"file = {_quote(_relative(footprints, folder))}"
        yield ""
    yield "[[building]]"
    yield 'id = "main"'
    yield 'number = "1"'
    yield f"name = {_quote(name.replace('-', ' ').replace('_', ' ').title())}"


def _floor_lines(
    folder: Path, guess: FloorGuess, at: tuple[float, float] | None, bearing_deg: float, centre: tuple[float, float]
) -> Iterator[str]:
    yield ""
    yield "[[building.floor]]"
    yield f"id = {_quote(guess.id)}"
    yield f"name = {_quote(guess.name)}"
    yield f"ordinal = {guess.ordinal}  # 0 is the floor of the main entrance"
    if guess.code:
        yield f"code = {_quote(guess.code)}  # what room numbers on this floor begin with"
    yield f"plan = {_quote(_relative(guess.plan, folder))}"
    yield f'units = {{ value = "{guess.unit}", confirmed = false }}  # {_comment(guess.unit_reason)}'
    yield from _placement_lines(guess, at, bearing_deg, centre)


def _placement_lines(
    guess: FloorGuess, at: tuple[float, float] | None, bearing_deg: float, centre: tuple[float, float]
) -> Iterator[str]:
    yield "[building.floor.placement]"
    if at is not None:
        yield 'method = "anchor"'
        yield f"drawing = [{centre[0]}, {centre[1]}]  # the middle of the lowest plan"
        yield f"lonlat = [{at[0]}, {at[1]}]"
        yield f"bearing_deg = {bearing_deg}  # azimuth of the drawing's +y, clockwise from true north"
    elif guess.geodata:
        yield 'method = "geodata"  # the drawing carries its own georeference'
        yield "confirmed = false"
    else:
        yield 'method = "none"  # not placed: give control points, or `init --at LAT,LON --bearing DEG`'


def _relative(path: Path, folder: Path) -> str:
    return Path(os.path.relpath(path.resolve(), folder.resolve())).as_posix()


def _quote(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _comment(text: str) -> str:
    return " ".join(text.split())


def _slug(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-") or "campus"


def write_project(folder: Path, text: str) -> Path:
    """Write campus.toml into a folder that has none; raise InputError when it has one."""
    target = folder / "campus.toml"
    if target.exists():
        raise InputError(str(target), "already exists", "edit it, or name another folder")
    folder.mkdir(parents=True, exist_ok=True)
    with target.open("x", encoding="utf-8") as file:
        file.write(text)
    return target
