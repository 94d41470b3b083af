"""Geodesy against pyproj's own factors and geodesics, and against published UTM coordinates."""

from __future__ import annotations

import numpy as np
import pytest
from mgrs import MGRS
from pyproj import Geod, Proj

from campusmap.geometry.fit import apply_matrix
from campusmap.geometry.geodesy import (
    convergence_deg,
    lonlat_to_xy,
    metres_per_crs_unit,
    metres_per_degree,
    point_scale,
    project_coords,
    true_north,
    usng,
    utm_epsg,
    xy_to_lonlat,
)

SEATTLE, MIAMI, SYDNEY, ANCHORAGE = (-122.1326, 47.636152), (-80.2, 25.77), (151.2, -33.87), (-149.9, 61.2)
PLACES = [SEATTLE, MIAMI, SYDNEY, ANCHORAGE]
GEOD = Geod(ellps="WGS84")


@pytest.mark.parametrize(
    ("lon", "lat", "epsg"),
    [
        (*SEATTLE, 32610), (*MIAMI, 32617), (*SYDNEY, 32756), (-180, 10, 32601), (180, 10, 32601), (5, 60, 32632),
        (10, 75, 32633), (0, 85, 32661), (0, -85, 32761),
    ],
)  # fmt: skip
def test_zones(lon, lat, epsg):
    assert utm_epsg(lon, lat) == epsg


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("epsg_of", [lambda p: utm_epsg(*p), lambda p: utm_epsg(p[0] + 6, p[1])])
def test_convergence_and_scale_agree_with_proj(place, epsg_of):
    epsg = epsg_of(place)
    x, y = lonlat_to_xy(epsg)(*place)
    factors = Proj(f"EPSG:{epsg}").get_factors(*place)
    assert convergence_deg(epsg, x, y) == pytest.approx(factors.meridian_convergence, abs=1e-5)
    assert point_scale(epsg, x, y) == pytest.approx(factors.meridional_scale, abs=1e-7)


@pytest.mark.parametrize("place", PLACES)
def test_degrees_agree_with_geodesics(place):
    per_lon, per_lat = metres_per_degree(place[1])
    lon, lat = place
    assert GEOD.inv(lon - 5e-4, lat, lon + 5e-4, lat)[2] * 1000 == pytest.approx(per_lon, rel=1e-7)
    assert GEOD.inv(lon, lat - 5e-4, lon, lat + 5e-4)[2] * 1000 == pytest.approx(per_lat, rel=1e-7)


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize(("distance_m", "frame_m", "lonlat_m"), [(300, 0.001, 0.02), (1000, 0.005, 0.17)])
def test_the_true_north_frame_is_ground_metres_with_north_up(place, distance_m, frame_m, lonlat_m):
    epsg = utm_epsg(*place)
    north = true_north(epsg, *lonlat_to_xy(epsg)(*place))
    for azimuth in range(0, 360, 15):
        lon, lat, _ = GEOD.fwd(*place, azimuth, distance_m)
        local = apply_matrix(north.matrix, [lonlat_to_xy(epsg)(lon, lat)])
        turn = np.radians(azimuth)
        assert np.hypot(*(local[0] - distance_m * np.array([np.sin(turn), np.cos(turn)]))) < frame_m
        # What a straight grid can hold: 0.6 r^2 tan(lat) / R, largest here at Anchorage.
        back = apply_matrix(north.to_lonlat, local)[0]
        stray = GEOD.inv(lon, lat, *back)[2]
        assert stray < lonlat_m
        assert stray <= 0.6 * distance_m**2 * abs(np.tan(np.radians(place[1]))) / 6.37e6


def test_round_trip_of_arrays():
    coords = np.array([SEATTLE, (-122.0, 47.0)])
    there = project_coords(lonlat_to_xy(32610), coords)
    assert np.allclose(project_coords(xy_to_lonlat(32610), there), coords, atol=1e-9)


def test_crs_units():
    assert metres_per_crs_unit("EPSG:32610") == 1
    assert metres_per_crs_unit("EPSG:2227") == pytest.approx(1200 / 3937)
    assert metres_per_crs_unit("EPSG:4326") is None


def test_usng_is_the_truncated_utm_coordinate():
    lon, lat = -121.4, 38.3
    easting, northing = lonlat_to_xy(32610)(lon, lat)
    assert usng(lon, lat) == f"10S FH {int(easting) % 100000:05d} {int(northing) % 100000:05d}" == "10S FH 39905 40312"
    assert usng(lon, lat, 4) == "10S FH 3990 4031"
    assert usng(-157.8, 21.3) == "4Q FJ 24470 55823"


def test_usng_leads_back_to_the_place():
    rng = np.random.default_rng(3)
    for lon, lat in np.column_stack((rng.uniform(-160, -66, 300), rng.uniform(18, 65, 300))):
        back_lat, back_lon = MGRS().toLatLon(usng(lon, lat).replace(" ", ""))
        assert GEOD.inv(lon, lat, back_lon, back_lat)[2] < 1.5


@pytest.mark.parametrize("shift_m", [-1e-3, -1e-5, -2e-6, -1e-7, 0, 1e-7, 1e-5])
def test_usng_keeps_square_and_digits_together_on_the_edge_of_a_square(shift_m):
    lon, lat = xy_to_lonlat(32610)(600_000 + shift_m, 4_250_000.5)
    assert usng(lon, lat) in {"10S EH 99999 50000", "10S FH 00000 50000"}


@pytest.mark.parametrize(
    ("digits", "reference"),
    [(5, "18S UJ 23483 06479"), (4, "18S UJ 2348 0647"), (3, "18S UJ 234 064"), (2, "18S UJ 23 06")],
)
def test_usng_of_the_washington_monument_as_the_standard_prints_it(digits, reference):
    """FGDC-STD-011-2001, 5.2.2: UTM zone 18, E 323 483.168 m, N 4 306 479.498 m, NAD 83."""
    assert usng(*xy_to_lonlat(26918)(323_483.168, 4_306_479.498), digits) == reference


def test_usng_agrees_with_another_library():
    from pygeodesy import toUtmUps8

    rng = np.random.default_rng(11)
    for lon, lat in np.column_stack((rng.uniform(-177, -64, 400), rng.uniform(-14, 72, 400))).tolist():
        other = toUtmUps8(lat, lon).toMgrs()
        if any(abs(m - round(m)) < 1e-3 for m in (other.easting, other.northing)):
            continue  # on the edge of a metre the two may round a millimetre either way
        wanted = f"{other.zone}{other.band} {other.EN} {int(other.easting):05d} {int(other.northing):05d}"
        assert usng(lon, lat) == wanted
