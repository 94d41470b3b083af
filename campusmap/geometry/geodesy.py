"""Places on the Earth: projections, true north, point scale, and the US National Grid."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from functools import cache
from typing import Any, Final, Protocol, overload

import numpy as np
import shapely
from numpy.typing import ArrayLike, NDArray
from shapely.geometry.base import BaseGeometry

from campusmap.geometry.fit import Matrix

Array = NDArray[np.float64]
LONLAT: Final = "EPSG:4326"


class Projector(Protocol):
    """A transformation of coordinates, x (or longitude) first; numbers give numbers, arrays give arrays."""

    @overload
    def __call__(self, x: float, y: float) -> tuple[float, float]: ...
    @overload
    def __call__(self, x: Array, y: Array) -> tuple[Array, Array]: ...


@dataclass(frozen=True, slots=True)
class NorthFrame:
    """Metres on the ground about a centre, +y exactly true north there.

    ``matrix`` leads from the projected CRS into the frame, ``to_lonlat`` from the frame to (lon, lat).
    ``convergence_deg`` is the azimuth of grid north, clockwise from true north.
    """

    matrix: Matrix
    to_lonlat: Matrix
    convergence_deg: float
    point_scale: float


def utm_epsg(lon: float, lat: float) -> int:
    """Return the EPSG code of the WGS 84 / UTM zone (beyond 84 N and 80 S: UPS) that a place lies in.

    The widened zones of Norway and Svalbard are those of the MGRS (NGA.SIG.0012).
    """
    if lat >= 84 or lat < -80:
        return 32661 if lat > 0 else 32761
    zone = int((lon + 180) // 6) % 60 + 1
    if 56 <= lat < 64 and 3 <= lon < 12:
        zone = 32
    elif lat >= 72 and 0 <= lon < 42:
        zone = 31 + 2 * int((lon + 3) // 12)
    return (32600 if lat >= 0 else 32700) + zone


@cache
def transformer(source: str, target: str) -> Projector:
    """Return the cached transformation between two CRS, axes always east (or longitude) first."""
    from pyproj import Transformer  # lazy, here and below: a drawing that is not placed needs no projections

    transform: Any = Transformer.from_crs(source, target, always_xy=True).transform
    return transform  # type: ignore[no-any-return]


def lonlat_to_xy(epsg: int) -> Projector:
    """Return the transformation from (lon, lat) to a projected CRS."""
    return transformer(LONLAT, f"EPSG:{epsg}")


def xy_to_lonlat(epsg: int) -> Projector:
    """Return the transformation from a projected CRS to (lon, lat)."""
    return transformer(f"EPSG:{epsg}", LONLAT)


def project_coords(projector: Projector, coords: ArrayLike) -> Array:
    """Transform (n, 2) coordinates; what cannot be transformed comes back infinite."""
    points = np.asarray(coords, dtype=np.float64).reshape(-1, 2)
    return np.column_stack(projector(points[:, 0].copy(), points[:, 1].copy()))


def shape_to_xy(shape: BaseGeometry, epsg: int) -> BaseGeometry:
    """Return a shape in (lon, lat) in a projected CRS."""
    project = lonlat_to_xy(epsg)
    return shapely.transform(shape, lambda coords: project_coords(project, coords))


def is_known_crs(crs: str) -> bool:
    """Tell whether a text (an EPSG code, WKT ...) names a coordinate reference system that lies on Earth."""
    from pyproj import CRS
    from pyproj.exceptions import ProjError

    if re.search(r"\+init|grids=(?!@null)", crs):  # these may name a file of this machine
        return False
    try:
        CRS.from_user_input(crs)
        transformer(crs, LONLAT)  # a drawing's own axes, or heights alone, lead nowhere
    except ProjError:
        return False
    return True


def metres_per_crs_unit(crs: str) -> float | None:
    """Return the metres in one unit of a projected CRS, None when it is not projected."""
    from pyproj import CRS

    parsed = CRS.from_user_input(crs)
    return parsed.axis_info[0].unit_conversion_factor if parsed.is_projected else None


def convergence_deg(epsg: int, x: float, y: float) -> float:
    """Return the azimuth of grid north at a point, clockwise from true north: true = grid + convergence."""
    east, north = _ground_steps(epsg, x, y)
    return math.degrees(math.atan2(north[0] - east[1], north[1] + east[0]))


def point_scale(epsg: int, x: float, y: float) -> float:
    """Return grid metres per metre on the ground at a point (areal mean, exact for conformal projections)."""
    east, north = _ground_steps(epsg, x, y)
    return 1 / math.sqrt(abs(east[0] * north[1] - east[1] * north[0]))


def true_north(epsg: int, x: float, y: float) -> NorthFrame:
    """Return the true-north frame about a point of a projected CRS.

    Its lon/lat are exact at the centre. Away from it the meridians' convergence bends any straight grid: at
    distance r the error is up to 0.6 r^2 tan(lat) / R: at 45 degrees 1 cm at 300 m, 10 cm at 1 km.
    """
    turn = math.radians(convergence_deg(epsg, x, y))
    scale = point_scale(epsg, x, y)
    cos, sin = math.cos(turn) / scale, math.sin(turn) / scale
    matrix = (cos, sin, -(cos * x + sin * y), -sin, cos, sin * x - cos * y)
    lon, lat = xy_to_lonlat(epsg)(x, y)
    per_lon, per_lat = metres_per_degree(lat)
    to_lonlat = (1 / per_lon, 0.0, lon, 0.0, 1 / per_lat, lat)
    return NorthFrame(matrix, to_lonlat, math.degrees(turn), scale)


def metres_per_degree(lat: float) -> tuple[float, float]:
    """Return the metres in one degree of longitude and of latitude on the WGS 84 ellipsoid.

    Formula: radii of curvature in the prime vertical and the meridian, Snyder, USGS PP 1395, eq. 4-20 and 4-18.
    """
    semi_major_m, eccentricity2 = 6378137.0, 6.69437999014e-3  # WGS 84
    phi = math.radians(lat)
    root = 1 - eccentricity2 * math.sin(phi) ** 2
    prime_m = semi_major_m / math.sqrt(root)
    meridian_m = semi_major_m * (1 - eccentricity2) / root**1.5
    return math.radians(prime_m * math.cos(phi)), math.radians(meridian_m)


def usng(lon: float, lat: float, digits: int = 5) -> str:
    """Write a place in the US National Grid, like "10S GJ 06832 44683" with 5 digits (1 m), truncated.

    ``digits`` is 1 to 5 each way. Source: FGDC-STD-011-2001, which truncates and never rounds.
    """
    from mgrs import MGRS  # type: ignore[import-untyped]  # lazy: loads a C library

    # Always asked for in full: square and digits then come from one rounding (half a millimetre).
    text: str = MGRS().toMGRS(lat, lon, MGRSPrecision=5).lstrip("0")
    square, easting, northing = text[:-10], text[-10:-5], text[-5:]
    return f"{square[:-2]} {square[-2:]} {easting[:digits]} {northing[:digits]}"


def _ground_steps(epsg: int, x: float, y: float) -> tuple[tuple[float, float], tuple[float, float]]:
    """Return what a grid metre east and a grid metre north are on the ground, as (metres east, metres north)."""
    step_m = 10.0  # short against the Earth, long against double precision
    xs = np.array([x - step_m, x + step_m, x, x])
    ys = np.array([y, y, y - step_m, y + step_m])
    lons, lats = xy_to_lonlat(epsg)(xs, ys)
    per_lon, per_lat = metres_per_degree(float(lats.mean()))
    de, dn = lons * per_lon / (2 * step_m), lats * per_lat / (2 * step_m)
    return (float(de[1] - de[0]), float(dn[1] - dn[0])), (float(de[3] - de[2]), float(dn[3] - dn[2]))
