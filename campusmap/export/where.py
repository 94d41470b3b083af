"""Where a thing of the campus is: coordinates, grid cell, USNG, and whether its floor has any."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Final

import numpy as np
import shapely
from shapely import Point
from shapely.geometry.base import BaseGeometry

from campusmap.geometry.geodesy import Projector, usng, xy_to_lonlat
from campusmap.georeference.grid import campus_to_north, name_cell
from campusmap.model.places import Building, Campus, Floor, Space
from campusmap.model.source import Ref

Value = str | int | float | bool | None
_NOWHERE: Final[dict[str, Value]] = {"grid": None, "usng": None, "lon": None, "lat": None}


class Grounds:
    """A campus with the look-ups that every layer needs."""

    def __init__(self, campus: Campus) -> None:
        """Index the floors and spaces of a campus by id."""
        self.campus = campus
        self.floors: dict[str, tuple[Building, Floor]] = {f.id: (b, f) for b in campus.buildings for f in b.floors}
        self.spaces: dict[str, tuple[Floor, Space]] = {s.id: (f, s) for _, f in self.floors.values() for s in f.spaces}

    @cached_property
    def projector(self) -> Projector | None:
        """Return the transformation to (lon, lat), None for a campus without coordinates."""
        return None if self.campus.epsg is None else xy_to_lonlat(self.campus.epsg)

    def locate(self, at: Point | None, floor_id: str = "") -> dict[str, Value]:
        """Return grid, usng, lon and lat of a point in campus metres; all None where the floor is not placed."""
        if at is None or self.projector is None or not self.is_placed(floor_id):
            return dict(_NOWHERE)
        lon, lat = self.projector(at.x, at.y)
        return {"grid": self._cell(at), "usng": usng(lon, lat), "lon": round(lon, 7), "lat": round(lat, 7)}

    def _cell(self, at: Point) -> str:
        if self.campus.north is None or self.campus.grid is None:
            return ""
        return name_cell(self.campus.grid, *campus_to_north(self.campus.north, at.x, at.y))

    def is_placed(self, floor_id: str) -> bool:
        """Tell whether a floor has coordinates; what is on no floor has, if the campus has."""
        return self.floors[floor_id][1].frame.placed if floor_id in self.floors else True

    def shape_on(self, floor_id: str, shape: BaseGeometry | None) -> BaseGeometry | None:
        """Return a shape, None when it is empty or its floor is not placed; ``round_shapes`` is for all of a layer."""
        if shape is None or shape.is_empty or self.projector is None or not self.is_placed(floor_id):
            return None
        return shape


def round_shapes(shapes: Sequence[BaseGeometry | None]) -> list[BaseGeometry | None]:
    """Round shapes to the millimetre, keeping those as they are that rounding would make invalid."""
    given = np.array(shapes, np.object_)
    rounded = shapely.transform(given, lambda xy: xy.round(3))
    spoilt = ~shapely.is_valid(rounded) & shapely.is_valid(given)
    return np.where(spoilt, given, rounded).tolist()  # type: ignore[no-any-return]


def source_of(refs: Sequence[Ref]) -> dict[str, Value]:
    """Return the file and handle that a thing was read from: the first with a handle, else the first."""
    ref = next((ref for ref in refs if ref.handle), refs[0] if refs else Ref(""))
    return {"source_file": ref.file, "source_handle": ref.handle}
