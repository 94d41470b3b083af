"""What the page setter cannot say in a PDF: where maps lie on the ground, a password."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

import numpy as np

from campusmap.carto.sheet import Sheet
from campusmap.geometry.geodesy import xy_to_lonlat
from campusmap.model.places import Campus

# Well-known text of EPSG:4326 in the form that ISO 32000-2, table 271, asks for.
_WGS84: Final = (
    'GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563]],PRIMEM["Greenwich",0],'
    'UNIT["degree",0.0174532925199433]]'
)
_CORNERS: Final = "0 0 0 1 1 1 1 0"  # of the viewport: lower left, upper left, upper right, lower right


def measure_map(sheet: Sheet, campus: Campus) -> str:
    """Return the viewport of a sheet's map with its measure, as a page's dictionary has it; "" where it has none.

    ISO 32000-2, 12.9 and 12.10.
    """
    window = sheet.window
    if window is None or campus.north is None or campus.epsg is None:
        return ""
    left, top, right, bottom = window.clip
    x0, y0, x1, y1 = window.ground
    to_lonlat = xy_to_lonlat(campus.epsg)
    a, b, c, d, e, f = campus.north.matrix
    ground = np.array([(x0, y0), (x0, y1), (x1, y1), (x1, y0)]) - [c, f]
    inside = ground @ np.linalg.inv(np.array([[a, b], [d, e]])).T
    points = [round(value, 9) for x, y in inside.tolist() for value in to_lonlat(x, y)[::-1]]
    high = sheet.paper.height
    box = [round(each * sheet.paper.magnified, 3) for each in (left, high - bottom, right, high - top)]
    return (
        f"/VP[<</Type/Viewport/Name{_text(sheet.title)}/BBox[{_reals(box)}]/Measure<</Type/Measure/Subtype/GEO"
        f"/Bounds[{_CORNERS}]/LPTS[{_CORNERS}]/GPTS[{_reals(points)}]"
        f"/GCS<</Type/GEOGCS/EPSG 4326/WKT({_WGS84})>>>>>>]"
    )


def _reals(values: Sequence[float]) -> str:
    return " ".join(f"{value:.9f}".rstrip("0").rstrip(".") for value in values)


def _text(text: str) -> str:
    """Return a text as a string of hexadecimal digits in UTF-16, with its mark: ISO 32000-2, 7.9.2.2."""
    return f"<FEFF{text.encode('utf-16-be', 'replace').hex().upper()}>"


def lock_pdf(path: Path, password: str) -> None:
    """Encrypt a PDF in place with AES-256 (ISO 32000-2, 7.6.4: revision 6); readers ask for the password."""
    import pikepdf

    with pikepdf.open(path, allow_overwriting_input=True) as document:
        document.save(path, encryption=pikepdf.Encryption(owner=password, user=password, R=6))
