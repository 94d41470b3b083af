"""The numbering schemes a campus may say it follows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from campusmap.model.project import Numbering
from campusmap.numbering.grammar import parse_number, split_number

# A floor's code is taken from its numbers only when this many, and this share of them, agree (tool default).
INFER_MIN_ROOMS: Final = 4
INFER_SHARE: Final = 0.75


@dataclass(frozen=True, slots=True)
class Scheme:
    """What a preset asks of room numbers, over and above uniqueness."""

    name: str
    rises_along_corridor: bool = False
    odd_even_sides: bool = False
    wing_prefix: bool = False


# Sources: IU and VCU room numbering guidelines (ascending, odd and even sides), UNC and LEH (wing prefix).
PRESETS: Final[dict[str, Scheme]] = {
    "": Scheme(""),
    "k12-clockwise": Scheme("k12-clockwise", rises_along_corridor=True),
    "odd-even-corridor": Scheme("odd-even-corridor", rises_along_corridor=True, odd_even_sides=True),
    "wing-prefix": Scheme("wing-prefix", rises_along_corridor=True, wing_prefix=True),
}


def scheme_of(numbering: Numbering) -> Scheme:
    """Return the preset a project names; an unknown name asks nothing."""
    return PRESETS.get(numbering.preset, PRESETS[""])


def infer_floor_code(numbers: Iterable[str], building_number: str = "") -> str:
    """Return the floor digit that most of a floor's room numbers begin with, or "" when they do not agree."""
    parts = [parse_number(number, building_number=building_number) for number in numbers]
    codes = Counter(part.floor for part in parts if part is not None and part.floor)
    if sum(codes.values()) < INFER_MIN_ROOMS:
        return ""
    code, count = min(codes.items(), key=lambda item: (-item[1], item[0]))
    return code if count >= INFER_SHARE * sum(codes.values()) else ""


def commonest_width(numbers: Iterable[str]) -> int | None:
    """Return the commonest count of digits among room numbers; None when there are none."""
    widths = Counter(len(parts[1]) for parts in map(split_number, numbers) if parts is not None)
    return min(widths.items(), key=lambda item: (-item[1], item[0]))[0] if widths else None
