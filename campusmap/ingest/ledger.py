"""ledger.json of a campus folder."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final

from campusmap.errors import InputError
from campusmap.model.ledger import FrozenGrid, Identity, Issued, Known, Ledger, Shown

NAME: Final = "ledger.json"
VERSION: Final = 1
_FIX: Final = "put back the copy that was kept with the campus folder; it is written only by campusmap issue"


def read_ledger(folder: Path) -> Ledger | None:
    """Return the ledger of a campus folder, None where there is none; raise InputError for one that is damaged."""
    path = folder / NAME
    try:
        text = path.read_text("utf-8")
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(NAME, f"cannot be read ({error})", _FIX, code="ledger.unreadable") from error
    try:
        return _from_json(json.loads(text))
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise InputError(NAME, f"is damaged ({type(error).__name__}: {error})", _FIX, code="ledger.damaged") from error


def _from_json(data: dict[str, Any]) -> Ledger:
    if data["version"] != VERSION:
        raise InputError(
            NAME,
            f"is of version {data['version']!r}, not {VERSION}",
            "use the program that wrote it",
            code="ledger.version",
        )
    grid = FrozenGrid(**data["grid"]) if data["grid"] else None
    if grid is not None and not (grid.cell_m > 0 and grid.columns > 0 and grid.rows > 0):
        raise ValueError("the grid is empty")
    return Ledger(
        grid,
        tuple(Issued(**each) for each in data["editions"]),
        _read_numbers(data["numbers"]),
        tuple(Identity(**each) for each in data["identities"]),
        str(data["crs"]),
        tuple(_read_shown(each) for each in data.get("shown", ())),
        _read_known(data.get("before")),
        _read_numbers(data.get("buildings", {})),
    )


def _read_numbers(data: dict[str, Any]) -> dict[str, tuple[str, ...]]:
    return {str(building): tuple(map(str, numbers)) for building, numbers in data.items()}


def _read_known(data: dict[str, Any] | None) -> Known | None:
    return None if data is None else Known(str(data["crs"]), tuple(Identity(**each) for each in data["identities"]))


def _read_shown(data: dict[str, Any]) -> Shown:
    lists = {
        "choice": tuple(map(str, data["choice"])),
        "sheets": tuple((str(sheet), str(title), str(digest)) for sheet, title, digest in data["sheets"]),
        "layers": {str(layer): tuple(dict(row) for row in rows) for layer, rows in data["layers"].items()},
    }
    kept = data.get("contacts")
    contacts = None if kept is None else tuple({str(k): str(v) for k, v in row.items()} for row in kept)
    return Shown(**data | lists | {"contacts": contacts})
