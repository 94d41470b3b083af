"""An issued edition as the ledger remembers it, read back as a snapshot of the campus."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

import shapely

from campusmap.errors import InputError
from campusmap.geometry.geodesy import lonlat_to_xy, project_coords, xy_to_lonlat
from campusmap.ingest.kit import Row, assemble_snapshot
from campusmap.ingest.ledger import NAME
from campusmap.model.change import Snapshot
from campusmap.model.ledger import SHOWN, Shown
from campusmap.model.places import Campus, Contact

_SINCE: Final = {"hard_corners"}  # layers that editions did not always remember
_FIX: Final = "put back the copy that was kept with the campus folder"


def read_edition(shown: Shown, campus: Campus) -> Snapshot:
    """Return what an edition showed, with shapes in the CRS of today's ``campus``; raise InputError where damaged."""
    own = int(shown.crs.removeprefix("EPSG:")) if shown.crs else None
    try:
        kept = {layer: shown.layers[layer] for layer in SHOWN if layer in shown.layers or layer not in _SINCE}
        rows = {layer: [_read_row(row, layer, own, campus.epsg) for row in kept[layer]] for layer in kept}
        read = assemble_snapshot(campus.id, campus.name, campus.epsg, rows)
        contacts = None if shown.contacts is None else tuple(Contact(**row) for row in shown.contacts)  # type: ignore[arg-type]
    except (KeyError, ValueError, TypeError, shapely.errors.GEOSException) as error:
        raise InputError(
            NAME, f"is damaged in the edition of {shown.issued} ({error})", _FIX, code="ledger.damaged"
        ) from error
    return replace(
        read, issued=shown.issued, fingerprint=shown.fingerprint, verified_on=shown.verified_on,
        sheets={sheet: digest for sheet, _, digest in shown.sheets},
        titles={sheet: title for sheet, title, _ in shown.sheets}, contacts=contacts,
    )  # fmt: skip


def _read_row(row: dict[str, Any], layer: str, own: int | None, wanted: int | None) -> Row:
    shape = shapely.from_wkt(row["shape"]) if row.get("shape") else None
    if shape is not None and own != wanted and own is not None and wanted is not None:
        shape = shapely.transform(shape, lambda xy: _reproject(xy, own, wanted))
    return {column: row.get(column) for column in SHOWN[layer].split()} | {"shape": shape}


def _reproject(xy: Any, own: int, wanted: int) -> Any:
    return project_coords(lonlat_to_xy(wanted), project_coords(xy_to_lonlat(own), xy))
