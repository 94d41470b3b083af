"""Whatever holds a floor, to a plan: the reader is chosen by the file's suffix."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

from campusmap.errors import InputError
from campusmap.ingest.indoor_item import Indoor, LevelFact
from campusmap.ingest.picture import is_picture
from campusmap.model.plan import Plan
from campusmap.model.project import NO_OVERRIDES, IndoorColumns, LayerRoles

IndoorReader = Callable[[Path, str, IndoorColumns | None, LayerRoles], Indoor]


def _read_dxf(path: Path, name: str, overrides: LayerRoles) -> Plan:
    from campusmap.ingest.dxf import read_plan

    return read_plan(path, name=name, overrides=overrides)


def _read_dwg(path: Path, name: str, overrides: LayerRoles) -> Plan:
    from campusmap.ingest.dwg import read_dwg

    return read_dwg(path, name=name, overrides=overrides)


def _read_picture(path: Path, name: str, page: int | None) -> Plan:
    from campusmap.ingest.picture_plan import read_picture_plan

    return read_picture_plan(path, name, page)


def _read_vector(path: Path, name: str, columns: IndoorColumns | None, overrides: LayerRoles) -> Indoor:
    from campusmap.ingest.indoor import read_indoor_file

    return read_indoor_file(path, name, columns, overrides)


def _read_imdf(path: Path, name: str, columns: IndoorColumns | None, overrides: LayerRoles) -> Indoor:
    from campusmap.ingest.imdf import read_imdf

    return read_imdf(path, name, columns, overrides)


# Files whose rooms are features, on one level or several; "" is a folder.
INDOOR_READERS: Final[dict[str, IndoorReader]] = {
    ".geojson": _read_vector, ".json": _read_vector, ".gpkg": _read_vector, ".shp": _read_vector,
    ".fgb": _read_vector, ".zip": _read_imdf, ".imdf": _read_imdf, "": _read_imdf,
}  # fmt: skip


def read_drawing(
    path: Path,
    *,
    name: str,
    overrides: LayerRoles = NO_OVERRIDES,
    level: str = "",
    columns: IndoorColumns | None = None,
    page: int | None = None,
) -> Plan:
    """Read a drawing, one level of an indoor file or a picture; ``name`` is what findings and errors call it.

    Raises InputError for a file that cannot be read as it stands, and for a file of several levels when ``level``
    does not say which, listing them.
    """
    reader = _indoor_reader(path)
    if reader is not None:
        from campusmap.ingest.indoor_plan import indoor_to_plan

        return indoor_to_plan(reader(path, name, columns, overrides), name, level)
    if level or columns:
        problem = "is a drawing, which has no levels and no columns"
        raise InputError(
            name,
            problem,
            "leave level and columns out; a drawing of several floors takes a window",
            code="indoor.level",
        )
    if is_picture(path):
        return _read_picture(path, name, page)
    return (_read_dwg if is_dwg(path) else _read_dxf)(path, name, overrides)  # which says what it is, if it is neither


def is_dwg(path: Path) -> bool:
    """Tell whether a file, whatever its name, is a DWG drawing: it begins with its version, "AC1009" to "AC1032"."""
    try:
        with path.open("rb") as file:
            return file.read(4) == b"AC10"
    except OSError:
        return False


def is_indoor(path: Path) -> bool:
    """Tell whether a file's rooms are features rather than lines."""
    return _indoor_reader(path) is not None


def _indoor_reader(path: Path) -> IndoorReader | None:
    return INDOOR_READERS.get("" if path.is_dir() else path.suffix.casefold() or ".")


def read_levels(
    path: Path, *, name: str, overrides: LayerRoles = NO_OVERRIDES, columns: IndoorColumns | None = None
) -> tuple[LevelFact, ...]:
    """Return the levels with rooms of an indoor file, the lowest first; () for a drawing or a file without levels."""
    reader = _indoor_reader(path)
    return reader(path, name, columns, overrides).levels if reader else ()
