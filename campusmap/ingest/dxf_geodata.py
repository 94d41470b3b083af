"""Read a drawing's GEODATA georeference."""

from __future__ import annotations

import re
from typing import Any

from ezdxf.lldxf.const import DXFError

from campusmap.model.plan import Geodata
from campusmap.model.source import Notice, Ref


def read_geodata(file: str, layout: Any) -> tuple[Geodata | None, tuple[Notice, ...]]:
    """Return the georeference of model space, or None, with a notice if there is one that cannot be used.

    Only "local grid" georeferences with an EPSG code are used: the others lack documentation. The
    "source and target vertices" that AutoCAD stores describe CRS to WGS84, not the drawing.
    """
    geodata = layout.get_geodata()
    if geodata is None or geodata.dxftype() != "GEODATA":
        return None, ()
    try:
        matrix, epsg = geodata.get_crs_transformation()
    except (DXFError, ValueError, TypeError, AttributeError) as fault:
        why = " ".join(re.split("[\n:]", str(fault))[0].split()) or type(fault).__name__
        named = re.search(r'CoordinateSystem id="([^"]{1,80})"', geodata.coordinate_system_definition or "")
        crs = f" in {named.group(1)}" if named else ""
        text = f"the drawing holds a GEODATA georeference{crs} that cannot be used ({why.rstrip('.')})"
        return None, (Notice("dxf.geodata_unusable", text, file, Ref(file, handle=geodata.dxf.handle or "")),)
    m = list(matrix)  # row vectors: x' = x m0 + y m4 + m12
    return Geodata(f"EPSG:{epsg}", (m[0], m[4], m[12], m[1], m[5], m[13])), ()
