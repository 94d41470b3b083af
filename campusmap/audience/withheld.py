"""What an audience may not know: the texts and the vertices that its kit must not hold."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from enum import Enum
from typing import Any, Final

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from campusmap.geometry.label import find_pole
from campusmap.model.kit import Kit
from campusmap.model.places import Grid

# Texts from this length on are searched for in every byte, shorter ones among fields and visible words.
LONG: Final = 6
SAME_M: Final = 0.05  # a corner drawn twice (tool default)
LONG_FIGURES: Final = 10  # a telephone number (tool default)


@dataclass(frozen=True, slots=True)
class Withheld:
    """Texts by length, and vertices (n, 2) in the campus CRS, metres; ``permitted`` are texts the audience may see.

    ``pictures`` are photos, as JPEG bytes.
    """

    long: frozenset[str]
    short: frozenset[str]
    permitted: frozenset[str]
    vertices: NDArray[np.float64]
    pictures: tuple[bytes, ...] = ()


def list_withheld(whole: Kit, cut: Kit) -> Withheld:
    """Return what the whole kit holds and the cut one does not."""
    permitted = {text.strip() for text in _texts(cut)} | {f"EPSG:{cut.campus.epsg}"} | _cells(cut.campus.grid)
    secret = {text.strip() for text in _texts(whole)} - permitted - {""}
    return Withheld(
        frozenset(text for text in secret if _is_long(text)),
        frozenset(text for text in secret if not _is_long(text)),
        frozenset(permitted),
        _apart(_vertices(whole), np.concatenate([_vertices(cut), _named_points(cut)])),
        tuple(photo.jpeg for photo in whole.campus.photos if photo not in cut.campus.photos),
    )


def _cells(grid: Grid | None) -> set[str]:
    return {f"{letter}{n + 1}" for letter in grid.letters for n in range(grid.columns)} if grid else set()


def _is_long(text: str) -> bool:
    """Tell whether a text can be searched for in every byte; a few figures stand in any file's own bookkeeping."""
    return len(text) >= (LONG_FIGURES if text.isdecimal() else LONG)


def _texts(value: Any) -> Iterator[str]:
    """Yield every text of a record, however deep; names of choices (enumerations) are the program's own words."""
    if isinstance(value, Enum) or value is None:
        return
    if isinstance(value, date):
        yield value.isoformat()
    elif isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _texts(key)
            yield from _texts(item)
    elif isinstance(value, tuple | list | frozenset):
        for item in value:
            yield from _texts(item)
    elif is_dataclass(value):
        for field in fields(value):
            yield from _texts(getattr(value, field.name))


def _named_points(kit: Kit) -> NDArray[np.float64]:
    """Return where the kit says that buildings, rooms and doors are: what lies there too gives nothing away."""
    floors = [floor for b in kit.campus.buildings for floor in b.floors if floor.frame.placed]
    rooms = [find_pole(space.outline) for floor in floors for space in floor.spaces if not space.outline.is_empty]
    doors = [opening.line.interpolate(0.5, normalized=True) for floor in floors for opening in floor.openings]
    houses = [find_pole(b.footprint) for b in kit.campus.buildings if not b.footprint.is_empty]
    return shapely.get_coordinates([*houses, *rooms, *doors]).round(3).reshape(-1, 2)


def _vertices(kit: Kit) -> NDArray[np.float64]:
    """Return the vertices of every placed shape, rounded to the millimetre, each once."""
    placed = [floor for b in kit.campus.buildings for floor in b.floors if floor.frame.placed]
    known = {space.id for floor in placed for space in floor.spaces}
    shapes: list[BaseGeometry] = [area.shape for area in kit.campus.areas]
    shapes += [building.footprint for building in kit.campus.buildings]
    for floor in placed:
        shapes += [floor.outline, floor.walls, floor.columns, floor.linework, floor.guessed, floor.fixtures]
        shapes += [opening.swing_line for opening in floor.openings if opening.swing_line is not None]
        shapes += [space.outline for space in floor.spaces] + [opening.line for opening in floor.openings]
    floors = {floor.id for floor in placed} | {""}
    shapes += [m.at for m in kit.campus.markers if m.at is not None and m.floor in floors]
    shapes += [corner.shape for corner in kit.analysis.hard_corners if corner.space in known]
    shapes += [line.line for line in kit.analysis.sightlines if line.space in known]
    shapes += [leg.line for way in kit.analysis.ways for leg in way.legs if leg.floor in floors]
    return np.unique(shapely.get_coordinates(shapes).round(3), axis=0)


def _apart(ours: NDArray[np.float64], theirs: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the vertices that are no corner of what may be seen: a wall's corner may be the footprint's."""
    from scipy.spatial import cKDTree  # lazy: a third of all imports, and only smaller kits are searched

    if not len(theirs):
        return ours
    return ours[cKDTree(theirs).query(ours)[0] > SAME_M]
