"""How far off a plan lies when its eastings and northings count in the other of the two feet."""

from __future__ import annotations

from typing import Final

from campusmap.geometry.geodesy import metres_per_crs_unit, transformer

# Metres to the international and to the US survey foot (NIST SP 811, B.6: 0.3048 and 1200/3937).
FEET_M: Final = (0.3048, 1200 / 3937)


def other_foot_shift(epsg: int, x: float, y: float, crs: str) -> tuple[float, float] | None:
    """Return the shift in campus metres of a plan at (x, y) whose placement in ``crs`` counts in the other foot.

    None where ``crs`` does not count in feet. The two differ by 2 in a million: 1 m at an easting of 500 km.
    """
    unit = metres_per_crs_unit(crs) or 0.0
    if min(abs(unit - foot) for foot in FEET_M) > 1e-9:
        return None
    other = max(FEET_M, key=lambda foot: abs(unit - foot))
    there, back = transformer(f"EPSG:{epsg}", crs), transformer(crs, f"EPSG:{epsg}")
    east, north = there(x, y)
    moved = back(east * unit / other, north * unit / other)
    return float(moved[0] - x), float(moved[1] - y)
