"""dxf/<drawing>.dxf: new numbers on a layer of their own, in the drawing's own units and coordinates."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

import shapely
from shapely import Point

from campusmap.carto.typeface import clean_text
from campusmap.export.markup import markup_names, to_drawing
from campusmap.export.markup_dxf import STYLE, fixed_meta_data, write_dxf
from campusmap.geometry.label import find_pole
from campusmap.model.places import Campus, Floor
from campusmap.model.proposal import Change, Proposal

if TYPE_CHECKING:
    from ezdxf.layouts.layout import Modelspace

FOLDER: Final = "dxf"
NEW: Final = "CAMPUSMAP-NUMBERS-NEW"
OLD: Final = "CAMPUSMAP-NUMBERS-OLD"
_COLOURS: Final = {NEW: 3, OLD: 8}  # ACI green, grey
TEXT_M: Final = 0.45  # height of a number, read at 1:100 on paper as 4.5 mm (tool default)
LEAST_SHARE: Final = 0.003  # of the drawing's diagonal, where it is drawn in no known unit (tool default)


@dataclass(frozen=True, slots=True)
class Numeral:
    """A new number in drawing units, with the number that it replaces."""

    at: tuple[float, float]
    new: str
    old: str
    height: float


def write_number_drawings(campus: Campus, proposal: Proposal, folder: Path) -> list[Path]:
    """Write a DXF (R2010) for each drawing in which a number changes."""
    numerals: dict[str, list[Numeral]] = {}
    for building in campus.buildings:
        for floor in building.floors:
            for numeral in () if floor.frame.on_picture else floor_numerals(floor, proposal):
                numerals.setdefault(floor.plan_file, []).append(numeral)
    paths = []
    for drawing, name in markup_names(drawing for drawing in numerals if drawing).items():
        path = folder / FOLDER / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(numbers_dxf(numerals[drawing]))
        paths.append(path)
    return paths


def floor_numerals(floor: Floor, proposal: Proposal) -> Iterator[Numeral]:
    """Yield the new numbers of a floor's rooms and doors where those stand in the drawing."""
    changes = {change.subject: change for change in proposal.changes}
    a, b, _, d, e, _ = floor.frame.matrix
    unit_m = abs(a * e - b * d) ** 0.5
    x_min, y_min, x_max, y_max = (float(v) for v in to_drawing(floor.frame, floor.outline).bounds or (0, 0, 0, 0))
    height = max(TEXT_M / unit_m, LEAST_SHARE * float(((x_max - x_min) ** 2 + (y_max - y_min) ** 2) ** 0.5))
    for space in floor.spaces:
        if space.id in changes and not space.outline.is_empty:
            yield _numeral(floor, find_pole(space.outline), changes[space.id], height)
    for door in floor.openings:
        if door.id in changes:
            yield _numeral(floor, door.line.interpolate(0.5, normalized=True), changes[door.id], height)


def _numeral(floor: Floor, at: Point, change: Change, height: float) -> Numeral:
    x, y = shapely.get_coordinates(to_drawing(floor.frame, at))[0]
    return Numeral((round(float(x), 6), round(float(y), 6)), clean_text(change.new), clean_text(change.old), height)


def numbers_dxf(numerals: list[Numeral]) -> bytes:
    """Return new and old numbers as a DXF file; the same numbers give the same bytes."""
    from ezdxf.filemanagement import new

    with fixed_meta_data():
        document = new("R2010", units=0)  # unitless, so that CAD programs do not scale it when it is attached
        document.styles.add(STYLE, font="arial.ttf")
        for name, colour in _COLOURS.items():
            document.layers.add(name, color=colour)
        space = document.modelspace()
        for each in sorted(numerals, key=lambda n: (n.at, n.new)):
            below = (each.at[0], each.at[1] - 0.9 * each.height)
            _write(space, each.new, NEW, each.at, each.height)
            _write(space, f"was {each.old or 'none'}", OLD, below, each.height / 2)
        return write_dxf(document)


def _write(space: Modelspace, text: str, layer: str, at: tuple[float, float], height: float) -> None:
    from ezdxf.enums import TextEntityAlignment

    entity = space.add_text(text.replace("%%", "% %"), height=height, dxfattribs={"layer": layer, "style": STYLE})
    entity.set_placement(at, align=TextEntityAlignment.MIDDLE_CENTER)
