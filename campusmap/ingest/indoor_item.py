"""What every reader of indoor vector files hands on: features told apart by what they are, still in lon, lat."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import Final

from shapely.geometry.base import BaseGeometry

from campusmap.ingest.layers import override_patterns
from campusmap.model.plan import XY, Role
from campusmap.model.project import LayerRoles
from campusmap.model.source import Notice

_DASH: Final = re.compile(r"(?:^|\s+)[-\u2013\u2014]$")  # "Classroom -": no number was given
Cell = Callable[[str], str]  # an attribute by name, "" when absent


@dataclass(frozen=True, slots=True)
class Item:
    """One feature: what it is taken for, on which levels it lies, and what it says of itself.

    ``layer`` names features alike ("indoor=room"), so that a person can say what they are. ``geometry`` is None
    for records without a shape. An item that is not drawn has the rule that leaves it out in ``left_out``.
    """

    handle: str
    kind: str  # GeoJSON type
    layer: str
    role: Role
    reason: str
    geometry: BaseGeometry | None = None
    levels: str = ""  # as stated: "0", "0-1", "-1;2"
    number: str = ""
    name: str = ""
    use: str = ""
    width_m: float | None = None
    leafless: bool = False
    doors: tuple[XY, ...] = ()  # lon, lat of doors that a room's attribute lists
    left_out: str = ""


@dataclass(frozen=True, slots=True)
class LevelFact:
    """One level of a file: what campus.toml calls it, and what else it answers to."""

    key: str
    name: str
    rank: float | None  # orders levels; None when nothing tells
    rooms: int
    aliases: frozenset[str] = frozenset()
    building: str = ""


@dataclass(frozen=True, slots=True)
class Indoor:
    """A whole file: its items, its levels with rooms from the lowest up, and how many features were not read."""

    items: tuple[Item, ...]
    levels: tuple[LevelFact, ...]
    unread: int
    version: str  # "GeoJSON", "IMDF 1.0.0"
    sha256: str
    notices: tuple[Notice, ...] = field(default=())


def attribute_reader(attributes: dict[str, str]) -> Cell:
    """Return a look-up of attributes, letter case aside, in which words for nothing are nothing."""
    folded = {key.casefold(): value.strip() for key, value in attributes.items()}

    def cell(wanted: str) -> str:
        return drop_blanks(folded.get(wanted.casefold(), ""))

    return cell


def drop_blanks(text: str) -> str:
    """Return a text without a dash that stands at its end for what nobody filled in; "" for a word for nothing."""
    told = _DASH.sub("", text)
    return "" if told.casefold() in {"null", "none", "nan", "n/a"} else told


def first_of(cell: Cell, names: Iterable[str]) -> str:
    """Return the first attribute of several that says something."""
    return next((value for name in names if (value := cell(name))), "")


def override_roles(items: Iterable[Item], overrides: LayerRoles) -> tuple[Item, ...]:
    """Let the project's patterns say what the features of a layer are."""
    patterns = override_patterns(overrides)
    roles: dict[str, tuple[Role, str]] = {}
    changed = []
    for item in items:
        if item.layer not in roles:
            fitting = (r for r in patterns if r.pattern is not None and r.pattern.match(item.layer.upper()))
            rule = next(fitting, None)
            roles[item.layer] = (rule.role, rule.reason) if rule else (item.role, item.reason)
        role, reason = roles[item.layer]
        changed.append(item if role is item.role else replace(item, role=role, reason=reason))
    return tuple(changed)
