"""What the page setter cannot say in a PDF: where maps lie on the ground, a password."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np

from campusmap.carto.sheet import Sheet
from campusmap.geometry.geodesy import xy_to_lonlat
from campusmap.model.places import Campus

if TYPE_CHECKING:
    import pikepdf

# Well-known text of EPSG:4326 in the form that ISO 32000-2, table 271, asks for.
_WGS84: Final = (
    'GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563]],PRIMEM["Greenwich",0],'
    'UNIT["degree",0.0174532925199433]]'
)
_CORNERS: Final = (0, 0, 0, 1, 1, 1, 1, 0)  # of the viewport: lower left, upper left, upper right, lower right


def measure_map(sheet: Sheet, campus: Campus) -> pikepdf.Dictionary | None:
    """Return the viewport of a sheet's map with its measure: ISO 32000-2, 12.9 and 12.10; None where it has none."""
    import pikepdf

    window = sheet.window
    if window is None or campus.north is None or campus.epsg is None:
        return None
    left, top, right, bottom = window.clip
    x0, y0, x1, y1 = window.ground
    to_lonlat = xy_to_lonlat(campus.epsg)
    a, b, c, d, e, f = campus.north.matrix
    ground = np.array([(x0, y0), (x0, y1), (x1, y1), (x1, y0)]) - [c, f]
    inside = ground @ np.linalg.inv(np.array([[a, b], [d, e]])).T
    points = [round(value, 9) for x, y in inside.tolist() for value in to_lonlat(x, y)[::-1]]
    measure = pikepdf.Dictionary(
        Type=pikepdf.Name.Measure, Subtype=pikepdf.Name.GEO, Bounds=pikepdf.Array(_CORNERS),
        GPTS=pikepdf.Array([_real(point) for point in points]), LPTS=pikepdf.Array(_CORNERS),
        GCS=pikepdf.Dictionary(Type=pikepdf.Name.GEOGCS, EPSG=4326, WKT=pikepdf.String(_WGS84)),
    )  # fmt: skip
    high = sheet.paper.height
    corners = [each * sheet.paper.magnified for each in (left, high - bottom, right, high - top)]
    return pikepdf.Dictionary(
        Type=pikepdf.Name.Viewport, Name=pikepdf.String(sheet.title), Measure=measure,
        BBox=pikepdf.Array([_real(round(each, 3)) for each in corners]),
    )  # fmt: skip


def _real(value: float) -> object:
    from decimal import Decimal

    return Decimal(repr(value))


def lock_pdf(path: Path, password: str) -> None:
    """Encrypt a PDF in place with AES-256 (ISO 32000-2, 7.6.4: revision 6); readers ask for the password."""
    import pikepdf

    with pikepdf.open(path, allow_overwriting_input=True) as document:
        document.save(path, encryption=pikepdf.Encryption(owner=password, user=password, R=6))
